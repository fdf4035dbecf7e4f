"""How updates reach a bot from the server for tests: by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import (
    Bot,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
)
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.telegram_server import Person, TelegramServer, faults
from tests.telegram_server.client import with_bot
from tests.telegram_server.webhook import SECRET_HEADER


@asynccontextmanager
async def listening(take: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[str]:
    """A web server on loopback that hands every POST to `take`; gives its address."""
    application = web.Application()
    application.router.add_post("/hook", take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


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


def test_an_application_that_polls(server: TelegramServer, ann: Person) -> None:
    async def reverse(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text((update.message.text or "")[::-1])

    async def serve() -> None:
        builder = Application.builder().token(server.token).base_url(server.base_url)
        application = builder.base_file_url(server.base_file_url).build()
        application.add_handler(MessageHandler(filters.TEXT, reverse))
        server.faults.inject("getUpdates", faults.server_error(), skip=1)
        async with application:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(timeout=30)
            for text in ("one", "two"):
                ann.says(text)
                answer = await asyncio.to_thread(server.wait_for_message, ann)
                assert answer.text == text[::-1]
            await application.updater.stop()
            await application.stop()

    asyncio.run(serve())
    server.wait_until_confirmed()
    assert server.calls.refused == []
    assert [message.text for message in server.messages(ann)] == ["one", "eno", "two", "owt"]


def test_a_client_that_dies_leaves_its_updates(server: TelegramServer, ann: Person) -> None:
    async def poll(bot: Bot) -> None:
        dying = asyncio.create_task(bot.get_updates(timeout=30))
        await asyncio.to_thread(server.wait_for, lambda: server.calls.of("getUpdates"))
        dying.cancel()
        await asyncio.to_thread(server.wait_for, lambda: server.calls.of("getUpdates")[0].status == 0)
        ann.says("hello")
        assert len(await bot.get_updates(timeout=30)) == 1

    with_bot(server, poll)
    assert server.calls.refused == []


def test_a_chat_in_trouble_holds_up_no_other(server: TelegramServer, ann: Person) -> None:
    ben = server.person("Ben")
    seen: list[str] = []

    async def listen(bot: Bot) -> None:
        bens_came = asyncio.Event()

        async def take(request: web.Request) -> web.Response:
            text = (await request.json())["message"]["text"]
            if text == "Ann 1":
                await bens_came.wait()
            seen.append(text)
            bens_came.set()
            return web.Response()

        async with listening(take) as url:
            for text, person in (("Ann 1", ann), ("Ann 2", ann), ("Ben 1", ben)):
                person.says(text)
            await bot.set_webhook(url, secret_token="s3cret")
            await asyncio.to_thread(server.wait_until_confirmed)

    with_bot(server, listen)
    assert seen == ["Ben 1", "Ann 1", "Ann 2"]


def test_messages_delivered_again(server: TelegramServer, ann: Person) -> None:
    server.deliver_again(ann.says("hello"))
    first, second = with_bot(server, lambda bot: bot.get_updates())
    assert first.message == second.message
    assert first.update_id != second.update_id


def test_webhook_until_taken(server: TelegramServer, ann: Person) -> None:
    seen: list[tuple[str | None, object]] = []

    async def take(request: web.Request) -> web.Response:
        seen.append((request.headers.get(SECRET_HEADER), (await request.json())["message"]["text"]))
        return web.Response(status=200 if len(seen) > 2 else 500)

    async def listen(bot: Bot) -> None:
        async with listening(take) as url:
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

    with_bot(server, listen)
    assert seen == [("s3cret", text) for text in ("one", "one", "one", "two")]
