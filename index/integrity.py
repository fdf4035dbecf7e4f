"""What the two tables of the index promise each other."""

from collections import Counter
from collections.abc import Mapping

from index.chroma_tables import Database
from index.records import article_key, key_of_passage
from index.seal import Seal


def counts(database: Database) -> dict[str, int]:
    """How many records there are: cheap, and sealed with a run."""
    return {"articles": database.articles.count(), "passages": database.passages.count()}


def incomplete(
    database: Database, seal: Seal | None = None, versions: Mapping[str, str] | None = None
) -> dict[str, str]:
    """{article id: what is wrong} of articles without all of their passages, and of passages without an article.

    With a seal, looks closer only if the counts are not those that it holds; with {article id: version}, at no others.
    """
    if seal is not None and counts(database).items() <= seal.facts.items():
        return {}
    keys = None if versions is None else {article_key(*item) for item in versions.items()}
    passages = Counter(map(key_of_passage, database.passages.ids()))
    faults: dict[str, str] = {}
    for record in database.articles.get(database.articles.ids(), text=False):
        if keys is not None and record.id not in keys:
            continue
        article_id, wanted = str(record.metadata["article_id"]), int(record.metadata["passage_count"])
        found = passages.pop(record.id, 0)
        if found != wanted:
            faults[article_id] = f"{article_id}: {found:,} of its {wanted:,} passages are there"
    for key, found in passages.items():
        article_id, _, version = key.rpartition("@")
        faults.setdefault(article_id, f"{article_id}: {found:,} passages of version {version} without a record")
    return faults
