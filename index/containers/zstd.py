"""Files packed by zstd, in one or more frames."""

from __future__ import annotations

import re
import sys
from typing import Final

from index.containers.packed import Decompressor, Packing

LONGEST_WINDOW: Final = 31 if sys.maxsize > 2**32 else 30
"""Of 2 GiB, as "zstd --long=31" packs dumps of forums; memory is taken only as it fills."""


def decompressor() -> Decompressor:
    """One for one frame."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: LONGEST_WINDOW})


ZSTD = Packing(
    name="zstd",
    about="a file packed by zstd",
    magic=re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
    suffixes=(".zst", ".zstd"),
    make=decompressor,
).container()
