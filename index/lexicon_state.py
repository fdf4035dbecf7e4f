"""What a lexicon's folder holds, beside the lexicon itself: told without opening it."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

STATE_FILE = "state.json"


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


def write_state(folder: Path, state: LexiconState) -> None:
    """Into a folder that nobody reads yet."""
    (folder / STATE_FILE).write_text(json.dumps(asdict(state)), encoding="utf-8")


def link(source: str, target: str) -> None:
    """One file under two names where the file system can, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def not_shared(_: str, names: list[str]) -> list[str]:
    """Of a folder's files, those that belong to it alone."""
    return [name for name in names if name == STATE_FILE or name.endswith(".lock")]
