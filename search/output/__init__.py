"""The forms in which hits are written, one module a form; the names are those of --format."""

from __future__ import annotations

from typing import Final

from search.output.format import OutputFormat, Style
from search.output.json import JSON
from search.output.jsonl import JSONL
from search.output.paths import PATHS
from search.output.table import CSV, TSV
from search.output.text import TEXT

__all__ = ["FORMATS", "OutputFormat", "Style"]

FORMATS: Final = {form.name: form for form in (TEXT, JSON, JSONL, CSV, TSV, PATHS)}
