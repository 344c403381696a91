"""Lines of a concordance, passages, and rows in order."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import spill
from search.errors import RequestError
from search.kwic import Line, folded, lines, order
from search.output import Sheet, Style, concordance
from search.output.columns import columns, fitted
from search.passages import passages, sentence
from search.searcher import Searcher
from search.texts import Mark

PROSE = st.text(st.sampled_from("ab éß.!?\n ”日本👍\u0301\t"), max_size=400)


def found(searcher: Searcher, query: str, width: int = 40, by: str = "none") -> list[Line]:
    _, hits = searcher.stream(query, whole=True)
    return [line for hit in hits for line in lines(hit, width, order(by))]


class TestLines:
    def test_every_match_of_every_hit(self, searcher: Searcher) -> None:
        _, hits = searcher.stream("ceasefire", whole=True)
        every = [(each, lines(each)) for each in hits]
        assert sum(len(list(of_hit)) for _, of_hit in every) == 19
        for line in found(searcher, "ceasefire"):
            assert line.match.lower() in ("ceasefire", "ceasefires")

    def test_left_match_and_right_are_the_text(self, searcher: Searcher) -> None:
        _, hits = searcher.stream('"safe passage" OR ceas* OR the', whole=True)
        count = 0
        for hit in hits:
            for line in lines(hit, 30):
                text = hit.hit.title if line.field == "title" else hit.stored.record.body
                start, end = line.span
                assert line.match == re.sub(r"\s+", " ", text[start:end])
                flat = re.sub(r"\s+", " ", text)
                assert line.left + line.match + line.right in flat
                assert max(len(line.left), len(line.right)) <= 30
                count += 1
        assert count > 500

    def test_contexts_are_of_whole_words(self, searcher: Searcher) -> None:
        for line in found(searcher, "ceasefire", 25):
            assert line.left == line.left.lstrip()
        lefts = [line.left for line in found(searcher, "ceasefire", 25)]
        assert "their withdrawal in a " in lefts
        assert not any(left.startswith("ithdrawal") for left in lefts)

    def test_no_context_at_all(self, searcher: Searcher) -> None:
        assert {(line.left, line.right) for line in found(searcher, "ceasefire", 0)} == {("", "")}

    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("none", ()),
            ("left", (-1, -2, -3)),
            ("Right", (1, 2, 3)),
            ("1R,2r, 0 ,3L", (1, 2, 0, -3)),
            ("0", (0,)),
        ],
    )
    def test_orders(self, text: str, places: tuple[int, ...]) -> None:
        assert order(text) == places

    @pytest.mark.parametrize("text", ["1", "R", "1R 2R", "0L", "10R", "size", "1R;2R"])
    def test_what_is_no_order(self, text: str) -> None:
        with pytest.raises(RequestError, match="no order of lines"):
            order(text)

    def test_keys_are_the_words_beside_the_match(self, searcher: Searcher) -> None:
        keys = {line.key for line in found(searcher, "safe AND passage", by="1L,1R,0")}
        assert ("complete", "passage", "safe") in keys
        assert ("safe", "to", "passage") in keys

    def test_words_are_sorted_as_in_a_dictionary(self) -> None:
        assert folded("Éclair") == folded("eclair") == "eclair"
        assert sorted(["zeta", "Éclair", "alpha", "Eclat"], key=folded) == [
            "alpha",
            "Éclair",
            "Eclat",
            "zeta",
        ]


class TestConcordance:
    def printed(self, style: Style, width: int, **row: str) -> str:
        stream = io.BytesIO()
        whole = {"left": "", "match": "x", "right": "", "id": "54abg4fomwe26"} | row
        concordance.rows(Sheet({}, "lines", (), [whole]), stream, style, width)
        return stream.getvalue().decode()

    @given(st.text(), st.text(), st.text(min_size=1))
    def test_matches_stand_in_one_column(self, left: str, match: str, right: str) -> None:
        width = 30
        line = self.printed(Style(), width, left=left, match=match, right=right)
        assert line.count("\n") == 1
        if "[" not in left:
            assert columns(line[: line.index("[")]) == width
        assert columns(line.rstrip("\n")) == 2 * width + concordance.MATCH + 2 + len("54abg4fomwe26")
        assert not set(line[:-1]) & {"\x1b", "\x07", "\u202e", "\r", "\x9b"}

    @pytest.mark.parametrize("width", [40, 80, 200])
    def test_a_line_fits_the_terminal(self, width: int) -> None:
        style = Style(terminal=True, color=True, width=width)
        row = {"left": "日本語 " * 50, "right": "y " * 200, "match": "日" * 100, "id": "i" * 22}
        line = self.printed(style, concordance.reach(style), **row)
        seen = re.sub("\x1b\\[[0-9;]*m", "", line.rstrip("\n"))
        assert columns(seen) <= max(width, 2 * concordance.LEAST + concordance.MATCH + 24)

    @given(st.text(), st.integers(0, 40), st.booleans())
    def test_fitted(self, text: str, width: int, right: bool) -> None:
        assert columns(fitted(text, width, right=right)) == width


class TestPassages:
    TEXT = "First one.  It holds x and x again! “No,” said y.\n\nAn x here\nand there. Last"

    def marks(self, text: str, *words: str) -> list[Mark]:
        return sorted(
            Mark(*match.span(), leaf)
            for leaf, word in enumerate(words)
            for match in re.finditer(re.escape(word), text)
        )

    def test_one_for_each_sentence(self) -> None:
        shown = passages(self.TEXT, self.marks(self.TEXT, "x", "y"))
        assert [(each.text, each.spans) for each in shown] == [
            ("It holds x and x again!", ((9, 10), (15, 16))),
            ("“No,” said y.", ((11, 12),)),
            ("An x here", ((3, 4),)),
        ]
        assert passages(self.TEXT, []) == ()

    @pytest.mark.parametrize(
        "whole",
        ["He met U.S. envoy x at 8 p.m. local.", "Gen. J. Roe saw Mr. x here.", "Is x it?", "“Is it x?”"],
    )
    def test_abbreviations_end_no_sentence(self, whole: str) -> None:
        text = f"It was so. {whole} And on."
        (shown,) = passages(text, self.marks(text, "x"))
        assert shown.text == whole

    @given(PROSE, st.data())
    def test_all_marks_are_in_passages_and_nothing_else_is(self, text: str, data: st.DataObject) -> None:
        size = len(text)
        ends = st.tuples(st.integers(0, size), st.integers(0, size)).filter(lambda pair: pair[0] < pair[1])
        pairs = data.draw(st.lists(ends, max_size=8)) if size else []
        marks = sorted(Mark(start, end, 0) for start, end in pairs if not text[start].isspace())
        shown = passages(text, marks)
        marked = set()
        for before, after in pairwise(shown):
            assert before.end <= after.start
        for each in shown:
            assert 0 <= each.start < each.end <= size
            assert "\n" not in each.text
            marked |= set(range(each.start, each.end))
        for mark in marks:
            assert set(range(mark.start, mark.end)) <= marked

    def test_a_text_without_sentences_is_cut_near_the_mark(self) -> None:
        text = "word " * 10_000 + "x" + " word" * 10_000
        ((start, end),) = [sentence(text, 50_000, 50_001)]
        assert 50_000 - 310 < start < 50_000 < end < 50_311
        assert text[start:end].startswith("word") == text[start:end].endswith("word") is True


class TestSpill:
    @given(st.lists(st.tuples(st.text(st.sampled_from("abé"), max_size=2), st.integers()), max_size=50))
    def test_rows_come_in_order_whatever_the_runs(self, rows: list[tuple[str, int]]) -> None:
        keyed = [((word,), {"word": word, "number": number % 1000}) for word, number in rows]
        expected = [row for _, row in sorted(keyed, key=lambda each: each[0])]
        for run in (1, 3, 1000):
            assert list(spill.ordered(keyed, run)) == expected

    def test_more_rows_than_are_held(self) -> None:
        numbers = [number * 7 % 1000 for number in range(1000)]
        rows = (((f"{number:04}",), {"n": number}) for number in numbers)
        assert [row["n"] for row in spill.ordered(rows, 100)] == list(range(1000))
