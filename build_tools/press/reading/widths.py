"""字宽: how far the codes of a font move on, so that the box of a piece of text is known. No glyph is looked at.

In: a font dictionary. Out: :class:`Widths`, thousandths of the type size for every code (ISO 32000-1, 9.2.4 and 9.7.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Stream

from build_tools.press.reading.entries import text_of

_USUAL = 500.0
"""Of a font that does not say: the mean of Latin type."""
_MOST = 70_000


@dataclass(frozen=True, slots=True)
class Widths:
    """字宽 of one font. ``bytes_a_code`` is 2 for composed fonts; ``upright`` fonts move up the page by ``down``."""

    by_code: dict[int, float]
    other: float
    bytes_a_code: int = 1
    upright: bool = False
    down: float = -1000.0

    def of(self, codes: bytes) -> tuple[float, int, int]:
        """Thousandths of the size that the codes move on, how many they are, and how many of them are spaces."""
        if self.bytes_a_code == 1:
            return sum(self.by_code.get(code, self.other) for code in codes), len(codes), codes.count(32)
        pairs = [codes[index] << 8 | codes[index + 1] for index in range(0, len(codes) - 1, 2)]
        return sum(self.by_code.get(code, self.other) for code in pairs), len(pairs), 0


UNKNOWN = Widths({}, _USUAL)


def widths_of(font: Object | None) -> Widths:
    """字宽 of a font dictionary; nonsense in it gives usual widths, never an error."""
    if not isinstance(font, Dictionary):
        return UNKNOWN
    try:
        return _composed(font) if font.get("/Subtype") == Name.Type0 else _simple(font)
    except (TypeError, ValueError, ArithmeticError, KeyError):
        return UNKNOWN


def _simple(font: Dictionary) -> Widths:
    descriptor = font.get("/FontDescriptor")
    other = float(descriptor.get("/MissingWidth", 0)) if isinstance(descriptor, Dictionary) else _USUAL
    table, first = font.get("/Widths"), int(font.get("/FirstChar", 0))
    scale = 1.0
    matrix = font.get("/FontMatrix")
    if font.get("/Subtype") == Name.Type3 and isinstance(matrix, Array) and len(matrix) == 6:
        scale = abs(float(matrix[0])) * 1000
    if not isinstance(table, Array):
        return Widths({}, other or _USUAL)
    known = {first + index: float(width) * scale for index, width in enumerate(list(table)[:256])}
    return Widths(known, other)


def _composed(font: Dictionary) -> Widths:
    inner = font.get("/DescendantFonts")
    below = inner[0] if isinstance(inner, Array) and len(inner) else Dictionary()
    table = below.get("/W") if isinstance(below, Dictionary) else None
    other = float(below.get("/DW", 1000)) if isinstance(below, Dictionary) else 1000.0
    known = dict(_entries(table)) if isinstance(table, Array) else {}
    usual = below.get("/DW2") if isinstance(below, Dictionary) else None
    down = float(usual[1]) if isinstance(usual, Array) and len(usual) == 2 else -1000.0
    return Widths(known, other, 2, _is_upright(font.get("/Encoding")), down)


def _is_upright(encoding: Object | None) -> bool:
    """竖排: by the name of a predefined CMap, or as an embedded one says (ISO 32000-1, 9.7.5)."""
    if isinstance(encoding, Stream):
        return int(encoding.get("/WMode", 0)) == 1
    return text_of(encoding).endswith("-V")


def _entries(table: Array) -> Iterator[tuple[int, float]]:
    """``c [w …]`` and ``first last w``, in any order."""
    items, index = list(table), 0
    while index + 1 < len(items):
        first, second = int(items[index]), items[index + 1]
        if isinstance(second, Array):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
            index += 2
        elif index + 2 < len(items):
            last, width = min(int(second), first + _MOST), float(items[index + 2])
            yield from ((code, width) for code in range(first, last + 1))
            index += 3
        else:
            return
