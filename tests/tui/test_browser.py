"""The app in a browser: who is let in, and a search in headless Chromium."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.errors import ConfigError
from tui import serve
from tui.browser import doors

if sys.platform == "win32":
    pytest.skip("is ended by signals", allow_module_level=True)

import aiohttp
from browsing import PATIENCE, Tab, chromium, tab

REPOSITORY = Path(__file__).parents[2]
COLOUR = re.compile(rb"\x1b\[[\d;]*m")
SCRIPT = "import sys, dateline; sys.exit(dateline.main())"


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process, self.url = process, url
        self.origin = url.partition("/?")[0]

    def end(self, by: signal.Signals) -> tuple[int, str]:
        """End it; its exit status, and what it said on stderr."""
        self.process.send_signal(by)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said

    def apps(self) -> list[int]:
        """The processes of apps that it runs."""
        task = Path(f"/proc/{self.process.pid}/task")
        return [int(pid) for child in task.glob("*/children") for pid in child.read_text().split()]


Start = Callable[..., AbstractContextManager[Served]]


@pytest.fixture
def served(seed_index: Path, tmp_path: Path) -> Start:
    """Starts `dateline serve` for a while."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "HOME": str(tmp_path)}
    environment |= {"XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""}

    @contextmanager
    def start(*arguments: str) -> Iterator[Served]:
        command = [
            sys.executable,
            "-c",
            SCRIPT,
            "serve",
            "--port",
            "0",
            "--index",
            str(seed_index),
            *arguments,
        ]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=tmp_path,
        ) as process:
            try:
                assert process.stdout is not None
                found = re.search(r"http://\S+", process.stdout.readline())
                assert found, process.stderr and process.stderr.read()
                yield Served(process, found[0])
            finally:
                process.kill()

    return start


def in_chromium(served: Served, profile: Path, story: Callable[[Tab], Awaitable[None]]) -> None:
    """Open the app in Chromium and let a story happen in it."""
    program = chromium()
    if program is None:
        pytest.skip("Chromium is not installed")

    async def run() -> None:
        async with tab(program, profile) as page:
            await page.open(served.url)
            await story(page)

    asyncio.run(run())


def test_a_search(served: Start, tmp_path: Path) -> None:
    async def story(page: Tab) -> None:
        await page.until("document.body.classList.contains('-first-byte')")
        await page.until_received(b"142 hits")
        await page.until("document.activeElement.className === 'xterm-helper-textarea'")
        before = await page.picture()
        await page.type("ceasefire")
        await page.until_received(b"9 hits")
        assert await page.picture() != before
        assert await page.value("document.fonts.check('16px \"Roboto Mono\"')")
        assert page.complaints == []
        assert {urlsplit(url).netloc for url in page.requested if not url.startswith("data:")} == {
            urlsplit(server.url).netloc
        }
        assert {urlsplit(url).path for url in page.requested} >= {"/", "/ws", "/static/js/textual.js"}
        await page.type("\r")
        await page.until_received(b"enter read")
        await page.type("q")
        await page.until("document.body.classList.contains('-closed')")

    with served() as server:
        in_chromium(server, tmp_path / "profile", story)
        assert server.end(signal.SIGINT) == (130, "")


@pytest.mark.parametrize(("by", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0), (signal.SIGKILL, -9)])
def test_no_app_outlives_its_server(served: Start, by: signal.Signals, status: int) -> None:
    """And what a query holds is never read as an option, nor by a shell."""
    query = '"$(touch owned)"; --index=elsewhere ceasefire %PATH% `id`'

    async def story(server: Served) -> list[int]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(server.url) as page:
                assert page.status == 200
            async with client.ws_connect(f"{server.origin}/ws?width=100&height=30") as line:
                received = b""
                async with asyncio.timeout(PATIENCE):
                    while b"--index=elsewhere" not in COLOUR.sub(b"", received):
                        received += (await line.receive()).data
                apps = server.apps()
                assert server.end(by) == (status, "")
        return apps

    with served("--", *query.split(" ")) as server:
        apps = asyncio.run(story(server))
    assert apps or not Path("/proc/self/task").exists()

    async def gone() -> None:
        async with asyncio.timeout(PATIENCE):
            while any(alive(pid) for pid in apps):
                await asyncio.sleep(0.05)

    asyncio.run(gone())


def alive(pid: int) -> bool:
    with suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def test_who_is_let_in(served: Start) -> None:
    async def story(server: Served) -> None:
        async with aiohttp.ClientSession() as stranger:
            for path in ("/", "/?token=x", "/ws", "/static/js/textual.js", "/download/x"):
                async with stranger.get(server.origin + path) as page:
                    assert page.status == 403
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as known:
            async with known.get(server.url) as page:
                policy = page.headers["Content-Security-Policy"]
                assert page.status == 200
                assert re.search(r"https?://", await page.text()) is None
            assert "default-src 'none'" in policy
            async with known.get(f"{server.origin}/static/js/textual.js") as script:
                assert script.status == 200
            for origin, status in (("http://elsewhere.example", 403), ("null", 403), (server.origin, 400)):
                async with known.get(f"{server.origin}/ws", headers={"Origin": origin}) as line:
                    assert line.status == status  # 400: it wants a websocket

    with served() as server:
        asyncio.run(story(server))


class TestDoor:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.9.9.9"])
    def test_of_this_machine(self, host: str) -> None:
        door = doors.opened(host, 0)
        with door.listener:
            assert re.fullmatch(rf"http://127[\d.]+:{door.port}/\?token=[\w-]{{22}}", door.url)
            assert door.admits(door.token)
            assert not door.admits(None)
            assert not door.admits("é")
            with pytest.raises(ConfigError, match=rf"cannot listen at port {door.port} of {host}: "):
                doors.opened(host, door.port)

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104
    def test_of_others(self, host: str) -> None:
        with pytest.raises(ConfigError, match="is reached by other machines"):
            doors.opened(host, 0)

    def test_of_others_when_told(self) -> None:
        with doors.opened("0.0.0.0", 0, remote=True).listener as listener:  # noqa: S104
            assert listener.getsockname()[0] == "0.0.0.0"  # noqa: S104

    def test_of_nobody(self) -> None:
        with pytest.raises(ConfigError, match="no address of the name"):
            doors.opened("no.such.host.invalid", 0)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline import main  # noqa: TID251

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["serve"]) == 2
    with pytest.raises(ConfigError, match=r"pip install 'dateline\[serve\]'"):
        serve.run(argparse.Namespace())
