"""Methods that put messages into chats, change them and take them away."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.telegram_server.destinations import destination, existing_thread, open_chat
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.nouns import Attachment, Message, Spot
from tests.telegram_server.parameters import Fields, Upload
from tests.telegram_server.parse_mode import read_text
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.rich_text import checked_text, utf16_length
from tests.telegram_server.state import TYPING_SECONDS, World
from tests.telegram_server.wire import message_json

MAX_CAPTION_UNITS = 1_024
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
REACTIONS = frozenset("👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡👀✍💯🤝🤷")


def send_message(world: World, fields: Fields) -> object:
    place, reply_to, quote = destination(world, fields)
    content = checked_text(read_text(fields))
    message = world.post(
        world.bot,
        place,
        content,
        keyboard=read_keyboard(fields.record("reply_markup")),
        reply_to=reply_to,
        quote=quote,
        link_preview=_wants_preview(fields),
    )
    return message_json(world, message)


def send_document(world: World, fields: Fields, files: Mapping[str, Upload]) -> object:
    place, reply_to, quote = destination(world, fields)
    caption = read_text(fields, "caption", "caption_entities")
    if caption.text:
        caption = checked_text(caption, too_long="message caption is too long")
        if utf16_length(caption.text) > MAX_CAPTION_UNITS:
            raise bad_request("message caption is too long")
    upload = files.get(fields.text("document").removeprefix("attach://") or "document", files.get("document"))
    if upload is None:
        raise bad_request("there is no document in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    keyboard = read_keyboard(fields.record("reply_markup"))
    file_id = f"file_{world.next_number('file')}"
    world.files[file_id] = upload.content
    message = world.post(world.bot, place, caption, keyboard=keyboard, reply_to=reply_to, quote=quote)
    attachment = Attachment("document", file_id, upload.name, upload.mime_type, len(upload.content))
    return message_json(world, world.store(replace(message, attachment=attachment)))


def edit_message_text(world: World, fields: Fields) -> object:
    message = _own_message(world, fields, "edit")
    content = checked_text(read_text(fields), too_long="MESSAGE_TOO_LONG")
    return _edit(
        world,
        message,
        replace(
            message,
            content=content,
            keyboard=read_keyboard(fields.record("reply_markup")),
            link_preview=_wants_preview(fields),
        ),
    )


def _wants_preview(fields: Fields) -> bool:
    options = fields.record("link_preview_options")
    return options is None or not options.flag("is_disabled")


def edit_message_reply_markup(world: World, fields: Fields) -> object:
    message = _own_message(world, fields, "edit")
    return _edit(world, message, replace(message, keyboard=read_keyboard(fields.record("reply_markup"))))


def _edit(world: World, old: Message, new: Message) -> object:
    if (old.content, old.keyboard) == (new.content, new.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        )
    if old.content != new.content:
        new = replace(new, edit_date=int(world.clock.now()))
    world.edit(new)
    return True if new.inline_message_id is not None else message_json(world, new)


def delete_message(world: World, fields: Fields) -> object:
    message = _message(world, fields, "delete")
    if message.sender != world.bot and world.chats[message.chat_id].type != "private":
        raise bad_request("message can't be deleted")
    world.delete(message)
    return True


def send_message_draft(world: World, fields: Fields) -> object:
    chat = open_chat(world, fields.values.get("chat_id"))
    if chat.type != "private":
        raise bad_request("PEER_ID_INVALID")
    if not fields.integer("draft_id", 0):
        raise bad_request("RANDOM_ID_INVALID")
    raw = read_text(fields)
    world.drafts[Spot(chat.id, fields.optional_integer("message_thread_id"))] = checked_text(raw) if raw.text else raw
    return True


def send_chat_action(world: World, fields: Fields) -> object:
    chat = open_chat(world, fields.values.get("chat_id"))
    if fields.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    place = Spot(chat.id, existing_thread(chat, fields.optional_integer("message_thread_id")))
    world.typing_until[place] = world.clock.now() + TYPING_SECONDS
    return True


def set_message_reaction(world: World, fields: Fields) -> object:
    message = _message(world, fields, "react")
    emoji = [Fields(item, "ReactionType").text("emoji") for item in fields.items("reaction")]
    if not set(emoji) <= REACTIONS:
        raise bad_request("REACTION_INVALID")
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    others = tuple(pair for pair in message.reactions if pair[0] != world.bot.first_name)
    world.store(replace(message, reactions=(*others, *((world.bot.first_name, sign) for sign in emoji))))
    return True


def _message(world: World, fields: Fields, verb: str) -> Message:
    inline_id = fields.optional_text("inline_message_id")
    if inline_id is not None:
        found = [message for message in world.messages.values() if message.inline_message_id == inline_id]
        if not found:
            raise bad_request("MESSAGE_ID_INVALID")
        return found[0]
    chat = open_chat(world, fields.values.get("chat_id"))
    message = world.messages.get((chat.id, fields.integer("message_id", 0)))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def _own_message(world: World, fields: Fields, verb: str) -> Message:
    message = _message(world, fields, verb)
    if message.sender != world.bot and message.inline_message_id is None:
        raise bad_request("message can't be edited")
    return message


METHODS: dict[str, Callable[[World, Fields], object]] = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendMessageDraft": send_message_draft,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
