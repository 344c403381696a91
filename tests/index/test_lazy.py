from __future__ import annotations

import re
from typing import Any

import pytest

from index.lazy import compiled

REAL = re.compile


def test_it_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def recorded(*given: Any) -> re.Pattern[str]:
        asked.append(given)
        return REAL(*given)

    monkeypatch.setattr(re, "compile", recorded)
    pattern = compiled(r"A(\d)", re.I)
    assert asked == []
    assert [match[1] for match in pattern.finditer("a1 A2")] == ["1", "2"]
    assert pattern.sub(r"\1", "a1") == "1"
    assert pattern.finditer is pattern.finditer
    assert set(asked) == {(r"A(\d)", re.I)}
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018
