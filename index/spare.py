"""The folder of the run before the last, brought up to date for the next: little has changed, and copying takes long.

An id names one content, so what the last run changed is told by ids. The run has left them in a file; where that is of
no use the ids of all records are compared.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from index.chroma_client import open_folder
from index.chroma_file import Changes, record_changes, record_counts
from index.chroma_tables import Database, Table
from index.errors import DamagedIndexError
from index.new_records import Put, kept_changes, kept_records
from index.seal import read_seal, seal_name

# Records that are worth bringing up to date: each costs some 3 ms, and copying 0.03 ms for every record there is.
_LEAST_WORTH, _SHARE_WORTH = 100, 1 / 150


def missed_changes(spare: Path, last: Path) -> Changes | None:
    """What became of the spare folder's records; None when the two have not one origin, or too much has changed.

    DamagedIndexError when one cannot be read.
    """
    name = seal_name(spare)
    changes = None if name is None else kept_changes(last, name)
    if changes is None:
        changes = record_changes(spare, last)
    worth = max(_LEAST_WORTH, sum(record_counts(last).values()) * _SHARE_WORTH)
    return changes if changes is not None and len(changes) <= worth else None


def catch_up(database: Database, missed: Changes, last: Path) -> None:
    """Change the records of a database as they were changed in the folder `last`, and take the new ones from there."""
    database.articles.delete(sorted(missed.gone["articles"]))
    database.passages.delete(sorted(missed.gone["passages"]))
    passages, articles = missed.new["passages"], missed.new["articles"]
    kept_passages, kept_articles = kept_records(last, "passages"), kept_records(last, "articles")
    if passages <= kept_passages.keys() and articles <= kept_articles.keys():
        _put(database.passages, {one: kept_passages[one] for one in sorted(passages)})
        _put(database.articles, {one: kept_articles[one] for one in sorted(articles)})
        return
    source = open_folder(last)
    try:
        _put(database.passages, _found(source.passages, sorted(passages)))
        _put(database.articles, _found(source.articles, sorted(articles)))
    finally:
        source.close()


def expect_as_many(folder: Path, last: Path) -> None:
    """DamagedIndexError when a folder that was brought up to date has not as many records as the last run's had."""
    seal = read_seal(last)
    if seal is None or not record_counts(folder).items() <= seal.facts.items():
        raise DamagedIndexError(f"{folder}: not as many records as {last} had")


def _found(source: Table, ids: Sequence[str]) -> dict[str, Put]:
    vectors = source.embeddings(ids)
    return {record.id: (record, vectors[record.id]) for record in source.get(ids)}


def _put(target: Table, records: Mapping[str, Put]) -> None:
    import numpy as np

    if records:
        found = records.values()
        target.put([record for record, _ in found], np.stack([vector for _, vector in found]))
