"""An archive of a few invented articles that finds and answers by words in common, without any model."""

import re
import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from bot.reading.answer_types import sure_answers
from bot.reading.names import names
from index.domain import Article, Evidence, Source, Span
from index.records import ArticleSummary, StoredArticle

_ASKED_SECONDS = 15.0
_WITH_TOPIC = re.compile(r" \([^()]+\)\?$")


class ScriptedArchive:
    """Articles as lists of paragraphs as lists of sentences; finds the sentences that share words with a question.

    The score is the share of the question's words that a sentence has. It plays the searcher and the library. With the
    last question's topic behind it a question finds nothing, so that each is read as it was asked.
    """

    def __init__(self, *articles: StoredArticle) -> None:
        self.stored = {one.article.id: one for one in articles}
        self.asked: list[str] = []
        self.gate: threading.Event | None = None  # while there is one and it is not set, searching waits
        self.threads: set[str] = set()  # the names of those that searched
        self._was_asked = threading.Condition()

    def refresh(self) -> int:
        return len(self.stored)

    def respelt(self, question: str) -> str:
        return question

    def search(self, question: str, count: int) -> Sequence[Evidence]:
        if _WITH_TOPIC.search(question):
            return ()
        self.threads.add(threading.current_thread().name)
        with self._was_asked:
            self.asked.append(question)
            self._was_asked.notify_all()
        if self.gate is not None:
            self.gate.wait()
        if "explode" in question:
            raise RuntimeError(f"no luck with {question}")
        wanted = _words(question)
        found = [
            Evidence(one.article.source, start, end, text, len(wanted & _words(text)) / len(wanted))
            for one in self.stored.values()
            for start, end in one.sentences
            if wanted & _words(text := one.article.text[start:end])
        ]
        return sorted(found, key=lambda evidence: -evidence.score)[:count]

    def wait_until_asked(self, times: int = 1) -> None:
        """Wait until that many questions have been worked on, or are."""
        with self._was_asked:
            assert self._was_asked.wait_for(lambda: len(self.asked) >= times, _ASKED_SECONDS), "nothing was asked"

    def article(self, article_id: str) -> StoredArticle | None:
        return self.stored.get(article_id)

    def finished_at(self) -> datetime:
        return datetime(2024, 6, 12, 7, 30, tzinfo=UTC)

    def articles(self) -> Sequence[ArticleSummary]:
        return [ArticleSummary(one.article.source, "en", len(one.sentences), 1) for one in self.stored.values()]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def stored(source: Source, *paragraphs: Sequence[str]) -> StoredArticle:
    """An article of these paragraphs of sentences."""
    text = "\n".join(" ".join(sentences) for sentences in paragraphs)
    spans: list[Span] = []
    for sentence in (sentence for sentences in paragraphs for sentence in sentences):
        start = text.index(sentence, spans[-1][1] if spans else 0)
        spans.append((start, start + len(sentence)))
    return StoredArticle(Article(source, text), tuple(spans), "1")


HARBOUR = stored(
    Source("harbour", "Harbour reopens after storm", "Ada Berg", "2024-05-03", "https://news.example/harbour?a=1"),
    ["The harbour of Lund reopened on Friday.", "A storm had closed it for nine days."],
    ["Mayor Ida Holm said the repairs cost 4 million euros.", "“We are back,” she said. 🎉"],
    ["Ferries to Rostock run twice a day again."],
)
BRIDGE = stored(
    Source("bridge", "Bridge & tunnel <plans>", None, "2024-06-11T08:30:00+00:00"),
    ["The council rejected the tunnel.", "A *bridge* will cost 90 million euros, says the [council](x)."],
)


class ScriptedAnswerer:
    """Says the best sentence, and those nearly as good, up to three, in their order."""

    name = ExtractiveAnswerer.name

    def answer(self, question: str, evidence: Sequence[Evidence]) -> Draft:
        best = evidence[0].score if evidence else 0.0
        numbered = [Citation(number, one) for number, one in enumerate(evidence, start=1)]
        if best < 0.5:
            reason = Reason.WEAK_MATCH if evidence else Reason.NO_MATCH
            unmentioned = () if evidence else tuple(name.text for name in names(question))
            return Draft(refusal=Refusal(reason, tuple(numbered[:2]), unmentioned), confidence=best)
        chosen = tuple(one for one in numbered[:3] if one.evidence.score >= max(0.5, 0.6 * best))
        texts = [one.evidence.text for one in chosen]
        said = tuple(
            Statement(text, (one.number,), sure_answers(question, text))
            for text, one in zip(texts, chosen, strict=True)
        )
        return Draft(said, chosen, confidence=best)


def scripted_engine(archive: ScriptedArchive) -> Engine:
    """Asks the archive what people ask, word for word."""
    return Engine(archive, ScriptedAnswerer(), rewrite=lambda question, _turns: question)
