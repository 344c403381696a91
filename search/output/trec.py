"""Runs as trec_eval and ir_measures read them: query, "Q0", record, rank, score, name of the run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Final

from search.inert import inert_line
from search.output.format import Answer, OutputFormat, Style

RUN: Final = "dateline"
STEP: Final = 0.000001
"""What the score of a hit falls short of that of the one before, at least."""


def _write(answers: Iterable[Answer], stream: BinaryIO, _style: Style) -> None:
    for answer in answers:
        number = "_".join(inert_line(answer.id or "1").split()) or "1"
        score = None
        for rank, found in enumerate(answer.found, answer.page.offset + 1):
            # trec_eval orders by score alone, and hits of the same score by their ids.
            score = round(found.hit.score if score is None else min(found.hit.score, score - STEP), 6)
            stream.write(f"{number} Q0 {found.hit.id} {rank} {score:.6f} {RUN}\n".encode())


TREC = OutputFormat("trec", "a run for trec_eval", _write, marked=False)
