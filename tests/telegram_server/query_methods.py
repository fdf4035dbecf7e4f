"""Answers to what waits for one: pressed buttons and inline queries."""

from collections.abc import Callable

from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.nouns import Spot
from tests.telegram_server.parameters import Fields
from tests.telegram_server.parse_mode import read_text
from tests.telegram_server.refusal import bad_request
from tests.telegram_server.rich_text import checked_text, utf16_length
from tests.telegram_server.state import InlineQuery, InlineResult, World

PRESS_LIVES_SECONDS = 15.0
INLINE_QUERY_LIVES_SECONDS = 30.0
MAX_TOAST_UNITS = 200
MAX_RESULTS = 50
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, fields: Fields) -> object:
    """Once only: Telegram's behaviour for a second answer is unsure, and a bot has no use for it."""
    press = world.presses.get(fields.text("callback_query_id"))
    if press is None or press.answered or world.clock.now() - press.pressed_at > PRESS_LIVES_SECONDS:
        raise bad_request(_TOO_OLD)
    text = fields.text("text")
    if utf16_length(text) > MAX_TOAST_UNITS:
        raise bad_request("MESSAGE_TOO_LONG")
    press.answered, press.text, press.alert = True, text, fields.flag("show_alert")
    press.url = fields.optional_text("url")
    if text:
        world.note(press.message, f"({'alert' if press.alert else 'toast'} to {press.user.first_name}: {text})")
    return True


def answer_inline_query(world: World, fields: Fields) -> object:
    query = world.inline_queries.get(fields.text("inline_query_id"))
    if query is None or query.answered or world.clock.now() - query.asked_at > INLINE_QUERY_LIVES_SECONDS:
        raise bad_request(_TOO_OLD)
    results = tuple(_read_result(Fields(item, "InlineQueryResult")) for item in fields.items("results"))
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(fields.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.answered, query.results = True, results
    query.personal, query.next_offset = fields.flag("is_personal"), fields.text("next_offset")
    query.cache_seconds = fields.integer("cache_time", 300)
    world.note(Spot(query.user.id), _show_offered(query))
    return True


def _show_offered(query: InlineQuery) -> str:
    """`(offered to Ann:` and the list she sees, a title and below it a description each."""
    lines = [f"  {result.title}\n    {result.description}" for result in query.results] or ["  nothing"]
    return "\n".join([f"(offered to {query.user.first_name}:", *lines]) + ")"


def _read_result(fields: Fields) -> InlineResult:
    if fields.text("type") != "article":
        raise bad_request("can't parse inline query result: only articles are played here")
    if not 1 <= len(fields.text("id").encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not fields.text("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = fields.record("input_message_content")
    if content is None:
        raise bad_request("can't parse inline query result: Can't find field \"input_message_content\"")
    return InlineResult(
        fields.text("id"),
        fields.text("title"),
        fields.text("description"),
        checked_text(read_text(content, "message_text")),
        read_keyboard(fields.record("reply_markup")),
    )


METHODS: dict[str, Callable[[World, Fields], object]] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
