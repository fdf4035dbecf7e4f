"""Faults on order and flood limits of the server for tests, as python-telegram-bot meets them."""

import pytest
from telegram import (
    Bot,
)
from telegram.error import (
    BadRequest,
    Conflict,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.telegram_server import Clock, FloodLimits, Person, TelegramServer, faults
from tests.telegram_server.client import with_bot


@pytest.fixture(autouse=True)
def _retry_after_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns at every 429 unless it is told to be modern."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.mark.parametrize(
    ("fault", "error", "sent"),
    [
        pytest.param(faults.too_many_requests(3), RetryAfter, 0, id="429"),
        pytest.param(faults.server_error(), NetworkError, 0, id="502"),
        pytest.param(faults.server_error(504, after=True), TelegramError, 1, id="504 after"),
        pytest.param(faults.drop(), NetworkError, 0, id="drop"),
        pytest.param(faults.drop(after=True), NetworkError, 1, id="drop after"),
        pytest.param(faults.nonsense(), TelegramError, 0, id="nonsense"),
        pytest.param(faults.conflict(), Conflict, 0, id="409"),
    ],
)
@pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning")
def test_faults(
    server: TelegramServer, ann: Person, fault: faults.Fault, error: type[TelegramError], sent: int
) -> None:
    injection = server.faults.inject("sendMessage", fault, skip=1)

    async def send(bot: Bot) -> None:
        await bot.send_message(ann.chat_id, "good")
        with pytest.raises(error):
            await bot.send_message(ann.chat_id, "spoiled")
        await bot.send_message(ann.chat_id, "good again")

    with_bot(server, send)
    assert injection.hits == 1
    assert server.calls.refused == []
    assert len(server.messages(ann)) == 2 + sent


def test_hangs_until_released(server: TelegramServer, ann: Person) -> None:
    hang = faults.hang()
    server.faults.inject("getUpdates", hang, times=None)

    async def poll(bot: Bot) -> None:
        ann.says("hello")
        with pytest.raises(TimedOut):
            await bot.get_updates(read_timeout=0.1)
        hang.release()
        assert len(await bot.get_updates()) == 1

    with_bot(server, poll)


def test_flood_limits() -> None:
    clock = Clock(speed=0)
    with TelegramServer(clock=clock, flood=FloodLimits()) as server:
        ann = server.person("Ann")
        group = server.group("Newsroom", [ann])

        async def flood(bot: Bot) -> None:
            await bot.send_message(ann.chat_id, "one")
            with pytest.raises(RetryAfter):
                await bot.send_message(ann.chat_id, "two")
            clock.advance(1)
            await bot.send_message(ann.chat_id, "two")
            for _ in range(20):
                clock.advance(1)
                await bot.send_message(group.chat_id, "a")
            clock.advance(1)
            with pytest.raises(RetryAfter, match=r"Retry in 0:00:40"):
                await bot.send_message(group.chat_id, "b")

        with_bot(server, flood)
        assert [call.answer["parameters"] for call in server.calls.refused] == [{"retry_after": 1}, {"retry_after": 40}]


def test_thirty_a_second_in_all() -> None:
    with TelegramServer(clock=Clock(speed=0), flood=FloodLimits()) as server:
        people = [server.person(f"Reader {number}") for number in range(31)]

        async def flood(bot: Bot) -> None:
            for person in people[:30]:
                await bot.send_message(person.chat_id, "a")
            with pytest.raises(RetryAfter):
                await bot.send_message(people[30].chat_id, "a")

        with_bot(server, flood)


def test_log_out_and_close(server: TelegramServer) -> None:
    async def leave(bot: Bot) -> None:
        with pytest.raises(TelegramError):
            await bot.close()
        server.clock.advance(601)
        await bot.close()
        await bot.log_out()
        with pytest.raises(BadRequest, match="Logged out"):
            await bot.get_webhook_info()

    with_bot(server, leave)
