"""robots.txt is read as RFC 9309 has it, whatever a site sends under that name."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.robots import AGENT, Robots

SITE = "https://news.example"


def allows(rules: str | bytes, path: str) -> bool:
    text = rules if isinstance(rules, bytes) else rules.encode()
    return Robots(200, text).fault(SITE + path) is None


def for_all(*rules: str) -> str:
    return "\n".join(["User-agent: *", *rules])


@pytest.mark.parametrize(
    ("rules", "allowed", "forbidden"),
    [
        (("Allow: /", "Disallow: /private/"), ["/", "/a", "/private"], ["/private/a"]),
        (("Disallow: /", "Allow: /news/"), ["/news/a"], ["/", "/sport"]),
        (("Disallow: /a", "Allow: /a"), ["/a"], []),
        (("Disallow: /*/print$",), ["/print", "/a/print/b", "/a/print?b"], ["/a/print", "/print/print"]),
        (("Disallow: /*.pdf$", "Disallow: *sid="), ["/a.pdf?b"], ["/a.pdf", "/a.pdf/b.pdf", "/a?sid=1"]),
        (("Disallow: /a*a$",), ["/a"], ["/aa", "/aba"]),
        (("Disallow: /a*$",), ["/b"], ["/a", "/ab"]),
        (("Disallow: /a$b*",), ["/a", "/ab"], ["/a$b", "/a%24bc"]),
        (("Disallow: /*?",), ["/", "/a", "/a#b?"], ["/?a=1", "/a?"]),
        (("Disallow:",), ["/"], []),
        (("Disallow: /a # not b", "# Disallow: /b"), ["/b"], ["/a"]),
        (("disallow : /a", "  DISALLOW:/b"), ["/c"], ["/a", "/b"]),
        (("Disallow: /café/", "Disallow: /%7eann/", "Disallow: /a%3cb"), [], ["/caf%C3%A9/", "/~ann/", "/a%3Cb"]),
        (("Disallow: /file-%2A.html",), ["/file-a.html"], ["/file-*.html", "/file-%2a.html"]),
        (("Crawl-delay: 5", "Sitemap: https://news.example/a.xml", "Disallow: /a"), ["/b"], ["/a"]),
    ],
)
def test_the_longest_rule_decides(rules: tuple[str, ...], allowed: list[str], forbidden: list[str]) -> None:
    assert [path for path in allowed if not allows(for_all(*rules), path)] == []
    assert [path for path in forbidden if allows(for_all(*rules), path)] == []


@pytest.mark.parametrize(
    "rules",
    [
        f"User-agent: other\nAllow: /\n\nUser-agent: {AGENT.lower()}\nDisallow: /a",
        f"User-agent: {AGENT}/1.0\nUser-agent: other\nDisallow: /a\n\nUser-agent: *\nAllow: /a\n",
        f"User-agent: {AGENT}\nDisallow: /c\nUser-agent: *\nDisallow: /b\nUser-agent: {AGENT}\nDisallow: /a",
        f"User-agent: other\nSitemap: x\n\nUser-agent: {AGENT}\n\nDisallow: /a\n",
        f"\ufeffUser-agent: {AGENT}\r\nDisallow: /a\r\n",
        f"User-agent: {AGENT}\rDisallow: /a\r",
    ],
)
def test_all_groups_that_name_us_count_and_no_other(rules: str) -> None:
    assert not allows(rules, "/a")
    assert allows(rules, "/b")


@pytest.mark.parametrize("agent", ["other", f"{AGENT}-news", f"my{AGENT}", AGENT[:4], "", "?"])
def test_groups_of_others_are_theirs(agent: str) -> None:
    assert allows(f"User-agent: {agent}\nDisallow: /\n", "/a")


def test_a_group_of_ours_without_rules_forbids_nothing() -> None:
    assert allows(f"User-agent: *\nDisallow: /\n\nUser-agent: {AGENT}\nDisallow:\n", "/a")


def test_rules_above_the_first_agent_are_nobodys() -> None:
    assert allows("Disallow: /\n", "/a")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_anything_may_be_sent(text: bytes, path: str) -> None:
    Robots(200, text).fault(f"{SITE}/{path}")
    Robots(200, f"User-agent: *\nDisallow: {path}".encode("utf-8", "replace") + text).fault(f"{SITE}/{path}")


def test_a_page_in_its_place_forbids_nothing() -> None:
    assert allows(b"<!DOCTYPE html><html><p>User-agent: *<br>Disallow: /</html>", "/a")


def test_half_a_megabyte_is_read_and_no_more() -> None:
    rule = "Disallow: /b\n"
    assert not allows(for_all("Disallow: /a\n") + "#" * 500_000 + f"\n{rule}", "/b")
    assert allows(for_all("Disallow: /a\n") + "#" * 512_000 + f"\n{rule}", "/b")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{number}\n" for number in range(15_000)) + "Disallow: /x\n" * 20_000,
        for_all("Disallow: /" + "*a" * 200_000 + "b"),
        for_all(*["Disallow: /*a*a*a*b$"] * 20_000),
        " " * 500_000,
    ],
    ids=["agents and rules", "asterisks", "many rules", "spaces"],
)
def test_what_is_made_to_take_long_does_not(text: str) -> None:
    before = time.process_time()  # that of the processor: others may be at work
    assert allows(text, "/" + "a" * 2000)
    assert time.process_time() - before < 5
