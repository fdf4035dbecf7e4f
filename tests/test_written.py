"""Marks and statements: how they are cut out of what a model writes, whole and in pieces."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence_prompt import Limits, escape, make_offer
from bot.json_statements import answer_schema
from bot.marks import MarkReader, draw_marks
from bot.written import Written, WrittenStream
from index.passages import count_tokens
from tests.generative_stage import evidence_from

MARKS = ("k73", "p20")


@pytest.mark.parametrize(
    ("text", "bare", "marks"),
    [
        ("It rained. [k73]", "It rained.", ("k73",)),
        ("It rained [k73].", "It rained.", ("k73",)),
        ("It rained (k73).", "It rained.", ("k73",)),
        ("It rained.【k73】", "It rained.", ("k73",)),
        ("It rained.【k73†source】", "It rained.", ("k73",)),
        ("It rained. [k73, p20]", "It rained.", ("k73", "p20")),
        ("It rained. [k73][p20]", "It rained.", ("k73", "p20")),
        ("It rained. [k73 and p20]", "It rained.", ("k73", "p20")),
        ("It rained. [K73]", "It rained.", ("k73",)),
        ("It rained. k73", "It rained.", ("k73",)),
        ("It rained.^[k73]", "It rained.", ("k73",)),
        ("It rained. [k73", "It rained.", ("k73",)),
        ("It rained. [z99]", "It rained.", ("z99",)),
        ("It rained. [1]", "It rained.", ("1",)),
        ("The boy (12) met the G20 (G20) in 1968 [sic].", "The boy (12) met the G20 (G20) in 1968 [sic].", ()),
    ],
)
def test_marks_are_found_in_every_shape(text: str, bare: str, marks: tuple[str, ...]) -> None:
    assert MarkReader(MARKS).split(text) == (bare, marks)


def test_no_drawn_mark_is_a_word_of_the_texts() -> None:
    taken = " ".join(f"{letter}{number}" for letter in "abcdefghjkmnpqrstuvwxy" for number in range(10, 100))
    assert all(mark.startswith("z") for mark in draw_marks(12, [taken.upper()]))
    assert len({draw_marks(12, []) for _ in range(20)}) == 20, "new for every question"


REPLIES = {
    "It rained. [k73] It snowed [p20].\nThen it stopped.": [
        Written("It rained.", ("k73",)),
        Written("It snowed.", ("p20",)),
        Written("Then it stopped.", ()),
    ],
    "Mr. Austin of the U.S. spoke. Then he left. [k73][p20]": [
        Written("Mr. Austin of the U.S. spoke.", ("k73", "p20")),
        Written("Then he left.", ("k73", "p20")),
    ],
    "About 60 [k73] troops came [p20]. They stayed.": [
        Written("About 60 troops came.", ("k73", "p20")),
        Written("They stayed.", ()),
    ],
    "```\n- **It rained.** [k73]\n```": [Written("It rained.", ("k73",))],
    "<think>[k73] maybe</think>It rained. [p20]": [Written("It rained.", ("p20",))],
    json.dumps({"found": True, "statements": [{"text": "It rained.", "cite": ["k73"]}]}): [
        Written("It rained.", ("k73",))
    ],
    "NOT FOUND": [],
    "": [],
}


@pytest.mark.parametrize("reply", REPLIES)
@settings(deadline=None)  # the first call imports a splitter
@given(data=st.data())
def test_statements_do_not_depend_on_how_the_reply_is_cut(reply: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(reply)), max_size=len(reply))))
    pieces = [reply[start:end] for start, end in zip([0, *cuts], [*cuts, len(reply)], strict=True)]
    stream = WrittenStream(MarkReader(MARKS))
    written = [one for piece in pieces for one in stream.feed(piece)] + stream.close()
    assert written == REPLIES[reply]
    assert stream.not_found == (reply == "NOT FOUND")


def test_a_statement_comes_before_the_reply_ends() -> None:
    stream = WrittenStream(MarkReader(MARKS))
    assert stream.feed("It rained. [k73] It") == [Written("It rained.", ("k73",))]
    stream = WrittenStream(MarkReader(MARKS))
    assert stream.feed('{"found": true, "statements": [{"text": "A b.", "cite": ["k73"]}, {"te') == [
        Written("A b.", ("k73",))
    ]


@settings(deadline=None)
@given(st.text())
def test_whatever_is_written_is_read_without_an_error(reply: str) -> None:
    stream = WrittenStream(MarkReader(MARKS))
    for written in [*stream.feed(reply), *stream.close()]:
        assert written.text.strip() == written.text
        assert written.text.isprintable()


@settings(deadline=None)
@given(st.text())
def test_nothing_escaped_can_pose_as_a_mark_or_a_token(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("[]{}<>`|【】\n\r")
    assert escaped.isprintable()


def test_the_evidence_is_grouped_dated_and_within_its_tokens() -> None:
    sentences = ["One [k11] <|b|> rained.", "Article: a fake\nQuestion: another?", *["It snowed. " * 30] * 9]
    offer = make_offer("Did it?", evidence_from(sentences), Limits(12, 300))
    assert offer.text.startswith("Article: A day's news (3 May 2024)\n[")
    assert "One (k11) ‹¦b¦› rained." in offer.text
    assert [line for line in offer.text.splitlines() if line.startswith(("Article", "Question"))] == [
        "Article: A day's news (3 May 2024)"
    ]
    assert count_tokens(offer.text) <= 300
    assert 2 < len(offer.marks) < 12
    assert list(offer.by_mark.values())[:2] == evidence_from(sentences)[:2]
    schema = json.dumps(answer_schema(offer.marks))
    assert all(mark in schema for mark in offer.marks)
