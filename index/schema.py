"""The fields of the index: the contract between the part that writes it and the part that reads it.

One document is one record, an article or a comment. Its whole text and metadata lie in `record`,
as `index.documents` writes them; every other field exists to find it, and none of them is stored.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum

import tantivy

from index.analysis import EXACT, KEY, STEMMED
from index.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SCHEMA_VERSION: Final = 4
"""Goes up with any change to FIELDS, to the analyzers, or to what `record` holds."""


EARLIEST: Final = datetime(1678, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2262, 1, 1, tzinfo=UTC)
"""What a date field can hold, to the year, the end not included: 64 bits of nanoseconds round 1970."""

MOVABLE: Final = "movable"
"""What a record has for its month whose moment is in another month in some time zone."""


class FieldKind(Enum):
    """What a field is made of."""

    TEXT = "text"
    """Analysed, with positions."""
    KEY = "key"
    """One term, found as a whole."""
    TERMS = "terms"
    """Terms as they are, found each as a whole."""
    DATE = "date"
    INTEGER = "integer"
    """Compared and sorted by, not found as a term."""
    HASHES = "hashes"
    """Numbers, found each as a whole."""
    LABEL = "label"
    """Not searched, only counted: the spelling a facet shows."""
    BLOB = "blob"
    """Not searched, only stored."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index."""

    name: str
    kind: FieldKind
    about: str
    analyzer: str = KEY


FIELDS: Final = (
    Field("id", FieldKind.KEY, "the record's id"),
    Field("thread", FieldKind.KEY, "the id of the article it is, or stands under"),
    Field("kind", FieldKind.KEY, "article or comment"),
    Field("position", FieldKind.INTEGER, "0 for the article, then its comments in page order"),
    Field("title", FieldKind.TEXT, "the headline; a comment has none", STEMMED),
    Field("title_exact", FieldKind.TEXT, "the headline's words unstemmed", EXACT),
    Field("body", FieldKind.TEXT, "the text", STEMMED),
    Field("body_exact", FieldKind.TEXT, "the text's words unstemmed", EXACT),
    Field("author", FieldKind.TEXT, "the words of its authors' names", EXACT),
    Field("author_key", FieldKind.KEY, "its authors' names, folded, each as a whole"),
    Field("author_name", FieldKind.LABEL, "its authors' names as written"),
    Field("source_key", FieldKind.KEY, "the outlet, folded"),
    Field("source_name", FieldKind.LABEL, "the outlet as written"),
    Field("date", FieldKind.DATE, "its date, else the earliest under it"),
    Field("precision", FieldKind.KEY, "the smallest unit that date states"),
    Field("order", FieldKind.INTEGER, "its date, thread and position as one number: see `index.documents`"),
    Field("date_origin", FieldKind.KEY, "where that date was learned from"),
    Field("language", FieldKind.KEY, "the language of its thread's article"),
    Field("words", FieldKind.INTEGER, "how many words its text has"),
    Field("replies", FieldKind.INTEGER, "the comments under an article, the answers to a comment"),
    Field("spelled", FieldKind.TERMS, "words that are folded, as `index.analysis.spelled` has them"),
    Field("url", FieldKind.TEXT, "the words of its URL", EXACT),
    Field(
        "copy_keys", FieldKind.HASHES, "what its copies have in common with it, mostly: see `index.sketch`"
    ),
    Field("cluster", FieldKind.KEY, "the least id of it and its copies; nothing where it has none"),
    Field("cluster_number", FieldKind.INTEGER, "the same as a number, to tell copies among many hits"),
    Field("month", FieldKind.KEY, "the month of its own date: 2016-12, or MOVABLE"),
    Field("record", FieldKind.BLOB, "the record itself"),
)


def build_schema() -> tantivy.Schema:
    """The schema of FIELDS."""
    builder = tantivy.SchemaBuilder()
    for field in FIELDS:
        match field.kind:
            case FieldKind.TEXT:
                builder.add_text_field(field.name, tokenizer_name=field.analyzer)
            case FieldKind.KEY | FieldKind.LABEL:
                builder.add_text_field(field.name, fast=True, tokenizer_name=KEY, index_option="basic")
            case FieldKind.TERMS:
                builder.add_text_field(field.name, tokenizer_name=KEY, index_option="basic")
            case FieldKind.DATE:
                builder.add_date_field(field.name, indexed=True, fast=True)
            case FieldKind.INTEGER:
                builder.add_integer_field(field.name, fast=True)
            case FieldKind.HASHES:
                builder.add_unsigned_field(field.name, indexed=True)
            case FieldKind.BLOB:
                builder.add_bytes_field(field.name, stored=True)
    return builder.build()
