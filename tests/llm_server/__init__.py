"""A language model's server of our own: OpenAI's interface on loopback, its replies written in advance."""

from tests.llm_server.scripts import PAUSE, Failure, Reply
from tests.llm_server.server import Asked, LlmServer

__all__ = ["PAUSE", "Asked", "Failure", "LlmServer", "Reply"]
