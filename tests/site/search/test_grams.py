"""Postings and shards: every pair where it stands, every issue a block of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.site.search.folding import letters, units
from build_tools.site.search.grams import BLOCKS, INITIALS, PLACE_BITS, SYLLABLE, WHOLE, hashed, postings
from build_tools.site.search.shards import Blocks, shard_count, write_blocks, write_shards


def _numbers(data: bytes) -> list[int]:
    """Numbers of seven bits a byte, lowest first."""
    found, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    return found


def _read(blocks: Blocks) -> dict[tuple[int, int], list[int]]:
    """Hash → places, as the browser reads them."""
    found: dict[tuple[int, int], list[int]] = {}
    for block in range(BLOCKS):
        data = blocks.data[blocks.bounds[block] : blocks.bounds[block + 1]]
        length, *numbers = _numbers(data)
        assert len(data) == length + 1 + (length > 127)
        key = 0
        while numbers:
            head = numbers.pop(0)
            key += head >> 2
            count = numbers.pop(0) if head & 3 == 3 else head & 3
            distances, numbers = numbers[:count], numbers[count:]
            found[block, key] = [sum(distances[: place + 1]) for place in range(count)]
    return found


def _found(pieces: list[tuple[str, tuple[tuple[int, int], ...]]]) -> dict[tuple[int, int], list[int]]:
    return _read(write_blocks(postings(pieces)))


def test_keys_are_pairs_syllables_and_initials() -> None:
    found = _found([("张庙", ((0, 2),)), ("庙会", ())])
    assert found[hashed("张庙")] == [0]
    assert found[hashed("庙会")] == [2]
    assert found[hashed("庙")] == []
    assert (
        found[hashed(f"{SYLLABLE}zhang m")]
        == found[hashed(f"{SYLLABLE}miao")]
        == found[hashed(f"{INITIALS}zm")]
        == [0]
    )
    assert hashed(f"{SYLLABLE}hui") not in found


def test_punctuation_within_a_name_is_not_read_and_what_has_no_reading_parts_it() -> None:
    assert hashed(f"{INITIALS}zm") in _found([("张·庙", ((0, 3),))])
    assert hashed(f"{INITIALS}zm") not in _found([("张A庙", ((0, 3),))])


def test_places_are_counted_as_browsers_count() -> None:
    found = _found([("\U00020000路在路在", ()), ("张庙在路", ((0, 2),))])
    assert found[hashed("\U00020000路")] == [0]
    assert found[hashed("路在")] == [2, 4]
    assert found[hashed("在路")] == [3, 8]
    # What is spoken stands where its piece begins.
    assert found[hashed(f"{SYLLABLE}miao")] == [6]


@given(st.lists(st.text("张庙街道A，\U00020000", max_size=30), max_size=5))
def test_every_pair_is_found_where_it_stands_and_nothing_else(texts: list[str]) -> None:
    expected: dict[tuple[int, int], list[int]] = {}
    start = 0
    for printed in texts:
        text = letters(printed)
        for at in range(len(text) - 1):
            expected.setdefault(hashed(text[at : at + 2]), []).append(start + units(text[:at]))
        start += units(text)
    expected |= {hashed(character): [] for character in letters("".join(texts))}
    assert _found([(text, ()) for text in texts]) == expected


def test_pairs_beyond_the_reach_of_places_mean_the_whole_issue() -> None:
    long = postings([("道" * WHOLE, ()), ("张庙", ())])
    block, key = hashed("张庙")
    assert [each & WHOLE for each in long[block] if each >> PLACE_BITS == key] == [WHOLE]


def test_shards_hold_the_blocks_of_every_issue() -> None:
    one, other = (write_blocks(postings([(text, ())])) for text in ("张庙街道街道街道", "楼道"))
    for count in (16, 1024):
        both, alone = tuple(write_shards([other, one], count)), tuple(write_shards([one], count))
        assert len(both) == len(alone) == count
        # A newer issue comes before and leaves the older one's bytes as they are.
        assert all(shard.endswith(before) for shard, before in zip(both, alone, strict=True))
        assert b"".join(alone) == one.data


def test_a_bigger_volume_has_more_shards_never_more_than_there_are_blocks() -> None:
    counts = [shard_count(issues) for issues in range(1, 700)]
    assert counts == sorted(counts)
    assert counts[-1] == 512
    assert all(BLOCKS % count == 0 for count in counts)
