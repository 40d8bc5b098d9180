"""检索单元: the postings of one issue, at which places which pairs of characters stand.

In: the pieces of an issue in order, each with its names. Out: :data:`Postings`, which depend on that issue alone.

A place is counted in UTF-16 units from the beginning of the issue's first piece, the pieces following one another
without a gap: the browser counts the same, and pairs that stand at the right distance from each other leave
hardly an issue whose text is fetched in vain. Spoken keys stand where their piece begins.

Three kinds of key: a character or a pair of neighbours; a syllable, and a syllable with the initial of the next;
a pair of initials. All are hashed to 32 bits, of which the first 21 are kept: ten choose the block, eleven stand in
it. Single characters have a bit more, so that none is taken for a pair: it would say that the pair is everywhere.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

from build_tools.markup.pinyin import readings
from build_tools.site.search.folding import units

Postings = tuple[list[int], ...]
"""For each block: what tells a key from the others there (12 bits) and a place (18 bits) as one number, in any order.

Plain numbers, since tens of thousands of small lists would keep Python's garbage collector busy; of 30 bits, which
Python sorts fastest.
"""

BLOCKS = 1024
PLACE_BITS = 18
WHOLE = (1 << PLACE_BITS) - 1
"""The place that means the issue as a whole; so does any that lies beyond it."""

SYLLABLE, INITIALS = "\x01", "\x02"
"""What a key begins with that is spoken, not written."""

_SINGLE = 1 << 11
_WITHIN = _SINGLE - 1
_BASIS, _PRIME, _STIR, _ALL = 2166136261, 16777619, 0x85EBCA6B, 0xFFFFFFFF
_Names = tuple[tuple[int, int], ...]


def postings(pieces: Iterable[tuple[str, _Names]]) -> Postings:
    """Every key of the pieces (folded text, spans of names) with its places."""
    found: Postings = tuple([] for _ in range(BLOCKS))
    characters: set[str] = set()
    shares, reader = _Shares(), _Reader()
    start = 0
    for text, names in pieces:
        characters.update(text)
        _add_pairs(found, text, start, shares)
        _add(found, {key for name in names for key in reader.keys(text, name)}, start)
        start += units(text)
    # A single character stands in so many places that naming them would cost more than reading the issue.
    _add(found, map(hashed, characters), WHOLE)
    return found


def hashed(key: str) -> tuple[int, int]:
    """The block of a key and what tells it from the others there; the browser computes the same.

    FNV-1a over its code points, stirred once as MurmurHash3 does.
    """
    value = _BASIS
    for character in key:
        value = ((value ^ ord(character)) * _PRIME) & _ALL
    value = (value ^ (value >> 15)) * _STIR & _ALL
    return value >> 22, value >> 11 & _WITHIN | (_SINGLE if len(key) == 1 else 0)


def _add(found: Postings, keys: Iterable[tuple[int, int]], place: int) -> None:
    for block, key in keys:
        found[block].append(key << PLACE_BITS | min(place, WHOLE))


def _add_pairs(found: Postings, text: str, start: int, shares: _Shares) -> None:
    """Every two neighbours of a piece and where they stand: :func:`hashed`, without a call for each."""
    if start + 2 * len(text) > WHOLE or max(text, default="") > "\uffff":
        _add_long_pairs(found, text, start)
        return
    for place, (share, code) in enumerate(zip(map(shares.__getitem__, text), map(ord, text[1:]), strict=False), start):
        value = (share ^ code) * _PRIME & _ALL
        value = (value ^ (value >> 15)) * _STIR & _ALL
        found[value >> 22].append((value >> 11 & _WITHIN) << PLACE_BITS | place)


def _add_long_pairs(found: Postings, text: str, start: int) -> None:
    """The same for pieces with characters of two UTF-16 units, or further back than places reach."""
    for one, next_one in itertools.pairwise(text):
        _add(found, (hashed(one + next_one),), start)
        start += units(one)


class _Shares(dict[str, int]):
    """A pair's first character → its share in the hash."""

    def __missing__(self, character: str) -> int:
        share = self[character] = (_BASIS ^ ord(character)) * _PRIME & _ALL
        return share


class _Reader:
    """The spoken keys of names; what follows what is worked out once an issue."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], str]] = {}

    def keys(self, text: str, name: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Hashes. Punctuation is not read out; what has no reading parts a name in two."""
        before = ""
        for character in text[name[0] : sum(name)]:
            pair = before, character
            if pair not in self._known:
                self._known[pair] = _following(before, character)
            keys, before = self._known[pair]
            yield from keys


def _following(before: str, character: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The keys of a character that follows another ("" for none) in a name, and what the next one follows."""
    firsts, said = readings(before) if before else (), readings(character)
    joined = (key for one in said for first in firsts for key in (f"{SYLLABLE}{first} {one[0]}", INITIALS + first[0] + one[0]))
    keys = (*(SYLLABLE + one for one in said), *joined)
    return tuple(map(_hashed_sound, keys)), character if said else "" if character.isalnum() else before


@functools.lru_cache(1 << 13)
def _hashed_sound(key: str) -> tuple[int, int]:
    return hashed(key)
