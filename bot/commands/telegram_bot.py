"""`citewire telegram`: the bot."""

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
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
from bot.wiring import MOST_PASSAGE_TOKENS, open_citewire, open_index
from index.models import Embedder

if TYPE_CHECKING:
    from index.build import IndexReport, Progress

PASSAGES_AT_ONCE = 32  # between two turns of the embedder questions get the processor


def run(arguments: Namespace) -> int:
    """Answer in Telegram until a signal; with --check only see whether that would work."""
    settings = read_settings(arguments.articles, arguments.data)
    options = bot_options(settings)  # before the models are loaded for nothing
    if arguments.check:
        return _check(settings, options)
    set_up_logs(debug=arguments.debug)
    citewire = open_citewire(settings)
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
    for line in check_bot(store_path(settings.data, options.token), options):
        terminal.say(line)
    store, _ = open_index(settings)
    with closing(store):
        articles = len(store.articles())
    made = f"{articles:,} articles" if store.generation else "none yet; it is made at the first start"
    terminal.say(f"index: {settings.data}, {made}")
    return 0


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
