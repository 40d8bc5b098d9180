"""裸字体: fonts as PDF 1.4 knows them. An OpenType file embedded whole is of PDF 1.6 (ISO 32000-1, table 126).

In: an open PDF. Out: the same PDF; of every embedded OpenType file only the bare CFF or TrueType program is left.
Glyphs and their numbers stay: a reader of the whole file takes both from the same table.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from build_tools.press.preflight.font_rules import is_open_type
from build_tools.press.reading.sfnt import sfnt_tables


def bare_fonts(pdf: Pdf) -> None:
    """裸字体 in place. A file that is no font stays, and the preflight refuses it."""
    done: dict[tuple[int, int], Stream] = {}
    for each in list(pdf.objects):
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Font:
            for font in _described(each):
                _bare(pdf, font, done)


def _described(font: Dictionary) -> list[Dictionary]:
    """The font, or those it is composed of, where they have a descriptor of their own."""
    inner = font.get("/DescendantFonts")
    fonts = list(inner) if isinstance(inner, Array) else [font]
    return [each for each in fonts if isinstance(each, Dictionary) and "/FontDescriptor" in each]


def _bare(pdf: Pdf, font: Dictionary, done: dict[tuple[int, int], Stream]) -> None:
    descriptor = font.FontDescriptor
    if not is_open_type(descriptor):
        return
    whole = descriptor.FontFile3
    if whole.objgen not in done:
        program = _program(pdf, whole.read_bytes(), composed=str(font.get("/Subtype")).startswith("/CIDFont"))
        if program is None:
            return
        done[whole.objgen] = program
    program = done[whole.objgen]
    if "/Length1" in program:
        del descriptor["/FontFile3"]
        descriptor["/FontFile2"] = program
        if font.get("/Subtype") == Name.CIDFontType0:
            font["/Subtype"] = Name.CIDFontType2
        if font.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in font:
            font["/CIDToGIDMap"] = Name.Identity
        return
    descriptor["/FontFile3"] = program
    if font.get("/Subtype") == Name.CIDFontType2:
        font["/Subtype"] = Name.CIDFontType0
    if "/CIDToGIDMap" in font:  # of TrueType programs only; a CFF program maps its CIDs itself
        del font["/CIDToGIDMap"]


def _program(pdf: Pdf, whole: bytes, *, composed: bool) -> Stream | None:
    tables = sfnt_tables(whole)
    if "CFF " in tables:
        return pdf.make_stream(tables["CFF "], Subtype=Name.CIDFontType0C if composed else Name.Type1C)
    if "glyf" in tables:  # it is a TrueType file under another name
        return pdf.make_stream(whole, Length1=len(whole))
    return None
