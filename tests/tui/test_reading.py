"""Threads laid out in lines: who answers whom, what is folded, and where matches are. No screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from index.model import NO_SOURCE, Article, Comment, ScrapeRef
from search.matching import Marks
from search.texts import Mark
from tui.concordance import concordance
from tui.layout import FOLDED, Layout, Typesetter
from tui.reading import Folding, Reading, Shown, Tree


def comment(number: int, depth: int, body: str = "Text.", **more: object) -> Comment:
    given = {"reply_to": None, "reply_to_name": None, **more}
    return Comment(f"a.{number}", f"Ann{number}", None, None, body, depth=depth, position=number, **given)  # type: ignore[arg-type]


def thread(*comments: Comment, body: str = "Words of the article.") -> Article:
    return Article("a", None, NO_SOURCE, "Headline", (), None, body, comments, ScrapeRef("/x", "text", "x"))


def reading(article: Article, found: str = "a", **marks: tuple[int, int]) -> Reading:
    """A thread in which spans of some comments match: `c2` is the second."""
    marked = {f"a.{name[1:]}": Marks((), (Mark(*span, 0),)) for name, span in marks.items()}
    return Reading(Tree(article), marked, found)


def lay_out(read: Reading, width: int = 60) -> Layout:
    return Typesetter(read).lay_out(read, width)


def lines(layout: Layout) -> list[str]:
    return [
        "| " * row.rails + row.sign + row.text[slice(*row.part)] + row.aside
        for row in layout.rows
        if row.text
    ]


NESTED = thread(
    comment(1, 0), comment(2, 1), comment(3, 2), comment(4, 1), comment(5, 0), comment(6, 1, "a needle here")
)
"""1 (2 (3) 4) 5 (6)"""


class TestTree:
    def test_who_answers_whom(self) -> None:
        tree = Tree(NESTED)
        assert [tree.parent(f"a.{n}") for n in range(1, 7)] == ["a", "a.1", "a.2", "a.1", "a", "a.5"]
        assert [tree.below[f"a.{n}"] for n in range(1, 7)] == [3, 1, 0, 0, 1, 0]
        assert tree.ancestors("a.3") == ("a", "a.1", "a.2")
        assert (tree.ancestors("a"), tree.parent("a")) == ((), "")
        assert (tree.sibling("a.2", 1), tree.sibling("a.4", -1)) == ("a.4", "a.2")
        assert (tree.sibling("a.4", 1), tree.sibling("a.1", -1), tree.sibling("a", 1)) == ("", "", "")

    def test_what_the_page_says_of_it(self) -> None:
        """Flat pages name who is answered, by the id or the name."""
        flat = thread(comment(1, 0), comment(2, 0, reply_to_name="Ann1"), comment(3, 0, reply_to="a.1"))
        tree = Tree(flat)
        assert [tree.parent(f"a.{n}") for n in (1, 2, 3)] == ["a", "a.1", "a.1"]

    def test_depths_that_leave_levels_out(self) -> None:
        tree = Tree(thread(comment(1, 3), comment(2, 1), comment(3, 2)))
        assert [tree.parent(f"a.{n}") for n in (1, 2, 3)] == ["a", "a", "a.2"]


class TestFolding:
    def test_by_hand(self) -> None:
        read = reading(NESTED).turned("a.1")
        assert [read.shown(f"a.{n}").value for n in range(1, 7)] == [
            "line", "not", "not", "not", "whole", "whole",
        ]  # fmt: skip
        assert "| ▸ Ann1 +3  Text." in lines(lay_out(read))
        assert read.turned("a.1").shown("a.3") is Shown.WHOLE
        assert read.turned("a") is read

    def test_what_is_under_a_fold_can_be_revealed(self) -> None:
        read = reading(NESTED).turned("a.1").turned("a.5").revealed("a.3")
        assert read.shown("a.3") is Shown.WHOLE
        assert read.shown("a.6") is Shown.NOT

    def test_only_matches_open(self) -> None:
        read = reading(NESTED, c6=(2, 8)).refolded()
        assert read.folding is Folding.LINES
        assert [read.shown(f"a.{n}").value for n in range(1, 7)] == ["line"] * 5 + ["whole"]
        read = read.refolded()
        assert read.folding is Folding.MATCHES
        assert [read.shown(f"a.{n}").value for n in range(1, 7)] == ["not"] * 4 + ["line", "whole"]
        shown = lines(lay_out(read))
        assert "⋯ 4 comments without a match" in shown
        assert "| ▸ Ann5  Text." in shown
        assert read.refolded().folding is Folding.NONE

    def test_the_comment_that_was_asked_for_is_open(self) -> None:
        read = reading(NESTED, "a.3").refolded().refolded()
        assert [read.shown(f"a.{n}").value for n in (1, 2, 3, 4)] == ["line", "line", "whole", "not"]

    def test_folded_comments_stand_close(self) -> None:
        layout = lay_out(reading(NESTED).refolded())
        starts = [number for number, record in layout.starts if record != "a"]
        assert starts == list(range(starts[0], starts[0] + 6))


class TestPlaces:
    def test_also_of_what_is_folded(self) -> None:
        read = reading(NESTED, c3=(0, 4), c6=(2, 8))
        layout = lay_out(read.turned("a.1"))
        assert [place.record for place in layout.places] == ["a.3", "a.6"]
        assert layout.lines[0] is None
        row = layout.rows[layout.lines[1] or 0]
        assert row.text[slice(*row.marks[0])] == "needle"
        assert None not in lay_out(read).lines

    def test_a_text_that_is_found(self) -> None:
        article = thread(comment(1, 0, "no\nNEEDLE here"), body="A needle,\nand No Needle.")
        layout = lay_out(replace(reading(article, c1=(0, 2)), pattern=" no  needle "))
        assert [(place.record, place.span) for place in layout.places] == [("a", (14, 23)), ("a.1", (0, 9))]
        assert None not in layout.lines

    def test_over_lines(self) -> None:
        """What is marked over a break is marked in both lines, and is one place."""
        article = thread(comment(1, 0, "word " * 30))
        layout = lay_out(reading(article, c1=(35, 60)), 42)
        assert sum(bool(row.marks) for row in layout.rows) == 2
        assert len(layout.places) == 1

    def test_many_in_a_long_line(self) -> None:
        body = "needle" * 20_000
        marks = {"a": Marks((), tuple(Mark(at, at + 6, 0) for at in range(0, len(body), 6)))}
        layout = lay_out(Reading(Tree(thread(body=body)), marks, "a"))
        assert len(layout.places) == 20_000
        assert None not in layout.lines
        assert max(len(row.marks) for row in layout.rows) <= 60 // 6 + 2

    def test_what_is_hidden_in_a_text_moves_nothing(self) -> None:
        article = thread(comment(1, 0, "a\u202e b\x1b\tneedle", quotes=((8, 11),)))
        layout = lay_out(reading(article, c1=(6, 12)))
        (row,) = (row for row in layout.rows if row.marks)
        assert row.text == "a b needle"
        assert row.text[slice(*row.marks[0])] == "needle"
        assert row.text[slice(*row.quotes[0])] == "edl"


@pytest.mark.parametrize("width", [20, 38, 60, 120])
@pytest.mark.parametrize(
    "body", ["word " * 39 + "word", "漢字" * 60, "e\u0301\u0300" * 90, "👩‍👩‍👧" * 30, "x" * 300]
)
def test_no_line_runs_off_the_screen(width: int, body: str) -> None:
    article = thread(*(comment(number, number - 1, body) for number in range(1, 40)))
    layout = lay_out(reading(article), width)
    for row in layout.rows:
        if row.style == "text":
            assert 2 * row.rails + cell_len(row.text[slice(*row.part)]) <= width
    assert "".join(row.text[slice(*row.part)] for row in layout.rows if row.record == "a.39").endswith(
        body[-1]
    )
    assert any(" · level 39" in row.aside for row in layout.rows)


class TestConcordance:
    @pytest.mark.parametrize("width", [40, 80])
    def test_matches_stand_below_each_other(self, width: int) -> None:
        article = thread(
            comment(1, 0, "one needle"),
            comment(2, 0, "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢 needle\nafter"),
            comment(3, 0, "needle"),
        )
        read = reading(article, c1=(4, 10), c2=(22, 28), c3=(0, 6))
        layout = concordance(Typesetter(read), read, width)
        columns = {cell_len(row.sign + row.text[: row.marks[0][0]]) for row in layout.rows}
        assert len(columns) == 1
        assert [row.text[slice(*row.marks[0])] for row in layout.rows] == ["needle"] * 3
        assert layout.rows[1].text.endswith("needle after")
        assert [record for _, record in layout.starts] == ["a.1", "a.2", "a.3"]

    def test_folded_lines_show_no_places(self) -> None:
        read = reading(thread(comment(1, 0, "needle")), c1=(0, 6)).turned("a.1")
        row = next(row for row in lay_out(read).rows if row.record == "a.1")
        assert (row.sign, row.marks) == (FOLDED, ())


def test_the_seeds_keep_their_text(seed_index: Path) -> None:
    from search.searcher import Searcher

    searcher = Searcher.open(seed_index)
    article = searcher.thread(searcher.search("author:=letsit").hits[0].id)
    layout = lay_out(Reading(Tree(article), {}, article.id), 200)
    for record in article.walk():
        shown = "".join(row.text[slice(*row.part)] for row in layout.rows if row.record == record.id)
        for word in record.body.split():
            assert word in shown
