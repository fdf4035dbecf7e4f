"""The server that a test starts: Telegram on loopback, in a thread with an event loop of its own."""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

from tests.telegram_server.calls import CallLog
from tests.telegram_server.clock import Clock
from tests.telegram_server.faults import FaultPlan
from tests.telegram_server.flood import FloodGate, FloodLimits
from tests.telegram_server.groups import Group
from tests.telegram_server.http_front import HttpFront
from tests.telegram_server.nouns import Message, Place, Spot
from tests.telegram_server.people import Person
from tests.telegram_server.state import World, spot_of
from tests.telegram_server.transcript import show_message, show_timeline
from tests.telegram_server.webhook import Webhook
from tests.telegram_server.wire import message_json

TOKEN = "4242:TEST-token-of-the-server-for-tests-000"
STOP_SECONDS = 10.0


class TelegramServer:
    """Use as a context manager; ready when entered.

    `flood` switches the flood limits on; `webhook_pause_scale` shortens the pauses between a webhook's attempts;
    `privacy` is the bot's privacy mode in groups; `clock` decides what "15 seconds later" means.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        clock: Clock | None = None,
        flood: FloodLimits | None = None,
        privacy: bool = True,
        webhook_pause_scale: float = 0.01,
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        self.world = World(self.clock, privacy=privacy)
        self.calls = CallLog()
        self.faults = FaultPlan()
        self._flood = FloodGate(flood) if flood is not None else None
        self._webhook_pause_scale = webhook_pause_scale
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="telegram-server", daemon=True)
        self._started = threading.Event()
        self._stop = asyncio.Event()
        self._port = 0

    @property
    def base_url(self) -> str:
        """For `Bot(base_url=…)`: the token is appended to it."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        """For `Bot(base_file_url=…)`."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(STOP_SECONDS):
            raise AssertionError("the server for tests did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.faults.clear()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(STOP_SECONDS)

    def person(self, name: str, *, language: str | None = "en", username: str | None = None) -> Person:
        """Somebody with a private chat with the bot."""
        return Person.arrive(self.world, name, language, username)

    def group(
        self,
        title: str,
        members: list[Person],
        *,
        forum: bool = False,
        kind: Literal["group", "supergroup"] = "supergroup",
    ) -> Group:
        """A group with the bot in it; the first member owns it; a `forum` has topics."""
        return Group.found(self.world, title, members, forum=forum, kind=kind)

    def deliver_again(self, message: Message) -> None:
        """Queue a person's message under a new update id, as Telegram may after troubles of its own."""
        with self.world.changed:
            self.world.updates.add("message", message_json(self.world, message), message.chat_id)

    def wait_for(self, predicate: Callable[[], object], timeout: float = 10.0) -> None:
        """Wait until `predicate` is true; it is asked after every change. AssertionError after `timeout` seconds."""
        with self.world.changed:
            if not self.world.changed.wait_for(predicate, timeout):
                last = "\n".join(f"  {call}" for call in self.calls.all[-10:])
                raise AssertionError(f"waited {timeout} s in vain; the last calls were\n{last}")

    def wait_for_message(self, place: Place, timeout: float = 10.0) -> Message:
        """The bot's first message after the last that a person wrote there."""
        self.wait_for(lambda: self.new_messages(place), timeout)
        return self.new_messages(place)[0]

    def wait_for_call(self, method: str, count: int = 1, timeout: float = 10.0) -> None:
        """Wait until `count` calls of `method` have been answered."""
        self.wait_for(lambda: len(self.calls.finished(method)) >= count, timeout)

    def wait_until_confirmed(self, timeout: float = 10.0) -> None:
        """Wait until the bot has confirmed every update."""
        self.wait_for(lambda: not self.world.updates.pending, timeout)

    def new_messages(self, place: Place) -> list[Message]:
        """The bot's messages after the last that a person wrote there."""
        with self.world.changed:
            messages = self.world.in_chat(place)
            asked = max((message.message_id for message in messages if message.sender != self.world.bot), default=0)
            return [message for message in messages if message.message_id > asked]

    def messages(self, place: Place) -> list[Message]:
        """Everything that stands in the chat (or topic) now, oldest first."""
        with self.world.changed:
            return self.world.in_chat(place)

    def is_typing(self, place: Place) -> bool:
        """Does the reader see "typing…" there now?"""
        with self.world.changed:
            return self.world.typing_until.get(spot_of(place), 0.0) > self.clock.now()

    def draft(self, place: Place) -> str | None:
        """The text of the draft that grows there, if one does."""
        with self.world.changed:
            draft = self.world.drafts.get(Spot(place.chat_id, place.thread_id))
            return None if draft is None else draft.text

    def transcript(self, place: Place) -> str:
        """The chat as its reader saw it, for golden files."""
        with self.world.changed:
            return show_timeline(self.world, place)

    def show(self, message: Message) -> str:
        """One message as it stands now, in the same notation."""
        with self.world.changed:
            return show_message(
                self.world, self.world.messages[message.chat_id, message.message_id], self.world.messages
            )

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        webhook = Webhook(self.world, self._webhook_pause_scale)
        front = HttpFront(self.world, self.token, self.calls, self.faults, self._flood, webhook)

        def stir() -> None:
            front.polling.stir()
            webhook.stir()

        self.world.updates.wake = stir
        runner = web.AppRunner(front.application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._port = runner.addresses[0][1]
        self._started.set()
        try:
            await self._stop.wait()
        finally:
            self.world.updates.wake = lambda: None
            front.polling.end("the server for tests stops")
            await webhook.close()
            await runner.cleanup()
