"""What is known about a record, in a few words: the same in every output and on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Article, Comment, Dated, Kind, Origin, Precision, Sourced, Zone
from search.inert import inert_line
from search.results import Clause, Hit, SearchPage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SEPARATOR: Final = " · "
NAMED: Final = 5
"""Copies of one text that are named."""


def hit(hit: Hit, *, named: bool = True) -> str:
    """What a hit is, from where, from when, and by whom unless a comment's author is told beside it."""
    if hit.kind is Kind.COMMENT:
        what = f"comment by {names(hit.authors)}" if named else "comment"
        caption = SEPARATOR.join((what, source(hit.source), date(hit.date)))
    else:
        caption = _article(hit.authors, hit.comments, hit.source, hit.date)
    if hit.copies:
        caption += f"{SEPARATOR}+{hit.copies:,} cop{'y' if hit.copies == 1 else 'ies'}"
    return caption


def article(article: Article) -> str:
    """The same for an article with its comments, and who shows these where the page holds none itself."""
    caption = _article(article.authors, len(article.comments), article.source, article.dated)
    if article.comment_system and not article.comments:
        caption += f"{SEPARATOR}comments by {inert_line(article.comment_system)}, not in the page"
    return caption


def comment(comment: Comment) -> str:
    """Who wrote a comment, in answer to whom, and when if that is known: most comments say nothing."""
    who = names((comment.author,) if comment.author else ())
    if comment.registered is False:
        who += " (not registered)"
    if comment.reply_to_name:
        who += f", to {inert_line(comment.reply_to_name)}"
    if comment.deleted:
        who += ", deleted"
    if comment.gone:
        who += ", no longer on the page"
    return SEPARATOR.join((who, date(comment.posted))) if comment.posted else who


def total(page: SearchPage) -> str:
    """How many hits there are, and how many of them are not shown as they are copies."""
    noun = "hit" if page.total == 1 else "hits"
    folded = page.total - page.length
    copies = f", {folded:,} of them cop{'y' if folded == 1 else 'ies'} of others" if folded else ""
    return f"{'' if page.complete else 'at least '}{page.total:,} {noun}{copies}"


def expanded(clause: Clause) -> str:
    """The words that the patterns of a clause stand for."""
    more = f" and {clause.more:,} more{', cut there' if clause.cut else ''}" if clause.more else ""
    return f"{inert_line(clause.text)} stands for {', '.join(map(inert_line, clause.words))}{more}"


def blocked(clause: Clause) -> str:
    """Why a clause leaves no hits, and what may have been meant."""
    if clause.hits:
        return f"{inert_line(clause.text)} has {clause.hits:,} by itself, but none with the rest"
    meant = "".join(
        f": {inert_line(other)} in place of {inert_line(word)}?" for word, other in clause.instead
    )
    return f"nothing has {inert_line(clause.text)}{meant}"


def copies(hits: Sequence[Hit]) -> str:
    """How many copies something has, and where the first of them are."""
    named = [f"{hit.id} ({source(hit.source)}, {article_date(hit.date)})" for hit in hits[:NAMED]]
    more = [f"{len(hits) - NAMED:,} more"] if len(hits) > NAMED else []
    count = f"{len(hits):,} cop{'y' if len(hits) == 1 else 'ies'}"
    return f"{count}: {SEPARATOR.join((*named, *more))}"


def names(authors: Sequence[str]) -> str:
    """Authors in one line."""
    return inert_line(", ".join(authors)) or "nobody named"


def source(sourced: Sourced) -> str:
    """The outlet, and whether it is a guess."""
    if sourced.name is None:
        return "source unknown"
    guessed = " (inferred)" if sourced.origin is Origin.DIALECT else ""
    return inert_line(sourced.name) + guessed


def date(dated: Dated | None) -> str:
    """A date to the unit that is known, and what its zone is."""
    if dated is None:
        return "undated"
    if dated.precision in _DAYS:
        return dated.when.strftime(_DAYS[dated.precision])
    zone = "UTC assumed" if dated.zone is Zone.ASSUMED else "UTC"
    return f"{dated.when:%Y-%m-%d %H:%M} {zone}"


_DAYS = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


def article_date(dated: Dated | None) -> str:
    """An article's date; never a comment's as its own."""
    if dated is not None and dated.origin is Origin.COMMENT:
        return f"undated, first dated comment {date(dated)}"
    return date(dated)


def _article(authors: Sequence[str], comments: int, sourced: Sourced, dated: Dated | None) -> str:
    by = f"article by {names(authors)}" if authors else "article"
    answers = f"{comments:,} comment{'' if comments == 1 else 's'}"
    return SEPARATOR.join((by, answers, source(sourced), article_date(dated)))
