"""The server for tests beyond messages: closed chats, commands, buttons, inline queries, files."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import with_bot


def test_chats_that_are_closed(server: TelegramServer, ann: Person) -> None:
    group = server.group("Newsroom", [ann], kind="group")
    old_id = group.chat_id
    with pytest.raises(BadRequest, match="Chat not found"):
        with_bot(server, lambda bot: bot.send_message(7, "a"))
    ann.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        with_bot(server, lambda bot: bot.send_message(ann.chat_id, "a"))
    ann.unblocks()
    with_bot(server, lambda bot: bot.send_message(ann.chat_id, "a"))
    group.becomes_supergroup()
    with pytest.raises(ChatMigrated) as migrated:
        with_bot(server, lambda bot: bot.send_message(old_id, "a"))
    assert migrated.value.new_chat_id == group.chat_id
    group.throws_bot_out()
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        with_bot(server, lambda bot: bot.send_message(group.chat_id, "a"))


def test_commands(new_server: TelegramServer) -> None:
    async def register(bot: Bot) -> None:
        scope = BotCommandScopeAllPrivateChats()
        await bot.set_my_commands([BotCommand("new", "Forget")], scope=scope, language_code="fr")
        assert await bot.get_my_commands() == ()
        assert [command.command for command in await bot.get_my_commands(scope, "fr")] == ["new"]
        await bot.delete_my_commands(scope, "fr")
        assert await bot.get_my_commands(scope, "fr") == ()
        for name, description in (("New", "a"), ("n" * 33, "a")):
            with pytest.raises(BadRequest, match="Bot_command_invalid"):
                await bot.set_my_commands([BotCommand(name, description)])
        with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
            await bot.set_my_commands([BotCommand("new", "x" * 257)])
        await bot.set_my_description("Answers", language_code="fr")
        assert (await bot.get_my_description("fr")).description == "Answers"
        assert (await bot.get_my_short_description()).short_description == ""

    with_bot(new_server, register)


def test_unknown_method_and_token(server: TelegramServer) -> None:
    with pytest.raises(EndPointNotFound):
        with_bot(server, lambda bot: bot.do_api_request("getNothing"))
    with pytest.raises(InvalidToken):
        with_bot(server, lambda bot: bot.get_me(), token="1:wrong")
    assert [call.status for call in server.calls.refused] == [404, 401]


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
