"""How the index stands beside the folder: of each article, what the next run would do. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.article_files import scan
from index.file_cache import FileCache
from index.snapshot import Snapshot
from index.survey import compared


class State(StrEnum):
    """Of an article; only what is indexed can be answered from."""

    INDEXED = "indexed"
    CHANGED = "changed"  # its file has another text now
    REMOVED = "removed"  # its file is gone, and it is answered from until the next run
    NEW = "new"  # not indexed yet


@dataclass(frozen=True, slots=True)
class Standing:
    """States by article id, and (file, reason) of what cannot be read."""

    states: Mapping[str, State]
    failed: tuple[tuple[str, str], ...] = ()


def standing(articles_folder: Path, data: Path, last: Snapshot) -> Standing:
    """Of the last run's articles and of those in the folder; without that folder, on a machine that only reads, as
    the run left them. Files that have not changed are not read again: 20,000 take half a second.
    """
    if not articles_folder.is_dir():
        return Standing(dict.fromkeys(last.versions, State.INDEXED))
    settings = last.generation.settings
    survey = compared(list(scan(articles_folder)), FileCache(data, settings), settings, last.versions)
    now = survey.versions
    states = dict.fromkeys(now, State.NEW)
    for one, version in last.versions.items():
        states[one] = State.REMOVED if one not in now else State.INDEXED if now[one] == version else State.CHANGED
    return Standing(states, tuple(survey.failed))
