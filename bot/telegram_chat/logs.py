"""Log lines as JSON objects on stderr, without tokens, and without anybody's words unless debugging is asked for."""

import json
import logging
import sys
from datetime import UTC, datetime
from traceback import extract_tb

from bot.telegram_chat.tokens import guard_logs


def set_up_logs(*, debug: bool) -> None:
    """For a program whose log a supervisor collects; once, at its start."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(debug=debug))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.DEBUG if debug else logging.INFO)
    logging.getLogger("telegram").setLevel(logging.WARNING)  # it logs whole updates
    logging.getLogger("tornado.access").setLevel(logging.WARNING)  # it logs every look at the bot's health
    guard_logs()


class JsonLines(logging.Formatter):
    """A record a line. The text of an exception may quote a question, so only its kind and place are shown."""

    def __init__(self, *, debug: bool) -> None:
        super().__init__()
        self._debug = debug

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__
            line["at"] = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(extract_tb(trace)))
            if self._debug:
                line["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
