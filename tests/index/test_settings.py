from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.errors import ConfigError
from index.model import NO_SOURCE, Origin, Sourced
from index.settings import Settings, translate


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("*.txt", "a.txt", True),
        ("*.txt", "b/a.txt", False),
        ("**/*.txt", "a.txt", True),
        ("**/*.txt", "b/c/a.txt", True),
        ("b/**", "b/c/a.txt", True),
        ("b/**", "c/a.txt", False),
        ("b/**/a.txt", "b/a.txt", True),
        ("b/*/a.txt", "b/c/d/a.txt", False),
        ("?.txt", "a.txt", True),
        ("?.txt", "ab.txt", False),
        ("a[1].txt", "a[1].txt", True),
        ("**", "anything/at/all", True),
    ],
)
def test_globs(glob: str, path: str, fits: bool) -> None:
    assert bool(translate(glob).fullmatch(path)) is fits


def test_first_rule_that_fits_decides_each_setting(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text(
        """
        [[scrapes]]
        glob = "zh/*"
        source = "ZeroHedge"

        [[scrapes]]
        source = "Others"
        timezone = "America/New_York"
        """
    )
    settings = Settings(tmp_path)
    inside = settings.scrape(tmp_path / "zh/a.txt")
    assert inside.source == Sourced("ZeroHedge", Origin.CONFIG)
    assert inside.timezone == ZoneInfo("America/New_York")
    assert settings.scrape(tmp_path / "b.txt").source == Sourced("Others", Origin.CONFIG)


def test_nearest_file_rules(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "dateline.toml").write_text('[[scrapes]]\nsource = "Above"\n')
    (tmp_path / "a/dateline.toml").write_text('[[scrapes]]\nglob = "b/*"\nsource = "Near"\n')
    settings = Settings(tmp_path)
    assert settings.scrape(tmp_path / "a/b/x.txt").source.name == "Near"
    assert settings.scrape(tmp_path / "a/x.txt").source == NO_SOURCE
    assert settings.scrape(tmp_path / "x.txt").source.name == "Above"


def test_files_above_the_root_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "dateline.toml").write_text('[[scrapes]]\nsource = "Above"\n')
    assert Settings(tmp_path / "root").scrape(tmp_path / "root/x.txt").source == NO_SOURCE


def test_option_wins(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('[[scrapes]]\nsource = "File"\n')
    scrape = Settings(tmp_path, "Option").scrape(tmp_path / "x.txt")
    assert scrape.source == Sourced("Option", Origin.OPTION)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[scrapes]]\nsource = ", "Invalid value"),
        ("x = 1", "unknown key 'x'"),
        ("scrapes = 1", "must be written as"),
        ("scrapes = [1]", "must be written as"),
        ('[[scrapes]]\nsauce = "x"', "table 1 of .*: unknown key 'sauce'"),
        ("[[scrapes]]\nsource = 1", "'source' must be a text"),
        ('[[scrapes]]\nsource = " "', "'source' must be a text"),
        ('[[scrapes]]\ntimezone = "Mars/Olympus"', "no time zone is called 'Mars/Olympus'"),
        ('[[scrapes]]\ntimezone = "../../etc/passwd"', "no time zone is called"),
    ],
)
def test_what_can_not_be_used_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        Settings(tmp_path).scrape(tmp_path / "x.txt")
    assert str(caught.value).startswith(str(file))


def test_fingerprint_tells_what_was_said(tmp_path: Path) -> None:
    plain = Settings(tmp_path).scrape(tmp_path / "x.txt").fingerprint
    assert Settings(tmp_path, "S").scrape(tmp_path / "x.txt").fingerprint != plain
