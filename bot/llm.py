"""Any LlamaIndex LLM as the rest of the program asks it: text that streams, one line, or yes and no with odds."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from math import exp
from time import monotonic
from typing import TYPE_CHECKING, Protocol, cast

from bot.answer import never
from bot.llm_errors import LlmError, explain, failures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llama_index.core.base.llms.types import ChatMessage, ChatResponse, LogProb
    from llama_index.core.llms import LLM

MOST_WRITTEN_TOKENS = 400
MOST_REWRITTEN_TOKENS = 80
SECONDS = 60.0


class Closable(Protocol):
    """A connection that is being read."""

    def close(self) -> None:
        """Hang up."""
        ...


class ChatModel:
    """A language model. Every method raises LlmError where it fails; safe to use from several threads.

    `openai_like` says that a server of OpenAI's interface takes the extras: limits, JSON schemas, log-probabilities.
    Without, the LLM object is asked with messages alone. `connection` gives a reply's connection, to be cut;
    `seconds` bounds one reply.
    """

    def __init__(
        self,
        llm: "LLM",
        *,
        openai_like: bool = False,
        seconds: float = SECONDS,
        held: object | None = None,
        connection: "Callable[[], Closable] | None" = None,
    ) -> None:
        self._llm = llm
        self._extras = openai_like
        self._seconds = seconds
        self._connection = connection
        self._held = held  # a server in this process lives as long as its model
        self.name: str = llm.metadata.model_name
        self._where = str(getattr(llm, "api_base", "")) if openai_like else ""

    @property
    def is_local(self) -> bool:
        """Whether it runs in this process."""
        return self._held is not None

    @property
    def takes_schema(self) -> bool:
        """Whether replies are held to a JSON schema."""
        return self._extras

    def without_extras(self) -> None:
        """Ask with messages alone from now on: the server takes nothing else."""
        self._extras = False

    def stream(
        self,
        system: str,
        user: str,
        schema: "Mapping[str, object] | None" = None,
        stopped: Callable[[], bool] = never,
    ) -> Iterator[str]:
        """The reply piece by piece. Ends early once `stopped()`, which hangs up on the server."""
        extras: dict[str, object] = {}
        if self._extras:
            extras = {"max_tokens": MOST_WRITTEN_TOKENS}
            if schema is not None:
                extras["response_format"] = {
                    "type": "json_schema",
                    "json_schema": {"name": "answer", "strict": True, "schema": schema},
                }
        end = monotonic() + self._seconds
        last: ChatResponse | None = None
        with self._explained():
            replies = self._llm.stream_chat(_messages(system, user), **extras)
            hung_up: Closable | None = None
            with ExitStack() as hang_up, closing(replies):
                for last in replies:
                    if self._connection and not hung_up:
                        hung_up = hang_up.enter_context(closing(self._connection()))
                    if stopped():
                        return
                    if last.delta:
                        yield last.delta
                    if monotonic() > end:
                        raise TimeoutError
            if self._where and (last is None or not _finish_reason(last)):
                raise ConnectionError("the stream ended before its end")

    def ask(self, prompt: str) -> str:
        """A short reply."""
        extras = {"max_tokens": MOST_REWRITTEN_TOKENS} if self._extras else {}
        with self._explained():
            return str(self._llm.chat(_messages("", prompt), **extras).message.content or "")

    def yes_probability(self, prompt: str) -> float | None:
        """The probability of "yes" against "no" as the first word, 0..1; None where the server gives no odds."""
        if not self._extras:
            return None
        with self._explained():
            reply = self._llm.chat(_messages("", prompt), max_tokens=1, logprobs=True, top_logprobs=10)
        odds = cast("Sequence[Sequence[LogProb]]", reply.logprobs or ())
        yes = no = 0.0
        for one in odds[0] if odds else ():
            word = one.token.strip(" \n\"'*.Ġ▁").lower()
            yes += exp(one.logprob) * (word == "yes")
            no += exp(one.logprob) * (word == "no")
        return yes / (yes + no) if yes + no > 0 else None

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except LlmError:
            raise
        except failures() as error:
            raise explain(error, self.name, self._where) from error


def _messages(system: str, user: str) -> "list[ChatMessage]":
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    asked = [ChatMessage(role=MessageRole.USER, content=user)]
    return [ChatMessage(role=MessageRole.SYSTEM, content=system), *asked] if system else asked


def _finish_reason(reply: "ChatResponse") -> str | None:
    """Why the server stopped: a reply without a reason was cut off."""
    choices = getattr(reply.raw, "choices", None)
    reason = choices[0].finish_reason if choices else None
    # With a last piece that only counts tokens there is no choice any more; the one before had the reason.
    return reason or ("stop" if choices == [] else None)
