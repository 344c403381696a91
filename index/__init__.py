"""Scrapes in, segments out: the part that reads files and writes the index."""

from __future__ import annotations

__version__ = "0.1.0"
