"""Who asks, where, and in which language Telegram speaks to them: what a reply depends on beside the words."""

from dataclasses import dataclass

from telegram import Chat, Message, Update
from telegram.constants import ChatID

from bot.telegram_chat.outbox import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Where an update came from. `language` is the tag of the person's Telegram; an inline query has no chat, 0.

    Who writes in the name of a group or channel has its id as `person_id` and its title as `in_name_of`. `message_id`
    is that of what was written, `edited` whether it read otherwise before, `replied_to` the message it replies to.
    """

    update_id: int
    chat_id: int
    person_id: int | None = None
    thread_id: int | None = None
    language: str | None = None
    admin: bool = False
    in_name_of: str | None = None
    message_id: int | None = None
    edited: bool = False
    replied_to: int | None = None

    @property
    def in_group(self) -> bool:
        """Whether others read along: Telegram gives groups negative ids."""
        return self.chat_id < 0


def asked_in(update: Update, *, admin: bool = False) -> Asked:
    """What an update tells of who asks."""
    person, chat, message = update.effective_user, update.effective_chat, update.effective_message
    masked, written = speaking_chat(update), update.message or update.edited_message
    speaker = masked or person
    thread_id = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    return Asked(
        update.update_id,
        chat.id if chat else 0,
        speaker.id if speaker else None,
        thread_id,
        person.language_code if person else None,
        admin,
        masked.title if masked else None,
        written.message_id if written else None,
        update.edited_message is not None,
        written.reply_to_message.message_id if written and written.reply_to_message else None,
    )


def speaking_chat(update: Update) -> Chat | None:
    """The group or channel in whose name somebody wrote: an anonymous administrator, or a channel among its readers.

    As the sender Telegram then names one of its own, the same for all of them; so it does for a channel's posts, which
    it forwards to the group where they are discussed.
    """
    person, message = update.effective_user, update.effective_message
    if person is None or not isinstance(message, Message):
        return None
    if person.id == ChatID.ANONYMOUS_ADMIN:
        return message.chat
    return message.sender_chat if person.id in (ChatID.FAKE_CHANNEL, ChatID.SERVICE_CHAT) else None


def place_of(message: Message) -> Place:
    """Where the reply to a message goes."""
    return Place(message.chat_id, message.message_id, message.message_thread_id if message.is_topic_message else None)
