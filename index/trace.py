"""What the readers of a scrape tell of how they read it, for `dateline parse --explain`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text of the scrape that is in no record."""

    rule: str
    """Why."""
    text: str


@dataclass(slots=True)
class Trace:
    """The rules that gave the fields of one article, and what was left out of it."""

    rules: dict[str, str] = field(default_factory=dict)
    """By field, as in `index.model`; those of comments as "comments.author"."""
    left_out: list[LeftOut] = field(default_factory=list)

    def gave(self, name: str, rule: str) -> None:
        """A field has its value by this rule."""
        self.rules[name] = rule

    def leaves_out(self, rule: str, text: str) -> None:
        """A text is in no record."""
        self.left_out.append(LeftOut(rule, text))

    def take(self) -> Trace:
        """What was told since the last call."""
        taken = Trace(self.rules, self.left_out)
        self.rules, self.left_out = {}, []
        return taken
