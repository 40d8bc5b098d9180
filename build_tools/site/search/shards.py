"""检索分片: the postings of one issue as bytes, and those of many issues joined into files of which a search needs a few.

In: the postings of an issue; then the blocks of several issues, newest first. Out: its blocks; the bytes of each
shard. An issue's postings stand in 1,024 blocks by their hash; a shard holds so many neighbouring blocks of
every issue, so that joining is copying.

A block: its length, then by rising key: the distance to the key before times four, plus 0 for the whole issue,
1 or 2 for so many places, 3 for a number of places that follows; then the distances of the places. All numbers
are of variable length, seven bits a byte, lowest first (as in LEB128).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.site.search.grams import BLOCKS, PLACE_BITS, WHOLE, Postings

_SIZES = ((1, 4), (4, 16), (16, 64), (40, 256))
_MOST = 512
_TWO_BYTES = 1 << 14


@dataclass(frozen=True, slots=True)
class Blocks:
    """检索块: the blocks of one issue one after another, and where each begins and the last ends (1,025 places)."""

    data: bytes
    bounds: tuple[int, ...]


def shard_count(issues: int) -> int:
    """How many files: few for a few issues, never more than 512, so that one weighs some 5 to 12 KB."""
    return next((count for most, count in _SIZES if issues <= most), _MOST)


def write_shards(issues: Sequence[Blocks], count: int) -> Iterator[bytes]:
    """The ``count`` shards, a power of two, of all issues in the order given."""
    width = BLOCKS // count
    edges = [(each.data, each.bounds[::width]) for each in issues]
    for place in range(count):
        yield b"".join([data[bounds[place] : bounds[place + 1]] for data, bounds in edges])


def write_blocks(postings: Postings) -> Blocks:
    """The postings of one issue. The same give the same bytes, in whatever order they were found."""
    short = _short_numbers()
    blocks = [_block(sorted(found), short) for found in postings]
    written = [_number(len(block)) + block for block in blocks]
    return Blocks(b"".join(written), tuple(itertools.accumulate(map(len, written), initial=0)))


def _block(found: Sequence[int], short: Sequence[bytes]) -> bytes:
    """One block, without its length. A loop without calls: it runs for every pair of characters of an issue."""
    parts: list[bytes] = []
    key, key_before, head, count, before = 0, 0, -1, 0, -1
    for each in found:
        if each == before:
            continue
        if head < 0 or each >> PLACE_BITS != key:
            if head >= 0:
                parts[head] = (
                    short[key - key_before << 2 | count]
                    if count < 3
                    else _head(key - key_before, count, short)
                )
                key_before = key
            key, head, count = each >> PLACE_BITS, len(parts), 0
            before = key << PLACE_BITS
            parts.append(b"")
        if each & WHOLE == WHOLE:
            # The last of its key: the places before it say nothing more.
            del parts[head + 1 :]
            count = 0
            continue
        distance = each - before
        parts.append(short[distance] if distance < _TWO_BYTES else _number(distance))
        count, before = count + 1, each
    if head >= 0:
        parts[head] = _head(key - key_before, count, short)
    return b"".join(parts)


def _head(distance: int, count: int, short: Sequence[bytes]) -> bytes:
    return short[distance << 2 | count] if count < 3 else short[distance << 2 | 3] + _number(count)


@functools.cache
def _short_numbers() -> tuple[bytes, ...]:
    """All numbers of one or two bytes: nearly all there are."""
    return tuple(map(_number, range(_TWO_BYTES)))


def _number(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)
