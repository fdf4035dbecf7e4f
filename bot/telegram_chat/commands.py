"""The commands that Telegram offers while a person types `/`, by scope and language."""

from collections.abc import Iterator

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest

from bot.languages import LANGUAGES, say_in
from bot.telegram_chat import texts

IN_GROUPS = {
    "ask": texts.COMMAND_ASK,
    "search": texts.COMMAND_SEARCH,
    "articles": texts.COMMAND_ARTICLES,
    "new": texts.COMMAND_NEW,
    "settings": texts.COMMAND_SETTINGS,
    "cancel": texts.COMMAND_CANCEL,
    "help": texts.COMMAND_HELP,
}
EVERYWHERE = {
    **{name: text for name, text in IN_GROUPS.items() if name != "ask"},
    "forgetme": texts.COMMAND_FORGET_ME,
    "about": texts.COMMAND_ABOUT,
}
FOR_ADMINS = {
    "add": texts.COMMAND_ADD,
    "remove": texts.COMMAND_REMOVE,
    "reindex": texts.COMMAND_REINDEX,
    "stats": texts.COMMAND_STATS,
    "feedback": texts.COMMAND_FEEDBACK,
}


async def register_commands(bot: Bot, admins: frozenset[int]) -> None:
    """Tell Telegram the commands, where it does not know them already. English goes to whoever speaks no other."""
    for scope, commands in _scopes(admins):
        for language in LANGUAGES:
            say = say_in(language)
            wanted = tuple(BotCommand(name, say(text)) for name, text in commands.items())
            code = None if language == "en" else language
            try:
                if await bot.get_my_commands(scope, language_code=code) != wanted:
                    await bot.set_my_commands(wanted, scope, language_code=code)
            except BadRequest:
                if not isinstance(scope, BotCommandScopeChat):
                    raise
                break  # an admin who has not written to the bot yet


def _scopes(admins: frozenset[int]) -> Iterator[tuple[BotCommandScope, dict[str, str]]]:
    yield BotCommandScopeDefault(), EVERYWHERE
    yield BotCommandScopeAllGroupChats(), IN_GROUPS
    for person_id in sorted(admins):
        yield BotCommandScopeChat(person_id), EVERYWHERE | FOR_ADMINS
