"""What really stands on a printed page: glyphs, pictures and rules read back from the PDF by PDFium.

In: the bytes of a PDF. Out: for each page its characters with their origins and boxes, and the boxes of
what else is inked. Points from the page's top left corner, y downward.
"""

from __future__ import annotations

import ctypes
import itertools
import unicodedata
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

Rectangle = tuple[float, float, float, float]
"""left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: where it is set from, and its box as the font says."""

    text: str
    x: float
    baseline: float
    box: Rectangle


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    others: tuple[Rectangle, ...]

    @property
    def text(self) -> str:
        """All characters but white, in the order of the file."""
        return "".join(glyph.text for glyph in self.glyphs)


def read_pages(pdf: bytes) -> tuple[PrintedPage, ...]:
    """Every page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_read(page) for page in document)
    finally:
        document.close()


def _read(page: pypdfium2.PdfPage) -> PrintedPage:
    width, height = page.get_size()
    text = page.get_textpage()
    glyphs = [glyph for place in range(text.count_chars()) if (glyph := _glyph(text, place, height))]
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH)
    others = []
    for each in page.get_objects(filter=kinds):
        left, bottom, right, top = each.get_bounds()
        others.append((left, height - top, right, height - bottom))
    return PrintedPage(width, height, tuple(glyphs), tuple(others))


def _glyph(text: pypdfium2.PdfTextPage, place: int, height: float) -> Glyph | None:
    code = pdfium.FPDFText_GetUnicode(text, place)
    if pdfium.FPDFText_IsGenerated(text, place) == 1 or code in (0, 0xFFFE) or chr(code).isspace():
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, place, ctypes.byref(x), ctypes.byref(y))
    left, bottom, right, top = text.get_charbox(place, loose=True)
    return Glyph(chr(code), x.value, height - y.value, (left, height - top, right, height - bottom))


def same_text(text: str) -> str:
    """Text as it is compared: no white, and compatibility characters as their plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def largest_empty(
    page: PrintedPage, area: Rectangle, column_gap: float, leading: float, size: float
) -> tuple[float, Rectangle]:
    """The largest rectangle of the area without ink: its share of the area, and where it lies.

    Ink counts with the white that belongs to it: half the space between lines above and below, half the
    gap between columns left and right.
    """
    left, top, right, bottom = area
    step = 4.0
    across, down = int((right - left) / step), int((bottom - top) / step)
    inked = [bytearray(across) for _ in range(down)]
    pads = (column_gap / 2 + 0.1, (leading - size) / 2 + 0.1)
    boxes = itertools.chain((glyph.box for glyph in page.glyphs), page.others)
    for x0, y0, x1, y1 in boxes:
        if y1 < top or y0 > bottom:
            continue
        for row in range(
            max(int((y0 - pads[1] - top) / step), 0), min(int((y1 + pads[1] - top) / step) + 1, down)
        ):
            first, last = (
                max(int((x0 - pads[0] - left) / step), 0),
                min(int((x1 + pads[0] - left) / step) + 1, across),
            )
            inked[row][first:last] = b"\x01" * max(last - first, 0)
    best, where = 0, (0, 0, 0, 0)
    heights = [0] * across
    for row in range(down):
        heights = [0 if inked[row][place] else heights[place] + 1 for place in range(across)]
        area_here, spot = _largest_under(heights)
        if area_here > best:
            best, where = area_here, (spot[0], row - spot[2] + 1, spot[1], row + 1)
    x0, y0, x1, y1 = where
    return best / (across * down), (left + x0 * step, top + y0 * step, left + x1 * step, top + y1 * step)


def _largest_under(heights: list[int]) -> tuple[int, tuple[int, int, int]]:
    """The largest rectangle under a skyline: area and (left, right, height)."""
    best, spot = 0, (0, 0, 0)
    stack: list[tuple[int, int]] = []
    for place, height in enumerate([*heights, 0]):
        start = place
        while stack and stack[-1][1] >= height:
            start, tall = stack.pop()
            if tall * (place - start) > best:
                best, spot = tall * (place - start), (start, place, tall)
        stack.append((start, height))
    return best, spot
