"""Groups and forum topics, who is in them, and what a bot hears there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tests.telegram_server.nouns import Chat, Message, RichText, Spot, User
from tests.telegram_server.rich_text import utf16_slice
from tests.telegram_server.state import World
from tests.telegram_server.wire import chat_json, member_json, message_json, user_json

if TYPE_CHECKING:
    from tests.telegram_server.people import Person

FIRST_GROUP_ID = -1_000
FIRST_SUPERGROUP_ID = -1_001_000_000_000


@dataclass(frozen=True)
class Topic:
    """A topic of a forum; its id is the id of the service message that opened it."""

    chat_id: int
    thread_id: int


@dataclass
class Group:
    """A group as its members see it. `chat_id` changes when the group is upgraded."""

    world: World
    chat_id: int
    thread_id: None = None

    @classmethod
    def found(
        cls, world: World, title: str, members: "Iterable[Person]", *, forum: bool, kind: Literal["group", "supergroup"]
    ) -> "Group":
        users = [member.user for member in members]
        with world.changed:
            first = FIRST_GROUP_ID if kind == "group" else FIRST_SUPERGROUP_ID
            chat_id = first - world.next_number(kind)
            ids = frozenset({world.bot.id, *(user.id for user in users)})
            owner_id = users[0].id if users else None
            world.chats[chat_id] = Chat(chat_id, kind, title, forum, ids, owner_id, {} if forum else None)
            return cls(world, chat_id)

    def topic(self, name: str) -> Topic:
        """Open a topic; the bot hears of it."""
        with self.world.changed:
            chat = self.world.chats[self.chat_id]
            thread_id = self.world.last_number(f"message in {self.chat_id}") + 1
            service = {"forum_topic_created": {"name": name, "icon_color": 7_322_096}}
            opened = self._service_message(service, Spot(self.chat_id, thread_id))
            self.world.chats[self.chat_id] = replace(chat, topics={**(chat.topics or {}), opened.message_id: name})
            self._announce(opened)
            return Topic(self.chat_id, opened.message_id)

    def throws_bot_out(self) -> None:
        """From now on the bot gets a 403 here."""
        chat = self.world.chats[self.chat_id]
        queue_bot_membership(
            self.world, self._owner(), self.chat_id, "kicked", f"bot was kicked from the {chat.type} chat"
        )

    def takes_bot_in(self) -> None:
        """The bot is a member again."""
        queue_bot_membership(self.world, self._owner(), self.chat_id, "member", None)

    def becomes_supergroup(self) -> None:
        """Upgrade a basic group: it gets another id, the old one answers 400 with the new."""
        with self.world.changed:
            old = self.world.chats[self.chat_id]
            new_id = FIRST_SUPERGROUP_ID - self.world.next_number("supergroup")
            self.world.chats[new_id] = replace(old, id=new_id, type="supergroup")
            self._announce(self._service_message({"migrate_to_chat_id": new_id}, Spot(old.id)))
            self.world.chats[old.id] = replace(old, migrated_to=new_id)
            self.chat_id = new_id
            self._announce(self._service_message({"migrate_from_chat_id": old.id}, Spot(new_id)))

    def _owner(self) -> User:
        return self.world.users[self.world.chats[self.chat_id].owner_id or self.world.bot.id]

    def _service_message(self, service: Mapping[str, object], place: Spot) -> Message:
        return self.world.post(self._owner(), place, RichText(""), service=service)

    def _announce(self, message: Message) -> None:
        self.world.updates.add("message", message_json(self.world, message), message.chat_id)
        self.world.changed.notify_all()


def bot_hears(world: World, message: Message) -> bool:
    """Does the update reach the bot? With privacy on, in groups only what is meant for it."""
    chat = world.chats[message.chat_id]
    if chat.shut is not None:
        return False
    if chat.type == "private" or not world.privacy or message.inline_message_id is not None:
        return True
    replied = world.messages.get((message.chat_id, message.reply_to or 0))
    if replied is not None and replied.sender == world.bot:
        return True
    return any(
        _is_for_bot(world, message, entity.type, entity.offset, entity.length) for entity in message.content.entities
    )


def _is_for_bot(world: World, message: Message, kind: str, offset: int, length: int) -> bool:
    part = utf16_slice(message.text, offset, length)
    if kind == "bot_command":
        return "@" not in part or part.endswith(f"@{world.bot.username}")
    return kind == "mention" and part == f"@{world.bot.username}"


def queue_bot_membership(world: World, actor: User, chat_id: int, status: str, shut: str | None) -> None:
    """Change whether the bot may write in a chat (`shut` is the 403's reason), and tell it."""
    with world.changed:
        chat = world.chats[chat_id]
        before = "kicked" if chat.shut is not None else "member"
        world.chats[chat_id] = replace(chat, shut=shut)
        payload = {
            "chat": chat_json(chat),
            "from": user_json(actor),
            "date": int(world.clock.now()),
            "old_chat_member": member_json(world.bot, before),
            "new_chat_member": member_json(world.bot, status),
        }
        world.updates.add("my_chat_member", payload, chat_id)
        world.changed.notify_all()
