"""Sentences: what must stay whole, what must split, and what holds for any text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.domain import Article, Dropped, Source
from index.sentences import article_sentences, split_sentences

# Each is one paragraph, split where the bars stand.
PARAGRAPHS = {
    "titles": ("en", "Gen. Langley met Lt. Col. Smith. | Ms. Lee saw Sen. Warren in St. Louis."),
    "initials": ("en", "J. K. Rowling wrote it. | W. E. B. Du Bois read it."),
    "abbreviations": ("en", "U.S. men came at 5 a.m. Monday. | Acme Inc. won No. 5. | He fled the U.S. | She stayed."),
    "no as an answer": ("en", "He was asked twice. | No. | He left."),
    "numbers": ("en", "It rose 3.5 percent to $1.2 million. | Shares fell."),
    "addresses": ("en", "See www.example.org/a.b or mail a.b@example.org. | It is free."),
    "ellipsis": ("en", "Wait... what happened here? | Nothing."),
    "quote and attribution": ("en", "“We have no access to it,” Mr. Austin clarified in Honolulu, Hawaii. | He left."),
    "question and attribution": ("en", "“Are you sure about this?” Ms. Lee asked. | Nobody was."),
    "quotation of sentences": ("en", "“We lost everything. | The house is gone too,” said Maria. | “We have to go.”"),
    "short words in a quotation": ("en", "He said, “Yes. No. Never.” | Then he left."),
    "straight quotes": ("en", '"It was a very long day. | We are all tired," he said. | "Nobody slept."'),
    "brackets": ("en", "He stayed (she had left.) until May. | (Nobody else came.) | It rained."),
    "credit": ("en", "Protesters gather in Niamey Image: Jane Doe."),
    "numbered": ("en", "1. The first thing to know."),
    "French": ("fr", "M. Dupont a refusé. | Il a dit : « Nous partons tous demain. | C’est bien fini. » | Puis rien."),
    "German": ("de", "Das kostet z. B. 3,5 Mio. Euro. | „Wir gehen jetzt nach Hause“, sagte Dr. Weber."),
    "Spanish": ("es", "¿Quién lo dijo? | El Sr. Pérez no fue."),
    "Arabic": ("ar", "هذا خبر جديد. | هل وصلت القوات؟ | نعم."),
    "Hindi": ("hi", "यह एक वाक्य है। | यह दूसरा है।"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_splits_where_the_bars_stand(name: str) -> None:
    language, marked = PARAGRAPHS[name]
    expected = marked.split(" | ") if name != "credit" else ["Protesters gather in Niamey", "Image: Jane Doe."]
    assert sentences(" ".join(marked.split(" | ")), language) == expected


def test_chinese_has_no_spaces_between_sentences() -> None:
    assert sentences("他来了。“我们都没有看见他。”他说。大家走了！", "zh") == [
        "他来了。",
        "“我们都没有看见他。”他说。",
        "大家走了！",
    ]


def test_offsets_count_code_points() -> None:
    text = "🎉 Ünï cödé. 𝒜 second one."
    assert split_sentences(text, "en") == ((0, 11), (12, 25))


def test_never_crosses_a_paragraph() -> None:
    assert sentences("A heading\nA sentence\n\nAnother", "en") == ["A heading", "A sentence", "Another"]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The ministry said on Friday that the new rules would\ncome into force in the first week of the coming year,\n"
        "after both houses had voted.\n\nNobody had expected that the vote would be as clear\nas it was in the end."
    )
    assert [sentence.split("\n")[0] for sentence in sentences(text, "en")] == [
        "The ministry said on Friday that the new rules would",
        "Nobody had expected that the vote would be as clear",
    ]


def test_a_very_long_sentence_stays_whole() -> None:
    text = "and so on " * 300
    assert split_sentences(text, "en") == ((0, len(text) - 1),)


def test_dropped_parts_are_no_sentences() -> None:
    text = "NIAMEY (AP) — Troops came. They stayed.\nREAD ALSO: Something else\nNobody left."
    dropped = (Dropped("dateline", "NIAMEY (AP) — ", 0), Dropped("promo", "READ ALSO: Something else", 40))
    article = Article(Source("a", "A"), text, "en", dropped)
    assert [text[slice(*span)] for span in article_sentences(article)] == [
        "Troops came.",
        "They stayed.",
        "Nobody left.",
    ]


TEXTS = st.text(st.sampled_from("aA b.!?…\"'“”«»()。」\n\r\u2028-1ß🎉,:") | st.characters(), max_size=200)


@given(
    TEXTS,
    st.sampled_from(["en", "fr", "zh", "ar", "xx", ""]),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 40))),
)
@example("He left. \ud800 stayed.", "en", [])
def test_any_text_is_covered_in_order(text: str, language: str, parts: list[tuple[int, int]]) -> None:
    skip: list[tuple[int, int]] = []
    for start, length in sorted(parts):
        if start >= (skip[-1][1] if skip else 0) and start + length <= len(text):
            skip.append((start, start + length))
    covered = {position for start, end in skip for position in range(start, end)}
    position = 0
    for start, end in split_sentences(text, language, skip):
        assert position <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert covered.isdisjoint(range(start, end))
        assert not text[position:start].strip() or not covered.isdisjoint(range(position, start))
        covered |= set(range(start, end))
        position = end
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)


def sentences(text: str, language: str) -> list[str]:
    return [text[slice(*span)] for span in split_sentences(text, language)]
