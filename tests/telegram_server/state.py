"""The world that bot and people share: who is there, what was said, what waits. One lock guards all of it."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.telegram_server.clock import Clock
from tests.telegram_server.nouns import Button, Chat, Keyboard, Message, Place, RichText, Spot, User
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.updates import UpdateQueue

BOT = User(4_242, "Citewire", "citewire_bot", is_bot=True)
TYPING_SECONDS = 5.0


@dataclass(slots=True)
class Press:
    """A pressed button, with what the person was told once the bot answered."""

    id: str
    user: User
    message: Message
    button: Button
    pressed_at: float
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class InlineResult:
    id: str
    title: str
    description: str
    content: RichText
    keyboard: Keyboard = ()


@dataclass(slots=True)
class InlineQuery:
    """What a person typed after @bot, with the results once the bot answered."""

    id: str
    user: User
    query: str
    asked_at: float
    answered: bool = False
    results: tuple[InlineResult, ...] = ()
    personal: bool = False
    cache_seconds: int = 300
    next_offset: str = ""


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language code ("" is everybody else's), and its commands by (scope, language)."""

    commands: dict[tuple[str, str], tuple[tuple[str, str], ...]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)


def spot_of(place: Place) -> Spot:
    """`place` as a value that can be compared."""
    return Spot(place.chat_id, place.thread_id)


class World:
    """Everything that a Bot API server remembers. Hold `changed` to read or write from another thread."""

    def __init__(self, clock: Clock, bot: User = BOT, *, privacy: bool = True) -> None:
        self.clock = clock
        self.bot = bot
        self.privacy = privacy
        self.changed = threading.Condition(threading.RLock())
        self.updates = UpdateQueue()
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], Message] = {}
        self.timeline: list[tuple[Spot, Message | str]] = []
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.files: dict[str, bytes] = {}
        self.profile = Profile()
        self.drafts: dict[Spot, RichText] = {}
        self.typing_until: dict[Spot, float] = {}
        self._numbers: dict[str, int] = {}

    def next_number(self, what: str) -> int:
        """1, 2, 3 …, counted apart for each `what`."""
        self._numbers[what] = self.last_number(what) + 1
        return self._numbers[what]

    def last_number(self, what: str) -> int:
        """The number given last for `what`; 0 before the first."""
        return self._numbers.get(what, 0)

    def chat(self, chat_id: object) -> Chat:
        """The chat, or ApiError (400 chat not found)."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def post(
        self,
        sender: User,
        place: Place,
        content: RichText,
        *,
        keyboard: Keyboard = (),
        reply_to: int | None = None,
        quote: str | None = None,
        link_preview: bool = True,
        service: Mapping[str, object] | None = None,
        sender_chat_id: int | None = None,
    ) -> Message:
        """A new message in the chat. Ids count up in each chat apart, so equal ids in two chats are the rule."""
        message = Message(
            place.chat_id,
            self.next_number(f"message in {place.chat_id}"),
            sender,
            int(self.clock.now()),
            content,
            keyboard,
            reply_to,
            quote,
            place.thread_id,
            link_preview=link_preview,
            service=service,
            sender_chat_id=sender_chat_id,
        )
        spot = spot_of(place)
        self.timeline.append((spot, message))
        if sender == self.bot:
            self.drafts.pop(spot, None)
            self.typing_until.pop(spot, None)
        return self.store(message)

    def store(self, message: Message) -> Message:
        """Keep `message` as the present state of the one with its ids, which nobody has seen otherwise."""
        ids = message.chat_id, message.message_id
        for index in range(len(self.timeline) - 1, -1, -1):
            spot, item = self.timeline[index]
            if isinstance(item, Message) and (item.chat_id, item.message_id) == ids:
                self.timeline[index] = spot, message
                break
        self.messages[ids] = message
        return message

    def edit(self, message: Message) -> Message:
        """Keep `message` as what the one with its ids reads from now on."""
        self.timeline.append((spot_of(message), message))
        self.messages[message.chat_id, message.message_id] = message
        return message

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self.messages[message.chat_id, message.message_id]
        start = message.text.split("\n")[0]
        self.note(message, f"(deleted: {start[:40]}{'…' if len(start) > 40 else ''})")

    def note(self, place: Place, text: str) -> None:
        """Something a person sees or does that is no message."""
        self.timeline.append((spot_of(place), text))

    def in_chat(self, place: Place) -> list[Message]:
        """Messages of a chat, oldest first; of one topic only, where `place` has one."""
        return [
            message
            for message in self.messages.values()
            if message.chat_id == place.chat_id and place.thread_id in {None, message.thread_id}
        ]
