"""看字体: embedded or not, Type 3, characters that the font has no glyph for.

In: a text mark. Out: codes with their facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream

from build_tools.press.reading.marks import Mark

Fault = tuple[str, dict[str, str]]
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def check_font(mark: Mark) -> Iterator[Fault]:
    """Faults of the font of a text mark, and of the characters shown with it."""
    font = mark.font
    if not isinstance(font, Dictionary):
        return
    name = _name(font)
    if font.get("/Subtype") == Name.Type3:
        yield "SQ661", {"font": name}
        return
    descendant = _descendant(font)
    if not _embedded(descendant):
        yield "SQ660", {"font": name}
    if _lacks_glyph(font, descendant, mark.codes):
        yield "SQ662", {"font": name}


def _name(font: Dictionary) -> str:
    name = str(font.get("/BaseFont", font.get("/Name", "/（无名）")))[1:]
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def _descendant(font: Dictionary) -> Dictionary:
    fonts = font.get("/DescendantFonts")
    return fonts[0] if isinstance(fonts, Array) and len(fonts) and isinstance(fonts[0], Dictionary) else font


def _embedded(font: Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(isinstance(descriptor.get(key), Stream) for key in _FILES)


def _lacks_glyph(font: Dictionary, descendant: Dictionary, codes: bytes) -> bool:
    if font.get("/Subtype") == Name.Type0:
        # Glyph 0 is .notdef; only the two identity encodings say which code means it.
        return str(font.get("/Encoding", "")) in ("/Identity-H", "/Identity-V") and any(pair == b"\0\0" for pair in _pairs(codes))
    first, last = font.get("/FirstChar"), font.get("/LastChar")
    if first is not None and last is not None and any(not int(first) <= code <= int(last) for code in codes):
        return True
    return any(code in _without_glyph(font.get("/Encoding")) for code in codes)


def _pairs(codes: bytes) -> Iterator[bytes]:
    return (codes[index : index + 2] for index in range(0, len(codes) - 1, 2))


def _without_glyph(encoding: Object | None) -> set[int]:
    """Codes that the font's own encoding gives to .notdef."""
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    lacking, code = set(), 0
    for entry in differences if isinstance(differences, Array) else ():
        if isinstance(entry, Name):
            lacking |= {code} if str(entry) == "/.notdef" else set()
            code += 1
        else:
            code = int(entry)
    return lacking
