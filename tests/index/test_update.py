"""The life of an index: what an update reads, writes, forgets and survives."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st

from index import store
from index.build import BuildReport, update
from index.documents import to_documents
from index.errors import (
    ConfigError,
    IndexDamaged,
    IndexLocked,
    IndexNotFound,
    IndexOutdated,
    NothingToIndex,
)
from index.lock import HOLDER, LOCK, writing
from index.manifest import Manifest, Reading
from index.model import Article
from index.reading import Content, read
from index.roots import Found
from index.writer import Batch
from search.errors import DocumentNotFound
from search.request import SearchRequest
from search.searcher import Searcher

PAGE = "{title}\n\nText of {title}.\n\nAnn's picture\n\nHello under {title}."


def write(folder: Path, name: str, text: str | None = None, *, at: int | None = None) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(title=name) if text is None else text, encoding="utf-8")
    if at is not None:
        os.utime(file, (at, at))
    return file


def held(directory: Path) -> dict[str, Article]:
    """Everything in an index, by title and file name."""
    searcher = Searcher.open(directory)
    threads = {hit.thread for hit in searcher.walk(SearchRequest("*", collapse=False))}
    articles = [searcher.thread(thread) for thread in sorted(threads)]
    assert len(searcher) == sum(1 + len(article.comments) for article in articles)
    return {f"{article.title} in {Path(article.scrape.path).name}": article for article in articles}


def clusters(directory: Path) -> dict[str, str | None]:
    """By its id, the cluster of every record in an index."""
    return {hit.id: hit.cluster for hit in Searcher.open(directory).walk(SearchRequest("*", collapse=False))}


def files(directory: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name not in (LOCK, HOLDER)
    }


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.scrapes, report.indexed, report.unchanged, report.removed


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_first_update(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    write(scrapes, "below/deep/b.txt")
    report = update(directory, [scrapes])
    assert counts(report) == (2, 2, 0, 0)
    assert (report.articles, report.comments, report.total_articles, report.total_comments) == (2, 2, 2, 2)
    assert (report.rejected, report.missing, report.rebuilt, report.interrupted) == ((), (), False, False)
    assert (directory / ".gitignore").read_text() == "*\n"


def test_second_update_writes_nothing(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    write(scrapes, "bad.txt", "")
    update(directory, [scrapes])
    before = files(directory)
    report = update(directory)
    assert counts(report) == (2, 0, 2, 0)
    assert (report.articles, report.total_articles, len(report.rejected)) == (0, 1, 1)
    assert files(directory) == before


def test_changes(scrapes: Path, directory: Path) -> None:
    write(scrapes, "kept.txt")
    changed = write(scrapes, "changed.txt", at=1)
    removed = write(scrapes, "removed.txt")
    update(directory, [scrapes])
    ids = {article.id for article in held(directory).values()}
    changed.write_text(PAGE.format(title="changed.txt") + "\n\nBob's picture\n\nMe too.", encoding="utf-8")
    removed.unlink()
    write(scrapes, "new.txt")
    report = update(directory)
    assert counts(report) == (3, 2, 1, 1)
    articles = held(directory)
    assert sorted(articles) == ["changed.txt in changed.txt", "kept.txt in kept.txt", "new.txt in new.txt"]
    assert [c.author for c in articles["changed.txt in changed.txt"].comments] == ["Ann", "Bob"]
    assert articles["changed.txt in changed.txt"].id in ids


def test_a_new_time_alone_changes_nothing_in_the_index(scrapes: Path, directory: Path) -> None:
    file = write(scrapes, "a.txt", at=1)
    update(directory, [scrapes])
    os.utime(file, (2, 2))
    report = update(directory)
    assert counts(report) == (1, 0, 1, 0)
    assert report.articles == 0


def test_updates_step_by_step_equal_a_rebuild(scrapes: Path, directory: Path, tmp_path: Path) -> None:
    for number in range(4):
        write(scrapes, f"{number}.txt", at=number)
        update(directory, [scrapes])
    write(scrapes, "2.txt", PAGE.format(title="another"), at=9)
    update(directory)
    (scrapes / "0.txt").unlink()
    update(directory)
    stepwise = held(directory)
    assert update(directory, rebuild=True).rebuilt
    assert held(directory) == stepwise
    update(tmp_path / "other", [scrapes])
    assert held(tmp_path / "other") == stepwise


def test_ids_survive_a_move_of_the_folder(scrapes: Path, directory: Path, tmp_path: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    before = held(directory)["a.txt in a.txt"]
    shutil.move(scrapes, tmp_path / "moved")
    update(tmp_path / "other", [tmp_path / "moved"])
    after = held(tmp_path / "other")["a.txt in a.txt"]
    assert (after.id, after.comments) == (before.id, before.comments)


def test_same_article_in_two_scrapes_is_one_record(scrapes: Path, directory: Path) -> None:
    text = PAGE.format(title="T")
    write(scrapes, "monday/page.txt", f"{text}\n\nBob's picture\n\nGone tomorrow.", at=1)
    write(scrapes, "tuesday/page.txt", f"{text}\n\nCy's picture\n\nNew today.", at=2)
    report = update(directory, [scrapes])
    assert report.total_articles == 1
    (article,) = held(directory).values()
    assert "tuesday" in article.scrape.path
    assert [comment.author for comment in article.comments] == ["Ann", "Bob", "Cy"]
    assert [comment.position for comment in article.comments] == [1, 2, 3]

    (scrapes / "tuesday/page.txt").unlink()
    update(directory)
    (article,) = held(directory).values()
    assert "monday" in article.scrape.path
    assert [comment.author for comment in article.comments] == ["Ann", "Bob"]

    write(scrapes, "wednesday/page.txt", text, at=3)
    update(directory)
    (article,) = held(directory).values()
    assert [comment.author for comment in article.comments] == ["Ann", "Bob"]
    (scrapes / "monday/page.txt").unlink()
    update(directory)
    (article,) = held(directory).values()
    assert [comment.author for comment in article.comments] == ["Ann"]


def test_a_scrape_out_of_sight_keeps_what_it_gave_to_a_shared_thread(
    scrapes: Path, directory: Path, tmp_path: Path
) -> None:
    text = PAGE.format(title="T")
    disk, unplugged = tmp_path / "disk", tmp_path / "unplugged"
    write(disk, "page.txt", f"{text}\n\nBob's picture\n\nOn the disk.", at=1)
    write(scrapes, "page.txt", f"{text}\n\nCy's picture\n\nHere.", at=2)

    def authors() -> list[str | None]:
        (article,) = held(directory).values()
        return [comment.author for comment in article.comments]

    update(directory, [disk, scrapes])
    assert authors() == ["Ann", "Bob", "Cy"]
    disk.rename(unplugged)
    write(scrapes, "page.txt", f"{text}\n\nDee's picture\n\nChanged.", at=3)
    update(directory)
    assert set(authors()) == {"Ann", "Bob", "Cy", "Dee"}  # whose Cy is can't be told without the disk
    (scrapes / "page.txt").unlink()
    assert update(directory).total_articles == 1
    unplugged.rename(disk)
    update(directory)
    assert authors() == ["Ann", "Bob"]
    assert counts(update(directory)) == (1, 0, 1, 0)


def test_the_newest_file_gives_the_text_of_a_shared_thread(
    scrapes: Path, directory: Path, tmp_path: Path
) -> None:
    page = "T\n\n" + "Same beginning. " * 30
    old = write(scrapes, "old/page.txt", page + "Old end.", at=1)
    write(scrapes, "new/page.txt", page + "New end.", at=2)
    update(directory, [scrapes])
    (article,) = held(directory).values()
    assert article.body.endswith("New end.")
    os.utime(old, (3, 3))  # as a copy of the folder does: what is in it is not newer for that
    update(directory)
    (article,) = held(directory).values()
    assert article.body.endswith("New end.")
    stepwise = held(directory)
    update(directory, rebuild=True)
    assert held(directory) == stepwise


def seen(article: Article) -> dict[str | None, tuple[float, float, bool]]:
    """By author, when a comment was first and last seen, and whether it is gone."""
    return {
        comment.author: (comment.first_seen.timestamp(), comment.last_seen.timestamp(), comment.gone)
        for comment in article.comments
        if comment.first_seen and comment.last_seen
    }


@pytest.mark.parametrize("forget_by_rebuild", [False, True])
def test_a_comment_that_vanishes_is_kept_and_marked(
    scrapes: Path, directory: Path, forget_by_rebuild: bool
) -> None:
    text = PAGE.format(title="T")
    ann, bob, cy = (f"\n\n{name}'s picture\n\nSo says {name}." for name in ("Ann", "Bob", "Cy"))
    write(scrapes, "page.txt", f"T\n\nText.{ann}{bob}{cy}", at=10)
    update(directory, [scrapes])
    write(scrapes, "page.txt", f"T\n\nText.{ann}{cy}", at=20)
    update(directory)
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (10, 20, False), "Bob": (10, 10, True), "Cy": (10, 20, False)}
    assert (article.first_seen, article.last_seen) == tuple(map(moment, (10, 20)))
    stepwise = held(directory)
    update(directory, rebuild=True)
    assert held(directory) == stepwise

    write(scrapes, "page.txt", f"T\n\nText.{bob}{cy}", at=30)
    update(directory, rebuild=True)
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (10, 20, True), "Bob": (10, 30, False), "Cy": (10, 30, False)}
    assert [comment.position for comment in article.comments] == [1, 2, 3]

    (scrapes / "page.txt").unlink()
    update(directory, rebuild=forget_by_rebuild)
    write(scrapes, "page.txt", text, at=40)
    update(directory)
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (40, 40, False)}  # what was removed was to be forgotten


def test_a_comment_that_a_later_scrape_does_not_show_is_marked(scrapes: Path, directory: Path) -> None:
    ann, bob = (f"\n\n{name}'s picture\n\nSo says {name}." for name in ("Ann", "Bob"))
    write(scrapes, "1/page.txt", f"T\n\nText.{ann}{bob}", at=10)
    write(scrapes, "2/page.txt", f"T\n\nText.{bob}", at=20)
    update(directory, [scrapes])
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (10, 10, True), "Bob": (10, 20, False)}


def test_another_page_of_comments_tells_nothing_of_the_first(scrapes: Path, directory: Path) -> None:
    ann, bob = (f"\n\n{name}'s picture\n\nSo says {name}." for name in ("Ann", "Bob"))
    write(scrapes, "1/page.txt", f"T\n\nText.{ann}", at=10)
    write(scrapes, "2/page.txt", f"T\n\nText.{bob}", at=20)
    update(directory, [scrapes])
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (10, 10, False), "Bob": (20, 20, False)}


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_scrape_with_a_new_name_is_recognised(scrapes: Path, directory: Path, rebuild: bool) -> None:
    file = write(scrapes, "a.txt", at=10)
    update(directory, [scrapes])
    before = held(directory)["a.txt in a.txt"]
    (scrapes / "below").mkdir()
    file.rename(scrapes / "below/b.txt")
    os.utime(scrapes / "below/b.txt", (50, 50))
    report = update(directory, rebuild=rebuild)
    assert (report.total_articles, report.total_comments) == (1, 1)
    after = held(directory)["a.txt in b.txt"]
    assert (after.id, after.comments, after.first_seen) == (before.id, before.comments, before.first_seen)
    assert counts(update(directory)) == (1, 0, 1, 0)
    stepwise = held(directory)
    update(directory, rebuild=True)
    assert held(directory) == stepwise


def test_a_vanished_comment_goes_with_the_scrape_to_its_new_name(scrapes: Path, directory: Path) -> None:
    file = write(scrapes, "a.txt", PAGE.format(title="T") + "\n\nBob's picture\n\nGone soon.", at=10)
    update(directory, [scrapes])
    write(scrapes, "a.txt", PAGE.format(title="T"), at=20)
    update(directory)
    file.rename(scrapes / "b.txt")
    update(directory)
    (article,) = held(directory).values()
    assert seen(article) == {"Ann": (10, 20, False), "Bob": (10, 10, True)}


def test_what_is_missing_can_be_kept(scrapes: Path, directory: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(scrapes, name)
    update(directory, [scrapes])
    (scrapes / "a.txt").unlink()
    (scrapes / "b.txt").rename(scrapes / "d.txt")
    report = update(directory, keep_missing=True)
    assert (report.moved, report.removed, report.total_articles) == (1, 0, 3)
    assert sorted(held(directory)) == ["a.txt in a.txt", "b.txt in d.txt", "c.txt in c.txt"]
    report = update(directory)
    assert (report.removed, report.total_articles) == (1, 2)


def test_many_scrapes_are_read_by_other_processes(
    scrapes: Path, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.work.WORTHWHILE", 1)
    for number in range(70):
        write(scrapes, f"{number % 7}/{number}.txt", at=number)
    write(scrapes, "bad.txt", "")
    seen: list[tuple[int, int]] = []
    total = 71
    report = update(directory, [scrapes], jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert counts(report) == (total, total - 1, 0, 0)
    assert seen == [(number, total) for number in range(1, total + 1)]
    update(tmp_path / "other", [scrapes], jobs=1)
    assert held(tmp_path / "other") == held(directory)


@pytest.mark.parametrize("inner", [".saved", "link"])
def test_a_root_that_a_walk_from_above_does_not_reach(
    scrapes: Path, directory: Path, tmp_path: Path, inner: str
) -> None:
    write(scrapes, "a.txt")
    write(tmp_path / "elsewhere", "b.txt")
    (scrapes / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    write(scrapes / ".saved", "b.txt")
    update(directory, [scrapes])
    update(directory, [scrapes / inner])
    for paths in ([], [scrapes], [scrapes / inner], []):
        report = update(directory, paths)
        assert (report.removed, report.total_articles) == (0, 2)


def test_an_index_in_the_folder_of_its_scrapes(scrapes: Path) -> None:
    write(scrapes, "a.txt")
    for _ in range(2):
        report = update(scrapes / "news.index", [scrapes])
        assert (report.scrapes, report.rejected) == (1, ())


def test_a_source_of_a_subfolder_leaves_it_the_settings_from_above(scrapes: Path, directory: Path) -> None:
    page = "H\n\nT.\n\nBob's picture\nBob (not verified) Dec 13, 2016 3:09 PM\n\nHello."
    write(scrapes, "zh/a.txt", page)
    (scrapes / "dateline.toml").write_text('[[scrapes]]\ntimezone = "America/New_York"\nsource = "Above"\n')
    update(directory, [scrapes])
    update(directory, [scrapes / "zh"], source="ZH")
    (article,) = held(directory).values()
    assert article.source.name == "ZH"
    assert article.comments[0].posted is not None
    assert article.comments[0].posted.when.hour == 20


def test_rejected_scrapes_are_named_and_forgotten_when_mended(scrapes: Path, directory: Path) -> None:
    bad = write(scrapes, "bad.txt", "")
    report = update(directory, [scrapes])
    assert [str(rejection) for rejection in report.rejected] == [f"{bad}: holds no text"]
    assert update(directory).rejected == report.rejected
    write(scrapes, "bad.txt")
    report = update(directory)
    assert (report.rejected, report.indexed) == ((), 1)


def test_an_unreadable_scrape_keeps_what_was_indexed(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(scrapes, "a.txt", at=1)
    update(directory, [scrapes])
    write(scrapes, "a.txt", "Other\n\ntext", at=2)

    def refuse(path: str) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    with monkeypatch.context() as patched:
        patched.setattr("index.work.digest", refuse)
        report = update(directory)
    assert [str(rejection) for rejection in report.rejected] == [f"{file}: Permission denied"]
    assert list(held(directory)) == ["a.txt in a.txt"]
    assert update(directory).rejected == ()
    assert list(held(directory)) == ["Other in a.txt"]


def test_a_root_that_is_not_there_keeps_what_was_indexed(
    scrapes: Path, directory: Path, tmp_path: Path
) -> None:
    write(scrapes, "a.txt")
    other = write(tmp_path / "other", "b.txt").parent
    update(directory, [scrapes, other])
    shutil.rmtree(other)
    report = update(directory)
    assert report.missing == (str(other),)
    assert len(held(directory)) == 2
    report = update(directory, forget=[other])
    assert (report.missing, report.removed) == ((), 1)
    assert len(held(directory)) == 1


def test_a_rebuild_without_a_root_would_lose_it(scrapes: Path, directory: Path, tmp_path: Path) -> None:
    write(scrapes, "a.txt")
    other = write(tmp_path / "other", "b.txt").parent
    update(directory, [scrapes, other])
    shutil.move(other, tmp_path / "unplugged")
    before = files(directory)
    with pytest.raises(NothingToIndex, match="--forget"):
        update(directory, rebuild=True)
    assert files(directory) == before
    update(directory, rebuild=True, forget=[other])
    assert len(held(directory)) == 1


def test_a_path_with_dots_is_the_path_they_lead_to(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    (scrapes / "below").mkdir()
    monkeypatch.chdir(scrapes / "below")
    report = update(directory, [Path("../below/..")])
    assert counts(report) == (1, 0, 1, 0)
    assert [root.path for root in store.read_stamp(directory).roots] == [str(scrapes)]
    assert update(directory, forget=[Path("..")]).removed == 1


def test_forgetting_the_last_root_leaves_an_empty_index(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    assert update(directory, forget=[scrapes]).total_articles == 0
    assert len(Searcher.open(directory)) == 0
    with pytest.raises(NothingToIndex, match="remembers no folder"):
        update(directory)


def test_forgetting_what_is_not_remembered(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    with pytest.raises(ConfigError, match="remembers"):
        update(directory, forget=[scrapes / "no"])


def test_a_path_given_is_all_that_is_looked_at(scrapes: Path, directory: Path, tmp_path: Path) -> None:
    write(scrapes, "a.txt")
    other = write(tmp_path / "other", "b.txt").parent
    update(directory, [scrapes, other])
    write(scrapes, "a2.txt")
    (other / "b.txt").unlink()
    report = update(directory, [scrapes])
    assert counts(report) == (2, 1, 1, 0)
    assert len(held(directory)) == 3


def test_a_file_can_be_a_root(scrapes: Path, directory: Path) -> None:
    file = write(scrapes, "a.txt")
    write(scrapes, "b.txt")
    report = update(directory, [file])
    assert counts(report) == (1, 1, 0, 0)
    assert [root.path for root in store.read_stamp(directory).roots] == [str(file)]


def test_nothing_to_index(directory: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match="no such file or folder"):
        update(directory, [tmp_path / "no"])
    with pytest.raises(NothingToIndex, match="dateline index FOLDER"):
        update(directory)
    assert not directory.exists()


def test_source_option_is_remembered(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes], source="The Paper")
    write(scrapes, "b.txt")
    update(directory)
    searcher = Searcher.open(directory)
    assert searcher.count(SearchRequest(sources=("the paper",))) == 4
    assert {hit.source.origin for hit in searcher.walk("*")} == {"option"}
    report = update(directory, [scrapes], source="Another")
    assert (report.indexed, report.unchanged) == (2, 0)


def test_settings_beside_the_scrapes(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    write(scrapes, "zh/b.txt")
    update(directory, [scrapes])
    (scrapes / "dateline.toml").write_text('[[scrapes]]\nglob = "zh/*"\nsource = "ZH"\n')
    report = update(directory)
    assert counts(report) == (2, 1, 1, 0)
    sources = {article.title: article.source for article in held(directory).values()}
    assert (sources["zh/b.txt"].name, sources["zh/b.txt"].origin) == ("ZH", "config")
    assert sources["a.txt"].origin == "none"


def test_settings_that_can_not_be_used_change_nothing(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    (scrapes / "dateline.toml").write_text("[[scrapes]]\nsauce = 1\n")
    before = files(directory)
    with pytest.raises(ConfigError, match="unknown key 'sauce'"):
        update(directory)
    assert files(directory) == before


def test_locked(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    with (
        writing(directory),
        pytest.raises(IndexLocked, match=rf"\(process {os.getpid()}, since \d.* UTC\) is writing"),
    ):
        update(directory)
    update(directory)


def test_a_second_writer_can_wait(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    held_by_first, let_go = threading.Event(), threading.Event()

    def first() -> None:
        with writing(directory):
            held_by_first.set()
            let_go.wait()

    holder = threading.Thread(target=first)
    holder.start()
    held_by_first.wait()
    reports: list[BuildReport] = []
    second = threading.Thread(target=lambda: reports.append(update(directory, [scrapes], wait=-1)))
    second.start()
    second.join(0.2)
    assert reports == []
    let_go.set()
    second.join()
    holder.join()
    assert [report.total_articles for report in reports] == [1]


def test_an_index_of_another_schema(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    stamp = directory / store.STAMP
    packed = json.loads(stamp.read_text())
    stamp.write_text(json.dumps(packed | {"schema": 0, "version": "0.0.1"}))
    with pytest.raises(IndexOutdated, match=r"0\.0\.1 .* type 'dateline index'"):
        Searcher.open(directory)
    report = update(directory)
    assert (report.rebuilt, report.total_articles) == (True, 1)
    assert len(held(directory)) == 1
    assert [path.name for path in directory.glob("g*")] == ["g2"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"layout": 1}', "\0"])
def test_a_damaged_stamp(scrapes: Path, directory: Path, text: str) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    (directory / store.STAMP).write_text(text)
    for attempt in (lambda: Searcher.open(directory), lambda: update(directory)):
        with pytest.raises(IndexDamaged, match="is damaged"):
            attempt()


def test_a_lost_generation(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    shutil.rmtree(directory / "g1")
    with pytest.raises(IndexDamaged, match="--rebuild"):
        Searcher.open(directory)
    update(directory, rebuild=True)
    assert len(held(directory)) == 1


@pytest.mark.parametrize("suffix", [".store", ".idx", ".term", ".fast", ".fieldnorm"])
def test_a_cut_segment_is_a_sentence(scrapes: Path, directory: Path, suffix: str) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    (segment,) = (directory / "g1").glob(f"*{suffix}")
    data = segment.read_bytes()
    segment.unlink()  # a thread of the engine may still have it mapped into memory
    segment.write_bytes(data[:10])
    with pytest.raises(IndexDamaged, match="--rebuild"):
        Searcher.open(directory).search("hello")
    assert update(directory, rebuild=True).total_articles == 1
    assert len(held(directory)) == 1


def test_a_manifest_that_is_none(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    (directory / "g1/manifest.sqlite").write_bytes(b"nonsense" * 1000)
    with pytest.raises(IndexDamaged, match="--rebuild"):
        update(directory)
    assert len(held(directory)) == 1
    assert update(directory, rebuild=True).total_articles == 1


@pytest.mark.parametrize("moment", ["intend", "settle"])
def test_death_round_the_commit_of_the_index(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Before or after the index committed a batch that the manifest did not record."""
    write(scrapes, "same.txt", at=1)
    write(scrapes, "changed.txt", at=1)
    write(scrapes, "removed.txt", at=1)
    update(directory, [scrapes])
    write(scrapes, "changed.txt", PAGE.format(title="second"), at=2)
    write(scrapes, "new.txt", at=2)
    (scrapes / "removed.txt").unlink()

    class Death(BaseException):
        pass

    def die(*_: object) -> None:
        raise Death

    with monkeypatch.context() as patched:
        patched.setattr(Manifest, moment, die)
        with pytest.raises(Death):
            update(directory)
    # Before the next update, the page that was new changes once more.
    write(scrapes, "changed.txt", PAGE.format(title="third"), at=3)
    update(directory)
    assert sorted(held(directory)) == ["new.txt in new.txt", "same.txt in same.txt", "third in changed.txt"]
    assert counts(update(directory)) == (3, 0, 3, 0)


def test_death_in_the_commit_leaves_the_index_as_it_was(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scrapes, "a.txt", at=1)
    update(directory, [scrapes])
    write(scrapes, "a.txt", PAGE.format(title="second"), at=2)

    def die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("index.writer.to_documents", die)
        with pytest.raises(RuntimeError):
            update(directory)
    assert list(held(directory)) == ["a.txt in a.txt"]
    update(directory)
    assert list(held(directory)) == ["second in a.txt"]


def test_death_and_then_the_scrape_is_gone(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    new = write(scrapes, "new.txt")

    def die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "settle", die)
        with pytest.raises(RuntimeError):
            update(directory)
    new.unlink()
    update(directory)
    assert list(held(directory)) == ["a.txt in a.txt"]


def test_death_and_then_an_interruption_is_no_damage(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    for number in range(3):
        write(scrapes, f"new{number}.txt")

    def die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "settle", die)
        with pytest.raises(RuntimeError):
            update(directory)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    assert update(directory, progress=interrupt).interrupted
    assert update(directory).total_articles == 4
    assert len(held(directory)) == 4


def test_interruption_in_the_middle_of_a_commit(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write(scrapes, f"{number}.txt")
    calls = 0

    def interrupted(article: Article, schema: tantivy.Schema, *rest: Any) -> Iterator[tantivy.Document]:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return to_documents(article, schema, *rest)

    monkeypatch.setattr("index.writer.to_documents", interrupted)
    monkeypatch.setattr("index.work.BATCH_SECONDS", -1.0)
    report = update(directory, [scrapes])
    assert report.interrupted
    monkeypatch.undo()
    update(directory)
    assert len(held(directory)) == 3


def test_a_batch_that_is_interrupted_leaves_its_scrape_unread() -> None:
    def interrupted() -> Iterator[Article]:
        raise KeyboardInterrupt
        yield

    batch = Batch()
    reading = Reading(Found("/a", 1, 1), Content(b"", 1, "a"), "", frozenset())
    with pytest.raises(KeyboardInterrupt):
        batch.add(reading, interrupted())
    assert batch.empty


def test_old_batches_are_committed(scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(scrapes, f"{number}.txt")
    commits = []
    settle = Manifest.settle

    def counted(self: Manifest, *arguments: Any) -> None:
        commits.append(1)
        settle(self, *arguments)

    monkeypatch.setattr(Manifest, "settle", counted)
    monkeypatch.setattr("index.work.BATCH_SECONDS", -1.0)
    update(directory, [scrapes])
    assert len(commits) == 3
    assert len(held(directory)) == 3


def test_interruption_keeps_what_is_whole(scrapes: Path, directory: Path) -> None:
    for number in range(5):
        write(scrapes, f"{number}.txt")

    def interrupt(done: int, total: int) -> None:
        assert total == 5
        if done == 2:
            raise KeyboardInterrupt

    report = update(directory, [scrapes], progress=interrupt)
    assert (report.interrupted, report.indexed, report.total_articles) == (True, 2, 2)
    assert len(held(directory)) == 2
    report = update(directory)
    assert (report.interrupted, report.indexed, report.unchanged) == (False, 3, 2)


def test_interruption_of_a_rebuild_keeps_the_old_index(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    write(scrapes, "b.txt")
    report = update(directory, rebuild=True, progress=interrupt)
    assert (report.interrupted, report.rebuilt) == (True, True)
    assert list(held(directory)) == ["a.txt in a.txt"]
    assert [path.name for path in directory.glob("g*")] == ["g1"]


def test_small_batches_give_the_same_index(
    scrapes: Path, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        write(scrapes, f"{number}.txt")
    write(scrapes, "twice/0.txt", PAGE.format(title="0.txt"))
    update(directory, [scrapes])
    monkeypatch.setattr("index.work.BATCH_DOCUMENTS", 1)
    update(tmp_path / "other", [scrapes])
    assert held(tmp_path / "other") == held(directory)


def records(*numbers: int) -> str:
    lines = [
        {"url": f"http://example.org/{number}", "title": f"T{number}", "text": "Text."} for number in numbers
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_a_file_of_many_records_in_parts(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("index.work.BATCH_DOCUMENTS", 2)
    write(scrapes, "a.jsonl", records(1, 2, 3, 4, 5, 1), at=1)
    report = update(directory, [scrapes])
    assert (report.total_articles, report.indexed) == (5, 1)
    write(scrapes, "a.jsonl", records(6, 5, 4, 7, 8), at=2)
    assert update(directory).total_articles == 5
    assert sorted(article.title for article in held(directory).values()) == ["T4", "T5", "T6", "T7", "T8"]
    stepwise = held(directory)
    update(directory, rebuild=True)
    assert held(directory) == stepwise


def test_an_interruption_in_the_middle_of_a_file_of_many_records(
    scrapes: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(scrapes, "a.jsonl", records(*range(7)))
    write(scrapes, "b.jsonl", records(*range(7, 9)))

    def interrupted(*arguments: Any) -> Iterator[Any]:
        for number, record in enumerate(read(*arguments)):
            if number == 5:
                raise KeyboardInterrupt
            yield record

    with monkeypatch.context() as patched:
        patched.setattr("index.work.BATCH_DOCUMENTS", 2)
        patched.setattr("index.work.read", interrupted)
        report = update(directory, [scrapes], jobs=1)
    assert report.interrupted
    assert (report.articles, report.total_articles) == (4, 4)
    assert update(directory).total_articles == 9
    assert update(directory).indexed == 0


def test_readers_see_the_last_commit(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    searcher = Searcher.open(directory)
    assert not searcher.reload()
    write(scrapes, "b.txt")
    update(directory)
    assert len(searcher) == 2
    assert searcher.reload()
    assert len(searcher) == 4
    update(directory, rebuild=True)
    assert searcher.search("hello").total == 2
    assert searcher.reload()
    assert searcher.search("hello").total == 2


def test_what_was_removed_can_not_be_shown(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    removed = write(scrapes, "b.txt")
    update(directory, [scrapes])
    gone = held(directory)["b.txt in b.txt"]
    removed.unlink()
    update(directory)
    searcher = Searcher.open(directory)
    for identifier in (gone.id, gone.id[:6], gone.comments[0].id):
        with pytest.raises(DocumentNotFound):
            searcher.thread(identifier)


def test_a_commit_right_after_the_opening_is_seen(scrapes: Path, directory: Path) -> None:
    write(scrapes, "a.txt")
    update(directory, [scrapes])
    searcher = Searcher.open(directory)
    for name in ("b.txt", "c.txt"):
        write(scrapes, name)
        update(directory, rebuild=name == "c.txt")
        assert searcher.reload()
        assert not searcher.reload()
    assert len(searcher) == 6


HARBOUR = (
    "The council has closed the old harbour after engineers found cracks in the eastern wall. Fishermen who "
    "land their catch there were told to use the northern quay until spring, when repairs are to be over. "
    "A spokesman said that nobody was in danger, but that winter storms might change that within weeks."
)
LIBRARY = (
    "Readers queued round the block as the library opened its doors again following three years of building. "
    "The new hall holds twice as many books, a garden for children and a room where anyone may record music. "
    "Critics complain about its price, which has risen four times since the first plans were shown."
)
BODIES = ["Text.", HARBOUR, LIBRARY, f"{HARBOUR}\n\nRead more on our page.", f"{HARBOUR}\n\n{LIBRARY}"]

NAMES = st.sampled_from(["a.txt", "b.txt", "old/a.txt", "new/a.txt"])
TEXTS = st.builds(
    lambda title, body, comment, names: "\n\n".join(
        [title, body, *(f"{name}'s picture\n\n{comment} So says {name}." for name in names)]
    ),
    st.sampled_from(["One", "Two"]),
    st.sampled_from(BODIES),
    st.sampled_from(["", HARBOUR, LIBRARY]),
    st.lists(st.sampled_from(["Ann", "Bob", "Cy"]), unique=True, max_size=3),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAMES, TEXTS),
        st.tuples(st.just("touch"), NAMES, st.none()),
        st.tuples(st.just("remove"), NAMES, st.none()),
        st.tuples(st.just("update"), st.none(), st.none()),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
def test_any_steps_equal_a_rebuild(steps: list[tuple[str, str | None, str | None]]) -> None:
    # A reader of the engine that sees its index go makes its lock file anew, maybe while the folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        scrapes, directory = Path(folder) / "scrapes", Path(folder) / "index"
        write(scrapes, "first.txt", at=0)
        update(directory, [scrapes])
        for time, (step, name, text) in enumerate(steps, start=1):
            file = scrapes / (name or "")
            if step == "update":
                update(directory)
            elif step == "write":
                write(scrapes, name or "", text, at=time)
            elif step == "touch" and file.is_file():
                os.utime(file, (time, time))
            elif step == "remove" and file.is_file():
                file.unlink()
        update(directory)
        stepwise = held(directory), clusters(directory)
        assert update(directory).indexed == 0
        update(directory, rebuild=True)
        assert (held(directory), clusters(directory)) == stepwise


def test_where_an_index_is_looked_for(
    scrapes: Path, working_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write(scrapes, "a.txt")
    with pytest.raises(IndexNotFound, match="or any folder above it"):
        store.locate()
    assert store.locate_to_write() == working_folder / ".dateline"
    update(store.locate_to_write(), [scrapes])
    below = working_folder / "x/y"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert Path(store.locate()) == store.locate_to_write() == working_folder / ".dateline"
    monkeypatch.setenv("DATELINE_INDEX", str(tmp_path / "other"))
    assert store.locate_to_write() == tmp_path / "other"
    with pytest.raises(IndexNotFound, match="--index"):
        store.locate()
    assert Path(store.locate(working_folder / ".dateline")) == working_folder / ".dateline"


def test_file_names_that_are_not_utf8(scrapes: Path, directory: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(scrapes, name, PAGE.format(title="T"))
    update(directory, [scrapes])
    (article,) = held(directory).values()
    assert article.scrape.path == str(scrapes / name)
    assert counts(update(directory)) == (1, 0, 1, 0)


def test_an_index_below_its_scrapes_is_not_a_scrape(scrapes: Path) -> None:
    write(scrapes, "a.txt")
    write(scrapes, ".hidden.txt")
    write(scrapes, ".git/c.txt")
    assert update(scrapes / ".dateline", [scrapes]).scrapes == 1
