"""Drafts for the parts of one question -> one draft, its citations numbered through."""

from collections.abc import Sequence
from itertools import chain, zip_longest

from bot.answer import Citation, Draft, Statement
from bot.extractive import MOST_STATEMENTS
from index.domain import Evidence


def join_drafts(parts: Sequence[str], drafts: Sequence[Draft]) -> Draft:
    """The best statement of each part, then others, three in all; a part that is refused is named.

    Drafts of verbatim statements with one citation each, of which at least one answers. A sentence that answers two
    parts is said once.
    """
    answered = [draft for draft in drafts if draft.statements]
    said = [draft.statements[0] for draft in answered]
    said += [statement for draft in answered for statement in draft.statements[1:]]
    evidence = {
        statement.text: draft.citations[statement.citations[0] - 1].evidence
        for draft in answered
        for statement in draft.statements
    }
    different = {statement.text: statement for statement in reversed(said)}
    chosen = [different[text] for text in dict.fromkeys(one.text for one in said)][:MOST_STATEMENTS]
    return Draft(
        tuple(Statement(one.text, (number,), one.focus) for number, one in enumerate(chosen, start=1)),
        tuple(Citation(number, evidence[one.text]) for number, one in enumerate(chosen, start=1)),
        confidence=min(draft.confidence for draft in answered),
        unanswered=tuple(part for part, draft in zip(parts, drafts, strict=True) if not draft.statements),
    )


def join_evidence(parts: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """The best of each part, then the second best, each sentence once."""
    in_turn = chain.from_iterable(zip_longest(*parts))
    return list({(one.source.article_id, one.start): one for one in in_turn if one}.values())
