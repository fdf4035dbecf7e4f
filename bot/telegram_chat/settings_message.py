"""The buttons of /settings and of /start."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.care import Care
from bot.languages import LANGUAGES
from bot.telegram_chat import texts
from bot.telegram_chat.buttons import Press, Verb
from bot.telegram_chat.people import Reader

LANGUAGE_CHOICES: tuple[str | None, ...] = (None, *LANGUAGES)
CARE_LABELS = {Care.CAREFUL: texts.CAREFUL, Care.BALANCED: texts.BALANCED, Care.EAGER: texts.EAGER}


def settings_buttons(reader: Reader) -> InlineKeyboardMarkup:
    """A row for the care, a row for the language, what is chosen marked."""
    say = reader.say
    cares = [(say(CARE_LABELS[care]), care is reader.care) for care in Care]
    languages = [
        (LANGUAGES[code] if code else say(texts.AS_TELEGRAM), code == reader.language) for code in LANGUAGE_CHOICES
    ]
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    say(texts.CHOSEN).format(choice=label) if chosen else label,
                    callback_data=Press(verb, number=number).data(),
                )
                for number, (label, chosen) in enumerate(choices)
            ]
            for verb, choices in ((Verb.CARE, cares), (Verb.LANGUAGE, languages))
        ]
    )


def example_buttons(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """A button a question. The question is the label, so that an old button still asks what it says."""
    rows = [
        [InlineKeyboardButton(question, callback_data=Press(Verb.EXAMPLE, number=number).data())]
        for number, question in enumerate(questions)
    ]
    return InlineKeyboardMarkup(rows) if rows else None
