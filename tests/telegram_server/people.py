"""What tests do as people: say, edit, press, ask inline, send files, block. Each act queues Telegram's update."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tests.telegram_server.groups import bot_hears, queue_bot_membership
from tests.telegram_server.nouns import Attachment, Button, Chat, Entity, Message, Place, RichText, Spot, User
from tests.telegram_server.rich_text import utf16_length
from tests.telegram_server.state import InlineQuery, Press, World
from tests.telegram_server.wire import message_json, user_json

FIRST_PERSON_ID = 500
_FOUND = re.compile(
    r"(?P<url>https?://\S+)|(?<![\w/])(?P<bot_command>/\w{1,64}(?:@\w{5,32})?)|(?<![\w@])(?P<mention>@[A-Za-z]\w{4,31})"
    r"|(?<!\w)(?P<hashtag>#\w+)"
)


def find_entities(text: str) -> tuple[Entity, ...]:
    """What Telegram finds in a text by itself: links, commands, mentions and hashtags, at UTF-16 offsets."""
    return tuple(
        Entity(found.lastgroup or "", utf16_length(text[: found.start()]), utf16_length(found[0]))
        for found in _FOUND.finditer(text)
    )


@dataclass(frozen=True)
class Person:
    """Somebody in front of Telegram. Where no place is given, the private chat with the bot is meant."""

    world: World
    user: User
    speaks_for: int | None = None  # the chat in whose name they write

    @classmethod
    def arrive(cls, world: World, name: str, language: str | None, username: str | None) -> "Person":
        with world.changed:
            user = User(FIRST_PERSON_ID + world.next_number("person"), name, username, language)
            world.users[user.id] = user
            world.chats[user.id] = Chat(user.id, "private", name, members=frozenset({user.id, world.bot.id}))
            return cls(world, user)

    @property
    def chat_id(self) -> int:
        return self.user.id

    @property
    def thread_id(self) -> None:
        return None

    def says(
        self,
        text: str,
        to: Place | None = None,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        entities: Sequence[Entity] = (),
    ) -> Message:
        """Write a message; what Telegram finds in it by itself is marked beside `entities`."""
        content = RichText(text, tuple(sorted((*entities, *find_entities(text)), key=lambda entity: entity.offset)))
        with self.world.changed:
            return self._announce(self.world.store(replace(self._post(content, to, reply_to), quote=quote)))

    def edits(self, message: Message, text: str) -> Message:
        """Change a message of one's own."""
        with self.world.changed:
            now = self.world.messages[message.chat_id, message.message_id]
            content = RichText(text, find_entities(text))
            edited = self.world.edit(replace(now, content=content, edit_date=int(self.world.clock.now())))
            return self._announce(edited, "edited_message")

    def deletes(self, message: Message) -> None:
        """Take a message away; bots are not told."""
        with self.world.changed:
            self.world.delete(message)

    def forwards(self, text: str, origin: "Person | None" = None, to: Place | None = None) -> Message:
        """Pass on what `origin` (a stranger, if None) wrote elsewhere."""
        author = origin.user if origin is not None else User(1, "A stranger")
        with self.world.changed:
            message = self._post(RichText(text, find_entities(text)), to, None)
            return self._announce(self.world.store(replace(message, forwarded_from=author)))

    def sends_document(
        self, name: str, content: bytes, mime_type: str = "text/plain", *, caption: str = "", to: Place | None = None
    ) -> Message:
        """Send a file, which getFile then finds."""
        with self.world.changed:
            file_id = f"file_{self.world.next_number('file')}"
            self.world.files[file_id] = content
            attachment = Attachment("document", file_id, name, mime_type, len(content))
            return self._send_attachment(attachment, caption, to)

    def sends_voice(self, seconds: int = 3, *, to: Place | None = None) -> Message:
        """Send a voice message of silence."""
        with self.world.changed:
            file_id = f"file_{self.world.next_number('file')}"
            self.world.files[file_id] = b"OggS" * seconds
            attachment = Attachment("voice", file_id, "", "audio/ogg", 4 * seconds, seconds)
            return self._send_attachment(attachment, "", to)

    def sends_photo(
        self, caption: str = "", *, album: str | None = None, moving: bool = False, to: Place | None = None
    ) -> Message:
        """Send a picture, still or moving; those of an album are sent one by one."""
        with self.world.changed:
            file_id = f"file_{self.world.next_number('file')}"
            self.world.files[file_id] = b"\xff\xd8"
            kind: Literal["animation", "photo"] = "animation" if moving else "photo"
            return self._send_attachment(Attachment(kind, file_id, "", "image/jpeg", 2, album=album), caption, to)

    def presses(self, label: str, on: Message | None = None, to: Place | None = None) -> Press:
        """Press the button named `label`: on message `on`, else on the last message in the chat that has it."""
        with self.world.changed:
            message, button = self._find_button(label, on, to or self)
            number = self.world.next_number("press")
            press = Press(f"press_{number}", self.user, message, button, self.world.clock.now())
            self.world.presses[press.id] = press
            self.world.note(message, f"({self.user.first_name} presses [{button.text}])")
            if button.callback_data is not None:
                where = (
                    {"inline_message_id": message.inline_message_id}
                    if message.inline_message_id is not None
                    else {"message": message_json(self.world, message)}
                )
                payload = {
                    "id": press.id,
                    "from": user_json(self.user),
                    "chat_instance": str(message.chat_id),
                    "data": button.callback_data,
                    **where,
                }
                self.world.updates.add("callback_query", payload, message.chat_id)
            self.world.changed.notify_all()
            return press

    def asks_inline(self, query: str, offset: str = "") -> InlineQuery:
        """Type `@bot query` somewhere; `results` are filled in when the bot has answered."""
        with self.world.changed:
            number = self.world.next_number("inline query")
            asked = InlineQuery(f"inline_{number}", self.user, query, self.world.clock.now())
            self.world.inline_queries[asked.id] = asked
            self.world.note(self, f"({self.user.first_name} types @{self.world.bot.username} {query})")
            payload = {"id": asked.id, "from": user_json(self.user), "query": query, "offset": offset}
            self.world.updates.add("inline_query", payload, self.user.id)
            self.world.changed.notify_all()
            return asked

    def chooses(self, query: InlineQuery, number: int, to: Place) -> Message:
        """Send the result `number` (0 is the first) of an answered inline query."""
        with self.world.changed:
            result = query.results[number]
            message = self._post(result.content, to, None)
            inline_id = f"inline_message_{self.world.next_number('inline message')}"
            message = self.world.store(replace(message, keyboard=result.keyboard, inline_message_id=inline_id))
            payload = {"result_id": result.id, "from": user_json(self.user), "query": query.query}
            known = {"inline_message_id": inline_id} if result.keyboard else {}
            self.world.updates.add("chosen_inline_result", {**payload, **known}, self.user.id)
            return self._announce(message)

    def reacts(self, message: Message, emoji: str) -> None:
        """Put an emoji on a message; the bot hears of it only if it asked for such updates."""
        with self.world.changed:
            now = self.world.messages[message.chat_id, message.message_id]
            self.world.store(replace(now, reactions=(*now.reactions, (self.user.first_name, emoji))))
            payload = {
                "chat": message_json(self.world, now)["chat"],
                "message_id": message.message_id,
                "user": user_json(self.user),
                "date": int(self.world.clock.now()),
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": emoji}],
            }
            self.world.updates.add("message_reaction", payload, message.chat_id)
            self.world.changed.notify_all()

    def blocks(self) -> None:
        """Block the bot: from now on it gets a 403 here."""
        self.world.note(self, f"({self.user.first_name} blocks the bot)")
        queue_bot_membership(self.world, self.user, self.user.id, "kicked", "bot was blocked by the user")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.world.note(self, f"({self.user.first_name} lets the bot write again)")
        queue_bot_membership(self.world, self.user, self.user.id, "member", None)

    def _post(self, content: RichText, to: Place | None, reply_to: Message | None) -> Message:
        place = to or self
        reply_id = reply_to.message_id if reply_to is not None else place.thread_id
        # in a topic, what replies to nothing replies to the service message that opened the topic
        spot = Spot(place.chat_id, place.thread_id)
        return self.world.post(self.user, spot, content, reply_to=reply_id, sender_chat_id=self.speaks_for)

    def _send_attachment(self, attachment: Attachment, caption: str, to: Place | None) -> Message:
        message = self._post(RichText(caption, find_entities(caption)), to, None)
        return self._announce(self.world.store(replace(message, attachment=attachment)))

    def _announce(self, message: Message, kind: str = "message") -> Message:
        if bot_hears(self.world, message):
            self.world.updates.add(kind, message_json(self.world, message), message.chat_id)
        self.world.changed.notify_all()
        return message

    def _find_button(self, label: str, on: Message | None, place: Place) -> tuple[Message, Button]:
        candidates = self.world.in_chat(place)
        if on is not None:
            candidates = [self.world.messages[on.chat_id, on.message_id]]
        for message in reversed(candidates):
            for button in (button for row in message.keyboard for button in row):
                if button.text == label:
                    return message, button
        raise AssertionError(f"no button [{label}]; there are {[message.buttons for message in candidates]}")
