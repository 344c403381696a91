"""Files packed by gzip, one or more of them one after the other."""

from __future__ import annotations

import re
from typing import Final

from index.containers.packed import Inflate, Packing

WITH_HEADER: Final = 31
"""How zlib is told to expect gzip's header and checksum."""

GZIP = Packing(
    name="gzip",
    about="a file packed by gzip",
    magic=re.compile(rb"\x1f\x8b\x08"),
    suffixes=(".gz", ".gzip"),
    make=lambda: Inflate(WITH_HEADER),
).container()
