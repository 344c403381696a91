"""A query's text to its tree. No text is an error.

    query    = all { "OR" all }
    all      = signed { [ "AND" ] signed }
    signed   = { "NOT" | "-" | "+" } value
    value    = "(" query ")" | FIELD ":" value | [ "=" ] word | phrase | prefix "*" | "*"

What fits nowhere is read as words, or left out where it says nothing yet (an operator at the end, a
bracket too many), so that a query can be searched for while it is being typed. The notes tell what
was left out, and what was read otherwise than it looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.analysis import normalize
from search.fields import ANYWHERE, FIELDS, QueryField, Value, plain_words
from search.query import (
    OPERATORS,
    QUOTES,
    All,
    Key,
    Node,
    Nothing,
    Prefix,
    conjunction,
    disjunction,
    format_query,
    negation,
)

LONGEST: Final = 4_000
"""Characters of a query that are read."""
DEEPEST: Final = 50
"""Brackets within brackets that are told apart."""
MOST: Final = 200
"""Words and values that are looked for."""

ANY_QUOTE: Final = "".join(QUOTES)
"""What opens a phrase, and closes one that its own kind does not close."""

CHUNK: Final = re.compile(rf"[^\s()*{ANY_QUOTE}]+")
FIELD: Final = re.compile(r"([A-Za-z]+):")
SIGNS: Final = re.compile(r"[+-]+")
SLOP: Final = re.compile(r"~\d*")
OPERATOR: Final = re.compile(rf"({'|'.join(OPERATORS)})(?=[\s(){ANY_QUOTE}]|$)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    node: Node
    reading: str
    """The query with every operator written out."""
    notes: tuple[str, ...]
    """What was left out or read otherwise than it looks, a sentence each without a full stop."""


def parse_query(text: str, *, typing: bool = False) -> Parsed:
    """The tree of a query's text.

    With `typing`, the word at the very end is taken for one that is not finished: it stands for the
    words that begin with it, too, and a phrase without its second quote for its words.
    """
    parser = _Parser(text, typing)
    node = parser.parse()
    return Parsed(node, format_query(node), tuple(dict.fromkeys(parser.notes)))


class _Parser:
    """One run over one text."""

    def __init__(self, text: str, typing: bool) -> None:
        self.notes: list[str] = []
        if len(text) > LONGEST:
            self.notes.append(f"only the first {LONGEST} characters are read")
        self.text = normalize(text[:LONGEST])
        self.typing = typing
        self.at = 0
        self.leaves = 0
        self.wordless = False
        """Whether something was left out because there is no word in it."""

    def parse(self) -> Node:
        node = self._any(ANYWHERE, 0)
        if node is not None:
            return node
        return Nothing() if self.wordless else All()

    def _any(self, field: QueryField, depth: int) -> Node | None:
        """Clauses up to the end, or to the bracket that closes this depth."""
        alternatives = [self._all(field, depth)]
        while self._operator() == "OR":
            self.at += len("OR")
            alternatives.append(self._all(field, depth))
        told = [node for node in alternatives if node is not None]
        if len(told) < len(alternatives) and len(alternatives) > 1:
            self.notes.append("OR with nothing to join is left out")
        return disjunction(*told) if told else None

    def _all(self, field: QueryField, depth: int) -> Node | None:
        clauses: list[Node] = []
        joining = False
        while self._more(depth) and (operator := self._operator()) != "OR":
            if operator == "AND":
                self.at += len("AND")
                if not clauses or joining:
                    self.notes.append("AND with nothing to join is left out")
                joining = True
            elif (clause := self._signed(field, depth)) is not None:
                clauses.append(clause)
                joining = False
        if joining and clauses:
            self.notes.append("AND with nothing to join is left out")
        return conjunction(*clauses) if clauses else None

    def _more(self, depth: int) -> bool:
        """Whether another clause of this depth begins here, after white space and stray brackets."""
        while True:
            self._skip_space()
            if self.at == len(self.text):
                return False
            if self.text[self.at] != ")":
                return True
            if depth:
                return False
            self.notes.append("a closing bracket without an opening one is left out")
            self.at += 1

    def _signed(self, field: QueryField, depth: int) -> Node | None:
        negative = False
        while True:
            if self._operator() == "NOT":
                self.at += len("NOT")
                negative = not negative
                if not self._more(depth) or self._operator() in ("AND", "OR"):
                    self.notes.append("NOT with nothing after it is left out")
                    return None
            elif signs := SIGNS.match(self.text, self.at):
                self.at = signs.end()
                if self.at == len(self.text) or self.text[self.at].isspace():
                    return None  # a dash between words
                negative ^= signs[0].count("-") % 2 == 1
            else:
                break
        clause = self._value(field, depth)
        return negation(clause) if clause is not None and negative else clause

    def _value(self, field: QueryField, depth: int) -> Node | None:
        if self.at == len(self.text) or self.text[self.at] == ")" or self._operator():
            return None
        if self.text[self.at] == "(":
            return self._group(field, depth)
        name = FIELD.match(self.text, self.at)
        if name is None or name[1].lower() not in FIELDS:
            return self._leaf(field)
        begin, self.at = self.at, name.end()
        if self.at == len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
            self.notes.append(f"{name[0]} with nothing after it is left out")
            return None
        if self.text[self.at] == "(":
            return self._group(FIELDS[name[1].lower()], depth)
        return self._leaf(FIELDS[name[1].lower()], begin, field)

    def _group(self, field: QueryField, depth: int) -> Node | None:
        self.at += 1
        if depth == DEEPEST:
            self.notes.append(f"brackets deeper than {DEEPEST} are not told apart")
            return None
        node = self._any(field, depth + 1)
        if self.at < len(self.text):
            self.at += 1
        elif not self.typing:
            self.notes.append("a bracket that is not closed is closed at the end")
        return node

    def _leaf(self, field: QueryField, begin: int | None = None, outer: QueryField = ANYWHERE) -> Node | None:
        """The value here; where it is none for `field`, all since `begin` as words of `outer`."""
        begin = self.at if begin is None else begin
        exact = self.text.startswith("=", self.at)
        self.at += exact
        value = self._quoted(exact) if self.text[self.at : self.at + 1] in QUOTES else self._bare(exact)
        raw = self.text[begin : self.at]
        if not value.text.strip() and not value.prefix:
            self.notes.append(f"{raw} with nothing in it is left out")
            return None
        self.leaves += 1
        if self.leaves > MOST:
            self.notes.append(f"only the first {MOST} words and values are looked for")
            return None
        node = field.read(value)
        if node is None and field is not ANYWHERE:
            self.notes.append(f"{raw} is read as words, because {field.name}: is followed by {field.expects}")
            read = (outer.read(Value(word)) or ANYWHERE.read(Value(word)) for word in plain_words(raw))
            node = conjunction(*(clause for clause in read if clause is not None))
        if node is None:
            self.wordless = True
            self.notes.append(f"{raw} is left out, because there is no word in it")
        elif value.prefix and not isinstance(node, All | Key | Prefix):
            self.notes.append(f"* after {raw[:-1]} is left out")
        return node

    def _quoted(self, exact: bool) -> Value:
        begin = self.at + 1
        end = self._closing(QUOTES[self.text[self.at]], begin)
        if end is None:
            end = self._closing(ANY_QUOTE, begin)
        if end is None:
            self.at = len(self.text)
            if not self.typing:
                self.notes.append("a quote that is not closed is closed at the end")
            return Value(self.text[begin:], quoted=True, exact=exact, unfinished=self.typing)
        self.at = end + 1
        if slop := SLOP.match(self.text, self.at):
            self.at = slop.end()
            self.notes.append(f"{slop[0]} after a phrase is left out")
        return Value(self.text[begin:end], quoted=True, exact=exact, prefix=self._starred())

    def _closing(self, quotes: str, begin: int) -> int | None:
        return min((at for quote in quotes if (at := self.text.find(quote, begin)) >= 0), default=None)

    def _bare(self, exact: bool) -> Value:
        chunk = CHUNK.match(self.text, self.at)
        text = chunk[0] if chunk else ""
        self.at += len(text)
        starred = self._starred()
        if starred and not text and CHUNK.match(self.text, self.at):
            self.notes.append("* is understood at the end of a word, and left out before one")
        unfinished = self.typing and not starred and self.at == len(self.text)
        return Value(text, exact=exact, prefix=starred, unfinished=unfinished)

    def _starred(self) -> bool:
        starred = self.text.startswith("*", self.at)
        self.at += starred
        return starred

    def _operator(self) -> str:
        """AND, OR or NOT, if it stands here."""
        self._skip_space()
        match = OPERATOR.match(self.text, self.at)
        return match[1] if match else ""

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
