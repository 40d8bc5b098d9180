"""Draws composed lines with WeasyPrint and reads the glyphs back from the PDF with PDFium, independently of our numbers."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import weasyprint  # type: ignore[import-untyped]

from build_tools.typesetting.lines.html import LINE_CSS, line_html, style_css
from build_tools.typesetting.lines.line import Line, TextStyle

LEFT = 20.0
LEADING = 1.5


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character: its origin in points from the page's left and top edge, and where its advance ends."""

    character: str
    x: float
    y: float
    right: float


def draw_lines(lines: tuple[Line, ...], base: TextStyle, width: float) -> bytes:
    """The PDF of the lines one under another, on one tall page."""
    leading = LEADING * base.size
    height = leading * (len(lines) + 2)
    rows = "".join(
        f'<div style="position:absolute;left:{LEFT}pt;top:{(number + 0.5) * leading:.4f}pt;width:{line.measure:.4f}pt;{LINE_CSS}">{line_html(line, base)}</div>'
        for number, line in enumerate(lines)
    )
    page = f"@page{{size:{width + 2 * LEFT}pt {height}pt;margin:0}}body{{margin:0;line-height:{leading}pt;{style_css(base)}}}"
    pdf: bytes = weasyprint.HTML(string=f'<html lang="zh-CN"><style>{page}</style><body>{rows}').write_pdf()
    return pdf


def read_glyphs(pdf: bytes) -> list[Glyph]:
    """All characters of the PDF that PDFium did not make up itself, in drawing order."""
    return [glyph for page in read_pages(pdf) for glyph in page]


def read_pages(pdf: bytes) -> list[list[Glyph]]:
    """The same, a list a page."""
    document = pypdfium2.PdfDocument(pdf)
    pages: list[list[Glyph]] = []
    for page in document:
        text = page.get_textpage()
        height = page.get_height()
        pages.append(
            _joined_surrogates(
                [
                    _glyph(text, index, height)
                    for index in range(text.count_chars())
                    if pdfium.FPDFText_IsGenerated(text, index) != 1
                ]
            )
        )
    document.close()
    return pages


def _joined_surrogates(glyphs: list[Glyph]) -> list[Glyph]:
    """PDFium counts in UTF-16: a character beyond the first plane comes in two halves."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if "\udc00" <= glyph.character <= "\udfff" and joined:
            pair = joined[-1].character + glyph.character
            joined[-1] = replace(
                joined[-1], character=pair.encode("utf-16", "surrogatepass").decode("utf-16")
            )
        else:
            joined.append(glyph)
    return joined


def _glyph(text: pypdfium2.PdfTextPage, index: int, height: float) -> Glyph:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    _left, _, right, _ = text.get_charbox(index, loose=True)
    return Glyph(chr(pdfium.FPDFText_GetUnicode(text, index)), x.value, height - y.value, right)


def rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs by baseline, top to bottom, each row in the order it was drawn."""
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        found.setdefault(round(glyph.y * 2), []).append(glyph)
    return [found[key] for key in sorted(found)]
