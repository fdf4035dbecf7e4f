"""The nouns of the index: frozen, standard library only. Offsets count code points, `end` exclusive."""

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The particulars of an article that a citation shows. `published` is ISO 8601, as exact as is known."""

    article_id: str
    title: str
    author: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of the file that is no evidence and the cleaning rule that said so.

    `start` is its offset in the article's text where the text still holds it, None where it was cut out.
    """

    rule: str
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` is frozen: cleaned once, NFC, never edited after offsets are taken."""

    source: Source
    text: str
    language: str = "en"
    dropped: tuple[Dropped, ...] = ()

    @property
    def id(self) -> str:
        """The id that citations name it by."""
        return self.source.article_id


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive whole sentences of one article: what is embedded and stored.

    `text == article.text[start:end]`; `sentences` are spans of the article's text, all within `start:end`.
    """

    article_id: str
    number: int
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """How a sentence was found; what a refusal is judged by.

    `log_odds` is how surely the sentence answers, before the rules of a refusal; `context_coverage` the weighted share,
    0..1, of the question's words that the sentence, those beside it (`before`, `after`) and the title hold.
    """

    log_odds: float
    context_coverage: float
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence found for one question: `text == article.text[start:end]`; `score` is 0..1, 1 is best.

    `around` has the words before and after it where its article says the same sentence more than once; `also_in` are
    the copies of its article that say it too.
    """

    source: Source
    start: int
    end: int
    text: str
    score: float
    signals: Signals | None = None
    around: tuple[str, str] | None = None
    also_in: tuple[Source, ...] = ()
