"""Files packed by xz, one or more of them one after the other."""

from __future__ import annotations

import lzma
import re
from typing import Final

from index.containers.packed import Packing

MOST_MEMORY: Final = 512 * 1024 * 1024
"""Bytes that unpacking may take; "xz -9" asks for 65 MiB."""

XZ = Packing(
    name="xz",
    about="a file packed by xz",
    magic=re.compile(rb"\xfd7zXZ\0"),
    suffixes=(".xz",),
    make=lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY),
).container()
