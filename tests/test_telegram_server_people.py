"""What people do and see on the server for tests."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReactionTypeEmoji

from tests.telegram_server import Entity, TelegramServer
from tests.telegram_server.client import with_bot
from tests.telegram_server.nouns import RichText
from tests.telegram_server.people import find_entities
from tests.telegram_server.rich_text import checked_text, utf16_length, utf16_slice
from tests.telegram_server.transcript import show_text

TRANSCRIPT = """\
Ann:
  👍 How many troops?

Citewire (to Ann: 👍 How many troops?):
  …

Citewire (edited) (to Ann: 👍 How many troops?):
  👍 **About 60** [1]
  >! [1 Niger](https://x.org/a#:~:text=b) noon {2024-03-05 12:00 UTC D}
  >! About 60 troops.
  > **Note** well
  The end
  (link preview)
  [1 in context] [Copy ⧉ About 60 troops.]
  [Open → https://x.org/]
  (👍 Citewire)

(Ann presses [1 in context])

(toast to Ann: Shown)

Ann:
  <voice, 3 s>
"""


FORUM_TRANSCRIPT = """\
(forum_topic_created)

#Africa Ann:
  /ask how many?

#Africa Citewire (to Ann: /ask how many?):
  60
"""


def test_transcript(server: TelegramServer) -> None:
    ann = server.person("Ann")
    ann.says("👍 How many troops?")
    text = "👍 About 60 [1]\n1 Niger noon\nAbout 60 troops.\nNote well\nThe end"
    noon = datetime(2024, 3, 5, 12, tzinfo=UTC)
    quote = "1 Niger noon\nAbout 60 troops."
    entities = [
        MessageEntity("bold", 3, 8),
        MessageEntity("expandable_blockquote", 16, len(quote)),
        MessageEntity("text_link", 16, 7, url="https://x.org/a#:~:text=b"),
        MessageEntity("date_time", 24, 4, unix_time=noon, date_time_format="D"),
        MessageEntity("blockquote", 46, 9),
        MessageEntity("bold", 46, 4),
    ]
    buttons = InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton("1 in context", callback_data="context:7:1"),
                InlineKeyboardButton("Copy", copy_text=CopyTextButton("About 60 troops.")),
            ],
            [InlineKeyboardButton("Open", url="https://x.org/")],
        ]
    )

    async def reply(bot: Bot) -> None:
        message = (await bot.get_updates())[0].message
        assert message is not None
        sent = await message.reply_text("…", do_quote=True)
        await sent.edit_text(text, entities=entities, reply_markup=buttons)
        await sent.set_reaction(ReactionTypeEmoji("👍"))
        press = ann.presses("1 in context")
        await bot.answer_callback_query(press.id, "Shown")
        ann.sends_voice()

    with_bot(server, reply)
    assert server.transcript(ann) == TRANSCRIPT
    assert server.calls.refused == []


def test_what_a_bot_hears_in_a_group(server: TelegramServer) -> None:
    ann, ben = server.person("Ann"), server.person("Ben", username="ben_reads")
    group = server.group("Newsroom", [ann, ben])
    ann.says("unheard", to=group)
    ann.says("@citewire_bots unheard, and a@citewire_bot too", to=group)
    ann.says("/help@other_bot", to=group)
    ann.says("👍 @citewire_bot how many?", to=group)
    ann.says("/help", to=group)

    async def hear(bot: Bot) -> None:
        heard = [update.message for update in await bot.get_updates() if update.message]
        assert [message.text for message in heard] == ["👍 @citewire_bot how many?", "/help"]
        assert heard[0].parse_entities() == {MessageEntity("mention", 3, 13): "@citewire_bot"}
        sent = await bot.send_message(group.chat_id, "60")
        assert (await bot.get_chat(group.chat_id)).title == "Newsroom"
        assert (await bot.get_chat_member(group.chat_id, ann.chat_id)).status == "creator"
        assert (await bot.get_chat_member(group.chat_id, ben.chat_id)).status == "member"
        ben.says("why?", to=group, reply_to=server.messages(group)[-1])
        answer = (await bot.get_updates())[-1].message
        assert answer is not None
        assert answer.reply_to_message is not None
        assert answer.reply_to_message.message_id == sent.message_id

    with_bot(server, hear)


def test_forum_topics(server: TelegramServer) -> None:
    ann = server.person("Ann")
    forum = server.group("Newsroom", [ann], forum=True)
    africa, asia = forum.topic("Africa"), forum.topic("Asia")

    async def reply(bot: Bot) -> None:
        asked = ann.says("/ask how many?", to=africa)
        heard = (await bot.get_updates())[-1].message
        assert heard is not None
        assert heard.is_topic_message
        assert (heard.message_thread_id, heard.message_id) == (africa.thread_id, asked.message_id)
        assert heard.reply_to_message is not None
        assert heard.reply_to_message.forum_topic_created is not None
        await heard.reply_text("60")

    with_bot(server, reply)
    assert server.wait_for_message(africa).text == "60"
    assert server.transcript(africa) == FORUM_TRANSCRIPT
    assert server.transcript(asia) == "(forum_topic_created)\n"


def test_edits_and_forwards_arrive(server: TelegramServer) -> None:
    ann, ben = server.person("Ann", language="fr"), server.person("Ben")
    ann.edits(ann.says("how?"), "how many?")
    ann.forwards("They will come.", ben)
    ann.blocks()
    updates = with_bot(server, lambda bot: bot.get_updates())
    edited, forwarded, blocked = updates[1].edited_message, updates[2].message, updates[3].my_chat_member
    assert edited is not None
    assert edited.from_user is not None
    assert (edited.text, edited.from_user.language_code) == ("how many?", "fr")
    assert forwarded is not None
    assert forwarded.forward_origin is not None
    assert blocked is not None
    assert blocked.new_chat_member.status == "kicked"


@given(st.lists(st.text("a👍é \n\r", min_size=1, max_size=5), min_size=3, max_size=3))
def test_entities_keep_to_their_words(parts: list[str]) -> None:
    before, marked, after = parts
    entity = Entity("bold", utf16_length(before), utf16_length(marked))
    cleaned = checked_text(RichText(f"{before}{marked}{after}.", (entity,)))
    shown = [utf16_slice(cleaned.text, kept.offset, kept.length) for kept in cleaned.entities]
    visible = marked.replace("\r", "")
    assert shown == ([visible] if visible.strip() else [])


def test_entities_that_telegram_finds() -> None:
    text = "👍 /ask@citewire_bot #news https://x.org/a @ann_reads"
    found = [(entity.type, utf16_slice(text, entity.offset, entity.length)) for entity in find_entities(text)]
    assert found == [
        ("bot_command", "/ask@citewire_bot"),
        ("hashtag", "#news"),
        ("url", "https://x.org/a"),
        ("mention", "@ann_reads"),
    ]


def test_quotes_within_a_line() -> None:
    assert show_text(RichText("ab\ncd", (Entity("blockquote", 0, 1), Entity("bold", 3, 2)))) == "> a\nb\n**cd**"
