"""What scrapes are packed or gathered in, one module a kind, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from index.containers.arc import ARC
from index.containers.bzip2 import BZIP2
from index.containers.container import Container
from index.containers.gzip import GZIP
from index.containers.har import HAR
from index.containers.mhtml import MHTML
from index.containers.tar import TAR
from index.containers.warc import WARC
from index.containers.webarchive import WEBARCHIVE
from index.containers.xz import XZ
from index.containers.zip import ZIP
from index.containers.zstd import ZSTD

CONTAINERS: Final[tuple[Container, ...]] = (
    GZIP,
    BZIP2,
    XZ,
    ZSTD,
    TAR,
    ZIP,
    WARC,
    ARC,
    MHTML,
    WEBARCHIVE,
    HAR,
)
