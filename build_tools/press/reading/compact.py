"""CFF: which characters an embedded CID-keyed program has. No outline is looked at.

In: the bytes of a Compact Font Format program. Out: CIDs (Adobe Technical Note 5176).
"""

from __future__ import annotations

import struct
from itertools import pairwise

_ROS, _CHARSET, _CHAR_STRINGS = (12, 30), (15,), (17,)
_MOST = 65_536


def characters_of(program: bytes) -> frozenset[int]:
    """The CIDs of a program, 0 among them; none where it is not CID-keyed or cannot be read."""
    try:
        _, at = _index(program, program[2])  # names
        dictionaries, at = _index(program, at)
        top = _dictionary(dictionaries[0])
        if _ROS not in top:
            return frozenset()
        glyphs = struct.unpack_from(">H", program, int(top[_CHAR_STRINGS][0]))[0]
        return _charset(program, int(top.get(_CHARSET, [0])[0]), glyphs)
    except (IndexError, KeyError, struct.error, ValueError):
        return frozenset()


def _index(program: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX and where it ends (section 5)."""
    (count,) = struct.unpack_from(">H", program, at)
    if count == 0:
        return [], at + 2
    size, start = program[at + 2], at + 3
    offsets = [
        int.from_bytes(program[start + size * each : start + size * (each + 1)], "big")
        for each in range(count + 1)
    ]
    base = start + size * (count + 1) - 1
    return [program[base + one : base + other] for one, other in pairwise(offsets)], base + offsets[-1]


def _dictionary(content: bytes) -> dict[tuple[int, ...], list[float]]:
    """Operands by operator (section 4)."""
    found, operands, at = dict[tuple[int, ...], list[float]](), list[float](), 0
    while at < len(content):
        first = content[at]
        if first <= 21:
            operator = (first, content[at + 1]) if first == 12 else (first,)
            found[operator], operands, at = operands, [], at + len(operator)
        elif first == 28:
            operands.append(struct.unpack_from(">h", content, at + 1)[0])
            at += 3
        elif first == 29:
            operands.append(struct.unpack_from(">i", content, at + 1)[0])
            at += 5
        elif first == 30:  # a real number in nibbles; none of the operators that are asked for has one
            at += 1
            while content[at] & 0xF != 0xF and content[at] >> 4 != 0xF:
                at += 1
            operands.append(0.0)
            at += 1
        elif first <= 246:
            operands.append(first - 139)
            at += 1
        else:
            more = content[at + 1]
            operands.append(
                (first - 247) * 256 + more + 108 if first <= 250 else -(first - 251) * 256 - more - 108
            )
            at += 2
    return found


def _charset(program: bytes, at: int, glyphs: int) -> frozenset[int]:
    """CIDs by glyph (section 13); the predefined charsets are of fonts by name and mean nothing here."""
    if at <= 2:
        return frozenset()
    kind, at, found = program[at], at + 1, {0}
    if kind == 0:
        found |= set(struct.unpack_from(f">{glyphs - 1}H", program, at))
        return frozenset(found)
    entry = struct.Struct(">HB" if kind == 1 else ">HH")
    counted = 1
    while counted < min(glyphs, _MOST):
        first, more = entry.unpack_from(program, at)
        found |= set(range(first, first + more + 1))
        counted, at = counted + more + 1, at + entry.size
    return frozenset(found)
