"""Who asks, where, and in which language Telegram speaks to them: what a reply depends on beside the words."""

from dataclasses import dataclass

from telegram import Message, Update

from bot.telegram_chat.outbox import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Where an update came from. `language` is the tag of the person's Telegram; an inline query has no chat, 0."""

    update_id: int
    chat_id: int
    person_id: int | None = None
    thread_id: int | None = None
    language: str | None = None
    admin: bool = False


def asked_in(update: Update, *, admin: bool = False) -> Asked:
    """What an update tells of who asks."""
    person, chat, message = update.effective_user, update.effective_chat, update.effective_message
    thread_id = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Asked(
        update.update_id,
        chat.id if chat else 0,
        person.id if person else None,
        thread_id,
        person.language_code if person else None,
        admin,
    )


def place_of(message: Message) -> Place:
    """Where the reply to a message goes."""
    return Place(message.chat_id, message.message_id, message.message_thread_id if message.is_topic_message else None)
