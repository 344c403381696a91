"""A terminal that knows when a frame is painted: a program in a pseudo-terminal, and the bytes it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bench.clock import status
from bench.tables import REPOSITORY

ASKED: Final = b"\x1b[?2026$p"
"""Whether the terminal can hold back a frame until it is whole."""
ANSWERED: Final = b"\x1b[?2026;2$y"
END: Final = b"\x1b[?2026l"
"""The end of a frame."""
SMALL: Final = 1_500
"""Bytes of a frame that at most shows a cursor, which blinks, or a line."""
QUIET: Final = 0.25
"""Seconds after which nothing more is painted."""
PATIENCE: Final = 30.0
"""Seconds after which what should have been painted will not be."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What was painted in one go."""

    at: float
    """When its last byte came, by time.perf_counter."""
    bytes: int

    @property
    def large(self) -> bool:
        """Whether it shows more than a cursor or a line."""
        return self.bytes > SMALL


class Terminal:
    """A program in a terminal of so many columns and lines."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], variables: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._line = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **variables}
            environment.pop("NO_COLOR", None)
            environment.pop("TMUX", None)
            with suppress(OSError):
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execvpe(command[0], list(command), environment)  # noqa: S606
        fcntl.ioctl(self._line, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self._unread = b""
        self._since = b""
        self.frames: list[Frame] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            with suppress(OSError):
                self._read(0.05)
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
        os.close(self._line)

    def press(self, keys: bytes) -> float:
        """Press keys; when that was."""
        os.write(self._line, keys)
        return time.perf_counter()

    def watch(self, seconds: float) -> list[Frame]:
        """The frames of the next seconds."""
        before = len(self.frames)
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return self.frames[before:]

    def settled(self, *, since: float = 0.0) -> list[Frame]:
        """The frames until nothing is painted any more: at least one large one, none for a while after it."""
        before, now = len(self.frames), time.perf_counter()
        end = now + PATIENCE
        while time.perf_counter() < end:
            self._read(0.02)
            large = [frame.at for frame in self.frames[before:] if frame.large]
            if large and time.perf_counter() - max(large[-1], since) > QUIET:
                break
        return self.frames[before:]

    def until(self, pattern: bytes) -> float:
        """When the frame that holds this was painted."""
        end = time.perf_counter() + PATIENCE
        while (found := re.search(pattern, self._since)) is None or END not in self._since[found.end() :]:
            if time.perf_counter() > end:
                raise TimeoutError(f"{pattern!r} was not painted: {self._since[-500:]!r}")
            self._read(0.02)
        self._since = b""
        return self.frames[-1].at

    def forget(self) -> None:
        """Look for what comes from now on."""
        self._since = b""

    @property
    def memory(self) -> float:
        """Megabytes that the program has of its own now."""
        return status("RssAnon", self.pid) / 1024

    @property
    def cpu(self) -> float:
        """Seconds of processors that it took."""
        file = Path(f"/proc/{self.pid}/stat")
        if not file.is_file():
            return 0.0
        fields = file.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self, seconds: float) -> None:
        if not select.select([self._line], [], [], max(0.0, seconds))[0]:
            return
        piece = os.read(self._line, 1 << 20)
        now = time.perf_counter()
        if ASKED in piece:
            os.write(self._line, ANSWERED)
        self._since = (self._since + piece)[-(1 << 20) :]
        self._unread += piece
        *whole, self._unread = self._unread.split(END)
        self.frames += [Frame(now, len(frame)) for frame in whole]


def app(index: Path, size: tuple[int, int], home: Path, *arguments: str) -> Terminal:
    """The app on an index, for somebody who never used it."""
    command = [sys.executable, "-c", "import sys, dateline; sys.exit(dateline.main())", "tui"]
    return Terminal([*command, "--index", str(index), *arguments], size, _variables(home))


EMPTY: Final = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("empty")
Empty().run()
"""


def empty(size: tuple[int, int], home: Path) -> Terminal:
    """An app of Textual that does nothing."""
    return Terminal([sys.executable, "-c", EMPTY], size, _variables(home))


def _variables(home: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(REPOSITORY), "HOME": str(home), "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}
