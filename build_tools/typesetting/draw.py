"""出样: placed blocks → PDF. The only importer of weasyprint; it breaks no line and places no block.

In: a :class:`ComposedIssue` and the issue's folder (for its pictures). Out: the PDF's bytes and the
engine's warnings. The same input gives the same bytes anywhere.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import weasyprint

from build_tools.model import Crop
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.lines.fonts import face_of
from build_tools.typesetting.lines.html import LINE_CSS, line_html, style_css
from build_tools.typesetting.lines.line import Line, TextStyle
from build_tools.typesetting.placed import Box, ComposedIssue, ComposedPage, PlacedBlock, PlacedDrawing, PlacedLine, PlacedPicture, Stroke
from build_tools.typesetting.sheet import Sheet

_POSITIONS = {Crop.TOP: "50% 0", Crop.BOTTOM: "50% 100%", Crop.LEFT: "0 50%", Crop.RIGHT: "100% 50%"}


def draw_issue(composed: ComposedIssue, pictures: Path, sheet: Sheet) -> bytes:
    """出样: all pages, then the 超版 sheets."""
    html = "".join(_page(page, composed, sheet) for page in (*composed.pages, *composed.overset))
    document = weasyprint.HTML(string=_document(html, composed, sheet), base_url=pictures.resolve().as_uri() + "/")
    return document.write_pdf()


def _document(pages: str, composed: ComposedIssue, sheet: Sheet) -> str:
    base = sheet.style("body")
    css = (
        f"@page {{size: {composed.page_width}mm {composed.page_height}mm; margin: 0}}"
        f"html {{{style_css(base)}; color: {sheet.inks['black']}; line-height: 1}} body {{margin: 0}}"
        "section {position: relative; break-after: page; overflow: hidden;"
        f" width: {composed.page_width}mm; height: {composed.page_height}mm}}"
        "section:last-child {break-after: auto}"
        f"p {{position: absolute; margin: 0; {LINE_CSS}; line-height: 1}} p * {{line-height: 0}}"
        "img, svg, i {position: absolute; display: block}"
    )
    return f'<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(composed.title)}</title><meta name="dcterms.created" content="{composed.date}"><style>{css}</style></head><body>{pages}</body></html>'


def _page(page: ComposedPage, composed: ComposedIssue, sheet: Sheet) -> str:
    body = sheet.style("body")
    strokes = "".join(_stroke(stroke) for stroke in page.strokes)
    return f"<section>{strokes}{''.join(_block(block, body) for block in page.blocks)}</section>"


def _block(block: PlacedBlock, body: TextStyle) -> str:
    parts = [_stroke(stroke) for stroke in block.strokes]
    if block.picture:
        parts.append(_picture(block.picture))
    if block.drawing:
        parts.append(_drawing(block.drawing))
    parts.extend(_line(line, body) for line in block.lines)
    return "".join(parts)


def _at(box: Box) -> str:
    return f"left:{_pt(box.x)};top:{_pt(box.y)};width:{_pt(box.w)};height:{_pt(box.h)}"


def _pt(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") + "pt"


def _stroke(stroke: Stroke) -> str:
    return f'<i style="{_at(stroke.box)};background:{stroke.colour}"></i>'


def _picture(picture: PlacedPicture) -> str:
    position = _POSITIONS.get(picture.crop, "50% 50%")
    return f'<img src="{escape(picture.file.as_posix())}" style="{_at(picture.box)};object-fit:cover;object-position:{position}">'


def _drawing(drawing: PlacedDrawing) -> str:
    return f'<svg style="{_at(drawing.box)}" viewBox="0 0 {drawing.units} {drawing.units}" xmlns="http://www.w3.org/2000/svg"><path d="{drawing.path}"/></svg>'


def _line(placed: PlacedLine, body: TextStyle) -> str:
    if not placed.line.segments:
        return ""
    base = placed.line.segments[0].style
    face = face_of(base.family, base.weight)
    extents = face.font.get_font_extents("ltr")
    up, down = extents.ascender / face.upem * base.size, -extents.descender / face.upem * base.size
    top = placed.baseline - (base.size - up - down) / 2 - up
    return f'<p style="left:{_pt(placed.x)};top:{_pt(top)};width:{_pt(placed.line.measure + 200)};{style_css(base, body)}">{line_html(placed.line, base)}</p>'
