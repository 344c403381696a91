"""Files packed by bzip2, one or more of them one after the other."""

from __future__ import annotations

import bz2
import re

from index.containers.packed import Packing

BZIP2 = Packing(
    name="bzip2",
    about="a file packed by bzip2",
    magic=re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"),
    suffixes=(".bz2", ".bzip2"),
    make=bz2.BZ2Decompressor,
).container()
