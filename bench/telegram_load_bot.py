"""The bot's side of `bench/telegram_load.py`: first the engine alone, then the bot with its event loop watched."""

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from bench.latency import QUESTIONS
from bot.settings import read_settings
from bot.telegram_chat.app import store_path
from bot.telegram_chat.bot_options import BotOptions
from bot.telegram_chat.chat_store import ChatStore
from bot.telegram_chat.telegram_bot import ANSWERS_AT_ONCE, TelegramBot
from bot.wiring import Citewire, open_citewire
from tests.telegram_server import TOKEN

ALONE = 60
TICK_SECONDS = 0.01


def main(base_url: str, articles: str, data: str) -> int:
    """Run until SIGTERM, then print the figures as one JSON object."""
    settings = read_settings(Path(articles), Path(data) / "data")
    citewire = open_citewire(settings)
    alone = _engine_alone(citewire)
    store = ChatStore(store_path(settings.data, TOKEN))
    bot = TelegramBot(citewire.engine, citewire.search, store, BotOptions(TOKEN, base_url))
    lags = sorted(asyncio.run(_watched(bot)))
    store.close()
    print(json.dumps({"engine": alone, "p50": lags[len(lags) // 2], "p99": lags[int(len(lags) * 0.99)]}))
    return 0


def _engine_alone(citewire: Citewire) -> float:
    """Answers a second, as many at a time as the bot works on."""
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(ALONE)]
    for question in QUESTIONS:
        citewire.engine.answer(question)
    with ThreadPoolExecutor(ANSWERS_AT_ONCE) as threads:
        begin = perf_counter()
        list(threads.map(citewire.engine.answer, asked))
        return ALONE / (perf_counter() - begin)


async def _watched(bot: TelegramBot) -> Sequence[float]:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    lags: list[float] = []

    async def watch() -> None:
        while True:
            before = perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            lags.append(perf_counter() - before - TICK_SECONDS)

    watching = asyncio.create_task(watch())
    await bot.run(stop)
    watching.cancel()
    return lags


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
