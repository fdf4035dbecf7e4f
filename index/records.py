"""Articles and passages <-> the store's records, and the names that records go by."""

import json
import struct
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from index.chroma_tables import Metadata, Record
from index.domain import Article, Dropped, Passage, Source, Span


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it was indexed, with its sentences, its version and what its copies are found by.

    `signature` is that of `index.duplicates`.
    """

    article: Article
    sentences: tuple[Span, ...]
    version: str
    signature: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a list of articles shows: everything but the text."""

    source: Source
    language: str
    sentences: int
    passages: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its article's particulars; `id` is its name in the store and in the lexicon."""

    id: str
    passage: Passage
    source: Source


def article_key(article_id: str, version: str) -> str:
    """The id of an article's record: one for each version, so that two can stand side by side."""
    return f"{article_id}@{version}"


def passage_key(article_id: str, version: str, number: int) -> str:
    """The id of a passage's record: its article's with a number."""
    return f"{article_key(article_id, version)}#{number}"


def versions_of(keys: Sequence[str]) -> dict[str, str]:
    """The ids of article records -> {article id: version}."""
    return {article_id: version for article_id, _, version in (key.rpartition("@") for key in keys)}


def key_of_passage(key: str) -> str:
    """The id of a passage's record -> the id of its article's."""
    return key.rpartition("#")[0]


def article_record(stored: StoredArticle, passages: int) -> Record:
    """An article's record, which names how many passages it has."""
    article = stored.article
    metadata: Metadata = {
        **_particulars(article.source),
        "version": stored.version,
        "language": article.language,
        "sentences": _packed(stored.sentences),
        "sentence_count": len(stored.sentences),
        "passage_count": passages,
        "signature": b64encode(struct.pack(f"<{len(stored.signature)}I", *stored.signature)).decode(),
        "dropped": json.dumps([asdict(part) for part in article.dropped], ensure_ascii=False),
    }
    return Record(article_key(article.id, stored.version), article.text, metadata)


def passage_records(stored: StoredArticle, passages: Sequence[Passage]) -> Iterator[Record]:
    """The records of an article's passages."""
    for passage in passages:
        metadata: Metadata = {
            **_particulars(stored.article.source),
            "version": stored.version,
            "number": passage.number,
            "start": passage.start,
            "end": passage.end,
            "sentences": _packed(passage.sentences),
        }
        yield Record(passage_key(passage.article_id, stored.version, passage.number), passage.text, metadata)


def stored_article(record: Record) -> StoredArticle:
    """The reverse of `article_record`."""
    metadata = record.metadata
    dropped = tuple(Dropped(**part) for part in json.loads(str(metadata["dropped"])))
    article = Article(_source(metadata), record.text, str(metadata["language"]), dropped)
    return StoredArticle(
        article, _unpacked(metadata["sentences"]), str(metadata["version"]), stored_signature(record)[1]
    )


def stored_signature(record: Record) -> tuple[str, tuple[int, ...]]:
    """The article id and the signature of an article's record, which need not hold its text.

    Indexes made before there were signatures have none until the next run.
    """
    packed = b64decode(str(record.metadata.get("signature", "")))
    return str(record.metadata["article_id"]), struct.unpack(f"<{len(packed) // 4}I", packed)


def article_summary(record: Record) -> ArticleSummary:
    """An article's record, which need not hold its text, as a line of a list."""
    metadata = record.metadata
    return ArticleSummary(
        _source(metadata), str(metadata["language"]), int(metadata["sentence_count"]), int(metadata["passage_count"])
    )


def stored_passage(record: Record) -> StoredPassage:
    """The reverse of `passage_records`, for one."""
    metadata = record.metadata
    source = _source(metadata)
    number, start, end = (int(metadata[name]) for name in ("number", "start", "end"))
    passage = Passage(source.article_id, number, start, end, record.text, _unpacked(metadata["sentences"]))
    return StoredPassage(record.id, passage, source)


def _particulars(source: Source) -> dict[str, str]:
    return {name: value for name, value in asdict(source).items() if value is not None}  # Chroma stores no None


def _source(metadata: Metadata) -> Source:
    author, published, url = (
        str(metadata[name]) if name in metadata else None for name in ("author", "published", "url")
    )
    return Source(str(metadata["article_id"]), str(metadata["title"]), author, published, url)


def _packed(spans: Sequence[Span]) -> str:
    return json.dumps(spans, separators=(",", ":"))


def _unpacked(spans: str | int) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in json.loads(str(spans)))
