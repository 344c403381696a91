"""The terminal app in a terminal of its own, with keys that come as if somebody sat there."""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import Final

from bench.tables import REPOSITORY

KEYS: Final = (
    *("/", "\x15", "turn", "ing\r", "\x1b[B", "\x1b[B", "\r", "n", "\x1b", "4", "1", "f", "f"),
    *("/", "\x15", "text*\r", "s", "s", "s", "\x1b[B", "\x1b[6~", "v", "v", "v", "v", "r"),
)
"""Queries, moves through hits and text, views, filters, orders."""
SIZE: Final = (40, 120)
LAST: Final = 4_000
"""Bytes of what it wrote that are kept."""


class App:
    """The app, which goes on by itself until it is told to quit."""

    def __init__(self, directory: Path, state: Path) -> None:
        """In a terminal of SIZE, with folders of its own for what it remembers."""
        ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        environment = os.environ | {
            "TERM": "xterm-256color",
            "HOME": str(state),
            "XDG_STATE_HOME": str(state / "state"),
            "XDG_CONFIG_HOME": str(state / "config"),
            "XDG_DATA_HOME": str(state / "data"),
        }
        command = [sys.executable, "-m", "dateline", "tui", "text", "--index", str(directory)]
        self.process = subprocess.Popen(
            command,
            stdin=its,
            stdout=its,
            stderr=its,
            env=environment,
            cwd=REPOSITORY,
            start_new_session=True,
        )
        os.close(its)
        self._terminal = ours
        self._stop = threading.Event()
        self.keys = self.bytes = 0
        self.last = b""
        self._threads = [threading.Thread(target=self._type), threading.Thread(target=self._watch)]
        for thread in self._threads:
            thread.start()

    def quit(self) -> int:
        """Press q; what it ends with, or less than 0 if it does not end."""
        self._stop.set()
        self._threads[0].join()
        for keys in ("\x1b", "\x1b", "q"):
            self._press(keys)
            time.sleep(0.5)
        try:
            status = self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = -1
        self._threads[1].join()
        os.close(self._terminal)
        return status

    def _type(self) -> None:
        for keys in itertools.cycle(KEYS):
            if self._stop.wait(0.4) or self.process.poll() is not None:
                return
            self._press(keys)

    def _press(self, keys: str) -> None:
        if self.process.poll() is None:
            os.write(self._terminal, keys.encode())
            self.keys += 1

    def _watch(self) -> None:
        while True:
            ready = select.select([self._terminal], [], [], 0.5)[0]
            try:
                read = os.read(self._terminal, 65_536) if ready else b""
            except OSError:
                return  # the other end is closed
            self.bytes += len(read)
            self.last = (self.last + read)[-LAST:]
            if not ready and self.process.poll() is not None:
                return
