"""Is a message meant for the bot, and what does it ask? In a group only what is plainly addressed to the bot."""

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType


def question_in(message: Message, bot: User) -> str | None:
    """The text, or what is written under a picture, without the bot's name; None where it is not for the bot.

    What a person found inline and sent with the bot's help is the articles', and no question.
    """
    text = message.text or message.caption
    if text is None or (message.via_bot is not None and message.via_bot.id == bot.id):
        return None
    mentions = _mentions(message, bot)
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    if message.chat.type != ChatType.PRIVATE and not mentions and not to_bot:
        return None
    units = text.encode("utf-16-le")
    for entity in reversed(mentions):  # from the end, so that the offsets before stay true
        units = units[: 2 * entity.offset] + units[2 * (entity.offset + entity.length) :]
    return units.decode("utf-16-le").strip() or (_replied_words(message, bot) if mentions else "")


def words_behind_command(message: Message) -> str:
    """What stands behind `/command` or `/command@bot`, on the same line or below."""
    commands = [one for one in message.entities if one.type == MessageEntity.BOT_COMMAND and one.offset == 0]
    return (message.text or "")[commands[0].length if commands else 0 :].strip()


def words_to_ask(message: Message, bot: User) -> str:
    """What stands behind the command; where nothing does, what the message says that it replies to."""
    return words_behind_command(message) or _replied_words(message, bot)


def _replied_words(message: Message, bot: User) -> str:
    """What somebody else's message says, or as much of it as is quoted; nothing where the reply is to the bot."""
    replied = message.reply_to_message
    if replied is None or (replied.from_user is not None and replied.from_user.id == bot.id):
        return ""
    return (message.quote.text if message.quote else replied.text or replied.caption or "").strip()


def _mentions(message: Message, bot: User) -> list[MessageEntity]:
    """The entities that name the bot, in order. A substring is no mention: `@citewire_bot2` is somebody else.

    Under a picture /ask names it too, for there it is no command to Telegram.
    """
    name = f"@{bot.username}".casefold()
    named = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities(
        [MessageEntity.MENTION, MessageEntity.BOT_COMMAND]
    )
    by_name = [
        entity
        for entity, text in named.items()
        if text.casefold() == name or (entity.offset == 0 and text.casefold() in ("/ask", f"/ask{name}"))
    ]
    by_id = [
        entity
        for entity in (*message.entities, *message.caption_entities)
        if entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id
    ]
    return sorted(by_name + by_id, key=lambda entity: entity.offset)
