"""Passages: whole sentences, never more tokens than allowed, nothing lost, nothing dropped taken in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import Article, Dropped, Passage, Source
from index.passages import count_tokens, split_passages
from index.sentences import article_sentences

WORDS = st.sampled_from(
    ["Niger", "troops", "stayed", "3.5", "— and", "“so", "été", "军队", "🎉", "antidisestablishmentarianism"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: "The " + " ".join(words) + ".")
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from([" ", "\n", "\n\n", "  "])), min_size=1, max_size=30).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)


@settings(deadline=None)  # the first example loads the table of tokens
@given(TEXTS, st.integers(1, 80), st.integers(0, 3))
def test_whole_sentences_within_the_limit(text: str, max_tokens: int, overlap: int) -> None:
    article = Article(Source("a", "A"), text)
    sentences = article_sentences(article)
    passages = split_passages(article, sentences, max_tokens, overlap)
    assert [passage.number for passage in passages] == list(range(len(passages)))
    for passage in passages:
        assert passage.text == text[passage.start : passage.end]
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert len(passage.sentences) == 1 or count_tokens(passage.text) <= max_tokens
    seen = [sentence for passage in passages for sentence in passage.sentences]
    assert sorted(set(seen)) == list(sentences)
    assert overlap or seen == list(sentences)


def test_fills_a_passage_as_far_as_it_goes() -> None:
    passages = split("One two three. Four five six.\nSeven eight nine. Ten.", 10)
    assert [passage.text for passage in passages] == ["One two three. Four five six.", "Seven eight nine. Ten."]


def test_overlap_repeats_the_last_sentences() -> None:
    passages = split("One two three. Four five six.\nSeven eight nine. Ten.", 10, overlap=1)
    assert [passage.text for passage in passages] == [
        "One two three. Four five six.",
        "Four five six.\nSeven eight nine.",
        "Seven eight nine. Ten.",
    ]


def test_a_sentence_over_the_limit_stands_alone() -> None:
    long = "word " * 50 + "end."
    assert [passage.text for passage in split(f"Short one. {long} Short two.", 20)] == [
        "Short one.",
        long,
        "Short two.",
    ]


def test_holds_no_dropped_text() -> None:
    text = "Troops came.\nREAD ALSO: Something else\nNobody left."
    article = Article(Source("a", "A"), text, dropped=(Dropped("promo", "READ ALSO: Something else", 13),))
    passages = split_passages(article, article_sentences(article), 100, overlap_sentences=1)
    assert [passage.text for passage in passages] == ["Troops came.", "Nobody left."]


def test_counts_tokens_offline_and_without_running_away() -> None:
    assert count_tokens("") == 0
    assert count_tokens("Hello world.") == 3
    assert count_tokens("a" * 300_000) > 30_000


def split(text: str, max_tokens: int, overlap: int = 0) -> tuple[Passage, ...]:
    article = Article(Source("a", "A"), text)
    return split_passages(article, article_sentences(article), max_tokens, overlap)
