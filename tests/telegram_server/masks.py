"""People who write in the name of a chat: Telegram names bots of its own as the senders."""

from tests.telegram_server.groups import FIRST_SUPERGROUP_ID, Group
from tests.telegram_server.nouns import Chat, User
from tests.telegram_server.people import Person

ANONYMOUS_ADMIN = User(1_087_968_824, "Group", "GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136_817_688, "Channel", "Channel_Bot", is_bot=True)


def anonymous_admin(group: Group) -> Person:
    """An administrator of the group who remains anonymous."""
    group.world.users[ANONYMOUS_ADMIN.id] = ANONYMOUS_ADMIN
    return Person(group.world, ANONYMOUS_ADMIN, group.chat_id)


def channel_in(group: Group, name: str) -> Person:
    """A channel that writes in the group where it is discussed."""
    world = group.world
    with world.changed:
        world.users[CHANNEL_BOT.id] = CHANNEL_BOT
        channel_id = FIRST_SUPERGROUP_ID - world.next_number("supergroup")
        world.chats[channel_id] = Chat(channel_id, "channel", name)
    return Person(world, CHANNEL_BOT, channel_id)
