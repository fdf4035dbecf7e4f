"""What the two tables of the index promise each other."""

from collections import Counter
from collections.abc import Mapping

from index.chroma_tables import Database
from index.records import article_key, key_of_passage


def incomplete(database: Database, versions: Mapping[str, str] | None = None) -> dict[str, str]:
    """{article id: what is wrong} of articles without all of their passages, and of passages without an article.

    With {article id: version}, those must be there, and what else has a record may lack something: it is not seen.
    """
    keys = None if versions is None else {article_key(*item) for item in versions.items()}
    passages = Counter(map(key_of_passage, database.passages.ids()))
    faults: dict[str, str] = {}
    records = set()
    for record in database.articles.get(database.articles.ids(), text=False):
        records.add(record.id)
        article_id, wanted = str(record.metadata["article_id"]), int(record.metadata["passage_count"])
        found = passages.pop(record.id, 0)
        if found != wanted and (keys is None or record.id in keys):
            faults[article_id] = f"{article_id}: {found:,} of its {wanted:,} passages are there"
    for key, found in passages.items():
        article_id, _, version = key.rpartition("@")
        faults.setdefault(article_id, f"{article_id}: {found:,} passages of version {version} without a record")
    for key in sorted((keys or set()) - records):
        article_id = key.rpartition("@")[0]
        faults.setdefault(article_id, f"{article_id}: the article's record is missing")
    return faults
