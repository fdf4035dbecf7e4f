"""A reranker that reads passages whole and says of each sentence how well it answers: one reading for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from index.domain import Span
from index.model_spec import ModelSpec
from index.models import OnnxReranker
from index.network import Network
from index.reader_weights import trained_further
from index.records import StoredPassage
from index.sentence_head import SentenceHead

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

    States = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a question and a passage: a state a sentence, shape (width,), None where none of it was read."""

    states: "tuple[States | None, ...]"


@runtime_checkable
class PassageReader(Protocol):
    """Reads whole passages; `head` turns what it read into scores."""

    head: SentenceHead

    def read(self, question: str, passages: Sequence[StoredPassage]) -> list[Reading]:
        """A reading a passage, in order, each independent of the others."""
        ...


class OnnxPassageReader:
    """The default reranker, trained further to read passages, and a head that weighs its states.

    For texts by themselves it is the model as it was made.
    """

    def __init__(self, spec: ModelSpec, head: SentenceHead) -> None:
        self.name = spec.name
        self.head = head
        self._spec = spec
        self._network = Network(spec, "reranker", head.states, trained_further)
        self._alone: OnnxReranker | None = None
        self._loading = Lock()

    def logits(self, question: str, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return a logit a text, shape (len(texts),), of the model as it was made; the first call loads it."""
        with self._loading:
            self._alone = self._alone or OnnxReranker(self._spec)
        return self._alone.logits(question, texts)

    def read(self, question: str, passages: Sequence[StoredPassage]) -> list[Reading]:
        """Read each with its title in front, a passage of too many tokens in halves."""
        parts = [(row, part) for row, one in enumerate(passages) for part in self._parts(question, one)]
        read = self._network.run([(question, part.text) for _, part in parts], _tokens)
        states: list[list[States | None]] = [[] for _ in passages]
        for (row, part), tokens in zip(parts, read, strict=True):
            states[row] += [tokens.mean(span) for span in part.spans]
        return [Reading(tuple(means)) for means in states]

    def _parts(self, question: str, stored: StoredPassage) -> Iterator["_Part"]:
        """The passage whole, or where the model would not see its end, halved until it does."""
        waiting = [stored.passage.sentences]
        while waiting:
            sentences = waiting.pop()
            part = _part(stored, sentences)
            if len(sentences) > 1 and self._network.cuts(question, part.text):
                half = len(sentences) // 2
                waiting += [sentences[half:], sentences[:half]]
            else:
                yield part


@dataclass(frozen=True, slots=True)
class _Part:
    """Some sentences of a passage as the model reads them; `spans` are theirs in `text`."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A reading by tokens: where each stands in the text, -1 for what is none of it, and its state."""

    starts: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    states: "States"

    def mean(self, span: Span) -> "States | None":
        """The mean state of the tokens within the span, shape (width,); None if none was read."""
        within = (self.starts >= span[0]) & (self.ends <= span[1])
        if not within.any():
            return None
        mean: States = self.states[within].mean(axis=0)
        return mean


def _part(stored: StoredPassage, sentences: Sequence[Span]) -> _Part:
    passage, title = stored.passage, stored.source.title
    opening = f"{title}. " if title else ""
    start, end = sentences[0][0], sentences[-1][1]
    shift = len(opening) - start
    text = opening + passage.text[start - passage.start : end - passage.start]
    return _Part(text, tuple((first + shift, last + shift) for first, last in sentences))


def _tokens(encoding: "Encoding", outputs: "list[States]") -> _Tokens:
    import numpy as np

    (states,) = outputs
    starts, ends = np.array(encoding.offsets, dtype=np.int64).T
    of_text = (np.array(encoding.type_ids) == 1) & (np.array(encoding.special_tokens_mask) == 0)
    return _Tokens(np.where(of_text, starts, -1), ends, states)
