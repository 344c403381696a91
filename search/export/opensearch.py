"""Files for the bulk interface of OpenSearch and Elasticsearch, and the settings of the index they make.

The analyzers are built of parts that both have without plugins, and do what `index.analysis` does: words are
runs of letters and digits, lower-cased, folded to ASCII and stemmed by Snowball's English stemmer, and runs
of Chinese, Japanese and Korean are pairs of characters.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, BinaryIO, Final

from index.analysis import LONGEST_WORD, UNSPACED
from index.model import Kind
from search.export.columns import COLUMNS, Type, values
from search.export.format import ExportFormat, Records, Written

PIECE: Final = 10_000_000
"""Bytes of a bulk file, at the most; a record that is larger has one of its own. Both engines take 100 MB."""
MOST_OF_KEY: Final = 8_191
"""Characters that a key may have; Lucene takes 32,766 bytes."""

_STEMMED: Final = "dateline_stemmed"
_EXACT: Final = "dateline_exact"
_KEY: Final = "dateline_key"
_FOLD: Final = ["lowercase", "asciifolding"]


def _unspaced() -> str:
    """The class of characters of UNSPACED, as Java writes it."""
    characters = re.fullmatch(r"(\[.*\])\+", UNSPACED.pattern)
    if characters is None:
        raise AssertionError("UNSPACED is no run of a class of characters")

    def escape(match: re.Match[str]) -> str:
        return rf"\x{{{ord(match[0]):x}}}"

    return re.sub(r"[^\x00-\x7f]", escape, characters[1])


def _analyzer(*filters: str, pairs: str) -> dict[str, Any]:
    return {
        "type": "custom",
        "char_filter": ["dateline_runs", *pairs.split()],
        "tokenizer": "dateline_words",
        "filter": ["dateline_long", *_FOLD, *filters],
    }


def _analysis() -> dict[str, Any]:
    run = _unspaced()

    def replaced(pattern: str, by: str) -> dict[str, str]:
        return {"type": "pattern_replace", "pattern": pattern, "replacement": by}

    # A text has the last character of a run as a word, so that every character begins one; a query has not.
    text, query = "dateline_pairs", "dateline_pairs dateline_last"
    return {
        "char_filter": {
            "dateline_runs": replaced(rf"(?<={run})(?!{run})|(?<!{run})(?={run})", " "),
            "dateline_pairs": replaced(f"({run})(?=({run}))", "$1$2_"),
            "dateline_last": replaced(f"_{run}(?!{run})", " "),
        },
        "tokenizer": {"dateline_words": {"type": "pattern", "pattern": r"[^\p{IsAlphabetic}\p{N}]+"}},
        "filter": {
            "dateline_long": {"type": "length", "max": LONGEST_WORD},
            "dateline_english": {"type": "stemmer", "language": "porter2"},
        },
        "normalizer": {_KEY: {"type": "custom", "filter": ["lowercase"]}},
        "analyzer": {
            _STEMMED: _analyzer("dateline_english", pairs=text),
            f"{_STEMMED}_query": _analyzer("dateline_english", pairs=query),
            _EXACT: _analyzer(pairs=text),
            f"{_EXACT}_query": _analyzer(pairs=query),
        },
    }


def _text(analyzer: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": analyzer, "search_analyzer": f"{analyzer}_query"}


def _property(kind: Type) -> dict[str, Any]:
    """How a column of a type is indexed."""
    key: dict[str, Any] = {"type": "keyword", "ignore_above": MOST_OF_KEY}
    match kind:
        case Type.KEY:
            return key
        case Type.NAME | Type.NAMES:
            return key | {"fields": {"words": _text(_EXACT), "key": key | {"normalizer": _KEY}}}
        case Type.TEXT:
            return _text(_STEMMED) | {"fields": {"exact": _text(_EXACT)}}
        case Type.LABEL:
            return {"type": "keyword", "index": False, "doc_values": False}
        case Type.NUMBER:
            return {"type": "integer"}
        case Type.FLAG:
            return {"type": "boolean"}
        case Type.MOMENT:
            return {"type": "date", "format": "strict_date_optional_time"}
        case Type.SPANS:
            return {"type": "object", "enabled": False}


def index_body() -> dict[str, Any]:
    """What makes an index for the records: the body of `PUT /NAME`."""
    return {
        "settings": {"analysis": _analysis()},
        "mappings": {
            "dynamic": "strict",
            "properties": {column.name: _property(column.type) for column in COLUMNS},
        },
    }


def write(records: Records, folder: Path, piece: int = PIECE) -> Written:
    """Write a folder of index.json and bulk files of `piece` bytes at the most."""
    import orjson  # slow to load, and of no use to who only asks for the options

    folder.mkdir()
    body = index_body()
    body["mappings"]["_meta"] = {
        "dateline": records.state.version,
        "query": records.reading,
        "fingerprint": records.state.fingerprint,
    }
    (folder / "index.json").write_bytes(orjson.dumps(body, option=orjson.OPT_INDENT_2) + b"\n")
    counted = dict.fromkeys(Kind, 0)
    stream: BinaryIO | None = None
    size, number = 0, 0
    try:
        for stored in records.found:
            action = orjson.dumps({"index": {"_id": stored.record.id}})
            lines = action + b"\n" + _document(values(stored)) + b"\n"
            if stream is None or size + len(lines) > piece:
                if stream is not None:
                    stream.close()
                number += 1
                stream, size = (folder / f"bulk-{number:06}.ndjson").open("wb"), 0
            stream.write(lines)
            size += len(lines)
            counted[stored.kind] += 1
    finally:
        if stream is not None:
            stream.close()
    return Written(counted[Kind.ARTICLE], counted[Kind.COMMENT])


def _document(told: dict[str, Any]) -> bytes:
    """A record without what it has not."""
    import orjson

    kept = {name: value for name, value in told.items() if value is not None and value != []}
    if spans := kept.get("quotes"):
        kept["quotes"] = [{"start": start, "end": end} for start, end in spans]
    return orjson.dumps(kept, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)


OPENSEARCH: Final = ExportFormat(
    name="opensearch",
    about="a folder for the bulk interface of OpenSearch and Elasticsearch",
    write=write,
    files=r"index\.json|bulk-\d+\.ndjson",
)
