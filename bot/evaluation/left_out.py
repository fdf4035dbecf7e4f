"""An archive as if some of its articles were not there: how it is measured whether a refusal works."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.domain import Evidence
from index.search import Search


class LeftOut:
    """A search that finds nothing of the articles left out, and knows no name that only they mention.

    How rare words are, and how they are spelt, is still what the whole archive says.
    """

    def __init__(self, search: Search, article_ids: AbstractSet[str]) -> None:
        self._search = search
        self._article_ids = article_ids

    def refresh(self) -> int:
        """Follow the index to its newest generation; the number of articles that are there."""
        return self._search.refresh() - len(self._article_ids)

    def respelt(self, question: str) -> str:
        """The question with misspelt words as the articles spell them."""
        return self._search.respelt(question)

    def search(self, question: str, count: int) -> Sequence[Evidence]:
        """At most `count` sentences of other articles, best first."""
        return self._search.search(question, count, self._article_ids)

    def mentions(self, word: str) -> bool:
        """Whether any other article has the word, or one so like it that it may be meant."""
        return self._search.mentions(word, self._article_ids)
