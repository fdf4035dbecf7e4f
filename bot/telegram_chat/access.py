"""Who may use the bot: one rule for messages, buttons and whatever else arrives, and it fails closed."""

from collections.abc import Callable
from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType

from bot.telegram_chat.asked import speaking_chat


def never_moved(_chat_id: int) -> frozenset[int]:
    """No group had another id before."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """`allowed` holds ids of people and groups, and empty means everyone; admins are always allowed.

    `former_ids` tells which ids a group had before: those that are allowed go on to be.
    """

    allowed: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    former_ids: Callable[[int], frozenset[int]] = never_moved

    def permits(self, update: Update) -> bool:
        """Whether the bot works for whoever sent this. An update that names nobody is refused, and so are bots.

        Who writes in the name of a group or channel is judged by where it is written.
        """
        person, chat = update.effective_user, update.effective_chat
        if person is None or (person.is_bot and speaking_chat(update) is None):
            return False
        if not self.allowed or person.id in self.admins or person.id in self.allowed:
            return True
        return chat is not None and not self.allowed.isdisjoint({chat.id} | self.former_ids(chat.id))

    def is_admin_here(self, update: Update) -> bool:
        """Whether an admin sent this in a private chat: what admins are told is not for a group's eyes."""
        person, chat = update.effective_user, update.effective_chat
        return person is not None and person.id in self.admins and chat is not None and chat.type == ChatType.PRIVATE
