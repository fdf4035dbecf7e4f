"""Text as it is stored: NFC whatever came in, and without characters that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plain_text import normalise

INVISIBLE = "\u00ad\u200b\u2060\ufeff\x00\x1b"


@pytest.mark.parametrize("between", INVISIBLE)
def test_an_invisible_character_does_not_keep_an_accent_from_its_letter(between: str) -> None:
    assert normalise(f"Cafe{between}\u0301 is open.") == "Café is open."


@given(st.text(st.sampled_from(f"eé \n\r\u0301\u0323\u1100\u1161\u11a8\u2028{INVISIBLE}")))
def test_always_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
