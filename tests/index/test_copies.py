"""Copies: what is one, and that the clusters of an index do not depend on how it came to be."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from index import analysis
from index.build import update
from index.copies import LEADERS, fold, leaders
from index.documents import stored_record, to_document, to_documents
from index.model import NO_SOURCE, Article, Comment, Kind, ScrapeRef
from index.schema import build_schema
from index.sketch import Runs, alike, outline, promising, told
from search.request import SearchRequest
from search.results import Hit
from search.searcher import Searcher

SEEDS = Path(__file__).parents[2] / "seeds"

SUBJECTS = """
council harbour bridge engineer contract railway minister budget hospital surgeon patient vaccine factory
worker union strike fisherman trawler quota island airport runway protester court judge verdict sentence
painter gallery auction collector museum curator telescope astronomer comet orbit rocket satellite farmer
harvest drought reservoir pipeline refinery tanker captain lighthouse winter blizzard avalanche rescue
mountain climber expedition glacier volcano eruption village teacher student examination university library
""".split()
VERBS = "announced opened closed praised rejected repaired visited inspected painted sold lost found".split()
MANY = ["every", "another", "some"]
LINKS = "after because while although before since unless until whereas once".split()


def prose(seed: int, words: int = 260) -> str:
    """A text of its own, in paragraphs."""
    dice = random.Random(seed)  # noqa: S311
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        one, two, three, four = dice.sample(SUBJECTS, 4)
        sentences.append(
            f"The {one} near the {two} was {dice.choice(VERBS)} {dice.choice(LINKS)} a {three} "
            f"{dice.choice(VERBS)} {dice.choice(MANY)} {four} in {dice.choice(SUBJECTS)}."
        )
    return "\n\n".join(" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def are_copies(one: str, other: str, kind: Kind = Kind.ARTICLE) -> bool:
    first, second = outline(one, kind), outline(other, kind)
    if first is None or second is None or set(first.keys).isdisjoint(second.keys):
        return False
    return promising(first, second) and alike(Runs.of(one, kind), Runs.of(other, kind))


def changed(text: str, share: float) -> str:
    dice = random.Random(1)  # noqa: S311
    return " ".join("other" if dice.random() < share else word for word in text.split(" "))


TEXT = prose(1, 420)
EDITS: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "capitals": str.upper,
    "quotes": lambda text: text.replace("The ", "\u201cThe\u201d \u2014 "),
    "spaces": lambda text: re.sub(r"\s+", "\u00a0 \n", text),
    "accents": lambda text: text.replace("e", "e\u0301"),
    "words": lambda text: changed(text, 0.1),
    "half": lambda text: text[: len(text) // 2],
    "middle": lambda text: text[len(text) // 4 : 3 * len(text) // 4],
    "intro": lambda text: (
        f"Skip to content\n\nYou are here: Home / News\n\nBy our own correspondent\n\n{text}"
    ),
    "outro": lambda text: f"{text}\n\nThis article was first published elsewhere. All rights reserved, 2019.",
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_copy(edit: str) -> None:
    assert are_copies(TEXT, EDITS[edit](TEXT))


def test_a_copy_in_a_script_without_spaces() -> None:
    dice = random.Random(3)  # noqa: S311
    text = "".join(chr(dice.randrange(0x4E00, 0x5E00)) + "，" * (dice.random() < 0.1) for _ in range(400))
    assert are_copies(text, text.replace("，", ", "))
    assert are_copies(text, text[:200])
    assert are_copies(text, "\n".join(text[at : at + 40] for at in range(0, 400, 40)))
    other = "".join(chr(dice.randrange(0x4E00, 0x5E00)) for _ in range(400))
    assert not are_copies(text, other)
    assert not are_copies(text, other + text[:100])


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_quotation_is_no_copy(count: int) -> None:
    quoted = "\n\n".join(TEXT.split("\n\n")[:count])
    own = prose(2, 420)
    assert len(quoted) < len(TEXT) / 2
    assert not are_copies(TEXT, own.replace("\n\n", f"\n\n\u201c{quoted}\u201d\n\n", 1))
    assert not are_copies(TEXT, quoted + "\n\n" + own)


def test_pages_of_one_template_are_no_copies() -> None:
    def report(*numbers: int) -> str:
        return (
            "The company reported results for the quarter. Net income came to {} million dollars, or {} "
            "cents a share, against {} million dollars a year earlier. Sales were {} million dollars. "
            "Analysts had expected {} cents a share. The board declared a dividend of {} cents a share."
        ).format(*numbers)

    one, other = report(17, 34, 12, 410, 30, 8), report(21, 55, 19, 602, 51, 9)
    assert not are_copies(one, other)
    assert are_copies(one, one.replace("reported results", "said"))


@pytest.mark.parametrize(
    "text", ["", "Thanks!", "+1", "Great article", "JavaScript must be enabled.", "spam " * 500]
)
@pytest.mark.parametrize("kind", Kind)
def test_what_says_nothing_has_no_copies(text: str, kind: Kind) -> None:
    assert outline(text, kind) is None


def test_comments_must_be_nearly_the_same() -> None:
    text = " ".join(prose(4).split()[:40])
    for copy in (text, text.upper(), f"{text} Ann", text.replace("The", "A", 1)):
        assert are_copies(text, copy, Kind.COMMENT)
    for other in (text[: len(text) // 2], f"{text} {prose(5, 20)}", prose(6, 40)):
        assert not are_copies(text, other, Kind.COMMENT)


def test_quoted_words_are_not_ones_own() -> None:
    theirs = prose(7, 60).replace("\n", " ")
    assert outline(f"> {theirs}\nThis.", Kind.COMMENT) is None
    comment = Comment("c", None, None, None, f"{theirs} This.", None, None, 0, 1, quotes=((0, len(theirs)),))
    assert told(comment).split() == ["This."]


def test_what_a_copy_is_found_by_is_the_same_everywhere() -> None:
    text = (
        "Le café s’ouvre à l’aube, while fishermen of the harbour carry their catch past the lighthouse and "
        "the painter who rents its attic complains about gulls, engines, and the bells of three churches."
    )
    for kind, keys in PINNED.items():
        found = outline(text, kind)
        assert found is not None
        assert found.keys == keys


PINNED = {
    Kind.ARTICLE: (342119355, 780746884, 1710328801, 2899651648, 3305280012, 3687526712),
    Kind.COMMENT: (4637086651, 5075714180),
}


@given(st.text(max_size=3000), st.sampled_from(Kind))
def test_any_text(text: str, kind: Kind) -> None:
    found = outline(text, kind)
    if found is not None:
        assert found.keys
        assert len(set(found.keys)) == len(found.keys)
        assert are_copies(text, text, kind)


class Shelf:
    """An index in memory that articles are put into and taken out of, batch by batch."""

    def __init__(self) -> None:
        self.articles: dict[str, Article] = {}
        self._index = tantivy.Index(build_schema())
        analysis.register(self._index)
        self._writer = self._index.writer(15_000_000, 1)
        self.rewritten = 0

    def put(self, batch: Mapping[str, Article | None]) -> None:
        self._index.reload()
        folding = fold(batch, self._index, self._index.searcher())
        for thread, article in batch.items():
            self._writer.delete_documents_by_term("thread", thread)
            self.articles.pop(thread, None)
            if article is not None:
                self.articles[thread] = article
                for document in to_documents(article, self._index.schema, folding.keys, folding.clusters):
                    self._writer.add_document(document)
        for other in folding.others:
            assert other.thread not in batch
            self._writer.delete_documents_by_term("id", other.record.id)
            self._writer.add_document(to_document(other, self._index.schema))
        self._writer.commit()
        self.rewritten = len(folding.others)

    def clusters(self) -> set[frozenset[str]]:
        """The records that have copies, as the stored records have it; a cluster's name is its least id."""
        self._index.reload()
        searcher = self._index.searcher()
        found: dict[str, set[str]] = defaultdict(set)
        for _, address in searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs)).hits:
            stored = stored_record(searcher.doc(address))
            if stored.cluster is not None:
                found[stored.cluster].add(stored.record.id)
        for name, ids in found.items():
            assert name == min(ids)
            assert len(ids) > 1
            query = tantivy.Query.term_query(self._index.schema, "cluster", name)
            assert len(searcher.search(query, searcher.num_docs).hits) == len(ids)
        assert searcher.num_docs == sum(1 + len(article.comments) for article in self.articles.values())
        return {frozenset(ids) for ids in found.values()}


def expected(articles: Mapping[str, Article]) -> set[frozenset[str]]:
    """The clusters by their definition, without any haste."""
    records = {record.id: record for article in articles.values() for record in article.walk()}
    under: dict[int, list[str]] = defaultdict(list)
    for name, record in sorted(records.items()):
        found = outline(told(record), kind_of(name))
        for value in found.keys if found else ():
            under[value].append(name)
    clusters = {name: {name} for name in records}
    for names in under.values():
        for one in names[: leaders(len(names))]:
            for other in names:
                texts = told(records[one]), told(records[other])
                if clusters[one] is not clusters[other] and are_copies(*texts, kind_of(one)):
                    clusters[one] |= clusters[other]
                    for name in clusters[one]:
                        clusters[name] = clusters[one]
    return {frozenset(cluster) for cluster in clusters.values() if len(cluster) > 1}


def kind_of(name: str) -> Kind:
    return Kind.COMMENT if "." in name else Kind.ARTICLE


def article(name: str, body: str, *comments: str) -> Article:
    return Article(
        name, None, NO_SOURCE, "T", (), None, body,
        tuple(
            Comment(f"{name}.{number}", None, None, None, text, None, None, 0, number)
            for number, text in enumerate(comments, start=1)
        ),
        ScrapeRef("/a", "text", "plain"),
        language="en",
    )  # fmt: skip


BRIDGE = prose(1, 200) + "\n\n" + prose(2, 200)
"""Shares a half with each of two texts that share nothing."""


def test_a_third_article_merges_two_and_its_removal_splits_them() -> None:
    shelf = Shelf()
    shelf.put({"b": article("b", prose(1, 200)), "d": article("d", prose(1, 200))})
    shelf.put({"c": article("c", prose(2, 200)), "e": article("e", prose(2, 200))})
    assert shelf.clusters() == {frozenset("bd"), frozenset("ce")}
    shelf.put({"f": article("f", BRIDGE)})
    assert shelf.clusters() == {frozenset("bcdef")}
    assert shelf.rewritten == 2  # of the cluster that is called otherwise now
    shelf.put({"a": article("a", BRIDGE)})
    assert shelf.clusters() == {frozenset("abcdef")}
    shelf.put({"a": None, "f": article("f", "Something else.")})
    assert shelf.clusters() == {frozenset("bd"), frozenset("ce")}
    shelf.put({"b": None})
    assert shelf.clusters() == {frozenset("ce")}
    shelf.put({"c": article("c", prose(2, 200), "First!")})  # with a new comment
    assert shelf.clusters() == {frozenset("ce")}
    assert shelf.rewritten == 0


def test_comments_and_articles_are_told_apart() -> None:
    shelf = Shelf()
    shelf.put(
        {"a": article("a", prose(1, 60), prose(2, 60), "+1"), "b": article("b", prose(2, 60), prose(1, 60))}
    )
    assert shelf.clusters() == set()
    shelf.put({"c": article("c", "", "+1", prose(1, 60), prose(1, 60))})
    assert shelf.clusters() == {frozenset({"b.1", "c.2", "c.3"})}


def test_a_text_that_very_many_share() -> None:
    shelf = Shelf()
    names = [f"{number:04}" for number in range(0, 600, 3)]
    random.Random(5).shuffle(names)  # noqa: S311
    for at in range(0, len(names), 50):
        shelf.put({name: article(name, prose(1, 80) + f"\n\nPage {name}") for name in names[at : at + 50]})
    assert shelf.clusters() == {frozenset(names)}
    shelf.put({"9999": article("9999", prose(1, 80))})
    assert shelf.rewritten == 0
    shelf.put({"0000": None})
    assert shelf.clusters() == {frozenset([*names[1:], "9999", names[0]]) - {"0000"}}


def page(folder: Path, name: str, body: str, date: str = "", *comments: str) -> None:
    below = "".join(f"\n\nAnn's picture\nAnn (not verified) {date}\n\n{comment}" for comment in comments)
    (folder / name).write_text(f"Headline of {name}\n\n{body}{below}", encoding="utf-8")


def walk(searcher: Searcher, query: str) -> Iterator[Hit]:
    return searcher.walk(SearchRequest(query, collapse=False))


def test_copies_come_newest_first(scrapes: Path, tmp_path: Path) -> None:
    body, said = prose(1, 100), prose(2, 40).replace("\n", " ")
    page(scrapes, "old.txt", body, "Dec 13, 2015 3:09 PM", said)
    page(scrapes, "new.txt", body, "Dec 13, 2017 3:09 PM", "Hello.", said)
    page(scrapes, "middle.txt", body, "Dec 13, 2016 3:09 PM", "Hello.")
    page(scrapes, "undated.txt", body)
    page(scrapes, "other.txt", prose(3, 100))
    directory = tmp_path / "index"
    update(directory, [scrapes])
    searcher = Searcher.open(directory)
    titles = {hit.title.removeprefix("Headline of "): hit for hit in walk(searcher, "kind:article")}
    copies = [hit.title for hit in searcher.copies(titles["old.txt"].id)]
    assert copies == [f"Headline of {name}.txt" for name in ("new", "middle", "undated")]
    assert searcher.copies(titles["other.txt"].id) == ()
    comments = {
        hit.title.removeprefix("Headline of "): hit for hit in walk(searcher, "kind:comment trawler OR the")
    }
    (copy,) = searcher.copies(comments["new.txt"].id)
    assert copy.id == comments["old.txt"].id
    (scrapes / "new.txt").unlink()
    update(directory)
    assert searcher.reload()
    assert searcher.copies(copy.id) == ()
    assert len(searcher.copies(titles["old.txt"].id)) == 2


FAMILY = [
    *(prose(seed, 200) for seed in (1, 2, 3)),
    BRIDGE,
    prose(2, 200) + "\n\n" + prose(3, 200),
    changed(prose(1, 200), 0.08),
    prose(1, 200)[:600],
    "Skip to content\n\n" + prose(3, 200),
    "Too short.",
]
COMMENTS = st.lists(st.sampled_from([prose(1, 40), prose(2, 40), prose(2, 40) + " Ann", "+1"]), max_size=3)
NAMES = st.sampled_from("abcdefghijkl")
ARTICLES = st.none() | st.tuples(st.sampled_from(FAMILY), COMMENTS)
BATCHES = st.lists(st.dictionaries(NAMES, ARTICLES, min_size=1, max_size=6), max_size=8)


@pytest.mark.parametrize("table", [((1, 1),), ((2, 2), (4, 1), (6, 2)), ((3, 3),), LEADERS])
@given(batches=BATCHES)
@settings(max_examples=60, deadline=None)
def test_any_batches_give_the_clusters_of_the_records_as_they_are(
    table: tuple[tuple[int, int], ...], batches: list[dict[str, tuple[str, list[str]] | None]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.copies.LEADERS", table)
        shelf = Shelf()
        for batch in batches:
            shelf.put({name: article(name, one[0], *one[1]) if one else None for name, one in batch.items()})
            assert shelf.clusters() == expected(shelf.articles)
