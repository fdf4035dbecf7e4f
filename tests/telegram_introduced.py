"""A server that knows the bot's commands and descriptions already, as after an earlier start.

To tell them takes half of what a short test does; `tests/test_telegram_introduction.py` is about that.
"""

from bot.languages import LANGUAGES, say_in
from bot.telegram_chat import texts
from bot.telegram_chat.commands import EVERYWHERE, IN_GROUPS
from tests.telegram_server import TelegramServer


def introduce_before(server: TelegramServer) -> None:
    """Put into the server's profile what the bot would tell it."""
    profile = server.world.profile
    for language in LANGUAGES:
        say, code = say_in(language), "" if language == "en" else language
        for scope, commands in (("default", EVERYWHERE), ("all_group_chats", IN_GROUPS)):
            profile.commands[scope, code] = tuple((name, say(text)) for name, text in commands.items())
        profile.texts["description", code] = say(texts.DESCRIPTION)
        profile.texts["short_description", code] = say(texts.SHORT_DESCRIPTION)
