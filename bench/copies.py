"""How well copies are told from other texts, at what cost: prints a table.

    PYTHONPATH=. python bench/copies.py DATA [--show] [--sample N]

DATA holds `extraction/aeb/ground-truth.json`, `ranking/*/docs.jsonl` with `qrels.tsv`, and
`scale/threads.jsonl.zst`, of which the first 20,000 records are taken. Copies are made of these texts by
editing, cutting and framing them; what is no copy by quoting, by taking two texts on one subject, and by
filling in one template twice. The texts as they are show what is found among them unasked.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

import tantivy

from index.model import Kind
from index.sketch import Runs, alike, outline, promising

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

RECORDS: Final = 20_000
Edit = Callable[[str, random.Random], str]


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sample", type=int, default=400, help="pairs of each kind")
    parser.add_argument(
        "--show", action="store_true", help="print what is decided wrongly, and what is found"
    )
    args = parser.parse_args()
    dice = random.Random(7)
    documents, scale = list(_documents(args.data)), list(_scale(args.data))
    articles = [text for text in documents if len(text.split()) >= 60]
    articles += [text for kind, text in scale if kind == Kind.ARTICLE and len(text.split()) >= 100]
    comments = [text for kind, text in scale if kind == Kind.COMMENT]
    long = [text for text in comments if keys(text, Kind.COMMENT)]
    print(f"{len(articles):,} articles, {len(comments):,} comments, {len(long):,} of them long enough\n")

    positives: list[tuple[str, Kind, list[tuple[str, str]], bool]] = []
    for name, edit, goal in ARTICLE_EDITS:
        pairs = [(text, edit(text, dice)) for text in dice.sample(articles, args.sample)]
        positives.append((name, Kind.ARTICLE, pairs, goal))
    for name, edit, goal in COMMENT_EDITS:
        pairs = [(text, edit(text, dice)) for text in dice.sample(long, args.sample)]
        positives.append((name, Kind.COMMENT, pairs, goal))
    negatives: list[tuple[str, Kind, list[tuple[str, str]]]] = [
        (
            f"quotes {count} of its paragraphs",
            Kind.ARTICLE,
            list(_quoting(articles, count, args.sample, dice)),
        )
        for count in (1, 2, 3)
    ]
    negatives.append(
        ("on the same subject", Kind.ARTICLE, list(_same_subject(args.data, 5 * args.sample, dice)))
    )
    negatives.append(("by the same template", Kind.ARTICLE, list(_templates(args.sample, dice))))
    negatives.append(("short comments", Kind.COMMENT, list(_phrases())))
    negatives.append(
        ("answers that quote it unmarked", Kind.COMMENT, list(_answers(long, args.sample, dice)))
    )

    hits = misses = false = 0
    print(f"{'copies':44}{'kind':10}{'pairs':>6} {'recall':>7} {'alike':>7} {'keys':>7}")
    for name, kind, pairs, goal in positives:
        found = [_decided(one, other, kind) for one, other in pairs]
        both = sum(shared and same for shared, same in found)
        rates = [count / len(pairs) for count in (both, sum(s for _, s in found), sum(k for k, _ in found))]
        print(
            f"{name:44}{kind:10}{len(pairs):6} {rates[0]:7.3f} {rates[1]:7.3f} {rates[2]:7.3f}{' *' * goal}"
        )
        if goal:
            hits, misses = hits + both, misses + len(pairs) - both
    print(f"\n{'no copies':44}{'kind':10}{'pairs':>6} {'joined':>7} {'alike':>7} {'keys':>7}")
    for name, kind, pairs in negatives:
        found = [_decided(one, other, kind) for one, other in pairs]
        both = sum(shared and same for shared, same in found)
        rates = [count / len(pairs) for count in (both, sum(s for _, s in found), sum(k for k, _ in found))]
        print(f"{name:44}{kind:10}{len(pairs):6} {rates[0]:7.3f} {rates[1]:7.3f} {rates[2]:7.3f}")
        false += both
        if args.show:
            for (one, other), (shared, same) in zip(pairs, found, strict=True):
                if shared and same:
                    _print_pair(one, other)
    print(
        f"\nof the kinds with *: precision {hits / (hits + false):.4f}, recall {hits / (hits + misses):.4f}\n"
    )
    _among(articles, Kind.ARTICLE, args.show, dice)
    _among(long, Kind.COMMENT, args.show, dice)
    _cost(articles, Kind.ARTICLE)
    _cost(comments, Kind.COMMENT)


def _decided(one: str, other: str, kind: Kind) -> tuple[bool, bool]:
    """Whether two texts find each other, and whether they are taken for copies if they do."""
    shared = not set(keys(one, kind)).isdisjoint(keys(other, kind))
    return shared, _same(one, other, kind)


def keys(text: str, kind: Kind) -> tuple[int, ...]:
    """What a text is found by."""
    found = outline(text, kind)
    return found.keys if found else ()


def _same(one: str, other: str, kind: Kind) -> bool:
    """Whether two texts are taken for copies once they are compared."""
    first, second = outline(one, kind), outline(other, kind)
    if first is None or second is None or not promising(first, second):
        return False
    return alike(Runs.of(one, kind), Runs.of(other, kind))


def _documents(data: Path) -> Iterator[str]:
    for page in json.loads((data / "extraction/aeb/ground-truth.json").read_text("utf-8")).values():
        yield page["articleBody"]
    for file in sorted(data.glob("ranking/*/docs.jsonl")):
        for line in file.read_text("utf-8").strip().split("\n"):
            yield json.loads(line)["text"]


def _scale(data: Path) -> Iterator[tuple[str, str]]:
    with (data / "scale/threads.jsonl.zst").open("rb") as stream:
        lines = io.TextIOWrapper(zstd.ZstdFile(stream), "utf-8")
        for _, line in zip(range(RECORDS), lines, strict=False):
            record = json.loads(line)
            yield record["kind"], record["body"]


def _words_changed(share: float) -> Edit:
    def edit(text: str, dice: random.Random) -> str:
        words = re.split(r"(\s+)", text)
        others = [word for word in words[::2] if word]
        for at in range(0, len(words), 2):
            if dice.random() < share:
                words[at] = (
                    dice.choice(others)
                    if dice.random() < 0.5
                    else "".join(dice.choices("abcdefghijklmnop", k=7))
                )
        return "".join(words)

    return edit


def _words_dropped(share: float) -> Edit:
    return lambda text, dice: " ".join(word for word in text.split() if dice.random() >= share)


def _cut(share: float) -> Edit:
    return lambda text, dice: text[: int(len(text) * share)]


def _cut_and_changed(text: str, dice: random.Random) -> str:
    return _words_changed(0.05)(_cut(0.5)(text, dice), dice)


def _middle(text: str, dice: random.Random) -> str:
    return text[len(text) // 4 : 3 * len(text) // 4]


INTROS: Final = [
    "LONDON, June 4 (Reuters) - ",
    "By our own correspondent\n\nUpdated 3 hours ago | 214 shares | Share on Facebook Tweet Email\n\n",
    "Editor's note: this story was first published by our partner. It is republished here with leave.\n\n",
    "Advertisement\n\nSkip to main content\n\nYou are here: Home / News / World\n\n",
]
OUTROS: Final = [
    "\n\nThis article was originally published on Example News and has been republished under a licence.",
    "\n\nRead more: Ten things to know today. Subscribe to our newsletter for stories like this in your "
    "inbox every morning. By signing up you agree to our terms and privacy policy. All rights reserved.",
    "\n\nCopyright 2019 The Associated Press. All rights reserved. This material may not be published, "
    "broadcast, rewritten or redistributed without permission.",
]


def _framed(text: str, dice: random.Random) -> str:
    return dice.choice(INTROS) + text + dice.choice(OUTROS)


def _syndicated(text: str, dice: random.Random) -> str:
    return f"{text}\n\nThe post {dice.randrange(10**6)} appeared first on Example News."


def _typed_anew(text: str, dice: random.Random) -> str:
    text = text.replace("'", "\u2019").replace(" - ", " \u2014 ")
    text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text)
    text = re.sub(r"[ \t]+", lambda match: dice.choice([" ", "  ", "\u00a0"]), text)
    return text.replace("\n", "\r\n")


def _shouted(text: str, dice: random.Random) -> str:
    return text.upper()


def _paragraph_moved(text: str, dice: random.Random) -> str:
    paragraphs = _paragraphs(text)
    paragraphs.append(paragraphs.pop(dice.randrange(len(paragraphs))))
    return "\n\n".join(paragraphs)


def _signed(text: str, dice: random.Random) -> str:
    return f"{text}\n\nRegards, Ann"


ARTICLE_EDITS: Final[tuple[tuple[str, Edit, bool], ...]] = (
    ("the same", lambda text, dice: text, True),
    ("quotes, dashes and white space changed", _typed_anew, True),
    ("in capitals", _shouted, True),
    ("1 % of words changed", _words_changed(0.01), True),
    ("5 % of words changed", _words_changed(0.05), True),
    ("10 % of words changed", _words_changed(0.10), True),
    ("15 % of words changed", _words_changed(0.15), False),
    ("20 % of words changed", _words_changed(0.20), False),
    ("10 % of words dropped", _words_dropped(0.10), True),
    ("cut to its first 80 %", _cut(0.8), True),
    ("cut to its first 50 %", _cut(0.5), True),
    ("cut to its first 30 %", _cut(0.3), False),
    ("cut to 50 %, and 5 % of words changed", _cut_and_changed, False),
    ("only the middle half of it", _middle, False),
    ("with an intro and an outro", _framed, True),
    ("with a line of syndication", _syndicated, True),
    ("a paragraph moved to the end", _paragraph_moved, True),
)
COMMENT_EDITS: Final[tuple[tuple[str, Edit, bool], ...]] = (
    ("the same", lambda text, dice: text, True),
    ("quotes, dashes and white space changed", _typed_anew, True),
    ("1 % of words changed", _words_changed(0.01), True),
    ("3 % of words changed", _words_changed(0.03), False),
    ("with another signature", _signed, False),
)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, or passages of four sentences where it has none."""
    found = [part for part in re.split(r"\n\s*\n", text) if len(part.split()) > 10]
    if len(found) >= 4:
        return found
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]


def _quoting(articles: list[str], count: int, sample: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """An article, and another that quotes some paragraphs of it, half of it at most."""
    while sample:
        one, other = dice.sample(articles, 2)
        paragraphs = _paragraphs(one)
        if len(paragraphs) < 2 * count:
            continue
        start = dice.randrange(len(paragraphs) - count + 1)
        quoted = "\n\n".join(paragraphs[start : start + count])
        if len(quoted) > min(len(other), 0.4 * len(one)):
            continue
        own = _paragraphs(other)
        own.insert(dice.randrange(len(own) + 1), f'"{quoted}"')
        yield one, "\n\n".join(own)
        sample -= 1


def _same_subject(data: Path, sample: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Two documents that answer the same question."""
    pairs = []
    for folder in sorted((data / "ranking").iterdir()):
        if not (folder / "docs.jsonl").is_file():
            continue
        rows = map(json.loads, (folder / "docs.jsonl").read_text("utf-8").strip().split("\n"))
        texts = {str(row["id"]): row["text"] for row in rows}
        answers = defaultdict(list)
        for line in (folder / "qrels.tsv").read_text("utf-8").strip().split("\n"):
            query, document, grade = line.split("\t")[:3]
            if grade.isdecimal() and int(grade) > 0 and len(texts.get(document, "").split()) >= 60:
                answers[query].append(document)
        for documents in answers.values():
            dice.shuffle(documents)
            pairs += [(texts[one], texts[other]) for one, other in pairwise(documents)]
    yield from dice.sample(pairs, min(sample, len(pairs)))


TEMPLATES: Final = (
    "{who} Inc reported results for the quarter that ended on {day}. Net income came to {n} million dollars, "
    "or {m} cents a share, against {n} million dollars, or {m} cents a share, a year earlier. Sales were {n} "
    "million dollars, up from {n} million. Analysts had expected {m} cents a share on sales of {n} million. "
    "The shares of {who} closed at {m} dollars in {where} on {day}, up {m} percent since the start of the "
    "year. The board declared a dividend of {m} cents a share, payable on {day} to holders of record of "
    "{day}. The company said that it expects earnings of {m} to {m} cents a share for the next quarter.",
    "Police in {where} are looking for a man of {m} years who was last seen on {day} near {where} Road. He "
    "is described as {n} centimetres tall, with dark hair, and wore a jacket and jeans. Anyone who has "
    "seen him is asked to call {n} {n} {n} and to quote the reference {n}. {who}, who leads the search, said "
    "that officers were growing concerned for his welfare and asked all in {where} to look into their sheds "
    "and garages. A helicopter and {m} officers took part in the search on {day}.",
    "Weather for {where} on {day}: highs of {m} degrees and lows of {m} degrees, with winds of {m} miles an "
    "hour from the west. There is a chance of rain of {m} percent at first and {m} percent in the evening. "
    "The sun rises at {m}:{m} and sets at {m}:{m}. The record high for {day} is {m} degrees, set in {n}; the "
    "record low is {m} degrees, set in {n}. The outlook for the week: {m}, {m}, {m}, {m} and {m} degrees.",
)
NAMES: Final = (
    "Akron Boston Calais Denver Exeter Fargo Genoa Hobart Ipswich Jena Kyoto Lagos Milan Natal Oslo".split()
)


def _templates(sample: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """One template filled in twice."""

    def filled(template: str) -> str:
        def value(match: re.Match[str]) -> str:
            numbers = {"m": dice.randrange(1, 99), "n": dice.randrange(100, 9999)}
            months = ["January", "March", "June", "August", "October", "December"]
            day = f"{dice.choice(months)} {dice.randrange(1, 29)}"
            return str(numbers.get(match[1], day if match[1] == "day" else dice.choice(NAMES)))

        return re.sub(r"\{(\w+)\}", value, template)

    for number in range(sample):
        template = TEMPLATES[number % len(TEMPLATES)]
        yield filled(template), filled(template)


def _phrases() -> Iterator[tuple[str, str]]:
    """What many people write under many articles."""
    phrases = [
        "Thanks!",
        "+1",
        "Great article",
        "First!",
        "I agree with this completely.",
        "What a load of rubbish",
    ]
    for phrase in phrases:
        yield phrase, phrase


def _answers(comments: list[str], sample: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """A comment, and an answer as long as a third of it that begins with all of it."""
    comments = [text for text in comments if "\n>" not in text]
    while sample:
        one, other = dice.sample(comments, 2)
        if len(other) >= len(one) // 3 + 80:
            yield one, one + "\n" + other[: len(one) // 3 + 80]
            sample -= 1


def _among(texts: list[str], kind: Kind, show: bool, dice: random.Random) -> None:
    """What is found among texts as they are."""
    postings = defaultdict(list)
    for number, text in enumerate(texts):
        for value in keys(text, kind):
            postings[value].append(number)
    candidates = {
        (one, other)
        for numbers in postings.values()
        for at, one in enumerate(numbers[:50])
        for other in numbers[at + 1 : 50]
    }
    found = [(one, other) for one, other in sorted(candidates) if _same(texts[one], texts[other], kind)]
    parents = list(range(len(texts)))

    def root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    for one, other in found:
        parents[root(other)] = root(one)
    sizes: dict[int, int] = defaultdict(int)
    for number in range(len(texts)):
        sizes[root(number)] += 1
    clusters = sorted((size for size in sizes.values() if size > 1), reverse=True)
    print(
        f"among {len(texts):,} {kind}s as they are: {len(candidates):,} candidates, "
        f"{len(found):,} pairs of copies, {len(clusters):,} clusters of {sum(clusters):,}, the largest "
        f"{clusters[:5]}; longest list of a key {max(map(len, postings.values()))}"
    )
    if show:
        for one, other in dice.sample(found, min(25, len(found))):
            _print_pair(texts[one], texts[other])


def _print_pair(one: str, other: str) -> None:
    a, b = Runs.of(one, Kind.ARTICLE), Runs.of(other, Kind.ARTICLE)
    print(f"--- {len(a.runs)} and {len(b.runs)} runs, {len(a.runs & b.runs)} in common")
    print("   ", " ".join(one.split())[:250])
    print("   ", " ".join(other.split())[:250])


def _cost(texts: list[str], kind: Kind) -> None:
    """Time and space."""
    started = time.process_time()
    found = [keys(text, kind) for text in texts]
    made = time.process_time() - started
    started = time.process_time()
    runs = [Runs.of(text, kind) for text in texts[:1000]]
    compared = time.process_time() - started
    size = sum(len(text.encode()) for text in texts)
    more = _index_size(found) - _index_size([()] * len(texts))
    print(
        f"{kind}: {made / len(texts) * 1e6:.0f} us a record for its keys ({made / size * 1e9:.0f} us/KB), "
        f"{compared / len(runs) * 1e6:.0f} us more for one that is compared; "
        f"{sum(map(len, found)) / len(texts):.1f} keys, "
        f"{more / len(texts):.1f} bytes a record, {100 * more / size:.2f} % of the text"
    )


def _index_size(found: list[tuple[int, ...]]) -> int:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("copy_keys", indexed=True)
    schema = builder.build()
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, folder)
        writer = index.writer(128_000_000, 1)
        for values in found:
            writer.add_document(
                tantivy.Document.from_dict({"copy_keys": list(values)} if values else {}, schema)
            )
        writer.commit()
        writer.wait_merging_threads()
        return sum(file.stat().st_size for file in Path(folder).iterdir())


if __name__ == "__main__":
    main()
