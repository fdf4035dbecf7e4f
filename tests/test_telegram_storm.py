"""Many questions, many chats, and all that can go wrong at once: every question answered once, in its chat's order."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.faults import drop, server_error, too_many_requests

CHATS = int(os.environ.get("STORM_CHATS", "8"))
QUESTIONS = int(os.environ.get("STORM_QUESTIONS", "5"))
KILLS = 3
TOPICS = {"harbour repairs cost?": "Mayor", "tunnel rejected?": "The", "ferries to Rostock?": "Ferries"}


@contextmanager
def process(server: TelegramServer, data: Path, webhook: int) -> Iterator[subprocess.Popen[bytes]]:
    arguments = [server.base_url, server.token, str(data), "", str(webhook)]
    command = [sys.executable, "-m", "tests.telegram_process", *arguments]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        try:
            yield running
        finally:
            running.kill()


def answers_to(server: TelegramServer, person: Person) -> list[tuple[int | None, str]]:
    """(the message answered, its first word) of the bot's messages, in the order of the chat."""
    return [(message.reply_to, message.text.split()[0]) for message in server.messages(person) if message.sender.is_bot]


def wait_for_sent(server: TelegramServer, count: int) -> None:
    server.wait_for(lambda: len(server.calls.of("sendMessage")) >= count, timeout=300)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_every_question_is_answered_once_and_in_order(tmp_path: Path, mode: str) -> None:
    chance = random.Random(5)
    webhook = free_port() if mode == "webhook" else 0
    with TelegramServer() as server:
        people = [server.person(f"Person {number}") for number in range(CHATS)]
        expected: dict[Person, list[tuple[int, str]]] = {person: [] for person in people}
        for _ in range(QUESTIONS):
            for person in chance.sample(people, CHATS):
                question = chance.choice(list(TOPICS))
                message = person.says(question)
                expected[person].append((message.message_id, TOPICS[question]))
        total = CHATS * QUESTIONS
        for fault in (drop(), drop(after=True), server_error(), server_error(after=True), too_many_requests(1)):
            for skip in chance.sample(range(total), 3):
                server.faults.inject("sendMessage", fault, skip=skip)
            server.faults.inject("getUpdates", fault, skip=chance.randrange(3))
        for kill in range(1, KILLS + 1):
            with process(server, tmp_path, webhook) as running:
                wait_for_sent(server, kill * total // (KILLS + 1))
                running.send_signal(signal.SIGKILL)
        with process(server, tmp_path, webhook):
            # "2 before you" comes and goes, so it is the end that counts.
            server.wait_for(lambda: all(answers_to(server, one) == expected[one] for one in people), timeout=300)
            server.wait_until_confirmed(timeout=60)
        for person in people:
            assert answers_to(server, person) == expected[person]
