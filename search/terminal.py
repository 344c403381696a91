"""What stdout is: a screen or a pipe, with colour or without."""

from __future__ import annotations

import os
import sys

from search.output.format import Style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

COLOR: Final = ("auto", "always", "never")


def style(color: str = "auto") -> Style:
    """How to write to stdout; `color` is one of COLOR.

    With "auto", colour is for a terminal, and not where NO_COLOR is set (https://no-color.org).
    """
    terminal = sys.stdout.isatty()
    able = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(
        terminal=terminal,
        color=color == "always" or (color == "auto" and able),
        width=_columns() if terminal else None,
        ascii=terminal and not (sys.stdout.encoding or "").lower().startswith("utf"),
    )


def _columns() -> int:
    import shutil  # slow to import, and of no use in a pipe

    return shutil.get_terminal_size().columns
