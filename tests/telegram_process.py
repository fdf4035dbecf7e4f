"""`python -m tests.telegram_process BASE_URL DATA [stuck]`: the bot as a process that a test can end with a signal."""

import sys
import threading
from pathlib import Path

from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from bot.telegram_chat.app import run_bot
from tests.telegram_server import TOKEN
from tests.telegram_stage import BRIDGE, HARBOUR, ScriptedArchive


def main(base_url: str, data: str, mood: str = "") -> int:
    archive = ScriptedArchive(HARBOUR, BRIDGE)
    if mood == "stuck":
        archive.gate = threading.Event()  # never set: no question gets its answer
    engine = Engine(archive, ExtractiveAnswerer())
    return run_bot(engine=engine, library=archive, token=TOKEN, api_base=base_url, data=Path(data))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
