"""Text made safe, wrapped and cut to passages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.inert import UNSEEN, inert, inert_line, inert_spans
from search.matching import merged
from search.results import Snippet, Span
from search.snippets import cropped, snippet
from search.texts import Mark
from search.wrapping import cells, wrap

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202eevil\u2066\u200b\ufeff\x00\x7f\r\ud800"


class TestInert:
    def test_nothing_a_terminal_obeys_is_left(self) -> None:
        assert inert(f"a{HOSTILE}b") == "a]52;c;aGk=[2J31mevilb"

    def test_what_people_write_stays(self) -> None:
        text = "naïve “quotes” – 東京 हिन्दी 👩‍👩‍👧 ne\u0301\u0323\ttab\nline"
        assert inert(text) == text

    def test_floods_of_marks_are_cut(self) -> None:
        assert inert("e" + "\u0301" * 1000 + "x") == "e" + "\u0301" * 4 + "x"
        assert inert("e" + "\u200d" * 1000) == "e" + "\u200d" * 4

    def test_one_line(self) -> None:
        assert inert_line(" a\n\n b\t\u2028c ") == "a b c"

    @given(st.text(), st.data())
    def test_spans_move_with_the_text(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        shown, spans = inert_spans(text, [(start, end)])
        assert shown == re.sub(UNSEEN, "", text)
        if (
            re.sub(UNSEEN, "", text[:start])
            + re.sub(UNSEEN, "", text[start:end])
            + re.sub(UNSEEN, "", text[end:])
            == shown
        ):
            inside = re.sub(UNSEEN, "", text[start:end])
            assert [shown[first:last] for first, last in spans] == ([inside] if inside else [])


class TestWrap:
    @given(st.text(), st.integers(2, 40))
    def test_lines_fit_and_lose_only_spaces(self, text: str, width: int) -> None:
        lines = list(wrap(text, width))
        at = 0
        for start, end in lines:
            assert set(text[at:start]) <= {" ", "\n"}
            assert sum(map(cells, text[start:end])) <= width
            at = end
        assert set(text[at:]) <= {" ", "\n"}

    def test_breaks_at_spaces(self) -> None:
        text = "the quick  brown fox"
        assert [text[a:b] for a, b in wrap(text, 10)] == ["the quick", "brown fox"]

    def test_breaks_long_words(self) -> None:
        assert list(wrap("abcdefgh", 3)) == [(0, 3), (3, 6), (6, 8)]

    def test_counts_columns(self) -> None:
        text = "東京東京 e\u0301e\u0301"
        assert [text[a:b] for a, b in wrap(text, 4)] == ["東京", "東京", "e\u0301e\u0301"]

    def test_keeps_empty_lines(self) -> None:
        assert list(wrap("a\n\nb", 10)) == [(0, 1), (2, 2), (3, 4)]


def marked(passage: Snippet) -> str:
    pieces, at = [], 0
    for start, end in passage.spans:
        pieces += [passage.text[at:start], "[", passage.text[start:end], "]"]
        at = end
    return "".join(pieces) + passage.text[at:]


def marks(text: str, *words: str) -> list[Mark]:
    found = []
    for leaf, word in enumerate(words):
        at = text.find(word)
        while at >= 0:
            found.append(Mark(at, at + len(word), leaf))
            at = text.find(word, at + 1)
    return found


class TestSnippet:
    def test_short_text_is_shown_whole(self) -> None:
        passage = snippet("  One two.\n\n Three. ", [])
        assert passage == Snippet("One two. Three.", (), True, True)

    def test_passage_with_most_of_the_query_wins(self) -> None:
        text = "alpha " * 5 + "filler " * 60 + "An alpha met a beta here. " + "filler " * 60
        passage = snippet(text, marks(text, "alpha", "beta"))
        assert "An [alpha] met a [beta] here." in marked(passage)
        assert not passage.begins
        assert not passage.ends

    def test_begins_with_the_sentence_if_that_is_near(self) -> None:
        text = "filler " * 60 + "end. The sentence with the word in it. " + "filler " * 60
        assert marked(snippet(text, marks(text, "word"))).startswith("The sentence with the [word]")

    def test_runs_of_white_space_are_one(self) -> None:
        text = "a\n\n\tword\u00a0 \nand  more"
        assert marked(snippet(text, marks(text, "word"))) == "a [word] and more"

    def test_marks_over_white_space(self) -> None:
        text = "a  safe\n passage b"
        assert marked(snippet(text, [Mark(3, 16, 0)])) == "a [safe passage] b"

    @given(st.text(max_size=400), st.data())
    def test_spans_lie_in_the_text_and_apart(self, text: str, data: st.DataObject) -> None:
        found = []
        for leaf in range(data.draw(st.integers(0, 4))):
            start = data.draw(st.integers(0, max(0, len(text) - 1)))
            end = data.draw(st.integers(start, len(text)))
            if text[start:end].strip() == text[start:end] != "":
                found.append(Mark(start, end, leaf))
        passage = snippet(text, found, width=60)
        at = 0
        for start, end in passage.spans:
            assert at <= start < end <= len(passage.text)
            at = end
        whole = [" ".join(text[start:end].split()) for start, end in merged(found)]
        shown = [passage.text[start:end] for start, end in passage.spans]
        assert all(any(piece in each for each in whole) for piece in shown)
        if len(found) == 1:
            assert shown == whole
        assert bool(passage.spans) == bool(found)

    def test_cropped_to_a_line_that_shows_the_first_mark(self) -> None:
        text = "word " * 20 + "the mark is here and more " + "word " * 10
        passage = cropped(snippet(text, marks(text, "mark")), 40)
        assert passage.spans[0][1] <= 40
        assert passage.text[slice(*passage.spans[0])] == "mark"
        assert not passage.begins

    def test_merged(self) -> None:
        spans: tuple[Span, ...] = merged([Mark(5, 7, 0), Mark(0, 3, 0), Mark(2, 4, 1), Mark(4, 5, 1)])
        assert spans == ((0, 4), (4, 5), (5, 7))


@pytest.mark.parametrize(
    ("character", "width"), [("a", 1), ("東", 2), ("\u0301", 0), ("\u200d", 0), ("é", 1)]
)
def test_cells(character: str, width: int) -> None:
    assert cells(character) == width
