"""The same story under several ids: articles as signatures, and which of them are copies of each other.

A wire story is printed with another headline, cut from below, a few words changed: most of its runs of words are the
same. Signatures are MinHash (Broder 1997); alike ones are found by banding, so that not all pairs are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha1
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS = 128
SHINGLE_WORDS = 5
# Estimated Jaccard similarity of two articles' runs of words. Low, for that two articles are copies only allows their
# sentences to be compared (see `index.copies`); different stories have less than 0.15. `python -m bench duplicates`.
COPY_FROM = 0.2
_SEED = 1
_EDGES_AT_ONCE = 50_000
# Scripts without spaces between words: each character counts as one.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, marks and spaces: what two printings of a sentence have in common."""
    return tuple(_WORD.findall(text.casefold()))


def signature(sentences: Sequence[str]) -> tuple[int, ...]:
    """MinHash of an article's runs of five words: `PERMUTATIONS` numbers of 32 bits; () for less than one run.

    The share of equal places of two signatures estimates the Jaccard similarity of the runs. About 2 ms for 700 words.
    """
    import numpy as np

    text = [word for sentence in sentences for word in words(sentence)]
    shingles = {" ".join(text[at : at + SHINGLE_WORDS]) for at in range(len(text) - SHINGLE_WORDS + 1)}
    if not shingles:
        return ()
    digests = b"".join(sha1(shingle.encode(), usedforsecurity=False).digest()[:4] for shingle in shingles)
    factors, summands = _permutations()
    permuted = _mixed(np.frombuffer(digests, dtype="<u4"))[:, np.newaxis] * factors + summands
    return tuple(permuted.min(axis=0).tolist())


def _mixed(hashes: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """The finalizer of MurmurHash3 (Appleby 2011), without which the permutations below would be too regular."""
    import numpy as np

    mixed = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return mixed ^ (mixed >> np.uint32(16))


@cache
def _permutations() -> "tuple[NDArray[np.uint32], NDArray[np.uint32]]":
    """h -> factor * h + summand modulo 2 ** 32, for each place of a signature; odd factors keep hashes apart.

    NumPy promises that this old generator gives the same numbers for ever, as stored signatures need.
    """
    import numpy as np

    chance = np.random.RandomState(_SEED)
    factors = chance.randint(0, 1 << 31, PERMUTATIONS, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, chance.randint(0, 1 << 32, PERMUTATIONS, dtype=np.uint32)


def copy_groups(
    signatures: "Mapping[str, Sequence[int] | NDArray[np.uint32]]", least: float = COPY_FROM
) -> list[frozenset[str]]:
    """The articles that are copies of each other, two or more a group; no article is in two groups.

    `least` is the similarity, 0..1, that makes two articles copies. An article is in a group when it is a copy of any
    of its members: the third version of a story may have little in common with the first.
    """
    import numpy as np

    names = [name for name, numbers in signatures.items() if len(numbers) == PERMUTATIONS]
    table = np.array([signatures[name] for name in names], dtype=np.uint32).reshape(len(names), PERMUTATIONS)
    return [frozenset(names[row] for row in group) for group in groups_of_rows(table, least)]


def groups_of_rows(table: "NDArray[np.uint32]", least: float = COPY_FROM) -> list[list[int]]:
    """The same for signatures that are rows of a table, of shape (articles, `PERMUTATIONS`): 20,000 take 0.1 s."""
    return _joined(_copies(table, least))


def _copies(table: "NDArray[np.uint32]", least: float) -> Iterator[tuple[int, int]]:
    """Pairs of rows that are alike enough.

    Two rows are compared when a band of two numbers is equal and they are next to each other among those with that
    band: of pairs with a similarity of 0.2 some band of the 64 is equal in 93 %, with 0.3 in 99.8 %.
    """
    import numpy as np

    bands = np.ascontiguousarray(np.ascontiguousarray(table).view(np.uint64).T)  # two numbers of 32 bits each
    found = [np.empty((0, 2), dtype=np.intp)]
    for band in bands:
        values = np.sort(band)  # a tenth of the time that the rows' order takes, and few bands have a value twice
        twice = values[1:][values[1:] == values[:-1]]
        if len(twice):
            rows = np.flatnonzero(np.isin(band, twice))
            order = rows[np.argsort(band[rows], kind="stable")]
            same = band[order[1:]] == band[order[:-1]]
            found.append(np.stack([order[:-1][same], order[1:][same]], axis=1))
    pairs = np.unique(np.concatenate(found), axis=0)
    for start in range(0, len(pairs), _EDGES_AT_ONCE):
        turn = pairs[start : start + _EDGES_AT_ONCE]
        alike = (table[turn[:, 0]] == table[turn[:, 1]]).mean(axis=1) >= least
        yield from ((int(first), int(second)) for first, second in turn[alike])


def _joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected parts of a graph (union-find)."""
    above: dict[int, int] = {}

    def top(member: int) -> int:
        above.setdefault(member, member)
        while above[member] != member:
            above[member] = above[above[member]]
            member = above[member]
        return member

    for first, second in pairs:
        above[top(second)] = top(first)
    groups: dict[int, list[int]] = {}
    for member in above:
        groups.setdefault(top(member), []).append(member)
    return list(groups.values())
