"""Cleaning: every rule on what it is for, and on sentences that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cleaning import clean, cut, spans_of
from index.noise_rules import PARAGRAPH_RULES, PART_RULES

BODY = "Troops arrived at the airbase on Friday.\nThey were housed in a separate wing."

# rule: paragraphs that it drops when one stands above or below the body (">" below).
DROPPED = {
    "byline": [
        "By John Ikani",
        "BY JOHN IKANI",
        "By Jean-Pierre O’Neil and Mary van der Berg",
        "By Staff Reporter",
        "By Reuters",
        "Written by Ada Lovelace, Political Editor",
        "By Ada Lovelace | May 3, 2024",
        "Par Anne Dubois",
    ],
    "date line": ["Friday, May 3, 2024", "Published: 3 May 2024", "Updated May 3, 2024, 10:30 a.m. GMT", "3 mai 2024"],
    "promo": [
        "READ ALSO: Nigeria Grabs 112th Spot In 2024 World Press Freedom Index",
        "Related: Niger orders troops out",
        "Also read — “We are leaving”",
        "SEE ALSO: https://example.org/other",
        "Lire aussi : Le Niger rompt",
    ],
    "advertisement": ["Advertisement", "ADVERTISEMENT", "- Advertisement -", "Story continues below advertisement"],
    "subscription": [
        "Subscribe to our newsletter for more.",
        "Sign up for the Morning Briefing newsletter",
        "Follow us on Facebook and Twitter",
        "Click here to read more",
        "Share this article",
        "Subscribe",
    ],
    "caption": [
        "Photo: Jane Doe/Reuters",
        "FILE - A drone takes off from Agadez, Niger.",
        "Soldiers parade in Niamey. (AP Photo/Jane Doe)",
        "Soldiers parade in Niamey. [Jane Doe/Getty Images]",
        "Belle Image: Nick Moreau.",
    ],
    "agency footer": [
        ">(Reporting by Ada Lovelace; Editing by Charles Babbage)",
        ">Editing by Charles Babbage",
        ">Source: Reuters",
        ">The Associated Press contributed to this report.",
        ">Ada Lovelace in London contributed to this report.",
        ">—AFP",
    ],
    "copyright": [">© 2024 Example News", ">Copyright 2024 Example. All rights reserved."],
    "end mark": [">ENDS", ">###", ">-30-"],
    "page number": ["Page 3 of 7", "12"],
}
KEPT = [
    "By Friday the troops had left.",
    "By John Ikani’s account, nobody came.",
    "By the river",
    "Related to this, officials said more would follow.",
    "Related: the two men were brothers.",
    "Read also means to study in some dialects.",
    "Advertisement revenue fell by half.",
    "Subscribe to that view and you will be disappointed.",
    "Follow us, he said.",
    "Share this burden, the minister told them.",
    "Photo evidence shows two trucks.",
    "The picture: bleak.",
    "Reporting by state media is limited.",
    "Copyright law was changed in 2024.",
    "Source: unknown, officials said.",
    "The report was published on May 3, 2024.",
    "In 2024",
    "File sharing was banned.",
    "NATO and the US - both allies - agreed.",
]


def test_every_rule_is_tested() -> None:
    names = {rule.name for rule in (*PARAGRAPH_RULES, *PART_RULES)}
    assert names == set(DROPPED) | {"dateline"}


@pytest.mark.parametrize(("rule", "noise"), [(rule, noise) for rule, examples in DROPPED.items() for noise in examples])
def test_noise_is_dropped_by_its_rule(rule: str, noise: str) -> None:
    text = f"{BODY}\n{noise[1:]}" if noise.startswith(">") else f"{noise}\n{BODY}"
    cleaned = clean(text)
    assert [(part.rule, part.text) for part in cleaned.dropped] == [(rule, noise.removeprefix(">"))]
    assert cut(text, cleaned.dropped)[0] == BODY


@pytest.mark.parametrize("sentence", KEPT)
@pytest.mark.parametrize("above", [True, False])
def test_what_only_looks_like_noise_is_kept(sentence: str, above: bool) -> None:
    text = f"{BODY}\n{sentence}\n{BODY}" if above else f"{BODY}\n{sentence}"
    assert clean(text, title="A title").dropped == ()


@pytest.mark.parametrize(
    ("paragraph", "dateline", "published"),
    [
        ("NIAMEY, Niger (AP) — Troops arrived.", "NIAMEY, Niger (AP) — ", None),
        ("NIAMEY, May 3, 2024 (Reuters) - Troops arrived.", "NIAMEY, May 3, 2024 (Reuters) - ", "2024-05-03"),
        ("NAIROBI, May 3 (Reuters) - Troops arrived.", "NAIROBI, May 3 (Reuters) - ", None),
        ("WASHINGTON — Troops arrived.", "WASHINGTON — ", None),
        ("Paris (AFP) – Troops arrived.", "Paris (AFP) – ", None),
        ("(CNN) — Troops arrived.", "(CNN) — ", None),
    ],
)
def test_datelines_are_cut_off(paragraph: str, dateline: str, published: str | None) -> None:
    cleaned = clean(f"{paragraph}\n{BODY}")
    assert [(part.rule, part.text) for part in cleaned.dropped] == [("dateline", dateline)]
    assert cleaned.published == published


def test_a_date_line_run_into_the_first_sentence_is_cut_off() -> None:
    cleaned = clean(f"Thursday, May 7, 2015 On Tuesday, the government said so.\n{BODY}")
    assert [(part.rule, part.text) for part in cleaned.dropped] == [("date line", "Thursday, May 7, 2015 ")]
    assert cleaned.published == "2015-05-07"
    for sentence in ("May 7, 2015 Conservatives won a majority.", "Thursday, May 7, 2015 was the day of the vote."):
        assert clean(f"{sentence}\n{BODY}").dropped == ()


@pytest.mark.parametrize("paragraph", ["NATO — which met on Friday — agreed.", "Troops (AP said) — and others — left."])
def test_dashes_alone_are_no_dateline(paragraph: str) -> None:
    assert clean(f"{paragraph}\n{BODY}").dropped == ()


def test_an_agency_footer_within_the_last_paragraph() -> None:
    cleaned = clean(f"{BODY} (Reporting by Ada Lovelace; editing by Charles Babbage)")
    assert [part.rule for part in cleaned.dropped] == ["agency footer"]


def test_metadata_is_taken_from_what_is_dropped() -> None:
    cleaned = clean(f"Niger orders troops out\n\nBY JOHN IKANI\nPublished: 3 May 2024\n{BODY}")
    assert (cleaned.title, cleaned.author, cleaned.published) == ("Niger orders troops out", "John Ikani", "2024-05-03")
    assert [part.rule for part in cleaned.dropped] == ["title", "byline", "date line"]


def test_the_title_is_not_repeated_in_the_text() -> None:
    cleaned = clean(f"NIGER ORDERS TROOPS OUT!\n{BODY}", title="Niger orders troops out")
    assert [part.rule for part in cleaned.dropped] == ["title"]
    cleaned = clean(f"Niger orders troops out Friday, May 3, 2024\n\n{BODY}", title="Niger orders troops out")
    assert [part.rule for part in cleaned.dropped] == ["title"]


def test_a_first_sentence_is_no_title() -> None:
    assert clean(BODY).title is None
    assert clean("Only one line").title is None


@pytest.mark.parametrize("end", "।۔።։")
def test_sentences_of_every_script_are_known_by_their_ends(end: str) -> None:
    sentences = [f"राजधानी में बारिश {number} दिन हुई{end}" for number in range(3)]
    assert clean("\n\n".join(sentences)).title is None
    assert clean(f"बारिश की खबर\n{sentences[0]}").title == "बारिश की खबर"
    assert clean("\n".join([sentences[0]] * 3)).dropped == ()


def test_repeated_headers_and_lists_of_titles() -> None:
    header = "The Example Times"
    text = f"{header}\n{BODY}\n{header}\nMore came later.\n{header}\nRelated stories\nOne title\nAnother title"
    cleaned = clean(text, title="A title")
    assert [part.rule for part in cleaned.dropped] == ["repeated line"] * 3 + ["promo"] * 3
    assert cut(text, cleaned.dropped)[0] == f"{BODY}\nMore came later."


@given(
    st.lists(
        st.sampled_from([*KEPT, *(n for ns in DROPPED.values() for n in ns), "", "A — B", "(", "\u2028"]) | st.text()
    )
)
def test_dropped_parts_are_where_they_say(lines: list[str]) -> None:
    text = "\n".join(lines)
    cleaned = clean(text)
    position = 0
    for part, (start, end) in zip(cleaned.dropped, spans_of(cleaned.dropped), strict=True):
        assert position <= start < end
        assert text[start:end] == part.text
        position = end
