"""Finds what in an article's text is no statement of it, and what of that is metadata: title, author, date."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.dates import parse_date
from index.domain import Dropped, Span
from index.noise_rules import DATE_AT_END, PARAGRAPH_RULES, PART_RULES, Rule
from index.plain_text import SENTENCE_ENDS, paragraphs

_LIST_HEADING = re.compile(
    r"(?:related|recommended|more|trending|popular)(?: (?:stories|articles|news|posts|content|coverage|reading|topics))"
    r"\s*:?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(rf"[{SENTENCE_ENDS}][\"”’»)\]]*$")
_LONGEST_NOISE = 600
_LONGEST_TITLE = 150
_REPEATED_FROM = 3


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What the rules found. Every part of `dropped` has its `start`; they stand in order and do not overlap."""

    dropped: tuple[Dropped, ...]
    title: str | None = None
    author: str | None = None
    published: str | None = None


def clean(text: str, title: str | None = None) -> Cleaned:
    """Apply the rules to a text whose paragraphs are as `plain_text.paragraphs` finds them."""
    spans = list(paragraphs(text))
    lines = [text[start:end] for start, end in spans]
    rules: dict[int, str] = {}
    found = Cleaned(())
    repeated = _repeated(lines)
    for number, line in enumerate(lines):
        if line in repeated:
            rules[number] = "repeated line"
        elif match := _match(line, number, len(lines)):
            rule, groups = match
            rules[number] = rule.name
            found = _with_metadata(found, groups)
    _add_lists(lines, rules)
    found = replace(found, title=_add_title(text, spans, rules, title))
    dropped = [Dropped(rule, lines[number], spans[number][0]) for number, rule in rules.items()]
    kept = [number for number in range(len(lines)) if number not in rules]
    for place, number in enumerate(kept):
        for rule in PART_RULES:
            part = rule.pattern.search(lines[number]) if rule.reaches(place, len(kept)) else None
            if part and part.end() - part.start() < len(lines[number]):
                dropped.append(Dropped(rule.name, part[0], spans[number][0] + part.start()))
                found = _with_metadata(found, part.groupdict())
    return replace(found, dropped=tuple(sorted(dropped, key=lambda part: part.start or 0)))


def cut(text: str, dropped: Sequence[Dropped]) -> tuple[str, tuple[Dropped, ...]]:
    """The text without the dropped parts, one paragraph a line, and the parts without their offsets."""
    pieces, position = [], 0
    for part in dropped:
        start = part.start or 0
        pieces.append(text[position:start])
        position = start + len(part.text)
    pieces.append(text[position:])
    kept = "".join(pieces)
    lines = (" ".join(kept[start:end].split("\n")) for start, end in paragraphs(kept))
    return "\n".join(lines), tuple(Dropped(part.rule, part.text) for part in dropped)


def spans_of(dropped: Sequence[Dropped]) -> tuple[Span, ...]:
    """Where the dropped parts that a text still holds are."""
    return tuple((part.start, part.start + len(part.text)) for part in dropped if part.start is not None)


def _match(line: str, number: int, count: int) -> tuple[Rule, dict[str, str | None]] | None:
    if len(line) <= _LONGEST_NOISE:
        for rule in PARAGRAPH_RULES:
            if rule.reaches(number, count) and (match := rule.pattern.fullmatch(line)):
                return rule, match.groupdict()
    return None


def _with_metadata(found: Cleaned, groups: dict[str, str | None]) -> Cleaned:
    """The first author and the first date stand: later ones belong to updates and other articles."""
    author = groups.get("author")
    published = parse_date(groups.get("date") or groups.get("day"))
    if author and author.isupper() and " " in author:
        author = author.title()
    return replace(found, author=found.author or author, published=found.published or published)


def _repeated(lines: Sequence[str]) -> set[str]:
    """Short lines without an end of sentence that come again and again: headers and footers of pages."""
    counts = Counter(line for line in lines if len(line) <= _LONGEST_TITLE and not _SENTENCE_END.search(line))
    return {line for line, count in counts.items() if count >= _REPEATED_FROM}


def _add_lists(lines: Sequence[str], rules: dict[int, str]) -> None:
    """A heading such as "Related stories" and the titles below it, up to the next sentence."""
    inside = False
    for number, line in enumerate(lines):
        if _LIST_HEADING.fullmatch(line):
            inside = True
        elif len(line) > _LONGEST_TITLE or _SENTENCE_END.search(line):
            inside = False
        if inside:
            rules.setdefault(number, "promo")


def _add_title(text: str, spans: Sequence[Span], rules: dict[int, str], title: str | None) -> str | None:
    """Drop the title's own line at the top, with a date behind it or not.

    Without a title, take the top line where it reads like one.
    """
    kept = [number for number in range(len(spans)) if number not in rules]
    for number in kept[:2]:
        line = text[slice(*spans[number])]
        if title is not None and _letters(title) in (_letters(line), _letters(DATE_AT_END.sub("", line))):
            rules[number] = "title"
            return title
    if title is not None or len(kept) < 2 or kept[0] > 2:
        return title
    first, second = kept[0], kept[1]
    line, body = text[slice(*spans[first])], text[slice(*spans[second])]
    apart = second > first + 1 or text.count("\n", spans[first][1], spans[second][0]) > 1
    plain = len(line) <= _LONGEST_TITLE and len(line.split()) > 1 and line[-1] not in '.,:;…。،۔।።։”»"’)'
    if not plain or not _SENTENCE_END.search(body) or (_SENTENCE_END.search(line) and not apart):
        return None
    rules[first] = "title"
    return line


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
