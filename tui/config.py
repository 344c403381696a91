"""What a user's tui.toml says: keys, theme, mouse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from index.errors import ConfigError
from tui import keymap

KEY: Final = re.compile(r"[^\s,]+")

EXPECTED: Final[dict[type, str]] = {str: "a text", bool: "true or false", dict: "a table"}


@dataclass(frozen=True, slots=True)
class Config:
    """How the app looks and listens."""

    theme: str = ""
    """Empty for that which was chosen last."""
    mouse: bool = True
    keys: dict[str, str] = field(default_factory=dict)
    """By "section.action" as docs/tui.md names them, the keys for it, with commas between."""

    @classmethod
    def of_user(cls) -> Self:
        """That of whoever runs the app.

        Raises:
            ConfigError: the file can't be used; the message says why.
        """
        from platformdirs import user_config_path

        return cls.read(user_config_path("dateline", appauthor=False) / "tui.toml")

    @classmethod
    def read(cls, path: Path) -> Self:
        """What a file says; without it, nothing.

        Raises:
            ConfigError
        """
        try:
            text = path.read_text(encoding="utf-8")
            import tomllib  # of no use to most, who have no such file

            said = tomllib.loads(text)
        except (FileNotFoundError, NotADirectoryError):
            return cls()
        except (OSError, ValueError) as error:
            raise ConfigError(f"{path} can't be read: {error}") from error
        unknown = sorted(said.keys() - {"theme", "mouse", "keys"})
        if unknown:
            raise ConfigError(f"{path}: '{unknown[0]}' is none of theme, mouse, keys")
        try:
            return cls(
                theme=_typed(said, "theme", str, ""),
                mouse=_typed(said, "mouse", bool, True),
                keys=_keys(_typed(said, "keys", dict, {})),
            )
        except ConfigError as error:
            raise ConfigError(f"{path}: {error}") from error


def _typed(said: dict[str, Any], name: str, kind: type, otherwise: Any) -> Any:
    value = said.get(name, otherwise)
    if not isinstance(value, kind):
        raise ConfigError(f"{name} can't be {value!r}: it is {EXPECTED[kind]}")
    return value


def _keys(said: dict[str, Any]) -> dict[str, str]:
    """Keys by name, of tables such as [keys.list]."""
    keys = {}
    for section, actions in said.items():
        if not isinstance(actions, dict):
            raise ConfigError(f"keys belong into a section, such as [keys.list], not '{section}'")
        for action, value in actions.items():
            name = f"{section}.{action}"
            if name not in keymap.NAMED:
                raise ConfigError(f"'{name}' is no action: docs/tui.md has all of them")
            if not isinstance(value, str) or not all(map(KEY.fullmatch, keymap.named(value).split(","))):
                raise ConfigError(f"'{name}' needs keys, such as 'x' or 'ctrl+x, F1'")
            keys[name] = keymap.named(value)
    return keys
