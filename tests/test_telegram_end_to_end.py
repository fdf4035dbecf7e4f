"""The owner's article, the real models and index, and Telegram; another process changes the articles meanwhile."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from index.build import update_index
from index.lexicon import Lexicon
from index.models import Embedder, Reranker
from index.search import Search, SearchOptions
from index.store import Store
from tests.seed_article import SEEDS
from tests.telegram_server import Person, TelegramServer
from tests.telegram_stage import bot_at_work


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return Path(copytree(SEEDS, tmp_path / "articles"))


@pytest.fixture
def search(tmp_path: Path, articles: Path, embedder: Embedder, reranker: Reranker) -> Iterator[Search]:
    (articles / "harbour.txt").write_text("The harbour of Lund reopened on Friday after nine days.", encoding="utf-8")
    data = tmp_path / "data"
    store, lexicon = Store.open(data), Lexicon(data / "lexicon")
    update_index(articles, store, lexicon, embedder, max_tokens=128)
    yield Search(store, lexicon, embedder, reranker, SearchOptions())
    store.close()


def ask(server: TelegramServer, person: Person, question: str) -> str:
    person.says(question)
    return server.wait_for_message(person, timeout=30).text


@pytest.mark.slow
def test_the_whole_way(server: TelegramServer, search: Search, tmp_path: Path, articles: Path) -> None:
    ann = server.person("Ann")
    with bot_at_work(server, Engine(search, ExtractiveAnswerer()), search, tmp_path / "chats"):
        assert "approximately 60 Russian troops" in ask(
            server, ann, "How many Russian troops did Niger say would come?"
        )
        ann.presses("1 in context")
        server.wait_for(lambda: len(server.new_messages(ann)) == 2)
        assert ask(server, ann, "Who won the World Cup in 2022?").startswith("The articles do not say.")
        assert "on Friday" in ask(server, ann, "When did the harbour of Lund reopen?")

        (articles / "harbour.txt").write_text("The harbour of Lund reopened on Sunday after a month.", encoding="utf-8")
        (articles / "tower.txt").write_text("The old water tower in Ystad was sold to a painter.", encoding="utf-8")
        next(articles.glob("000_*")).unlink()
        command = [sys.executable, "-m", "bot", "index", "--articles", str(articles), "--data", str(tmp_path / "data")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

        assert "on Sunday" in ask(server, ann, "When did the harbour of Lund reopen?")
        assert "to a painter" in ask(server, ann, "To whom was the water tower in Ystad sold?")
        assert ask(server, ann, "How many Russian troops did Niger say would come?").startswith("The articles do not")
    assert not server.calls.refused
