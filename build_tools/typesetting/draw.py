"""出样: placed blocks → PDF. It breaks no line and places no block; the engine only draws.

In: a :class:`ComposedIssue` and the issue's folder (for its pictures). Out: the PDF's bytes and what the
engine complained of. The same input gives the same bytes anywhere: no clock, no path of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote, unquote

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.model import Crop
from build_tools.typesetting.engine import write_pdf
from build_tools.typesetting.lines.fonts import face_of
from build_tools.typesetting.lines.html import LINE_CSS, line_html, style_css
from build_tools.typesetting.lines.line import TextStyle
from build_tools.typesetting.pictures import drawable
from build_tools.typesetting.placed import (
    Box,
    ComposedIssue,
    ComposedPage,
    PlacedBlock,
    PlacedDrawing,
    PlacedLine,
    PlacedPicture,
    Stroke,
)
from build_tools.typesetting.sheet import Sheet

_PICTURES = "picture:"
"""Scheme of the pictures' addresses inside the document, so that no path of this machine is in it."""
_POSITIONS = {Crop.TOP: "50% 0", Crop.BOTTOM: "50% 100%", Crop.LEFT: "0 50%", Crop.RIGHT: "100% 50%"}
_EVEN = 1e-6
"""Points by which the steps from line to line may differ and still be one step."""
_THIN = 1.5
"""Points: what is thinner is a rule, the rest a ground."""
_ROOM = 40.0
"""Points beyond the measure: the engine must never break a line because of a rounding."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """校样: the PDF and the engine's complaints as SQ605."""

    pdf: bytes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """文稿: all that the engine draws an issue from; ``files`` are the pictures behind its addresses, ``place`` is blamed.

    What says the same and has the same pictures is drawn alike, by the same program with the same typefaces.
    """

    html: str
    base_url: str
    picture: Callable[[str], bytes]
    files: tuple[Path, ...]
    place: Place
    tagged: bool = False

    def draw(self) -> Drawing:
        """出样."""
        printed = write_pdf(self.html, self.base_url, self.picture, tagged=self.tagged)
        found = [diagnose("SQ605", self.place, problem=complaint) for complaint in printed.complaints]
        return Drawing(printed.pdf, sorted_diagnostics(found))


def print_document(composed: ComposedIssue, folder: Path, sheet: Sheet | None = None) -> Document:
    """All pages, then the 超版 sheets. ``folder`` is the issue's own; pictures that are not there stay a tint.

    What was signed off is drawn with the sheet of then; everything else with ``sheet``.
    """
    chosen = composed.sheet or sheet
    assert chosen is not None
    painter, files = _Painter(composed, folder, chosen), picture_files(composed, folder)
    place = Place(f"issues/{composed.name}/issue.yml")
    return Document(painter.document(), composed.site_url, painter.picture, files, place)


def draw_issue(composed: ComposedIssue, folder: Path, sheet: Sheet | None = None) -> Drawing:
    """出样 of :func:`print_document`."""
    return print_document(composed, folder, sheet).draw()


def picture_files(composed: ComposedIssue, folder: Path) -> tuple[Path, ...]:
    """The files of all pictures on its pages, in order."""
    blocks = (block for page in (*composed.pages, *composed.overset) for block in page.blocks)
    return tuple(folder / block.picture.file for block in blocks if block.picture)


@dataclass(frozen=True, slots=True)
class _Painter:
    composed: ComposedIssue
    folder: Path
    sheet: Sheet

    def picture(self, url: str) -> bytes:
        """Pictures of this issue and nothing else: no request leaves the machine."""
        if not url.startswith(_PICTURES):
            raise ValueError(f"不取外面的东西：{url}")
        return drawable((self.folder / unquote(url.removeprefix(_PICTURES))).read_bytes())

    def document(self) -> str:
        """The whole HTML."""
        pages = "".join(self._page(page) for page in (*self.composed.pages, *self.composed.overset))
        head = f'<title>{escape(self.composed.title)}</title><meta name="dcterms.created" content="{self.composed.date}">'
        return f'<html lang="zh-CN"><head><meta charset="utf-8">{head}<style>{self._css()}</style></head><body>{pages}</body></html>'

    def _css(self) -> str:
        template = Template(self.sheet.css)
        inks, composed = self.sheet.inks, self.composed
        return template.substitute(
            width=composed.page_width,
            height=composed.page_height,
            body=style_css(self.sheet.style("body")),
            ink=inks["black"],
            tint=inks["tint"],
            line=LINE_CSS,
        )

    def _page(self, page: ComposedPage) -> str:
        strokes = "".join(stroke_html(stroke) for stroke in page.strokes)
        return f"<section>{strokes}{''.join(self._block(block) for block in page.blocks)}</section>"

    def _block(self, block: PlacedBlock) -> str:
        parts = [stroke_html(stroke) for stroke in block.strokes]
        if block.picture:
            parts.append(self._picture(block.picture))
        if block.drawing:
            parts.append(drawing_html(block.drawing, self.sheet.inks["black"]))
        body = self.sheet.style("body")
        parts.extend(_stack(lines, body) for lines in stacks(block.lines))
        return "".join(parts)

    def _picture(self, picture: PlacedPicture) -> str:
        if not (self.folder / picture.file).is_file():
            return f'<i class="lost" style="{placed_at(picture.box)}"></i>'
        where = f"{placed_at(picture.box)};object-position:{picture_position(picture)}"
        return f'<img src="{_PICTURES}{quote(picture.file.as_posix())}" style="{where}">'


def picture_position(picture: PlacedPicture) -> str:
    """Which part of a picture stays in its box, as CSS says it."""
    crop, position = picture.crop, picture.position
    if position:
        return f"{position[0] * 100:.2f}% {position[1] * 100:.2f}%"
    return _POSITIONS.get(crop, "50% 50%")


def placed_at(box: Box) -> str:
    """The place of a box as CSS declarations."""
    return f"left:{_pt(box.x)};top:{_pt(box.y)};width:{_pt(box.w)};height:{_pt(box.h)}"


def _pt(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") + "pt"


def stroke_html(stroke: Stroke) -> str:
    """A rule or a ground. A sheet that knows ``rule`` draws thin ones as their own border, which the engine does not clip to
    itself: of a clipped hairline viewers that round a clip to whole pixels show nothing on one line in six."""
    box, thin = stroke.box, min(stroke.box.w, stroke.box.h)
    if thin > _THIN:
        return f'<i style="{placed_at(box)};background:{stroke.colour}"></i>'
    half, colour = _pt(thin / 2), stroke.colour
    return f'<i class="rule" style="{placed_at(box)};background:{colour};color:{colour};--half:{half}"></i>'


def drawing_html(drawing: PlacedDrawing, ink: str, title: str = "") -> str:
    """A drawing of our own as SVG; ``title`` says what it is to those who do not see it."""
    path = f'<path d="{drawing.path}" fill="{ink}"/>'
    if title:
        path = f"<title>{escape(title)}</title>{path}"
    return f'<svg style="{placed_at(drawing.box)}" viewBox="0 0 {drawing.units} {drawing.units}" xmlns="http://www.w3.org/2000/svg">{path}</svg>'


def stacks(lines: tuple[PlacedLine, ...]) -> Iterator[tuple[PlacedLine, ...]]:
    """Lines of one style that stand one below the other at even steps, as in a text column, together: less for the engine to place."""
    stack: list[PlacedLine] = []
    for line in lines:
        if not line.line.segments:
            continue
        if stack and not _continues(stack, line):
            yield tuple(stack)
            stack = []
        stack.append(line)
    if stack:
        yield tuple(stack)


def _continues(stack: list[PlacedLine], line: PlacedLine) -> bool:
    last = stack[-1]
    step = line.baseline - last.baseline
    alike = (
        line.x == last.x
        and line.line.measure == last.line.measure
        and line.line.segments[0].style == last.line.segments[0].style
    )
    return (
        alike and step > 0 and (len(stack) == 1 or abs(step - (last.baseline - stack[-2].baseline)) < _EVEN)
    )


def _stack(lines: tuple[PlacedLine, ...], body: TextStyle) -> str:
    base = lines[0].line.segments[0].style
    inside = "".join(f"<p>{line_html(placed.line, base)}</p>" for placed in lines)
    return f'<div style="{escape(stack_box(lines) + ";" + style_css(base, body))}">{inside}</div>'


def stack_box(lines: tuple[PlacedLine, ...]) -> str:
    """Place, width and line height of a stack of lines as CSS declarations."""
    first = lines[0]
    base = first.line.segments[0].style
    step = (lines[-1].baseline - first.baseline) / (len(lines) - 1) if len(lines) > 1 else base.size
    up, down = _extents(base)
    # In a line as high as the step the baseline lies (step − up − down) / 2 + up below its top.
    top = first.baseline - (step + up - down) / 2
    return (
        f"left:{_pt(first.x)};top:{_pt(top)};width:{_pt(first.line.measure + _ROOM)};line-height:{_pt(step)}"
    )


@lru_cache(maxsize=256)
def _extents(style: TextStyle) -> tuple[float, float]:
    """How far a face reaches above and below the baseline (points), as Pango reads it from the font."""
    face = face_of(style.family, style.weight)
    extents = face.font.get_font_extents("ltr")
    return extents.ascender / face.upem * style.size, -extents.descender / face.upem * style.size
