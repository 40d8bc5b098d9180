"""检索单元: the postings of one issue, at which places which pairs of characters stand.

In: the pieces of an issue in order, each with its names. Out: :data:`Postings`, which depend on that issue alone.

A place is counted in UTF-16 units of letters (marks and white space do not count) from the beginning of the issue's
first piece, the pieces following one another without a gap: the browser counts the same, and pairs that stand at the right distance from each other leave
hardly an issue whose text is fetched in vain. Spoken keys stand where their piece begins.

Three kinds of key: a character or a pair of neighbours; a syllable, and a syllable with the initial of the next;
a pair of initials. All are hashed to 21 bits: ten choose the block, eleven stand in it. Single characters have a bit
more, so that none is taken for a pair: it would say that the pair is everywhere.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable

from build_tools.markup.pinyin import readings
from build_tools.site.search.folding import letters, units

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
_ALL = 0xFFFFFFFF
_Names = tuple[tuple[int, int], ...]


def postings(pieces: Iterable[tuple[str, _Names]]) -> Postings:
    """Every key of the pieces (text, spans of names in it) with its places; pairs are those of its letters."""
    found: Postings = tuple([] for _ in range(BLOCKS))
    characters: set[str] = set()
    firsts, seconds = _Shares(0), _Shares(1)
    start = 0
    for printed, names in pieces:
        text = letters(printed)
        characters.update(text)
        if start + 2 * len(text) > WHOLE or max(text, default="") > "\uffff":
            _add_long_pairs(found, text, start)
        else:
            _add_pairs(
                found,
                map(operator.xor, map(firsts.__getitem__, text), map(seconds.__getitem__, text[1:])),
                start,
            )
        spoken: set[tuple[int, int]] = set()
        for name in names:
            _hear(printed, name, spoken)
        _add(found, spoken, start)
        start += units(text)
    # A single character stands in so many places that naming them would cost more than reading the issue.
    _add(found, map(hashed, characters), WHOLE)
    return found


def hashed(key: str) -> tuple[int, int]:
    """The block of a key and what tells it from the others there; the browser computes the same.

    Each character has its share by its place, and the shares are joined by exclusive or (tabulation hashing, Zobrist
    1970): so the hash of a pair costs two look-ups, and there are tens of thousands of pairs in an issue.
    """
    value = 0
    for place, character in enumerate(key):
        value ^= _share(character, place)
    return value >> 11, value & _WITHIN | (_SINGLE if len(key) == 1 else 0)


def _share(character: str, place: int) -> int:
    """21 bits of a character at a place, stirred as MurmurHash3 ends."""
    value = (ord(character) << 5 | place) * 0x9E3779B1 & _ALL
    value = (value ^ value >> 16) * 0x85EBCA6B & _ALL
    value = (value ^ value >> 13) * 0xC2B2AE35 & _ALL
    return (value ^ value >> 16) >> 11


class _Shares(dict[str, int]):
    """Every character's share at one place of the keys."""

    def __init__(self, place: int) -> None:
        """Empty; filled as characters are asked for."""
        self._place = place

    def __missing__(self, character: str) -> int:
        share = self[character] = _share(character, self._place)
        return share


def _add(found: Postings, keys: Iterable[tuple[int, int]], place: int) -> None:
    place = min(place, WHOLE)
    for block, key in keys:
        found[block].append(key << PLACE_BITS | place)


def _add_pairs(found: Postings, values: Iterable[int], start: int) -> None:
    """The hashes of every two neighbours of a piece; in a loop without calls, it runs for every character."""
    for place, value in enumerate(values, start):
        found[value >> 11].append((value & _WITHIN) << PLACE_BITS | place)


def _add_long_pairs(found: Postings, text: str, start: int) -> None:
    """The same for pieces with characters of two UTF-16 units, or further back than places reach."""
    for one, next_one in itertools.pairwise(text):
        _add(found, (hashed(one + next_one),), start)
        start += units(one)


def _hear(text: str, name: tuple[int, int], heard: set[tuple[int, int]]) -> None:
    """Add the spoken keys of a name. Punctuation is not read out; what has no reading parts a name in two."""
    before = ""
    for character in text[name[0] : sum(name)]:
        keys, before = _following(before, character)
        heard.update(keys)


@functools.lru_cache(1 << 13)
def _following(before: str, character: str) -> tuple[tuple[tuple[int, int], ...], str]:
    """The keys of a character that follows another ("" for none) in a name, and what the next one follows."""
    firsts, said = readings(before) if before else (), readings(character)
    joined = (
        key
        for one in said
        for first in firsts
        for key in (f"{SYLLABLE}{first} {one[0]}", INITIALS + first[0] + one[0])
    )
    keys = (*(SYLLABLE + one for one in said), *joined)
    return tuple(map(_hashed_sound, keys)), character if said else "" if character.isalnum() else before


@functools.lru_cache(1 << 13)
def _hashed_sound(key: str) -> tuple[int, int]:
    return hashed(key)
