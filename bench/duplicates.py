"""Measure `index.duplicates` on made copies of articles: how many are found, and what else is taken for a copy.

    python -m bench duplicates CORPUS.jsonl…

Every article is copied once in each of the ways in which papers print a wire story. What must not be found: other
articles, many of which are on one subject. In between stand follow-ups, articles that take over a third of another.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.duplicates import copy_groups, signature
from index.sentences import split_sentences

SEED = 20240503
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
LEAST_SENTENCES = 6
Sentences = list[str]


@dataclass(frozen=True, slots=True)
class Row:
    """The share of copies found at each threshold."""

    kind: str
    found: tuple[float, ...]


def _changed(text: Sentences, share: float, chance: random.Random) -> Sentences:
    """Every word is another one with the probability `share`."""
    known = [word for sentence in text for word in sentence.split()]
    return [
        " ".join(chance.choice(known) if chance.random() < share else word for word in sentence.split())
        for sentence in text
    ]


def _in_other_order(text: Sentences, chance: random.Random) -> Sentences:
    """Paragraphs of two sentences shuffled, the first left in its place."""
    paragraphs = [text[at : at + 2] for at in range(0, len(text), 2)]
    later = paragraphs[1:]
    chance.shuffle(later)
    return [sentence for paragraph in [paragraphs[0], *later] for sentence in paragraph]


KINDS: dict[str, Callable[[Sentences, random.Random], Sentences]] = {
    "the same text": lambda text, _: text,
    "other dateline and credits": lambda text, _: [
        f"NIAMEY, May 3 (Our Wire) - {text[0]}",
        *text[1:],
        "Additional reporting by our staff in Paris.",
    ],
    "paragraphs in another order": _in_other_order,
    "last half cut": lambda text, _: text[: len(text) // 2],
    "last two thirds cut": lambda text, _: text[: len(text) // 3],
    "a word in 20 changed": lambda text, chance: _changed(text, 0.05, chance),
    "a word in 10 changed": lambda text, chance: _changed(text, 0.1, chance),
    "last third cut, a word in 20 changed": lambda text, chance: _changed(text[: 2 * len(text) // 3], 0.05, chance),
    "last half cut, a word in 20 changed": lambda text, chance: _changed(text[: len(text) // 2], 0.05, chance),
}
FOLLOW_UP = "a follow-up that takes over a third"


def read_articles(paths: Sequence[Path]) -> dict[str, Sentences]:
    """{article id: sentences} of articles long enough to be cut; one text under two ids counts once."""
    found: dict[str, Sentences] = {}
    texts: set[str] = set()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            text = article["text"]
            sentences = [text[start:end] for start, end in split_sentences(text, "en")]
            if len(sentences) >= LEAST_SENTENCES and sentences[1] not in texts:
                texts.update(sentences)
                found[f"{path.parent.name}/{article['id']}"] = sentences
    return found


def measure(articles: dict[str, Sentences]) -> tuple[list[Row], list[int]]:
    """A row a kind of copy; and for each threshold the number of articles taken for copies of other ones."""
    chance = random.Random(SEED)  # nothing secret
    originals = {name: signature(text) for name, text in articles.items()}
    rows = []
    for kind, alter in KINDS.items():
        copies = {f"copy of {name}": signature(alter(text, chance)) for name, text in articles.items()}
        rows.append(Row(kind, _shares(originals, copies)))
    names = list(articles)
    others = dict(zip(names, names[1:] + names[:1], strict=True))
    follow_ups = {
        f"copy of {name}": signature([*articles[others[name]][: 2 * len(text) // 3], *text[-(len(text) // 3) :]])
        for name, text in articles.items()
    }
    rows.append(Row(FOLLOW_UP, _shares(originals, follow_ups)))
    return rows, [sum(map(len, copy_groups(originals, least))) for least in THRESHOLDS]


def _shares(originals: dict[str, tuple[int, ...]], copies: dict[str, tuple[int, ...]]) -> tuple[float, ...]:
    found = []
    for least in THRESHOLDS:
        pairs = ({"original": numbers, "copy": copies[f"copy of {name}"]} for name, numbers in originals.items())
        found.append(sum(bool(copy_groups(pair, least)) for pair in pairs) / len(originals))
    return tuple(found)


def speed(count: int) -> float:
    """Seconds for the groups of `count` articles of which one in ten is a copy of the one before."""
    chance = random.Random(SEED)  # nothing secret
    made: dict[str, tuple[int, ...]] = {}
    last: tuple[int, ...] = ()
    for number in range(count):
        if number % 10 != 9:
            last = tuple(chance.getrandbits(32) for _ in range(128))
        made[str(number)] = last
    started = time.perf_counter()
    copy_groups(made)
    return time.perf_counter() - started


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench duplicates", description=__doc__)
    parser.add_argument("corpus", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    articles = read_articles(given.corpus)
    started = time.perf_counter()
    for text in articles.values():
        signature(text)
    seconds = (time.perf_counter() - started) / len(articles)
    rows, false = measure(articles)
    print(f"{len(articles)} articles, found at a threshold of\n")
    print("| copy | " + " | ".join(f"{least:.2f}" for least in THRESHOLDS) + " |")
    print("|---" * (len(THRESHOLDS) + 1) + "|")
    for row in rows:
        print(f"| {row.kind} | " + " | ".join(f"{share:.3f}" for share in row.found) + " |")
    print("| articles taken for copies of others | " + " | ".join(map(str, false)) + " |")
    print(f"\na signature {1000 * seconds:.1f} ms; the groups of 20,000 articles {speed(20_000):.2f} s")
    return 0
