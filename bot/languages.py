"""The languages in which the program speaks to people: English as it is written, others from gettext catalogues."""

import gettext
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = {"en": "English", "fr": "Français"}
_GROUPED_WITH = {"en": ",", "fr": "\u202f"}
_DECIMAL_SIGN = {"en": ".", "fr": ","}


@dataclass(frozen=True, slots=True)
class Say:
    """Puts the program's own sentences into a language; what the catalogue does not have stays English."""

    code: str
    catalogue: gettext.NullTranslations

    def __call__(self, text: str) -> str:
        """The sentence in this language."""
        return self.catalogue.gettext(text)

    def fill(self, text: str, **values: str | int) -> str:
        """The sentence in this language with its `{values}`; numbers are grouped as the language has it."""
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return self(text).format(**shown)

    def number(self, number: int) -> str:
        """12345 -> 12,345 in English."""
        return f"{number:,}".replace(",", _GROUPED_WITH[self.code])

    def decimal(self, number: float, places: int) -> str:
        """0.25 with one place -> 0.2 in English."""
        return f"{number:.{places}f}".replace(".", _DECIMAL_SIGN[self.code])


@cache
def say_in(code: str | None) -> Say:
    """The language of an IETF tag such as `fr-CA`, English where it is not spoken here."""
    language = (code or "").partition("-")[0].lower()
    if language not in LANGUAGES or language == "en":
        return ENGLISH
    with resources.files("bot").joinpath("catalogues", f"{language}.mo").open("rb") as file:
        return Say(language, gettext.GNUTranslations(file))


ENGLISH = Say("en", gettext.NullTranslations())
