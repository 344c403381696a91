"""The commands as they are typed, in processes of their own where that matters."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dateline import COMMANDS, main  # noqa: TID251
from index import store
from index.lock import writing
from index.schema import SCHEMA_VERSION
from search.cli.search import TABLES
from search.terminal import style

REPOSITORY = Path(__file__).parents[1]
SEEDS = REPOSITORY / "seeds"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command and gives its exit status, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main(arguments)
        except SystemExit as error:
            status = int(error.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, out.decode(), err.decode()

    return run


SCRIPT = "import sys, dateline; sys.exit(dateline.main())"
"""What the installed command does."""


class TestIndex:
    def test_seeds_and_nothing_the_second_time(self, run: Run, working_folder: Path) -> None:
        status, out, err = run("index", str(SEEDS))
        assert (status, err) == (0, "")
        assert out.startswith("5 scrapes: 5 indexed, 0 unchanged, 0 removed, 0 rejected in ")
        assert "5 articles and 137 comments written; the index holds 5 and 137: " in out
        assert str(working_folder / ".dateline") in out
        status, out, err = run("index")
        assert (status, err) == (0, "")
        assert out.startswith("5 scrapes: 0 indexed, 5 unchanged,")

    def test_json(self, run: Run, working_folder: Path) -> None:
        (working_folder / "bad.txt").write_bytes(b"")
        status, out, _ = run("index", str(SEEDS), ".", "--json", "--source", "Somewhere")
        report = json.loads(out)
        assert status == 0
        assert report.pop("seconds") >= 0
        assert report == {
            "version": 1,
            "index": str(working_folder / ".dateline"),
            "scrapes": 6,
            "indexed": 5,
            "unchanged": 0,
            "moved": 0,
            "removed": 0,
            "articles": 5,
            "comments": 137,
            "total_articles": 5,
            "total_comments": 137,
            "rejected": [{"path": str(working_folder / "bad.txt"), "where": "", "reason": "holds no text"}],
            "passed": {},
            "postponed": 0,
            "missing": [],
            "rebuilt": False,
            "interrupted": False,
        }

    def test_many_rejections_for_one_reason_are_one_line(self, run: Run, working_folder: Path) -> None:
        for number in range(5):
            (working_folder / f"{number}.txt").write_bytes(b"")
        (working_folder / "a.bin").write_bytes(b"\0")
        _, out, _ = run("index", ".")
        assert out.count("\nrejected: ") == 6
        (working_folder / "5.txt").write_bytes(b"")
        _, out, _ = run("index", ".")
        first = working_folder / "0.txt"
        assert f"\nrejected: 6 files, all in --json, such as {first}: holds no text\n" in out
        assert out.count("\nrejected: ") == 2

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["index"], "type 'dateline index FOLDER'"),
            (["index", "nowhere"], "no such file or folder: "),
            (["index", ".", "--source", " "], "--source needs a name"),
            (["index", "--source", "X"], "give a PATH with it"),
            (["index", ".", "--forget", "elsewhere"], "cannot forget "),
        ],
    )
    def test_errors(self, run: Run, working_folder: Path, arguments: list[str], sentence: str) -> None:
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("dateline: ")
        assert sentence in err
        assert err.count("\n") == 1

    def test_locked(self, run: Run, working_folder: Path) -> None:
        with writing(working_folder / ".dateline"):
            status, _, err = run("index", str(SEEDS))
        assert (status, err.count("\n")) == (2, 1)
        assert "is writing" in err

    def test_files_that_come_along_are_counted(self, run: Run, working_folder: Path) -> None:
        (working_folder / "page_files").mkdir()
        for name in ("a.png", "b.jpg", "style.css", "page.txt"):
            (working_folder / "page_files" / name).write_text("Headline")
        status, out, _ = run("index", ".")
        assert status == 0
        assert "4 scrapes: 1 indexed, 0 unchanged, 0 removed, 0 rejected" in out
        assert "passed over: 2 images, 1 style sheets\n" in out

    def test_file_names_do_not_write_to_the_terminal(self, run: Run, working_folder: Path) -> None:
        (working_folder / "\x1b]0;x\x07.txt").write_bytes(b"")
        _, out, _ = run("index", ".")
        assert "rejected: " in out
        assert "\x1b" not in out


class TestParse:
    def test_what_a_scrape_turns_into(self, run: Run, working_folder: Path) -> None:
        status, out, err = run("parse", str(SEEDS / "002_adf79fe054e1ce3a.txt"))
        assert (status, err) == (0, "")
        assert "format     text, read as drupal" in out
        assert "published  undated" in out
        assert "comments   45, of these " in out
        assert list(working_folder.iterdir()) == []

    def test_json_of_many_files_is_what_an_index_would_hold(self, run: Run, working_folder: Path) -> None:
        folder = working_folder / "many"
        for number in range(40):
            (folder / f"{number % 3}").mkdir(parents=True, exist_ok=True)
            (folder / f"{number % 3}/{number:02}.txt").write_text(f"Headline {number}\n\nText.")
        (folder / "dateline.toml").write_text('[[scrapes]]\nglob = "1/*"\nsource = "One"\n')
        (folder / "bad.txt").write_bytes(b"")
        status, out, err = run("parse", "--json", "--jobs", "2", "many")
        assert status == 0
        assert err == f"dateline: rejected: {folder}/bad.txt: holds no text\n"
        articles = [json.loads(line) for line in out.splitlines()]
        assert [article["path"] for article in articles] == sorted(article["path"] for article in articles)
        assert {article["source"] for article in articles if "/1/" in article["path"]} == {"One"}
        run("index", "many")
        for article in articles:
            _, shown, _ = run("show", article["id"], "--json")
            assert json.loads(shown) == {"version": 1, "found": article["id"], **article, "copies": []}

    def test_nothing_to_parse(self, run: Run, working_folder: Path) -> None:
        (working_folder / "bad.txt").write_bytes(b"")
        assert run("parse", ".")[0] == 1
        status, out, err = run("parse", "gone")
        assert (status, out) == (2, "")
        assert err == f"dateline: no such file or folder: {working_folder}/gone\n"

    def test_a_hostile_text_is_inert(self, run: Run, working_folder: Path) -> None:
        (working_folder / "a.txt").write_text("Head\u202eline \x1b[2J\n\n\x1b]0;x\x07text")
        status, out, _ = run("parse", "a.txt")
        assert status == 0
        assert "\x1b" not in out
        assert "\u202e" not in out


class TestDoctor:
    def test_a_damaged_index_is_mended(self, run: Run, working_folder: Path) -> None:
        run("index", str(SEEDS))
        index = working_folder / ".dateline"
        assert run("doctor") == (0, f"nothing is wrong with {index}\n", "")
        file = next(index.glob("g1/*.store"))
        data = file.read_bytes()
        file.unlink()  # a thread of the engine may still have it mapped into memory
        file.write_bytes(data[:100])
        status, out, err = run("doctor")
        assert (status, err) == (1, "")
        assert out.startswith(f"{file} is cut short\n    type 'dateline doctor --repair'")
        status, out, _ = run("doctor", "--json")
        assert json.loads(out)["findings"][0]["problem"] == f"{file} is cut short"
        status, out, err = run("doctor", "--repair")
        assert (status, err) == (0, "")
        assert out == f"mended: 5 articles and 137 comments\nnothing is wrong with {index}\n"

    def test_no_index(self, run: Run, working_folder: Path) -> None:
        status, out, err = run("doctor")
        assert (status, out, err.count("\n")) == (2, "", 1)


class TestSearch:
    @pytest.fixture(autouse=True)
    def _index(self, seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_INDEX", str(seed_index))

    def test_words_need_no_quotes_of_the_shell(self, run: Run) -> None:
        status, out, err = run("search", "aleppo", "ceasefire")
        assert (status, err) == (0, "")
        assert out == run("search", "aleppo ceasefire")[1]
        assert out.startswith("[Aleppo] Battle ends with “[ceasefire]” and withdrawal of rebel forces\n")

    def test_status_and_silence_without_hits(self, run: Run) -> None:
        assert run("search", "zzzz") == (1, "", "")
        assert run("search", "zzzz", "--count") == (1, "0\n", "")
        assert run("search", "*", "--count") == (0, "142\n", "")

    def test_narrowing(self, run: Run) -> None:
        assert run("search", "--author", "Blankone", "--count")[1] == "5\n"
        assert run("search", "--author", "Blankone", "--author", "freddie", "--count")[1] == "7\n"
        assert run("search", "*", "--kind", "article", "--source", "zerohedge", "--count")[1] == "2\n"
        assert run("search", "--since", "2016-12", "--until", "2016-12-13", "--count")[1] == "3\n"

    def test_sort_and_pages(self, run: Run) -> None:
        def ids(*arguments: str) -> list[str]:
            status, out, _ = run("search", "syria", "--format", "jsonl", "--no-collapse", *arguments)
            assert status == 0
            return [json.loads(line)["id"] for line in out.splitlines()]

        for sort in (["--sort", "-date"], ["--sort=date"], []):
            everything = ids("--limit", "0", *sort)
            assert len(everything) == len(set(everything)) == 15
            assert ids("--limit", "100", *sort) == everything
            assert ids("--limit", "5", "--offset", "10", *sort) == everything[10:15]
        assert ids("--limit", "0", "--sort", "-date") != ids("--limit", "0", "--sort", "date")

    def test_json_is_an_object(self, run: Run) -> None:
        _, out, _ = run("search", '"safe passage"', "--format", "json")
        page = json.loads(out)
        assert set(page) >= {"query", "reading", "total", "offset", "elapsed_ms", "hits"}
        assert page["total"] == 4
        keys = {
            "id",
            "kind",
            "title",
            "source",
            "date",
            "author",
            "url",
            "score",
            "thread",
            "path",
            "snippet",
        }
        for hit in page["hits"]:
            assert set(hit) >= keys
            text = hit["snippet"]["text"]
            assert {text[start:end].lower() for start, end in hit["snippet"]["spans"]} == {"safe passage"}

    def test_json_without_hits_is_still_an_object(self, run: Run) -> None:
        status, out, _ = run("search", "zzzz", "--format", "json")
        assert (status, json.loads(out)["hits"]) == (1, [])

    def test_notes_are_on_stderr(self, run: Run) -> None:
        status, out, err = run("search", "aleppo AND", "--count")
        assert (status, out) == (0, "18\n")
        assert err == "dateline: note: AND with nothing to join is left out\n"

    def test_paths(self, run: Run) -> None:
        _, out, _ = run("search", "ceasefire", "--format", "paths")
        assert [Path(line).name[:3] for line in out.splitlines()] == ["004", "001", "000"]

    def test_color_when_asked_for(self, run: Run) -> None:
        assert "\x1b[" in run("search", "ceasefire", "--color", "always")[1]
        assert "\x1b[" not in run("search", "ceasefire", "--color", "never")[1]

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["search"], "search for what?"),
            (["search", "x", "--since", "foo"], "'foo' is not a day"),
            (["search", "x", "--limit", "-1"], "--limit is 0 or more"),
            (["search", "x", "--offset", "-1"], "an offset is 0 or more"),
            (["search", "x", "--limit", "many"], "invalid int value"),
            (["search", "x", "--sort", "size"], "invalid choice"),
            (["search", "x", "--index", "/nowhere"], "no index at /nowhere"),
            (["show", "zzzz"], "no record has the id 'zzzz'"),
            (["frob"], "invalid choice"),
        ],
    )
    def test_errors(self, run: Run, arguments: list[str], sentence: str) -> None:
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert sentence in err

    def test_a_query_with_a_dash(self, run: Run) -> None:
        assert run("search", "--count", "--", "-ceasefire")[1] == "133\n"

    def test_an_empty_index(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        run("index", str(tmp_path / "empty"), "--index", str(tmp_path / "index"))
        status, out, err = run("search", "x", "--index", str(tmp_path / "index"))
        assert (status, out) == (1, "")
        assert "is empty: type 'dateline index FOLDER'" in err

    def test_another_schema(self, run: Run, tmp_path: Path) -> None:
        run("index", str(SEEDS), "--index", str(tmp_path))
        stamp = tmp_path / store.STAMP
        stamp.write_text(stamp.read_text().replace(f'"schema": {SCHEMA_VERSION}', '"schema": 99'))
        for arguments in (["search", "x"], ["stats"], ["show", "x"]):
            status, out, err = run(*arguments, "--index", str(tmp_path))
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert "type 'dateline index' to make it again" in err


class TestScripts:
    """What programs ask of `dateline search`."""

    @pytest.fixture(autouse=True)
    def _index(self, seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATELINE_INDEX", str(seed_index))

    @pytest.fixture
    def names(self, tmp_path: Path) -> str:
        file = tmp_path / "names.txt"
        file.write_text("Putin\nObama\nNobody Here\n\nWhite Helmets\tSyria Civil Defence\n")
        return str(file)

    VALIDATOR = Draft202012Validator(json.loads((REPOSITORY / "docs/output.schema.json").read_text()))

    @pytest.mark.parametrize(
        "arguments",
        [
            ["ceasefire"],
            ["zzzz"],
            ["*", "--limit", "0", "--fields", "id,body,passages,quotes"],
            ["ceasefire", "--kwic"],
            ["ceasefire", "--kwic", "--fields", "id,left,match,right,body_spans"],
            ["--batch", "NAMES", "--names"],
            ["syria", "--batch", "NAMES", "--names", "--table", "hits"],
            ["--batch", "NAMES", "--kwic"],
            ["--batch", "NAMES", "--count"],
            ["putin", "--count"],
            *(["putin", "--table", table] for table in TABLES),
        ],
        ids=" ".join,
    )
    def test_json_is_as_its_schema_says(self, run: Run, names: str, arguments: list[str]) -> None:
        arguments = [names if argument == "NAMES" else argument for argument in arguments]
        status, out, _ = run("search", *arguments, "--format", "json")
        page = json.loads(out)
        self.VALIDATOR.validate(page)
        (rows,) = (page[name] for name in ("hits", "lines", "rows") if name in page)
        status_of_lines, out, _ = run("search", *arguments, "--format", "jsonl")
        assert status == status_of_lines == (1 if "zzzz" in arguments else 0)
        assert [json.loads(line) for line in out.splitlines()] == [{"version": 1, **row} for row in rows]

    def test_all_hits_are_the_pages_together(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("search.searcher.BATCH", 7)
        monkeypatch.setattr("search.snapshot.BATCH", 7)
        for sort in ("score", "date", "-date"):
            asked = (
                "search",
                "*",
                "--no-collapse",
                "--format",
                "tsv",
                "--fields",
                "id,score,snippet",
                f"--sort={sort}",
            )
            _, everything, _ = run(*asked, "--limit", "0")
            header, *lines = everything.splitlines()
            assert len(set(lines)) == 142
            pages = []
            for offset in range(0, 150, 30):
                page = run(*asked, "--limit", "30", "--offset", str(offset))[1].splitlines()
                assert page[0] == header
                pages += page[1:]
            assert pages == lines

    def test_concordance(self, run: Run) -> None:
        status, out, err = run("search", "ceasefire", "--kwic")
        assert (status, err) == (0, "")
        lines = out.splitlines()
        assert len(lines) == 19
        assert {line.index("[", 38) for line in lines} == {40}
        assert any(line.endswith(" zzaovytn7gkss") for line in lines)
        _, out, _ = run("search", "ceasefire", "--kwic", "--kwic-sort", "1R", "--format", "jsonl")
        after = [re.findall(r"[^\W_]+", json.loads(line)["right"])[:1] for line in out.splitlines()]
        assert after == sorted(after, key=lambda words: [word.lower() for word in words])
        _, out, _ = run("search", "ceasefire", "--kwic", "--limit", "1", "--width", "5")
        assert out.splitlines()[1].startswith("  no [ceasefire]? No")

    def test_batch(self, run: Run, names: str) -> None:
        status, out, err = run("search", "--batch", names, "--names", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert (status, err) == (0, "")
        assert [(row["query_id"], row["query"], row["hits"]) for row in rows] == [
            ("1", "Putin", "14"),
            ("2", "Obama", "14"),
            ("3", "Nobody Here", "0"),
            ("5", "White Helmets", "1"),
        ]
        assert rows[3]["sentence"].startswith("Vanessa Beeley, reporting from Aleppo, says no one")
        assert run("search", "--batch", names, "--names", "--count", "--format", "tsv")[1].splitlines() == [
            "query_id\tquery\thits",
            *(f"{row['query_id']}\t{row['query']}\t{row['hits']}" for row in rows),
        ]
        _, out, _ = run("search", "--batch", names, "--names", "--table", "source", "--format", "csv")
        by_source = list(csv.DictReader(io.StringIO(out)))
        assert [(row["query"], row["source"], row["hits"]) for row in by_source[:2]] == [
            ("Putin", "ZeroHedge", "12"),
            ("Putin", "", "2"),
        ]
        _, out, _ = run("search", "--batch", names, "--names", "--format", "trec", "--limit", "3")
        assert [line.split()[0] for line in out.splitlines()] == ["1"] * 3 + ["2"] * 3 + ["5"]

    def test_a_batch_without_hits_and_its_notes(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "queries").write_text("zzzz\nq\t(yyyy\n")
        status, _, err = run("search", "--batch", str(tmp_path / "queries"), "--count")
        assert status == 1
        assert err.startswith("dateline: note on q: ")
        assert run("search", "--batch", str(tmp_path / "queries"), "--table", "hits")[0] == 1

    def test_a_file_of_queries_on_stdin(self, seed_index: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, "search", "--batch", "-", "--count", "--format", "csv"],
            input="aleppo\nq2\tceasefire\n",
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "query_id,query,hits\n1,aleppo,18\nq2,ceasefire,9\n"

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["x", "--fields", "id,size"], "there is no field 'size'"),
            (["x", "--fields", "id", "--format", "ris"], "--fields is not for ris"),
            (["x", "--kwic", "--format", "trec"], "--kwic is not for trec"),
            (["x", "--kwic", "--count"], "which of them?"),
            (["x", "--kwic", "--kwic-sort", "size"], "no order of lines"),
            (["x", "--kwic", "--width", "-1"], "--width is 0 or more"),
            (["x", "--kwic", "--fields", "first_id"], "there is no field 'first_id'"),
            (["x", "--count", "--table", "term"], "which of them?"),
            (["x", "--table", "month", "--format", "paths"], "--table is not for paths"),
            (["x", "--names"], "which file?"),
            (["--batch", "/nowhere"], "cannot be read: No such file"),
            (["--batch", os.devnull], "holds no query"),
        ],
    )
    def test_errors(self, run: Run, arguments: list[str], sentence: str) -> None:
        status, out, err = run("search", *arguments)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert sentence in err

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--format", "jsonl"],
            ["--format", "csv"],
            ["--format", "json"],
            ["--format", "ris"],
            ["--kwic"],
            ["--table", "author", "--format", "tsv"],
        ],
        ids=" ".join,
    )
    def test_pipes_that_close_early(self, seed_index: Path, arguments: list[str]) -> None:
        asked = shlex.join(["search", "a OR the OR x OR s", "--limit", "0", *arguments])
        command = f"{sys.executable} -c '{SCRIPT}' {asked} | head -c 20"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
        assert (done.returncode, done.stderr, len(done.stdout)) == (0, b"", 20)

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")
    def test_a_full_disk(self, seed_index: Path) -> None:
        for arguments in (["--limit", "0", "--format", "csv"], ["--count"], []):
            with open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [sys.executable, "-c", SCRIPT, "search", "*", *arguments],
                    stdout=full,
                    stderr=subprocess.PIPE,
                    env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
                    check=False,
                )
            assert done.returncode == 2
            assert done.stderr == b"dateline: the output cannot be written: No space left on device\n"

    def test_no_stdout(self, seed_index: Path) -> None:
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -c '{SCRIPT}' search syria >&-"],
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")

    def test_no_color(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        assert style().color
        for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
            with monkeypatch.context() as patch:
                patch.setenv(name, value)
                assert not style().color
                assert style("always").color


class TestTimeline:
    @pytest.fixture(autouse=True)
    def _in_seed_index(self, monkeypatch: pytest.MonkeyPatch, seed_index: Path) -> None:
        monkeypatch.setenv("DATELINE_INDEX", str(seed_index))
        monkeypatch.delenv("COLUMNS", raising=False)

    def test_a_chart(self, run: Run) -> None:
        status, out, err = run("timeline", "syria", "safe passage", "--by", "day")
        assert (status, err) == (0, "")
        first, second = out.split("\n\n")[:2]
        assert first.startswith("syria: ")
        assert second.startswith("safe passage: ")
        assert "\n\nby day, UTC\n" in out

    def test_columns_and_objects(self, run: Run) -> None:
        narrow = ["--since", "2016-12", "--author", "Blankone", "--author", "Justin Case"]
        rows = run("timeline", "--format", "csv", "--by", "month")[1].splitlines()
        assert rows == [
            "query,bin,first,last,articles,comments",
            "*,2016-11,2016-11-01,2016-11-30,0,5",
            "*,2016-12,2016-12-01,2016-12-31,0,2",
            "*,undated,,,5,130",
        ]
        _, out, _ = run("timeline", "--format", "json", *narrow)
        assert json.loads(out)["timelines"][0]["reading"].endswith("date:2016-12-01..")
        _, out, _ = run(
            "timeline", "--format", "csv", "--share", "--kind", "comment", "--by", "year", "aleppo"
        )
        assert out.splitlines()[1] == "aleppo,2016,2016-01-01,2016-12-31,1,7,0.142857"

    def test_colour_and_width(self, run: Run) -> None:
        assert "\x1b[36m" not in run("timeline", "syria", "--color", "never")[1]
        assert "\x1b[33m" in run("timeline", "--color", "always")[1]

    def test_nothing_found(self, run: Run) -> None:
        for form in ("text", "csv", "json"):
            status, out, err = run("timeline", "zzzz", "--format", form)
            assert (status, err) == (1, "")
            assert "zzzz" in out

    def test_notes(self, run: Run) -> None:
        _, _, err = run("timeline", "date:foo", "syria")
        assert err.startswith("dateline: note: ")

    def test_errors(self, run: Run) -> None:
        for arguments, sentence in (
            (["--since", "foo"], "'foo' is not a day"),
            (["--by", "hour"], "invalid choice"),
            (["--format", "tsv"], "invalid choice"),
        ):
            status, out, err = run("timeline", "x", *arguments)
            assert (status, out) == (2, "")
            assert sentence in err


class TestShow:
    def test_copies_are_named(self, run: Run, seed_index: Path) -> None:
        where = ["--index", str(seed_index)]
        _, out, _ = run("show", "e7527ldct3yuq", *where)
        assert "\n1 copy: 5zfwhghniipkw (source unknown, undated)\n\n" in out
        _, out, _ = run("show", "e7527ldct3yuq", "--json", *where)
        assert json.loads(out)["copies"] == ["5zfwhghniipkw"]
        _, out, _ = run("show", json.loads(out)["comments"][0]["id"], *where)
        assert "\n1 copy: 5zfwhghniipkw" in out

    def test_whole_record_with_its_thread(self, run: Run, seed_index: Path) -> None:
        where = ["--index", str(seed_index)]
        _, out, _ = run("search", "regrouped reattacked", "--format", "jsonl", *where)
        hit = json.loads(out)
        status, out, err = run("show", hit["id"], *where)
        assert (status, err) == (0, "")
        assert out.startswith(hit["title"] + "\n")
        assert out.count("\n  > ") == 1
        assert f"> Blankone {hit['id']}\n    Putin is keeping them alive" in out
        status, out, _ = run("show", hit["id"], "--json", *where)
        record = json.loads(out)
        assert (record["found"], record["id"], len(record["comments"])) == (hit["id"], hit["thread"], 45)
        assert (record["published"], record["published_origin"]) == (None, "none")
        assert run("show", hit["id"][:5], *where)[1].startswith(hit["title"])

    def test_answers_are_indented(self, run: Run, seed_index: Path) -> None:
        _, out, _ = run("search", "--author", "letsit", "--format", "jsonl", "--index", str(seed_index))
        _, out, _ = run("show", json.loads(out)["id"], "--index", str(seed_index))
        assert (
            "\n        beauticelli (not registered), to PrayingMantis · 2016-11-29 01:53 UTC assumed" in out
        )
        assert "\n          > letsit (not registered), to beauticelli" in out


def test_stats(run: Run, seed_index: Path) -> None:
    status, out, _ = run("stats", "--index", str(seed_index))
    assert status == 0
    for piece in (
        "142 records",
        "137 comment",
        "94 ZeroHedge",
        "48 (source unknown)",
        "2 2016-12",
        str(SEEDS),
    ):
        assert piece in out
    shape = json.loads(run("stats", "--json", "--index", str(seed_index))[1])
    assert shape["records"] == 142
    assert shape["kinds"] == [{"value": "comment", "count": 137}, {"value": "article", "count": 5}]
    assert shape["roots"] == [{"path": str(SEEDS), "source": None}]
    assert shape["bytes"] > 10_000


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    status, out, _ = run("completion", shell)
    assert status == 0
    assert "dateline" in out


def test_completion_completes() -> None:
    environment = os.environ | {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": os.devnull,
        "COMP_LINE": "dateline search --so",
        "COMP_POINT": "20",
        "PYTHONPATH": str(REPOSITORY),
    }
    read, write = os.pipe()
    code = f"import os, sys; os.dup2({write}, 8); import dateline; dateline.main(['search', '--so'])"
    environment.pop("_ARGCOMPLETE_STDOUT_FILENAME")
    subprocess.run([sys.executable, "-c", code], env=environment, pass_fds=[write], check=False)
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        assert {"--sort", "--source"} <= {word.strip() for word in pipe.read().split("\n")}


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help(run: Run, command: str | None) -> None:
    status, out, _ = run(*([command] if command else []), "--help")
    assert status == 0
    assert out.startswith(f"usage: dateline {command or '[-h]'}")


def test_version(run: Run) -> None:
    from index import __version__

    assert run("--version")[:2] == (0, f"dateline {__version__}\n")


def test_the_app_needs_a_terminal(run: Run, seed_index: Path) -> None:
    for arguments in (["tui", "--index", str(seed_index)], []):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert "needs a terminal" in err


def test_a_pipe_that_closes_early(seed_index: Path) -> None:
    command = f"{sys.executable} -c '{SCRIPT}' search '*' --limit 0 --index {seed_index} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_arguments_that_are_not_utf8(seed_index: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "search", os.fsdecode(b"caf\xe9"), "--index", str(seed_index)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
