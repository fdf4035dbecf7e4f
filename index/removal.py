"""Articles out of the folder: a file deleted, or lines taken out of a file of JSON Lines."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.article_files import ArticleFile, article_id, scan
from index.errors import CitewireError
from index.folder import replacing
from index.json_lines import article_lines, is_json_lines, open_for_writing


@dataclass(frozen=True, slots=True)
class Removed:
    """An article that is gone: `file` is the path below the folder, `line` False when the whole file was deleted."""

    article_id: str
    file: str
    line: bool


def remove(folder: Path, article_ids: Sequence[str]) -> tuple[Removed, ...]:
    """Remove articles and say from where, in the order of files.

    A file of JSON Lines that would hold nothing any longer is deleted. CitewireError, and nothing is removed, when one
    of the ids is unknown or one of the files cannot be changed.
    """
    wanted = frozenset(article_ids)
    removals = {file: found for file in scan(folder) if (found := _found(file, wanted))}
    unknown = [one for one in dict.fromkeys(article_ids) if not any(one in found for found in removals.values())]
    if unknown:
        raise CitewireError(
            f"{', '.join(unknown)}: no such article in {folder}; `citewire articles` lists them. Nothing was removed"
        )
    for file in removals:
        if not file.path.parent.resolve().is_relative_to(folder.resolve()):
            raise CitewireError(f"{file.name}: leads out of {folder} by a symbolic link; delete it where it is")
    removed: list[Removed] = []
    for file, found in removals.items():
        try:
            by_line = is_json_lines(file.name) and _without(file, found)
            if not by_line:
                file.path.unlink()
        except OSError as error:
            done = f"; removed before: {', '.join(one.article_id for one in removed)}" if removed else ""
            raise CitewireError(f"{file.name}: cannot be changed ({error.strerror or error}){done}") from error
        removed += [Removed(one, file.name, by_line) for one in sorted(found)]
    return tuple(removed)


def _found(file: ArticleFile, wanted: frozenset[str]) -> frozenset[str]:
    """Which of the wanted articles a file holds, also where another file's of the same id is the one indexed."""
    if not is_json_lines(file.name):
        return wanted & {article_id(file.name)}
    found = set()
    with suppress(OSError):  # beyond damage there are no articles
        for one, _ in article_lines(file.path):
            if one in wanted:
                found.add(one)
    return frozenset(found)


def _without(file: ArticleFile, article_ids: frozenset[str]) -> bool:
    """Take the articles' lines out; every other byte stays. False when nothing would be left."""
    left = False
    with replacing(file.path) as new:
        with open_for_writing(new, like=file.path) as target:
            for one, line in article_lines(file.path):
                if one not in article_ids:
                    target.write(line)
                    left = left or bool(line.strip())
        new.chmod(file.path.stat().st_mode)
    return left
