"""Text -> sentences, as spans of code points, none across a paragraph's border.

sentencex finds the borders; a few rules of our own, in `sentence_rules`, mend what it gets wrong in news: it takes a
quotation of many sentences for one (or, led astray by an apostrophe, half a paragraph), and some attributions, titles
and numbers for sentences. Figures: `python -m bench.sentences`.
"""

from collections.abc import Iterator, Sequence

from sentencex import get_sentence_boundaries

from index.cleaning import spans_of
from index.domain import Article, Span
from index.plain_text import paragraphs, stripped
from index.sentence_rules import QUOTES, belongs_together, end_of_sentence, is_long_enough, missed

_REACH = 2000


def article_sentences(article: Article) -> tuple[Span, ...]:
    """The sentences of an article, without what the cleaning rules dropped."""
    return split_sentences(article.text, article.language, spans_of(article.dropped))


def split_sentences(text: str, language: str, skip: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Ordered, disjoint, stripped spans that cover every visible character outside `skip`."""
    skip = sorted(skip)
    return tuple(
        sentence
        for paragraph in paragraphs(text)
        for start, end in _without(paragraph, skip)
        for sentence in _sentences(text, start, end, language)
    )


def _without(paragraph: Span, skip: Sequence[Span]) -> Iterator[Span]:
    position, end = paragraph
    for skip_start, skip_end in skip:
        if skip_start < end and skip_end > position:
            yield position, skip_start
            position = skip_end
    yield position, end


def _sentences(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    position = start
    for border in (*(start + border for border in _borders(text[start:end], language)), end):
        span = stripped(text, position, border)
        if span[0] < span[1]:
            yield span
        position = border


def _borders(text: str, language: str) -> list[int]:
    """Where sentences end, in one paragraph and without its own end."""
    outside = _ends(text, text, language)
    # With its quotation marks blanked out, the text shows the borders within quotations too.
    blanked = text.translate(QUOTES)
    within = _ends(text, blanked, language) - outside if blanked != text else set()
    candidates = sorted((outside | within | missed(text)) - {0, len(text)})
    borders: list[int] = []
    for number, border in enumerate(candidates):
        # The rules see no further than a long sentence reaches, so that a giant paragraph costs no more a border.
        before = text[max(borders[-1] if borders else 0, border - _REACH) : border]
        following = candidates[number + 1] if number + 1 < len(candidates) else len(text)
        if border in within and not is_long_enough(before, text[border : min(following, border + _REACH)]):
            continue
        if not belongs_together(before, text[border : border + _REACH], language):
            borders.append(border)
    return borders


def _ends(text: str, shown: str, language: str) -> set[int]:
    whole = shown.encode("utf-8", "replace").decode()  # half a surrogate pair, as a model may write, becomes "?"
    starts = [found["start_index"] for found in get_sentence_boundaries(language, whole)]
    return {end_of_sentence(text, shown, start) for start in starts[1:]}
