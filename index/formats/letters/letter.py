"""One message of mail or news, as a post and as an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Final

from index import dates, urls
from index.dialects.dialect import shortened
from index.formats.feeds.entry import language_of
from index.formats.letters.mime import Fields, message_text, part_of, text_of
from index.model import Article, Comment, Origin, Sourced
from index.posts import Post
from index.settings import Scrape

ID: Final = re.compile(r"<\s{0,3}([^<>\s]{1,250})\s{0,3}>")
MOST: Final = 20
"""Messages that one message may refer to: the first and the nearest."""
ANSWER: Final = r"(?:re|aw|sv|vs|antw|fwd?|wg|tr|rif|odp|res|ref)(?:\[\d{1,3}\]|\^\d{1,3})?\s{0,3}:\s{0,9}"
ANSWERED: Final = re.compile(rf"\A(?:{ANSWER}|\[[^\[\]]{{1,60}}\]\s{{0,9}})++", re.IGNORECASE)
"""What stands before the subject that the messages of a thread share: "Re:", "[list]"."""
ANSWERING: Final = re.compile(rf"\A(?:\[[^\[\]]{{1,60}}\]\s{{0,9}})*+{ANSWER}", re.IGNORECASE)
"""How the subject of an answer begins."""
DATES: Final = ("date", "posted", "nntp-posting-date", "injection-date")
LISTS: Final = ("list-id", "x-mailing-list")


@dataclass(frozen=True, slots=True)
class Letter(Post):
    """A message, among others of its thread."""

    number: int = 0
    """Its place in the file."""
    references: tuple[str, ...] = ()
    """The messages it answers, the nearest last."""
    source: str | None = None
    """The group or list it was sent to."""
    language: str | None = None

    @property
    def subject(self) -> str:
        """The subject that its answers share; empty where it has none."""
        return ANSWERED.sub("", self.title).strip().lower()

    @property
    def answers(self) -> bool:
        """Whether its subject says that it is an answer."""
        return ANSWERING.match(self.title) is not None


def read_letter(data: bytes, scrape: Scrape, number: int = 0) -> Letter | None:
    """The message in some bytes; None where there is neither a subject nor a text."""
    message = part_of(data)
    fields = message.fields
    charset = message.parameters.get("charset")
    subject = " ".join(text_of(fields, "subject", charset).split())
    body, quotes = message_text(message)
    if not body and (not subject or not fields):
        return None
    ids = ID.findall(text_of(fields, "message-id"))
    references = _references(fields)
    posted = (dates.read(text_of(fields, name), Origin.PAGE, scrape.timezone) for name in DATES)
    archived = ID.search(text_of(fields, "archived-at"))
    return Letter(
        id=ids[0] if ids else "",
        parent=references[-1] if references else None,
        author=_author(fields, charset),
        posted=next(filter(None, posted), None),
        body=body,
        quotes=quotes,
        title=subject,
        url=urls.canonical(archived[1]) if archived else None,
        number=number,
        references=references,
        source=_source(fields, charset),
        language=language_of(text_of(fields, "content-language")),
    )


def article_of(letter: Letter, comments: tuple[Comment, ...], form: str, scrape: Scrape) -> Article:
    """A message as the article of its thread."""
    source = scrape.source
    if source.name is None and letter.source:
        source = Sourced(letter.source, Origin.PAGE)
    for name, rule in (("title", "Subject"), ("authors", "From"), ("published", "Date")):
        scrape.gave(name, rule)
    return Article(
        id="",
        url=letter.url,
        source=source,
        title=letter.title or shortened(letter.body),
        authors=(letter.author,) if letter.author else (),
        published=letter.posted,
        body=letter.body,
        comments=comments,
        scrape=scrape.ref(form, "message"),
        language=letter.language,
    )


def _references(fields: Fields) -> tuple[str, ...]:
    found = [each for value in fields.get("references", ()) for each in ID.findall(value.decode("latin-1"))]
    if not found:
        # Beside the id some write the address of who is answered, in the same brackets.
        stated = ID.findall(text_of(fields, "in-reply-to"))
        found = [each for each in stated if any(map(str.isdigit, each))][:1]
    found = list(dict.fromkeys(found))
    return tuple(found if len(found) <= MOST else [found[0], *found[1 - MOST :]])


def _author(fields: Fields, charset: str | None) -> str | None:
    stated = fields.get("from") or fields.get("sender")
    if not stated:
        return None
    raw = text_of({"from": [stated[0][:1000]]}, "from", charset)
    name, address = parseaddr(raw)
    if not name and "<" in raw:  # a name with a comma or a dot that is not in quotation marks
        name = raw.partition("<")[0].strip()
    elif not name and "@" not in address:
        name = raw.strip()
    return " ".join((name.strip("\"' ") or address or raw.strip()).split()) or None


def _source(fields: Fields, charset: str | None) -> str | None:
    groups = text_of(fields, "newsgroups").replace(" ", ",").split(",")
    if groups[0]:
        return groups[0]
    for name in LISTS:
        stated = text_of(fields, name, charset)
        phrase = stated.partition("<")[0].strip("\"' ")
        if phrase or ((match := ID.search(stated)) and (phrase := match[1])):
            return " ".join(phrase.split())
    return None
