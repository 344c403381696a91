"""What is said about scrapes from outside of them: dateline.toml files and options.

A dateline.toml beside the scrapes says what their files can't:

    [[scrapes]]
    glob = "zerohedge/**/*.txt"
    source = "ZeroHedge"
    timezone = "America/New_York"

    [scrapes.fields]
    title = "headline"

The fields are those of records in JSON and tables that are laid out in no known way: `index.fields`.
It rules its own folder and all below, down to a folder with another. Of its rules the first whose
glob fits the path (relative to the file, "/" between the parts) decides, for each setting apart.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path, PurePath
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.errors import ConfigError
from index.fields import NAMES, OF_COMMENTS, Fields, Paths, named
from index.model import NO_SOURCE, Origin, ScrapeRef, Sourced
from index.roots import SETTINGS
from index.trace import Trace


@dataclass(frozen=True, slots=True)
class Scrape:
    """A file to read, and what is said about it from outside."""

    path: str
    """Absolute."""
    source: Sourced = NO_SOURCE
    timezone: tzinfo | None = None
    """For times that name no zone; None where nothing is said."""
    fields: Fields | None = None
    """Which fields of its records hold what; None where nothing is said."""
    place: str = ""
    """Where in the file it lies, such as "pages/a.html"; empty for the file itself."""
    url: str | None = None
    """The address it was fetched from, where what it lies in tells."""
    charset: str | None = None
    """What its server said of its encoding, where what it lies in tells."""
    fetched: datetime | None = None
    """When it was fetched, in UTC, where what it lies in tells."""
    trace: Trace | None = field(default=None, compare=False)
    """Told how it is read."""

    @property
    def name(self) -> str:
        """The name of the file, or of what lies in it: all that a suffix is looked for in."""
        return PurePath(self.place or self.path).name

    def within(self, place: str) -> Scrape:
        """What lies in this one at `place`."""
        place = f"{self.place}/{place}" if self.place else place
        # Called for every record, where dataclasses.replace would take as long as reading it.
        return Scrape(
            self.path, self.source, self.timezone, self.fields, place, fetched=self.fetched, trace=self.trace
        )

    def at(self, where: str) -> str:
        """A place in it, as a Rejection names it."""
        return f"{self.place}, {where}" if self.place else where

    def ref(self, form: str, dialect: str) -> ScrapeRef:
        """What its records say of where they come from."""
        return ScrapeRef(self.path, form, dialect, self.place)

    def gave(self, name: str, rule: str) -> None:
        """Tell the trace, if there is one, that a field of the article has its value by this rule."""
        if self.trace is not None:
            self.trace.gave(name, rule)

    @property
    def fingerprint(self) -> str:
        """Changes when the file has to be read again though it is the same file."""
        said = f"{self.source.origin}\n{self.source.name}\n{self.timezone}"
        return f"{said}\n{self.fields}" if self.fields else said


@dataclass(frozen=True, slots=True)
class Rule:
    """One [[scrapes]] table."""

    glob: re.Pattern[str]
    source: str | None
    timezone: tzinfo | None
    fields: Fields | None = None


class Settings:
    """The dateline.toml files at or below a folder, and a source that was given for what is read."""

    def __init__(self, root: Path, source: str | None = None) -> None:
        self._root = root if root.is_dir() else root.parent
        self._source = source
        self._rules: dict[Path, tuple[Path, tuple[Rule, ...]]] = {}
        self._by_name: dict[str, tuple[str, tuple[Rule, ...]]] = {}
        """What holds in a folder, by its path."""

    def scrape(self, path: Path) -> Scrape:
        """The file at `path`, an absolute path, with what is said about it.

        Raises:
            ConfigError: a dateline.toml that applies to it can't be used.
        """
        return self.at(str(path))

    def at(self, path: str) -> Scrape:
        """The same of a path as a text: an update asks for every file there is.

        Raises:
            ConfigError: as above.
        """
        parent = os.path.dirname(path)
        known = self._by_name.get(parent)
        if known is None:
            folder, rules = self._nearest(Path(parent))
            known = self._by_name[parent] = str(folder), rules
        outer, rules = known
        source: Sourced | None = Sourced(self._source, Origin.OPTION) if self._source else None
        timezone: tzinfo | None = None
        fields: Fields | None = None
        relative = path[len(outer) :].lstrip(os.sep).replace(os.sep, "/") if rules else ""
        for rule in rules:
            if rule.glob.fullmatch(relative):
                if source is None and rule.source:
                    source = Sourced(rule.source, Origin.CONFIG)
                timezone = timezone or rule.timezone
                fields = fields or rule.fields
        return Scrape(path, source or NO_SOURCE, timezone, fields)

    def _nearest(self, folder: Path) -> tuple[Path, tuple[Rule, ...]]:
        """The rules that hold in `folder`, and the folder of the file they are in."""
        known = self._rules.get(folder)
        if known is None:
            file = folder / SETTINGS
            if file.is_file():
                known = folder, read_rules(file)
            elif folder == self._root or folder == folder.parent:
                known = folder, ()
            else:
                known = self._nearest(folder.parent)
            self._rules[folder] = known
        return known


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The rules in a dateline.toml.

    Raises:
        ConfigError: naming the file and what is wrong in it.
    """
    try:
        with file.open("rb") as stream:
            document = tomllib.load(stream)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
    unknown = sorted(document.keys() - {"scrapes"})
    if unknown:
        raise ConfigError(f"{file}: unknown key '{unknown[0]}': a [[scrapes]] table is all it may hold")
    tables = document.get("scrapes", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{file}: 'scrapes' must be written as [[scrapes]] tables")
    return tuple(_rule(file, number, table) for number, table in enumerate(tables, start=1))


def _rule(file: Path, number: int, table: dict[str, Any]) -> Rule:
    where = f"{file}: table {number} of [[scrapes]]"
    for name, value in table.items():
        if name not in {"glob", "source", "timezone", "fields"}:
            raise ConfigError(f"{where}: unknown key '{name}': it may hold glob, source, timezone and fields")
        if name == "fields":
            continue
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f"{where}: '{name}' must be a text that is not empty")
    timezone = None
    if "timezone" in table:
        try:
            timezone = ZoneInfo(table["timezone"])
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ConfigError(
                f"{where}: no time zone is called '{table['timezone']}': use a name such as Europe/Paris"
            ) from error
    fields = _fields(where, table["fields"]) if "fields" in table else None
    return Rule(translate(table.get("glob", "**")), table.get("source"), timezone, fields)


def _fields(where: str, table: object) -> Fields:
    """What a [scrapes.fields] table says."""
    if not isinstance(table, dict) or not table:
        raise ConfigError(f"{where}: 'fields' must be written as a [scrapes.fields] table that is not empty")
    paths: dict[str, Paths] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            raise ConfigError(
                f'{where}: in [scrapes.fields], put quotes around a key with a dot: "{name}.author" = ..'
            )
        if name not in NAMES:
            raise ConfigError(
                f"{where}: unknown key '{name}' in [scrapes.fields]: it may hold {', '.join(NAMES)}"
            )
        given = value if isinstance(value, list) else [value]
        if not given or not all(isinstance(path, str) and path.strip() for path in given):
            raise ConfigError(
                f"{where}: '{name}' in [scrapes.fields] must name a field, or several in a list"
            )
        paths[name] = tuple(given)
    if not paths.keys() & {"title", "body"}:
        raise ConfigError(f"{where}: [scrapes.fields] must say which field holds the title or the body")
    if "thread" not in paths and (lone := paths.keys() & {"id", "parent", "kind"}):
        raise ConfigError(
            f"{where}: '{min(lone)}' in [scrapes.fields] means nothing without 'thread', which all posts of "
            "a thread share"
        )
    if "comments" not in paths and (of := sorted(name for name in paths if name.startswith(OF_COMMENTS))):
        raise ConfigError(
            f"{where}: '{of[0]}' in [scrapes.fields] means nothing without 'comments', the list of them"
        )
    if "comments" in paths and "comments.body" not in paths:
        raise ConfigError(
            f'{where}: [scrapes.fields] must say by "comments.body" which field holds a comment\'s text'
        )
    return named(paths)


def translate(glob: str) -> re.Pattern[str]:
    """A glob as a pattern for whole relative paths: "*" and "?" stay within a part, "**" does not."""
    pattern = ""
    parts = PurePath(glob).as_posix().split("/")
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            pattern += ".*" if last else "(?:[^/]+/)*"
            continue
        for piece in re.split(r"([*?])", part):
            pattern += {"*": "[^/]*", "?": "[^/]"}.get(piece, re.escape(piece))
        pattern += "" if last else "/"
    return re.compile(pattern, re.DOTALL)
