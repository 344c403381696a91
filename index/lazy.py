"""Regular expressions that are compiled when they are first used: most commands use few of all there are."""

from __future__ import annotations

import re
from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    compiled = re.compile
    """`re.compile`, later: the pattern must be right, for nothing says at import that it is not."""
else:

    class compiled:  # noqa: N801 - stands where re.compile does
        """`re.compile`, later: the pattern must be right, for nothing says at import that it is not."""

        def __init__(self, pattern: Any, flags: int = 0) -> None:
            self._compile: Callable[[], re.Pattern[Any]] = lambda: re.compile(pattern, flags)

        def __getattr__(self, name: str) -> Any:
            found = getattr(self._compile(), name)
            setattr(self, name, found)  # so that it is looked up here but once
            return found
