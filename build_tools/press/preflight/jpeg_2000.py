"""看 JPEG 2000: what the boxes before the picture say of its channels and its colour. Nothing is decoded.

In: the bytes of a JP2 or JPX file. Out: what PDF/X-4 does not allow of it, in words (ISO 15444-1, annex I).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_MOST_BITS = 38
_CHANNELS = (1, 3, 4)
_CIE_JAB = 19
"""The enumerated colour space that PDF has no use for (ISO 32000-1, 7.4.9)."""
_ENUMERATED = 1
_VARIED = 255
"""The depth of a header whose channels differ; each is told in a box of its own."""
_MOST_BOXES = 200


def problems_of(content: bytes) -> Iterator[str]:
    """Every fault; none of a bare codestream, which tells nothing of its colours."""
    if not content.startswith(_SIGNATURE):
        return
    header = next((body for name, body in _boxes(content) if name == b"jp2h"), b"")
    boxes = list(_boxes(header))
    told = dict(reversed(boxes))
    if len(told.get(b"ihdr", b"")) < 14:
        yield "没有头"
        return
    channels, depth = struct.unpack_from(">HB", told[b"ihdr"], 8)
    colours = channels - _not_of_colour(told.get(b"cdef", b""))
    if colours not in _CHANNELS:
        yield f"{colours}个颜色通道"
    depths = set(told.get(b"bpcc", b"")[:channels]) if depth == _VARIED else {depth}
    if len(depths) != 1 or (max(depths) & 0x7F) + 1 > _MOST_BITS:
        yield "各通道的位数不一"
    spaces = [body for name, body in boxes if name == b"colr" and len(body) >= 3]
    if len(spaces) > 1 and sum(body[2] == 1 for body in spaces) != 1:
        yield "几个颜色空间，没有写明用哪一个"
    if any(body[0] == _ENUMERATED and body[3:7] == struct.pack(">I", _CIE_JAB) for body in spaces):
        yield "CIEJab"


def _not_of_colour(definitions: bytes) -> int:
    """How many channels are opacity or nothing known, by the channel definitions (box cdef)."""
    kinds = (struct.unpack_from(">H", definitions, at + 2)[0] for at in range(2, len(definitions) - 5, 6))
    return sum(kind != 0 for kind in kinds)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    for _ in range(_MOST_BOXES):
        if at + 8 > len(content):
            return
        length, name = struct.unpack_from(">I4s", content, at)
        start = at + 8
        if length == 1 and at + 16 <= len(content):
            (length,) = struct.unpack_from(">Q", content, start)
            start += 8
        end = len(content) if length == 0 else at + length
        if end < start:
            return
        yield name, content[start:end]
        at = end
