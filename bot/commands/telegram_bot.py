"""`citewire telegram`: the bot."""

from argparse import Namespace

from bot.following import following
from bot.settings import read_settings
from bot.telegram_chat.app import run_bot
from bot.wiring import open_citewire


def run(arguments: Namespace) -> int:
    """Answer in Telegram until a signal."""
    settings = read_settings(arguments.articles, arguments.data)
    citewire = open_citewire(settings)
    with following(settings, citewire.embedder):
        return run_bot(
            engine=citewire.engine,
            library=citewire.search,
            token=settings.telegram_token.get_secret_value() if settings.telegram_token else None,
            api_base=settings.telegram_api_base,
            data=settings.data,
            allowed=settings.telegram_allowed,
            admins=settings.telegram_admins,
        )
