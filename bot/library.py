"""Reading the stored articles themselves, as the terminal and the chat need it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from index.records import ArticleSummary, StoredArticle


class Library(Protocol):
    """The articles of the last finished index run."""

    def article(self, article_id: str) -> StoredArticle | None:
        """The article with its sentences; None if there is none of that id."""
        ...

    def finished_at(self) -> datetime | None:
        """When that run ended; None if that is not known."""
        ...

    def articles(self) -> Sequence[ArticleSummary]:
        """Every article, newest first, undated ones last."""
        ...
