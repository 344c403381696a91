"""Lines that may head or end a comment: who wrote it, when, or both, in any of the shapes that makers use.

NAME says:                              WordPress, Blogger: the date is in a line of its own
October 29, 2012 at 12:41 pm            a name in the line above or below
NAME | October 29, 2012 at 12:41 pm     and with any other mark between
Posted by: NAME | October 29, 2012      Typepad: below the comment
NAME • 3 years ago                      Disqus
[–]NAME 5 points 3 years ago            Reddit
NAME 3 hours ago | parent | next [–]    Hacker News
by NAME » Tue Dec 13, 2016 3:09 pm      phpBB
by NAME (543817)                        Slashdot
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.dialects.dialect import bare
from index.dialects.furniture import is_button
from index.dialects.stamps import Stamp, stamp, time_only
from index.dialects.undated import undated
from index.dialects.words import BY, SAYS

LONGEST: Final = 160
"""Characters of a header."""
LONGEST_NAME: Final = 60
MOST_WORDS: Final = 7
"""Of a name."""
ROLES: Final = frozenset(("guest", "member", "moderator", "administrator"))
"""What a forum calls people, and people call themselves."""
ODD: Final = " odd"
"""Ends the shape of a header whose name does not look like one: it is believed among others that do."""
LONGEST_ODD: Final = 80

_VERBS: Final = "|".join(sorted(SAYS.split("|"), key=lambda verb: -len(verb)))
_SPOKEN: Final = tuple(SAYS.split("|"))
_SAYS: Final = re.compile(
    rf"(?P<name>\S.{{0,{LONGEST_NAME}}}?),? (?P<verb>{_VERBS})\s?(?P<end>:|\.\.\.|…|,|)", re.I
)
_NUMBERED: Final = re.compile(
    r"(?:(?:\[[–—+-]\]|#\d{1,5}[.:)]?|\(\d{1,4}\)|\d{1,4}[.):]?|[•*·+▶»>–—-]) ?(?=\S))"
)
_BY: Final = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(BY.split('|'), key=lambda w: -len(w))))})\b:?\s+", re.I
)
_TRAIL: Final = frozenset(
    (
        "on at posted added wrote says said writes um am le el il den op em del commented replied "
        "responded points "
        "point date: posted: the а о в at: schrieb schreibt sagt dit dijo disse @"
    ).split()
)
_EDGE: Final = " \t|•·—–-,/:;»«@~()>*"
_EMPTY: Final = re.compile(
    r"\(?#?\s?\d{0,9}\)?|\([^()]{0,24}\)|@\w{1,30}|(?:Member|Link|Permalink|#)\b.{0,20}|(?:[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_SCORE: Final = re.compile(r"\s\(?-?\d{1,6} (?:points?|pts?|children|votes?|likes?)\)?$", re.IGNORECASE)
_FLAIR: Final = re.compile(r"\s?\[(?:S|M|A|OP)(?:,\s?(?:S|M|A|OP))*\]$")
"""What Reddit says of a name: who began the thread, moderators, administrators."""
_ANSWERS: Final = re.compile(
    r"\s+(?:>|→|↪|➜|(?:is )?(?:replying|replied|in reply|in response|responding) to(?: an? comment "
    r"from)?|antwortet(?: auf)?)\s+",
    re.IGNORECASE,
)
_SLASHDOT: Final = re.compile(r"by (?P<name>\S.{0,40}?) \(\d{1,8}\)(?: .{0,110})?")
_AT: Final = re.compile(r"At \d{1,2}:\d\d(?: [AP]M)?, ", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[.!?;:,]$|[\"“”]|(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)(?<!\b\w)[.!?] \w+ \w")
_INITIAL: Final = re.compile(r"(?:^|\s)(?:\w|[JS]r|[DM]rs?|Ph\.D|M\.D|etc|Esq)\.$", re.IGNORECASE)
_URL: Final = re.compile(r"https?://\S{1,200}+")
_TWEETED: Final = re.compile(r"\(@\w{1,20}\)$")
"""What stands between a name and a date where an article shows what somebody said on Twitter."""
_VERSION: Final = re.compile(r"\W?(?:version |release |v)?\d{1,5}(?:[.:/-]\d{1,5})+\S{0,20}", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Header:
    """A line that may head or end a comment."""

    line: int
    """Its number."""
    last: int
    """The number of the line that its time is in."""
    name: str | None
    """Who, where the line says it."""
    parent: str | None
    """Whom they answer, where the line says it."""
    stamp: Stamp | None
    shape: str
    """What lines of the same maker share."""
    by: bool
    """Whether a word such as "by" is before the name."""


def headers(shown: Sequence[str], start: int) -> list[Header]:
    """The lines from `start` on that may be headers; `shown` are the lines as the eye sees them."""
    found = []
    for number in range(start, len(shown)):
        each = header(number, shown[number])
        if each is None:
            continue
        when = each.stamp
        below = shown[number + 1] if number + 1 < len(shown) else ""
        if when is not None and not when.timed and not when.relative and time_only(below):
            when = replace(when, text=f"{when.text} {below}", timed=True)
            each = replace(each, stamp=when, shape=f"{each.shape} timed", last=number + 1)
        found.append(each)
    return found


def header(number: int, text: str) -> Header | None:
    """The header that a line is, if it may be one; `text` is the line as the eye sees it."""
    if not text or len(text) > LONGEST:
        return None
    if text.startswith("by "):
        slashdot = _SLASHDOT.fullmatch(text)
        if slashdot is not None:
            return Header(number, number, slashdot["name"], None, stamp(text), "slashdot", True)
    found = stamp(text)
    if found is not None:
        if "://" in text and any(url.start() < found.start < url.end() for url in _URL.finditer(text)):
            return None
        return _stamped(number, text, found)
    if " " not in text:
        return None
    says = _SAYS.fullmatch(text) if text.rstrip(":.…, ").lower().endswith(_SPOKEN) else None
    if says is not None and (says["end"] or says["verb"].lower() == "says"):
        name = _unnumbered(says["name"])
        timed = _AT.match(name)
        name = name[timed.end() :] if timed is not None else name
        verb = says["verb"].lower()
        if is_name(name) and len(name.split()) <= 5:
            return Header(number, number, name, None, None, "says", False)
        if verb == "says" and says["end"] and len(name) <= LONGEST_ODD:
            return Header(number, number, name, None, None, f"says{ODD}", False)
    without = undated(text)
    if without is not None and is_name(without[1]) and len(without[1].split()) <= 4:
        return Header(number, number, without[1], None, None, without[0], False)
    return None


def is_name(text: str) -> bool:
    """Whether a text may be the name of who wrote a comment."""
    if not text or len(text) > LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return False
    if is_button(text) and text.lower() not in ROLES:
        return False
    if _LETTER.search(text) is None or "://" in text or _VERSION.fullmatch(text):
        return False
    return _SENTENCE.search(text) is None or _INITIAL.search(text) is not None


def _stamped(number: int, text: str, found: Stamp) -> Header | None:
    if found.relative and text[-1] in ".!?" and " ago" not in text[-5:]:
        return None
    before = _unnumbered(_URL.sub(" ", text[: found.start]).strip())
    if not found.timed and _TWEETED.search(before):
        return None
    by = False
    match = _BY.match(f"{before} ")
    while match is not None and match.end() <= len(before) + 1:
        by, before = True, before[match.end() :].strip()
        match = _BY.match(f"{before} ")
    before = "" if is_button(before) and before.lower() not in ROLES else _trimmed(before)
    after = text[found.end :].strip()
    again = stamp(after) if after else None
    if again is not None:
        after = after[: again.start] + after[again.end :]
    after = after.strip(" |•·—–-,/;»«~.")
    if _EMPTY.fullmatch(after) or is_button(after):
        after = ""
    verb = ""
    says = _SAYS.fullmatch(f"{after} ".strip()) if after else None
    if says is not None and not before:
        after, verb = says["name"], says["verb"]
    elif after.lower().rstrip(":.… ,") in _VERBS.split("|"):
        after, verb = "", after
    by_after = _BY.match(after)
    if by_after is not None and not before:
        by, after = True, after[by_after.end() :]
    after = _trimmed(after)
    if before and after:
        return None
    name, parent = before or after or None, None
    if name is not None:
        name, _, parent = (part or None for part in _parted(name))
    if _VERSION.match(text[: found.start]):
        return None
    odd = ""
    if name is not None and not is_name(name):
        if after or not found.timed or len(name) > LONGEST_ODD:
            return None
        odd = ODD
    where = "none" if name is None else "before" if before else "after"
    when = f"{found.form}{' timed' if found.timed else ''}{' ago' if found.relative else ''}"
    shape = f"{where} {when}{' says' if verb else ''}{odd}"
    return Header(number, number, name, parent, found, shape, by)


def _parted(name: str) -> tuple[str, str, str]:
    match = _ANSWERS.search(name)
    return (name[: match.start()], match[0], name[match.end() :]) if match else (name, "", "")


def _unnumbered(text: str) -> str:
    """A text without the numbers and marks of a list before it."""
    for _ in range(3):
        match = _NUMBERED.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return text


def _trimmed(text: str) -> str:
    """A text without the words and marks that join a name to a date."""
    for _ in range(6):
        text = _SCORE.sub("", text.strip(_EDGE))
        head, _, last = text.rpartition(" ")
        if (last.lower() not in _TRAIL) or (not head and not last):
            break
        text = head
    return bare(_FLAIR.sub("", text))
