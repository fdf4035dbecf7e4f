"""Twenty people ask the bot at once: answers a second beside the engine alone, and how free the event loop stays.

Before and meanwhile somebody types inline queries, one after another.
"""

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from bench.latency import QUESTIONS
from tests.telegram_server import Person, TelegramServer

PEOPLE = 20
QUESTIONS_EACH = 3
INLINE_QUERIES = 20
LONGEST_SECONDS = 600.0


def main(arguments: Sequence[str]) -> int:
    """Print the figures. The bot is another process, so that the server here takes none of its interpreter's time."""
    articles = arguments[0] if arguments else "seeds"
    with TelegramServer() as server, tempfile.TemporaryDirectory() as data:
        people = [server.person(f"Person {number}") for number in range(PEOPLE)]
        command = [sys.executable, "-m", "bench.telegram_load_bot", server.base_url, articles, data]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as bot:
            server.wait_for_call("getMyCommands", timeout=LONGEST_SECONDS)
            typist = server.person("Typist")
            idle = [_inline_seconds(server, typist, number) for number in range(INLINE_QUERIES)]
            begin = perf_counter()
            for number in range(QUESTIONS_EACH):
                for person in people:
                    person.says(QUESTIONS[number % len(QUESTIONS)])
            total = PEOPLE * QUESTIONS_EACH
            busy: list[float] = []
            while _answered(server) < total // 2:
                busy.append(_inline_seconds(server, typist, len(busy)))
            server.wait_for(lambda: _answered(server) == total, timeout=LONGEST_SECONDS)
            seconds = perf_counter() - begin
            bot.send_signal(signal.SIGTERM)
            report = json.loads(bot.communicate()[0])
    print(f"{total} questions of {PEOPLE} people at once")
    print(f"  answers a second      {total / seconds:8.2f}")
    print(f"  the engine alone      {report['engine']:8.2f}")
    print(f"  inline, idle          {median(idle):8.2f} s, at most {max(idle):.2f} s of {len(idle)} queries")
    print(f"  inline, meanwhile     {median(busy):8.2f} s, at most {max(busy):.2f} s of {len(busy)} queries")
    print(f"  loop lag p50 / p99    {report['p50'] * 1000:8.1f} / {report['p99'] * 1000:.1f} ms")
    return 0


def _inline_seconds(server: TelegramServer, typist: Person, number: int) -> float:
    """From a query to its results."""
    begin = perf_counter()
    query = typist.asks_inline(QUESTIONS[number % len(QUESTIONS)])
    server.wait_for(lambda: query.answered, timeout=LONGEST_SECONDS)
    return perf_counter() - begin


def _answered(server: TelegramServer) -> int:
    """How many questions have their answer; one may have several parts, and the keyboard is under the last."""
    sent = server.world.messages.values()
    return len({(one.chat_id, one.reply_to) for one in sent if one.sender.is_bot and one.keyboard})
