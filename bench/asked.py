"""Labelled questions -> what the index finds for each: the material that ranking and refusal are fitted on."""

import json
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bench.labelled_set import SEED, indexed, questions_of
from bot.evaluation.labelled import LabelledQuestion, is_right
from bot.evaluation.left_out import LeftOut
from bot.evaluation.runner import stored_span
from bot.question import tidy_question
from bot.unknown_names import unknown_names
from bot.wiring import Citewire
from index.candidates import Candidate
from index.passage_reader import Reading


class Kind(StrEnum):
    """What the right answer is: LEFT_OUT is an answerable question asked without the articles that answer it,
    ELSEWHERE one that people asked of something else altogether."""

    ANSWERABLE = "answerable"
    LEFT_OUT = "left out"
    UNANSWERABLE = "unanswerable"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the sentences found, those of them that are `right`, and the readings of their passages.

    `group` is the article that the question was written on: what cross-validation keeps together. `marked` says
    whether people marked sentences at all; `unknown` are the names that no article mentions.
    """

    set_name: str
    kind: Kind
    group: str
    question: str
    marked: bool
    unknown: tuple[str, ...]
    candidates: list[Candidate]
    readings: list[Reading]
    right: list[bool]

    @property
    def gold_texts(self) -> set[str]:
        """The sentences found that are right, word for word."""
        return {one.text for one, right in zip(self.candidates, self.right, strict=True) if right}


def ask_sets(
    folders: Sequence[Path], most: int, keep: Path | None = None, elsewhere: Path | None = None
) -> list[Asked]:
    """Ask at most `most` questions of each kind of each set, drawn by seed; what `keep` holds is not asked again.

    `elsewhere` has the first set's questions of that kind, JSON Lines with a `question` each.
    """
    if keep and keep.exists():
        with keep.open("rb") as file:
            asked: list[Asked] = pickle.load(file)  # noqa: S301  # of our own making
            return asked
    asked = [one for folder in folders for one in _ask(folder, most, elsewhere if folder == folders[0] else None)]
    if keep:
        with keep.open("wb") as file:
            pickle.dump(asked, file)
    return asked


def _ask(folder: Path, most: int, elsewhere: Path | None) -> Iterator[Asked]:
    questions = questions_of(folder)
    answerable = [one for one in questions if one.answerable]
    kinds = {
        Kind.ANSWERABLE: answerable,
        Kind.LEFT_OUT: answerable,
        Kind.UNANSWERABLE: [one for one in questions if not one.answerable],
        Kind.ELSEWHERE: _of_elsewhere(elsewhere) if elsewhere else [],
    }
    with indexed(folder) as citewire:
        for kind, all_of_it in kinds.items():
            for one in random.Random(SEED).sample(all_of_it, min(most, len(all_of_it))):
                yield _ask_one(citewire, folder.name, kind, one)


def _of_elsewhere(path: Path) -> list[LabelledQuestion]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [LabelledQuestion(str(number), json.loads(line)["question"], False) for number, line in enumerate(lines)]


def _ask_one(citewire: Citewire, name: str, kind: Kind, one: LabelledQuestion) -> Asked:
    question = tidy_question(one.question)
    left_out = kind is Kind.LEFT_OUT
    without = one.article_ids if left_out else frozenset()
    candidates, readings = citewire.search.read(question, without)
    gold = [stored_span(citewire.search, span) for span in one.gold]
    found = [each.evidence(0.0) for each in candidates]
    right = [not left_out and any(is_right(each, span) for span in gold) for each in found]
    # Paragraphs of one article ("Normans#3") stay together.
    found_in = candidates[0].found.stored.source.article_id if candidates else one.id  # a near miss names no article
    group = min(one.article_ids, default=found_in).partition("#")[0]
    unknown = unknown_names(question, LeftOut(citewire.search, without).mentions)
    marked = bool(gold) and not left_out
    return Asked(name, kind, f"{name} {group}", question, marked, unknown, candidates, readings, right)
