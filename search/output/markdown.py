"""Markdown (CommonMark): a list of hits with their passages, or a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final

from index.lazy import compiled
from search import captions
from search.inert import inert_line, inert_spans
from search.output.format import Answer, OutputFormat, Sheet, Style
from search.output.heading import heading
from search.results import Hit, Snippet, Span

if TYPE_CHECKING:
    from search.found import Found

SPECIAL: Final = compiled(r"[\\`*_\[\]<>#~|&$]|:(?=//)|(?<=www)\.")
"""What Markdown takes for itself unless a backslash stands before it."""

SPACE: Final = compiled(r"\s+")

BEGINNING: Final = compiled(r"(\d{1,9})([.)])")
"""What begins a list."""

LINKED: Final = ("http://", "https://")
"""How an address begins that is made a link."""

IN_URL: Final = "!#$%&'()*+,/:;=?@[]~"
"""What stands in an address as it is, beside letters and digits."""


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return _block(_escaped(inert_line(text)))


def _hits(answers: Iterable[Answer], stream: BinaryIO, _style: Style) -> None:
    first = True
    for answer in answers:
        title = answer.page.query if answer.name is None else answer.name
        head = f"# {escaped(title) or escaped('*')}\n\n{escaped(heading(answer))}\n"
        stream.write((head if first else f"\n{head}").encode())
        first = False
        for number, found in enumerate(answer.found, answer.page.offset + 1):
            lines = "\n\n".join(_hit(number, found))
            stream.write(f"\n{lines}\n".encode())


def _hit(number: int, found: Found) -> Iterator[str]:
    hit = found.hit
    yield f"## {number}. {_title(hit)}"
    yield escaped(captions.SEPARATOR.join((captions.hit(hit), hit.id)))
    passage = _passage(hit.snippet)
    if passage:
        yield f"> {passage}"


def _title(hit: Hit) -> str:
    title = _marked(hit.title.replace("\n", " "), hit.title_spans) or "(no headline)"
    url = inert_line(hit.url or "")
    if not url.startswith(LINKED):
        return title
    from urllib.parse import quote  # slow to import

    return f"[{title}](<{quote(url, safe=IN_URL)}>)"


def _passage(snippet: Snippet) -> str:
    before, after = "" if snippet.begins else "… ", "" if snippet.ends else " …"
    marked = _marked(snippet.text, snippet.spans)
    return f"{before}{marked}{after}" if marked else ""


def _marked(text: str, spans: Sequence[Span]) -> str:
    """A text on one line, with its spans in bold."""
    text, spans = inert_spans(text, spans)
    pieces = []
    at = 0
    for start, end in spans:
        inside = _escaped(text[start:end])
        pieces += [_escaped(text[at:start]), f"**{inside}**" if inside.strip() else inside]
        at = end
    return _block("".join((*pieces, _escaped(text[at:]))).strip())


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda match: "\\" + match[0], SPACE.sub(" ", text))


def _block(text: str) -> str:
    """A text with nothing at its beginning that begins a list or underlines a heading."""
    text = BEGINNING.sub(r"\1\\\2", text, count=1) if BEGINNING.match(text) else text
    return f"\\{text}" if text.startswith(("-", "+", "=")) else text


def _rows(sheet: Sheet, stream: BinaryIO, _style: Style) -> None:
    from search.output.table import cell

    def line(values: Iterable[str]) -> bytes:
        return f"| {' | '.join(values)} |\n".encode()

    stream.write(line(map(escaped, sheet.columns)) + line("---" for _ in sheet.columns))
    for row in sheet.rows:
        stream.write(line(escaped(cell(row[column])) for column in sheet.columns))


MARKDOWN = OutputFormat("markdown", "a page with links and passages, or a table", _hits, _rows)
