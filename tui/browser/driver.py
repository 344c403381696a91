"""What the app speaks to instead of a terminal when a server runs it."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp


class ServedDriver(WebDriver):
    """Textual's own, but the app ends when the server is gone, however that came."""

    def run_input_thread(self) -> None:
        """Hand over what comes from the server."""
        super().run_input_thread()
        self._app.post_message(ExitApp())
