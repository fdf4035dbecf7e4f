"""Text -> sentences, as spans of code points, none across a paragraph's border."""

from collections.abc import Iterator, Sequence

from sentencex import get_sentence_boundaries

from index.cleaning import spans_of
from index.domain import Article, Span
from index.plain_text import paragraphs, stripped


def article_sentences(article: Article) -> tuple[Span, ...]:
    """The sentences of an article, without what the cleaning rules dropped."""
    return split_sentences(article.text, article.language, spans_of(article.dropped))


def split_sentences(text: str, language: str, skip: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Ordered, disjoint, stripped spans that cover every visible character outside `skip`."""
    return tuple(
        sentence
        for paragraph in paragraphs(text)
        for start, end in _without(paragraph, skip)
        for sentence in _split(text, start, end, language)
    )


def _without(paragraph: Span, skip: Sequence[Span]) -> Iterator[Span]:
    position, end = paragraph
    for skip_start, skip_end in sorted(skip):
        if skip_start < end and skip_end > position:
            yield position, skip_start
            position = skip_end
    yield position, end


def _split(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    for found in get_sentence_boundaries(language, text[start:end]):
        span = stripped(text, start + found["start_index"], start + found["end_index"])
        if span[0] < span[1]:
            yield span
