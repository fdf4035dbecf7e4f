"""Numbers, dates and names are found in running text, with their spans, values and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.facts import dates, names, numbers
from bot.reading.names import NameIndex
from bot.reading.number_words import ORDINALS, SCALES, SPELT

WORDS = """
    Niger’s US U.S. 60 sixty two dozen half of a million 1,200,000 $1.2bn €340m 4.5% per cent percentage points 3 May
    2024 In March last year Mr. Austin Lloyd Gen. Bank of England troops and planes not , . – ( “ 750km 34-year-old
"""
STRANGE = "5 $5 miles minutes inches million thousands dozens thirds of points basis friday april august last this km"
NEWS = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about sixty troops", [(60, "")]),
        ("two dozen planes", [(24, "")]),
        ("half a million people", [(500_000, "")]),
        ("1.2 million or 1,200,000", [(1_200_000, ""), (1_200_000, "")]),
        ("$1.2bn, €340m, £3.1m", [(1.2e9, "$"), (3.4e8, "euro"), (3.1e6, "pound")]),
        ("450 million dollars, 5 Canadian dollars", [(4.5e8, "$"), (5, "canadian $")]),
        ("a third of the voters, two-thirds", [(1 / 3, ""), (2 / 3, "")]),
        ("two and a half years", [(2.5, "year")]),
        ("two decades", [(20, "year")]),
        ("one hundred and twenty-five", [(125, "")]),
        ("by a quarter of a percentage point to 4.5 per cent", [(0.25, "point"), (4.5, "%")]),
        ("from 5 to 10 %", [(5, "%"), (10, "%")]),
        ("some 750km away in 47°C", [(750, "km"), (47, "°c")]),
        ("the 18th-century mill, the third rise", [(18, "ordinal"), (3, "ordinal")]),
        ("the 34-year-old", [(34, "year")]),
        ("dozens of troops", [(0, "dozens")]),
        ("won 3–1", [(3, ""), (1, "")]),
        ("the G5 force", []),
        ("at first", []),
        ("on 3 May 2024", []),
    ],
)
def test_numbers_have_values_and_units(text: str, expected: list[tuple[float, str]]) -> None:
    found = numbers(text)
    assert [each.value for each in found] == pytest.approx([value for value, _ in expected])
    assert [each.unit for each in found] == [unit for _, unit in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 mı 60 mı", [("50", ""), ("60", "")]),
        ("5 thouſand", [("5 thouſand", "")]),
        ("5 mıllion", [("5", "")]),
        ("fıve, ſix, half a mıllion", [("ſix", ""), ("half", "")]),
        ("the fıfth, the ſecond", [("ſecond", "ordinal")]),
        ("two thırds, two ſevenths", [("two", ""), ("two ſevenths", "")]),
        ("twıce, thouſands", [("thouſands", "thousands")]),
        ("5 ſqueaks, 5 Swıss francs, 5 mınutes, 5 İnches", [("5", "")] * 4),
    ],
)
def test_letters_like_i_and_s_are_no_other_letters(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.text, each.unit) for each in numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("FRİDAY in APRİL 2024", []), ("FRIDAY 3 AUGUſT 2024", ["FRIDAY 3 AUGUſT 2024"]), ("laſt week", ["laſt week"])],
)
def test_dates_are_read_without_such_letters_too(text: str, expected: list[str]) -> None:
    assert [date.text for date in dates(text)] == expected


@given(
    st.lists(st.sampled_from([*SPELT, *SCALES, *ORDINALS, *STRANGE.split()])),
    st.sampled_from("iıİ"),
    st.sampled_from("sſS"),
)
def test_words_of_numbers_and_dates_are_read_in_any_letters(words: list[str], i: str, s: str) -> None:
    text = " ".join(words).replace("i", i).replace("s", s)
    assert all(text[each.start : each.end] == each.text for each in numbers(text))
    assert all(text[each.start : each.end] == each.text for each in dates(text))
    assert all(text[each.start : each.end] == each.text for each in names(text))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("12,345,678,901 votes", "12,345,678,902 votes", False),
        ("3.3 million", "3,300,000", True),
        ("2.35 billion", "2,350,000,000", True),
        ("7 percent", "0.07", True),
        ("0.1", "0.10000000001", False),
    ],
)
def test_numbers_are_equal_to_their_last_digit(first: str, second: str, same: bool) -> None:
    assert numbers(first)[0].same_value(numbers(second)[0]) is same


@pytest.mark.parametrize(
    ("text", "bound"), [("more than 60", "+"), ("at least $60", "+"), ("under 60", "-"), ("up to 60", "-"), ("60", "")]
)
def test_a_bound_before_a_number_is_kept(text: str, bound: str) -> None:
    assert numbers(text)[0].bound == bound


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 3 May 2024", [(2024, 5, 3, None, None)]),
        ("May 3rd, 2024", [(2024, 5, 3, None, None)]),
        ("2024-05-03", [(2024, 5, 3, None, None)]),
        ("In March, Niger", [(None, 3, None, None, None)]),
        ("since February 2022", [(2022, 2, None, None, None)]),
        ("until 9 June", [(None, 6, 9, None, None)]),
        ("late on Tuesday", [(None, None, None, 2, None)]),
        ("from next Wednesday", [(None, None, None, 3, "next")]),
        ("Last year they left", [(None, None, None, None, "last year")]),
        ("in the 1990s", [(None, None, None, None, "1990s")]),
        ("the May elections", [(None, 5, None, None, None)]),
        ("Theresa May said they may march", []),
        ("le 3 mars 2021", [(2021, 3, 3, None, None)]),
        ("life on Mars", []),
    ],
)
def test_dates_are_as_exact_as_written(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(d.year, d.month, d.day, d.weekday, d.relative) for d in dates(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Austin met Gen. Langley in Niamey", ["Austin", "Langley", "Niamey"]),
        ("“He left”, said Paul Melly of the Chatham House think tank", ["Paul Melly", "Chatham House"]),
        ("In March, Niger’s army told the Bank of England", ["Niger’s", "Bank of England"]),
        ("The G5 and the U.S. agreed", ["G5", "U.S."]),
    ],
)
def test_names_are_capitalised_spans_without_titles_and_dates(text: str, expected: list[str]) -> None:
    assert [name.text for name in names(text) if name.certain] == expected


@pytest.mark.parametrize(
    ("said", "cited", "held"),
    [
        ("the U.S.", "US officials", True),
        ("the United States", "American troops", True),
        ("by us, in America", "they told us so", False),
        ("for Lloyd Austin", "Mr. Austin said", True),
        ("for Steve Austin", "Lloyd Austin said", False),
        ("in Niger", "Niger’s army", True),
        ("in Niger", "Nigerian troops", False),
        ("in Nigeria", "Nigerian troops", True),
        ("the WHO", "the World Health Organization", True),
        ("the World Health Organization", "the WHO", True),
        ("for John Smith", "John Brown and Mary Smith", False),
        ("in North Korea", "in Korea", False),
        ("in the United Kıngdom", "in Niger", False),
    ],
)
def test_a_name_is_held_by_its_equivalents_only(said: str, cited: str, held: bool) -> None:
    assert all(NameIndex.of([cited]).holds(name) for name in names(said)) is held


@given(NEWS)
def test_every_fact_is_a_span_of_its_text(text: str) -> None:
    spans = [(fact.text, fact.start, fact.end) for fact in numbers(text)]
    spans += [(fact.text, fact.start, fact.end) for fact in dates(text)]
    spans += [(fact.text, fact.start, fact.end) for fact in names(text)]
    assert all(said == text[start:end] for said, start, end in spans)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    numbers(text)
    dates(text)
    names(text)


@given(st.integers(1, 999_999))
def test_a_number_is_read_with_and_without_separators(value: int) -> None:
    assert numbers(f"some {value} men")[0].value == numbers(f"some {value:,} men")[0].value == value
