"""What a site's robots.txt asks of us, by RFC 9309: https://www.rfc-editor.org/rfc/rfc9309.

The longest rule that matches decides, and where two are as long, the one that allows. Read here rather than by a
library: urllib's takes the first rule, Protego a product of agents and rules in memory, and a site may send anything.
"""

import re
from dataclasses import dataclass
from string import ascii_letters, digits, punctuation
from urllib.parse import quote, urlsplit

AGENT = "Citewire"

_MOST_BYTES = 512_000  # at least 500 KiB are to be read (2.5)
_LINE = re.compile(r"\s*(user-agent|allow|disallow)\s*:\s*([^#]*)", re.IGNORECASE)
_AGENT = re.compile(r"\*|[\w-]+", re.ASCII)
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = ascii_letters + digits + "-._~"
_AS_IT_IS = "".join(set(punctuation) - set("*$"))  # those two have a meaning in rules


@dataclass(frozen=True, slots=True)
class _Rule:
    allows: bool
    pieces: tuple[str, ...]  # what stands between the asterisks: anything may
    whole: bool  # whether the path must end where the rule does
    length: int

    def matches(self, path: str) -> bool:
        """In time proportional to the length of the path, whatever the rule."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        position = len(first)
        for piece in others:
            found = path.find(piece, position)
            if found < 0:
                return False
            position = found + len(piece)
        if not self.whole or position == len(path):
            return True
        # The last piece may stand at the end too, and not only where it was found first.
        last = others[-1] if others else None
        return last is not None and path.endswith(last)


class Robots:
    """The rules of one site."""

    def __init__(self, status: int, text: bytes) -> None:
        """From the answer to a request for the site's robots.txt (2.3)."""
        self.known = status < 500
        # Without a file (any 4xx) everything is allowed.
        self._rules = _our_rules(text) if status < 300 else []

    def fault(self, url: str) -> str | None:
        """Why a page must be left alone, None when it may be fetched."""
        if not self.known:
            return "the site's robots.txt cannot be had, so its pages are left alone; try again later"
        if not self._allows(url):
            return "the site's robots.txt asks not to fetch this page"
        return None

    def _allows(self, url: str) -> bool:
        page = url.partition("#")[0]
        parts = urlsplit(page)
        path = _comparable((parts.path or "/") + (f"?{parts.query}" if "?" in page else ""))
        return next((rule.allows for rule in self._rules if rule.matches(path)), True)


UNREACHABLE = Robots(503, b"")


def _our_rules(text: bytes) -> list[_Rule]:
    """The rules of all groups that name us, or else of those for everyone; the one that decides stands first."""
    rules: dict[str, list[_Rule]] = {}
    agents: set[str] = set()  # of the group that is read, those that matter
    in_rules = False
    if len(text) > _MOST_BYTES:
        text = text[:_MOST_BYTES].rpartition(b"\n")[0]
    for line in text.removeprefix(b"\xef\xbb\xbf").splitlines():
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is None:
            continue
        field, value = found[1].lower(), found[2].strip()
        if field == "user-agent":
            agent = _AGENT.match(value)
            if in_rules:
                agents, in_rules = set(), False
            if agent and agent[0].lower() in ("*", AGENT.lower()):
                agents.add(agent[0].lower())
                rules.setdefault(agent[0].lower(), [])
        else:
            in_rules = True
            for name in agents if value else ():  # an empty rule forbids nothing
                rules[name].append(_rule(field == "allow", value))
    ours = rules.get(AGENT.lower(), rules.get("*", []))
    return sorted(ours, key=lambda rule: (-rule.length, not rule.allows))


def _rule(allows: bool, pattern: str) -> _Rule:
    whole = pattern.endswith("$")
    pieces = tuple(_comparable(piece) for piece in pattern.removesuffix("$").split("*"))
    return _Rule(allows, pieces, whole, sum(map(len, pieces)) + len(pieces) - 1 + whole)


def _comparable(path: str) -> str:
    """A path or a part of one with each character escaped or not as in all others (2.2.2)."""

    def settled(found: re.Match[str]) -> str:
        character = chr(int(found[0][1:], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(settled, quote(path, safe=_AS_IT_IS, errors="replace"))
