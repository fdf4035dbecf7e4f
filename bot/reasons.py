"""Why something about articles was not done, for who reads it in a chat.

The index says its reasons in English, whole. Those that people meet most are known here as patterns: a reason that fits
one is said in the reader's language, any other stays as it is. What to run at a terminal becomes the chat's command.
"""

import re
from functools import cache

from bot.languages import Say
from index.errors import ArticleError, CitewireError

NAMED = "{what}: {why}"
REASONS = (
    "the server answered {status}",
    "no address is known for {host}; check the spelling and the network",
    "{host} is no public address; set CITEWIRE_FETCH_PRIVATE=1 if it is to be fetched all the same",
    "cannot be reached ({error})",
    "no whole answer within {seconds} seconds; try again later",
    "larger than {size} MB, the limit",
    "{kind} is not read; only web pages, text, PDF, DOCX and feeds are",
    "the site's robots.txt cannot be had, so its pages are left alone; try again later",
    "the site's robots.txt asks not to fetch this page",
    "no article found in this page",
    "the page is empty",
    "the feed has no entries",
    "the file is empty",
    "the file has no text",
    "no text is left after cleaning",
    "no text in this PDF; if it is a scan, run it through text recognition first",
    "the PDF is locked with a password; save it without one",
    "broken PDF: {error}",
    "broken DOCX: {error}",
    "binary, not text",
    "{ids}: no such article in {folder}; `citewire articles` lists them. Nothing was removed",
    "{where}: process {who} is indexing; wait until it is done, or stop it",
    "{file}: Telegram does not give the file ({error}); send it again",
)
_COMMANDS = {"`citewire articles`": "/articles", "`citewire index`": "/reindex"}


def say_error(error: CitewireError, say: Say) -> str:
    """What an error says; the name of a file or an address before it stays."""
    if isinstance(error, ArticleError):
        return say_named(str(error.path), error.reason, say)
    return say_reason(str(error), say)


def say_named(what: str, reason: str, say: Say) -> str:
    """A reason behind the file or address that it is about."""
    return say.fill(NAMED, what=what, why=say_reason(reason, say))


def say_reason(reason: str, say: Say) -> str:
    """A reason, without the file or address that it is about."""
    for text, pattern in _patterns():
        if found := pattern.fullmatch(reason):
            return _with_commands(say.fill(text, **found.groupdict()))
    return _with_commands(reason)


def _with_commands(said: str) -> str:
    for terminal, chat in _COMMANDS.items():
        said = said.replace(terminal, chat)
    return said


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in REASONS)


def _pattern(text: str) -> str:
    """`broken PDF: {error}` -> `broken\\ PDF:\\ (?P<error>.+)`"""
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(text))
