"""A browser that tests look at, by Chromium's own protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 60.0
"""Seconds after which what should have happened will not."""


def chromium() -> str | None:
    """The program, if there is one: that of $CHROMIUM first."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *NAMES))), None)


class Tab:
    """A page, and all that it was sent."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._session: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.requested: list[str] = []
        """Every address that was asked for, whatever by."""
        self.received = b""
        """What came over websockets."""
        self.complaints: list[str] = []
        """What the page wrote to the console, as far as it is an error."""

    async def listen(self) -> None:
        """Take what the browser says."""
        async for message in self._line:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
                continue
            about = told.get("params", {})
            match told["method"]:
                case "Network.requestWillBeSent":
                    self.requested.append(about["request"]["url"])
                case "Network.webSocketCreated":
                    self.requested.append(about["url"])
                case "Network.webSocketFrameReceived":
                    frame = about["response"]
                    text = frame["payloadData"]
                    self.received += base64.b64decode(text) if frame["opcode"] == 2 else text.encode()
                case "Runtime.exceptionThrown":
                    self.complaints.append(str(about["exceptionDetails"]))
                case "Log.entryAdded" if about["entry"]["level"] == "error":
                    self.complaints.append(about["entry"]["text"])

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser to do something, and wait until it has."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": number, "method": method, "params": parameters, **self._session})
        told = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, url: str) -> None:
        """Go to an address."""
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.ask(f"{domain}.enable")
        await self.ask("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:
        """What an expression gives in the page."""
        told = await self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        return told["result"].get("value")

    async def until(self, expression: str) -> None:
        """Wait until an expression holds."""
        async with asyncio.timeout(PATIENCE):
            while not await self.value(expression):
                await asyncio.sleep(0.05)

    async def until_received(self, piece: bytes) -> None:
        """Wait until this came over a websocket."""
        try:
            async with asyncio.timeout(PATIENCE):
                while piece not in self.received:
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{piece!r} did not come in {self.received[-2000:]!r}") from None

    async def type(self, text: str) -> None:
        """Type a text."""
        for character in text:
            name = "Enter" if character == "\r" else character
            key = {"key": name, "windowsVirtualKeyCode": ord(character.upper())}
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=character, **key)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **key)

    async def picture(self) -> bytes:
        """A PNG of the page."""
        return base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])


@asynccontextmanager
async def tab(program: str, profile: Path) -> AsyncIterator[Tab]:
    """An empty tab of a browser without a window."""
    options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    options += [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--window-size=1200,800",
    ]
    options += ["--disable-background-networking", "--disable-component-update"]
    browser = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port = profile / "DevToolsActivePort"
        async with asyncio.timeout(PATIENCE):
            while not port.exists() or port.read_text().count("\n") < 1:
                assert browser.poll() is None
                await asyncio.sleep(0.05)
        number, path = port.read_text().split("\n")[:2]
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(f"ws://127.0.0.1:{number}{path}", max_msg_size=0) as line,
        ):
            found = Tab(line)
            listening = asyncio.create_task(found.listen())
            try:
                yield found
            finally:
                listening.cancel()
    finally:
        browser.terminate()
        browser.wait()
