"""The forms in which hits are written, one module a form; the names are those of --format."""

from __future__ import annotations

from typing import Final

from search.output.format import Answer, OutputFormat, Sheet, Style
from search.output.json import JSON
from search.output.jsonl import JSONL
from search.output.markdown import MARKDOWN
from search.output.paths import PATHS
from search.output.ris import RIS
from search.output.table import CSV, TSV
from search.output.text import TEXT
from search.output.trec import TREC

__all__ = ["FORMATS", "Answer", "OutputFormat", "Sheet", "Style"]

FORMATS: Final = {form.name: form for form in (TEXT, JSON, JSONL, CSV, TSV, RIS, MARKDOWN, PATHS, TREC)}
