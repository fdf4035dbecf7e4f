"""Keeps the bot's token out of every log record, whichever library writes it."""

import logging
import re
from collections.abc import Callable

from index.errors import CitewireError

MASK = "<token>"
UNSET = "TELEGRAM_BOT_TOKEN is not set; get a token from @BotFather and put it into the environment or into .env"
MALFORMED = "TELEGRAM_BOT_TOKEN has not the form of a bot token (123456:letters); copy it again from @BotFather"
_TOKEN = re.compile(r"\d+:[\w-]{30,}", re.ASCII)


def mask_tokens(text: str) -> str:
    """The text with everything that looks like a bot token replaced."""
    return _TOKEN.sub(MASK, text)


def checked_token(token: str | None) -> str:
    """The token, if it is one by its form. Raises CitewireError."""
    if not token:
        raise CitewireError(UNSET)
    if not _TOKEN.fullmatch(token):
        raise CitewireError(MALFORMED)
    return token


def guard_logs() -> None:
    """Mask tokens in all log records from here on, in their message, arguments and tracebacks.

    httpx and httpcore log each URL, and a Bot API URL contains the token: they are quietened too.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    present = logging.getLogRecordFactory()
    if not isinstance(present, _MaskingFactory):
        logging.setLogRecordFactory(_MaskingFactory(present))


class _MaskingFactory:
    """Makes log records whose text is final and masked.

    A filter on the root logger would miss records of other loggers, and one on each handler those of handlers added
    later; the factory sees every record.
    """

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        record.msg, record.args = mask_tokens(record.getMessage()), ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = mask_tokens(logging.Formatter().formatException(record.exc_info))
        return record
