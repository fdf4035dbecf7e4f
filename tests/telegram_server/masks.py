"""People who write in the name of a chat: Telegram names bots of its own as the senders."""

from tests.telegram_server.groups import FIRST_SUPERGROUP_ID, Group
from tests.telegram_server.nouns import Chat, User
from tests.telegram_server.people import Person

ANONYMOUS_ADMIN = User(1_087_968_824, "Group", "GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136_817_688, "Channel", "Channel_Bot", is_bot=True)
TELEGRAM = User(777_000, "Telegram")


def anonymous_admin(group: Group) -> Person:
    """An administrator of the group who remains anonymous."""
    group.world.users[ANONYMOUS_ADMIN.id] = ANONYMOUS_ADMIN
    return Person(group.world, ANONYMOUS_ADMIN, group.chat_id)


def channel_in(group: Group, name: str) -> Person:
    """A channel in whose name somebody writes in the group."""
    return _channel(group, name, CHANNEL_BOT)


def linked_channel(group: Group, name: str) -> Person:
    """A channel whose posts Telegram forwards to the group where they are discussed."""
    return _channel(group, name, TELEGRAM)


def _channel(group: Group, name: str, sender: User) -> Person:
    world = group.world
    with world.changed:
        world.users[sender.id] = sender
        channel_id = FIRST_SUPERGROUP_ID - world.next_number("supergroup")
        world.chats[channel_id] = Chat(channel_id, "channel", name)
    return Person(world, sender, channel_id)
