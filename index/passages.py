"""Sentences -> passages: consecutive whole sentences, as many as fit a number of tokens."""

import importlib.util
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.domain import Article, Passage, Span

if TYPE_CHECKING:
    import tiktoken

_ENCODING = "cl100k_base"
# tiktoken's time grows with the square of the length of a run without spaces (https://github.com/openai/tiktoken/issues/195).
_LONGEST_COUNTED = 4000


def split_passages(
    article: Article, sentences: Sequence[Span], max_tokens: int, overlap_sentences: int = 0
) -> tuple[Passage, ...]:
    """Passages of at most `max_tokens` tokens; a longer sentence is a passage of its own.

    A passage may cross paragraphs, but holds no text that the cleaning rules dropped. With `overlap_sentences` each
    begins with so many of the last one's sentences, as far as they fit beside at least one new sentence.
    """
    return tuple(
        _passage(article, number, sentences[first:last])
        for number, (first, last) in enumerate(_groups(article.text, sentences, max_tokens, overlap_sentences))
    )


def count_tokens(text: str) -> int:
    """How many cl100k_base tokens a text has; up to one a 4,000 characters too many."""
    pieces = (text[start : start + _LONGEST_COUNTED] for start in range(0, len(text), _LONGEST_COUNTED))
    return sum(len(_encoding().encode_ordinary(piece)) for piece in pieces)


def _groups(text: str, sentences: Sequence[Span], max_tokens: int, overlap: int) -> Iterator[tuple[int, int]]:
    """Ranges of sentence numbers. Each sentence is counted once, with the white space before it."""
    first, tokens = 0, 0
    costs: list[int] = []
    for number, (start, end) in enumerate(sentences):
        apart = number > 0 and _apart(text, sentences, number)
        costs.append(count_tokens(text[start if apart or not number else sentences[number - 1][1] : end]))
        if number > first and (apart or tokens + costs[number] > max_tokens):
            yield first, number
            first, tokens = number, 0
            while not apart and number - first < overlap and first and not _apart(text, sentences, first):
                if sum(costs[first - 1 : number + 1]) > max_tokens:
                    break
                first -= 1
            tokens = sum(costs[first:number])
        tokens += costs[number]
    if first < len(sentences):
        yield first, len(sentences)


def _apart(text: str, sentences: Sequence[Span], number: int) -> bool:
    """Whether something other than white space stands before the sentence: a dropped part."""
    return bool(text[sentences[number - 1][1] : sentences[number][0]].strip())


def _passage(article: Article, number: int, sentences: Sequence[Span]) -> Passage:
    start, end = sentences[0][0], sentences[-1][1]
    return Passage(article.id, number, start, end, article.text[start:end], tuple(sentences))


@cache
def _encoding() -> "tiktoken.Encoding":
    """tiktoken would download its table; LlamaIndex ships it in the form of a cache folder, which serves offline."""
    import tiktoken

    found = importlib.util.find_spec("llama_index")  # a namespace package: nothing of it is imported
    for place in (found.submodule_search_locations or ()) if found else ():
        tables = Path(place) / "core" / "_static" / "tiktoken_cache"
        if tables.is_dir():
            os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(tables))
    return tiktoken.get_encoding(_ENCODING)
