"""Every key of the app, once: the bindings, the help and docs/tui.md are made of this or held to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from textual.binding import Binding

NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "f1": "F1",
    "escape": "esc",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "equals_sign": "=",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "pageup": "page up",
    "pagedown": "page down",
}
"""Of keys that Textual names otherwise than people do."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, in one part of the screen."""

    keys: str
    """As Textual names them, with commas between."""
    action: str
    about: str
    hint: str = ""
    """A word for the line at the bottom; empty where it is not shown there."""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys as people write them."""
        return tuple(NAMES.get(key, key) for key in self.keys.split(",") if key)


ANYWHERE: Final = (
    Key("question_mark,f1", "help", "show these keys; in the query F1 does", "keys"),
    Key("slash,i", "query", "go to the query; in the text / finds in it", "query"),
    Key("s", "sort", "sort: best, newest, oldest first", "sort"),
    Key("1", "kind('')", "find articles and comments"),
    Key("2", "kind('article')", "find articles only"),
    Key("3", "kind('comment')", "find comments only"),
    Key("4", "group", "conversations: hits under the article they belong to"),
    Key("v", "turn_view", "the next of these four", "view"),
    Key(
        "f",
        "facets",
        "kinds, sources, authors and languages of the hits, to choose from; and away again",
        "filter",
    ),
    Key("d", "dates", "filter by date"),
    Key("t", "timeline", "when the hits are from, to pick a span; and away again", "time"),
    Key("left_square_bracket", "shift(-1)", "the span of days before the one that was picked"),
    Key("right_square_bracket", "shift(1)", "the span after it"),
    Key("F", "unfilter", "take all filters off"),
    Key("n", "match(1)", "next match in the text", "next match"),
    Key("N", "match(-1)", "previous match in the text"),
    Key("c", "compare", "compare it with its copies, word by word"),
    Key("a", "author", "everything by its author"),
    Key("r", "similar", "what is like it"),
    Key("m", "meant", "look for what may have been meant, where nothing is found"),
    Key("backspace", "back", "back to what was looked at before; in the text, to where one jumped from"),
    Key("o", "open", "open its page in a browser, after asking"),
    Key("y", "copy_link", "copy its address"),
    Key("Y", "copy_text", "copy its text"),
    Key("e", "edit", "open its scrape in $EDITOR"),
    Key("p", "page", "read the thread in $PAGER"),
    Key("E", "export", "write the marked hits, or all, to a file"),
    Key("C", "command", "show this view as a command for the shell"),
    Key("T", "app.theme", "the next theme: dark, light, high contrast"),
    Key("tab", "pane", "from list to text and back"),
    Key("ctrl+z", "suspend", "leave it for the shell; fg brings it back"),
    Key("q", "quit", "quit", "quit"),
)

QUERY: Final = (
    Key("down,ctrl+n", "list(1)", "next hit, while typing goes on"),
    Key("up", "list(-1)", "previous hit, while typing goes on"),
    Key("enter", "accept", "go to the list; among completions, take one", "list"),
    Key("escape", "escape", "go to the list; from completions, back to the query"),
    Key("tab", "complete(1)", "complete a field, a value or a word; again for the next", "complete"),
    Key("shift+tab", "complete(-1)", "the completion before"),
    Key("ctrl+up", "recall(-1)", "the query before"),
    Key("ctrl+down", "recall(1)", "the query after that"),
    Key("ctrl+r", "history", "search in the queries that were typed", "history"),
    Key("ctrl+t", "meant", "take what may have been meant, where nothing is found"),
    Key("ctrl+u", "clear", "empty the query"),
)

LIST: Final = (
    Key("j,down", "move(1)", "next hit"),
    Key("k,up", "move(-1)", "previous hit"),
    Key("ctrl+d,pagedown", "turn(1)", "a screen down"),
    Key("ctrl+u,pageup", "turn(-1)", "a screen up"),
    Key("g,home", "edge(-1)", "first hit"),
    Key("G,end", "edge(1)", "last hit"),
    Key("enter,l,right", "choose", "read it", "read"),
    Key("x", "unfold", "show its copies, or the hits of a conversation", "unfold"),
    Key("space", "mark", "mark it, or no more, and go on", "mark"),
    Key("U", "unmark", "mark nothing"),
    Key("S", "scores", "show how well each matches"),
)

READER: Final = (
    Key("j,down", "scroll_by(1)", "a line down"),
    Key("k,up", "scroll_by(-1)", "a line up"),
    Key("space,ctrl+d,pagedown", "turn(1)", "a screen down"),
    Key("b,ctrl+u,pageup", "turn(-1)", "a screen up"),
    Key("g,home", "edge(-1)", "beginning"),
    Key("G,end", "edge(1)", "end"),
    Key("J", "comment(1)", "next comment"),
    Key("K", "comment(-1)", "previous comment"),
    Key("right_curly_bracket", "sibling(1)", "next answer to the same"),
    Key("left_curly_bracket", "sibling(-1)", "previous answer to the same"),
    Key("u", "parent", "what this answers", "parent"),
    Key("backspace", "return", "back from there"),
    Key("z", "fold", "fold a comment and the answers to it, or open it", "fold"),
    Key("Z", "refold", "all comments, those that match, or these and what they answer"),
    Key("w", "concordance", "every match in a line, and back"),
    Key("slash", "find", "find in the text"),
    Key("escape,h,left", "leave", "back to the list", "back"),
)

FIND: Final = (
    Key("enter,down", "done", "keep what was found; n and N go through it", "keep"),
    Key("escape", "cancel", "find nothing", "cancel"),
)

FACETS: Final = (
    Key("j,down", "move(1)", "next value"),
    Key("k,up", "move(-1)", "previous value"),
    Key("ctrl+d,pagedown", "turn(1)", "a screen down"),
    Key("ctrl+u,pageup", "turn(-1)", "a screen up"),
    Key("J,right_curly_bracket", "section(1)", "from kinds to sources, to authors, to languages"),
    Key("K,left_curly_bracket", "section(-1)", "and back"),
    Key("space,enter", "choose", "narrow to it, or no more", "choose"),
    Key("escape,l,right", "leave", "to the list", "list"),
)

TIMELINE: Final = (
    Key("l,right", "move(1)", "later"),
    Key("h,left", "move(-1)", "earlier"),
    Key("ctrl+d,pagedown", "move(10)", "ten bars later"),
    Key("ctrl+u,pageup", "move(-10)", "ten bars earlier"),
    Key("g,home", "edge(-1)", "the first bar"),
    Key("G,end", "edge(1)", "the last bar"),
    Key("space", "mark", "begin a span here, or no more", "begin"),
    Key("enter", "pick", "narrow to the span, or to the bar", "pick"),
    Key("equals_sign", "widen", "take the dates off", "all"),
    Key("escape,j,down", "leave", "to the list", "list"),
)

SECTIONS: Final = {
    "Anywhere but in the query": ANYWHERE,
    "In the query": QUERY,
    "In the list": LIST,
    "In the text": READER,
    "While finding in the text": FIND,
    "In the filters": FACETS,
    "In the timeline": TIMELINE,
}


SHORT: Final = dict(
    zip(("anywhere", "query", "list", "text", "find", "filters", "timeline"), SECTIONS.values(), strict=True)
)
"""The same by the names that tui.toml has for them."""

NAMED: Final = {f"{section}.{key.action}": key for section, keys in SHORT.items() for key in keys}
"""Every key by the name of its section and action."""


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """Keys as Textual takes them."""
    section = next(name for name, each in SHORT.items() if each is keys)
    return [
        Binding(key.keys, key.action, key.about, show=False, id=f"{section}.{key.action}") for key in keys
    ]


def rebound(chosen: Mapping[str, str]) -> dict[str, tuple[Key, ...]]:
    """The sections with other keys, which are taken from what has them there; `chosen` as NAMED has it."""
    sections = {}
    for (title, keys), section in zip(SECTIONS.items(), SHORT, strict=True):
        own = {name.partition(".")[2]: names for name, names in chosen.items() if _in(name, section)}
        taken = {key for names in own.values() for key in names.split(",")}
        sections[title] = tuple(
            replace(key, keys=own.get(key.action) or _without(key.keys, taken)) for key in keys
        )
    return sections


def changed(sections: Mapping[str, Sequence[Key]]) -> list[tuple[str, Key]]:
    """Of `rebound` sections the keys that are others than before, by the names that NAMED has."""
    named = (
        (f"{section}.{key.action}", key)
        for section, keys in zip(SHORT, sections.values(), strict=True)
        for key in keys
    )
    return [(name, key) for name, key in named if key != NAMED[name]]


def _without(keys: str, taken: Collection[str]) -> str:
    return ",".join(key for key in keys.split(",") if key not in taken)


def _in(name: str, section: str) -> bool:
    return name.startswith(f"{section}.")


def named(keys: str) -> str:
    """Keys as Textual names them, of keys as people write them."""
    back = {name: key for key, name in NAMES.items()}
    return ",".join(back.get(key.strip(), key.strip()) for key in keys.split(","))
