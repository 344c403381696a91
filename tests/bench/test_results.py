"""What is said of speed and size was measured, and what was measured is kept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
RESULTS = REPOSITORY / "bench" / "results"
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
UNITS = r"(?:ms|s|seconds?|minutes?|[KMG]B|times|×|%|records a second)"

pytestmark = pytest.mark.skipif(
    not RESULTS.is_dir(), reason="needs the folder bench, which is not part of what is shipped"
)


def prose(text: str) -> str:
    """A text without its blocks of code."""
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def measured() -> set[str]:
    """Every number in the tables of results."""
    found: set[str] = set()
    for file in RESULTS.glob("*.md"):
        found |= set(re.findall(r"\d[\d,.]*\d|\d", file.read_text(encoding="utf-8")))
    return found


def unmeasured(text: str) -> list[str]:
    """The figures of a text that are in no result."""
    known = measured()
    return [
        number
        for number in re.findall(rf"(?<![\w.])(\d[\d,.]*\d|\d)\s?{UNITS}(?!\w)", prose(text))
        if number not in known
    ]


def test_the_readme_quotes_nothing_else() -> None:
    assert unmeasured(README) == []
    section = README.split("\n## How fast\n")[1].split("\n## ")[0]
    (name,) = re.findall(r"\]\(bench/results/([\w.-]+\.md)\)", section)
    figures = re.findall(r"\| ([\d.,]+) ms \| ([\d.,]+) ms \| ([\d.,]+) \|", section)
    table = (RESULTS / name).read_text(encoding="utf-8")
    assert figures
    for ours, other, ratio in figures:
        assert re.search(rf"\| {ours} ms \(p95 [\d.]+\) / {other} ms \(p95 [\d.]+\) \| {ratio} \|", table)


def test_a_figure_from_nowhere_is_found() -> None:
    assert unmeasured("It takes 987654 ms, and `1 ms` no more.") == ["987654"]


@pytest.mark.parametrize("file", sorted(RESULTS.glob("*.json")), ids=lambda file: file.stem)
def test_what_is_kept(file: Path) -> None:
    """Each result says when, where and with what; its table and its JSON hold the same."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert re.search(r"\d{4}-\d\d-\d\d", file.stem)[0] == kept["about"]["date"]  # type: ignore[index]
    assert {"machine", "load", "versions", "size"} <= set(kept["about"])
    table = file.with_suffix(".md").read_text(encoding="utf-8")
    for answer in kept["answers"]:
        cells = f"| {answer['what']} | {answer['corpus']} | {answer['measured']} | {answer['ratio']:.3g} |"
        assert cells in table
