"""Undoes what tools that turn pages into text put into it: the numbers of links, and Markdown.

lynx -dump      [8]Robert Wall's picture .. and below the page "References" with the links by number
w3m             struck out text as [S:text:S]
html2text       [Robert Wall](../user/924.html "View user profile."), ![alt](image.png), ### headings
inscriptis      lines filled up with blanks to the width of the widest table
"""

from __future__ import annotations

import re
from typing import Final

REFERENCES: Final = ("references", "verweise", "références", "referencias", "riferimenti")
"""What lynx calls its list of links."""
SUBHEADINGS: Final = ("Visible links", "Visible links:", "Hidden links", "Hidden links:")
REFERENCE: Final = re.compile(r"\s{0,8}(\d{1,6})\. \S+")
NUMBER: Final = re.compile(r"\[(\d{1,6})\]")

IMAGE: Final = re.compile(
    r"!\[([^\[\]]{0,500})\]\((?:[^()\s]|\n(?=[^\s\"])|\([^()\s]{0,200}\)){0,2000}+(?:\s{1,3}\"[^\"]{0,500}\")?\)"
)
LINK: Final = re.compile(
    r"\[([^\[\]]{0,1000})\]\((?:[^()\s]|\n(?=[^\s\"])|\([^()\s]{0,200}\)){0,2000}+(?:\s{1,3}\"[^\"]{0,500}\")?\)"
)
FEWEST_LINKS: Final = 3
"""Links from which on a text is taken to hold Markdown's."""
STRUCK: Final = re.compile(r"\[(?:S|DEL):[^\[\]]{0,500}:(?:S|DEL)\] ?")
"""Text that w3m shows as struck out."""
MARKS: Final = (
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,300}(?:\n[^_\n]{1,300})?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\*\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*\*"), r"\1"),
    (re.compile(r"\\([-.+*_#()!\[\]>`~])"), r"\1"),
)


def mended(lines: list[str]) -> list[str]:
    """The lines of a dump without what the tool that made it added."""
    lines = _unnumbered(
        [
            STRUCK.sub("", line.rstrip(" \t")) if ":S" in line or ":D" in line else line.rstrip(" \t")
            for line in lines
        ]
    )
    if sum("](" in line for line in lines) < FEWEST_LINKS:
        return lines
    text = LINK.sub(_label, IMAGE.sub(_label, "\n".join(lines)))
    for mark, instead in MARKS:
        text = mark.sub(instead, text)
    return text.split("\n")


def _label(match: re.Match[str]) -> str:
    return match[1].replace("\n", " ")


def _unnumbered(lines: list[str]) -> list[str]:
    """Lines without the numbers of lynx, where its list of links is below them."""
    listed = 0
    at = len(lines) - 1
    while at >= 0:
        line = lines[at].strip()
        if line.lower() in REFERENCES:
            break
        reference = REFERENCE.match(lines[at])
        listed = max(listed, int(reference[1])) if reference else listed
        if reference is None and " " in line and line not in SUBHEADINGS:
            return lines
        at -= 1
    if at < 0 or not listed:
        return lines
    expected = 1

    def numbered(match: re.Match[str]) -> str:
        nonlocal expected
        if int(match[1]) != expected or expected > listed:
            return match[0]
        expected += 1
        return ""

    return [NUMBER.sub(numbered, line) for line in lines[:at]]
