"""Every key of the app, once: the bindings, the help and docs/tui.md are made of this or held to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does, in one part of the screen."""

    keys: str
    """As Textual names them, with commas between."""
    action: str
    shown: str
    """As people write them."""
    about: str
    hint: str = ""
    """A word for the line at the bottom; empty where it is not shown there."""


ANYWHERE: Final = (
    Key("question_mark,f1", "help", "?", "show these keys and the query language (F1 in the query)", "keys"),
    Key("slash", "query", "/", "go to the query", "query"),
    Key("s", "sort", "s", "sort: best, newest, oldest first", "sort"),
    Key("1", "kind('')", "1", "find articles and comments"),
    Key("2", "kind('article')", "2", "find articles only"),
    Key("3", "kind('comment')", "3", "find comments only"),
    Key("f", "filter", "f", "filter by kind, source and date", "filter"),
    Key("F", "unfilter", "F", "take all filters off"),
    Key("n", "match(1)", "n", "next match in the text", "next match"),
    Key("N", "match(-1)", "N", "previous match in the text"),
    Key("tab", "pane", "tab", "from list to text and back"),
    Key("ctrl+z", "suspend", "ctrl+z", "leave it for the shell; fg brings it back"),
    Key("q", "quit", "q", "quit", "quit"),
)

QUERY: Final = (
    Key("down,ctrl+n", "list(1)", "down", "next hit, while typing goes on"),
    Key("up", "list(-1)", "up", "previous hit, while typing goes on"),
    Key("enter,escape,tab", "leave", "enter", "go to the list", "list"),
    Key("ctrl+u", "clear", "ctrl+u", "empty the query"),
)

LIST: Final = (
    Key("j,down", "move(1)", "j", "next hit"),
    Key("k,up", "move(-1)", "k", "previous hit"),
    Key("ctrl+d,pagedown", "turn(1)", "ctrl+d", "a screen down"),
    Key("ctrl+u,pageup", "turn(-1)", "ctrl+u", "a screen up"),
    Key("g,home", "edge(-1)", "g", "first hit"),
    Key("G,end", "edge(1)", "G", "last hit"),
    Key("enter,l,right", "choose", "enter", "read it", "read"),
)

READER: Final = (
    Key("j,down", "scroll_by(1)", "j", "a line down"),
    Key("k,up", "scroll_by(-1)", "k", "a line up"),
    Key("space,ctrl+d,pagedown", "turn(1)", "space", "a screen down"),
    Key("b,ctrl+u,pageup", "turn(-1)", "b", "a screen up"),
    Key("g,home", "edge(-1)", "g", "beginning"),
    Key("G,end", "edge(1)", "G", "end"),
    Key("J", "comment(1)", "J", "next comment"),
    Key("K", "comment(-1)", "K", "previous comment"),
    Key("escape,h,left", "leave", "esc", "back to the list", "back"),
)

SECTIONS: Final = {
    "Anywhere but in the query": ANYWHERE,
    "In the query": QUERY,
    "In the list": LIST,
    "In the text": READER,
}


def bindings(keys: tuple[Key, ...]) -> list[Binding]:
    """Keys as Textual takes them."""
    return [Binding(key.keys, key.action, key.about, show=False) for key in keys]
