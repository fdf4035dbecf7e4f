"""Evidence -> the text a model sees: grouped by article, each sentence behind its mark, within a number of tokens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.addressed_to_models import addresses_a_model
from bot.marks import draw_marks
from bot.render import readable_date
from index.domain import Evidence, Source
from index.passages import count_tokens

LONGEST_TITLE = 200
# Brackets are marks and angle brackets may be a server's own tokens, such as those that begin a turn.
_ESCAPES = str.maketrans(
    {
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "<": "‹",
        ">": "›",
        "`": "'",
        "|": "¦",
        "【": "(",
        "】": ")",
        "［": "(",
        "］": ")",
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a model is shown: `tokens` by cl100k_base for everything between its instructions and the question."""

    sentences: int = 12
    tokens: int = 2000


LOCAL_LIMITS = Limits(sentences=6, tokens=250)  # a processor reads some 30 to 75 tokens a second


@dataclass(frozen=True)
class Offer:
    """The sentences a model may cite, by their marks, best first, and the text that shows them."""

    by_mark: dict[str, Evidence]
    text: str

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The marks, best sentence first."""
        return tuple(self.by_mark)

    def before(self, evidence: Evidence) -> Evidence | None:
        """The offered sentence that stands right before another one in its article."""
        said = evidence.signals.before if evidence.signals else ""
        for other in self.by_mark.values():
            same = other.source.article_id == evidence.source.article_id
            if said and same and other.text == said and other.end <= evidence.start:
                return other
        return None


def make_offer(question: str, evidence: Sequence[Evidence], limits: Limits) -> Offer:
    """The best sentences that fit; with what is left, the sentences beside them as context, which cannot be cited.

    Sentences that speak to a model are left out. The offer may be empty.
    """
    chosen: list[Evidence] = []
    titles: set[str] = set()
    left = limits.tokens
    for one in evidence:
        if len(chosen) == limits.sentences or addresses_a_model(one.text):
            continue
        title = "" if one.source.article_id in titles else _title_line(one.source)
        cost = count_tokens(title) + _cost(one.text)
        if cost > left:
            continue
        chosen.append(one)
        titles.add(one.source.article_id)
        left -= cost
    around = _context(chosen, left)
    texts = [question, *(one.text for one in chosen), *(one.source.title for one in chosen), *around.values()]
    marks = dict(zip(draw_marks(len(chosen), texts), chosen, strict=True))
    return Offer(marks, "\n\n".join(_articles(marks, around)))


def escape(text: str) -> str:
    """Text of an article or a person on one line, unable to pose as a mark, a heading or a server's token."""
    visible = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(visible.translate(_ESCAPES).split())


def heading(source: Source) -> str:
    """An article's title and date, on one line."""
    published = f" ({escape(readable_date(source.published))})" if source.published else ""
    return f"{escape(source.title)[:LONGEST_TITLE]}{published}"


def _context(chosen: Sequence[Evidence], left: int) -> dict[tuple[str, int, bool], str]:
    """What stands before and after chosen sentences and is not chosen itself: (article, place, before?) -> text."""
    said = {(one.source.article_id, one.text) for one in chosen}
    around: dict[tuple[str, int, bool], str] = {}
    for one in chosen:
        if one.signals is None:
            continue
        for text, before in ((one.signals.before, True), (one.signals.after, False)):
            article = one.source.article_id
            if not text or (article, text) in said or addresses_a_model(text):
                continue
            cost = _cost(text)
            if cost <= left:
                said.add((article, text))
                around[article, one.start, before] = text
                left -= cost
    return around


def _articles(marks: dict[str, Evidence], around: dict[tuple[str, int, bool], str]) -> Iterator[str]:
    """A block an article, the article with the best sentence first, sentences in their article's order."""
    groups: dict[str, list[tuple[str, Evidence]]] = {}
    for mark, one in marks.items():
        groups.setdefault(one.source.article_id, []).append((mark, one))
    for article, group in groups.items():
        lines = [_title_line(group[0][1].source)]
        for mark, one in sorted(group, key=lambda pair: pair[1].start):
            if text := around.get((article, one.start, True)):
                lines.append(f"… {escape(text)}")
            lines.append(f"[{mark}] {escape(one.text)}")
            if text := around.get((article, one.start, False)):
                lines.append(f"… {escape(text)}")
        yield "\n".join(lines)


def _title_line(source: Source) -> str:
    return f"Article: {heading(source)}"


def _cost(text: str) -> int:
    return count_tokens(escape(text)) + 6  # the mark, its brackets and the line's end
