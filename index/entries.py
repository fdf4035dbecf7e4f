"""An article -> what a run stores of it, but for the vectors: sentences, passages, and what its copies are found by."""

from index.domain import Article
from index.duplicates import signature
from index.passages import split_passages
from index.records import StoredArticle
from index.run import Entry
from index.sentences import article_sentences


def entry_of(article: Article, version: str, max_tokens: int) -> Entry:
    """With passages of at most so many tokens."""
    sentences = article_sentences(article)
    numbers = signature([article.text[start:end] for start, end in sentences])
    stored = StoredArticle(article, sentences, version, numbers)
    return Entry(stored, split_passages(article, sentences, max_tokens))
