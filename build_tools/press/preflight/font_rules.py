"""看字体: embedded or not, Type 3, characters that the font has no glyph for.

In: a text mark. Out: codes with their facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, PdfError, Stream

from build_tools.press.reading.compact import characters_of
from build_tools.press.reading.entries import number_of, text_of
from build_tools.press.reading.marks import Mark
from build_tools.press.reading.sfnt import glyph_widths, sfnt_tables
from build_tools.press.reading.widths import Widths, widths_of

Fault = tuple[str, dict[str, str]]
_OPEN_TYPE = (1, 6)
"""The PDF version that brought OpenType files (ISO 32000-1, table 126)."""
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(slots=True)
class FontRules:
    """The faults of the fonts of one file, each font looked at once. ``version`` is the file's PDF version."""

    version: tuple[int, int]
    _known: dict[tuple[int, int], tuple[Fault, ...]] = field(default_factory=dict)
    _measured: dict[tuple[int, int], _Measured] = field(default_factory=dict)

    def check(self, mark: Mark) -> Iterator[Fault]:
        """Faults of the font of a text mark, and of the characters shown with it."""
        font = mark.font
        if not isinstance(font, Dictionary):
            return
        faults = self._known.get(font.objgen) if font.objgen != (0, 0) else None
        if faults is None:
            faults = self._known[font.objgen] = tuple(_faults(font, self.version))
        yield from faults
        if font.get("/Subtype") != Name.Type3 and _lacks_glyph(font, _descendant(font), mark.codes):
            yield "SQ662", {"font": _name(font)}
        yield from self._widths(font, mark.codes)

    def _widths(self, font: Dictionary, codes: bytes) -> Iterator[Fault]:
        """A character that moves on another way than its glyph is wide; said once of a font."""
        if font.objgen == (0, 0) or text_of(font.get("/Encoding", "")) not in _IDENTITIES:
            return
        measured = self._measured.get(font.objgen)
        if measured is None:
            measured = self._measured[font.objgen] = _Measured.of(font, _descendant(font))
        by = measured.widest_miss(codes)
        if measured.lacks:
            measured.lacks = False
            yield "SQ662", {"font": _name(font)}
        if by > _WIDTHS_AGREE and not measured.told:
            measured.told = True
            yield "SQ692", {"font": _name(font), "by": f"{by:.0f}"}


_IDENTITIES = ("/Identity-H", "/Identity-V")
_WIDTHS_AGREE = 5.0
"""Thousandths of the type size: rounding, and what nobody sees on paper."""


@dataclass(slots=True)
class _Measured:
    """字宽 of a composed font: what the file says by code, and what a TrueType program says by glyph.

    ``characters``: of a CFF program, which it has. ``lacks``: whether a code came up that leads to no glyph.
    """

    said: Widths
    glyphs: tuple[float, ...]
    ways: bytes
    """CIDToGIDMap, two bytes a code; none for the identity."""
    seen: set[int] = field(default_factory=set)
    told: bool = False
    characters: frozenset[int] = frozenset()
    lacks: bool = False

    @classmethod
    def of(cls, font: Dictionary, descendant: Dictionary) -> _Measured:
        descriptor, ways = descendant.get("/FontDescriptor"), descendant.get("/CIDToGIDMap")
        program = descriptor.get("/FontFile2") if isinstance(descriptor, Dictionary) else None
        try:
            content = program.read_bytes() if isinstance(program, Stream) else b""
            table = ways.read_bytes() if isinstance(ways, Stream) else b""
            named = descendant.get("/Subtype") == Name.CIDFontType0  # others go by glyphs, not by CIDs
            compact = _compact(descriptor) if named else b""
        except PdfError:
            content = table = compact = b""
        return cls(widths_of(font), glyph_widths(content), table, characters=characters_of(compact))

    def widest_miss(self, codes: bytes) -> float:
        """Of the codes not seen before, the largest difference; 0 where the program does not tell."""
        miss = 0.0
        if not self.glyphs and not self.characters:
            return miss
        for pair in _pairs(codes):
            code = pair[0] << 8 | pair[1]
            if code in self.seen:
                continue
            self.seen.add(code)
            if self.characters:
                self.lacks |= code not in self.characters
                continue
            glyph = int.from_bytes(self.ways[2 * code : 2 * code + 2], "big") if self.ways else code
            # Glyph 0 by code 0 is told by the code itself.
            self.lacks |= code != 0 and (glyph == 0 or glyph >= len(self.glyphs))
            if glyph < len(self.glyphs):
                said, _, _ = self.said.of(pair)
                miss = max(miss, abs(said - self.glyphs[glyph]))
        return miss


def _compact(descriptor: Object | None) -> bytes:
    """An embedded CFF program by CIDs, bare or in an OpenType file; b"" where there is none."""
    program = descriptor.get("/FontFile3") if isinstance(descriptor, Dictionary) else None
    if not isinstance(program, Stream):
        return b""
    whole = program.read_bytes()
    return sfnt_tables(whole).get("CFF ", b"") if whole.startswith(b"OTTO") else whole


def _faults(font: Dictionary, version: tuple[int, int]) -> Iterator[Fault]:
    """What is wrong with a font whatever is shown with it."""
    name = _name(font)
    if font.get("/Subtype") == Name.Type3:
        yield "SQ661", {"font": name}
        return
    descendant = _descendant(font)
    descriptor = descendant.get("/FontDescriptor")
    if not _embedded(descendant):
        yield "SQ660", {"font": name}
    elif version < _OPEN_TYPE and is_open_type(descriptor):
        yield "SQ679", {"font": name, "version": ".".join(map(str, version))}
    elif broken := _broken_program(descriptor):
        yield "SQ697", {"font": name, "problem": broken}
    if problem := _cmap_problem(font, descendant) or _later_cmap(font, version):
        yield "SQ696", {"font": name, "problem": problem}


def is_open_type(descriptor: Object | None) -> bool:
    """Whether a font descriptor embeds an OpenType file whole."""
    program = descriptor.get("/FontFile3") if isinstance(descriptor, Dictionary) else None
    return isinstance(program, Stream) and program.get("/Subtype") == Name.OpenType


def _name(font: Dictionary) -> str:
    name = text_of(font.get("/BaseFont", font.get("/Name", "/（无名）")))[1:]
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def _descendant(font: Dictionary) -> Dictionary:
    fonts = font.get("/DescendantFonts")
    return fonts[0] if isinstance(fonts, Array) and len(fonts) and isinstance(fonts[0], Dictionary) else font


def _embedded(font: Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(
        isinstance(descriptor.get(key), Stream) for key in _FILES
    )


def _lacks_glyph(font: Dictionary, descendant: Dictionary, codes: bytes) -> bool:
    if font.get("/Subtype") == Name.Type0:
        # Glyph 0 is .notdef; only the two identity encodings say which code means it.
        return text_of(font.get("/Encoding", "")) in _IDENTITIES and any(
            pair == b"\0\0" for pair in _pairs(codes)
        )
    first, last = number_of(font.get("/FirstChar")), number_of(font.get("/LastChar"), 255.0)
    if any(not first <= code <= last for code in codes):
        return True
    return any(code in _without_glyph(font.get("/Encoding")) for code in codes)


_COLLECTIONS = {
    "GB1": ("GB", "GBK", "GBpc", "GBKp", "GBK2K", "UniGB"),
    "CNS1": ("B5pc", "HKscs", "ETen", "ETenms", "CNS", "UniCNS"),
    "Japan1": ("83pv", "90ms", "90msp", "90pv", "Add", "EUC", "Ext", "H", "V", "UniJIS"),
    "Korea1": ("KSC", "KSCms", "KSCpc", "UniKS"),
}
"""Predefined CMaps by the first part of their names, and the character collection each leads to (ISO 32000-1, 9.7.5.2)."""


def _cmap_problem(font: Dictionary, descendant: Dictionary) -> str:
    """What is wrong with the way from codes to characters of a composed font; "" when nothing is."""
    if font.get("/Subtype") != Name.Type0:
        return ""
    encoding = font.get("/Encoding")
    if isinstance(encoding, Stream):
        below = encoding.get("/UseCMap")
        if other := _other_collection(encoding.get("/CIDSystemInfo"), descendant.get("/CIDSystemInfo")):
            return other
        return (
            "" if not isinstance(below, Name) or _collection(text_of(below)[1:]) else f"不认识的编码 {below}"
        )
    name = text_of(encoding)[1:] if isinstance(encoding, Name) else ""
    wanted = _collection(name)
    if not wanted:
        return f"编码 {name or '（没有）'} 既没有嵌入，也不是 PDF 认得的"
    system = descendant.get("/CIDSystemInfo")
    ordering = text_of(system.get("/Ordering", "")) if isinstance(system, Dictionary) else ""
    return "" if wanted in ("any", ordering) else f"编码 {name} 与字库的字集 {ordering or '（没有）'} 不合"


_UTF_16 = (1, 5)
"""The PDF version that brought encodings of UTF-16 (ISO 32000-1, table 118)."""


def _later_cmap(font: Dictionary, version: tuple[int, int]) -> str:
    encoding = text_of(font.get("/Encoding", ""))
    if version >= _UTF_16 or "-UTF16-" not in encoding:
        return ""
    return f"编码 {encoding[1:]} PDF {'.'.join(map(str, version))} 还不认得"


def _other_collection(codes: Object | None, glyphs: Object | None) -> str:
    """What an embedded encoding says of its character collection that its font does not say; "" where they agree."""
    if not isinstance(codes, Dictionary) or not isinstance(glyphs, Dictionary):
        return ""
    one, other = (
        "-".join(text_of(each.get(key, "")) for key in ("/Registry", "/Ordering")) for each in (codes, glyphs)
    )
    return "" if one == other else f"嵌入的编码是 {one} 的，字库的字集是 {other}"


def _collection(cmap: str) -> str:
    """The character collection of a predefined CMap; any for the identity, "" for a CMap that is not predefined."""
    first = cmap.partition("-")[0]
    if cmap in ("Identity-H", "Identity-V"):
        return "any"
    return next((ordering for ordering, firsts in _COLLECTIONS.items() if first in firsts), "")


_HEADS = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": (b"\0\x01\0\0", b"true", b"ttcf", b"OTTO"),
}


def _broken_program(descriptor: Object | None) -> str:
    """Why the embedded program cannot be a font; "" when its first bytes are those of one."""
    if not isinstance(descriptor, Dictionary):
        return ""
    for key in _FILES:
        program = descriptor.get(key)
        if not isinstance(program, Stream):
            continue
        kind = text_of(program.get("/Subtype", ""))
        if key == "/FontFile3" and kind not in ("/Type1C", "/CIDFontType0C", "/OpenType"):
            return f"字库程序的种类“{kind[1:] or '没有写'}”不认识"
        try:
            head = program.read_bytes()[:4]
        except PdfError:
            return "字库程序解不开"
        whole = (b"OTTO", b"\0\x01\0\0", b"true") if kind == "/OpenType" else (b"\x01\0",)
        if not head.startswith(_HEADS.get(key, whole)):
            return "字库程序不是字库"
    return ""


def _pairs(codes: bytes) -> Iterator[bytes]:
    return (codes[index : index + 2] for index in range(0, len(codes) - 1, 2))


def _without_glyph(encoding: Object | None) -> set[int]:
    """Codes that the font's own encoding gives to .notdef."""
    differences = encoding.get("/Differences") if isinstance(encoding, Dictionary) else None
    lacking, code = set(), 0
    for entry in differences if isinstance(differences, Array) else ():
        if isinstance(entry, Name):
            lacking |= {code} if text_of(entry) == "/.notdef" else set()
            code += 1
        else:
            code = int(number_of(entry))
    return lacking
