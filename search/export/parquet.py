"""One file of typed columns, for DuckDB, Polars, pandas and whatever else reads Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from index.documents import StoredRecord
from index.model import Kind
from search.export.columns import COLUMNS, Type, values
from search.export.format import ExportFormat, Records, Written

MOST_ROWS: Final = 20_000
"""Of a group of rows, which is held in memory."""
MOST_TEXT: Final = 16_000_000
"""Characters of text in it."""


def write(records: Records, path: Path, rows: int = MOST_ROWS, text: int = MOST_TEXT) -> Written:
    """Write a file in groups of so many rows and so much text at the most."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[Type, Any] = {
        Type.KEY: pa.string(),
        Type.NAME: pa.string(),
        Type.NAMES: pa.list_(pa.string()),
        Type.TEXT: pa.string(),
        Type.LABEL: pa.string(),
        Type.NUMBER: pa.int32(),
        Type.FLAG: pa.bool_(),
        Type.MOMENT: pa.timestamp("us", tz="UTC"),
        Type.SPANS: pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
    }
    about = {
        "dateline": records.state.version,
        "query": records.reading,
        "fingerprint": records.state.fingerprint,
    }
    schema = pa.schema([(column.name, types[column.type]) for column in COLUMNS], metadata=about)
    counted = dict.fromkeys(Kind, 0)
    with path.open("wb") as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(records.found, rows, text):
            columns: dict[str, list[Any]] = {column.name: [] for column in COLUMNS}
            for stored in group:
                counted[stored.kind] += 1
                for name, value in values(stored).items():
                    columns[name].append(value)
            columns["quotes"] = [
                [{"start": start, "end": end} for start, end in spans] for spans in columns["quotes"]
            ]
            writer.write_table(pa.table(columns, schema=schema), row_group_size=rows)
    return Written(counted[Kind.ARTICLE], counted[Kind.COMMENT])


def _groups(found: Iterator[StoredRecord], rows: int, text: int) -> Iterator[list[StoredRecord]]:
    group: list[StoredRecord] = []
    size = 0
    for stored in found:
        length = len(stored.record.body)
        if group and (len(group) == rows or size + length > text):
            yield group
            group, size = [], 0
        group.append(stored)
        size += length
    if group:
        yield group


PARQUET: Final = ExportFormat(
    name="parquet",
    about="one file for DuckDB, Polars and pandas; needs pip install 'dateline[parquet]'",
    write=write,
    needs=("pyarrow",),
)
