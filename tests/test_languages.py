"""The catalogues of translations: complete, in step with the program, and compiled."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot import question, reasons, render
from bot.languages import LANGUAGES, say_in
from bot.telegram_chat import texts

CATALOGUES = Path(__file__).parent.parent / "bot" / "catalogues"
SAID = {
    *(value for name, value in vars(texts).items() if name.isupper()),
    *render.REFUSALS.values(),
    *(value for name, value in vars(render).items() if name.isupper() and isinstance(value, str)),
    *render.MONTHS,
    *reasons.REASONS,
    reasons.NAMED,
    question.EMPTY,
    question.SMALL_TALK,
    question.TOO_LONG,
}
OTHERS = sorted(set(LANGUAGES) - {"en"})


def read(language: str) -> Catalog:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", OTHERS)
def test_everything_is_translated_and_nothing_else(language: str) -> None:
    translated = {str(one.id): str(one.string) for one in read(language) if one.id and not one.fuzzy}
    assert set(translated) == SAID
    for english, other in translated.items():
        assert other
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", other)), english


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_in_step(language: str) -> None:
    say = say_in(language)
    for one in read(language):
        if one.id:
            assert say(str(one.id)) == one.string, "run: make catalogues"


@pytest.mark.parametrize(("tag", "code"), [("fr", "fr"), ("fr-CA", "fr"), ("FR", "fr"), ("de", "en"), (None, "en")])
def test_a_tag_finds_its_language(tag: str | None, code: str) -> None:
    assert say_in(tag).code == code


def test_numbers_are_grouped_as_the_language_has_it() -> None:
    assert say_in("en").fill(texts.ARTICLES, count=12345) == "12,345 articles, newest first"
    assert say_in("fr").fill(texts.ARTICLES, count=12345).startswith("12\u202f345 articles")
    assert say_in("en").decimal(0.25, 1) == "0.2"
    assert say_in("fr").decimal(0.25, 1) == "0,2"


@pytest.mark.parametrize("language", ["fr"])
def test_no_line_begins_with_a_sign(language: str) -> None:
    """French sets blanks before some signs, which must not break."""
    for one in read(language):
        if one.id:
            assert not re.search(r" [:;?!»]|« ", str(one.string))
