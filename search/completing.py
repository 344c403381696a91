"""What a query that is being typed can go on with: names of fields, their values, and words of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from tantivy import Occur, Query

from index.analysis import EXACT, UNSPACED, Forms, key
from index.frozen import dataclass
from index.model import Kind, Origin
from search.facets import Facet, count_by
from search.fields import FIELDS
from search.parser import LAYERS
from search.query import Key, KeyField, NumberField, Part, TextField
from search.reading import format_query
from search.snapshot import Snapshot

MOST: Final = 50
"""Ways to go on that are offered."""
MOST_VALUES: Final = 1_000
"""Outlets and languages that are looked through for one with a word that begins so."""
SHORTEST: Final = 2
"""Letters of a word before which nearly any word would do."""

TOKEN: Final = re.compile(
    r"[+-]*"
    r"(?P<whole>(?:(?P<field>[A-Za-z]+(?:-[A-Za-z]+)?):)?(?P<exact>=?)"
    r"(?:[\"“«](?P<quoted>[^\"“”«»]*)|(?P<begin>[^\s()\"“”«»]*)))$"
)
"""The field and the value that stand before the cursor; a value in quotes may have spaces in it."""

CLOSED: Final = re.compile(r"[\"“«][^\"“”«»]*[\"”»]")

DAYS: Final = {"today": "", "yesterday": "", "1w": "a week ago", "1m": "a month ago", "1y": "a year ago"}

WORDS: Final = {
    None: ("body_exact", "title_exact"),
    TextField.TITLE.value: ("title_exact",),
    TextField.BODY.value: ("body_exact",),
    TextField.AUTHOR.value: ("author",),
    TextField.URL.value: ("url",),
}
"""The fields of the index that hold the words of a field."""

KINDS: Final = {
    "kind": ("kind", tuple(each.value for each in Kind)),
    "has": ("", tuple(each.value for each in Part)),
    "date-from": ("date_origin", tuple(each.value for each in Origin)),
}
"""Fields with few values, each with the field of the index that holds them, if any."""

FORMS: Final = Forms(EXACT)


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on."""

    text: str
    """What takes the place of what was typed."""
    records: int | None = None
    """How many records have it; None where nobody counted."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """The ways to go on at one place in a query."""

    start: int = 0
    end: int = 0
    """What an offer takes the place of, in characters."""
    offers: tuple[Offer, ...] = ()
    """The commonest first."""
    value: bool = False
    """Whether they are values of a field, and not any words."""


def completion(snapshot: Snapshot, text: str, at: int, *, words: bool = True) -> Completion:
    """How a query's text can go on at a place in it; without `words`, only where a field has a value."""
    # What is quoted and closed is over: its second quote opens nothing.
    before = CLOSED.sub(lambda quoted: ")" * len(quoted[0]), text[:at])
    token = TOKEN.search(before)
    if token is None or text[at : at + 1].isalnum():
        return Completion()
    field = token["field"].lower() if token["field"] else None
    if not words and (field is None or field in LAYERS or (field in WORDS and field != "author")):
        return Completion()
    begin = token["quoted"] if token["quoted"] is not None else token["begin"]
    if field is None and token["quoted"] is not None:
        word = re.search(r"\S*$", begin)
        offers = _words(snapshot, None, word[0] if word else "")
        return Completion(at - len(word[0] if word else ""), at, tuple(islice(offers, MOST)))
    found: Iterable[Offer]
    if field is None or field in LAYERS:
        names = _names(begin) if not token["exact"] else iter(())
        found, start, value = [*names, *_words(snapshot, None, begin)], at - len(begin), False
    elif field == "author" and token["exact"]:
        found, start, value = _authors(snapshot, begin), token.start("whole"), True
    elif field in WORDS:
        found, start, value = _words(snapshot, field, begin), at - len(begin), field == "author"
    else:
        found, start, value = _values(snapshot, field, begin), token.start("whole"), True
    offers = (offer for offer in found if offer.text != text[start:at])
    return Completion(start, at, tuple(islice(offers, MOST)), value)


def _names(begin: str) -> Iterator[Offer]:
    """Names of fields and layers that begin so, of numbers too."""
    named = {f"{name}:": field.expects for name, field in FIELDS.items()}
    named |= {f"{name}:": "what stands there in the thread" for name in LAYERS}
    named |= {f"{name}>": "a number" for name in NumberField}
    for name, about in named.items():
        if name.startswith(begin.lower()):
            yield Offer(name, about=about)


def _words(snapshot: Snapshot, field: str | None, begin: str) -> Iterator[Offer]:
    """Words of the index that begin so, the commonest first."""
    if len(begin) < SHORTEST or not begin.isalnum() or UNSPACED.search(begin):
        return
    prefix = FORMS.of([begin])[begin]
    if prefix is None:
        return
    seen = set()
    for name in WORDS[field]:
        for word, records in snapshot.searcher.terms_with_prefix(name, prefix, limit=MOST):
            if word not in seen:
                seen.add(word)
                yield Offer(word, records)


def _values(snapshot: Snapshot, field: str, begin: str) -> Iterator[Offer]:
    """Values of a field that begin so, or have a word in them that does."""
    folded = key(begin)
    if field in KINDS:
        name, values = KINDS[field]
        for value in values:
            records = snapshot.searcher.doc_freq(name, value) if name else None
            if value.startswith(folded) and records != 0:
                yield Offer(f"{field}:{value}", records)
    elif field in ("date", "since", "until"):
        yield from (
            Offer(f"{field}:{day}", None, said) for day, said in DAYS.items() if day.startswith(folded)
        )
    elif field == "lang":
        for code, records in snapshot.searcher.terms_with_prefix("language", folded, limit=MOST):
            yield Offer(format_query(Key(KeyField.LANGUAGE, code)), records)
    elif field == "source":
        held = snapshot.searcher.terms_with_prefix("source_key", "", limit=MOST_VALUES)
        keys = dict(each for each in held if f" {each[0]}".find(f" {folded}") >= 0)
        yield from _spelled(snapshot, KeyField.SOURCE, Facet.SOURCE, keys)


def _authors(snapshot: Snapshot, begin: str) -> Iterator[Offer]:
    keys = dict(snapshot.searcher.terms_with_prefix("author_key", key(begin), limit=MOST))
    yield from _spelled(snapshot, KeyField.AUTHOR, Facet.AUTHOR, keys)


def _spelled(snapshot: Snapshot, field: KeyField, facet: Facet, keys: dict[str, int]) -> Iterator[Offer]:
    """Names by their keys, as they are written mostly."""
    if not keys:
        return
    schema = snapshot.index.schema
    shown = list(keys)[:MOST]
    name = "source_key" if facet is Facet.SOURCE else "author_key"
    query = Query.boolean_query([(Occur.Should, Query.term_query(schema, name, each)) for each in shown])
    counts = count_by(snapshot.searcher, query, (facet,), MOST * 2)[facet]
    spelling = {key(each.value): each.value for each in counts if each.value is not None}
    for each in shown:
        yield Offer(format_query(Key(field, spelling.get(each, each))), keys[each])
