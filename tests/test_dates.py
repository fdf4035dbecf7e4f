"""Dates: as newspapers and feeds write them, and none where they can be read in two ways."""

import pytest

from index.dates import date_in_name, parse_date


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        (2024, "2024"),
        ("20240503", "2024-05-03"),
        ("2024-05-03T10:30:00Z", "2024-05-03T10:30:00+00:00"),
        ("Fri, 03 May 2024 10:30:00 +0100", "2024-05-03T10:30:00+01:00"),
        ("May 3, 2024", "2024-05-03"),
        ("3 May 2024", "2024-05-03"),
        ("Friday, May 3rd, 2024", "2024-05-03"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("1er mai 2024", "2024-05-01"),
        ("3. März 2024", "2024-03-03"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("13/05/2024", "2024-05-13"),
        ("05/13/2024", "2024-05-13"),
        ("May 2024", "2024-05"),
        ("03/05/2024", None),
        ("2024-13-01", None),
        ("yesterday", None),
        ("3 ſep 2024", None),
        ("dıc 2024", None),
        ("", None),
        (None, None),
        (True, None),
        (1714732200, "2024-05-03T10:30:00+00:00"),
    ],
)
def test_dates(given: object, expected: str | None) -> None:
    assert parse_date(given) == expected


def test_dates_in_names() -> None:
    assert date_in_name("2024-05-03-title.txt") == "2024-05-03"
    assert date_in_name("title_20240503.txt") == "2024-05-03"
    assert date_in_name("000_a619906d74208b3b.txt") is None
    assert date_in_name("2024-99-03.txt") is None
