"""读页面内容: walks content streams, forms, patterns and inline images and tells every mark they paint.

In: a page (or form) of pikepdf. Out: :class:`Mark` in the order of painting; what is written wrongly is
kept in ``troubles``. Nothing is decoded but the content itself.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Stream

from build_tools.press.reading.entries import text_of
from build_tools.press.reading.images import pixels_of
from build_tools.press.reading.marks import (
    IDENTITY,
    Box,
    Mark,
    MarkKind,
    Matrix,
    box_of,
    common,
    multiply,
    scale_of,
    thickened,
    touch,
)
from build_tools.press.reading.operands import (
    codes_of,
    gaps_of,
    inherited,
    matrix_of,
    numbers_of,
    six_of,
    stroke_width,
    thickness_of,
)
from build_tools.press.reading.spaces import (
    BLACK,
    CMYK,
    GRAY,
    RGB,
    Paint,
    Space,
    colour_of,
    first_colour,
    space_of,
)
from build_tools.press.reading.state import State
from build_tools.press.reading.widths import Widths, widths_of

_DEEPEST = 16
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_PAINTS = _FILLS | _STROKES | {"n"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_SILENT = {
    "j",
    "J",
    "M",
    "d",
    "i",
    "h",
    "BMC",
    "BDC",
    "EMC",
    "MP",
    "DP",
    "BX",
    "EX",
    "d0",
    "d1",
}
_DEVICE_COLOURS = {
    "g": (GRAY, False),
    "rg": (RGB, False),
    "k": (CMYK, False),
    "G": (GRAY, True),
    "RG": (RGB, True),
    "K": (CMYK, True),
}


_DEEPEST_SAVED = 1_000
"""States that may be saved one within another: PDF 1.4 promises 28 (its appendix C), no producer needs hundreds."""
_LOOK_AT_THE_CLOCK = 4_096
_DEFAULTS = {GRAY: "/DefaultGray", RGB: "/DefaultRGB", CMYK: "/DefaultCMYK"}


_THINNEST = 0.01
"""Points: as good as nothing. A line of width 0 is the thinnest that a device has (ISO 32000-1, 8.4.3.2)."""


class TooMuch(Exception):
    """More operators, more content or more time than the preflight may give."""


@dataclass(slots=True)
class Walker:
    """One page being read. ``operators`` and ``until`` bound the walk: :class:`TooMuch` ends it."""

    operators: int
    until: float = math.inf
    """Seconds of this process's computing time (:func:`time.process_time`)."""
    longest: int = 200_000_000
    """Bytes of one content stream, unpacked."""
    troubles: list[str] = field(default_factory=list)
    graphics_states: list[Dictionary] = field(default_factory=list)
    postscript: bool = False
    intents: set[str] = field(default_factory=set)
    """Rendering intents by name, as content and pictures ask for them."""
    groups: list[Dictionary] = field(default_factory=list)
    """The transparency groups that forms are painted as."""
    _masks: set[tuple[int, int]] = field(default_factory=set)
    _open: list[tuple[int, int]] = field(default_factory=list)
    _widths: dict[tuple[int, int], Widths] = field(default_factory=dict)

    def page(self, page: Page) -> Iterator[Mark]:
        """Every mark of a page."""
        yield from self._stream(page.obj, inherited(page.obj, "/Resources"), State())

    def _stream(self, holder: Object, resources: Object | None, state: State) -> Iterator[Mark]:
        self.count(1)
        try:
            if _length(holder) > self.longest:
                raise TooMuch
            instructions = pikepdf.parse_content_stream(
                holder if isinstance(holder, Stream) else Page(holder)
            )
        except pikepdf.PdfError as problem:
            self.troubles.append(str(problem).splitlines()[0])
            return
        yield from _Reader(self, resources, state).read(instructions)

    def count(self, number: int) -> None:
        """Charge operators, and look at the clock."""
        self.operators -= number
        if self.operators < 0 or time.process_time() > self.until:
            raise TooMuch

    def widths(self, font: Object | None) -> Widths:
        """字宽 of a font, found once."""
        if not isinstance(font, Dictionary) or font.objgen == (0, 0):
            return widths_of(font)
        if font.objgen not in self._widths:
            self._widths[font.objgen] = widths_of(font)
        return self._widths[font.objgen]

    def form(
        self, form: Stream, resources: Object | None, state: State, *, matrix_key: str = "/Matrix"
    ) -> Iterator[Mark]:
        """The marks of a form XObject or a pattern cell, unless it contains itself."""
        identity = form.objgen
        if identity in self._open or len(self._open) >= _DEEPEST:
            self.troubles.append("表单 XObject 套叠成环，或套得太深")
            return
        self._open.append(identity)
        inner = replace(state, ctm=multiply(matrix_of(form.get(matrix_key)), state.ctm))
        if matrix_key == "/Matrix" and form.get("/Subtype") == Name.Form:
            inner.clip = common(state.clip, _bounds(form, inner.ctm))
        own = form.get("/Resources")
        yield from self._stream(form, own if isinstance(own, Dictionary) else resources, inner)
        self._open.pop()


def _clipped(mark: Mark, clip: Box | None) -> Iterator[Mark]:
    """What of a mark is left inside the clip: nothing, or its box cut to it."""
    if clip is None:
        yield mark
    elif touch(mark.box, clip):
        seen = common(mark.box, clip)
        if mark.kind is MarkKind.TEXT or seen is None or seen == mark.box:
            yield mark
        else:
            x, y, width, height = seen
            yield replace(mark, x=x, y=y, width=width, height=height)


def _length(holder: Object) -> int:
    """Bytes of content as it lies in the file, which no parser can unpack in less than as many steps."""
    content = holder if isinstance(holder, Stream) else holder.get("/Contents")
    streams = content if isinstance(content, Array) else (content,)
    return sum(int(each.get("/Length", 0)) for each in streams if isinstance(each, Stream))


def _bounds(form: Stream, matrix: Matrix) -> Box | None:
    bounds = form.get("/BBox")
    if not isinstance(bounds, Array) or len(bounds) != 4:
        return None
    try:
        a, b, c, d = numbers_of(list(bounds))
    except (TypeError, ValueError):
        return None
    return box_of(matrix, ((a, b), (c, b), (c, d), (a, d)))


class _Reader:
    """One content stream being read."""

    def __init__(self, walker: Walker, resources: Object | None, state: State) -> None:
        self.walker, self.resources, self.state = walker, resources, state
        self.base = state.ctm
        """The space that pattern cells are laid out in (ISO 32000-1, 8.7.3.1)."""
        self.saved: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.starts: set[int] = set()
        """Which points begin a part of the path."""
        self.rectangles: list[tuple[float, float, float, float]] = []
        self.curved = False
        self.clipping = False
        self.setters: dict[str, Callable[[list[Object]], None]] = {
            "cm": self._cm, "w": self._w, "Tf": self._font, "Tr": self._render, "Ts": self._rise,
            "TL": self._leading, "Tz": self._scale, "Tc": self._character_gap, "Tw": self._word_gap, "Td": self._move, "ri": self._intent, "TD": self._move_leading, "Tm": self._text_matrix,
            "m": self._start, "l": self._point, "c": self._curve, "v": self._curve, "y": self._curve, "re": self._rectangle,
        }  # fmt: skip

    def read(
        self, instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]
    ) -> Iterator[Mark]:
        self.walker.count(len(instructions))
        for number, instruction in enumerate(instructions):
            if number % _LOOK_AT_THE_CLOCK == 0:
                self.walker.count(0)
            operator = text_of(instruction.operator)
            try:
                for mark in self._do(operator, instruction):
                    yield from _clipped(mark, self.state.clip)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                self.walker.troubles.append(f"算符 {operator} 的参数不对")
        if self.saved and "q 套得太深" not in self.walker.troubles:
            self.walker.troubles.append("q 与 Q 不成对")

    def _do(
        self, operator: str, instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
    ) -> Iterator[Mark]:
        operands = list(instruction.operands)
        if operator in self.setters:
            self.setters[operator](operands)
        elif operator in _DEVICE_COLOURS:
            space, stroking = _DEVICE_COLOURS[operator]
            space = self._device(space)
            self._select(space, stroking)
            self._set(Paint(space, numbers_of(operands)), None, stroking)
        elif operator in ("cs", "CS"):
            space, stroking = space_of(operands[0], self.resources), operator == "CS"
            self._select(space, stroking)
            self._set(first_colour(space), None, stroking)
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
            if len(self.saved) >= _DEEPEST_SAVED:
                self.walker.troubles.append("q 套得太深")
                raise TooMuch
            self.saved.append(replace(self.state))
        elif operator == "Q":
            if self.saved:
                self.state = self.saved.pop()
            else:
                self.walker.troubles.append("Q 多于 q")
        elif operator in ("W", "W*"):
            self.clipping = True
        elif operator == "BT":
            self.state.text = self.state.line = IDENTITY
        elif operator == "T*":
            self._step(0.0, -self.state.leading)
        elif operator == "Do":
            yield from self._xobject(operands)
        elif operator == "sh":
            yield from self._shading(operands)
        elif operator == "gs":
            yield from self._gs(operands)
        elif operator == "INLINE IMAGE" and isinstance(instruction, pikepdf.ContentStreamInlineImage):
            yield self._image(instruction.iimage.obj, inline=True)
        elif operator not in _SILENT and operator != "ET":
            self.walker.troubles.append(f"不认识的算符 {operator}")

    def _resource(self, kind: str, name: Object) -> Object | None:
        table = self.resources.get(kind) if isinstance(self.resources, Dictionary) else None
        return table.get(name) if isinstance(table, Dictionary) and isinstance(name, Name) else None

    # Graphics state

    def _device(self, space: Space) -> Space:
        """A device space, or what the resources put in its place (ISO 32000-1, 8.6.5.6)."""
        table = self.resources.get("/ColorSpace") if isinstance(self.resources, Dictionary) else None
        found = table.get(_DEFAULTS[space]) if isinstance(table, Dictionary) else None
        return space if found is None else space_of(found, self.resources)

    def _cm(self, operands: list[Object]) -> None:
        self.state.ctm = multiply(six_of(operands), self.state.ctm)

    def _w(self, operands: list[Object]) -> None:
        self.state.line_width = float(operands[0])

    def _gs(self, operands: list[Object]) -> Iterator[Mark]:
        found = self._resource("/ExtGState", operands[0])
        if not isinstance(found, Dictionary):
            self.walker.troubles.append(f"没有图形状态 {text_of(operands[0])}")
            return
        self.walker.graphics_states.append(found)
        self.state.apply(found)
        mask = found.get("/SMask")
        group = mask.get("/G") if isinstance(mask, Dictionary) else None
        if isinstance(group, Stream):
            yield from self._mask(group)

    def _mask(self, group: Stream) -> Iterator[Mark]:
        """The type in a soft mask, once: it lays no ink, and yet its fonts must be there."""
        if group.objgen in self.walker._masks:
            return
        self.walker._masks.add(group.objgen)
        for mark in self.walker.form(group, self.resources, State(ctm=self.state.ctm)):
            if mark.kind in (MarkKind.TEXT, MarkKind.MASK):
                yield replace(mark, kind=MarkKind.MASK)

    def _intent(self, operands: list[Object]) -> None:
        self.walker.intents.add(text_of(operands[0]))

    def _select(self, space: Space, stroking: bool) -> None:
        if stroking:
            self.state.stroke_space = space
        else:
            self.state.fill_space = space

    def _set(self, paint: Paint, pattern: Object | None, stroking: bool) -> None:
        if stroking:
            self.state.stroke, self.state.stroke_pattern = paint, pattern
        else:
            self.state.fill, self.state.fill_pattern = paint, pattern

    def _colour(self, operands: list[Object], stroking: bool) -> None:
        space = self.state.stroke_space if stroking else self.state.fill_space
        if operands and isinstance(operands[-1], Name):
            found = self._resource("/Pattern", operands[-1])
            self._set(Paint(space, numbers_of(operands[:-1])), found, stroking)
        else:
            self._set(colour_of(space, numbers_of(operands)), None, stroking)

    # Paths

    def _start(self, operands: list[Object]) -> None:
        self.starts.add(len(self.points))
        self._point(operands)

    def _curve(self, operands: list[Object]) -> None:
        self.curved = True
        self._point(operands)

    def _point(self, operands: list[Object]) -> None:
        values = numbers_of(operands)
        self.points += zip(values[::2], values[1::2], strict=True)

    def _rectangle(self, operands: list[Object]) -> None:
        x, y, w, h = numbers_of(operands)
        self.starts.add(len(self.points))
        self.points += [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        self.rectangles.append((x, y, w, h))

    def _path(self, operator: str) -> Iterator[Mark]:
        points, starts, rectangles, state = tuple(self.points), self.starts, self.rectangles, self.state
        self.points, self.starts, self.rectangles = [], set(), []
        curved, self.curved = self.curved, False
        clipping, self.clipping = self.clipping, False
        if not points:
            return
        box = box_of(state.ctm, points)
        if clipping:
            # In force from the next mark on; the box round the path is at least as large as the path.
            state = replace(state)
            self.state.clip = common(self.state.clip, box)
        if operator == "n":
            return
        if operator in _FILLS:
            lone = points if len(starts) == 1 and not rectangles and not curved else ()
            thickness = thickness_of(rectangles, lone, state.ctm)
            yield from self._coloured(
                Mark(MarkKind.FILL, *box, state.fill, state.blending(), line_width=thickness),
                state.fill_pattern,
            )
        if operator in _STROKES:
            width = stroke_width(state.line_width, points, starts, state.ctm)
            yield from self._coloured(
                Mark(
                    MarkKind.STROKE,
                    *thickened(box, width),
                    state.stroke,
                    state.blending(stroking=True),
                    line_width=width,
                ),
                state.stroke_pattern,
            )

    def _coloured(self, mark: Mark, pattern: Object | None) -> Iterator[Mark]:
        """A mark as its colour or its pattern paints it, and in its place all that the cell of a pattern paints."""
        shading = pattern.get("/Shading") if isinstance(pattern, Dictionary | Stream) else None
        if isinstance(pattern, Dictionary | Stream) and isinstance(shading, Dictionary | Stream):
            kind = MarkKind.SHADING if mark.kind is MarkKind.FILL else mark.kind
            space = space_of(shading.get("/ColorSpace"), self.resources)
            blending, own = mark.blending, pattern.get("/ExtGState")
            if isinstance(own, Dictionary):
                self.walker.graphics_states.append(own)
                state = replace(self.state)
                state.apply(own)
                blending = state.blending()
            yield replace(mark, kind=kind, paint=Paint(space, ()), blending=blending)
            return
        if isinstance(pattern, Stream):
            below = mark.paint.space.below
            uncoloured = below is not None and pattern.get("/PaintType") == 2
            colour = colour_of(below, mark.paint.values) if uncoloured and below is not None else BLACK
            base = replace(
                self.state,
                ctm=self.base,
                clip=None,
                fill_pattern=None,
                stroke_pattern=None,
                fill=colour,
                stroke=colour,
            )
            for each in self.walker.form(pattern, self.resources, base):
                yield replace(each, x=mark.x, y=mark.y, width=mark.width, height=mark.height)
        yield mark

    def _shading(self, operands: list[Object]) -> Iterator[Mark]:
        shading = self._resource("/Shading", operands[0])
        if isinstance(shading, Dictionary | Stream):
            space = space_of(shading.get("/ColorSpace"), self.resources)
            # It fills all that is not clipped away.
            box = self.state.clip or (*self.state.ctm[4:], 0.0, 0.0)
            yield Mark(MarkKind.SHADING, *box, Paint(space, ()), self.state.blending())

    # Type

    def _font(self, operands: list[Object]) -> None:
        self.state.font = self._resource("/Font", operands[0])
        self.state.size = float(operands[1])
        if self.state.font is None:
            self.walker.troubles.append(f"没有字体 {text_of(operands[0])}")

    def _render(self, operands: list[Object]) -> None:
        self.state.render = int(operands[0])

    def _rise(self, operands: list[Object]) -> None:
        self.state.rise = float(operands[0])

    def _leading(self, operands: list[Object]) -> None:
        self.state.leading = float(operands[0])

    def _scale(self, operands: list[Object]) -> None:
        self.state.horizontal = float(operands[0]) / 100

    def _character_gap(self, operands: list[Object]) -> None:
        self.state.character_gap = float(operands[0])

    def _word_gap(self, operands: list[Object]) -> None:
        self.state.word_gap = float(operands[0])

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
        if operator == '"':
            state.word_gap, state.character_gap = float(operands[0]), float(operands[1])
        codes = codes_of(operands)
        matrix = multiply(state.text, state.ctm)
        across, down = self._advance(codes, gaps_of(operands))
        state.text = multiply((1.0, 0.0, 0.0, 1.0, across, down), state.text)
        if not codes or state.render == 3:
            return
        if down:  # upright type hangs from the middle of its head
            left, low, right, high = -state.size / 2, down, state.size / 2, 0.0
        else:
            left, low, right, high = 0.0, state.rise, across, state.rise + state.size
        box = box_of(matrix, ((left, low), (right, low), (right, high), (left, high)))
        size = abs(state.size) * scale_of(matrix)
        shown = Mark(MarkKind.TEXT, *box, state.fill, state.blending(), size, state.font, codes)
        if state.render == 7:
            yield replace(shown, kind=MarkKind.MASK)
        if state.render in (0, 2, 4, 6):
            yield from self._coloured(shown, state.fill_pattern)
        if state.render in (1, 2, 5, 6):
            # The same ink round a letter only makes it bolder; by itself it is a rule of that width.
            bolder = state.render in (2, 6) and state.stroke.looks_as(state.fill)
            width = 0.0 if bolder else max(state.line_width * scale_of(state.ctm), _THINNEST)
            outline = replace(
                shown, paint=state.stroke, blending=state.blending(stroking=True), line_width=width
            )
            yield from self._coloured(outline, state.stroke_pattern)

    def _advance(self, codes: bytes, gaps: float) -> tuple[float, float]:
        """How far a piece of text moves on, across and up, in its own space (ISO 32000-1, 9.4.4)."""
        state, widths = self.state, self.walker.widths(self.state.font)
        thousandths, count, spaces = widths.of(codes)
        if widths.upright:
            return 0.0, (count * widths.down - gaps) / 1000 * state.size + count * state.character_gap
        moved = (thousandths - gaps) / 1000 * state.size + count * state.character_gap
        return (moved + spaces * state.word_gap) * state.horizontal, 0.0

    # Images and forms

    def _xobject(self, operands: list[Object]) -> Iterator[Mark]:
        found = self._resource("/XObject", operands[0])
        if not isinstance(found, Stream):
            self.walker.troubles.append(f"没有图形对象 {text_of(operands[0])}")
            return
        kind = found.get("/Subtype")
        if kind == Name.Image:
            yield self._image(found)
        elif kind == Name.Form:
            group = found.get("/Group")
            grouped = isinstance(group, Dictionary) and group.get("/S") == Name.Transparency
            if isinstance(group, Dictionary):
                self.walker.groups.append(group)
            self.walker.postscript |= "/PS" in found or "/OPI" in found or found.get("/Subtype2") == Name.PS
            yield from self.walker.form(
                found, self.resources, replace(self.state, group=self.state.group or grouped)
            )
        elif kind == Name.PS:
            self.walker.postscript = True

    def _image(self, image: Object, *, inline: bool = False) -> Mark:
        box = box_of(self.state.ctm, _UNIT_SQUARE)
        pixels = pixels_of(image, self.resources, self.state.ctm, inline=inline)
        blending = self.state.blending()
        if "/SMask" in image or int(image.get("/SMaskInData", 0)):
            blending = replace(blending, soft_mask=True)
        self.walker.postscript |= "/OPI" in image
        if "/Intent" in image:
            self.walker.intents.add(text_of(image["/Intent"]))
        paint = self.state.fill if pixels.mask else Paint(pixels.space, ())
        return Mark(MarkKind.IMAGE, *box, paint, blending, pixels=pixels)
