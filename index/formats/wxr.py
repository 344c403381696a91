"""Exports of WordPress (WXR), with the comments under each post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from index import dates, urls
from index.dialects.dialect import shortened
from index.extract.fragment import broken, line_of, read_fragment
from index.formats.feeds.entry import language_of
from index.formats.format import ScrapeFormat
from index.formats.xml import markup
from index.formats.xml.markup import Element
from index.model import Article, Dated, Origin, Rejection, Sourced
from index.posts import Post, comments
from index.settings import Scrape

ENVELOPES: Final = frozenset({"rss", "channel"})
RECORDS: Final = frozenset({"item"})

OPENING: Final = re.compile(rb"wordpress\.org/export/|<wp:wxr_version", re.IGNORECASE)

MACHINERY: Final = frozenset(
    "revision nav_menu_item custom_css customize_changeset oembed_cache user_request acf acf-field "
    "acf-field-group elementor_library feedback jetpack_migration safecss shop_order shop_coupon "
    "wpcf7_contact_form amp_validated_url".split()
)
"""Types of items that are no reading matter; so are all whose name begins with "wp_"."""
UNSEEN: Final = frozenset({"draft", "auto-draft", "pending", "future", "trash"})
"""States of items that have not appeared, or no longer."""
NOTICES: Final = frozenset({"pingback", "trackback", "order_note", "action_log", "webhook_delivery"})
"""Types of comments that nobody wrote."""
APPROVED: Final = frozenset({"", "1", "approve", "approved"})

BLOCKS: Final = "<!-- wp:"
"""What the text of an editor holds that writes its own paragraphs."""
NEVER: Final = "0000-00-00"

SHORTCODE: Final = re.compile(
    r"(?P<bracket>\[\[)|\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{1,40})(?P<rest>[^\[\]]{0,2000})\]"
)
KNOWN: Final = frozenset(
    "caption wp_caption gallery embed audio video playlist youtube vimeo soundcloud twitter instagram code "
    "sourcecode more contact-form contact-field polldaddy quote blockquote".split()
)
"""Shortcodes that are told without any more: what else stands in brackets was written for readers."""


def _sniff(_name: str, head: bytes) -> bool:
    if OPENING.search(head.replace(b"\0", b"")) is None:
        return False
    root = markup.root(head)
    return root is not None and root.name in ENVELOPES


def _read(scrape: Scrape, stream: BinaryIO) -> Iterator[Article | Rejection]:
    source, language, names = scrape.source, None, dict[str, str]()
    number = found = 0
    for record in markup.records(stream, ENVELOPES, RECORDS, scrape.charset):
        if record.name == "title" and source.name is None and record.text:
            source = Sourced(line_of(record.text), Origin.PAGE)
        elif record.name == "language":
            language = language_of(record.text)
        elif record.name == "wp:author":
            names[record.said("wp:author_login")] = record.said("wp:author_display_name")
        elif record.name == "item":
            number += 1
            place = scrape.within(f"item {number}")
            if not record.whole:
                yield Rejection(scrape.path, place.place, "cut short, or longer than a post can be")
            article = _article(record, place, source, language, names)
            if article is not None:
                found += 1
                yield article
    if not found:
        yield Rejection(scrape.path, scrape.place, "holds no post")


def _article(
    item: Element, scrape: Scrape, source: Sourced, language: str | None, names: dict[str, str]
) -> Article | None:
    """The article of an item; None where it has nothing to read."""
    kind, state = item.said("wp:post_type"), item.said("wp:status")
    under = comments([post for record in item.children("wp:comment") if (post := _post(record, scrape))])
    title = line_of(item.said("title"))
    if state in UNSEEN or kind in MACHINERY or kind.startswith("wp_") or (kind == "attachment" and not under):
        if scrape.trace is not None:
            scrape.trace.leaves_out(f"wxr {kind or 'item'} {state}".strip(), title)
        return None
    body = _text(item.said("content:encoded") or item.said("description", "excerpt:encoded"))
    if not body and not under:
        return None
    title = title or shortened(body) or item.said("wp:post_name", "link") or shortened(under[0].body)
    if not title:
        return None
    creator = item.said("dc:creator")
    published = _date(item, "wp:post_date_gmt", "wp:post_date", scrape)
    scrape.gave("title", "title")
    scrape.gave("authors", "wp:author_display_name" if names.get(creator) else "dc:creator")
    scrape.gave("body", "content:encoded")
    if published is not None:
        scrape.gave("published", "wp:post_date")
    return Article(
        id="",
        url=urls.canonical(item.said("link")),
        source=source,
        title=title,
        authors=tuple(filter(None, [names.get(creator) or creator])),
        published=published or dates.read(item.said("pubdate"), Origin.PAGE, scrape.timezone),
        body=body,
        comments=under,
        scrape=scrape.ref("wxr", "wordpress"),
        language=language,
    )


def _post(comment: Element, scrape: Scrape) -> Post | None:
    """A comment; None where it is none, or was never let through."""
    approved, kind = comment.said("wp:comment_approved"), comment.said("wp:comment_type")
    if approved not in APPROVED or kind in NOTICES:
        if scrape.trace is not None:
            reason = kind if kind in NOTICES else {"0": "pending"}.get(approved, approved)
            scrape.trace.leaves_out(f"wxr {reason}", comment.said("wp:comment_content"))
        return None
    body, quotes = read_fragment(broken(comment.said("wp:comment_content")))
    parent, user = comment.said("wp:comment_parent"), comment.said("wp:comment_user_id")
    return Post(
        id=comment.said("wp:comment_id"),
        parent=parent if parent not in ("", "0") else None,
        author=line_of(comment.said("wp:comment_author")) or None,
        posted=_date(comment, "wp:comment_date_gmt", "wp:comment_date", scrape),
        body=body,
        quotes=quotes,
        registered=user != "0" if user else None,
    )


def _date(record: Element, universal: str, local: str, scrape: Scrape) -> Dated | None:
    text = record.said(universal)
    if text and not text.startswith(NEVER):
        return dates.read(f"{text}+00:00", Origin.PAGE, None)
    text = record.said(local)
    return dates.read(text, Origin.PAGE, scrape.timezone) if text and not text.startswith(NEVER) else None


def _text(content: str) -> str:
    """What a post says, without shortcodes, in its paragraphs."""
    closed = {match["name"].lower() for match in SHORTCODE.finditer(content) if match["end"]}

    def resolved(match: re.Match[str]) -> str:
        if match["bracket"]:
            return match[0]
        rest = match["rest"].strip()
        name = match["name"].lower()
        return "" if match["end"] or name in closed | KNOWN or "=" in rest else match[0]

    content = SHORTCODE.sub(resolved, content) if "[" in content else content
    return read_fragment(content if BLOCKS in content else broken(content))[0]


WXR = ScrapeFormat(name="wxr", about="an export of WordPress", sniff=_sniff, read=_read)
