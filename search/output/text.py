"""For people: a few lines for each hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from search import captions
from search.inert import inert_line, inert_spans
from search.output.columns import rows
from search.output.format import Answer, OutputFormat, Style
from search.results import Hit, Snippet, Span
from search.wrapping import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO, Final

BOLD: Final = "\x1b[1m"
DIM: Final = "\x1b[2m"
MARK: Final = "\x1b[1;4;33m"
PLAIN: Final = "\x1b[0m"

INDENT: Final = "    "


def _write(answers: Iterable[Answer], stream: BinaryIO, style: Style) -> None:
    first = True
    for answer in answers:
        for number, found in enumerate(answer.found):
            if answer.name is not None and number == 0:
                heading = _painted(inert_line(f"{answer.id} · {answer.name}"), (), style, BOLD)
                stream.write(f"{'' if first else chr(10)}== {heading}\n\n".encode())
                first = True
            hit = found.hit
            lines = [
                _headline(hit, style),
                INDENT + _painted(captions.SEPARATOR.join((captions.hit(hit), hit.id)), (), style, DIM),
                *_passage(hit.snippet, style),
                *_reasons(hit, style),
            ]
            stream.write(("\n" * (not first) + "\n".join(lines) + "\n").encode())
            first = False


def _headline(hit: Hit, style: Style) -> str:
    title, spans = inert_spans(hit.title.replace("\n", " "), hit.title_spans)
    return _painted(title, spans, style, BOLD) if title.strip() else "(no headline)"


def _passage(snippet: Snippet, style: Style) -> Iterator[str]:
    before, after = "" if snippet.begins else "… ", "" if snippet.ends else " …"
    text, spans = inert_spans(
        before + snippet.text + after,
        [(start + len(before), end + len(before)) for start, end in snippet.spans],
    )
    width = max(20, style.width - len(INDENT)) if style.width else len(text) * 2 + 1
    for start, end in wrap(text, width):
        inside = [(max(first, start) - start, min(last, end) - start) for first, last in spans]
        yield INDENT + _painted(text[start:end], [span for span in inside if span[0] < span[1]], style)


def _reasons(hit: Hit, style: Style) -> Iterator[str]:
    for reason in hit.reasons:
        what, _ = inert_spans(reason.what, ())
        yield INDENT + _painted(f"{reason.score:8.2f}  {what}", (), style, DIM)


def _painted(text: str, spans: Sequence[Span], style: Style, paint: str = "") -> str:
    """A line in one paint with its spans marked: in colour, else by brackets."""
    if style.color:
        begin, end, paint, plain = MARK, PLAIN + paint, paint, PLAIN if paint else ""
    else:
        begin, end, paint, plain = "[", "]", "", ""
    pieces = [paint]
    at = 0
    for first, last in spans:
        pieces += [text[at:first], begin, text[first:last], end]
        at = last
    return "".join((*pieces, text[at:], plain))


TEXT = OutputFormat("text", "a few lines for each hit, for people", _write, rows)
