"""Buttons: the lines around comments that nobody wrote, such as "Reply" or "Log in to post comments"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.dialects.dialect import bare
from index.dialects.words import FURNITURE

LONGEST: Final = 90
"""Characters of a line of buttons."""
BUTTONS: Final = frozenset(FURNITURE.split("|"))
_SPLIT: Final = re.compile(r"\s{2,}|\s?[|•·»/]\s?|\t")
_MARKS: Final = "[]() .:…›‹"
_FOLD: Final = re.compile(r"\[[–—+-](?:\d+ more)?\]|\b\d+ more\b")
_GLUED: Final = re.compile(
    r"(?:permalink|embed|save|unsave|report|reply|parent|give award|context|full comments|source|"
    r"share|crosspost|hide){2,12}"
)
"""Reddit's buttons, as browsers copy them."""
_ABOUT: Final = re.compile(
    r"(?:join date|joined|posts?|location|reputation|registered|messages|status):? .{1,40}"
)
"""What forums say of who wrote a post, beside their name."""
_COUNTED: Final = re.compile(r"(?:[(\[]?[+-]?\d{1,6}[)\]]?\s?)?(.{0,50}?)(?:\s?[(\[]?[+-]?\d{1,6}[)\]]?)?")


@lru_cache(maxsize=4096)
def is_button(line: str) -> bool:
    """Whether a line, as the eye sees it, is a button or a row of them."""
    if not line or len(line) > LONGEST:
        return False
    line = _FOLD.sub("", line.lower()).strip(_MARKS)
    if not line or line in BUTTONS or _GLUED.fullmatch(line) or _ABOUT.fullmatch(line):
        return True
    parts = [part.strip(_MARKS) for part in _SPLIT.split(line)]
    return all(part in BUTTONS or not part or part.isdecimal() or _counted(part) for part in parts) and any(
        part in BUTTONS or _counted(part) for part in parts
    )


def _counted(part: str) -> bool:
    """Whether it is a button with a number: "Like (3)"."""
    match = _COUNTED.fullmatch(part)
    return match is not None and match[1] != "" and match[1].strip() in BUTTONS


def without_buttons(lines: list[str]) -> list[str]:
    """Lines without the buttons above and below them, and a mark that ends the last line."""
    start, end = 0, len(lines)
    while end > start and (not (shown := bare(lines[end - 1][:100])) or is_button(shown)):
        end -= 1
    while start < end and (not (shown := bare(lines[start][:100])) or is_button(shown)):
        start += 1
    kept = lines[start:end]
    if kept and kept[-1].endswith(" »"):
        kept[-1] = kept[-1][:-2]
    return kept
