"""The names that containers give what lies in them. They are shown, and looked at for suffixes; no more."""

from __future__ import annotations

import re
from typing import Final

from index.roots import SETTINGS
from index.text import CONTROLS

LONGEST: Final = 300
"""Characters of a name that are kept, from its end."""

SYSTEM: Final = frozenset({"__MACOSX", SETTINGS})


def label(name: str) -> str:
    """A name as a place in a file: without what a terminal obeys or a database can't hold."""
    name = CONTROLS.sub("", re.sub(r"[\t\n\r\f\v\u2028\u2029]+", " ", name))
    name = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")
    parts = [part for part in name[-LONGEST:].split("/") if part not in ("", ".")]
    return "/".join(parts) or "unnamed"


def hidden(name: str) -> bool:
    """Whether a member would be passed over if it lay in a folder."""
    parts = name.replace("\\", "/").split("/")
    return any(part in SYSTEM or (part.startswith(".") and part not in (".", "..")) for part in parts)
