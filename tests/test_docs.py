"""The documentation says what is so: every command, option, operator, key and exit status in it."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dateline import COMMANDS, _parser, main  # noqa: TID251
from index import containers, dialects, formats, layouts, sites
from index.console import ExitCode
from index.model import Article, Kind, Origin
from index.shapes import article_shape, report_shape
from search.cli.counting import OF_TERM, QUERY, SEEN
from search.cli.lines import OF_LINE
from search.cli.search import TABLES
from search.cli.timeline import AUTO
from search.export import EXPORTS
from search.export.columns import COLUMNS
from search.fields import FIELDS
from search.histogram import MOST
from search.kwic import ORDERS
from search.output import FORMATS, histogram
from search.output.fields import EVERYDAY
from search.output.fields import FIELDS as FIELDS_OF_HITS
from search.output.histogram.data import columns, histogram_shape
from search.output.shape import index_shape, page_shape
from search.output.table import COLUMNS as COLUMNS_OF_TABLES
from search.parser import parse_query
from search.periods import Period
from search.request import SearchRequest, Sort
from search.searcher import Searcher
from search.tallies import By
from search.terminal import COLOR
from tui import keymap
from tui.app import THEMES
from tui.config import Config

REPOSITORY = Path(__file__).parents[1]
DOCS = [*sorted((REPOSITORY / "docs").glob("*.md")), REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md"]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
HOME = "/home/ann/dateline"
"""Where the README pretends to be."""


def read(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same level."""
    level = heading.split(" ")[0]
    return text.split(f"\n{heading}\n", 1)[1].split(f"\n{level} ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables in a text, without their headers."""
    found = []
    header = True
    for line in text.split("\n"):
        if not line.startswith("|"):
            header = True
        elif re.fullmatch(r"[| -]+", line):
            header = False
        elif not header:
            found.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return found


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


class TestQueries:
    TABLES = rows(read("queries.md"))

    @pytest.mark.parametrize(
        ("query", "hits"),
        [(code(row[0])[0], int(row[2])) for row in TABLES if len(row) == 3 and row[2].isdecimal()],
    )
    def test_hits(self, searcher: Searcher, query: str, hits: int) -> None:
        page = searcher.search(query)
        assert (page.total, page.notes) == (hits, ())

    @pytest.mark.parametrize(
        ("query", "reading", "note"),
        [
            (code(row[0])[0], code(row[1])[0], row[2])
            for row in TABLES
            if len(row) == 3 and not row[2].isdecimal()
        ],
    )
    def test_notes(self, query: str, reading: str, note: str) -> None:
        parsed = parse_query(query)
        assert (parsed.reading, parsed.notes) == (reading, (note,))

    def test_there_are_rows(self) -> None:
        assert len(self.TABLES) > 50

    def test_fields(self) -> None:
        table = rows(section(read("queries.md"), "## What is expected in a field"))
        assert table == [[f"`{field.name}:`", field.expects] for field in FIELDS.values()]
        for name in FIELDS:
            assert any(f"{name}:" in row[0] for row in self.TABLES if len(row) == 3)


def options(parser: argparse.ArgumentParser) -> Iterator[tuple[str, ...]]:
    for action in parser._actions:
        if action.option_strings:
            metavar = action.metavar or ("" if action.nargs == 0 else "?")
            yield tuple(f"{option} {metavar}".strip() for option in action.option_strings)


class TestCommands:
    TEXT = read("commands.md")

    @pytest.mark.parametrize("name", [None, *COMMANDS])
    def test_options(self, name: str | None) -> None:
        parser = _parser(configured=True)
        if name is not None:
            choices = next(action.choices for action in parser._actions if action.choices)
            parser = dict(choices)[name]
        text = section(self.TEXT, f"## dateline {name}" if name else "## dateline")
        documented = {tuple(code(row[0])) for row in rows(text) if row[0].startswith("`-")}
        # The values that a choice allows are told in words of their own.
        generic = {re.sub(r" [A-Z]+$", " ?", option) for group in documented for option in group}
        actual = {option for group in options(parser) for option in group}
        assert {option.split(" ")[0] for option in generic} == {option.split(" ")[0] for option in actual}
        for option in actual:
            if not option.endswith("?"):
                assert any(option in group for group in documented), option

    def test_choices(self) -> None:
        text = section(self.TEXT, "## dateline search")
        meaning = {code(row[0])[0].split(" ")[0]: code(row[1]) for row in rows(text)}
        assert meaning["--kind"] == [kind.value for kind in Kind]
        assert meaning["--sort"] == [sort.value for sort in Sort]
        assert meaning["--format"] == list(FORMATS)
        assert meaning["--table"] == list(TABLES) == ["hits", *By]
        assert meaning["--kwic-sort"][:3] == list(ORDERS)
        assert meaning["--color"] == ["text", *COLOR]

    def test_choices_of_a_timeline(self) -> None:
        text = section(self.TEXT, "## dateline timeline")
        meaning = {code(row[0])[0].split(" ")[0]: code(row[1]) for row in rows(text)}
        assert meaning["--kind"] == [kind.value for kind in Kind]
        assert meaning["--by"] == [*(period.value for period in Period), AUTO]
        assert meaning["--format"] == list(histogram.FORMATS)
        assert f"no more than {MOST} |" in text
        assert meaning["--color"] == ["text", *COLOR]

    def test_exit_statuses(self) -> None:
        statuses = [int(row[0]) for row in rows(self.TEXT) if row[0].isdecimal()]
        assert statuses == [status.value for status in ExitCode]

    def test_shells(self) -> None:
        from index.cli.completion import SHELLS

        shells = [code(row[0])[0] for row in rows(section(self.TEXT, "## dateline completion"))]
        assert shells == [*SHELLS, "-h"]


def test_keys() -> None:
    text = read("tui.md")
    for (title, keys), name in zip(keymap.SECTIONS.items(), keymap.SHORT, strict=True):
        assert f"\n### {title}\n\n`[keys.{name}]`\n" in text
        table = rows(section(text, f"### {title}"))
        assert table == [
            [", ".join(f"`{name}`" for name in key.names), key.about, f"`{key.action}`"] for key in keys
        ]


def test_settings_of_the_app_can_be_read(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", read("tui.md"), re.DOTALL)
    (tmp_path / "tui.toml").write_text(block)
    config = Config.read(tmp_path / "tui.toml")
    assert config.theme in {theme.name for theme in THEMES}
    assert config.keys
    for theme in THEMES:
        assert f"`{theme.name}`" in read("tui.md")


def test_what_is_read() -> None:
    text = read("formats.md")
    assert [code(row[0])[0] for row in rows(text.split("\n## ")[0])] == [
        form.name for form in formats.FORMATS
    ]
    table = rows(section(text, "## Containers"))
    assert [code(row[0])[0] for row in table] == [container.name for container in containers.CONTAINERS]
    table = rows(section(text, "## Dialects of plain text"))
    assert [code(row[0])[0] for row in table] == [dialect.name for dialect in dialects.DIALECTS]
    table = [row for row in rows(section(text, "## Layouts of records")) if len(row) == 3]
    assert [code(row[0])[0] for row in table] == [layout.name for layout in layouts.LAYOUTS]
    table = rows(section(text, "## Profiles of makers"))
    assert [code(row[0])[0] for row in table] == [site.name for site in sites.SITES]


def test_exports(seed_index: Path, tmp_path: Path) -> None:
    text = read("exports.md")
    table = rows(text.split("\n## ")[0])
    told = [(code(row[0])[0], row[1], row[2], row[3]) for row in table]
    assert told == [
        (each.name, each.type.value, f"{each.kind.value}s" if each.kind else "both", each.about)
        for each in COLUMNS
    ]
    assert re.findall(r"\n## --format (\w+)\n", text) == list(EXPORTS)
    commands = section(read("commands.md"), "## dateline export")
    meaning = {code(row[0])[0].split(" ")[0]: code(row[1]) for row in rows(commands)}
    assert meaning["--format"] == list(EXPORTS)
    tables = [name for row in rows(section(text, "## --format sqlite")) for name in code(row[0])]
    out = tmp_path / "out"
    assert main(["export", "--index", str(seed_index), "--format", "sqlite", "--output", str(out)]) == 0
    with closing(sqlite3.connect(out / "dateline.db")) as database:
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_fts_*'"
        assert {name for (name,) in database.execute(listed)} - {"sqlite_stat1", "sqlite_stat4"} == set(
            tables
        )
        (query,) = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
        assert database.execute(query).fetchall()


def test_settings_in_the_documentation_can_be_read(tmp_path: Path) -> None:
    from index.settings import read_rules

    *_, block = re.findall(r"```toml\n(.*?)```", read("formats.md"), re.DOTALL)
    file = tmp_path / "dateline.toml"
    file.write_text(block)
    assert [rule.source for rule in read_rules(file)] == ["ZeroHedge", "Unsorted"]


def test_fields_in_the_documentation_are_read_as_is_said(tmp_path: Path) -> None:
    from index.fields import NAMES
    from index.settings import Settings

    text = section(read("formats.md"), "## Layouts of records")
    (block,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (record,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    (tmp_path / "dateline.toml").write_text(block)
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(json.loads(record)) + "\n")
    (article,) = formats.read(Settings(tmp_path).scrape(file))
    assert isinstance(article, Article)
    assert (article.title, article.authors) == ("Bridge closed", ("Jane Roe",))
    assert article.body == "A crack was found.\n\nIt is a long one.\n\nNobody was hurt."
    assert article.published is not None
    told = [(c.author, c.body, c.depth, c.posted is not None) for c in article.comments]
    assert told == [("Ann", "At last.", 0, True), ("Ben", "Too late.", 1, True)]
    assert [code(row[0])[0] for row in rows(text) if len(row) == 2] == list(NAMES)


def test_json(searcher: Searcher, tmp_path: Path) -> None:
    text = read("output.md")
    page = searcher.search(SearchRequest("ceasefire", limit=1))
    keys = [name for row in rows(section(text, "## dateline search --format json")) for name in code(row[0])]
    assert sorted(keys) == sorted(EVERYDAY)
    more = [name for row in rows(section(text, "## --fields")) for name in code(row[0])]
    assert [*keys, *more] == list(FIELDS_OF_HITS)
    told = code(section(text, "## dateline search --format json").split("\n| key")[0])
    assert told == [*page_shape(page), "hits"]
    assert page.index is not None
    told = code(
        section(text, "## dateline search --format json").split("(2020-12)")[1].split(", the version")[0]
    )
    assert told[1:] == list(index_shape(page.index))
    told_columns = code(section(text, "## --format csv and tsv"))
    assert tuple(told_columns[: len(COLUMNS_OF_TABLES)]) == COLUMNS_OF_TABLES
    named = json.loads(read("output.schema.json"))["$defs"]
    table = [name for row in rows(section(text, "## dateline search --kwic")) for name in code(row[0])]
    assert tuple(table) == OF_LINE
    assert set(named["line"]["properties"]) == {"version", "query_id", "query", *FIELDS_OF_HITS, *OF_LINE}
    table = [
        name
        for row in rows(section(text, "## dateline search --batch, --table and --count"))
        for name in code(row[0])
    ]
    assert set(table) == {*QUERY, *OF_TERM, *SEEN, *TABLES} - {"hits", "term"} | {"hits"}
    assert set(named["count"]["properties"]) == {"version", *table}
    (timeline,) = searcher.histograms(["*"], whole=True)
    shape = histogram_shape(timeline, list(Kind))
    told = code(section(text, "## dateline timeline --format json").split("\n| bin")[0].split("`total`")[0])
    assert set(told) - set(Period) == {"version", "by", "zone", "timelines", "query", "reading", "notes"}
    for key in shape:
        assert f"`{key}`" in section(text, "## dateline timeline --format json"), key
    keys = [
        name for row in rows(section(text, "## dateline timeline --format json")) for name in code(row[0])
    ]
    assert sorted(keys) == sorted(shape["bins"][0])
    assert {"query", *keys} == set(columns(list(Kind), share=True))
    article = article_shape(searcher.thread(searcher.search("author:=letsit").hits[0].id))
    told = code(section(text, "## dateline show --json"))
    assert set(told) - {"null", "en"} == {"version", "found", "copies", *article, *article["comments"][0]}
    from index.build import update

    told = code(section(text, "## dateline index --json"))
    assert set(told) - {"path", "where", "reason", "images"} == set(
        report_shape(update(tmp_path, [REPOSITORY / "seeds"]))
    )
    assert [code(row[0])[0] for row in rows(text) if len(row) == 2][: len(Origin)] == [
        o.value for o in Origin
    ]


def test_links_lead_somewhere() -> None:
    for document in DOCS:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_every_module_is_in_the_architecture() -> None:
    told = {code(row[0])[0] for row in rows(section(read("architecture.md"), "## What is where"))}
    actual = {"dateline.py"}
    for package in ("index", "search", "tui"):
        for path in (REPOSITORY / package).iterdir():
            if path.is_dir() and path.name != "__pycache__":
                actual.add(f"{package}/{path.name}/")
            elif path.suffix == ".py" and path.name != "__init__.py":
                actual.add(f"{package}/{path.name}")
    assert told == actual


def test_every_dependency_earns_its_place() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    used = project["dependencies"] + [name for extra in extras.keys() - {"dev"} for name in extras[extra]]
    names = {re.split(r"[^\w-]", dependency)[0] for dependency in used}
    text = section(read("architecture.md"), "## What is used, and why")
    assert {code(row[0])[0] for row in rows(text)} == names
    for extra in extras["dev"]:
        assert f"`{re.split(r'[^a-z-]', extra)[0]}`" in text or extra.startswith("types-")


class TestReadme:
    def test_commands_print_what_is_said(self, tmp_path: Path) -> None:
        """Each console block, line by line, in a copy of the seeds; times are not compared."""
        shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
        (tmp_path / "bin").mkdir()
        script = tmp_path / "bin/dateline"
        script.write_text(f"#!{sys.executable}\nimport sys, dateline\nsys.exit(dateline.main())\n")
        script.chmod(0o755)
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "PYTHONPATH": str(REPOSITORY)}
        ran = 0
        for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
            for command, _, expected in (step.partition("\n") for step in re.split(r"(?m)^\$ ", block)[1:]):
                done = subprocess.run(
                    ["bash", "-c", command],
                    cwd=tmp_path,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                printed = done.stdout.replace(str(tmp_path), HOME)
                assert done.stderr == ""
                printed, expected = (re.sub(r"in \d+\.\d s", "in N s", text) for text in (printed, expected))
                assert printed.rstrip("\n") == expected.rstrip("\n"), command
                ran += 1
        assert ran >= 10
        assert (tmp_path / "articles.csv").read_text(encoding="utf-8").count("\n") == 3

    def test_python_prints_what_is_said(self, tmp_path: Path) -> None:
        ((program, expected),) = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
        shutil.copytree(REPOSITORY / "seeds", tmp_path / "seeds")
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stderr, done.stdout) == ("", expected)

    def test_set_up(self) -> None:
        use, tests = re.findall(r"<!-- set-up: \w+ -->\n```sh\n(.*?)\n```", README)
        assert "\n" not in use + tests
        assert use.endswith("pip install . && dateline index seeds && dateline search 'aleppo ceasefire'")
        assert tests.endswith("pip install -e '.[dev]' && poe check")
        run = (REPOSITORY / ".ci/run").read_text(encoding="utf-8")
        assert "<!-- set-up: tests -->" in run
        assert os.access(REPOSITORY / ".ci/run", os.X_OK)
