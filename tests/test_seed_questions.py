"""Thirty questions on the article in seeds/: twenty it answers, ten near ones that it does not."""

import json
from pathlib import Path

import pytest

from bot.settings import read_settings
from bot.wiring import open_citewire
from tests.seed_article import ARTICLE, SEEDS

QUESTIONS = Path(__file__).parent / "data" / "seed_questions.jsonl"


def test_right_sentences_are_cited_and_near_questions_refused(
    tmp_path: Path, models_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITEWIRE_MODELS", str(models_root))
    citewire = open_citewire(read_settings(articles=SEEDS, data=tmp_path / "data"))
    stored = citewire.search.article(ARTICLE)
    assert stored is not None
    missed, answered_wrongly = [], []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        draft = citewire.engine.answer(asked["question"]).draft
        cited = [citation.evidence for citation in draft.citations]
        assert len(cited) <= 3
        assert all(one.text == stored.article.text[one.start : one.end] for one in cited)
        if not asked["answerable"] and draft.refusal is None:
            answered_wrongly.append(asked["question"])
        if asked["answerable"] and not any(words in one.text for one in cited for words in asked["evidence"]):
            missed.append(asked["question"])
    assert len(missed) <= 2, missed
    assert len(answered_wrongly) <= 2, answered_wrongly
