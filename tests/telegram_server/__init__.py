"""A small Telegram Bot API server on loopback, as strict as the real one where bots stumble, with people to play."""

from tests.telegram_server.calls import Call
from tests.telegram_server.clock import Clock
from tests.telegram_server.flood import FloodLimits
from tests.telegram_server.groups import Group, Topic
from tests.telegram_server.nouns import Entity, Message
from tests.telegram_server.people import Person
from tests.telegram_server.server import TOKEN, TelegramServer

__all__ = ["TOKEN", "Call", "Clock", "Entity", "FloodLimits", "Group", "Message", "Person", "TelegramServer", "Topic"]
