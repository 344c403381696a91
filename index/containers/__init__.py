"""What scrapes are packed or gathered in, one module a kind, in the order in which they are tried."""

from __future__ import annotations

from typing import Final

from index.containers.container import Container
from index.containers.gzip import GZIP

CONTAINERS: Final[tuple[Container, ...]] = (GZIP,)
