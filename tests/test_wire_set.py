"""The labelled set of tests/data/wire holds together: what people marked stands where they marked it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.labelled import read_questions

SET = Path(__file__).parent / "data" / "wire"
TEXTS = {
    article["id"]: article["text"]
    for article in map(json.loads, (SET / "corpus.jsonl").read_text(encoding="utf-8").splitlines())
}


@pytest.mark.parametrize(("name", "answerable", "near_misses"), [("questions.jsonl", 40, 60), ("yes_no.jsonl", 15, 15)])
def test_marked_words_stand_where_they_are_marked(name: str, answerable: int, near_misses: int) -> None:
    questions = list(read_questions(SET / name))
    assert Counter(one.answerable for one in questions) == {True: answerable, False: near_misses}
    assert len({one.question for one in questions}) == len(questions)
    for one in questions:
        assert one.article_ids <= TEXTS.keys()
        assert bool(one.gold) is one.answerable
        for span in one.gold:
            assert TEXTS[span.article_id][span.start : span.end] == span.text
