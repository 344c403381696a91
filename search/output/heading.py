"""What a file of hits says above them: which query, how it was read, when, of which index."""

from __future__ import annotations

from search.inert import inert_line
from search.output.format import Answer


def heading(answer: Answer) -> str:
    """All of it on one line."""
    page = answer.page
    pieces = [f"dateline search: {inert_line(page.query)}"]
    if answer.name is not None:
        pieces[0] = f"dateline search: {answer.id} · {answer.name}"
    pieces += [f"read as: {page.reading}", f"hits: {page.total}", f"days in {page.timezone}"]
    if page.asked is not None:
        pieces.append(f"on {page.asked:%Y-%m-%d %H:%M} UTC")
    if page.index is not None:
        pieces.append(f"index {page.index.fingerprint} of {page.index.updated:%Y-%m-%d %H:%M} UTC")
    pieces += [f"incomplete: {each}" for each in page.missing]
    return inert_line("; ".join(pieces))
