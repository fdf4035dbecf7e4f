"""Asks labelled questions of an engine: questions -> outcomes."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

from bot.answer import Answer
from bot.engine import Engine
from bot.evaluation.figures import Outcome
from bot.evaluation.labelled import GoldSpan, LabelledQuestion, in_text, is_right
from bot.library import Library
from index.domain import Evidence
from index.errors import CitewireError


def ask_all(
    engine: Engine, library: Library, questions: Iterable[LabelledQuestion], keep: list[Answer] | None = None
) -> Iterator[Outcome]:
    """An outcome a question, in order; answers go to `keep`. Raises CitewireError when gold is not indexed."""
    for question in questions:
        gold = [stored_span(library, span) for span in question.gold]
        answer = engine.answer(question.question)
        if keep is not None:
            keep.append(answer)
        cited = [citation.evidence for citation in answer.draft.citations]
        refusal = answer.draft.refusal
        shown = [citation.evidence for citation in refusal.closest] if refusal else cited
        yield Outcome(
            answerable=question.answerable,
            answered=answer.answered,
            confidence=answer.draft.confidence,
            seconds=answer.seconds.total,
            found=any(is_right(one, span) for one in shown for span in gold),
            right=tuple(any(is_right(one, span) for span in gold) for one in cited),
            recall=_recall(cited, gold),
            marked=bool(gold) or not question.answerable,
        )


def ask_without_gold(
    engine_without: Callable[[AbstractSet[str]], Engine], questions: Iterable[LabelledQuestion]
) -> Iterator[Outcome]:
    """Each answerable question of an engine without its own articles, which makes a refusal the right answer."""
    for question in questions:
        if question.answerable and question.article_ids:
            answer = engine_without(question.article_ids).answer(question.question)
            right = (False,) * len(answer.draft.citations)
            yield Outcome(False, answer.answered, answer.draft.confidence, answer.seconds.total, False, right)


def stored_span(library: Library, span: GoldSpan) -> GoldSpan:
    """The span where its words stand in the stored article. Raises CitewireError when the article is not indexed."""
    stored = library.article(span.article_id)
    if stored is None:
        raise CitewireError(f"{span.article_id}: no such article is indexed; name the set's articles with --articles")
    return in_text(span, stored.article.text)


def _recall(cited: list[Evidence], gold: list[GoldSpan]) -> float:
    """The share of spans found, in the set of evidence that was found best."""
    shares = []
    for group in {span.group for span in gold}:
        spans = [span for span in gold if span.group == group]
        shares.append(sum(any(is_right(one, span) for one in cited) for span in spans) / len(spans))
    return max(shares, default=0.0)
