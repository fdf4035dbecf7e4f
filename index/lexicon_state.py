"""What a lexicon's folder holds, beside the lexicon itself: told without opening it."""

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.seal import FILE as SEAL
from index.seal import Seal, write_seal

STATE_FILE = "state.json"
_ABANDONED = 3600  # seconds after which a half-built folder is somebody's remains


@dataclass(frozen=True, slots=True)
class LexiconState:
    """The articles of a lexicon: {article id: (version, passages)}; `stale` passages are deleted, but still counted."""

    articles: Mapping[str, tuple[str, int]]
    stale: int

    @property
    def passages(self) -> int:
        """How many there are, without the stale."""
        return sum(count for _, count in self.articles.values())


def state_name(versions: Mapping[str, str]) -> str:
    """The name of the folder for {article id: version}."""
    lines = sorted(f"{article_id}@{version}" for article_id, version in versions.items())
    return sha256("\n".join(lines).encode()).hexdigest()[:24]


def read_state(folder: Path) -> LexiconState | None:
    """None when there is no such file, or it is damaged."""
    try:
        found = json.loads((folder / STATE_FILE).read_bytes())
        articles = {article_id: (version, count) for article_id, (version, count) in found["articles"].items()}
        return LexiconState(articles, int(found["stale"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_state(folder: Path, state: LexiconState, known: Seal | None) -> None:
    """Into a folder that nobody reads yet, which is sealed: it is whole. `known` is the seal that it began from."""
    found = {"articles": dict(state.articles), "stale": state.stale}
    (folder / STATE_FILE).write_text(json.dumps(found), encoding="utf-8")
    write_seal(folder, (path for path in folder.iterdir() if path.suffix != ".lock"), {}, known)


def states(folder: Path) -> Iterator[Path]:
    """The folders of states among what a lexicon's folder holds."""
    return (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".new-"))


def begin_from(base: Path, new: Path) -> None:
    """A state's folder as the last one's: its files are linked, for tantivy never writes a file again."""
    alone = shutil.ignore_patterns(STATE_FILE, SEAL, "*.lock")
    shutil.copytree(base, new, copy_function=_link, ignore=alone, dirs_exist_ok=True)


def clear_away(folder: Path, kept: set[str]) -> None:
    """Other states' folders. The lexicon before this one is kept, for processes that are about to open it."""
    for path in folder.iterdir():
        abandoned = not path.name.startswith(".new-") or path.stat().st_mtime < time.time() - _ABANDONED
        if path.name not in kept and abandoned:
            shutil.rmtree(path, ignore_errors=True)


def _link(source: str, target: str) -> None:
    """One file under two names where the file system can, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
