"""Updates by webhook: only Telegram's are taken, and each is answered once."""

import socket
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot.telegram_chat.webhook import SECRET_HEADER, WebhookAddress, read_webhook
from index.errors import CitewireError
from tests.scripted_archive import HARBOUR, ScriptedArchive
from tests.telegram_server import TelegramServer
from tests.telegram_server.faults import drop
from tests.telegram_stage import bot_on_stage

SECRET = "a-secret-of-more-than-sixteen"


@pytest.fixture
def address() -> WebhookAddress:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return WebhookAddress(f"http://127.0.0.1:{port}/hook.me", "127.0.0.1", port, SECRET)


def test_health_and_metrics(server: TelegramServer, address: WebhookAddress, tmp_path: Path) -> None:
    ann = server.person("Ann")
    base = f"http://127.0.0.1:{address.port}"
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, health_listen=f"127.0.0.1:{address.port}"):
        ann.says("harbour repairs cost?")
        server.wait_for_message(ann)
        ann.says("xyzzy?")
        server.wait_for_message(ann)
        with urlopen(f"{base}/healthz", timeout=10) as response:  # noqa: S310 - loopback
            assert response.read() == b"ok\n"
        with urlopen(f"{base}/metrics", timeout=10) as response:  # noqa: S310 - loopback
            lines = response.read().decode().splitlines()
    assert 'citewire_answers_total{result="answered"} 1.0' in lines
    assert 'citewire_answers_total{result="no_match"} 1.0' in lines
    assert "citewire_answer_seconds_count 2.0" in lines


def status_of(url: str, body: bytes, secret: str | None) -> int:
    request = Request(url, body, {SECRET_HEADER: secret} if secret is not None else {})  # noqa: S310 - loopback
    try:
        with urlopen(request, timeout=10) as response:  # noqa: S310 - loopback
            return int(response.status)
    except HTTPError as error:
        error.close()
        return error.code


def test_questions_are_answered_once(server: TelegramServer, address: WebhookAddress, tmp_path: Path) -> None:
    people = [server.person(f"Person {number}") for number in range(4)]
    for person in people:
        person.says("harbour repairs cost?")
    server.faults.inject("sendMessage", drop(after=True), skip=1)
    archive = ScriptedArchive(HARBOUR)
    with bot_on_stage(server, archive, tmp_path, webhook=address):
        server.wait_for(lambda: all(server.new_messages(person) for person in people))
        server.wait_until_confirmed()
        again = b'{"update_id": 1000, "message": {"message_id": 1, "date": 1, "chat": {"id": 501, "type": "private"}}}'
        assert status_of(address.url, again, SECRET) == 200
    assert all(len(server.new_messages(person)) == 1 for person in people)
    assert len(archive.asked) == len(people)


def test_posts_that_are_not_telegrams_are_refused(
    server: TelegramServer, address: WebhookAddress, tmp_path: Path
) -> None:
    ann = server.person("Ann")
    with bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, webhook=address):
        ann.says("harbour repairs cost?")
        server.wait_for_message(ann)
        assert status_of(address.url, b"{}", None) == 403
        assert status_of(address.url, b'{"update_id": 7}', SECRET + "x") == 403
        assert status_of(address.url, b"no json", SECRET) == 400
        assert status_of(address.url, b"[]", SECRET) == 400
        assert status_of(address.url + "x", b'{"update_id": 7}', SECRET) == 404


def test_a_taken_port_is_said_so(server: TelegramServer, address: WebhookAddress, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = replace(address, port=taken.getsockname()[1])
        with (
            pytest.raises(CitewireError, match="cannot listen on"),
            bot_on_stage(server, ScriptedArchive(HARBOUR), tmp_path, webhook=busy),
        ):
            pass


@pytest.mark.parametrize(
    ("url", "listen", "secret", "said"),
    [
        ("https://x.example/hook", None, None, "WEBHOOK_SECRET"),
        ("https://x.example/hook", None, "short", "WEBHOOK_SECRET"),
        ("https://x.example/hook", None, "no blanks in such a secret", "WEBHOOK_SECRET"),
        ("https://x.example", None, SECRET, "WEBHOOK_URL"),
        ("https://x.example/hook", "8443", SECRET, "WEBHOOK_LISTEN"),
        ("https://x.example/hook", "127.0.0.1:99999", SECRET, "WEBHOOK_LISTEN"),
    ],
)
def test_settings_that_cannot_be_are_said_so(url: str, listen: str | None, secret: str | None, said: str) -> None:
    with pytest.raises(CitewireError, match=said):
        read_webhook(url, listen, secret)


def test_without_a_url_it_polls() -> None:
    assert read_webhook(None, "127.0.0.1:1", SECRET) is None
    assert read_webhook("https://x.example/hook", "[::1]:9", SECRET) == WebhookAddress(
        "https://x.example/hook", "::1", 9, SECRET
    )
