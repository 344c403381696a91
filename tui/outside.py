"""What the app hands to other programs: the clipboard, the pager, the editor, the browser."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import webbrowser
from typing import Final
from urllib.parse import urlsplit

CLIPBOARDS: Final = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""Programs that take a text from stdin, and the variable that says that they have somewhere to put it."""

LINED: Final = frozenset(("vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe"))
"""Editors that go to a line that is given as +17."""

TEXT_BROWSERS: Final = frozenset(("www-browser", "w3m", "lynx", "links", "elinks"))
"""Browsers that need the terminal for themselves."""

PATIENCE: Final = 2.0
"""Seconds that a clipboard may take."""


def clipped(text: str) -> str:
    """Put a text where a program for it is at hand; its name, or nothing.

    Inside tmux that is tmux, which by its default settings drops what a program asks the terminal to copy.
    """
    commands: list[tuple[str, ...]] = [("tmux", "load-buffer", "-w", "-")] if os.environ.get("TMUX") else []
    commands += [command for variable, command in CLIPBOARDS if os.environ.get(variable)]
    if sys.platform == "darwin":
        commands.append(("pbcopy",))
    for command in commands:
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                stdout=subprocess.DEVNULL,  # xclip stays, and would keep a pipe open
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return command[0]
    return ""


def pager() -> list[str]:
    """The command of $PAGER, else less; nothing where there is none."""
    return _command("PAGER") or ([shutil.which("less") or ""] if shutil.which("less") else [])


def editor(path: str, line: int = 0) -> list[str]:
    """The command that opens a file in $VISUAL or $EDITOR, at a line if that is known and it can."""
    command = _command("VISUAL") or _command("EDITOR")
    if command and line and os.path.basename(command[0]) in LINED:
        command.append(f"+{line}")
    return [*command, path] if command else []


def line_of(place: str) -> int:
    """The line that a place in a scrape names; 0 for none."""
    found = re.fullmatch(r"line (\d+)", place)
    return int(found[1]) if found else 0


def opens(url: str | None) -> bool:
    """Whether an address may be given to a browser: scrapes also name others, such as "file:" ones."""
    if not url or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def browser() -> webbrowser.BaseBrowser | None:
    """The browser of $BROWSER, else that of the system, if there is one."""
    try:
        return webbrowser.get()
    except webbrowser.Error:
        return None


def needs_terminal(browser: webbrowser.BaseBrowser) -> bool:
    """Whether a browser shows its pages in the terminal."""
    return os.path.basename(str(getattr(browser, "name", ""))) in TEXT_BROWSERS


def _command(variable: str) -> list[str]:
    try:
        return shlex.split(os.environ.get(variable, ""))
    except ValueError:  # a quote that is not closed
        return []
