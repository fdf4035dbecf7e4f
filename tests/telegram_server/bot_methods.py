"""What the bot asks and says about itself, its chats and its files."""

import re
from collections.abc import Callable

from tests.telegram_server.destinations import open_chat
from tests.telegram_server.keyboards import read_commands
from tests.telegram_server.nouns import Json
from tests.telegram_server.parameters import Fields
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.rich_text import utf16_length
from tests.telegram_server.state import World
from tests.telegram_server.wire import chat_json, member_json, user_json

MAX_FILE_BYTES = 20 * 1024 * 1024
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
# method ending -> (field, most UTF-16 units)
TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(world: World, _fields: Fields) -> object:
    return {
        **user_json(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
    }


def get_chat(world: World, fields: Fields) -> object:
    chat = open_chat(world, fields.values.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat_json(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: World, fields: Fields) -> object:
    chat = open_chat(world, fields.values.get("chat_id"))
    user = world.users.get(fields.integer("user_id", 0))
    if user is None:
        raise bad_request("user not found")
    if chat.owner_id == user.id:
        return member_json(user, "creator")
    return member_json(user, "member" if user.id in chat.members else "left")


def get_file(world: World, fields: Fields) -> object:
    file_id = fields.text("file_id")
    content = world.files.get(file_id)
    if content is None:
        raise bad_request("invalid file_id")
    if len(content) > MAX_FILE_BYTES:
        raise bad_request("file is too big")
    unique = file_id.replace("file", "unique")
    return {"file_id": file_id, "file_unique_id": unique, "file_size": len(content), "file_path": f"files/{file_id}"}


def set_my_commands(world: World, fields: Fields) -> object:
    world.profile.commands[_scope(world, fields), _language(fields)] = read_commands(fields.items("commands"))
    return True


def get_my_commands(world: World, fields: Fields) -> object:
    commands = world.profile.commands.get((_scope(world, fields), _language(fields)), ())
    return [{"command": name, "description": description} for name, description in commands]


def delete_my_commands(world: World, fields: Fields) -> object:
    world.profile.commands.pop((_scope(world, fields), _language(fields)), None)
    return True


def _scope(world: World, fields: Fields) -> str:
    """The scope as a readable key: `default`, `chat 5`, `chat_member -100 5`."""
    scope = fields.record("scope")
    if scope is None:
        return "default"
    kind = scope.text("type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    parts = [kind]
    if kind in {"chat", "chat_administrators", "chat_member"}:
        parts.append(str(world.chat(scope.values.get("chat_id")).id))
    if kind == "chat_member":
        parts.append(str(scope.integer("user_id")))
    return " ".join(parts)


def _language(fields: Fields) -> str:
    code = fields.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _setter(ending: str) -> Callable[[World, Fields], object]:
    field, most = TEXTS[ending]

    def set_text(world: World, fields: Fields) -> object:
        text = fields.text(field)
        if utf16_length(text) > most:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        world.profile.texts[field, _language(fields)] = text
        return True

    return set_text


def _getter(ending: str) -> Callable[[World, Fields], object]:
    field, _ = TEXTS[ending]

    def get_text(world: World, fields: Fields) -> Json:
        texts = world.profile.texts
        return {field: texts.get((field, _language(fields))) or texts.get((field, ""), "")}

    return get_text


METHODS: dict[str, Callable[[World, Fields], object]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{f"setMy{ending}": _setter(ending) for ending in TEXTS},
    **{f"getMy{ending}": _getter(ending) for ending in TEXTS},
}
