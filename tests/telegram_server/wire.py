"""Our nouns as the JSON of the Bot API."""

from dataclasses import asdict

from tests.telegram_server.nouns import Attachment, Button, Chat, Entity, Json, Message, User
from tests.telegram_server.state import World


def user_json(user: User) -> Json:
    return {name: value for name, value in asdict(user).items() if value is not None}


def chat_json(chat: Chat) -> Json:
    named: Json = {"first_name": chat.name} if chat.type == "private" else {"title": chat.name}
    forum: Json = {"is_forum": True} if chat.is_forum else {}
    return {"id": chat.id, "type": chat.type, **named, **forum}


def entity_json(world: World, entity: Entity) -> Json:
    fields = {name: value for name, value in asdict(entity).items() if value is not None}
    user_id = fields.pop("user_id", None)
    if user_id is not None:
        fields["user"] = user_json(world.users[entity.user_id or 0])
    return fields


def button_json(button: Button) -> Json:
    fields: Json = {name: value for name, value in asdict(button).items() if value is not None}
    if button.copy_text is not None:
        fields["copy_text"] = {"text": button.copy_text}
    return fields


def attachment_json(attachment: Attachment) -> Json | list[Json]:
    common: Json = {
        "file_id": attachment.file_id,
        "file_unique_id": attachment.file_id.replace("file", "unique"),
        "mime_type": attachment.mime_type,
        "file_size": attachment.size,
    }
    if attachment.kind == "photo":
        return [{**common, "width": 1, "height": 1}]
    if attachment.kind == "animation":
        common |= {"width": 1, "height": 1, "duration": attachment.seconds}
    if attachment.kind == "voice":
        return {**common, "duration": attachment.seconds}
    return {**common, "file_name": attachment.name}


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """A message as the bot gets it; a replied-to message comes without its own reply, as Telegram has it."""
    chat = world.chats[message.chat_id]
    fields: Json = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat_json(chat),
        "from": user_json(message.sender),
        **(message.service or {}),
    }
    if message.sender_chat_id is not None:
        fields["sender_chat"] = chat_json(world.chats[message.sender_chat_id])
    text_field, entities_field = ("caption", "caption_entities") if message.attachment else ("text", "entities")
    if message.text:
        fields[text_field] = message.text
    if message.content.entities:
        fields[entities_field] = [entity_json(world, entity) for entity in message.content.entities]
    if message.attachment:
        fields[message.attachment.kind] = attachment_json(message.attachment)
        if message.attachment.kind == "animation":
            fields["document"] = fields["animation"]
        if message.attachment.album is not None:
            fields["media_group_id"] = message.attachment.album
    if message.keyboard:
        fields["reply_markup"] = {
            "inline_keyboard": [[button_json(button) for button in row] for row in message.keyboard]
        }
    if message.edit_date is not None:
        fields["edit_date"] = message.edit_date
    if message.thread_id is not None:
        fields |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.forwarded_from is not None:
        origin = {"type": "user", "date": message.date, "sender_user": user_json(message.forwarded_from)}
        fields["forward_origin"] = origin
    if message.inline_message_id is not None:
        fields["via_bot"] = user_json(world.bot)
    replied = world.messages.get((message.chat_id, message.reply_to or 0))
    if replied is not None and with_reply:
        fields["reply_to_message"] = message_json(world, replied, with_reply=False)
    if message.quote is not None:
        fields["quote"] = {"text": message.quote, "position": 0, "is_manual": True}
    return fields


def member_json(user: User, status: str) -> Json:
    """A ChatMember: creator, member, left, or kicked."""
    particulars: dict[str, Json] = {"creator": {"is_anonymous": False}, "kicked": {"until_date": 0}}
    return {"user": user_json(user), "status": status, **particulars.get(status, {})}
