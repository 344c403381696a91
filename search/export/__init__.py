"""What an index is exported to, one module a form; the names are those of `dateline export --format`."""

from __future__ import annotations

from typing import Final

from search.export.format import ExportFormat, Records, Written
from search.export.opensearch import OPENSEARCH
from search.export.parquet import PARQUET
from search.export.sqlite import SQLITE

__all__ = ["EXPORTS", "ExportFormat", "Records", "Written"]

EXPORTS: Final = {form.name: form for form in (OPENSEARCH, SQLITE, PARQUET)}
