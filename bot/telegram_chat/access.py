"""Who may use the bot: one rule for messages, buttons and whatever else arrives, and it fails closed."""

from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType


@dataclass(frozen=True, slots=True)
class Access:
    """`allowed` holds ids of people and groups, and empty means everyone; admins are always allowed."""

    allowed: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()

    def permits(self, update: Update) -> bool:
        """Whether the bot works for whoever sent this. An update that names nobody is refused."""
        person = update.effective_user
        if person is None or person.is_bot:
            return False
        if not self.allowed or person.id in self.admins or person.id in self.allowed:
            return True
        chat = update.effective_chat
        return chat is not None and chat.id in self.allowed

    def is_admin_here(self, update: Update) -> bool:
        """Whether an admin sent this in a private chat: what admins are told is not for a group's eyes."""
        person, chat = update.effective_user, update.effective_chat
        return person is not None and person.id in self.admins and chat is not None and chat.type == ChatType.PRIVATE
