"""`python -m tests.telegram_process BASE_URL DATA [stuck]`: the bot as a process that a test can end with a signal."""

import sys
import threading
from pathlib import Path

from bot.telegram_chat.app import run_bot
from bot.telegram_chat.telegram_bot import BotOptions
from tests.telegram_server import TOKEN
from tests.telegram_stage import BRIDGE, HARBOUR, ScriptedArchive, scripted_engine

GRACE_SECONDS = 2.0


def main(base_url: str, data: str, mood: str = "") -> int:
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    if mood == "stuck":
        archive.gate = threading.Event()  # never set: no question gets its answer
    engine = scripted_engine(archive)
    return run_bot(engine, archive, Path(data), BotOptions(TOKEN, base_url, grace_seconds=GRACE_SECONDS))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
