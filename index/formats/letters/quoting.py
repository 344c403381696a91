"""The plain text of a message, and which of it the writer of the message quotes."""

from __future__ import annotations

import re
from typing import Final

from index.text import Spans

QUOTED: Final = re.compile(r" {0,4}(?:[A-Z]{1,3})?>")
"""How a quoted line begins; some write the initials of its author before the mark."""

VERBS: Final = (
    r"(?:wrote|writes|said|says|schrieb|schreibt|a écrit|écrivait|escribió|ha scritto|scrisse|escreveu|"
    r"schreef|skrev|kirjoitti|napisał|пишет|писал|написал)"
)
OPENED: Final = re.compile(
    rf"(?:On|Am|Le|El|Il|Op|Den|Em|In|At|Dnia|W dniu|Quoting)\b.{{1,400}}\b{VERBS}\b.{{0,100}}[:.]\Z"
)
"""What stands before a quote, in one to three lines: "On 13 Dec 2016, Ann wrote:"."""
NAMED: Final = re.compile(rf".{{1,200}}\b{VERBS}\b.{{0,100}}:\Z")
"""The same in one line that does not begin as above: "Ann Lee <ann@example.org> writes:"."""
MOST_LINES: Final = 3

FORWARDED: Final = re.compile(
    r"\s{0,4}-{2,20} ?(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Message d'origine|"
    r"Mensaje original|Messaggio originale|Oorspronkelijk bericht|Forwarded [Mm]essage.{0,80}) ?-{2,20}"
)
"""After which all is somebody else's."""

ENCODED: Final = re.compile(r"^begin [0-7]{3,4} \S.{0,200}\n(?:[ -`]{1,61}\n)++(?:end$)?", re.MULTILINE)
"""A file in a text, as uuencode writes it."""
SIGNATURE: Final = "-- "


def read_plain(text: str, flowed: bool = False, joined: bool = False) -> tuple[str, Spans]:
    """A text without files in it and without margins, and the spans of it that are quotes.

    `flowed` and `joined` are what the message says: that its lines are to be joined into paragraphs, and
    that the space at which they are joined is none of the text (RFC 3676).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\nbegin " in text or text.startswith("begin "):
        text = ENCODED.sub("", text)
    lines = text.split("\n")
    kept: list[str] = []
    for line in _unflowed(lines, joined) if flowed else lines:
        line = line if line == SIGNATURE else line.rstrip()
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    return "\n".join(kept), _spans(kept)


def _unflowed(lines: list[str], joined: bool) -> list[str]:
    """Paragraphs of lines that end in a space where they go on."""
    whole: list[str] = []
    pieces: list[str] = []
    deep = 0
    for line in lines:
        text = line.lstrip(">")
        depth = len(line) - len(text)
        text = text.removeprefix(" ")
        if pieces and (depth != deep or text == SIGNATURE):
            whole.append(_paragraph(deep, pieces))
            pieces = []
        deep = depth
        if text.endswith(" ") and text != SIGNATURE:
            pieces.append(text[:-1] if joined else text)
        else:
            whole.append(_paragraph(depth, [*pieces, text]))
            pieces = []
    return [*whole, _paragraph(deep, pieces)] if pieces else whole


def _paragraph(depth: int, pieces: list[str]) -> str:
    return (">" * depth + " " if depth else "") + "".join(pieces)


def _spans(lines: list[str]) -> Spans:
    marked = [QUOTED.match(line) is not None for line in lines]
    for at, line in enumerate(lines):
        if marked[at] and not (at and marked[at - 1]):
            for above in range(_introduced(lines, marked, at), at):
                marked[above] = True
        if line.lstrip().startswith("--") and FORWARDED.match(line):
            marked[at:] = [True] * (len(lines) - at)
            break
    for at in range(1, len(lines) - 1):
        if not lines[at] and marked[at - 1] and marked[at + 1]:
            marked[at] = True
    spans: list[tuple[int, int]] = []
    place = 0
    for at, line in enumerate(lines):
        if marked[at]:
            if at and marked[at - 1]:
                spans[-1] = spans[-1][0], place + len(line)
            else:
                spans.append((place, place + len(line)))
        place += len(line) + 1
    return tuple(span for span in spans if span[0] < span[1])


def _introduced(lines: list[str], marked: list[bool], at: int) -> int:
    """The line with which what introduces the quote at a line begins; that line itself if nothing does."""
    end = at - 1 if at and not lines[at - 1] else at
    joined = ""
    for start in range(end - 1, max(end - 1 - MOST_LINES, -1), -1):
        if not lines[start] or marked[start]:
            break
        joined = f"{lines[start].strip()} {joined}".strip()
        if OPENED.match(joined):
            return start
    last = lines[end - 1].strip() if end else ""
    return end - 1 if last and not marked[end - 1] and NAMED.match(last) else at
