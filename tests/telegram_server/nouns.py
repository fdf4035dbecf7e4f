"""What a chat consists of: users, chats, messages and what hangs on them. Frozen: a change is a new value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Json = dict[str, object]
ChatType = Literal["private", "group", "supergroup", "channel"]


class Place(Protocol):
    """Where something is said: a chat, and in a forum the topic."""

    @property
    def chat_id(self) -> int: ...
    @property
    def thread_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and nothing more."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Chat:
    """`shut` is the 403 that a bot gets here (blocked, kicked); `migrated_to` is set once a group was upgraded."""

    id: int
    type: ChatType
    name: str
    is_forum: bool = False
    members: frozenset[int] = frozenset()
    owner_id: int | None = None
    topics: Mapping[int, str] | None = None
    shut: str | None = None
    migrated_to: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text with a meaning; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class RichText:
    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button; exactly one of the actions is set."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: Literal["document", "voice", "photo", "animation"]
    file_id: str
    name: str
    mime_type: str
    size: int
    seconds: int = 0
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands now. `service` holds the fields of a service message, which has no content.

    `sender_chat_id` is the group or channel in whose name it was written; `sender` is a bot of Telegram's then.
    """

    chat_id: int
    message_id: int
    sender: User
    date: int
    content: RichText
    keyboard: Keyboard = ()
    reply_to: int | None = None
    quote: str | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    attachment: Attachment | None = None
    forwarded_from: User | None = None
    inline_message_id: str | None = None
    link_preview: bool = True
    reactions: tuple[tuple[str, str], ...] = ()
    service: Mapping[str, object] | None = None
    sender_chat_id: int | None = None

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of the buttons, row after row."""
        return tuple(button.text for row in self.keyboard for button in row)
