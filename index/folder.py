"""The articles folder as a place that things are put into: under readable names, never over another article."""

import errno
import filecmp
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from hashlib import file_digest, sha256
from pathlib import Path

from index.article_files import FORMATS, article_id, hyphenated, is_mark, scan
from index.dates import date_in_name
from index.domain import Source
from index.errors import CitewireError
from index.json_lines import is_json_lines

_LONGEST_SLUG = 80  # characters; at most four times as many bytes, and file systems take 255
_URL = re.compile(rb"^url:[ \t]*([\"']?)(\S+?)\1[ \t]*\r?$", re.MULTILINE)
_TOP = 4096  # bytes of a file in which its front matter is looked for
# What file systems or the ids of articles cannot take.
_HOSTILE = re.compile(r"[\x00-\x1f\x7f-\x9f\\/:*?\"<>|\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class Change(Enum):
    """What became of the file that an article was put into."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something was put: `name` is the path below the folder, with forward slashes."""

    name: str
    change: Change


class ArticlesFolder:
    """Reads the folder's names once, so it is for one process and one run."""

    def __init__(self, path: Path) -> None:
        """A folder that is missing is made. CitewireError when it cannot be."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CitewireError(f"{path}: cannot be made a folder of articles ({error.strerror})") from error
        self.path = path
        self._names: dict[str, str] = {}  # article id of a file that holds one article -> the file's name
        self._urls: dict[str, str] | None = None  # url -> the name of the Markdown file that holds its article
        for file in scan(path):
            if one := _own_id(file.name):
                self._names.setdefault(one, file.name)

    def put_markdown(self, text: str, source: Source) -> Placed:
        """Store an article: in the file that holds its url already, or else under its date and title.

        OSError when it cannot be written; what was there before is whole then.
        """
        urls = self._known_urls()
        name = urls.get(source.url) if source.url else None
        data = text.encode()
        name = name or self._free(f"{readable_name(source)}.md", data, _digits(source.url or text))
        if source.url:
            urls[source.url] = name
        return self._put(name, data)

    def put_file(self, name: str, source: Path) -> Placed:
        """Store a file as it is under this name, or one much like it where the name is another's. OSError as above."""
        with source.open("rb") as file:
            digits = file_digest(file, "sha256").hexdigest()
        safe = "/".join(_safe(part) for part in name.split("/"))
        return self._put(self._free(safe, source, digits), source)

    def holds(self, path: Path) -> bool:
        """Whether a path is this folder or anything in it."""
        return path.resolve().is_relative_to(self.path.resolve())

    def _free(self, name: str, content: bytes | Path, digits: str) -> str:
        """The name, with a few digits added where the file or the id of its article is another's."""
        stem, ending = _split(name)
        for one in (name, f"{stem}-{digits[:6]}{ending}", f"{stem}-{digits[:16]}{ending}"):
            holder = self._names.get(_own_id(one) or "")
            path = self.path / one
            if (holder in (None, one) and not os.path.lexists(path)) or _is(path, content):
                return one
        raise FileExistsError(errno.EEXIST, f"{name} and the names like it are those of other files")

    def _put(self, name: str, content: bytes | Path) -> Placed:
        path = self.path / name
        if not self.holds(path.parent):
            raise PermissionError(errno.EPERM, f"{name} leads out of the folder by a symbolic link")
        if _is(path, content):
            return Placed(name, Change.UNCHANGED)
        change = Change.UPDATED if path.exists() else Change.ADDED
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as new:
            if isinstance(content, Path):
                shutil.copyfile(content, new)
            else:
                new.write_bytes(content)
        if one := _own_id(name):
            self._names[one] = name
        return Placed(name, change)

    def _known_urls(self) -> dict[str, str]:
        if self._urls is None:
            self._urls = {}
            for file in scan(self.path):
                if file.name.lower().endswith((".md", ".markdown")):
                    with file.path.open("rb") as opened:
                        found = _URL.search(opened.read(_TOP))
                    if found:
                        self._urls.setdefault(found[2].decode("utf-8", "replace"), file.name)
        return self._urls


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its place, whole and on disk, at the end of the block; or nothing happens."""
    new = path.with_name(f".citewire-{os.getpid()}.new")  # hidden: reading the folder passes it over
    try:
        yield new
        with new.open("rb+") as written:
            os.fsync(written.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def readable_name(source: Source) -> str:
    """A file name without ending: the day of publication and the title, in letters, digits and hyphens."""
    words = unicodedata.normalize("NFKC", source.title).casefold()
    slug = hyphenated(words, r"[\W_]+", is_mark).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    while len(slug.encode()) > 200:
        slug = slug[:-1]
    if source.published:
        return f"{source.published[:10]}-{slug or 'article'}"
    # A date in a file's name counts as its day: one that only the title mentions must not.
    return (re.sub(r"-?\d+", "", slug).strip("-") if date_in_name(slug) else slug) or "article"


def _own_id(name: str) -> str | None:
    """The id of the one article in a file of this name, None where every line has its own."""
    return None if is_json_lines(name) else article_id(name)


def _is(path: Path, content: bytes | Path) -> bool:
    """Whether the file is there and holds just that."""
    if not path.is_file():
        return False
    return filecmp.cmp(path, content, shallow=False) if isinstance(content, Path) else path.read_bytes() == content


def _digits(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _safe(part: str) -> str:
    part = _HOSTILE.sub("-", unicodedata.normalize("NFC", part)).lstrip(".").strip()
    stem, ending = _split(part)
    while len(f"{stem}{ending}".encode()) > 200:
        stem = stem[:-1]
    return f"{stem or 'article'}{ending}"


def _split(name: str) -> tuple[str, str]:
    ending = max((one for one in FORMATS if name.lower().endswith(one)), key=len, default="")
    return name[: len(name) - len(ending)], name[len(name) - len(ending) :]
