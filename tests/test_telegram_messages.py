"""Rich text as Telegram messages: within the limits, nothing lost, every entity where it belongs."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.answer import Citation, Draft, Statement
from bot.languages import say_in
from bot.rich_text import RichText, Style, StyledSpan
from bot.telegram_chat.answer_message import answer_messages
from bot.telegram_chat.buttons import MOST_BYTES, Press, Verb, read_press
from bot.telegram_chat.messages import MOST_ENTITIES, MOST_UNITS, Block, compose, utf16_length
from bot.telegram_chat.tokens import guard_logs, mask_tokens
from index.domain import Evidence, Source
from tests.telegram_server import TOKEN
from tests.telegram_server.nouns import RichText as Received
from tests.telegram_server.rich_text import checked_text, is_link, read_entities

texts = st.text(alphabet=st.sampled_from("ab é\n.🎉👩\u200dمر<&*_[\u0301"), min_size=1, max_size=300)


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    text = draw(texts) * draw(st.sampled_from((1, 1, 1, 40)))
    spans = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        style = draw(st.sampled_from(Style))
        target = {Style.LINK: "https://x.example/a", Style.DATE: "2024-05-03"}.get(style)
        spans.append(StyledSpan(start, end, style, target))
    return RichText(text, tuple(spans))


@given(st.lists(st.builds(Block, rich_texts(), st.booleans(), st.sampled_from(("\n", "\n\n"))), max_size=6))
def test_every_message_keeps_the_limits_and_no_word_is_lost(blocks: list[Block]) -> None:
    messages = [message for message in compose(blocks) if message.text]
    for message in messages:
        assert utf16_length(message.text) <= MOST_UNITS
        assert len(message.entities) <= MOST_ENTITIES
        sent = read_entities([json.loads(entity.to_json()) for entity in message.entities])
        if any(character.isalnum() for character in message.text):
            assert checked_text(Received(message.text, sent)).text == message.text.strip()
    said = "".join("".join(message.text.split()) for message in messages)
    assert said == "".join("".join(block.rich.text.split()) for block in blocks)


def test_a_citation_that_still_fits_is_not_cut() -> None:
    statement = Block(RichText("word " * 700))
    citation = Block(RichText("quote " * 100), quoted=True, before="\n\n")
    first, second = compose([statement, citation])
    assert first.text == statement.rich.text.strip()
    assert second.text == citation.rich.text.strip()
    assert [(entity.type, entity.offset) for entity in second.entities] == [(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0)]


def test_entities_over_a_hundred_go_into_the_next_message() -> None:
    bold = Block(RichText("x", (StyledSpan(0, 1, Style.FOCUS),)))
    assert [len(message.entities) for message in compose([bold] * 230)] == [100, 100, 30]


def test_what_the_articles_leave_open_stands_between_answer_and_quotes() -> None:
    text = "It reopened on Friday."
    citation = Citation(1, Evidence(Source("a", "Harbour"), 0, len(text), text, 0.9))
    draft = Draft((Statement(text, (1,)),), (citation,), unanswered=("Who paid?",))
    (message,) = answer_messages(draft, 1, say_in("fr"))
    assert message.text == f"{text} [1]\n\nLes articles ne disent pas\u00a0: Who paid?\n\n[1] Harbour\n{text}"


@pytest.mark.parametrize(
    ("published", "seconds"),
    [
        ("2024-05-03", 1714737600),
        ("2024-05-03T10:00:00Z", 1714730400),
        ("2024-05-03T10:00:00+02:00", 1714723200),
        ("2024-05-03T10:00:00", 1714730400),
        ("2024-05", None),
        ("yesterday", None),
        ("1970-01-01", 43200),
        ("1970-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00.5Z", None),
        ("1969-12-31", None),
        ("0001-01-01", None),
        ("2038-01-19T03:14:07Z", 2**31 - 1),
        ("2038-01-19T03:14:08Z", None),
        ("9999-12-31T23:59:59-12:00", None),
    ],
)
def test_dates(published: str, seconds: int | None) -> None:
    message = compose([Block(RichText("3 May", (StyledSpan(0, 5, Style.DATE, published),)))])[0]
    moments = [entity.unix_time.timestamp() for entity in message.entities if entity.unix_time]
    assert moments == ([] if seconds is None else [seconds])


NO_LINKS = ["javascript:alert(1)", "ftp://x.example", "https://", "x.example", "https://a b", "http://cms/a/1"]
NO_LINKS += ["http://localhost:8000/a", "http://a.b@cms/", "http://./", "http://x.example:99999/", "http://[cms]/"]


@pytest.mark.parametrize("url", NO_LINKS)
def test_a_link_that_telegram_would_refuse_stays_text(url: str) -> None:
    assert compose([Block(RichText("here", (StyledSpan(0, 4, Style.LINK, url),)))])[0].entities == ()


@pytest.mark.parametrize("url", ["http://cms.example/a", "HTTPS://x.example:8000?a", "http://[::1]:80/a"])
def test_a_link_that_telegram_takes_is_one(url: str) -> None:
    (entity,) = compose([Block(RichText("here", (StyledSpan(0, 4, Style.LINK, url),)))])[0].entities
    assert entity.url == url
    assert is_link(url)


@given(
    st.builds(
        Press,
        st.sampled_from(Verb),
        st.integers(0, 10**18 - 1),
        st.integers(0, 10**9 - 1),
        st.none() | st.integers(0, 10**9 - 1),
    )
)
def test_a_button_is_read_as_it_was_written(press: Press) -> None:
    assert read_press(press.data()) == press
    assert len(press.data().encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    "data", [None, "", "context", "context:1", "context:-1:2", "drop:1:2", "context:1:2:3:4", "context:１:2"]
)
def test_data_that_no_button_carries_is_no_press(data: str | None) -> None:
    assert read_press(data) is None


def test_tokens_are_masked_in_every_record(caplog: pytest.LogCaptureFixture) -> None:
    guard_logs()
    guard_logs()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("anything.at.all").warning("GET %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
        logging.getLogger("other").error("failed", exc_info=ValueError(f"bad url {TOKEN}"))
    assert TOKEN.partition(":")[2] not in caplog.text
    assert mask_tokens(f"bot{TOKEN}/") == "bot<token>/"
    assert logging.getLogger("httpx").getEffectiveLevel() == logging.WARNING
