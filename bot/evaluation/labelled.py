"""A file of labelled questions -> questions with the spans that people marked as their evidence."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError

from index.domain import Evidence
from index.errors import CitewireError


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A marked span of an article's text; spans of one `group` make one complete set of evidence."""

    article_id: str
    start: int
    end: int
    text: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with what is right: its evidence, or that the articles do not say."""

    id: str
    question: str
    answerable: bool
    article_ids: frozenset[str] = frozenset()
    gold: tuple[GoldSpan, ...] = ()


def read_questions(path: Path, skip: Sequence[str] = ()) -> Iterator[LabelledQuestion]:
    """The questions of a JSON Lines file, but those that have one of the fields `skip` set to true.

    Raises CitewireError with the number of the line that cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    fields = _parse(path, number, line)
                    if not any(fields.get(name) for name in skip):
                        yield _label(path, number, fields)
    except OSError as error:
        raise CitewireError(f"{path}: {error.strerror}; name a file of labelled questions") from error


def is_right(evidence: Evidence, gold: GoldSpan) -> bool:
    """Whether a cited sentence overlaps the marked span by more than half of the shorter of the two."""
    if evidence.source.article_id != gold.article_id:
        return False
    overlap = min(evidence.end, gold.end) - max(evidence.start, gold.start)
    return overlap > 0.5 * min(evidence.end - evidence.start, gold.end - gold.start)


def in_text(gold: GoldSpan, text: str) -> GoldSpan:
    """The span where its words stand in the stored text: cleaning may have moved them. Raises CitewireError."""
    if text[gold.start : gold.end] == gold.text:
        return gold
    places = []
    position = text.find(gold.text)
    while position >= 0:
        places.append(position)
        position = text.find(gold.text, position + 1)
    if not places:
        raise CitewireError(f"{gold.article_id}: the stored article lacks the marked words {gold.text[:60]!r}")
    start = min(places, key=lambda place: abs(place - gold.start))
    return GoldSpan(gold.article_id, start, start + len(gold.text), gold.text, gold.group)


def _parse(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise CitewireError(f"{path}, line {number} is not JSON: {error.msg}") from error
    if not isinstance(fields, dict):
        raise CitewireError(f"{path}, line {number} is no JSON object")
    return fields


def _label(path: Path, number: int, fields: dict[str, object]) -> LabelledQuestion:
    try:
        return _Record.model_validate(fields).labelled()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CitewireError(f"{path}, line {number}: {where}: {first['msg']}") from error


class _Span(BaseModel):
    doc_id: str
    start: int
    end: int
    text: str
    set: int = 0


class _Record(BaseModel):
    id: str
    question: str
    answerable: bool
    doc_ids: list[str] = []
    evidence: list[_Span] = []

    def labelled(self) -> LabelledQuestion:
        gold = tuple(GoldSpan(one.doc_id, one.start, one.end, one.text, one.set) for one in self.evidence)
        return LabelledQuestion(self.id, self.question, self.answerable, frozenset(self.doc_ids), gold)
