"""What a reader is shown of copies and of articles that disagree."""

import pytest

from bot.answer import Citation, Draft, Reason, Refusal, Statement
from bot.answer_json import evidence_object
from bot.blocks import answer_block
from bot.languages import say_in
from bot.render import answer_text, differing_text, refusal_text, source_rich
from index.domain import Evidence, Source

TOLL = "Twelve people died when the ferry sank off Zanzibar."
UPDATE = TOLL.replace("Twelve", "Fifteen")
COPIES = (Source("copy-1", "Ferry lost"), Source("copy-2", "Ferry lost"))


def citation(number: int, text: str, published: str | None = None, also_in: tuple[Source, ...] = ()) -> Citation:
    source = Source(f"article-{number}", f"Title {number}", published=published)
    return Citation(number, Evidence(source, 0, len(text), text, 0.9, also_in=also_in))


@pytest.mark.parametrize(
    ("also_in", "language", "shown"),
    [
        ((), "en", "[1] Title 1"),
        (COPIES[:1], "en", "[1] Title 1 · and in 1 other article"),
        (COPIES, "en", "[1] Title 1 · and in 2 other articles"),
        (COPIES, "fr", "[1] Title 1 · et dans 2 autres articles"),
    ],
)
def test_copies_are_counted(also_in: tuple[Source, ...], language: str, shown: str) -> None:
    assert source_rich(citation(1, TOLL, also_in=also_in), say=say_in(language)).text == shown


def test_only_copies_that_say_every_cited_sentence_count() -> None:
    one, two = citation(1, TOLL, also_in=COPIES), citation(1, "It sank at dawn.", also_in=COPIES[1:])
    assert source_rich(one, two).text.endswith("and in 1 other article")


def test_copies_in_json_only_where_there_are_any() -> None:
    assert evidence_object(citation(1, TOLL, also_in=COPIES).evidence)["also_in"] == ["copy-1", "copy-2"]
    assert "also_in" not in evidence_object(citation(1, TOLL).evidence)


def test_articles_that_differ_are_shown_with_their_dates() -> None:
    citations = (citation(1, TOLL, "2024-05-03"), citation(2, UPDATE, "2024-05-05T09:00:00Z"))
    draft = Draft(tuple(Statement(one.evidence.text, (one.number,)) for one in citations), citations)
    line = "The articles differ: [1] of 3 May 2024, [2] of 5 May 2024."
    assert answer_text(draft) == f"{TOLL} [1] {UPDATE} [2] {line}"
    assert answer_block(draft).text == "\n".join(
        [f"{TOLL} [1]", f"{UPDATE} [2]", f"  {line}", "  [1] Title 1 · 3 May 2024", "  [2] Title 2 · 5 May 2024"]
    )
    assert differing_text([citations[0], citation(3, UPDATE)]).endswith("[1] of 3 May 2024, [3] undated.")
    assert differing_text(citations[:1]) == ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The articles do not say. No article mentions Wagner or {Sahel}."),
        ("fr", "Les articles ne le disent pas. Aucun article ne mentionne Wagner ni {Sahel}."),
    ],
)
def test_names_that_no_article_mentions(language: str, said: str) -> None:
    refusal = Refusal(Reason.NO_MATCH, unmentioned=("Wagner", "{Sahel}"))
    assert refusal_text(refusal, say_in(language)) == said
