"""A sentence that copies of one story share is cited once, and the other articles are named beside it.

Only sentences with the same words in the same order are one: a copy in which a single word differs may say something
else, such as another number of dead.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from index.copy_groups import CopyGroups, Key
from index.domain import Evidence, Source
from index.records import StoredArticle, StoredPassage

MOST_COPIES_READ = 100  # of one article; a text takes some 0.1 ms
ReadArticles = Callable[[Sequence[str]], Mapping[str, StoredArticle]]


def cite_once(
    evidence: Sequence[Evidence],
    copies: CopyGroups,
    read: ReadArticles,
    without: AbstractSet[str] = frozenset(),
) -> list[Evidence]:
    """The evidence, in its order, each sentence once among copies, with the other articles in `Evidence.also_in`.

    It is cited from the copy that `by_worth` puts first, found or not; `read` gives the texts to look it up in.
    Articles `without` count as not there.
    """
    distinct: dict[Key, Evidence] = {}
    for one in evidence:
        distinct.setdefault(copies.key(one.source.article_id, one.start, one.text), one)
    wanted = {member for one in distinct.values() for member in _copies_of(one, copies, without)}
    articles = read(sorted(wanted)) if wanted else {}
    return [
        _with_copies(one, [articles[name] for name in _copies_of(one, copies, without) if name in articles], copies)
        for one in distinct.values()
    ]


def without_repeats(passages: Iterable[StoredPassage], copies: CopyGroups) -> list[StoredPassage]:
    """The passages, in their order, without those that only repeat what passages of copies before them say.

    A story that twenty papers printed would otherwise leave no room for any other.
    """
    said: set[Key] = set()
    kept = []
    for one in passages:
        passage = one.passage
        keys = {
            copies.key(passage.article_id, start, passage.text[start - passage.start : end - passage.start])
            for start, end in passage.sentences
        }
        if not keys <= said:
            kept.append(one)
            said |= keys
    return kept


def by_worth(source: Source) -> tuple[bool, bool, str, str]:
    """Sorts the article to cite first: one that a reader can open, then the earliest, which the others copied."""
    return source.url is None, source.published is None, source.published or "", source.article_id


def _copies_of(evidence: Evidence, copies: CopyGroups, without: AbstractSet[str]) -> list[str]:
    own = evidence.source.article_id
    return sorted(copies.members.get(own, frozenset()) - {own} - without)[:MOST_COPIES_READ]


def _with_copies(evidence: Evidence, articles: Iterable[StoredArticle], copies: CopyGroups) -> Evidence:
    """The sentence as the first of the articles that have it says it; the others in `also_in`."""
    key = copies.key(evidence.source.article_id, evidence.start, evidence.text)
    found = [evidence, *(same for article in articles if (same := _as_said_in(article, evidence, key, copies)))]
    found.sort(key=lambda one: by_worth(one.source))
    return replace(found[0], also_in=tuple(one.source for one in found[1:])) if len(found) > 1 else evidence


def _as_said_in(stored: StoredArticle, evidence: Evidence, key: Key, copies: CopyGroups) -> Evidence | None:
    """The same sentence in a copy, None where it was cut or altered."""
    text, spans = stored.article.text, stored.sentences
    for at, (start, end) in enumerate(spans):
        if copies.key(stored.article.id, start, text[start:end]) == key:
            signals = evidence.signals
            if signals is not None:
                before, after = (
                    text[slice(*spans[beside])] if 0 <= beside < len(spans) else "" for beside in (at - 1, at + 1)
                )
                signals = replace(signals, before=before, after=after)
            return Evidence(stored.article.source, start, end, text[start:end], evidence.score, signals)
    return None
