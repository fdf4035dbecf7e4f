"""Markdown as people write it, and the text that readers see of it."""

import sys
from types import FrameType

import pytest

from index.plain_markdown import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("[Reporter]: How many people died?\n\n[Minister]: Twelve.", None),
        ("[Editor's note]: the figure was corrected on Monday.", None),
        ("It rained[^1].\n\n[^1]: The town has 5,000 people.\n\n[^2]: https://x.org", None),
        ("See [it][1] and [that].\n\n[1]: https://x.org/a 'Title'\n[that]: <x y>\n[c]: x.org", "See it and that."),
        ("[Mali](https://x.org/Mali_(country)) for more", "Mali for more"),
        ("[![Photo](a.jpg)](https://x.org/big)\n\nIt *rained*.", "It rained."),
        ("AT&amp;T said so &mdash; twice &lt;3", "AT&T said so — twice <3"),
        ("Write to <press@example.org> or <https://x.org> today", "Write to press@example.org or https://x.org today"),
        ("5 < 7, a_b_c, 2 * 3 * 4, \\*a\\*", "5 < 7, a_b_c, 2 * 3 * 4, *a*"),
        ("a<br>b <b>c</b><!-- d\n\ne --> f", "a\nb c f"),
        ("a <!-- b", None),
        ("- a\n- b\n  c\n\n3. d\n\n1984. A year.", "a\nb\nc\nd\n1984. A year."),
        ("> > a\n> b\n\n" + "> " * 200 + "c", "a\nb\nc"),
        ("    an *indented* line\n\n```\n*code*\n```", "an indented line\n*code*"),
        ("a\nb\n---\nc", "a\nb\nc"),
        ("[a](b) [c](d e)", "a [c](d e)"),
    ],
)
def test_what_a_reader_sees(markdown: str, text: str | None) -> None:
    shown = plain(markdown)[1]
    assert shown == (text if text is not None else "\n".join(line for line in markdown.split("\n") if line))


@pytest.mark.parametrize(
    "markdown", ["# The *dam* #\n\nIt held.", "The *dam*\n===\nIt held.", "## It held.\n# The dam\n"]
)
def test_the_first_heading_of_the_first_level_is_the_title(markdown: str) -> None:
    assert plain(markdown) == ("The dam", "It held.")


@pytest.mark.parametrize("piece", ["he said _so ", "price <a [b ", "a <!-- ", "[a](", "*a **a ", "`a ``b ", "> "])
def test_work_grows_with_the_length_only(piece: str) -> None:
    def calls(times: int) -> int:
        counted = 0

        def count(_frame: FrameType, event: str, _: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            plain(piece * times)
        finally:
            sys.setprofile(before)
        return counted

    calls(10)  # the parser is made
    assert calls(2000) < 5 * calls(500) + 1000
