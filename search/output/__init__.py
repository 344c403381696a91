"""The forms in which hits are written, one module a form; the names are those of --format."""

from __future__ import annotations

from search.output.format import OutputFormat, Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

__all__ = ["FORMATS", "OutputFormat", "Style"]

FORMATS: Final = {
    form.name: form
    for form in (
        OutputFormat("text", "a few lines for each hit, for people", "search.output.text"),
        OutputFormat(
            "json", "one object: the query, how it was read, the total, the hits", "search.output.json"
        ),
        OutputFormat("jsonl", "one object a line for each hit", "search.output.jsonl"),
        OutputFormat("csv", "comma-separated values with a header", "search.output.table", "write_csv"),
        OutputFormat("tsv", "tab-separated values with a header", "search.output.table", "write_tsv"),
        OutputFormat("paths", "the files the hits are in, each once", "search.output.paths"),
    )
}
