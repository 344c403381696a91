"""Where a browser finds the app, and who is let in."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
from dataclasses import dataclass, field
from typing import Final

from index.errors import ConfigError

WAITING: Final = 16
"""Connections that may wait to be taken."""


@dataclass(frozen=True, slots=True)
class Door:
    """A socket that listens, and what one has to know to be let in by it.

    Whoever uses the app reads the index and writes files as the user does, and a port is open to every
    user of a machine and to every page in a browser there. So the address holds a secret.
    """

    listener: socket.socket
    host: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def port(self) -> int:
        """Where it listens."""
        number: int = self.listener.getsockname()[1]
        return number

    @property
    def url(self) -> str:
        """The address to open, with the secret in it."""
        return f"http://{self.host}:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The name of the cookie that keeps the secret; browsers share cookies among the ports of a host."""
        return f"dateline-{self.port}"

    def admits(self, token: str | None) -> bool:
        """Whether this is the secret."""
        return token is not None and secrets.compare_digest(token.encode(), self.token.encode())


def opened(host: str, port: int, *, remote: bool = False) -> Door:
    """Listen at an address of this machine.

    Raises:
        ConfigError: it can't be, or other machines reach it and `remote` does not say that they may.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"there is no address of the name {host}") from error
    family, _, _, _, address = found[0]
    number = ipaddress.ip_address(str(address[0]).partition("%")[0])
    if not number.is_loopback and not remote:
        raise ConfigError(
            f"{host} is reached by other machines, and nothing that is sent there is encrypted; "
            "--allow-remote permits it"
        )
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # where it would let two programs have one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING)
    except OSError as error:
        listener.close()
        raise ConfigError(f"cannot listen at port {port} of {host}: {error.strerror}") from error
    named = socket.gethostname() if number.is_unspecified else str(number)
    return Door(listener, f"[{named}]" if ":" in named else named)
