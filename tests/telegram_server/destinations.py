"""Where a new message goes, and whether the bot may write there."""

from tests.telegram_server.nouns import Chat, Spot
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import ApiError, bad_request, forbidden
from tests.telegram_server.rich_text import utf16_length
from tests.telegram_server.state import World

MAX_QUOTE_UNITS = 1_024


def open_chat(world: World, chat_id: object) -> Chat:
    """The chat if the bot may write there, else ApiError: 403, or 400 with the id of the group it became."""
    chat = world.chat(chat_id)
    if chat.migrated_to is not None:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, reason, migrate_to_chat_id=chat.migrated_to)
    if chat.shut is not None:
        raise forbidden(chat.shut)
    return chat


def destination(world: World, fields: Fields) -> tuple[Spot, int | None, str | None]:
    """Where a new message goes, what it replies to and the part it quotes."""
    chat = open_chat(world, fields.values.get("chat_id"))
    thread_id = existing_thread(chat, fields.optional_integer("message_thread_id"))
    parameters = fields.record("reply_parameters")
    if parameters is None:
        return Spot(chat.id, thread_id), None, None
    replied = world.messages.get((chat.id, parameters.integer("message_id")))
    if replied is None:
        if not parameters.flag("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return Spot(chat.id, thread_id), None, None
    quote = parameters.optional_text("quote")
    if quote is not None and (not quote or quote not in replied.text or utf16_length(quote) > MAX_QUOTE_UNITS):
        raise bad_request("QUOTE_TEXT_INVALID")
    return Spot(chat.id, thread_id or replied.thread_id), replied.message_id, quote


def existing_thread(chat: Chat, thread_id: int | None) -> int | None:
    """`thread_id`, or ApiError (400) where the chat has no such topic."""
    if thread_id is not None and thread_id not in (chat.topics or {}):
        raise bad_request("message thread not found")
    return thread_id
