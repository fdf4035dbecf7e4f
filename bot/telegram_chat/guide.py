"""What the bot tells of itself and of the articles: /start, /help, /articles, /about, /settings, /new, /forgetme."""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from bot.answer import WRITER
from bot.care import Care
from bot.engine import Engine
from bot.extractive import ExtractiveAnswerer
from bot.languages import Say
from bot.library import Library
from bot.render import readable_date, source_line
from bot.rich_text import RichText
from bot.telegram_chat import texts
from bot.telegram_chat.article_message import articles_message
from bot.telegram_chat.asked import Asked
from bot.telegram_chat.examples import Examples
from bot.telegram_chat.messages import Block, Messages, compose, plain
from bot.telegram_chat.records import Records
from bot.telegram_chat.settings_message import LANGUAGE_CHOICES, example_buttons, settings_buttons

HOW_ANSWERED = {ExtractiveAnswerer.name: texts.BY_QUOTING, WRITER: texts.BY_MODEL}


@dataclass(frozen=True, slots=True)
class Guide:
    """Blocking; safe to call from several threads."""

    engine: Engine
    library: Library
    records: Records
    examples: Examples

    def say(self, text: str, asked: Asked) -> str:
        """A sentence of the bot's in the language of whoever asked."""
        return self.records.people.reader(asked).say(text)

    def plainly(self, text: str, asked: Asked, **values: str | int) -> Messages:
        """The sentence as a message."""
        return (plain(self.records.people.reader(asked).say.fill(text, **values)),)

    def needs_words(self, example: str, asked: Asked) -> Messages:
        """That a command wants words behind it, with an example in the reader's language."""
        return self.plainly(texts.NO_WORDS, asked, example=self.say(example, asked))

    def start(self, asked: Asked) -> Messages:
        """What the bot is for and what it answers from, with questions to try."""
        say = self.records.people.reader(asked).say
        count = len(self.library.articles())
        if count:
            drawn = say(texts.DRAWN_FROM_ONE) if count == 1 else say.fill(texts.DRAWN_FROM, count=count)
        else:
            drawn = say(texts.NO_ARTICLES)
        blocks = [Block(RichText(say(texts.START)))]
        blocks += [Block(RichText(part), before="\n\n") for part in (say(texts.GROUPS), drawn)]
        examples = self.examples.questions()
        if examples:
            blocks.append(Block(RichText(say(texts.FOR_EXAMPLE)), before=" "))
        return compose(blocks, example_buttons(examples))

    def help(self, asked: Asked, name: str) -> Messages:
        """The list of commands, in a group below how the bot is addressed there; `name` is the bot's."""
        say = self.records.people.reader(asked).say
        blocks = [Block(RichText(say(texts.GROUPS)))] if asked.in_group else []
        blocks.append(Block(RichText(say.fill(texts.HELP, name=name)), before="\n\n"))
        if asked.admin:
            blocks.append(Block(RichText(say(texts.ADMIN_HELP)), before="\n\n"))
        return compose(blocks)

    def articles(self, asked: Asked, offset: int = 0) -> Messages:
        """What the answers are drawn from, from number `offset` on."""
        say = self.records.people.reader(asked).say
        return (articles_message(self.library.articles(), offset, say, with_ids=asked.admin),)

    def about(self, asked: Asked) -> Messages:
        """How many articles, as of when, and what answers."""
        say = self.records.people.reader(asked).say
        summaries = self.library.articles()
        indexed = self.library.finished_at()
        return (
            plain(
                say.fill(
                    texts.ABOUT,
                    articles=len(summaries),
                    newest=source_line(summaries[0].source, say) if summaries else say(texts.NONE_YET),
                    indexed=_moment(indexed, say) if indexed else say(texts.UNKNOWN),
                    answerer=say(HOW_ANSWERED.get(self.engine.answerer, self.engine.answerer)),
                    version=version("citewire"),
                )
            ),
        )

    def settings(self, asked: Asked) -> Messages:
        """What the person has set, with buttons to set it otherwise."""
        reader = self.records.people.reader(asked)
        return (plain(reader.say(texts.SETTINGS), settings_buttons(reader)),)

    def set_care(self, number: int, asked: Asked) -> None:
        """Choose a care by its button's number; one out of range changes nothing."""
        if asked.person_id is not None and number < len(Care):
            self.records.people.set_care(asked.person_id, list(Care)[number])

    def set_language(self, number: int, asked: Asked) -> None:
        """Choose a language by its button's number; one out of range changes nothing."""
        if asked.person_id is not None and number < len(LANGUAGE_CHOICES):
            self.records.people.set_language(asked.person_id, LANGUAGE_CHOICES[number])

    def new(self, asked: Asked) -> Messages:
        """Forget what was spoken of in the chat."""
        self.records.memory.forget(asked)
        return self.plainly(texts.NEW_CONVERSATION, asked)

    def forget(self, asked: Asked) -> Messages:
        """Erase what is kept of a person, or of a group or channel in whose name was asked."""
        say = self.records.people.reader(asked).say
        if asked.person_id is not None:
            self.records.answers.forget(asked.person_id)
        if asked.in_name_of is not None:
            return (plain(say.fill(texts.FORGOTTEN_IN_NAME, name=asked.in_name_of)),)
        return (plain(say(texts.FORGOTTEN)),)


def _moment(moment: datetime, say: Say) -> str:
    """`12 June 2024, 07:30 UTC`"""
    return f"{readable_date(moment.date().isoformat(), say)}, {moment:%H:%M} UTC"
