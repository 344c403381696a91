from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.roots import Root, added, owner, walk, within


def test_within() -> None:
    assert within("/a/b", "/a")
    assert within("/a", "/a")
    assert within("/a", "/")
    assert not within("/ab", "/a")
    assert not within("/a", "/a/b")


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        ([], [Root("/a")], [Root("/a")]),
        ([Root("/a")], [Root("/a")], [Root("/a")]),
        ([Root("/a", "S")], [Root("/a")], [Root("/a", "S")]),
        ([Root("/a", "S")], [Root("/a", "T")], [Root("/a", "T")]),
        ([Root("/a/b")], [Root("/a", "S")], [Root("/a", "S"), Root("/a/b")]),
    ],
)
def test_added(before: list[Root], given: list[Root], after: list[Root]) -> None:
    assert list(added(before, given)) == after


def test_owner_is_the_nearest() -> None:
    roots = [Root("/a"), Root("/a/b", "S")]
    assert owner(roots, "/a/b/c") == Root("/a/b", "S")
    assert owner(roots, "/a/c") == Root("/a")
    assert owner(roots, "/c") is None


def test_walk_is_sorted_and_survives_loops_and_broken_links(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/c.txt").write_text("c")
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    found = walk([str(tmp_path)])
    assert [Path(path).name for path in found.files] == ["b.txt", "link.txt", "c.txt"]
    assert [(Path(bad.path).name, bad.reason) for bad in found.rejected] == [
        ("broken", "No such file or directory")
    ]


def test_walk_goes_through_a_folder_once_and_not_through_the_index(tmp_path: Path) -> None:
    for name in ("a.txt", "below/b.txt", "below/.hidden/c.txt", "index/d.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    paths = [str(tmp_path / name) for name in ("below/.hidden", "below", "")]
    found = walk(paths, without=str(tmp_path / "index"))
    assert sorted(Path(path).name for path in found.files) == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = walk([str(tmp_path)])
    assert not found.files
    assert [bad.reason for bad in found.rejected] == ["neither a file nor a folder"]


def test_a_file_out_of_sight_is_not_gone(tmp_path: Path) -> None:
    found = walk([str(tmp_path), "/no/such/root"])
    assert found.missing == ["/no/such/root"]
    assert not found.knows_gone("/no/such/root/a.txt")
    assert found.knows_gone(str(tmp_path / "a.txt"))
