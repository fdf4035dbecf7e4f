"""Published questions become tasks whose right sentences are those that people marked."""

import json
from collections import Counter
from pathlib import Path

import pytest

from bench.public_questions import Paragraph, ParagraphQuestion, read_public
from bench.reading_tasks import Task, tasks_of


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    text = "The mill burned in 1911 . It was built anew ( in brick ) by Ada Moss 's sons ."
    record = {
        "title_text": "Moss Mill",
        "question_text": "who built moss mill anew",
        "paragraph_text": text,
        "sentence_starts": [0, text.index("It")],
    }
    first = text.index("Ada")
    rows = [
        record | {"answer_spans": [[first, first + 8]]},
        record | {"original_nq_answers": [[{"start": 19, "end": 23}]]},
        record | {"answer_spans": []},
        record | {"answer_spans": [[0, 4]], "sentence_starts": [0]},
    ]
    path = tmp_path / "nq.jsonlines"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_lines_of_tokens_are_read_as_a_paper_prints_them(lines: Path) -> None:
    one, other = read_public(lines)
    assert one.paragraph.sentences[1] == "It was built anew (in brick) by Ada Moss's sons."
    assert (one.paragraph.title, one.right, other.right) == ("Moss Mill", frozenset({1}), frozenset({0}))


def test_a_file_of_squads_form_is_read_by_sentences(tmp_path: Path) -> None:
    context = "The mill burned in 1911. Ada Moss built it anew in brick."
    answers = [{"text": "Ada Moss", "answer_start": context.index("Ada")}]
    paragraphs = [{"context": context, "qas": [{"question": "Who built the mill anew?", "answers": answers}]}]
    articles = [{"title": title, "paragraphs": paragraphs} for title in ("Moss_Mill", "Other")]
    path = tmp_path / "wiki.json"
    path.write_text(json.dumps({"data": articles}), encoding="utf-8")
    one, _ = read_public(path)
    assert (one.paragraph.title, one.paragraph.source, one.right) == ("Moss Mill", "wiki", frozenset({1}))


def question(number: int) -> ParagraphQuestion:
    sentences = (
        f"Mill {number} burned in {1800 + number} while its owner slept.",
        f"Ada Moss built mill {number} anew in brick after the fire.",
        f"In {1900 + number} the mill was sold to John Bell.",
    )
    paragraph = Paragraph("mills", f"Mill {number}", sentences)
    return ParagraphQuestion(
        f"Which person built mill {number} anew after 1850, as John Bell said?", paragraph, frozenset({1})
    )


QUESTIONS = [question(number) for number in range(120)]


def way_of(task: Task, asked: ParagraphQuestion) -> str:
    shown = [sentences for _, sentences in task.passages]
    if task.question != asked.question:
        return "exchanged"
    if any(task.right):
        return "asked"
    return "answer taken out" if any(set(one) < set(asked.paragraph.sentences) for one in shown) else "left out"


def test_each_way_of_asking_is_right_about_what_answers() -> None:
    tasks = tasks_of(QUESTIONS, seed=1)
    found = Counter(way_of(task, asked) for task, asked in zip(tasks, QUESTIONS, strict=True))
    assert set(found) == {"asked", "answer taken out", "left out", "exchanged"}
    assert found["asked"] > len(QUESTIONS) / 2
    for task, asked in zip(tasks, QUESTIONS, strict=True):
        sentences = [sentence for _, texts in task.passages for sentence in texts]
        assert len(sentences) == len(task.right)
        right = {text for text, is_right in zip(sentences, task.right, strict=True) if is_right}
        answer = asked.paragraph.sentences[1]
        match way_of(task, asked):
            case "asked":
                assert right == {answer}
            case "exchanged":
                assert (right, answer in sentences) == (set(), True)
            case _:
                assert (right, answer in sentences) == (set(), False)


def test_the_same_seed_makes_the_same_tasks() -> None:
    assert tasks_of(QUESTIONS, seed=2) == tasks_of(QUESTIONS, seed=2) != tasks_of(QUESTIONS, seed=3)
