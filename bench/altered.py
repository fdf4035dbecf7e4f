"""Measure `bot.verify`: how many altered copies of sentences it certifies, how many faithful paraphrases it keeps.

    python -m bench.altered CORPUS.jsonl... --half tune|report|all [--show KIND] [--paraphrases FILE]

An altered copy is checked against the sentence it was made from, alone and with its neighbours ("with context"); a
paraphrase is altered in the same ways and checked against its cited sentences. Halves are by article. Fixed seed.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.alterations import KINDS, names_in
from bot.reading.facts import FactKind
from bot.verify import Verdict, Verifier
from index.sentences import split_sentences

SEED = 20240503
PARAPHRASES = Path(__file__).parent.parent / "tests" / "data" / "paraphrases.jsonl"


@dataclass(frozen=True, slots=True)
class Copy:
    """An altered statement with the sentences it claims to rest on."""

    kind: str
    statement: str
    cited: tuple[str, ...]
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How many copies of a kind there were, and were certified by their sentence alone and with its neighbours."""

    kind: str
    copies: int
    alone: int
    in_context: int


def read_sentences(paths: Sequence[Path], half: str) -> Iterator[list[str]]:
    """The sentences of each article of one half, at least five words each."""
    number = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            number += 1
            if half == "all" or (number % 2 == 0) == (half == "tune"):
                text = json.loads(line)["text"]
                spans = split_sentences(text, "en")
                yield [text[start:end] for start, end in spans if len(text[start:end].split()) >= 5]


def altered_copies(articles: Sequence[Sequence[str]], a_kind: int) -> list[Copy]:
    """At most `a_kind` altered copies of each kind, from sentences drawn at random."""
    chance = random.Random(SEED)
    names = sorted({match.group() for article in articles for text in article for match in names_in(text)})
    places = [(article, at) for article in articles for at in range(len(article))]
    copies: list[Copy] = []
    for kind, alter in KINDS.items():
        chance.shuffle(places)
        made = 0
        for article, at in places:
            if made == a_kind:
                break
            if (statement := alter(article[at], names, chance)) and statement != article[at]:
                copies.append(Copy(kind, statement, (article[at],), tuple(article[max(0, at - 1) : at + 2])))
                made += 1
    return copies


def altered_paraphrases(rows: Sequence[dict[str, object]], names: Sequence[str]) -> list[Copy]:
    """Each paraphrase altered once in every way that applies to it."""
    chance = random.Random(SEED)
    copies = []
    for row in rows:
        statement, cited = str(row["statement"]), tuple(str(text) for text in list_of(row["cited"]))
        for kind, alter in KINDS.items():
            if (altered := alter(statement, names, chance)) and altered != statement:
                copies.append(Copy(kind, altered, cited, cited))
    return copies


def list_of(value: object) -> list[object]:
    """The value as the list it must be."""
    if not isinstance(value, list):
        raise TypeError(f"a list of sentences expected, not {value!r}")
    return value


def measure(verifier: Verifier, copies: Sequence[Copy], shown: str | None) -> list[Row]:
    """A row for each kind of copy; `shown` prints what was certified of it."""
    made: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    in_context: Counter[str] = Counter()
    only: Counter[FactKind] = Counter()
    for copy in copies:
        verdict, with_context = verifier.check(copy.statement, copy.cited), verifier.check(copy.statement, copy.context)
        made[copy.kind] += 1
        alone[copy.kind] += verdict.supported
        in_context[copy.kind] += with_context.supported
        if len(kinds := {fact.kind for fact in verdict.missing}) == 1:
            only[kinds.pop()] += 1
        if shown in (copy.kind, "all") and (verdict.supported or with_context.supported):
            print(f"[{copy.kind}{'' if verdict.supported else ', in context'}] {copy.statement}\n    <- {copy.cited}")
    print("caught by one check alone: " + ", ".join(f"{kind.value} {count}" for kind, count in only.items()))
    return [Row(kind, made[kind], alone[kind], in_context[kind]) for kind in made]


def print_table(title: str, rows: Sequence[Row]) -> None:
    """The rows and the sum of all but the role swap."""
    print(f"\n{title}\n| kind | copies | certified | % | with context | % |\n|---|---|---|---|---|---|")
    facts = [row for row in rows if row.kind != "role swap"]
    total = Row(
        "all but role swap",
        sum(row.copies for row in facts),
        sum(row.alone for row in facts),
        sum(row.in_context for row in facts),
    )
    for row in [*rows, total]:
        shares = [100 * count / max(1, row.copies) for count in (row.alone, row.in_context)]
        print(f"| {row.kind} | {row.copies} | {row.alone} | {shares[0]:.1f} | {row.in_context} | {shares[1]:.1f} |")


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--half", choices=("tune", "report", "all"), default="all")
    parser.add_argument("--a-kind", type=int, default=150)
    parser.add_argument("--paraphrases", type=Path, default=PARAPHRASES)
    parser.add_argument("--show", help="print what was certified of a kind, or 'all'")
    given = parser.parse_args(arguments)
    verifier = Verifier()
    articles = list(read_sentences(given.corpus, given.half))
    print_table("Altered copies", measure(verifier, altered_copies(articles, given.a_kind), given.show))
    rows = [json.loads(line) for line in given.paraphrases.read_text(encoding="utf-8").splitlines()]
    names = sorted({match.group() for article in articles for text in article for match in names_in(text)})
    print_table("Altered paraphrases", measure(verifier, altered_paraphrases(rows, names), given.show))
    started = time.perf_counter()
    verdicts: list[Verdict] = [verifier.check(row["statement"], row["cited"]) for row in rows]
    seconds = (time.perf_counter() - started) / len(rows)
    print(f"\nfaithful paraphrases kept: {sum(verdict.supported for verdict in verdicts)} of {len(rows)}")
    sentences = [text for article in articles for text in article]
    kept = sum(verifier.check(text, [text]).supported for text in sentences)
    pairs = [(said, cited) for article in articles for said, cited in pairwise(article) if said != cited]
    wrong = sum(verifier.check(said, [cited]).supported for said, cited in pairs)
    print(f"certified against the next sentence instead of their own: {wrong} of {len(pairs)}")
    print(f"verbatim sentences kept: {kept} of {len(sentences)}; {1000 * seconds:.2f} ms a check, texts known")


if __name__ == "__main__":
    main(sys.argv[1:])
