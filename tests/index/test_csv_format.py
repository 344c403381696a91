"""Tables of text: how they are told, their dialects, and rows that are not as they should be."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pytest

from index import formats
from index.formats import csv as csv_format
from index.model import Article, Rejection
from index.settings import Scrape

HEADER: Final = ["url", "headline", "body", "author", "published_at"]
ROWS: Final = [
    [
        "https://example.org/1",
        'The "first"',
        "One, two; three\nand\tfour | five.",
        "Jane Roe",
        "2016-12-13 16:01:00",
    ],
    ["https://example.org/2", "Zweite Ä", "Ein Text, und noch einer.", "Müller; Meier", "2016-12-14"],
    ["https://example.org/3", "Third", "", "nan", ""],
]


def table(delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([HEADER, *ROWS])
    return stream.getvalue()


def read(folder: Path, data: bytes | str, name: str = "a.csv") -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(formats.read(Scrape(str(file))))


def told(found: list[Article | Rejection]) -> list[tuple[str, str]]:
    return [
        (each.title, each.scrape.place) if isinstance(each, Article) else (each.reason, each.where)
        for each in found
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_dialects(tmp_path: Path, delimiter: str, quoting: int, encoding: str, end: str) -> None:
    first, second, third = read(tmp_path, table(delimiter, quoting, end).encode(encoding))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(third, Article)
    assert first.title == 'The "first"'
    assert first.body == "One, two; three\nand\tfour | five."
    assert (second.title, second.authors) == ("Zweite Ä", ("Müller", "Meier"))
    assert [str(each.published and each.published.precision) for each in (first, second, third)] == [
        "second",
        "day",
        "None",
    ]
    assert (third.body, third.authors) == ("", ())
    assert [each.scrape.place for each in (first, second, third)] == ["line 2", "line 4", "line 5"]
    assert (first.scrape.format, first.scrape.dialect) == ("csv", "record")


@pytest.mark.parametrize("name", ["a.tsv", "a.tab", "a.csv", "a.txt", "a"])
def test_tabs_without_quoting(tmp_path: Path, name: str) -> None:
    text = 'id\ttitle\ttext\n1\t"Quoted" start\tOne "two\n2\tTwo\tThree "four"\n3\t"Three\tOpen\n'
    titles = [title for title, _ in told(read(tmp_path, text, name))]
    assert titles == ['"Quoted" start', "Two", '"Three']


def test_escaped_quotes(tmp_path: Path) -> None:
    text = 'title,text\n"One","He said \\"no\\", twice"\n"Two","x"\n'
    first, _ = read(tmp_path, text)
    assert isinstance(first, Article)
    assert first.body == 'He said "no", twice'


def test_rows_that_are_too_long_or_too_short(tmp_path: Path) -> None:
    text = "title,text,author\nOne,1,Ann\nTwo,2,Ben,and more\nThree,3\nFour,4,Dan,,\n\n,,\n,,Eve\n"
    assert told(read(tmp_path, text)) == [
        ("One", "line 2"),
        ("more fields than the header names: 4 and not 3", "line 3"),
        ("Three", "line 4"),
        ("Four", "line 5"),
        ("no title and no text: say in dateline.toml which fields hold them, here are: author", "line 8"),
    ]


def test_a_quote_without_an_end_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_format, "FIELD", 1_000)
    text = 'title,text\nOne,1\nTwo,"open\n' + "x,y\n" * 500 + "Last,2\n"
    found = told(read(tmp_path, text))
    assert found[0] == ("One", "line 2")
    assert found[1] == ("broken row: field larger than field limit (1000)", "line 3")
    assert found[-1] == ("Last", "line 504")


def test_a_line_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_format, "LONGEST", 1_000)
    text = "title,text\nOne,1\n" + "x" * 5_000 + ",2\nThree,3\n"
    assert told(read(tmp_path, text)) == [
        ("One", "line 2"),
        ("longer than 0 MiB, which is no record", "line 3"),
        ("Three", "line 4"),
    ]


def test_rows_of_a_known_layout(tmp_path: Path) -> None:
    text = (
        "id,type,by,time,text,parent,title,url\n"
        "101,story,ann,1481644860,,,Bridge closed,https://example.org/\n"
        "102,comment,ben,1481644900,First.<p>Second.,101,,\n"
        "103,comment,carol,1481644950,Late.,102.0,,\n"
    )
    (article,) = read(tmp_path, text)
    assert isinstance(article, Article)
    assert article.scrape.dialect == "hackernews"
    assert [(c.author, c.body, c.depth) for c in article.comments] == [
        ("ben", "First.\n\nSecond.", 0),
        ("carol", "Late.", 1),
    ]


def test_comments_by_the_article_they_are_under(tmp_path: Path) -> None:
    text = (
        "comment_id,article_id,parent_id,author,comment_text,date\n"
        "2,a7,1.0,Ben,Two,2016-12-13\n1,a7,,Ann,One,2016-12-13\n3,b9,NaN,Cat,Three,\n"
    )
    first, second = read(tmp_path, text)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert [(c.author, c.body, c.depth) for c in first.comments] == [("Ann", "One", 0), ("Ben", "Two", 1)]
    assert (second.title, second.body, len(second.comments)) == ("thread b9", "", 1)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.txt", "title,text,author\nOne,1,Ann\n", "csv"),
        ("a", "id\ttitle\tbody\turl\n1\tOne\t1\tx\n", "csv"),
        (
            "a.txt",
            "Title, text, author: what a page needs\nIt needs a title, a text, and an author.\n",
            "text",
        ),
        ("a.txt", "Bread, milk, eggs\nA list, of things, to buy\n", "text"),
        ("a.txt", "title,text,author\n", "text"),
        ("a.csv", "<!doctype html><title>Error</title>", "html"),
        ("a.csv", "x", "csv"),
        ("a.md", "title,text,author\nOne,1,Ann\n", "markdown"),
        ("a.csv", "a\0b", None),
    ],
)
def test_what_is_a_table(name: str, text: str, form: str | None) -> None:
    found = next((each.name for each in formats.FORMATS if each.sniff(name, text.encode())), None)
    assert found == form


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"\n"\n"',
        "\n\n",
        ",,,\n,,,",
        '"a""b\n',
        "a" * 100_000,
        "," * 100_000,
        "title\n" * 3,
        "title,title\na,b\n",
    ],
)
def test_nothing_raises(tmp_path: Path, text: str) -> None:
    for reason, _ in told(read(tmp_path, text)):
        assert "could not be read" not in reason


def test_the_seeds_are_no_tables() -> None:
    for file in (Path(__file__).parents[2] / "seeds").glob("*.txt"):
        assert (
            next(form.name for form in formats.FORMATS if form.sniff(file.name, file.read_bytes()[:4096]))
            == "text"
        )
