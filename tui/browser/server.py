"""Serves the app: textual-serve with an address that is kept to oneself, and nothing from elsewhere."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

from tui.browser.doors import Door

PAGE: Final = Path(__file__).parent / "page.html"
PACKAGES: Final = Path(__file__).parents[2]
"""Where the packages of dateline lie: another process looks there first, wherever it is started."""

SIZES: Final = range(6, 73)
"""Sizes of the font that can be asked for by ?fontsize=."""

GRACE: Final = 5.0
"""Seconds in which an app has to end."""

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self' {sockets}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the page may load: nothing that this server does not give."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ServedApp(AppService):
    """A process of the app for one browser tab."""

    arguments: Sequence[str] = ()

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it without a shell, so that nothing in a query or a name can be a command."""
        environment = self._build_environment(width=width, height=height)
        path = [str(PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment |= {
            "PYTHONPATH": os.pathsep.join(path),
            "TEXTUAL_DRIVER": "tui.browser.driver:ServedDriver",
            "TEXTUAL_FPS": "120",
        }
        # With -P, a file of the same name in the working folder is not taken for ours.
        command = [sys.executable, "-P", "-m", "dateline", "tui", *self.arguments]
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
            # Ctrl-C reaches all processes of a group. The server has it, and ends the others in order.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._stdin = self._process.stdin
        return self._process

    async def run(self) -> None:
        """Hand over what it sends, and tell the page when it has ended, however that came."""
        await super().run()
        await self.remote_close()

    async def stop(self) -> None:
        """End it, and see that it has ended."""
        try:
            await asyncio.wait_for(super().stop(), GRACE)
        except TimeoutError:
            if self._process is not None:
                with suppress(ProcessLookupError):
                    self._process.kill()
        if self._process is not None:
            await self._process.wait()


class AppServer(Server):
    """Starts an app for every page that is opened with the right address."""

    def __init__(self, door: Door, arguments: Sequence[str]) -> None:
        """`arguments` are those of `dateline tui`."""
        super().__init__("dateline tui", host=door.host, port=door.port, title="dateline")
        self._door = door
        self._arguments = arguments
        self._sockets: set[web.WebSocketResponse] = set()

    async def run(self) -> None:
        """Serve until something ends it: Ctrl-C by KeyboardInterrupt, SIGTERM quietly."""
        ended = asyncio.Event()
        with suppress(NotImplementedError):  # on Windows
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=GRACE)
        await runner.setup()
        try:
            await web.SockSite(runner, self._door.listener).start()
            print(f"dateline is at {self._door.url}", "Ctrl-C ends it", sep="\n", flush=True)
            await ended.wait()
        finally:
            await runner.cleanup()

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: `run` does."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Close what browsers have open, which ends their apps."""
        await asyncio.gather(*(socket.close() for socket in list(self._sockets)))

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._admit)
        return app

    @web.middleware
    async def _admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who knows the secret, and no page of another origin that a browser of theirs shows."""
        given = request.query.get("token") if request.path == "/" else None
        if not self._door.admits(given or request.cookies.get(self._door.cookie)):
            raise web.HTTPForbidden(text="Open the whole address that dateline serve has printed.\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            raise web.HTTPForbidden(text="Another page may not use this one.\n")
        return await handler(request)

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        size = to_int(request.query.get("fontsize", ""), 16)
        text = PAGE.read_text(encoding="utf-8")
        page = text.replace("FONT_SIZE", str(min(max(size, SIZES[0]), SIZES[-1])))
        response = web.Response(text=page, content_type="text/html")
        response.headers["Content-Security-Policy"] = POLICY.format(sockets=f"ws://{request.host}")
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.set_cookie(self._door.cookie, self._door.token, httponly=True, samesite="Strict")
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The line between a page and its app."""
        socket = web.WebSocketResponse(heartbeat=15)
        await socket.prepare(request)

        async def close() -> None:
            await socket.close()

        app = ServedApp(
            self.command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=self.download_manager,
        )
        app.arguments = self._arguments
        self._sockets.add(socket)
        try:
            await app.start(_size(request, "width", 80), _size(request, "height", 24))
            await self._process_messages(socket, app)
        finally:
            self._sockets.discard(socket)
            await app.stop()
            await socket.close()
        return socket


def _size(request: web.Request, name: str, default: int) -> int:
    return max(1, to_int(request.query.get(name, ""), default))
