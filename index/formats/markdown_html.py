"""Markdown to HTML whose text is what is read: no images but their words, code line by line, names marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BOLD: Final = "\ue000"
LIGHT: Final = "\ue001"
"""Around what is bold at the start of a paragraph, which may be a name. Both are characters of no text."""
MARKS: Final = re.compile(f"[{BOLD}{LIGHT}]")


def rendered(text: str) -> str:
    """Markdown as HTML."""
    parser = _parser()
    tokens = parser.parse(MARKS.sub("", text))
    for token in tokens:
        if token.type in ("fence", "code_block"):
            lines = "<br>".join(escape(line) for line in token.content.rstrip("\n").split("\n"))
            token.type, token.content = "html_block", f"<pre>{lines}</pre>\n"
        elif token.type == "inline" and token.children:
            token.children = _inline(token.children)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _inline(children: Sequence[Token]) -> list[Token]:
    kept = []
    bold = children[0].type in ("strong_open", "em_open") or (
        len(children) > 2
        and children[0].type == "text"
        and not children[0].content
        and children[1].type == "strong_open"
    )
    opened = False
    for child in children:
        if child.type == "image":
            child.type, child.tag, child.nesting = "text", "", 0
        elif bold and child.type in ("strong_open", "em_open") and not opened:
            opened = True
            child.type, child.tag, child.nesting, child.content = "text", "", 0, BOLD
        elif bold and child.type in ("strong_close", "em_close"):
            bold = False
            child.type, child.tag, child.nesting, child.content = "text", "", 0, LIGHT
        kept.append(child)
    return kept


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 50}).enable(["table", "strikethrough"])
