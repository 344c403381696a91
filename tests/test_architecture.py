"""What is loaded when, what is public, and what a wheel holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import dateline  # noqa: TID251
from index import errors
from index.errors import DatelineError
from search import errors as search_errors

REPOSITORY = Path(__file__).parents[1]

LOADED = """
import sys, dateline
try:
    dateline.main({arguments!r})
except SystemExit:
    pass
print("LOADED", *sorted(name for name in sys.modules if name in {heavy!r}))
"""


def loaded(arguments: list[str], heavy: set[str]) -> list[str]:
    """Which of some modules a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(arguments=arguments, heavy=heavy)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        check=True,
    )
    return done.stdout.rsplit("LOADED", 1)[1].split()


SCREEN = {"textual", "rich"}
WRITING = {"index.build", "index.formats", "sqlite3", "filelock", "tqdm", "selectolax", "tomllib"}
SLOW = {"orjson", "shutil", "csv", "uuid", "platform", "webencodings", "index.sketch", "index.text"}
"""What would take long to load and is of no use to a search from the shell."""


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], SCREEN | WRITING | {"tantivy", "orjson", "argcomplete"}),
        (["--version"], SCREEN | WRITING | {"tantivy", "orjson", "argcomplete"}),
        (["search", "x"], SCREEN | WRITING | SLOW | {"argcomplete"}),
        (["search", "x", "--format", "json"], SCREEN | WRITING),
        (["show", "x"], SCREEN | WRITING),
        (["stats"], SCREEN | WRITING),
        (["export", "--help"], SCREEN | WRITING | {"orjson", "pyarrow"}),
        (["index"], SCREEN),
        (["tui"], WRITING),
    ],
)
def test_a_command_loads_only_what_it_needs(
    seed_index: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], heavy: set[str]
) -> None:
    monkeypatch.setenv("DATELINE_INDEX", str(seed_index))
    assert loaded(arguments, heavy) == []


def test_the_app_loads_no_more_than_it_needs() -> None:
    code = "import sys, tui.app; print(*sorted(set(sys.modules) & {heavy!r}))".format(
        heavy={*WRITING, "textual.widgets._markdown", "textual.widgets._data_table", "tui.dialogs"}
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.split() == []


def test_public_names() -> None:
    assert sorted(dateline.__all__) == list(dateline.__all__)
    for name in dateline.__all__:
        assert getattr(dateline, name).__doc__
    typed = re.findall(
        r"\n    from (?:index|search)[\w.]* import (\([^)]*\)|.*)", (REPOSITORY / "dateline.py").read_text()
    )
    names = {name for group in typed for name in re.findall(r"\w+", group)}
    assert names - {"Progress", "build"} <= set(dateline.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dateline.nothing


def test_every_error_can_be_caught_and_is_public() -> None:
    found = {
        value
        for module in (errors, search_errors)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    for error in found:
        assert issubclass(error, DatelineError)
        assert getattr(dateline, error.__name__) is error
        assert error.__name__ in (errors.__doc__ or "")


def test_no_package_of_tests_hides_one_of_ours() -> None:
    assert not list((REPOSITORY / "tests").rglob("__init__.py"))


def test_what_is_shipped(tmp_path: Path) -> None:
    for build in ("wheel", "sdist"):
        code = f"from hatchling import build; build.build_{build}({str(tmp_path)!r})"
        subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, check=True)
    (file,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(file) as wheel:
        shipped = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in shipped} == {"dateline.py", "index", "search", "tui"}
    assert "tui/app.tcss" in shipped
    (file,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(file) as sdist:
        sources = {name.partition("/")[2] for name in sdist.getnames()}
    assert shipped - {"search/manual/queries.md"} <= sources | {"docs/queries.md"}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "tests/gold/seeds.json"} <= sources
    assert not [name for name in shipped | sources if "cache" in name.lower()]
