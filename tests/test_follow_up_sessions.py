"""Whole sessions of follow-ups in small letters, as they are typed: how the last line is read, and what is cited.

A line of `follow_up_sessions.jsonl` is `asked`, and what is expected of the last: `read_as` it is read exactly so,
capitals and the question mark aside; `holds` each of these stands in it once; `small_talk` it asks nothing; `evidence`
one of these is cited. The half `kept` was not looked at line by line, but scored several times while
the rules were made: it is no test.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Answer
from bot.conversation import Conversation, Turn
from bot.engine import Engine
from bot.follow_up import carry_over
from bot.question import QuestionError
from bot.settings import read_settings
from bot.wiring import open_citewire

DATA = Path(__file__).parent / "data"
NEEDED = 29  # of 33, as many as are read right


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, models_root: Path) -> Engine:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITEWIRE_MODELS", str(models_root))
        data = tmp_path_factory.mktemp("sessions")
        return open_citewire(read_settings(articles=DATA / "session_articles", data=data)).engine


def last_answer(engine: Engine, asked: list[str]) -> Answer | None:
    """The answer to the last line; None where that asks nothing."""
    conversation, answer = Conversation(), None
    for question in asked:
        try:
            answer = engine.answer(question, turns=conversation.turns)
        except QuestionError:
            answer = None
            continue
        conversation = conversation.after(answer)
    return answer


def is_right(row: dict[str, Any], answer: Answer | None) -> bool:
    """Whether the last line was read and answered as the row says."""
    if answer is None:
        return "small_talk" in row
    read = answer.standalone_question.casefold().rstrip(" ?")
    cited = [citation.evidence.text for citation in answer.draft.citations]
    return (
        "small_talk" not in row
        and row.get("read_as", read).casefold().rstrip(" ?") == read
        and all(read.count(words) == 1 for words in row.get("holds", ()))
        and read.count("(") <= 1
        and ("evidence" not in row or any(words in text for words in row["evidence"] for text in cited))
    )


def test_most_sessions_are_read_right(engine: Engine) -> None:
    rows = [json.loads(line) for line in (DATA / "follow_up_sessions.jsonl").read_text(encoding="utf-8").splitlines()]
    looked_at = [row for row in rows if row["half"] == "looked-at"]
    wrong = [row["id"] for row in looked_at if not is_right(row, last_answer(engine, row["asked"]))]
    assert (len(rows), len(looked_at)) == (65, 33)
    assert len(looked_at) - len(wrong) >= NEEDED, wrong


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (["who hacked lanternism", "how many people died in the plane crash"], None),
        (["who hacked lanternism", "latest news", "is lanternism a religion"], None),
        (["who hacked lanternism", "latest news", "when was the election in kestonia"], None),
        (
            ["who hacked lanternism", "how many people died in the plane crash", "where?"],
            "Where was it that people died in the plane crash",
        ),
        (["who hacked lanternism", "was anyone arrested?"], "Was anyone arrested (lanternism)?"),
        (["who hacked lanternism", "why did they do it?"], "Why did they do it (lanternism)?"),
        (["who is the king of sweden", "how old is he"], None),
    ],
)
def test_a_session_is_read_so(asked: list[str], read: str | None, engine: Engine) -> None:
    answer = last_answer(engine, asked)
    assert answer is not None
    assert answer.standalone_question.lower() == (read or asked[-1]).lower()


def test_nothing_grows_from_turn_to_turn(engine: Engine) -> None:
    conversation = Conversation()
    for question in ("what caused the plane crash", "how many survived?", "where?", "why?", "who?", "how many?"):
        answer = engine.answer(question, turns=conversation.turns)
        conversation = conversation.after(answer)
        assert answer.standalone_question.count("(") <= 1
        assert answer.standalone_question.lower().count("plane") <= 1


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        ("How many people died in the crash?", "Where?", "Where was it that people died in the crash?"),
        ("How many people died in the crash?", "Who?", "Who died in the crash?"),
        ("How many people were hurt at sea?", "And when?", "When were people hurt at sea?"),
        ("How many divers did Corran send to Salla?", "Why?", "Why did Corran send divers to Salla?"),
        ("How many divers did Corran send?", "Why?", "Why did Corran send divers?"),
        ("How long did the strike last?", "Why?", "Why did the strike last?"),
        ("What kind of plane crashed?", "Where?", "Where was it that the plane crashed?"),
        ("Who hacked Lanternism?", "When?", "When was it that someone hacked Lanternism?"),
        ("Who leads Corran Lines?", "Since when?", "Since when is it that someone leads Corran Lines?"),
        ("Since when has Una Baird been mayor?", "Why?", "Why has Una Baird been mayor?"),
        (
            "What caused the fire that was put out?",
            "Where?",
            "Where was it that something caused the fire that was put out?",
        ),
        ("Which planes crashed?", "How many?", "How many planes crashed?"),
        ("Who died (plane crash)?", "How many?", "How many died?"),
        ("Where?", "When?", "When"),
        ("How many hectares burned?", "How come?", "Why was it that hectares burned?"),
        ("Did they pay the ransom?", "Why not?", "Why didn’t they pay the ransom?"),
        ("Was anyone arrested?", "Who else?", "Who else was arrested?"),
        ("Who leads the party?", "Who else?", "Who else leads the party?"),
        ("Who was banned from the race?", "When?", "When was someone banned from the race?"),
        ("Which tanker was boarded?", "When?", "When was the tanker boarded?"),
        ("Who did Niger expel?", "When?", "When did Niger expel?"),
        ("How many died in the flood?", "Since when?", "Since when was it that some died in the flood?"),
    ],
)
def test_question_words_that_go_together_are_replaced_as_one(before: str, question: str, standalone: str) -> None:
    assert carry_over(question, [Turn(before)]) == standalone


def test_names_are_put_behind_only_what_has_no_topic_of_its_own() -> None:
    answered = Turn("Who hacked Lanternism?", ("The hackers struck a website and a plane.",))
    assert carry_over("who owns the website", [answered]) == "Who owns the website (Lanternism)?"
    assert carry_over("who owns the plane in kestonia", [answered]) == "Who owns the plane in kestonia"
