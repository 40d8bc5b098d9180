"""检索分片: the postings of all issues, split into files of which a search needs a few.

In: the postings of each issue, newest first. Out: the bytes of each shard. An issue adds a block of its own to
every shard, so a new issue leaves the others' blocks as they are.

A block: its length, then by rising key: the distance to the key before times four, plus 0 for the whole issue,
1 or 2 for so many places, 3 for a number of places that follows; then the distances of the places. All numbers
are of variable length, seven bits a byte, lowest first (as in LEB128).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from build_tools.site.search.grams import Postings

_HASH_BITS = 20
_SIZES = ((8, 16), (32, 64), (64, 256))
_MOST = 1024


def shard_count(issues: int) -> int:
    """How many files: few for a young paper, never more than 1,024, so that one weighs some 7 KB after ten years."""
    return next((count for most, count in _SIZES if issues <= most), _MOST)


def write_shards(issues: Sequence[Postings]) -> tuple[bytes, ...]:
    """The shards of all issues, newest first as given. The same issues give the same bytes."""
    count = shard_count(len(issues))
    blocks = [_blocks(each, count) for each in issues]
    return tuple(b"".join(of_shard) for of_shard in zip(*blocks, strict=True)) or (b"",) * count


@functools.lru_cache(256)
def _blocks(postings: Postings, count: int) -> tuple[bytes, ...]:
    """One block, its length before it, for each of ``count`` shards, a power of two."""
    return tuple(_number(len(block)) + block for block in map(bytes, _bare_blocks(postings, count)))


def _bare_blocks(postings: Postings, count: int) -> Iterator[bytearray]:
    span = (1 << _HASH_BITS) // count
    at = 0
    for start in range(0, 1 << _HASH_BITS, span):
        block, before = bytearray(), start
        while at < len(postings) and postings[at][0] < start + span:
            key, places = postings[at]
            block += _entry(key - before, places)
            before, at = key, at + 1
        yield block


def _entry(distance: int, places: tuple[int, ...]) -> bytes:
    written = _number(distance << 2 | min(len(places), 3))
    if len(places) > 2:
        written += _number(len(places))
    before = 0
    for place in places:
        written += _number(place - before)
        before = place
    return written


def _number(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)
