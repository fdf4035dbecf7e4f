"""How one bot runs: what the settings choose, and the pauses that tests shorten."""

from dataclasses import dataclass

from bot.telegram_chat.access import Access
from bot.telegram_chat.answering import REDRAW_AFTER
from bot.telegram_chat.edits import FIRST_PAUSE
from bot.telegram_chat.limits import Limits
from bot.telegram_chat.poller import DEAF_AFTER_SECONDS
from bot.telegram_chat.webhook import WebhookAddress
from bot.telegram_chat.workers import SECONDS_BEFORE_TELLING

GRACE_SECONDS = 8.0
EVERYONE = Access()
NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class BotOptions:
    """How one bot runs. `api_base` is a Bot API server's address up to the token; without a webhook it polls.

    `grace_seconds` is what running answers get at the end, `deaf_after` the seconds of silence that end polling,
    `tell_after` those after which somebody who waits is told how many come before, `redraw_after` those between two
    edits of a message that grows, `first_pause` those after a call that broke off; `health_listen` is host:port for
    /healthz and /metrics, `keep_days` how long questions are kept, 0 for ever.
    """

    token: str
    api_base: str
    access: Access = EVERYONE
    limits: Limits = NO_LIMITS
    webhook: WebhookAddress | None = None
    health_listen: str | None = None
    grace_seconds: float = GRACE_SECONDS
    deaf_after: float = DEAF_AFTER_SECONDS
    tell_after: float = SECONDS_BEFORE_TELLING
    redraw_after: float = REDRAW_AFTER
    first_pause: float = FIRST_PAUSE
    keep_days: int = 0
