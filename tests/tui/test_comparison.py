"""Two copies of a text in one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import comparison
from tui.comparison import compare

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "word", "\n", "\n\n", "x."]), max_size=25).map(" ".join)


def without(text: str, opening: str, closing: str) -> list[str]:
    """The words of one side of a comparison."""
    own, other = (r"\[-|-\]", r"\{\+.*?\+\}") if opening == "[-" else (r"\{\+|\+\}", r"\[-.*?-\]")
    return re.sub(own, "", re.sub(other, "", text, flags=re.DOTALL)).split()


@given(TEXTS, TEXTS)
def test_each_side_is_whole(first: str, second: str) -> None:
    both = compare(first, second)
    assert without(both.text, "[-", "-]") == first.split()
    assert without(both.text, "{+", "+}") == second.split()
    for spans, opening, closing in ((both.gone, "[-", "-]"), (both.come, "{+", "+}")):
        for start, end in spans:
            assert both.text[start : start + 2] == opening
            assert both.text[end - 2 : end] == closing
    assert (both.words == (0, 0)) == (first.split() == second.split())


def test_words() -> None:
    both = compare("One two three.\n\nSame here.", "One 2 three four.\n\nSame here.")
    assert both.text == "One [-two three.-] {+2 three four.+}\n\nSame here."
    both = compare("The cat sat on a mat.", "The big cat sat on mat.")
    assert both.text == "The {+big+} cat sat on [-a-] mat."
    assert both.words == (1, 1)


def test_a_paragraph_that_moved_away() -> None:
    assert compare("A b.\n\nC d.\n\nE f.", "A b.\n\nE f.").text == "A b.\n\n[-C d.-]\n\nE f."


def test_texts_too_long_to_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "MOST", 3)
    assert compare("a b", "a c").text == "[-a b-] {+a c+}"
