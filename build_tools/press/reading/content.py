"""读页面内容: walks content streams, forms, patterns and inline images and tells every mark they paint.

In: a page (or form) of pikepdf. Out: :class:`Mark` in the order of painting; what is written wrongly is
kept in ``troubles``. Nothing is decoded but the content itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Stream

from build_tools.press.reading.images import pixels_of
from build_tools.press.reading.marks import (
    IDENTITY,
    Mark,
    MarkKind,
    box_of,
    multiply,
    scale_of,
)
from build_tools.press.reading.operands import codes_of, inherited, matrix_of, numbers_of, six_of, thickness_of
from build_tools.press.reading.spaces import CMYK, GRAY, RGB, Paint, first_colour, space_of
from build_tools.press.reading.state import State

_DEEPEST = 16
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_PAINTS = _FILLS | _STROKES | {"n"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_SILENT = {"W", "W*", "j", "J", "M", "d", "ri", "i", "h", "BMC", "BDC", "EMC", "MP", "DP", "BX", "EX", "d0", "d1", "Tc", "Tw"}
_DEVICE_COLOURS = {"g": (GRAY, False), "rg": (RGB, False), "k": (CMYK, False), "G": (GRAY, True), "RG": (RGB, True), "K": (CMYK, True)}


class TooMuch(Exception):
    """More operators than the preflight may look at."""


@dataclass(slots=True)
class Walker:
    """One page being read. ``operators`` counts down; below 0 the walk ends with :class:`TooMuch`."""

    operators: int
    troubles: list[str] = field(default_factory=list)
    graphics_states: list[Dictionary] = field(default_factory=list)
    postscript: bool = False
    _open: list[tuple[int, int]] = field(default_factory=list)

    def page(self, page: Page) -> Iterator[Mark]:
        """Every mark of a page."""
        yield from self._stream(page.obj, inherited(page.obj, "/Resources"), State())

    def _stream(self, holder: Object, resources: Object | None, state: State) -> Iterator[Mark]:
        try:
            instructions = pikepdf.parse_content_stream(holder if isinstance(holder, Stream) else Page(holder))
        except pikepdf.PdfError as problem:
            self.troubles.append(str(problem).splitlines()[0])
            return
        yield from _Reader(self, resources, state).read(instructions)

    def count(self, number: int) -> None:
        """Charge operators."""
        self.operators -= number
        if self.operators < 0:
            raise TooMuch

    def form(self, form: Stream, resources: Object | None, state: State, *, matrix_key: str = "/Matrix") -> Iterator[Mark]:
        """The marks of a form XObject or a pattern cell, unless it contains itself."""
        identity = form.objgen
        if identity in self._open or len(self._open) >= _DEEPEST:
            self.troubles.append("表单 XObject 套叠成环，或套得太深")
            return
        self._open.append(identity)
        inner = replace(state, ctm=multiply(matrix_of(form.get(matrix_key)), state.ctm))
        own = form.get("/Resources")
        yield from self._stream(form, own if isinstance(own, Dictionary) else resources, inner)
        self._open.pop()


class _Reader:
    """One content stream being read."""

    def __init__(self, walker: Walker, resources: Object | None, state: State) -> None:
        self.walker, self.resources, self.state = walker, resources, state
        self.saved: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.rectangles: list[tuple[float, float, float, float]] = []
        self.other_path = False
        self.setters: dict[str, Callable[[list[Object]], None]] = {
            "cm": self._cm, "w": self._w, "gs": self._gs, "Tf": self._font, "Tr": self._render, "Ts": self._rise,
            "TL": self._leading, "Tz": self._scale, "Td": self._move, "TD": self._move_leading, "Tm": self._text_matrix,
            "m": self._point, "l": self._point, "c": self._point, "v": self._point, "y": self._point, "re": self._rectangle,
        }  # fmt: skip

    def read(self, instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]) -> Iterator[Mark]:
        self.walker.count(len(instructions))
        for instruction in instructions:
            operator = str(instruction.operator)
            try:
                yield from self._do(operator, instruction)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                self.walker.troubles.append(f"算符 {operator} 的参数不对")
        if self.saved:
            self.walker.troubles.append("q 与 Q 不成对")

    def _do(self, operator: str, instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> Iterator[Mark]:
        operands = list(instruction.operands)
        if operator in self.setters:
            self.setters[operator](operands)
        elif operator in _DEVICE_COLOURS:
            space, stroking = _DEVICE_COLOURS[operator]
            self._set(Paint(space, numbers_of(operands)), None, stroking)
        elif operator in ("cs", "CS"):
            self._set(first_colour(space_of(operands[0], self.resources)), None, operator == "CS")
        elif operator in ("sc", "scn", "SC", "SCN"):
            self._colour(operands, operator[0] == "S")
        elif operator in _PAINTS:
            yield from self._path(operator)
        elif operator in _SHOWS:
            yield from self._show(operator, operands)
        else:
            yield from self._rest(operator, operands, instruction)

    def _rest(self, operator: str, operands: list[Object], instruction: object) -> Iterator[Mark]:
        if operator == "q":
            self.saved.append(replace(self.state))
        elif operator == "Q":
            if self.saved:
                self.state = self.saved.pop()
            else:
                self.walker.troubles.append("Q 多于 q")
        elif operator == "BT":
            self.state.text = self.state.line = IDENTITY
        elif operator == "T*":
            self._step(0.0, -self.state.leading)
        elif operator == "Do":
            yield from self._xobject(operands)
        elif operator == "sh":
            yield from self._shading(operands)
        elif operator == "INLINE IMAGE" and isinstance(instruction, pikepdf.ContentStreamInlineImage):
            yield self._image(instruction.iimage.obj, inline=True)
        elif operator not in _SILENT and operator != "ET":
            self.walker.troubles.append(f"不认识的算符 {operator}")

    # Graphics state

    def _cm(self, operands: list[Object]) -> None:
        self.state.ctm = multiply(six_of(operands), self.state.ctm)

    def _w(self, operands: list[Object]) -> None:
        self.state.line_width = float(operands[0])

    def _gs(self, operands: list[Object]) -> None:
        table = self.resources.get("/ExtGState") if isinstance(self.resources, Dictionary) else None
        found = table.get(str(operands[0])) if isinstance(table, Dictionary) else None
        if not isinstance(found, Dictionary):
            self.walker.troubles.append(f"没有图形状态 {operands[0]}")
            return
        self.walker.graphics_states.append(found)
        self.state.apply(found)

    def _set(self, paint: Paint, pattern: Object | None, stroking: bool) -> None:
        if stroking:
            self.state.stroke, self.state.stroke_pattern = paint, pattern
        else:
            self.state.fill, self.state.fill_pattern = paint, pattern

    def _colour(self, operands: list[Object], stroking: bool) -> None:
        current = self.state.stroke if stroking else self.state.fill
        if operands and isinstance(operands[-1], Name):
            table = self.resources.get("/Pattern") if isinstance(self.resources, Dictionary) else None
            found = table.get(str(operands[-1])) if isinstance(table, Dictionary) else None
            self._set(Paint(current.space, numbers_of(operands[:-1])), found, stroking)
        else:
            self._set(Paint(current.space, numbers_of(operands)), None, stroking)

    # Paths

    def _point(self, operands: list[Object]) -> None:
        values = numbers_of(operands)
        self.points += zip(values[::2], values[1::2], strict=True)
        self.other_path = True

    def _rectangle(self, operands: list[Object]) -> None:
        x, y, w, h = numbers_of(operands)
        self.points += [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        self.rectangles.append((x, y, w, h))

    def _path(self, operator: str) -> Iterator[Mark]:
        points, rectangles, state = tuple(self.points), self.rectangles, self.state
        self.points, self.rectangles = [], []
        other, self.other_path = self.other_path, False
        if operator == "n" or not points:
            return
        box = box_of(state.ctm, points)
        if operator in _FILLS:
            yield from self._filled(box, state.fill, state.fill_pattern, thickness_of(rectangles, other, state.ctm))
        if operator in _STROKES:
            width = state.line_width * scale_of(state.ctm)
            yield from self._cell(state.stroke_pattern)
            yield Mark(MarkKind.STROKE, *box, state.stroke, state.blending(stroking=True), line_width=width)

    def _filled(self, box: tuple[float, float, float, float], paint: Paint, pattern: Object | None, thickness: float) -> Iterator[Mark]:
        shading = pattern.get("/Shading") if isinstance(pattern, Dictionary | Stream) else None
        if shading is not None:
            space = space_of(shading.get("/ColorSpace"), self.resources)
            yield Mark(MarkKind.SHADING, *box, Paint(space, ()), self.state.blending())
            return
        yield from self._cell(pattern)
        yield Mark(MarkKind.FILL, *box, paint, self.state.blending(), line_width=thickness)

    def _cell(self, pattern: Object | None) -> Iterator[Mark]:
        if isinstance(pattern, Stream):
            base = replace(self.state, ctm=IDENTITY, fill_pattern=None, stroke_pattern=None)
            yield from self.walker.form(pattern, self.resources, base)

    def _shading(self, operands: list[Object]) -> Iterator[Mark]:
        table = self.resources.get("/Shading") if isinstance(self.resources, Dictionary) else None
        shading = table.get(str(operands[0])) if isinstance(table, Dictionary) else None
        if isinstance(shading, Dictionary | Stream):
            space = space_of(shading.get("/ColorSpace"), self.resources)
            x, y = self.state.ctm[4:]
            yield Mark(MarkKind.SHADING, x, y, 0.0, 0.0, Paint(space, ()), self.state.blending())

    # Type

    def _font(self, operands: list[Object]) -> None:
        table = self.resources.get("/Font") if isinstance(self.resources, Dictionary) else None
        self.state.font = table.get(str(operands[0])) if isinstance(table, Dictionary) else None
        self.state.size = float(operands[1])
        if self.state.font is None:
            self.walker.troubles.append(f"没有字体 {operands[0]}")

    def _render(self, operands: list[Object]) -> None:
        self.state.render = int(operands[0])

    def _rise(self, operands: list[Object]) -> None:
        self.state.rise = float(operands[0])

    def _leading(self, operands: list[Object]) -> None:
        self.state.leading = float(operands[0])

    def _scale(self, operands: list[Object]) -> None:
        self.state.horizontal = float(operands[0]) / 100

    def _move(self, operands: list[Object]) -> None:
        self._step(*numbers_of(operands))

    def _move_leading(self, operands: list[Object]) -> None:
        x, y = numbers_of(operands)
        self.state.leading = -y
        self._step(x, y)

    def _text_matrix(self, operands: list[Object]) -> None:
        self.state.text = self.state.line = six_of(operands)

    def _step(self, x: float, y: float) -> None:
        self.state.line = self.state.text = multiply((1.0, 0.0, 0.0, 1.0, x, y), self.state.line)

    def _show(self, operator: str, operands: list[Object]) -> Iterator[Mark]:
        state = self.state
        if operator in ("'", '"'):
            self._step(0.0, -state.leading)
        codes = codes_of(operands)
        if not codes or state.render in (3, 7):
            return
        matrix = multiply(state.text, state.ctm)
        x, y = matrix[4], matrix[5]
        size = abs(state.size) * scale_of(matrix)
        if state.render in (0, 2, 4, 6):
            yield from self._cell(state.fill_pattern)
            yield Mark(MarkKind.TEXT, x, y, 0.0, size, state.fill, state.blending(), size, state.font, codes)
        if state.render in (1, 2, 5, 6):
            width = state.line_width * scale_of(matrix)
            yield Mark(MarkKind.TEXT, x, y, 0.0, size, state.stroke, state.blending(stroking=True), size, state.font, codes, width)

    # Images and forms

    def _xobject(self, operands: list[Object]) -> Iterator[Mark]:
        table = self.resources.get("/XObject") if isinstance(self.resources, Dictionary) else None
        found = table.get(str(operands[0])) if isinstance(table, Dictionary) else None
        if not isinstance(found, Stream):
            self.walker.troubles.append(f"没有图形对象 {operands[0]}")
            return
        kind = found.get("/Subtype")
        if kind == Name.Image:
            yield self._image(found)
        elif kind == Name.Form:
            group = found.get("/Group")
            grouped = isinstance(group, Dictionary) and group.get("/S") == Name.Transparency
            self.walker.postscript |= "/PS" in found or "/OPI" in found or "/Ref" in found
            yield from self.walker.form(found, self.resources, replace(self.state, group=self.state.group or grouped))
        elif kind == Name.PS:
            self.walker.postscript = True

    def _image(self, image: Object, *, inline: bool = False) -> Mark:
        box = box_of(self.state.ctm, _UNIT_SQUARE)
        pixels = pixels_of(image, self.resources, self.state.ctm, inline=inline)
        blending = self.state.blending()
        if "/SMask" in image or int(image.get("/SMaskInData", 0)):
            blending = replace(blending, soft_mask=True)
        paint = self.state.fill if pixels.mask else Paint(pixels.space, ())
        return Mark(MarkKind.IMAGE, *box, paint, blending, pixels=pixels)
