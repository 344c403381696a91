"""The app in real terminals: what tmux shows of it, and the bytes that a terminal is sent."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.build import update

if sys.platform == "win32":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import termios

REPOSITORY = Path(__file__).parents[2]
SCRIPT = "import sys, dateline; sys.exit(dateline.main())"
PATIENCE = 30.0
"""Seconds after which what should have been shown will not be."""


class Terminal:
    """A shell in tmux."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self._server = ["tmux", "-S", str(folder / "tmux"), "-f", os.devnull]
        environment = [f"-ePYTHONPATH={REPOSITORY}", "-eCOLORTERM=truecolor", f"-eHOME={folder}"]
        environment += ["-eXDG_STATE_HOME=", "-eXDG_CONFIG_HOME="]
        sizes = ["-x", str(size[0]), "-y", str(size[1])]
        self._tmux("new-session", "-d", *sizes, *environment, "bash --norc --noprofile -i")
        self.until("[$#]")

    def _tmux(self, *arguments: str) -> str:
        return subprocess.run([*self._server, *arguments], capture_output=True, text=True, check=True).stdout

    def run(self, *arguments: str) -> None:
        """Run dateline, and print its exit status after it."""
        command = shlex.join([sys.executable, "-c", SCRIPT, *arguments])
        self._tmux("send-keys", "-l", f"clear; {command}; echo status $?")
        self.press("Enter")

    def press(self, *keys: str) -> None:
        """Press keys, as tmux names them."""
        for key in keys:
            self._tmux("send-keys", key)

    def until(self, pattern: str) -> str:
        """Wait until the screen matches, and give it."""
        end = time.monotonic() + PATIENCE
        screen = ""
        while time.monotonic() < end:
            screen = self._tmux("capture-pane", "-p")
            if re.search(pattern, screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{pattern} did not come up in:\n{screen}")

    def close(self) -> None:
        """End all that runs in it."""
        subprocess.run([*self._server, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    terminal = Terminal(tmp_path, getattr(request, "param", (80, 24)))
    yield terminal
    terminal.close()


def test_search_read_and_quit(terminal: Terminal, seed_index: Path) -> None:
    terminal.run("tui", "--index", str(seed_index))
    terminal.until("142 hits")
    terminal.press(*"ceasefire")
    terminal.until(r"❯ ceasefire\n.*\n.*\b9 hits")
    terminal.press("Enter")
    terminal.until("enter read")
    terminal.press("j", "j", "j", "j", "Enter")
    screen = terminal.until("match 1 of 13")
    assert "With Assad On Verge Of Historic Victory" in screen
    assert "esc back" in screen
    terminal.press("n")
    terminal.until("match 2 of 13")
    terminal.press("Escape")
    terminal.until("enter read")
    terminal.press("s")
    terminal.until("newest first")
    terminal.press("3")
    terminal.until("comments · newest first .* 7 hits")
    terminal.press("/")
    terminal.until("enter list")
    terminal.press("Escape", "j")
    terminal.until("enter read")
    terminal.press("?")
    terminal.until("Anywhere but in the query")
    terminal.press("q")
    terminal.until("enter read")
    terminal.press("q")
    terminal.until("status 0")


def test_an_error_is_one_line(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("tui", "--index", str(tmp_path / "nowhere"))
    terminal.until("There is no index here")
    terminal.press("q")
    screen = terminal.until("status 2")
    assert "dateline: no index at" in screen
    assert "Traceback" not in screen


@pytest.mark.parametrize("terminal", [(120, 40)], indirect=True)
def test_suspended_and_back(terminal: Terminal, seed_index: Path) -> None:
    terminal.run("tui", "ceasefire", "--index", str(seed_index))
    terminal.until("9 hits")
    terminal.press("C-z")
    terminal.until("Stopped")
    terminal.press("f", "g", "Enter")
    terminal.until(r"9 hits[\s\S]*match \d+ of")
    terminal.press("q")
    assert "Traceback" not in terminal.until(r"fg\n[\s\S]*[$#]\s*$")


@pytest.mark.parametrize(
    "variables", [{}, {"NO_COLOR": "1"}, {"TERM": "screen", "COLORTERM": ""}, {"TERM": "vt100"}], ids=str
)
def test_bytes_sent_to_the_terminal(tmp_path: Path, variables: dict[str, str]) -> None:
    hostile = "\x1b]52;c;aGFja2Vk\x07\x1b]0;owned\x07\x9b31m\u202edetrevni\u2066\u200b\x08"
    flood = "x" * 1_000_000 + "\n\n" + "\u0301" * 50_000
    page = (
        f"Headline{hostile}VISIBLE\n\nText{hostile}BODY [bold]markup[/bold]\n\n"
        f"Ann{hostile}Lee's picture\n\nHello{hostile}COMMENT\n\n{flood}"
    )
    (tmp_path / "scrapes").mkdir()
    (tmp_path / "scrapes/a.txt").write_text(page, encoding="utf-8")
    report = update(tmp_path / "index", [tmp_path / "scrapes"], source=f"Paper{hostile}")
    assert (report.articles, report.comments) == (1, 1)
    arguments = ["tui", "text OR hello", "--index", str(tmp_path / "index")]
    sent = bytes_of(arguments, [(b"", b"VISIBLE"), (b"", b"BODY"), (b"G", b"COMMENT")], variables)
    sent = re.sub(rb"\x1b]22;[a-z-]+\x07", b"", sent)  # Textual's own: the shape of the mouse pointer
    assert b"[bold]" in sent
    for obeyed in (b"\x1b]52", b"\x1b]0;", b"\x07", b"\xc2\x9b", b"\x9b31m"):
        assert obeyed not in sent
    colors = re.search(rb"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[\d;]*m", sent)
    assert (colors is None) == ("NO_COLOR" in variables)
    for turned in ("\u202e", "\u2066", "\u200b"):
        assert turned.encode() not in sent


def bytes_of(
    arguments: list[str],
    steps: list[tuple[bytes, bytes]],
    variables: dict[str, str],
    size: tuple[int, int] = (120, 40),
    by: signal.Signals | None = None,
) -> bytes:
    """All that dateline sends to a terminal, until it is left by a key or ended by a signal.

    A step is what is typed, and what has to be sent before the next.
    """
    pid, descriptor = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **variables}
        environment |= {"PYTHONPATH": str(REPOSITORY), "HOME": variables.get("HOME", os.devnull)}
        environment |= {"XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "COLUMNS": "", "LINES": ""}
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.execve(sys.executable, [sys.executable, "-c", SCRIPT, *arguments], environment)  # noqa: S606
    sent = b""
    try:
        for typed, awaited in steps:
            os.write(descriptor, typed)
            end = time.monotonic() + PATIENCE
            while awaited not in sent:
                assert time.monotonic() < end, f"{awaited!r} did not come up in {sent[-2000:]!r}"
                if select.select([descriptor], [], [], 0.1)[0]:
                    sent += os.read(descriptor, 1 << 20)
        if by is not None:
            os.kill(pid, by)
        else:
            os.write(descriptor, b"q")
        with suppress(OSError):  # how Linux says that the other side is closed
            while piece := os.read(descriptor, 1 << 20):
                sent += piece
    finally:
        os.close(descriptor)
        os.waitpid(pid, 0)
    return sent


@pytest.mark.parametrize("term", ["xterm", "linux", "screen", "vt100"])
def test_sixteen_colours(seed_index: Path, term: str) -> None:
    """No other is asked of a terminal that does not say that it has more."""
    variables = {"TERM": term, "COLORTERM": ""}
    sent = bytes_of(["tui", "ceasefire", "--index", str(seed_index)], [(b"", b"9 hits")], variables)
    assert re.search(rb"[34]8;[25];", sent) is None
    assert re.search(rb"\x1b\[[\d;]*\b(?:3[0-7]|9[0-7])\b", sent)


@pytest.mark.parametrize(
    ("size", "said"),
    [((0, 0), b"9 hits"), ((1, 1), b""), ((20, 5), b"needs"), ((500, 200), b"9 hits")],
    ids=str,
)
def test_terminals_of_any_size(seed_index: Path, size: tuple[int, int], said: bytes) -> None:
    """And of none: a line without a terminal at its other end says 0 by 0."""
    sent = bytes_of(["tui", "ceasefire", "--index", str(seed_index)], [(b"", said)], {}, size)
    assert b"Traceback" not in sent


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_what_ends_it_loses_nothing(seed_index: Path, tmp_path: Path, by: signal.Signals) -> None:
    variables = {"HOME": str(tmp_path)}
    arguments = ["tui", "--index", str(seed_index)]
    sent = bytes_of(
        arguments, [(b"", b"142 hits"), (b"ceasefire", b"9 hits"), (b"\x03", b"")], variables, by=by
    )
    assert b"\x1b[?1049l" in sent  # the screen that was there before is back
    (kept,) = tmp_path.rglob("places.json")
    assert '"ceasefire"' in kept.read_text()
