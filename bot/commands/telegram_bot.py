"""`citewire telegram`: the bot."""

import logging
import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.article_desk import ArticleDesk
from bot.following import following
from bot.settings import Settings, read_settings
from bot.telegram_chat.access import Access
from bot.telegram_chat.app import run_bot, store_path
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.check import check_bot
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.logs import set_up_logs
from bot.telegram_chat.tokens import checked_token
from bot.telegram_chat.webhook import read_webhook
from bot.terminal import Terminal
from bot.wiring import MOST_PASSAGE_TOKENS, open_citewire, open_index, open_model
from index.model_catalogue import catalogue
from index.model_files import default_root, find_model, installed
from index.models import Embedder

if TYPE_CHECKING:
    from index.build import IndexReport, Progress

logger = logging.getLogger(__name__)
PASSAGES_AT_ONCE = 32  # between two turns of the embedder questions get the processor


def run(arguments: Namespace) -> int:
    """Answer in Telegram until a signal; with --check only see whether that would work."""
    settings = read_settings(arguments.articles, arguments.data)
    options = bot_options(settings)  # before the models are loaded for nothing
    if arguments.check:
        return _check(settings, options)
    set_up_logs(debug=arguments.debug)
    citewire = open_citewire(settings)
    if not citewire.search.articles():
        logger.warning("there are no articles in %s, so nothing can be answered yet", settings.articles)
    desk = ArticleDesk(
        settings.articles,
        _indexer(settings, citewire.embedder),
        fetch_private=settings.fetch_private,
    )
    with following(settings, citewire.embedder):
        return run_bot(citewire.engine, citewire.search, settings.data, options, desk)


def bot_options(settings: Settings) -> BotOptions:
    """What the settings say of the bot. Raises CitewireError that names the setting which cannot be."""
    return BotOptions(
        token=checked_token(_revealed(settings.telegram_token)),
        api_base=settings.telegram_api_base,
        access=Access(settings.telegram_allowed, settings.telegram_admins),
        limits=Limits(settings.telegram_per_minute, settings.telegram_per_day),
        webhook=read_webhook(
            settings.telegram_webhook_url,
            settings.telegram_webhook_listen,
            _revealed(settings.telegram_webhook_secret),
        ),
        health_listen=settings.telegram_health_listen,
        keep_days=settings.telegram_keep_days,
    )


def _check(settings: Settings, options: BotOptions) -> int:
    terminal = Terminal()
    for line in chain(
        check_bot(store_path(settings.data, options.token), options),
        _check_articles(settings),
        _check_models(settings, terminal),
    ):
        terminal.say(line)
    return 0


def _check_articles(settings: Settings) -> Iterator[str]:
    from index.article_files import scan

    count = sum(1 for _ in scan(settings.articles))
    closed = settings.telegram_admins and not os.access(settings.articles, os.W_OK)
    yield f"articles: {count:,} in {settings.articles}" + ("; not writable, so admins cannot add any" if closed else "")
    store, _ = open_index(settings)
    with closing(store):
        indexed = f"{len(store.articles()):,}" if store.generation else "none yet, made at the first start,"
    yield f"index: {indexed} in {settings.data}"


def _check_models(settings: Settings, terminal: Terminal) -> Iterator[str]:
    root = settings.models or default_root()
    known, absent = catalogue(root), []
    for name in (settings.embedder, settings.reranker):
        if name in known and not installed(known[name]):
            absent.append(name)
        else:
            find_model(name, root)
    later = f"; fetched at the first start: {', '.join(absent)}" if absent else ""
    yield f"models: {settings.embedder}, {settings.reranker}{later}"
    if settings.llm_model is not None:
        yield f"answers: written by {open_model(settings, terminal.say).name}"


def _indexer(settings: Settings, embedder: Embedder) -> Callable[[Callable[["Progress"], None]], "IndexReport"]:
    def update(show: Callable[["Progress"], None]) -> "IndexReport":
        from index.build import update_index

        store, lexicon = open_index(settings)
        with closing(store):
            return update_index(
                settings.articles,
                store,
                lexicon,
                embedder,
                max_tokens=MOST_PASSAGE_TOKENS,
                passages_at_once=PASSAGES_AT_ONCE,
                progress=show,
            )

    return update


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
