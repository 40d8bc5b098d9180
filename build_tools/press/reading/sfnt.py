"""字库文件: the tables of a TrueType or OpenType program, and how wide its glyphs are. No outline is looked at.

In: the bytes of an embedded program. Out: tables by tag; widths in thousandths of the type size (OpenType 1.9).
"""

from __future__ import annotations

import struct

_DIRECTORY, _ENTRY = struct.Struct(">4sHHHH"), struct.Struct(">4sIII")


def sfnt_tables(whole: bytes) -> dict[str, bytes]:
    """The tables of an OpenType or TrueType file by tag; none where it is no such file (OpenType 1.9, Font File)."""
    try:
        _, count, _, _, _ = _DIRECTORY.unpack_from(whole)
        entries = [_ENTRY.unpack_from(whole, _DIRECTORY.size + index * _ENTRY.size) for index in range(count)]
    except struct.error:
        return {}
    return {
        tag.decode("latin-1"): whole[offset : offset + length]
        for tag, _, offset, length in entries
        if offset + length <= len(whole)
    }


def glyph_widths(whole: bytes) -> tuple[float, ...]:
    """字宽 by glyph, of every glyph that the font counts; none where the tables do not tell (head, hhea, hmtx, maxp)."""
    tables = sfnt_tables(whole)
    try:
        (units,) = struct.unpack_from(">H", tables["head"], 18)
        (told,) = struct.unpack_from(">H", tables["hhea"], 34)
        (glyphs,) = struct.unpack_from(">H", tables["maxp"], 4)
        widths = [
            struct.unpack_from(">H", tables["hmtx"], 4 * index)[0] * 1000 / units for index in range(told)
        ]
    except (KeyError, struct.error, ZeroDivisionError):
        return ()
    return (*widths, *widths[-1:] * (glyphs - told))
