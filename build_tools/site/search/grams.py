"""检索单元: the postings of one issue, at which places which pairs of characters stand.

In: the pieces of an issue in order, each with its names. Out: :class:`Postings`, which depend on that issue alone.

A place is counted in UTF-16 units from the beginning of the issue's first piece, the pieces following one another
without a gap: the browser counts the same, and pairs that stand at the right distance from each other leave
hardly an issue whose text is fetched in vain. Spoken keys stand where their piece begins.

Three kinds of key: a character or a pair of neighbours; a syllable, and a syllable with the initial of the next;
a pair of initials. All are hashed to 32 bits, of which the first 20 are kept: the foremost choose the shard.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator

from build_tools.markup.pinyin import readings
from build_tools.site.search.folding import units

Postings = tuple[tuple[int, tuple[int, ...]], ...]
"""(hash of 20 bits, rising places) by rising hash; no places where the issue as a whole is meant."""

SYLLABLE, INITIALS = "\x01", "\x02"
"""What a key begins with that is spoken, not written."""


def postings(pieces: Iterable[tuple[str, tuple[tuple[int, int], ...]]]) -> Postings:
    """Every key of the pieces (folded text, spans of names) with its places."""
    found: dict[int, set[int]] = {}
    characters: set[str] = set()
    start = 0
    for text, names in pieces:
        characters.update(text)
        spoken = {key for name in names for key in _spoken(text, name)}
        for key, place in itertools.chain(_pairs(text), zip(spoken, itertools.repeat(0))):
            found.setdefault(hashed(key), set()).add(start + place)
        start += units(text)
    for character in characters:
        # A single character stands in so many places that naming them would cost more than reading the issue.
        found[hashed(character)] = set()
    return tuple((key, tuple(sorted(found[key]))) for key in sorted(found))


@functools.lru_cache(1 << 19)
def hashed(key: str) -> int:
    """20 bits of a key: FNV-1a over its code points, stirred as MurmurHash3 ends. The browser computes the same."""
    value = 2166136261
    for character in key:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
    return (value ^ (value >> 16)) >> 12


def _pairs(text: str) -> Iterator[tuple[str, int]]:
    """Every two neighbours and where they stand in the piece."""
    place = 0
    for one, next_one in itertools.pairwise(text):
        yield one + next_one, place
        place += 1 + (one > "\uffff")


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
