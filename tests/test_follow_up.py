"""Follow-up questions without a language model: how they are completed, and that the right sentence is then cited."""

import json
from pathlib import Path
from shutil import copy

import pytest

from bot.conversation import Conversation, Turn
from bot.engine import Engine
from bot.follow_up import carry_over
from bot.settings import read_settings
from bot.topic import with_topic
from bot.wiring import open_citewire
from tests.seed_article import SEEDS

DATA = Path(__file__).parent / "data"
NEEDED = 36  # of 40; 38 when this was written
TALIN = Turn("Who leads Talin Motors?", ("Maria Lindqvist, who has led Talin Motors since 2019, was pleased.",))


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        ("When did Niger order US troops to leave?", "Why?", "Why did Niger order US troops to leave?"),
        ("Did Niger order US troops to leave?", "And when?", "When did Niger order US troops to leave?"),
        ("How many Russian troops did Niger expect?", "Where are they housed?", "Where are the Russian troops housed?"),
        ("What happened to shares in Talin Motors?", "And those of Orbex?", "What happened to shares in Orbex?"),
        ("Where is the Polish plant of Orbex?", "When did it open?", "When did the Polish plant of Orbex open?"),
        ("What did Tomas Reik warn of in his report?", "Was it published?", "Was the report published?"),
        ("What did Lloyd Austin say?", "Where did he say so?", "Where did Lloyd Austin say so?"),
        ("Who won the election in Chad?", "Where was Paul Melly born?", "Where was Paul Melly born?"),
        ("Who won the election in Chad?", "How do tides work?", "How do tides work?"),
        ("How many people died in Kenya?", "And in Uganda?", "How many people died in Uganda?"),
        ("Combien de morts à Valbrune ?", "Et en Allemagne ?", "Combien de morts en Allemagne ?"),
        ("how many people died in the floods", "and in uganda?", "how many people died in the floods, in uganda?"),
        ("Who replaces Nino Baramadze?", "How did it happen?", "How did it happen?"),
        ("How long was the strike?", "And before that?", "And before that?"),
        ("how long was the strike", "and the police?", "And the police?"),
        ("how many people died in the Kenya floods", "Numbers?", "Numbers?"),
        ("how many people died in the floods", "whose fault is it", "Whose fault is it"),
        ("Who is behind the attack?", "What do they want?", "What do they want?"),
        ("Which tanker was boarded by Finland?", "Where was it going?", "Where was the tanker going?"),
        ("why did the rocket fail", "who built it", "Who built the rocket"),
        ("who saw the film about the war", "what is it called", "What is the film about the war called"),
    ],
)
def test_what_is_left_out_is_carried_over(before: str, question: str, standalone: str) -> None:
    assert carry_over(question, [Turn(before)]) == standalone


def test_what_she_has_is_hers() -> None:
    assert carry_over("Her age?", [TALIN]) == "Maria Lindqvist’s age?"
    assert carry_over("who follows her", [TALIN]) == "Who follows Maria Lindqvist"


def test_names_typed_in_small_letters_are_written_as_the_answer_does() -> None:
    before = Turn("how many people died in kenya", ("Floods in western Kenya killed 31 people.",))
    assert carry_over("And in Uganda?", [before]) == "how many people died in Uganda"
    assert carry_over("when?", [before]) == "When was it that people died in Kenya"


def test_a_person_may_be_named_by_the_answer_alone() -> None:
    assert carry_over("What did she say?", [TALIN]) == "What did Maria Lindqvist say?"


def test_the_first_question_stands_as_it_is() -> None:
    assert carry_over("Why are they there?", []) == "Why are they there?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, models_root: Path) -> Engine:
    folder = tmp_path_factory.mktemp("follow-ups")
    articles = folder / "articles"
    articles.mkdir()
    for path in (*SEEDS.iterdir(), *(DATA / "follow_up_articles").iterdir()):
        copy(path, articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITEWIRE_MODELS", str(models_root))
        return open_citewire(read_settings(articles=articles, data=folder / "data")).engine


def test_forty_follow_ups_cite_the_right_sentence(engine: Engine) -> None:
    rows = [json.loads(line) for line in (DATA / "follow_ups.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = []
    for row in rows:
        conversation = Conversation()
        for question in row["before"]:
            conversation = conversation.after(engine.answer(question, turns=conversation.turns))
        answer = engine.answer(row["question"], turns=conversation.turns)
        cited = [citation.evidence.text for citation in answer.draft.citations]
        if not any(words in text for words in row["evidence"] for text in cited):
            wrong.append(f"{row['id']}: {answer.standalone_question}")
    assert len(rows) == 40
    assert len(rows) - len(wrong) >= NEEDED, "\n".join(wrong)


@pytest.mark.parametrize(
    ("before", "question", "article", "standalone"),
    [
        (
            "where was the stolen seascape found",
            "how much money was paid",
            "theft",
            "How much money was paid (stolen seascape)?",
        ),
        (
            "which company does talin motors buy",
            "what was agreed?",
            "merger",
            "What was agreed (company, talin motors)?",
        ),
    ],
)
def test_a_question_that_names_nothing_is_about_what_was_asked_before(
    before: str, question: str, article: str, standalone: str, engine: Engine
) -> None:
    conversation = Conversation().after(engine.answer(before))
    answer = engine.answer(question, turns=conversation.turns)
    assert answer.standalone_question == answer.draft.read_as == standalone
    assert answer.draft.citations[0].evidence.source.article_id.startswith(article)


def test_a_question_about_something_new_is_left_as_it_is(engine: Engine) -> None:
    conversation = Conversation().after(engine.answer("which company does talin motors buy"))
    answer = engine.answer("when was the dam built", turns=conversation.turns)
    assert (answer.standalone_question, answer.draft.read_as) == ("When was the dam built", None)
    assert "1968" in answer.draft.statements[0].text


@pytest.mark.parametrize("question", ["what is love", "who is your creator?", "when is my birthday"])
def test_the_last_topic_is_not_said_again_whatever_is_asked(question: str, engine: Engine) -> None:
    conversation = Conversation().after(engine.answer("where was the stolen seascape found"))
    assert engine.answer(question, turns=conversation.turns).draft.read_as is None


def test_only_a_question_without_names_and_numbers_gets_a_topic() -> None:
    hajj = Turn("When was the Hajj stampede?", ("It began on Thursday.",))
    refused = Turn("What is xyzzy?")
    assert with_topic("Who died?", [hajj, refused]) == "Who died (Hajj stampede)?"
    assert with_topic("and the injured?", [hajj]) == "and the injured (Hajj stampede)?"
    again = Turn("Who died (Hajj stampede)?", ("345 pilgrims died.",))
    assert with_topic("How many were hurt?", [hajj, again]) == "How many were hurt (Hajj stampede)?"
    assert with_topic("Who leads Talin Motors?", [hajj]) is None
    assert with_topic("What happened in 1991?", [hajj]) is None
    assert with_topic("thank the author for me", [hajj]) is None
    assert with_topic("Who died?", [refused]) is None
    assert with_topic("Who died?", []) is None
    assert with_topic("Who died?", [Turn("Why is it?", ("So.",))]) is None
