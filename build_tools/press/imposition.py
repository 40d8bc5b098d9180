"""拼大版: which pages stand beside each other on a sheet, and sheets drawn so, for a shop that wants them or a desk printer.

In: a number of pages and the way of folding; a PDF. Out: the page plan; the imposed PDF.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Page, Pdf, PdfError

from build_tools.model import FOLDS
from build_tools.press.conversion.identity import Identity, crop_marks, identify, put_boxes, save_as
from build_tools.press.preflight.demands import Standard
from build_tools.press.preflight.page_rules import POINTS_A_MILLIMETRE, trim_of


class Unfoldable(Exception):
    """折不成: pages that make no newspaper, or a file that is no PDF. Says so in Chinese."""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """一张: the pages of its outer and inner side, left and right. A page of 0 stays white."""

    outer: tuple[int, int]
    inner: tuple[int, int]

    @property
    def said(self) -> str:
        """As shops write it: ``4|1，2|3``."""
        return "，".join(
            "|".join(str(page) if page else "白" for page in side) for side in (self.outer, self.inner)
        )


def page_plan(pages: int, fold: str) -> tuple[SheetPlan, ...]:
    """版序安排: sheets from the outermost inward (nested), or one after another (separate).

    Four pages a sheet: outer 4|1, inner 2|3. Nested, layer k of n pages has outer n-2k|2k+1 and inner 2k+2|n-2k-1.
    A single leaf of two pages is not folded. Raises Unfoldable for any other count that four does not divide.
    """
    if pages == 2:
        return (SheetPlan((0, 1), (2, 0)),)
    if pages < 4 or pages % 4:
        raise Unfoldable(f"{pages}版折不成报纸，要2版或4的倍数")
    if fold == FOLDS[0]:
        layers = range(pages // 4)
        return tuple(SheetPlan((pages - 2 * k, 2 * k + 1), (2 * k + 2, pages - 2 * k - 1)) for k in layers)
    starts = range(0, pages, 4)
    return tuple(SheetPlan((start + 4, start + 1), (start + 2, start + 3)) for start in starts)


def impose(
    pdf: bytes, fold: str, identity: Identity | None = None, *, bleed: float = 0.0, marks: bool = False
) -> bytes:
    """拼大版: every side of every sheet one page of the result, twice as wide as the trimmed page.

    ``bleed`` (mm) is what of the pages' own bleed is kept outside the sheet; at the fold there is none, for there the
    other page begins. With an identity the sheets are PDF/X as the pages were. Raises Unfoldable.
    """
    buffer = io.BytesIO()
    with _opened(pdf) as source, Pdf.new() as sheets:
        for plan in page_plan(len(source.pages), fold):
            for side in (plan.outer, plan.inner):
                _side(sheets, source, side, bleed, marks=marks)
        if identity is not None:
            identify(sheets, identity)
        save_as(sheets, buffer, identity.standard if identity else Standard.X4)
    return buffer.getvalue()


def _opened(pdf: bytes) -> Pdf:
    try:
        return Pdf.open(io.BytesIO(pdf))
    except PdfError as problem:
        raise Unfoldable("这不是能读的 PDF") from problem


def _side(sheets: Pdf, source: Pdf, side: tuple[int, int], bleed: float, *, marks: bool) -> None:
    first = trim_of(source.pages[0].obj)
    width, height = first.right - first.left, first.top - first.bottom
    around = bleed * POINTS_A_MILLIMETRE
    sheet = sheets.add_blank_page(page_size=(2 * width, height))
    content, forms = [], Dictionary()
    for index, number in enumerate(side):
        if not number:
            continue
        page = source.pages[number - 1]
        trim = trim_of(page.obj)
        forms[f"/P{number}"] = sheets.copy_foreign(_as_form(source, page))
        x, y = index * width - trim.left, -trim.bottom
        left = width if index else -around
        clip = f"{left:.4f} {-around:.4f} {width + around:.4f} {height + 2 * around:.4f} re W n"
        content.append(f"q {clip} 1 0 0 1 {x:.4f} {y:.4f} cm /P{number} Do Q")
    edges = (0.0, 0.0, 2 * width, height)
    if marks:
        content.append(crop_marks(edges, bleed, folds=(width,)).decode())
    sheet.obj["/Resources"] = Dictionary(XObject=forms)
    put_boxes(sheet.obj, edges, bleed, marks=marks)
    sheet.obj["/Contents"] = sheets.make_stream("\n".join(content).encode())


def _as_form(source: Pdf, page: Page) -> Object:
    form = page.as_form_xobject()
    form["/Subtype"] = Name.Form
    outer = page.obj.get("/BleedBox", page.obj.get("/MediaBox"))
    if outer is not None:
        form["/BBox"] = outer  # qpdf takes the trim box, which would cut the bleed off
    return source.make_indirect(form)
