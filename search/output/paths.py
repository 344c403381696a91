"""The scrapes in which the hits are, each once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import BinaryIO

from search.inert import inert_line
from search.output.format import Answer, OutputFormat, Style


def _write(answers: Iterable[Answer], stream: BinaryIO, style: Style) -> None:
    seen: set[str] = set()
    for path in (found.hit.path for answer in answers for found in answer.found):
        if path not in seen:
            seen.add(path)
            # A script needs the very bytes of the name; a terminal must not get them.
            name = inert_line(path).encode("utf-8", "replace") if style.terminal else os.fsencode(path)
            stream.write(name + b"\n")


PATHS = OutputFormat("paths", "the files the hits are in, each once", _write, marked=False)
