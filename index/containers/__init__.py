"""What scrapes are packed or gathered in, one module a kind, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from index.containers.bzip2 import BZIP2
from index.containers.container import Container
from index.containers.gzip import GZIP
from index.containers.tar import TAR
from index.containers.xz import XZ
from index.containers.zstd import ZSTD

CONTAINERS: Final[tuple[Container, ...]] = (GZIP, BZIP2, XZ, ZSTD, TAR)
