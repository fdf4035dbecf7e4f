"""What a person does with the bot, step by step; each step waits for what comes of it."""

from dataclasses import dataclass

from bot.languages import Say
from tests.telegram_server import Person, TelegramServer
from tests.telegram_server.nouns import Message, Place
from tests.telegram_server.state import Press


@dataclass(frozen=True)
class Tour:
    """One person in one place, the private chat if none is named; buttons are named in the language of `say`."""

    server: TelegramServer
    say: Say
    person: Person
    place: Place | None = None

    def says(self, text: str, reply_to: Message | None = None) -> Message:
        """Write, and wait for the first message of the reply."""
        self.person.says(text, to=self.place, reply_to=reply_to)
        return self.server.wait_for_message(self.place or self.person)

    def presses(self, label: str, on: Message | None = None, **values: str | int) -> Message:
        """Press a button, and wait for the message that comes of it."""
        before = len(self._sent())
        self._press(label, on, **values)
        self.server.wait_for(lambda: len(self._sent()) > before)
        return self._sent()[-1]

    def turns(self, label: str, on: Message | None = None) -> str:
        """Press a button that changes its message, and wait until that is done; the text then."""
        before = len(self.server.calls.finished("editMessageText"))
        message = self._press(label, on).message
        self.server.wait_for_call("editMessageText", before + 1)
        return self.server.world.messages[message.chat_id, message.message_id].text

    def rates(self, label: str, on: Message | None = None, **values: str | int) -> str:
        """Press a button that is answered by a few words over the chat; the words."""
        press = self._press(label, on, **values)
        self.server.wait_for(lambda: press.answered)
        return press.text

    def _press(self, label: str, on: Message | None, **values: str | int) -> Press:
        return self.person.presses(self.say.fill(label, **values), on=on, to=self.place)

    def _sent(self) -> list[Message]:
        return [one for one in self.server.messages(self.place or self.person) if one.sender.is_bot]
