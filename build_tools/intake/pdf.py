"""读 PDF 的文字: the last resort. A PDF has lines, no paragraphs: they are told by indents, gaps and sizes."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.draft import Draft, Image, Line, Unreadable, plain
from build_tools.intake.plain import columns

MOST_PAGES = 40
FEWEST = 60
"""Characters: a page with fewer is a picture, not copy."""
SIDE = 3000
"""Pixels: the width of a four-column picture at 300 dpi."""


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    left: float
    right: float
    top: float
    size: float
    page: int


def is_artwork(content: bytes) -> bool:
    """Whether a PDF is a drawing or a scan rather than a text: one page with hardly a word."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return False
    try:
        return len(document) == 1 and document[0].get_textpage().count_chars() < FEWEST
    except pdfium.PdfiumError:
        return False
    finally:
        document.close()


def as_picture(content: bytes) -> bytes:
    """The first page as PNG, :data:`SIDE` pixels on its longer side. Raises Unreadable."""
    try:
        document = pdfium.PdfDocument(content)
        page = document[0]
        width, height = page.get_size()
        image = page.render(scale=SIDE / max(width, height, 1)).to_pil()
        document.close()
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise Unreadable("矢量图坏了，画不出来", "请来稿人导出宽 2000 像素以上的 PNG 再发。") from error
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def read_pdf(name: str, content: bytes) -> Draft:
    """Read a PDF's text and pictures. Raises Unreadable."""
    draft = Draft(name)
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        problem = "PDF 加了密码，打不开" if locked else "PDF 坏了，打不开"
        raise Unreadable(problem, "请来稿人发 Word 文件。") from error
    try:
        rows: list[_Row] = []
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            rows += _rows_of(page, number)
            _pictures(page, draft, number)
            page.close()
        if len(document) > MOST_PAGES:
            draft.remarks.append(
                diagnose(
                    "SQ121", Place(name), what=f"第{MOST_PAGES}页以后的全部内容", text=f"共{len(document)}页"
                )
            )
    except pdfium.PdfiumError as error:
        raise Unreadable("PDF 坏了，读不出来", "请来稿人发 Word 文件。") from error
    finally:
        document.close()
    draft.letters = [row.text for row in rows]
    pictures = list(draft.items)
    draft.items = [*_paragraphs(rows), *pictures]
    if not rows:
        raise Unreadable(
            "PDF 里没有文字，只有图（大概是扫描件）", "请来稿人发 Word 文件；或把文字重新打出来。"
        )
    draft.remarks.append(
        diagnose(
            "SQ124",
            Place(name),
            text=name,
            problem="是 PDF，段落是猜的，请对照原文看一遍；最好请来稿人发 Word 文件",
        )
    )
    return draft


def _rows_of(page: pdfium.PdfPage, number: int) -> list[_Row]:
    text = page.get_textpage()
    rows: list[_Row] = []
    word, box, size = "", [0.0, 0.0, 0.0, 0.0], 0.0

    def close() -> None:
        nonlocal word
        if word.strip():
            rows.append(_Row(word.strip(), box[0], box[2], box[3], round(size * 2) / 2, number))
        word = ""

    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0x0A, 0x0D):
            close()
            continue
        if code in (0, 0xFFFE, 0xFFFF, 0x200B, 0x2060):
            continue
        left, bottom, right, top = text.get_charbox(at, loose=True)
        height = raw.FPDFText_GetFontSize(text, at)
        matrix = raw.FS_MATRIX()
        if raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
            height *= abs(matrix.d) or 1.0
        if not word:
            box[:] = [left, bottom, right, top]
            size = height
        box[2] = max(box[2], right)
        word += chr(code)
    close()
    text.close()
    return rows


def _paragraphs(rows: list[_Row]) -> list[Line]:
    if not rows:
        return []
    weights: dict[float, int] = {}
    for row in rows:
        weights[row.size] = weights.get(row.size, 0) + len(row.text)
    body = max(weights, key=lambda each: weights[each])
    usual = [row for row in rows if row.size == body]
    left = min(row.left for row in usual)
    right = max(row.right for row in usual)
    lines: list[Line] = []
    above: _Row | None = None
    waiting = ""
    for row in rows:
        indented = row.left > left + body * 1.4
        goes_on = (
            above is not None
            and row.size == above.size
            and above.right > right - body * 2.5
            and not indented
            and (row.page != above.page or above.top - row.top < body * 2.6)
        )
        if waiting and goes_on:
            waiting += (
                " " if waiting[-1:].isascii() and waiting[-1:].isalpha() and row.text[:1].isascii() else ""
            ) + row.text
        else:
            if waiting and above is not None:
                lines.append(_line(waiting, above, left, right, body))
            waiting = row.text
        above = row
    if waiting and above is not None:
        lines.append(_line(waiting, above, left, right, body))
    return lines


def _line(text: str, row: _Row, left: float, right: float, body: float) -> Line:
    near = abs((row.left - left) - (right - row.right)) < body * 1.5 and row.left > left + body * 3
    tail = row.right > right - body and row.left > left + (right - left) * 0.5
    wide = columns(text) > 60
    return plain(text, size=row.size, align="" if wide else "center" if near else "right" if tail else "")


def _pictures(page: pdfium.PdfPage, draft: Draft, number: int) -> None:
    for count, each in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])):
        if count > 20:
            return
        out = io.BytesIO()
        try:
            each.extract(out, fb_format="png")
        except (pdfium.PdfiumError, ValueError, OSError, NotImplementedError):
            continue
        draft.items.append(Image(f"第{number + 1}页的图{count + 1}.png", out.getvalue()))
