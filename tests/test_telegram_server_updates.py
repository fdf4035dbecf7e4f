"""How updates reach a bot, how faults and floods meet it, with python-telegram-bot as the client."""

import asyncio
from collections.abc import Iterator

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.telegram_server import Clock, FloodLimits, Person, TelegramServer, faults
from tests.telegram_server.client import with_bot
from tests.telegram_server.webhook import SECRET_HEADER


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    with TelegramServer() as running:
        yield running


@pytest.fixture(autouse=True)
def _retry_after_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns at every 429 unless it is told to be modern."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def ann(server: TelegramServer) -> Person:
    return server.person("Ann")


def test_unconfirmed_updates_come_again(server: TelegramServer, ann: Person) -> None:
    for text in ("one", "two", "three"):
        ann.says(text)

    async def poll(bot: Bot) -> None:
        first = await bot.get_updates(limit=2)
        assert [update.message.text for update in first if update.message] == ["one", "two"]
        again = await bot.get_updates()
        assert [update.update_id for update in again[:2]] == [update.update_id for update in first]
        last = await bot.get_updates(offset=again[1].update_id + 1)
        assert [update.message.text for update in last if update.message] == ["three"]
        assert await bot.get_updates(offset=last[0].update_id + 1) == ()

    with_bot(server, poll)
    server.wait_until_confirmed()


def test_negative_offset_takes_the_last(server: TelegramServer, ann: Person) -> None:
    ann.says("one")
    ann.says("two")
    updates = with_bot(server, lambda bot: bot.get_updates(offset=-1))
    assert [update.message.text for update in updates if update.message] == ["two"]


def test_long_poll_answers_at_once_when_there_is_something(server: TelegramServer, ann: Person) -> None:
    async def poll(bot: Bot) -> None:
        waiting = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.to_thread(server.wait_for, lambda: server.calls.of("getUpdates"))
        ann.says("hello")
        async with asyncio.timeout(5):
            assert [update.message.text for update in await waiting if update.message] == ["hello"]

    with_bot(server, poll)


def test_the_older_of_two_polls_ends(server: TelegramServer, ann: Person) -> None:
    async def poll(bot: Bot) -> None:
        older = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.to_thread(server.wait_for, lambda: server.calls.of("getUpdates"))
        newer = asyncio.create_task(asyncio.to_thread(with_bot, server, lambda twin: twin.get_updates(timeout=30)))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        ann.says("hello")
        assert len(await newer) == 1

    with_bot(server, poll)


def test_allowed_updates(server: TelegramServer, ann: Person) -> None:
    message = ann.says("hello")
    ann.reacts(message, "👍")

    async def poll(bot: Bot) -> None:
        assert [update.message_reaction for update in await bot.get_updates()] == [None]
        await bot.get_updates(offset=2_000, allowed_updates=["message_reaction"])
        ann.says("unheard")
        ann.reacts(message, "🔥")
        assert [update.message is None for update in await bot.get_updates()] == [True]

    with_bot(server, poll)


def test_webhook_until_taken(server: TelegramServer, ann: Person) -> None:
    seen: list[tuple[str | None, object]] = []

    async def take(request: web.Request) -> web.Response:
        seen.append((request.headers.get(SECRET_HEADER), (await request.json())["message"]["text"]))
        return web.Response(status=200 if len(seen) > 2 else 500)

    async def listen(bot: Bot) -> None:
        application = web.Application()
        application.router.add_post("/hook", take)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        ann.says("one")
        ann.says("two")
        with pytest.raises(BadRequest, match="unallowed characters"):
            await bot.set_webhook(url, secret_token="a b")
        await bot.set_webhook(url, secret_token="s3cret")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        await asyncio.to_thread(server.wait_until_confirmed)
        info = await bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (url, 0)
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
        await bot.delete_webhook()
        assert await bot.get_updates() == ()
        await runner.cleanup()

    with_bot(server, listen)
    assert seen == [("s3cret", text) for text in ("one", "one", "one", "two")]


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


def test_presses_are_answered_in_time(server: TelegramServer, ann: Person) -> None:
    async def answer(bot: Bot) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more:1")]])
        await bot.send_message(ann.chat_id, "a", reply_markup=markup)
        early, late = ann.presses("More"), ann.presses("More")
        update = (await bot.get_updates())[0]
        assert update.callback_query is not None
        assert update.callback_query.data == "more:1"
        await update.callback_query.answer("Saved")
        assert (early.answered, early.text) == (True, "Saved")
        with pytest.raises(BadRequest, match="Message_too_long"):
            await bot.answer_callback_query(late.id, "x" * 201)
        server.clock.advance(16)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late.id)

    with_bot(server, answer)


def test_inline_queries(server: TelegramServer, ann: Person) -> None:
    def result(number: int) -> InlineQueryResultArticle:
        return InlineQueryResultArticle(str(number), f"Title {number}", InputTextMessageContent(f"Text {number}"))

    async def answer(bot: Bot) -> None:
        query, stale = ann.asks_inline("troops"), ann.asks_inline("troops?")
        with pytest.raises(BadRequest, match="Results_too_much"):
            await bot.answer_inline_query(query.id, [result(number) for number in range(51)])
        await bot.answer_inline_query(query.id, [result(1), result(2)], is_personal=True)
        assert [found.title for found in query.results] == ["Title 1", "Title 2"]
        server.clock.advance(31)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(stale.id, [])
        ann.chooses(query, 1, to=server.group("Newsroom", [ann]))

    with_bot(server, answer)


def test_typing_lasts_five_seconds(server: TelegramServer, ann: Person) -> None:
    async def type_and_send(bot: Bot) -> None:
        await bot.send_chat_action(ann.chat_id, "typing")
        assert server.is_typing(ann)
        server.clock.advance(6)
        assert not server.is_typing(ann)
        await bot.send_chat_action(ann.chat_id, "typing")
        await bot.send_message_draft(ann.chat_id, 1, "About 6")
        assert server.draft(ann) == "About 6"
        await bot.send_message(ann.chat_id, "About 60")
        assert not server.is_typing(ann)
        assert server.draft(ann) is None

    with_bot(server, type_and_send)


def test_files(server: TelegramServer, ann: Person) -> None:
    ann.sends_document("a.txt", b"hello")
    ann.sends_document("big.bin", bytes(20 * 1024 * 1024 + 1))

    async def fetch(bot: Bot) -> None:
        small, big = (update.message.document for update in await bot.get_updates() if update.message)
        assert small is not None
        assert big is not None
        assert bytes(await (await small.get_file()).download_as_bytearray()) == b"hello"
        with pytest.raises(BadRequest, match="File is too big"):
            await big.get_file()
        sent = await bot.send_document(ann.chat_id, b"report", filename="report.csv", caption="Here")
        assert sent.document is not None
        assert bytes(await (await bot.get_file(sent.document.file_id)).download_as_bytearray()) == b"report"

    with_bot(server, fetch)
    assert server.show(server.messages(ann)[-1]) == "Citewire:\n  <document report.csv, 6 bytes>\n  Here"
