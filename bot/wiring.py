"""The whole program put together: settings -> an index that is there, and an engine that answers from it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.answerability import load_answerability
from bot.engine import Engine, Searcher
from bot.extractive import ExtractiveAnswerer
from bot.progress import Display
from bot.settings import Settings
from bot.unknown_names import unknown_names
from index.errors import CitewireError
from index.lexicon import Lexicon
from index.model_fetch import fetch_all
from index.model_files import default_root, find_model
from index.models import Embedder, Reranker, load_embedder, load_reranker
from index.search import Search, SearchOptions
from index.store import Store

if TYPE_CHECKING:
    from bot.llm import ChatModel
    from bot.verify import Verifier
    from index.build import IndexReport, Progress

MOST_PASSAGE_TOKENS = 200


class Archive(Searcher, Protocol):
    """What an engine is put together on."""

    def mentions(self, word: str) -> bool:
        """Whether any article has the word, or one so like it that it may be meant."""
        ...


@dataclass(frozen=True, slots=True)
class Citewire:
    """What commands need: `engine` answers, `search` finds and reads the stored articles, `embedder` is theirs.

    `engine_on` puts the same engine together on another archive.
    """

    engine: Engine
    search: Search
    embedder: Embedder
    engine_on: Callable[[Archive], Engine]


def open_citewire(settings: Settings, model: "ChatModel | None" = None) -> Citewire:
    """Models loaded, the index made if there is none yet. Raises CitewireError.

    `model` writes the answers, instead of the language model that the settings name.
    """
    with Display() as display:
        embedder_model, reranker_model = fetch_all(
            [settings.embedder, settings.reranker], settings.models or default_root(), display.note
        )
        display.say("Loading the models")
        embedder, reranker = load_embedder(embedder_model), load_reranker(reranker_model)
        store, lexicon = open_index(settings)
        if store.generation == 0:
            for file, reason in _update(settings, store, lexicon, embedder, display).failed:
                display.note(f"{file}: {reason}")
        store.expect_embedder(embedder.fingerprint)
        search = Search(store, lexicon, embedder, reranker, SearchOptions())
        if model is None and settings.llm_model is not None:
            display.say("Loading the language model")
            model = open_model(settings, display.note)
        engine_on = _engine_maker(settings, reranker, model)
        return Citewire(engine_on(search), search, embedder, engine_on)


def open_model(settings: Settings, progress: Callable[[str], None]) -> "ChatModel":
    """The language model that the settings name. Raises CitewireError."""
    from bot.open_llm import open_llm

    if settings.llm_model is None:
        raise CitewireError("CITEWIRE_LLM_MODEL names no language model; see docs/llm.md")
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    root = settings.models or default_root()
    return open_llm(settings.llm_model, settings.llm_base_url, key, root, progress, settings.llm_timeout)


def open_verifier(settings: Settings, reranker: Reranker) -> "Verifier":
    """The check of what a language model writes. Raises CitewireError."""
    from bot.meaning import EntailedMeaning, RankedMeaning
    from bot.verify import Verifier

    match settings.llm_meaning:
        case "":
            return Verifier()
        case "reranker":
            return Verifier(RankedMeaning(reranker))
        case folder:
            from index.nli import NliModel

            return Verifier(EntailedMeaning(NliModel(find_model(folder, settings.models or default_root()))))


def _engine_maker(settings: Settings, reranker: Reranker, model: "ChatModel | None") -> Callable[[Archive], Engine]:
    """With the language model, if there is one."""
    answerability = load_answerability()
    threshold = answerability.threshold(settings.caution)

    def quoting(archive: Archive) -> ExtractiveAnswerer:
        return ExtractiveAnswerer(
            lambda question, evidence: answerability.probability(question, evidence, reranker),
            threshold,
            lambda question: unknown_names(question, archive.mentions),
        )

    if model is None:
        return lambda archive: Engine(archive, quoting(archive))
    from bot.evidence_gate import read_gate
    from bot.evidence_prompt import LOCAL_LIMITS, Limits
    from bot.generative import GenerativeAnswerer, GenerativeOptions
    from bot.rewriting import LlmRewriter

    limits = LOCAL_LIMITS if model.is_local else Limits()
    gate = read_gate(settings.llm_gate, model.name)
    options = GenerativeOptions(limits, gate, threshold, required=settings.llm_required)
    verifier = open_verifier(settings, reranker)

    def writing(archive: Archive) -> Engine:
        extractive = quoting(archive)
        answerer = GenerativeAnswerer(model, verifier, extractive, options)
        return Engine(archive, answerer, LlmRewriter(model), quoting=extractive)

    return writing


def open_index(settings: Settings) -> tuple[Store, Lexicon]:
    """The store, in the data folder or on a Chroma server, and this machine's lexicon; nothing is written."""
    lexicon = Lexicon(settings.data / "lexicon")
    if not settings.chroma_url:
        return Store.open(settings.data), lexicon
    from index.chroma_server import Address
    from index.server import ServerBackend

    key = settings.chroma_api_key.get_secret_value()
    address = Address(settings.chroma_url, key, settings.chroma_tenant, settings.chroma_database)
    return Store(ServerBackend.connect(address, settings.data)), lexicon


def open_embedder(settings: Settings) -> Embedder:
    """The embedder alone, for those who index and ask nothing. Raises CitewireError."""
    with Display() as display:
        (model,) = fetch_all([settings.embedder], settings.models or default_root(), display.note)
        return load_embedder(model)


def update(
    settings: Settings, *, embedder: Embedder | None = None, rebuild: bool = False, dry_run: bool = False
) -> "IndexReport":
    """Bring the index up to date with the folder; without an embedder that is loaded first. Raises CitewireError."""
    embedder = embedder or open_embedder(settings)
    store, lexicon = open_index(settings)
    with closing(store), Display() as display:
        return _update(settings, store, lexicon, embedder, display, rebuild=rebuild, dry_run=dry_run)


def _update(
    settings: Settings,
    store: Store,
    lexicon: Lexicon,
    embedder: Embedder,
    display: Display,
    *,
    rebuild: bool = False,
    dry_run: bool = False,
) -> "IndexReport":
    # Reading files takes a third of a second to import, which a question to an index that is there need not wait for.
    from index.build import update_index

    def show(progress: "Progress") -> None:
        rate = f"{progress.passages:,} passages, {progress.passages / progress.seconds:,.0f}/s"
        display.count("Indexing", progress.files_done, progress.files, rate)

    display.say("Indexing")
    return update_index(
        settings.articles,
        store,
        lexicon,
        embedder,
        max_tokens=MOST_PASSAGE_TOKENS,
        rebuild=rebuild,
        dry_run=dry_run,
        progress=show,
    )
