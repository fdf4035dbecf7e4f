"""Fixtures that many tests share."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.languages import Say, say_in
from index.model_fetch import fetch_all
from index.model_files import default_root, find_model
from index.models import Embedder, Reranker, load_embedder, load_reranker
from tests.telegram_server import Person, TelegramServer

if TYPE_CHECKING:
    from tests.index_stage import Stage

DEFAULT_MODELS = ("e5-small-v2", "ms-marco-minilm-l12")
os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # for tests that import onnxruntime themselves


@pytest.fixture(scope="session")
def models_root() -> Path:
    """The folder of fetched models; a fresh machine fetches the defaults at the first test that needs it."""
    root = Path(os.environ.get("CITEWIRE_MODELS") or default_root())
    fetch_all(DEFAULT_MODELS, root, print)
    return root


@pytest.fixture(scope="session")
def embedder(models_root: Path) -> Embedder:
    return load_embedder(find_model(DEFAULT_MODELS[0], models_root))


@pytest.fixture(scope="session")
def reranker(models_root: Path) -> Reranker:
    return load_reranker(find_model(DEFAULT_MODELS[1], models_root))


@pytest.fixture(scope="session")
def seed_index(tmp_path_factory: pytest.TempPathFactory, models_root: Path) -> Path:
    """An index of the article in seeds/, for those who only ask."""
    from tests.seed_article import index_the_seeds  # not every test needs the program

    return index_the_seeds(tmp_path_factory.mktemp("seed-index") / "data", models_root)


@pytest.fixture
def asking_the_seeds(seed_index: Path, models_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are those of that index, and no .env of the developer's counts."""
    from tests.seed_article import read_the_seeds

    read_the_seeds(monkeypatch, seed_index, models_root)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Stands in for a pipe on standard input."""

    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return type_in


@pytest.fixture(scope="session")
def after_two_runs(tmp_path_factory: pytest.TempPathFactory) -> "Stage":
    """An index after two runs, to be copied by who changes it."""
    from tests.spare_stage import two_runs  # not every test needs Chroma

    return two_runs(tmp_path_factory.mktemp("two-runs"))


@pytest.fixture
def new_server() -> Iterator[TelegramServer]:
    """Telegram, which has not heard of the bot yet."""
    with TelegramServer() as running:
        yield running


@pytest.fixture
def server(new_server: TelegramServer) -> TelegramServer:
    """Telegram, where the bot was started before."""
    from tests.telegram_introduced import introduce_before  # not every test needs the Telegram library

    introduce_before(new_server)
    return new_server


@pytest.fixture
def ann(server: TelegramServer) -> Person:
    return server.person("Ann")


@pytest.fixture(params=["en", "fr"])
def say(request: pytest.FixtureRequest) -> Say:
    """The bot in each of its languages."""
    return say_in(request.param)


@pytest.fixture
def reader(server: TelegramServer, say: Say) -> Person:
    """Somebody whose Telegram is in that language."""
    return server.person("Ann", language=say.code)


@pytest.fixture
def nothing_refused(server: TelegramServer) -> Iterator[None]:
    """The bot does nothing that Telegram refuses; "not modified" tells it that a message is as it should be."""
    yield
    assert not [one for one in server.calls.refused if "message is not modified" not in str(one.answer)]
