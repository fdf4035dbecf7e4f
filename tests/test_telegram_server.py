"""What the server for tests refuses in a message, rule by rule, with python-telegram-bot itself as the client."""

from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
)

from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.client import with_bot


def bold(offset: int, length: int) -> MessageEntity:
    return MessageEntity(MessageEntity.BOLD, offset, length)


def dated(unix_time: int) -> MessageEntity:
    return MessageEntity(MessageEntity.DATE_TIME, 0, 1, unix_time=datetime.fromtimestamp(unix_time, UTC))


def keyboard(**button: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Press", **button)]])  # type: ignore[arg-type]  # texts only


@pytest.mark.parametrize(
    ("text", "entities", "reason"),
    [
        pytest.param("", (), "Message text is empty", id="empty"),
        pytest.param(" \n\u200b ", (), "Text must be non-empty", id="only blanks"),
        pytest.param("ж" * 16_385, (), "Text is too long", id="bytes"),
        pytest.param("x" * 4_097, (), "Message is too long", id="units"),
        pytest.param("👍" * 2_049, (), "Message is too long", id="an emoji is two units"),
        pytest.param(
            "abc", [bold(1, 3)], "offset 1 ends after the end of the text at UTF-16 offset 4", id="past the end"
        ),
        pytest.param("abc", [bold(3, 1)], "Entity begins after the end of the text", id="behind the end"),
        pytest.param("a👍b", [bold(2, 2)], "Entity begins in a middle of a UTF-16 symbol", id="begins in a pair"),
        pytest.param("a👍b", [bold(0, 2)], "offset 0 ends in a middle of a UTF-16 symbol", id="ends in a pair"),
        pytest.param("a", [MessageEntity("text_link", 0, 1, url="no link")], "'no link' is invalid", id="bad link"),
        pytest.param("a", [MessageEntity("text_link", 0, 1, url="http://cms/a")], "Wrong HTTP URL", id="no dot"),
        pytest.param("a", [dated(-1)], "Invalid date specified", id="before 1970"),
        pytest.param("a", [dated(0)], "Invalid date specified", id="the very start of 1970"),
        pytest.param("a", [dated(2**31)], "must be a valid number", id="a date past 31 bits"),
    ],
)
def test_refuses_texts(
    server: TelegramServer, ann: Person, text: str, entities: list[MessageEntity], reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        with_bot(server, lambda bot: bot.send_message(ann.chat_id, text, entities=entities))
    assert [call.status for call in server.calls.refused] == [400]


def test_counts_utf16_units(server: TelegramServer, ann: Person) -> None:
    text = "👍" * 2_048
    message = with_bot(server, lambda bot: bot.send_message(ann.chat_id, text, entities=[bold(4_094, 2)]))
    assert message.text == text
    assert message.parse_entity(message.entities[0]) == "👍"


def test_trims_and_moves_entities(server: TelegramServer, ann: Person) -> None:
    sent = [bold(2, 1), bold(4, 2), MessageEntity("italic", 3, 1)]
    message = with_bot(server, lambda bot: bot.send_message(ann.chat_id, "  a 👍\r\n", entities=sent))
    assert message.text == "a 👍"
    assert [(entity.offset, entity.length) for entity in message.entities] == [(0, 1), (2, 2)]


def test_keeps_a_hundred_entities(server: TelegramServer, ann: Person) -> None:
    many = [bold(number, 1) for number in range(120)]
    message = with_bot(server, lambda bot: bot.send_message(ann.chat_id, "x" * 120, entities=many))
    assert len(message.entities) == 100


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        pytest.param("<b>a", "Can't find end tag corresponding to start tag", id="unclosed"),
        pytest.param("<x>a</x>", 'unsupported start tag "x"', id="unknown"),
        pytest.param("<b>a</i>", "unmatched end tag", id="crossed"),
        pytest.param("1 < 2", "unsupported start tag", id="bare sign"),
    ],
)
def test_refuses_html(server: TelegramServer, ann: Person, markup: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i)can't parse entities: {reason}"):
        with_bot(server, lambda bot: bot.send_message(ann.chat_id, markup, parse_mode="HTML"))


def test_reads_html(server: TelegramServer, ann: Person) -> None:
    markup = '👍 <b>a &lt; <i>b</i></b>\n<blockquote expandable>c <a href="http://x.org/?a&amp;b">d</a></blockquote>'
    message = with_bot(server, lambda bot: bot.send_message(ann.chat_id, markup, parse_mode="HTML"))
    assert message.text == "👍 a < b\nc d"
    shown = "Citewire:\n  👍 **a < __b__**\n  >! c [d](http://x.org/?a&b)\n  (link preview)"
    assert server.show(server.messages(ann)[-1]) == shown


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        pytest.param({"callback_data": "é" * 33}, "Button_data_invalid", id="65 bytes and more"),
        pytest.param({}, "Text buttons are unallowed in the inline keyboard", id="no action"),
        pytest.param({"url": "nowhere"}, "button url .nowhere. is invalid", id="bad link"),
    ],
)
def test_refuses_buttons(server: TelegramServer, ann: Person, button: dict[str, str], reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        with_bot(server, lambda bot: bot.send_message(ann.chat_id, "a", reply_markup=keyboard(**button)))


def test_refuses_to_copy_too_much(server: TelegramServer, ann: Person) -> None:
    copies = InlineKeyboardMarkup([[InlineKeyboardButton("Copy", copy_text=CopyTextButton("x" * 257))]])
    with pytest.raises(BadRequest, match="Button_copy_text_invalid"):
        with_bot(server, lambda bot: bot.send_message(ann.chat_id, "a", reply_markup=copies))


def test_edits(server: TelegramServer, ann: Person) -> None:
    async def edit(bot: Bot) -> None:
        markup = keyboard(callback_data="x")
        sent = await bot.send_message(ann.chat_id, "a", reply_markup=markup)
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("a", ann.chat_id, sent.message_id, reply_markup=markup)
        with pytest.raises(BadRequest, match="Message_too_long"):
            await bot.edit_message_text("x" * 4_097, ann.chat_id, sent.message_id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("b", ann.chat_id, 99)
        await bot.edit_message_text("b", ann.chat_id, sent.message_id)
        assert server.show(server.messages(ann)[0]) == "Citewire (edited):\n  b"
        await bot.edit_message_reply_markup(ann.chat_id, sent.message_id, reply_markup=markup)
        assert server.messages(ann)[0].buttons == ("Press",)
        await bot.delete_message(ann.chat_id, sent.message_id)
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await bot.delete_message(ann.chat_id, sent.message_id)

    with_bot(server, edit)
    assert server.messages(ann) == []


def test_replies_and_quotes(server: TelegramServer, ann: Person) -> None:
    asked = ann.says("How many troops?")

    async def reply(bot: Bot) -> None:
        quoted = ReplyParameters(asked.message_id, quote="many")
        assert (await bot.send_message(ann.chat_id, "60", reply_parameters=quoted)).quote is not None
        with pytest.raises(BadRequest, match="Quote_text_invalid"):
            await bot.send_message(ann.chat_id, "60", reply_parameters=ReplyParameters(asked.message_id, quote="few"))
        ann.deletes(asked)
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await bot.send_message(ann.chat_id, "60", reply_to_message_id=asked.message_id)
        await bot.send_message(
            ann.chat_id, "60", reply_to_message_id=asked.message_id, allow_sending_without_reply=True
        )

    with_bot(server, reply)
