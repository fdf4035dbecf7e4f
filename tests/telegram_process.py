"""`python -m tests.telegram_process BASE_URL TOKEN DATA [stuck [PORT]]`: a bot to be ended by a signal."""

import sys
import threading
from pathlib import Path

from bot.telegram_chat.app import run_bot
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.webhook import WebhookAddress
from tests.scripted_archive import BRIDGE, HARBOUR, ScriptedArchive, scripted_engine
from tests.telegram_stage import FIRST_PAUSE

GRACE_SECONDS = 1.0


def main(base_url: str, token: str, data: str, mood: str = "", port: str = "0") -> int:
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    if mood == "stuck":
        archive.gate = threading.Event()  # never set: no question gets its answer
    engine = scripted_engine(archive)
    address = f"http://127.0.0.1:{port}/hook"
    webhook = WebhookAddress(address, "127.0.0.1", int(port), "a-secret-of-more-than-sixteen") if int(port) else None
    options = BotOptions(token, base_url, webhook=webhook, grace_seconds=GRACE_SECONDS, first_pause=FIRST_PAUSE)
    return run_bot(engine, archive, Path(data), options)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
