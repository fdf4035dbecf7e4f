"""A stored article -> its paragraphs as readers see them: without what was dropped as no sentence."""

from index.domain import Span
from index.plain_text import paragraphs
from index.records import StoredArticle


def shown_paragraphs(stored: StoredArticle) -> tuple[Span, ...]:
    """The paragraphs that hold sentences, each from its first sentence's start to its last one's end."""
    shown = []
    for start, end in paragraphs(stored.article.text):
        inside = [one for one in stored.sentences if start <= one[0] and one[1] <= end]
        if inside:
            shown.append((inside[0][0], inside[-1][1]))
    return tuple(shown)


def paragraph_of(stored: StoredArticle, start: int, end: int) -> Span:
    """The shown paragraph that holds `text[start:end]`; that span itself if none does."""
    return next((one for one in shown_paragraphs(stored) if one[0] <= start and end <= one[1]), (start, end))
