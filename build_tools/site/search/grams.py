"""检索单元: the postings of one issue, which piece holds which pairs of characters.

In: the pieces of an issue in order, each with its names. Out: :class:`Postings`, which depend on that issue alone.

Three kinds of key: a character or a pair of neighbours; a syllable, and a syllable with the initial of the next;
a pair of initials. All are hashed to 32 bits, of which the first 20 are kept: the foremost choose the shard.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

from build_tools.markup.pinyin import readings

Postings = tuple[tuple[int, tuple[int, ...]], ...]
"""(hash of 20 bits, pieces) by rising hash; no pieces where the issue as a whole is meant."""

SYLLABLE, INITIALS = "\x01", "\x02"
"""What a key begins with that is spoken, not written."""


def postings(pieces: Iterable[tuple[str, tuple[tuple[int, int], ...]]]) -> Postings:
    """Every key of the pieces (folded text, spans of names) with the pieces that have it."""
    found: dict[int, list[int]] = {}
    characters: set[str] = set()
    for place, (text, names) in enumerate(pieces):
        characters.update(text)
        for key in {*_pairs(text), *(key for name in names for key in _spoken(text, name))}:
            held = found.setdefault(hashed(key), [])
            # Two keys of one piece may share a hash.
            if held[-1:] != [place]:
                held.append(place)
    for character in characters:
        # A single character is in so many pieces that naming them would cost more than reading the issue.
        found[hashed(character)] = []
    return tuple((key, tuple(found[key])) for key in sorted(found))


@functools.lru_cache(1 << 19)
def hashed(key: str) -> int:
    """20 bits of a key: FNV-1a over its code points, stirred as MurmurHash3 ends. The browser computes the same."""
    value = 2166136261
    for character in key:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return (value ^ (value >> 16)) >> 12


def _pairs(text: str) -> Iterator[str]:
    return map("".join, itertools.pairwise(text))


def _spoken(text: str, name: tuple[int, int]) -> Iterator[str]:
    """The spoken keys of a name. Punctuation is not read out; what has no reading parts a name in two."""
    before: tuple[str, ...] = ()
    for character in text[name[0] : sum(name)]:
        said = readings(character)
        for syllable in said:
            yield SYLLABLE + syllable
            for first in before:
                yield f"{SYLLABLE}{first} {syllable[0]}"
                yield INITIALS + first[0] + syllable[0]
        if said or character.isalnum():
            before = said
