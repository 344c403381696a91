"""Segments of several folders are one index, which cannot be told from one that was written at once."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import tantivy

from index import analysis, assembly, segments, store
from index.assembly import UnknownForm, assemble
from index.documents import to_documents
from index.errors import IndexDamaged
from index.model import NO_SOURCE, Article, ScrapeRef
from search.request import SearchRequest
from search.searcher import Searcher

WORDS = [
    f"{first}{second}" for first in ("har", "win", "stor", "bri", "lam") for second in ("bour", "ter", "m")
]
SHARDS = 4


def articles(number: int, seed: int = 0) -> list[Article]:
    dice = random.Random(seed)  # noqa: S311
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return [
        Article(
            id=f"a{seed}x{each:04}",
            url=None,
            source=NO_SOURCE,
            title=" ".join(dice.choices(WORDS, weights, k=4)),
            authors=(),
            published=None,
            body=" ".join(dice.choices(WORDS, weights, k=20 + each)),
            comments=(),
            scrape=ScrapeRef("x", "text", ""),
        )
        for each in range(number)
    ]


def written(directory: Path, *commits: Sequence[Article]) -> Path:
    """An index of articles in a generation, in these commits."""
    stamp = store.begin(directory)
    store.write_stamp(directory, stamp)
    for found in commits:
        change(directory, found)
    return directory / stamp.generation


def change(directory: Path, new: Sequence[Article] = (), gone: Sequence[str] = ()) -> None:
    index = tantivy.Index.open(str(directory / "g1"))
    analysis.register(index)
    writer = index.writer(20_000_000, 1)
    for identifier in (*gone, *(article.id for article in new)):
        writer.delete_documents_by_term("id", identifier)
    for article in new:
        for document in to_documents(article, index.schema):
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


SINGLE = ("{one}", '"{one} {two}"', "{start}*", "title:{one}", "{one}~")
SEVERAL = ("{one} OR {two}", "{one} {two} -{three}", "{one} {two} {three}")
"""What asks for words near each other: of those, tantivy counts more or fewer by the sizes of segments."""


def answers(
    directory: Path, number: int, kinds: Sequence[str] = (*SINGLE, *SEVERAL)
) -> list[list[tuple[float, str]]]:
    """By query, the scores and ids of all hits, the best first; the order of equal ones is by id."""
    searcher = Searcher.open(directory)
    dice = random.Random(number)  # noqa: S311
    found = []
    for _ in range(number):
        one, two, three = dice.sample(WORDS, 3)
        query = dice.choice(kinds).format(one=one, two=two, three=three, start=one[:3])
        hits = searcher.walk(SearchRequest(query, collapse=False))
        found.append(sorted((-hit.score, hit.id) for hit in hits))
    return found


def parts() -> list[list[Article]]:
    found = articles(160)
    size = len(found) // SHARDS
    return [found[number * size : (number + 1) * size] for number in range(SHARDS)]


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    """One index of articles, written by one writer, and the same put together of shards."""
    whole, assembled = tmp_path / "whole", tmp_path / "assembled"
    written(whole, *parts())
    written(assembled)
    shards = [written(tmp_path / f"shard-{number}", part) for number, part in enumerate(parts())]
    assemble(shards, assembled / "g1")
    for shard in shards:
        shutil.rmtree(shard.parent)
    return whole, assembled


def test_it_answers_as_one_that_one_writer_wrote(both: tuple[Path, Path]) -> None:
    whole, assembled = both
    found = answers(assembled, 400)
    assert found == answers(whole, 400)
    assert sum(map(bool, found)) > 200
    assert Searcher.open(assembled)._now.searcher.num_segments == SHARDS


def test_it_answers_as_one_that_was_written_at_once(both: tuple[Path, Path], tmp_path: Path) -> None:
    _, assembled = both
    written(tmp_path / "at-once", articles(160))
    assert Searcher.open(tmp_path / "at-once")._now.searcher.num_segments == 1
    assert answers(assembled, 400, SINGLE) == answers(tmp_path / "at-once", 400, SINGLE)


def test_updates_deletes_and_merges(both: tuple[Path, Path]) -> None:
    whole, assembled = both
    for turn in range(12):
        new = [*articles(10, seed=1 + turn), *articles(160)[turn : turn + 3]]
        gone = [article.id for article in articles(160)[100 + turn * 4 : 103 + turn * 4]]
        for directory in both:
            change(directory, new, gone)
    assert Searcher.open(assembled)._now.searcher.num_segments < SHARDS + 12, "tantivy merged none of them"
    # Deleted documents count in the statistics until their segment is merged, so scores may differ a little.
    found = [[sorted(each for _, each in hits) for hits in answers(directory, 100)] for directory in both]
    assert found[0] == found[1]
    assert len(Searcher.open(assembled)) == len(Searcher.open(whole)) == 160 + 12 * (10 - 3)
    assert not list(segments.damages(assembled / "g1"))
    there = {
        path.name for path in (assembled / "g1").iterdir() if path.suffix[1:] in (*segments.PARTS, "del")
    }
    assert there == set(segments.files(assembled / "g1")), "what was merged or left is still there"


def test_deletes_in_a_shard_are_taken_over(tmp_path: Path) -> None:
    found = articles(40)
    written(tmp_path / "whole", found)
    change(tmp_path / "whole", gone=["a0x0003", "a0x0030"])
    written(tmp_path / "assembled")
    shards = []
    for number, gone in enumerate(("a0x0003", "a0x0030")):
        shards.append(written(tmp_path / f"shard-{number}", found[number * 20 : number * 20 + 20]))
        change(shards[-1].parent, gone=[gone])
    assemble(shards, tmp_path / "assembled" / "g1")
    told = answers(tmp_path / "assembled", 100, SINGLE)
    assert told == answers(tmp_path / "whole", 100, SINGLE)
    assert not {"a0x0003", "a0x0030"} & {each for hits in told for _, each in hits}


def test_what_is_there_is_not_added_again(both: tuple[Path, Path], tmp_path: Path) -> None:
    shard = written(tmp_path / "more", articles(10, seed=9))
    _, assembled = both
    for _ in range(2):
        assemble([shard], assembled / "g1")
        assert len(Searcher.open(assembled)) == 170


def test_copies_where_there_are_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = written(tmp_path / "shard", articles(20))
    written(tmp_path / "index")

    def none(source: object, target: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", none)
    assemble([shard], tmp_path / "index" / "g1")
    assert len(Searcher.open(tmp_path / "index")) == 20
    assert all(path.stat().st_nlink == 1 for path in (tmp_path / "index" / "g1").iterdir())


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("harm", [cut, flipped, Path.unlink])
@pytest.mark.parametrize("part", segments.PARTS)
def test_a_damaged_shard_is_refused(tmp_path: Path, part: str, harm: Callable[[Path], None]) -> None:
    good, bad = written(tmp_path / "good", articles(10)), written(tmp_path / "bad", articles(10, seed=1))
    written(tmp_path / "index", articles(5, seed=2))
    harm(next(bad.glob(f"*.{part}")))
    with pytest.raises((IndexDamaged, OSError)):
        assemble([good, bad], tmp_path / "index" / "g1")
    assert len(Searcher.open(tmp_path / "index")) == 5
    change(tmp_path / "index", articles(1, seed=3))  # the next writer sweeps what was linked already
    assert {path.stem.partition(".")[0] for path in (tmp_path / "index" / "g1").glob("*.store")} == {
        name.partition(".")[0] for name in segments.files(tmp_path / "index" / "g1")
    }


def test_another_form_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = written(tmp_path / "shard", articles(10))
    written(tmp_path / "index")
    meta = shard / segments.META
    known = meta.read_text(encoding="utf-8")
    for other in (
        json.dumps(json.loads(known) | {"new": 1}),
        known.replace("lz4", "zstd"),
        known.replace('"deletes"', '"removals"'),
        "{}",
    ):
        meta.write_text(other, encoding="utf-8")
        with pytest.raises(UnknownForm):
            assemble([shard], tmp_path / "index" / "g1")
    meta.write_text(known, encoding="utf-8")
    monkeypatch.setattr(segments, "FORMAT", 8)
    with pytest.raises(UnknownForm):
        assemble([shard], tmp_path / "index" / "g1")
    assert len(Searcher.open(tmp_path / "index")) == 0
    assert assembly.MANAGED in {path.name for path in (tmp_path / "index" / "g1").iterdir()}
