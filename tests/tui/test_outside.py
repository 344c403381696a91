"""What is handed to other programs, and what is not."""

from __future__ import annotations

import shlex
import webbrowser
from pathlib import Path

import pytest

from dateline import main  # noqa: TID251
from index.model import Kind
from search.request import Sort
from search.searcher import Searcher
from tui import outside
from tui.view import View


@pytest.mark.parametrize("url", ["http://a.example", "https://a.example/b?c=d#e", "HTTPS://a.example"])
def test_addresses_that_open(url: str) -> None:
    assert outside.opens(url)


@pytest.mark.parametrize(
    "url",
    [
        None, "", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.example", "a.example", "http://",
        "--new-window", "https://a.example/\x1b]0;x", "https://a.example/ b", "http://[", "https:a.example",
    ],
)  # fmt: skip
def test_addresses_that_do_not(url: str | None) -> None:
    assert not outside.opens(url)


def test_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nano -w")
    monkeypatch.delenv("VISUAL", raising=False)
    assert outside.editor("/a b") == ["nano", "-w", "/a b"]
    assert outside.editor("/a", 17) == ["nano", "-w", "+17", "/a"]
    monkeypatch.setenv("VISUAL", "code --wait")
    assert outside.editor("/a", 17) == ["code", "--wait", "/a"]
    monkeypatch.setenv("VISUAL", "'unclosed")
    assert outside.editor("/a") == ["nano", "-w", "/a"]
    assert [outside.line_of(place) for place in ("line 17", "", "pages/line 3", "row 2")] == [17, 0, 0, 0]


def test_browsers() -> None:
    assert outside.needs_terminal(webbrowser.GenericBrowser("/usr/bin/w3m"))
    assert not outside.needs_terminal(webbrowser.GenericBrowser("firefox"))


@pytest.mark.parametrize(
    "view",
    [
        View("ceasefire"),
        View("'quoted' \"safe passage\"", sort=Sort.NEWEST),
        View("-ceasefire aleppo", Kind.ARTICLE),
        View("", sources=("ZeroHedge",), since="2016-12", until="2016-12-13"),
        View("", authors=("Blankone", "GreatUncle")),
        View("zzzz"),
        View("", languages=("en", "de"), since="2016"),
        View("aleppo", like="54abg4fomwe26"),
    ],
    ids=str,
)
def test_the_command_of_a_view_finds_the_same(
    view: View, seed_index: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = shlex.split(view.command(("--index", str(seed_index))))
    assert program == "dateline"
    expected = list(Searcher.open(seed_index).walk(view.request(1)))
    main([*arguments[:1], "--limit=0", "--format=jsonl", *arguments[1:]])
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == len(expected)
    for line, hit in zip(lines, expected, strict=True):
        assert f'"id":"{hit.id}"' in line
