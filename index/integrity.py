"""What the two tables of the index promise each other."""

from collections import Counter
from collections.abc import Mapping

from index.chroma_tables import Database
from index.records import article_key, key_of_passage


def incomplete(database: Database, versions: Mapping[str, str] | None = None) -> dict[str, str]:
    """{article id: what is wrong} of articles without all of their passages, and of passages without an article.

    With {article id: version}, looks at no others.
    """
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
