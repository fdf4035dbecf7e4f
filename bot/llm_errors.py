"""What can go wrong with a language model, in a reader's words, and whether asking again helps."""

import re
from enum import Enum, auto

from index.errors import CitewireError

LONGEST_PAUSE = 10.0
_CONTEXT = re.compile(
    r"context|too (?:long|large|many tokens)|exceed\w*.{0,40}tokens|maximum.{0,40}tokens", re.IGNORECASE
)
_SPENT = re.compile(r"quota|billing|credit|balance", re.IGNORECASE)


class Again(Enum):
    """What a second attempt would have to change."""

    NO_USE = auto()
    AFTER_A_PAUSE = auto()
    WITH_LESS_TEXT = auto()
    WITHOUT_EXTRAS = auto()


class LlmError(CitewireError):
    """The model gave no answer that can be used. The message says which model and why; it holds no key."""

    def __init__(self, message: str, again: Again = Again.NO_USE, pause: float = 0.0) -> None:
        super().__init__(message)
        self.again = again
        self.pause = pause


def failures() -> tuple[type[Exception], ...]:
    """Everything that asking a model raises: the client's, the network's, and what nonsense in a reply leads to."""
    import httpx
    import openai

    return (openai.OpenAIError, httpx.HTTPError, OSError, ValueError, LookupError, AttributeError, TypeError)


def explain(error: Exception, model: str, where: str) -> LlmError:
    """The error as a reader should see it. `where` is the server's address."""
    import httpx
    import openai

    who = f"{model} at {where}" if where else model
    match error:
        case openai.APITimeoutError() | httpx.TimeoutException() | TimeoutError():
            return LlmError(f"{who} did not answer in time; CITEWIRE_LLM_TIMEOUT gives it longer")
        case openai.APIStatusError():
            said = error.body.get("message") if isinstance(error.body, dict) else None
            return _explain_status(error.status_code, str(said or error.message), dict(error.response.headers), who)
        case openai.APIConnectionError():
            return LlmError(
                f"{who} cannot be reached; is it running, and CITEWIRE_LLM_BASE_URL right?", Again.AFTER_A_PAUSE, 0.5
            )
        case httpx.HTTPError() | OSError():
            return LlmError(f"{who} broke off", Again.AFTER_A_PAUSE)
        case openai.APIError():
            return LlmError(f"{who} failed: {_brief(error.message)}", Again.AFTER_A_PAUSE, 0.5)
        case _:
            return LlmError(f"{who} replied with something that is no answer", Again.AFTER_A_PAUSE)


def _explain_status(status: int, message: str, headers: dict[str, str], who: str) -> LlmError:
    if status in (401, 403):
        return LlmError(f"{who} refuses the key ({status}); check CITEWIRE_LLM_API_KEY")
    if status == 404:
        return LlmError(f"{who} is not there (404); check CITEWIRE_LLM_MODEL and CITEWIRE_LLM_BASE_URL")
    if status == 429:
        if _SPENT.search(message):
            return LlmError(f"{who} takes no more questions on this account (429)")
        pause = _seconds(headers.get("retry-after"))
        again = Again.AFTER_A_PAUSE if pause <= LONGEST_PAUSE else Again.NO_USE
        return LlmError(f"{who} is asked too often (429); try again later", again, pause)
    if status >= 500:
        return LlmError(f"{who} fails ({status})", Again.AFTER_A_PAUSE, 0.5)
    if status == 413 or _CONTEXT.search(message):
        return LlmError(f"{who} has no room for the question's evidence ({status})", Again.WITH_LESS_TEXT)
    return LlmError(f"{who} cannot take the question ({status}: {_brief(message)})", Again.WITHOUT_EXTRAS)


def _seconds(retry_after: str | None) -> float:
    """The pause a server asks for; one second where it gives none, or a date."""
    try:
        return max(0.0, float(retry_after or 1.0))
    except ValueError:
        return 1.0


def _brief(message: str) -> str:
    line = " ".join(re.sub(r"\b(?:sk|key|Bearer)[-_ ]\S+", "…", message).split())
    return line if len(line) <= 120 else f"{line[:119]}…"
