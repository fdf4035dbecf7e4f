"""What each signal is worth: the sentence head and the refusal fitted again without it, cross-validated by article.

    python -m bench ablation SET … [--most N] [--keep FILE]

For the head: how often the first sentence is right, and one of three. For the refusal, of each kind of question: AUROC,
and the share refused where .90 and .95 of the answerable are answered.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.asked import ask_sets
from bench.fit import FOLDS, rank_unseen, shares
from bench.head import READ, STATE
from bench.labelled_set import default_reranker
from bench.refusal import Row, told_apart, unseen_chances
from index.sentence_head import FEATURES


def main(arguments: Sequence[str]) -> int:
    """Print a table for each of the two."""
    parser = argparse.ArgumentParser(prog="python -m bench ablation")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--most", type=int, default=800, help="questions of a kind and a set, drawn by seed")
    parser.add_argument("--keep", type=Path, help="a file for what was read, as of `python -m bench fit`")
    options = parser.parse_args(arguments)
    asked = ask_sets(options.sets, options.most, options.keep)
    names = list(dict.fromkeys(one.set_name for one in asked))
    print("| head without | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for without in ("", *FEATURES, READ, STATE):
        unseen, _ = rank_unseen(asked, {without})
        cells = [shares(unseen, name) for name in names]
        print(
            f"| {without or 'nothing'} | " + " | ".join(f"{one[0]:.3f} / {one[1]:.3f}" for one in cells) + " |",
            flush=True,
        )
    reranker = default_reranker()
    rows = [Row.of(one, found, reranker) for one, found in rank_unseen(asked)[0]]
    kinds = sorted({row.kind for row in rows if not row.answerable})
    print("\n| refusal without | " + " | ".join(kinds) + " |\n|---|" + "---|" * len(kinds))
    for without in ("", *rows[0].values):
        chances = unseen_chances(rows, FOLDS, {without})
        print(f"| {without or 'nothing'} | " + " | ".join(told_apart(rows, chances, kind) for kind in kinds) + " |")
    return 0
