"""Text dumps of any page with comments under an article, whose maker is not known.

Lines that may head a comment (`index.dialects.headers`) are gathered by their shape. A shape makes a thread
if its lines come again and again with text between them, below running text. A name stands in the line itself
or in the one above or below it, the same throughout; the comment is below, or above where nothing follows
the last. Where there is but one such line it must be unmistakable: what is taken for an article with comments
and is none does more harm than comments that stay in the article.

Where only a heading such as "12 Comments" and buttons such as "Reply" show that comments begin, and nothing
where each of them does, all of them are one comment without an author.
"""

from __future__ import annotations

from functools import partial

from index import dates
from index.dialects.dialect import Dialect, bare, dedented, paragraphs
from index.dialects.furniture import LONGEST, is_button, without_buttons
from index.dialects.marks import UNTOLD, Thread, find
from index.dialects.opening import opening
from index.dialects.plain import PLAIN
from index.dialects.quotes import quoted
from index.identity import PLACE
from index.model import Article, Dated, Origin
from index.posts import Post
from index.posts import comments as tree
from index.settings import Scrape


def _recognise(lines: list[str]) -> Dialect | None:
    thread = find(lines)
    return THREADS.knowing(partial(_threaded, thread)) if thread is not None else None


def _read(lines: list[str], scrape: Scrape) -> Article:
    thread = find(lines)
    return PLAIN.read(lines, scrape) if thread is None else _threaded(thread, lines, scrape)


def _threaded(thread: Thread, lines: list[str], scrape: Scrape) -> Article:
    top = opening(lines[: thread.start], scrape)
    posts = []
    above: list[tuple[int, str]] = []
    indents = {mark.indent for mark in thread.marks}
    for number, mark in enumerate(thread.marks, start=1):
        body, quotes = quoted(_text(lines[mark.start : mark.end], thread.shape == UNTOLD))
        while above and above[-1][0] >= mark.indent:
            above.pop()
        posts.append(
            Post(
                id=f"{PLACE}{number}",
                parent=above[-1][1] if above and len(indents) > 1 else None,
                author=mark.name,
                posted=_date(mark.date, scrape),
                body=body,
                quotes=quotes,
                parent_name=mark.parent,
            )
        )
        above.append((mark.indent, f"{PLACE}{number}"))
    scrape.gave(
        "comments",
        "lines of the shape: " + thread.shape if thread.shape != UNTOLD else "a heading; not told apart",
    )
    return Article(
        id="",
        url=top.url,
        source=top.source,
        title=top.title,
        authors=top.authors,
        published=top.published,
        body=paragraphs(without_buttons(top.body)),
        comments=tree(posts),
        scrape=scrape.ref("text", THREADS.name),
        language=top.language,
    )


def _text(lines: list[str], untold: bool) -> list[str]:
    """A comment's lines without buttons: without those between comments not told apart."""
    if untold:
        lines = [line for line in lines if len(line) > LONGEST or not is_button(bare(line)) or not line]
    return dedented(without_buttons(lines))


def _date(text: str | None, scrape: Scrape) -> Dated | None:
    return dates.read(text, Origin.COMMENT, scrape.timezone) if text else None


THREADS = Dialect(name="threads", recognise=_recognise, read=_read)
