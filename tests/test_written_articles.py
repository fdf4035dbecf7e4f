"""Invented articles with questions: read as they are written, and asked with the passages that a search would find."""

import json
from collections import Counter
from pathlib import Path

import pytest

import bench.written_articles
from bench import written_set
from bench.reading_tasks import Task
from bench.written_articles import WrittenArticle, read_written
from bench.written_tasks import PASSAGES, written_tasks
from bot.evaluation.labelled import read_questions

ARTICLES = Path(bench.written_articles.__file__).with_name("articles")
TEXT = """
# Ferry stops at dusk
1 The ferry stops sailing after dark in June.
--
2 Its crews had voted against nights.
? when do night ferries end = 1
? Why do the ferries stop at dusk? = 1, 2
! How did the captains vote?

# Mill burns
1 The mill burned in 1911.
? when did the mill burn = 1
"""


def articles(count: int) -> str:
    lines = []
    for number in range(count):
        lines.append(f"# Mill {number} burns")
        lines += [
            f"{at + 1} Mill {number} {'burned' if at == 3 else 'stood'} on day {at} " + "of a long summer " * 10
            for at in range(8)
        ]
        lines += [f"? on which day did mill {number} burn = 4", f"! who owned mill {number}"]
    return "\n".join(lines)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    ferry, mill = read_written(write(tmp_path / "news.txt", TEXT))
    assert (ferry.title, mill.title) == ("Ferry stops at dusk", "Mill burns")
    assert ferry.sentences[1] == "Its crews had voted against nights."
    assert [one.right for one in ferry.questions] == [{0}, {0, 1}, set()]
    assert ferry.questions[0].text == "when do night ferries end"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 No title.", r":1: '1 No title.' is no title"),
        ("# Title\n1 One.\nWhat is this?", r":3: 'What is this\?' is no title, sentence or question"),
        ("# Title\n1 One.\n3 Three.", "sentence 3 follows 1"),
        ("# Title\n1 One.\n? what = 2", r"no such sentence: \? what = 2"),
    ],
)
def test_what_is_not_of_the_form_is_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        read_written(write(tmp_path / "news.txt", text))


def test_a_set_has_every_question_with_its_sentences(tmp_path: Path) -> None:
    path = write(tmp_path / "news.txt", TEXT)
    assert written_set.main([str(path), "--out", str(tmp_path / "set")]) == 0
    ferry, mill = map(json.loads, (tmp_path / "set" / "corpus.jsonl").read_text(encoding="utf-8").splitlines())
    assert ferry["text"] == "The ferry stops sailing after dark in June.\n\nIts crews had voted against nights."
    assert (ferry["id"], mill["title"]) == ("news_1", "Mill burns")
    read = list(read_questions(tmp_path / "set" / "questions.jsonl"))
    assert [one.answerable for one in read] == [True, True, False, True]
    assert [len(one.gold) for one in read] == [1, 2, 0, 1]
    for one in read:
        for span in one.gold:
            text = {"news_1": ferry["text"], "news_2": mill["text"]}[span.article_id]
            assert text[span.start : span.end] in TEXT


def way_of(task: Task, article: WrittenArticle) -> str:
    if any(task.right):
        return "asked"
    if all(title != article.title for title, _ in task.passages):
        return "left out"
    shown = {text for _, sentences in task.passages for text in sentences}
    return "missed" if article.sentences[3] in shown else "answer taken out"


def test_each_way_of_asking_is_right_about_what_answers(tmp_path: Path) -> None:
    read = read_written(write(tmp_path / "news.txt", articles(150)))
    tasks = written_tasks(read, seed=1)
    asked = [(article, one) for article in read for one in article.questions]
    ways: Counter[str] = Counter()
    for (article, one), task in zip(asked, tasks, strict=True):
        sentences = [text for _, texts in task.passages for text in texts]
        right = [text for text, is_right in zip(sentences, task.right, strict=True) if is_right]
        way = way_of(task, article) if one.right else "near miss"
        ways[way] += 1
        assert task.question == one.text
        assert len(task.passages) == PASSAGES
        assert right == ([article.sentences[3]] if way == "asked" else [])
    assert set(ways) == {"asked", "left out", "answer taken out", "near miss"}
    assert ways["asked"] > 90


def test_the_same_seed_makes_the_same_tasks(tmp_path: Path) -> None:
    read = read_written(write(tmp_path / "news.txt", articles(30)))
    assert written_tasks(read, seed=2) == written_tasks(read, seed=2) != written_tasks(read, seed=3)


def test_our_own_articles_are_of_the_form() -> None:
    read = [one for path in sorted(ARTICLES.glob("*.txt")) for one in read_written(path)]
    assert len(read) == len({one.title for one in read}) == 432
    assert all(len(one.sentences) >= 12 and any(asked.right for asked in one.questions) for one in read)
    assert sum(len(one.questions) for one in read) == 7_035
