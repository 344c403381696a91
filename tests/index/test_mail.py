"""Mail and news: one message, many in a file, and what programs have done to them."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest

from index import formats
from index.formats.letters.quoting import read_plain
from index.identity import identify
from index.model import Article, Comment, Origin, Rejection
from index.settings import Scrape


def read(folder: Path, data: str | bytes, name: str) -> list[Article | Rejection]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(formats.read(Scrape(str(file))))


def message(folder: Path, data: str | bytes, name: str = "a.eml") -> Article:
    (article,) = read(folder, data, name)
    assert isinstance(article, Article), article
    assert article.scrape.format == "mail"
    return article


def threads(folder: Path, data: str | bytes, name: str = "list.mbox") -> list[Article]:
    found = []
    for record in read(folder, data, name):
        assert isinstance(record, Article), record
        assert record.scrape.format == "mbox"
        found.append(identify(record))
    return found


def quoted(comment: Comment) -> list[str]:
    return [comment.body[start:stop] for start, stop in comment.quotes]


HEADERS = "From: Ann Lee <ann@example.org>\nDate: Tue, 13 Dec 2016 16:01:00 -0500\nSubject: Bridge\n"


def test_a_message(tmp_path: Path) -> None:
    article = message(
        tmp_path,
        "Received: from a by b;\n\tTue, 13 Dec 2016 16:01:00 +0100\n"
        "From: =?utf-8?Q?Ann_L=C3?= =?utf-8?Q?=A9e?= <ann@example.org>\n"
        'List-Id: "Dev: the list" <dev.example.org>\nContent-Language: de-DE\n'
        "Archived-At: <https://lists.example.org/m/1>\n"
        "Subject: =?iso-8859-1?b?QnL8Y2tl?=\n is closed\nDate: Tue, 13 Dec 2016 16:01:00 -0500 (EST)\n"
        "Content-Type: text/plain; charset=utf-8\n\nOne.\r\n\r\n\r\n\r\nTwo ä.\n-- \nAnn\n",
        "1481662860.M1P2.host:2,S",
    )
    assert (article.title, article.authors, article.language) == ("Brücke is closed", ("Ann Lée",), "de")
    assert (article.source.name, article.source.origin) == ("Dev: the list", Origin.PAGE)
    assert (article.url, article.body) == ("https://lists.example.org/m/1", "One.\n\nTwo ä.\n-- \nAnn")
    assert article.published is not None
    assert article.published.when.isoformat() == "2016-12-13T21:01:00+00:00"


def test_a_message_of_news(tmp_path: Path) -> None:
    article = message(
        tmp_path,
        b"Path: a!b!c\nFrom: ann@example.org (Ann Lee)\nNewsgroups: comp.lang.c,alt.x\nSubject: Gr\xfc\xdfe\n"
        b"Date: 13 Dec 86 16:01:00 GMT\nMessage-ID: <1@a>\nLines: 3\n\n"
        b"begin 644 a.gif\n#0V%T\n`\nend\nText \xe9.\n",
        "12345",
    )
    assert (article.title, article.authors, article.body) == ("Grüße", ("Ann Lee",), "Text é.")
    assert article.source.name == "comp.lang.c"


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("ann@example.org", "ann@example.org"),
        ("Lee, Ann <ann@example.org>", "Lee, Ann"),
        ('"Lee, Ann" <ann@example.org>', "Lee, Ann"),
        ("=?utf-8?q?Lee=2C_Ann?= <ann@example.org>", "Lee, Ann"),
        ("ann at example.org (Ann Lee)", "Ann Lee"),
        ("=?no-such?q?Ann?= <a@b>", "Ann"),
        ("=?utf-8?b?QW5u?= =?utf-8?x?broken?= <a@b>", "Ann =?utf-8?x?broken?="),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= <a@b>", "日本"),
        ("<", "<"),
    ],
)
def test_authors(tmp_path: Path, stated: str, name: str) -> None:
    assert message(tmp_path, f"From: {stated}\nSubject: S\nDate: x\n\nText.\n").authors == (name,)


def part(kind: str, text: str, more: str = "") -> str:
    return f"--b\nContent-Type: {kind}\n{more}\n{text}\n"


ENCODED = base64.b64encode("<p>Hé</p><p>there</p>".encode()).decode()
ATTACHED = "Content-Disposition: attachment; filename=a.txt\n"
ALTERNATIVE = (
    "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\nPlain.\n"
    "--c\nContent-Type: text/html\n\n<p>Html.</p>\n--c--\n"
)


@pytest.mark.parametrize(
    ("kind", "parts", "text"),
    [
        ("alternative", part("text/plain", "Plain.") + part("text/html", "<p>Html.</p>"), "Plain."),
        ("alternative", part("text/plain", " ") + part("text/html", "<p>Html.</p>"), "Html."),
        ("alternative", part("text/html; charset=utf-8", ENCODED, "Content-Transfer-Encoding: base64\n"),
         "Hé\n\nthere"),
        ("mixed", ALTERNATIVE + part("text/plain", "Footer."), "Plain.\n\nFooter."),
        ("mixed", part("text/plain", "One.") + part("text/plain", "No.", ATTACHED) + part("image/png", "x"),
         "One."),
        ("mixed", part("message/rfc822", "From: a\nSubject: b\n\nInner."), "Inner."),
        ("related", part("text/html", "<p>A</p>") + part("text/calendar", "BEGIN:VCALENDAR"), "A"),
        ("mixed", part("text/plain; charset=us-ascii", "d=C3=A9j=C3=A0 =\nvu",
                       "Content-Transfer-Encoding: quoted-printable\n"), "déjà vu"),
    ],
)  # fmt: skip
def test_parts(tmp_path: Path, kind: str, parts: str, text: str) -> None:
    head = f'{HEADERS}MIME-Version: 1.0\nContent-Type: multipart/{kind};\n boundary="b"\n'
    data = f"{head}\nno\n{parts}--b--\nno\n"
    assert message(tmp_path, data).body == text


def test_a_multipart_that_is_none(tmp_path: Path) -> None:
    text = "Content-Type: multipart/mixed; boundary=zz\n\nText after all.\n"
    assert message(tmp_path, HEADERS + text).body == "Text after all."


FLOWED = """One line \ngoes on.\n stuffed\n> quoted \n> on\n>> deeper\n-- \nAnn \nLee\n"""


def test_flowed_text() -> None:
    text, quotes = read_plain(FLOWED, flowed=True)
    assert text == "One line goes on.\nstuffed\n> quoted on\n>> deeper\n-- \nAnn Lee"
    assert [text[start:stop] for start, stop in quotes] == ["> quoted on\n>> deeper"]
    assert read_plain("no \nspace\n", flowed=True, joined=True)[0] == "nospace"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Hi\n\nOn 13 Dec 2016, Ann\n<ann@example.org> wrote:\n\n> One\n>\n> Two\n\nMine.",
         ["On 13 Dec 2016, Ann\n<ann@example.org> wrote:\n\n> One\n>\n> Two"]),
        ("Ann Lee <a@b> writes:\n> One\n\n> Two\nMine.\n> Three",
         ["Ann Lee <a@b> writes:\n> One\n\n> Two", "> Three"]),
        ("I wrote it down.\n\n> One", ["> One"]),
        ("AL> One\nAL> Two\nMine.", ["AL> One\nAL> Two"]),
        ("Mine.\n\n-----Original Message-----\nFrom: Ann\n\nOld.",
         ["-----Original Message-----\nFrom: Ann\n\nOld."]),
        ("a > b\n-> c", []),
    ],
)  # fmt: skip
def test_quotes(text: str, quotes: list[str]) -> None:
    own, spans = read_plain(text)
    assert own == text
    assert [own[start:stop] for start, stop in spans] == quotes


def mail(own: str, subject: str, day: int, refers: str = "", body: str = "") -> str:
    return (
        f"From ann@example.org  Mon Jan  3 12:00:00 2005\nFrom: Writer of {own}\nSubject: {subject}\n"
        f"Date: {day} Jan 2005 12:00:00 +0000\n"
        + (f"Message-ID: <{own}@x1>\n" if own else "")
        + refers
        + f"\n{body or 'Text of ' + own + '.'}\n\n"
    )


MBOX = "".join(
    (
        mail("c", "Re: Bridge", 4, "References: <a@x1> <gone@x1>\n <b@x1>\n", "> Text of b.\n\nNo."),
        mail("a", "Bridge", 2, "", ">From the bridge:\n>>From afar.\nFrom where it stands, all is well.\n\n"
             "From now on\nno more 12:00 2005."),
        mail("b", "Re: Bridge", 3, "In-Reply-To: Ann's message of 2 Jan <ann@example.org> <a@x1>\n"),
        mail("n1", "[list] Road", 5),
        mail("d", "Re: Bridge", 5, "References: <a@x1> <gone@x1>\n"),
        mail("n2", "AW: [list] Road", 6),
        mail("n3", "Bridge", 9),
        mail("a", "Bridge", 2, "", ">From the bridge:\n>>From afar.\nFrom where it stands, all is well.\n\n"
             "From now on\nno more 12:00 2005."),
    )
)  # fmt: skip


def test_threads_of_a_list(tmp_path: Path) -> None:
    bridge, road, other = threads(tmp_path, MBOX)
    assert (bridge.title, bridge.authors, bridge.scrape.place) == ("Bridge", ("Writer of a",), "message 2")
    assert bridge.body == (
        "From the bridge:\n>From afar.\nFrom where it stands, all is well.\n\n"
        "From now on\nno more 12:00 2005."
    )
    assert [(each.author, each.depth) for each in bridge.comments] == [
        ("Writer of b", 0),
        ("Writer of c", 1),
        ("Writer of d", 0),
    ]
    assert quoted(bridge.comments[1]) == ["> Text of b."]
    assert (road.title, [each.author for each in road.comments]) == ("[list] Road", ["Writer of n2"])
    assert (other.authors, other.comments) == (("Writer of n3",), ())


def test_threads_that_turn_out_to_be_one(tmp_path: Path) -> None:
    text = "".join(
        (
            mail("b", "Re: x", 3, "In-Reply-To: <a1@x1>\n"),
            mail("d", "Re: x", 5, "In-Reply-To: <c1@x1>\n"),
            mail("z", "Apart", 5),
            mail("c1", "Re: x", 4, "References: <a1@x1> <b@x1>\n"),
            mail("a1", "x", 2),
        )
    )
    apart, whole = threads(tmp_path, text)
    assert apart.title == "Apart"
    assert whole.authors == ("Writer of a1",)
    assert [(each.author, each.depth) for each in whole.comments] == [
        ("Writer of b", 0),
        ("Writer of c1", 1),
        ("Writer of d", 2),
    ]


def test_messages_that_answer_one_another_in_a_circle(tmp_path: Path) -> None:
    text = mail("a1", "Re: x", 2, "In-Reply-To: <b1@x1>\n") + mail("b1", "Re: x", 3, "In-Reply-To: <a1@x1>\n")
    (thread,) = threads(tmp_path, text + mail("", "", 1, "In-Reply-To: <a1@x1>\n", "no id"))
    assert len(thread.comments) == 2


def test_archives_that_know_no_dates(tmp_path: Path) -> None:
    text = MBOX.replace("From ann@example.org  Mon Jan  3 12:00:00 2005\n", "From -6327836432983249439\r\n")
    assert len(threads(tmp_path, text, "comp.lang.c")) == 3


def test_a_message_without_a_text_costs_only_itself(tmp_path: Path) -> None:
    empty = "From a@b Mon Jan  3 12:00:00 2005\nX-Nothing: here\n\n\n"
    rejection, article = read(tmp_path, empty + mail("a", "S", 2), "m")
    assert isinstance(rejection, Rejection)
    assert (rejection.where, rejection.reason) == ("message 1", "holds no text")
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    "text",
    [
        "From the bridge at 12:00 2005\n\nA headline follows.",
        "Note: this is a text.\nThe rest of it.\n\nMore.",
        "Title: a\nAuthor: b\nDate: c\n\nText of a dump.",
        "From: the desk\nA text that only begins so.",
    ],
)
def test_what_is_no_mail(tmp_path: Path, text: str) -> None:
    (record,) = read(tmp_path, text, "a.txt")
    assert isinstance(record, Article)
    assert record.scrape.format == "text"


NESTED = "".join(f"Content-Type: multipart/mixed; boundary=b{deep}\n\n--b{deep}\n" for deep in range(20_000))


@pytest.mark.parametrize(
    "data",
    [
        HEADERS + NESTED,
        HEADERS + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n" * 100_000,
        HEADERS + "X: =?a?q?" * 100_000 + "\n\nText.",
        HEADERS + "References: " + "<a@b> " * 200_000 + "\n\nText.",
        HEADERS + "Y: y\n" * 100_000 + "\nText.",
        HEADERS + "From: " + "(" * 100_000 + "\n\nText.",
        HEADERS + "Content-Type: " + "; a=" * 50_000 + "\n\nText.",
        HEADERS + "\n" + "> " * 500_000,
        HEADERS + "\n" + "On x " * 100_000 + "\n> a",
        HEADERS + "\nbegin 644 a\n" * 50_000,
        HEADERS + "\n" + "\n".join(["On 1 Jan, A wrote:", "> a", "b"] * 20_000),
    ],
    ids=range(11),
)
def test_what_is_made_to_stall(tmp_path: Path, data: str) -> None:
    (record,) = read(tmp_path, data, "a.eml")
    assert isinstance(record, Rejection) or identify(record).title == "Bridge"


def test_no_broken_message_raises(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - to break files with
    data = (
        MBOX.encode()
        + (
            f"From a 12:00 2005\n{HEADERS}Content-Type: multipart/mixed; boundary=b\n\n{ALTERNATIVE}--b--\n"
        ).encode()
    )
    for _ in range(300):
        piece = bytearray(data[: chance.randrange(1, len(data))])
        for _ in range(chance.randrange(8)):
            at = chance.randrange(len(piece))
            piece[at : at + chance.randrange(5)] = chance.randbytes(2)
        for record in read(tmp_path, bytes(piece), "broken.mbox"):
            assert isinstance(record, Rejection) or identify(record).title
            assert not isinstance(record, Rejection) or "could not be read" not in record.reason
