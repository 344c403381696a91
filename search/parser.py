"""A query's text to its tree. No text is an error, unless one asks for that.

    query    = all { "OR" all }
    all      = signed { [ "AND" ] signed }
    signed   = { "NOT" | "-" | "+" } placed
    placed   = boosted { ( "w/" N | "pre/" N | "/s" | "/p" ) boosted }
    boosted  = value [ "^" N ]
    value    = "(" query ")" | FIELD ":" value | LAYER ":" value | FUNCTION "(" query ")"
             | NUMBER ( ">" | ">=" | "<" | "<=" | "=" | ":" ) N | "last" AGO | text
    text     = [ "=" ] word | word "~" [ N ] | phrase [ "~" N ] | prefix "*" | wildcard | "/" regex "/" | "*"

What fits nowhere is read as words, or left out where it says nothing yet (an operator at the end, a
bracket too many), so that a query can be searched for while it is being typed. The notes tell what
was left out, and what was read otherwise than it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from re import Match
from typing import Final

from index.analysis import normalize
from index.frozen import dataclass
from index.model import Kind
from search import lexis
from search.days import span, today
from search.errors import QueryError
from search.fields import ANYWHERE, FIELDS, QueryField, Value, plain_words
from search.patterns import regular
from search.query import (
    QUOTES,
    Across,
    All,
    And,
    AtLeast,
    Boost,
    Caps,
    DateFrom,
    Days,
    Filter,
    Fuzzy,
    Has,
    Key,
    Layer,
    Lead,
    Node,
    Not,
    Nothing,
    Number,
    NumberField,
    OfKind,
    Prefix,
    Regex,
    Scope,
    Wildcard,
    conjunction,
    disjunction,
    near,
    negation,
    placed,
    within,
)
from search.reading import format_query
from search.wording import telling

LAYERS: Final[dict[str, Callable[[Node], Node]]] = {
    "under": lambda clause: Across(Layer.UNDER, clause),
    "thread": lambda clause: Across(Layer.THREAD, clause),
    "comments": lambda clause: Across(Layer.THREAD, clause),
    "article": lambda clause: conjunction(OfKind(Kind.ARTICLE), clause),
}
"""What stands before a colon and looks at the layers of threads."""

FEW_LETTERS: Final = 7
"""In words of so many letters "~" lets one be wrong, in longer ones two."""
MOST_WRONG: Final = 2


class Role(StrEnum):
    """What a piece of a query's text is."""

    OPERATOR = "operator"
    FIELD = "field"
    WORD = "word"
    PHRASE = "phrase"
    PATTERN = "pattern"
    FILTER = "filter"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query's text, in characters."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as it was understood."""

    node: Node
    reading: str
    """The query with every operator written out."""
    notes: tuple[str, ...]
    """What was left out or read otherwise than it looks, a sentence each without a full stop."""
    pieces: tuple[Piece, ...] = ()
    """What its text consists of, in order; brackets and white space are between them."""


def parse_query(
    text: str,
    *,
    typing: bool = False,
    strict: bool = False,
    loose: bool = False,
    now: date | None = None,
) -> Parsed:
    """The tree of a query's text.

    With `typing`, the word at the very end is taken for one that is not finished: it stands for the
    words that begin with it, too, and a phrase without its second quote for its words. With `loose`,
    clauses side by side need not all hold, but one of them; "+" and AND say which must. `now` is the
    day that `today` and the like are counted from.

    Raises:
        QueryError: with `strict`, where there would be a note.
    """
    parser = _Parser(text, typing, strict, loose, now or today())
    node = parser.parse()
    pieces = tuple(sorted(parser.pieces, key=lambda piece: piece.start))
    return Parsed(node, format_query(node), tuple(dict.fromkeys(parser.notes)), pieces)


class _Parser:
    """One run over one text."""

    def __init__(self, text: str, typing: bool, strict: bool, loose: bool, now: date) -> None:
        self.notes: list[str] = []
        self.pieces: list[Piece] = []
        self.text = normalize(text[: lexis.LONGEST])
        self.typing = typing
        self.strict = strict
        self.loose = loose
        self.now = now
        self.at = 0
        self.leaves = 0
        self.wordless = False
        """Whether something was left out because there is no word in it."""
        if len(text) > lexis.LONGEST:
            self._note(f"only the first {lexis.LONGEST} characters are read", lexis.LONGEST)

    def parse(self) -> Node:
        node = self._any(ANYWHERE, 0)
        if node is not None:
            return node
        return Nothing() if self.wordless else All()

    def _any(self, field: QueryField, depth: int) -> Node | None:
        """Clauses up to the end, or to the bracket that closes this depth."""
        alternatives = [self._all(field, depth)]
        while self._operator() == "OR":
            at = self._take(len("OR"), Role.OPERATOR)
            alternatives.append(self._all(field, depth))
            if alternatives[-1] is None or alternatives[-2] is None:
                self._note("OR with nothing to join is left out", at)
        told = [node for node in alternatives if node is not None]
        return disjunction(*told) if told else None

    def _all(self, field: QueryField, depth: int) -> Node | None:
        clauses: list[tuple[Node, bool]] = []
        joining: int | None = None
        while self._more(depth) and (operator := self._operator()) != "OR":
            if operator == "AND":
                at = self._take(len("AND"), Role.OPERATOR)
                if not clauses or joining is not None:
                    self._note("AND with nothing to join is left out", at)
                else:
                    clauses[-1] = clauses[-1][0], True
                joining = at
                continue
            clause, needed = self._signed(field, depth)
            if clause is not None:
                clauses.append((clause, needed or joining is not None))
                joining = None
        if joining is not None and clauses:
            self._note("AND with nothing to join is left out", joining)
        if not clauses:
            return None
        if not self.loose:
            return conjunction(*(clause for clause, _ in clauses))
        musts = [clause for clause, needed in clauses if needed or isinstance(clause, Not | Filter)]
        others = [clause for clause, needed in clauses if not needed and not isinstance(clause, Not | Filter)]
        if not others:
            return conjunction(*musts)
        # What must hold makes a record one that is found: of the others it needs none then.
        held = [clause for clause in musts if not isinstance(clause, Not | Filter)]
        return conjunction(*musts, disjunction(*held, *telling(others)))

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
            self._note("a closing bracket without an opening one is left out", self.at)
            self.at += 1

    def _signed(self, field: QueryField, depth: int) -> tuple[Node | None, bool]:
        """A clause, and whether it has a sign before it that says it must hold."""
        negative = needed = False
        while True:
            if self._operator() == "NOT":
                at = self._take(len("NOT"), Role.OPERATOR)
                negative = not negative
                if not self._more(depth) or self._operator() in ("AND", "OR"):
                    self._note("NOT with nothing after it is left out", at)
                    return None, False
            elif signs := lexis.SIGNS.match(self.text, self.at):
                after = signs.end()
                if after == len(self.text) or self.text[after].isspace():
                    self._take(after - self.at, Role.IGNORED)
                    return None, False  # a dash between words
                self._take(after - self.at, Role.OPERATOR)
                negative ^= signs[0].count("-") % 2 == 1
                needed = needed or "+" in signs[0]
            else:
                break
        clause = self._near(field, depth)
        return (negation(clause) if clause is not None and negative else clause), needed

    def _near(self, field: QueryField, depth: int) -> Node | None:
        clause = self._boosted(field, depth)
        while match := self._between():
            at = self._take(len(match[0]), Role.OPERATOR)
            self._skip_space()
            self._skip_signs()
            other = self._boosted(field, depth)
            if clause is None or other is None:
                self._note(f"{match[0]} with nothing to join is left out", at)
                clause = clause or other
                continue
            joined = _joined(clause, other, match)
            if joined is None:
                self._note(f"{match[0]} is read as AND, because it joins words and phrases alone", at)
                joined = conjunction(clause, other)
            clause = joined
        return clause

    def _boosted(self, field: QueryField, depth: int) -> Node | None:
        clause = self._value(field, depth)
        while match := lexis.BOOST.match(self.text, self.at):
            self._take(len(match[0]), Role.OPERATOR)
            if clause is not None:
                clause = boosted(clause, float(match[1]))
        return clause

    def _value(self, field: QueryField, depth: int) -> Node | None:
        self._skip_space()
        if self.at == len(self.text) or self.text[self.at] == ")" or self._operator() or self._between():
            return None
        if self.text[self.at] == "(":
            return self._group(field, depth)
        if match := lexis.FUNCTION.match(self.text, self.at):
            at = self._take(len(match[0]) - 1, Role.OPERATOR)
            return self._function(match, self._group(field, depth), at)
        if match := lexis.NUMBER.match(self.text, self.at):
            self._take(len(match[0]), Role.FILTER)
            return self._counted(_number(match))
        if field is ANYWHERE and (match := lexis.LAST.match(self.text, self.at)):
            self._take(len(match[0]), Role.FILTER)
            days = span(match[1], self.now)
            return self._counted(Days(*days)) if days else None
        name = lexis.FIELD.match(self.text, self.at)
        named = name[1].lower() if name else ""
        if name is None or (named not in FIELDS and named not in LAYERS):
            return self._leaf(field)
        begin = self._take(len(name[0]), Role.FIELD)
        if self.at == len(self.text) or self.text[self.at].isspace() or self.text[self.at] == ")":
            self._note(f"{name[0]} with nothing after it is left out", begin)
            return None
        inner = FIELDS.get(named, ANYWHERE)
        if named in LAYERS:
            self._skip_signs()
            clause = self._value(inner, depth)
            return LAYERS[named](clause) if clause is not None else None
        if self.text[self.at] == "(":
            return self._group(inner, depth)
        if lexis.FUNCTION.match(self.text, self.at):
            return self._value(inner, depth)
        return self._leaf(inner, begin, field)

    def _group(self, field: QueryField, depth: int) -> Node | None:
        begin = self.at
        self.at += 1
        if depth == lexis.DEEPEST:
            self._note(f"brackets deeper than {lexis.DEEPEST} are not told apart", begin)
            return None
        node = self._any(field, depth + 1)
        if self.at < len(self.text):
            self.at += 1
        elif not self.typing:
            self._note("a bracket that is not closed is closed at the end", begin)
        return node

    def _function(self, match: Match[str], clause: Node | None, at: int) -> Node | None:
        name = match[0][:-1]
        if clause is None:
            self._note(f"{name} with nothing in it is left out", at)
            return None
        if match["lead"]:
            return Lead(clause)
        parts = clause.clauses if isinstance(clause, And) else (clause,)
        if not all(map(placed, parts)):
            self._note(f"{name} is left out, because it is of words and phrases alone", at)
            return clause
        if match["caps"]:
            return conjunction(*map(Caps, parts))
        times = min(int(match["number"]), lexis.MOST_TIMES)
        return conjunction(*(AtLeast(times, part) for part in parts)) if times > 1 else clause

    def _leaf(self, field: QueryField, begin: int | None = None, outer: QueryField = ANYWHERE) -> Node | None:
        """The value here; where it is none for `field`, all since `begin` as words of `outer`."""
        begin = self.at if begin is None else begin
        start = self.at
        exact = self.text.startswith("=", self.at)
        self.at += exact
        quoted = self.text[self.at : self.at + 1] in QUOTES and self.at < len(self.text)
        value = self._quoted(exact) if quoted else self._bare(exact)
        raw = self.text[begin : self.at]
        if not value.text.strip() and not value.prefix:
            self._note(f"{raw} with nothing in it is left out", begin)
            return None
        node = field.read(value)
        if node is None and field is not ANYWHERE:
            self._note(f"{raw} is read as words, because {field.name}: is followed by {field.expects}", begin)
            plain = [Value(word, self.now) for word in plain_words(raw)]
            read = (outer.read(word) or ANYWHERE.read(word) for word in plain)
            node = conjunction(*(clause for clause in read if clause is not None))
        if node is None:
            self.wordless = True
            self._note(f"{raw} is left out, because there is no word in it", begin)
        elif value.prefix and not isinstance(node, All | Key | Prefix):
            self._note(f"* after {raw[:-1]} is left out", self.at - 1)
        elif (value.wildcard and not isinstance(node, Wildcard)) or (
            value.distance and not isinstance(node, Fuzzy)
        ):
            self._note(f"{raw} is read as it stands, because {field.name}: takes whole values", begin)
        self.pieces.append(Piece(start, self.at, _role(node, value)))
        return self._counted(node)

    def _counted(self, node: Node | None) -> Node | None:
        """A leaf, unless there are too many of them."""
        self.leaves += node is not None
        if node is not None and self.leaves > lexis.MOST:
            self._note(f"only the first {lexis.MOST} words and values are looked for", self.at)
            return None
        return node

    def _quoted(self, exact: bool) -> Value:
        begin = self.at + 1
        end = self._closing(QUOTES[self.text[self.at]], begin)
        if end is None:
            end = self._closing(lexis.ANY_QUOTE, begin)
        if end is None:
            if not self.typing:
                self._note("a quote that is not closed is closed at the end", self.at)
            self.at = len(self.text)
            return Value(self.text[begin:], self.now, quoted=True, exact=exact, unfinished=self.typing)
        self.at = end + 1
        slop = 0
        if match := lexis.SLOP.match(self.text, self.at):
            if exact:
                self._note(f"{match[0]} after an exact phrase is left out", self.at)
            else:
                slop = min(int(match[1] or 1), lexis.FARTHEST)
            self.at = match.end()
        prefix = not slop and self._starred()
        return Value(self.text[begin:end], self.now, quoted=True, exact=exact, prefix=prefix, slop=slop)

    def _closing(self, quotes: str, begin: int) -> int | None:
        return min((at for quote in quotes if (at := self.text.find(quote, begin)) >= 0), default=None)

    def _bare(self, exact: bool) -> Value:
        begin = self.at
        if not exact and (regex := lexis.REGEX.match(self.text, self.at)):
            if regular(regex[1]):
                self.at = regex.end()
                return Value(regex[1], self.now, regex=True)
            self._note(f"{regex[0]} is read as words, because it is no regular expression of RE2", self.at)
        chunk = lexis.CHUNK.match(self.text, self.at)
        text = chunk[0] if chunk else ""
        weight = lexis.BOOSTED.search(text)
        if weight and weight.start():
            text = text[: weight.start()]
        self.at += len(text)
        if not exact and (fuzzy := lexis.FUZZY.fullmatch(text.rstrip("?"))):
            distance = int(fuzzy[2]) if fuzzy[2] else 1 + (len(fuzzy[1]) > FEW_LETTERS)
            if distance > MOST_WRONG:
                self._note(f"no more than {MOST_WRONG} characters of a word can be wrong", begin)
            return Value(fuzzy[1], self.now, distance=min(distance, MOST_WRONG))
        unfinished = self.typing and not weight and self.at == len(self.text)
        if "*" not in text and "?" not in text.rstrip("?"):
            plain = text.rstrip("?")
            asked = plain.isalnum() and not lexis.OPERATOR.match(plain)
            return Value(plain if asked else text, self.now, exact=exact, unfinished=unfinished)
        stem = text.rstrip("*")
        if "*" not in stem and "?" not in stem:
            return Value(stem, self.now, exact=exact, prefix=True)
        if not exact and lexis.WILDCARD.fullmatch(text):
            return Value(text, self.now, wildcard=True)
        if "*" in text:
            self._note(f"* in {text} is left out, because there is more than a word about it", begin)
        return Value(text, self.now, exact=exact)

    def _starred(self) -> bool:
        starred = self.text.startswith("*", self.at)
        self.at += starred
        return starred

    def _operator(self) -> str:
        """AND, OR or NOT, if it stands here."""
        self._skip_space()
        match = lexis.OPERATOR.match(self.text, self.at)
        return match[1] if match else ""

    def _between(self) -> Match[str] | None:
        """An operator of nearness, if it stands here."""
        space = lexis.SPACE.match(self.text, self.at)
        match = lexis.NEAR.match(self.text, space.end() if space else self.at)
        if match:
            self.at = match.start()
        return match

    def _take(self, length: int, role: Role) -> int:
        """Go on behind a piece; where it began."""
        begin = self.at
        self.at += length
        self.pieces.append(Piece(begin, self.at, role))
        return begin

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _skip_signs(self) -> None:
        """Pass over signs that say nothing where they stand."""
        if signs := lexis.SIGNS.match(self.text, self.at):
            self._take(len(signs[0]), Role.IGNORED)

    def _note(self, note: str, at: int) -> None:
        if self.strict:
            raise QueryError(note, at)
        self.notes.append(note)


def boosted(clause: Node, factor: float) -> Node:
    """A clause that counts `factor` times as much, within what is sensible."""
    if isinstance(clause, Boost):
        factor *= clause.factor
        clause = clause.clause
    factor = float(f"{min(factor, lexis.HEAVIEST):g}")
    return clause if factor == 1 or isinstance(clause, All | Nothing | Not) else Boost(clause, factor)


def _joined(left: Node, right: Node, match: Match[str]) -> Node | None:
    if match["scope"]:
        return within(left, right, Scope(match["scope"].lower()))
    far = max(1, min(int(match["far"]), lexis.FARTHEST))
    return near(left, right, far, ordered=match["how"].lower() == "pre")


def _number(match: Match[str]) -> Number:
    field = NumberField(match["field"].lower())
    if match["sign"] is None:
        least, most = (int(match[side]) if match[side] else None for side in ("least", "most"))
        return Number(field, least if least is not None or most is not None else 0, most)
    sign, value = match["sign"].lstrip(":"), int(match["value"])
    match sign:
        case ">":
            return Number(field, value + 1, None)
        case ">=":
            return Number(field, value, None)
        case "<":
            return Number(field, None, value - 1)
        case "<=":
            return Number(field, None, value)
        case _:
            return Number(field, value, value)


def _role(node: Node | None, value: Value) -> Role:
    match node:
        case None | Nothing():
            return Role.IGNORED
        case Key() | Days() | OfKind() | Has() | DateFrom():
            return Role.FILTER
        case Wildcard() | Regex() | Prefix() | Fuzzy() | All():
            return Role.PATTERN
        case _:
            return Role.PHRASE if value.quoted else Role.WORD
