"""定版: a placed page as text, one block, line of type, picture or rule a line, and back: what sign-off keeps of a page.

In: a :class:`ComposedPage`. Out: its text; from the text the same page again, on any machine and by any later make-up.
Boxes of blocks are in mm as in layout.json (contract §7); all that is drawn in points from the trimmed page's top left
corner, three decimals (0.4 µm). What is drawn of a signed page is drawn from the text, at sign-off too, so what
rounding does to it was printed.

====================  =================================================================================================
line begins with      holds
====================  =================================================================================================
``{"page"``           number, title, fill, lines left over, rules that could not be kept, the page's text styles
``{"number"``         a block: article number, kind, box; what follows up to the next block is its own
``["…"``              a line of type: its characters, left edge, baseline, measure, whether flush; then its segments:
                      style, how many characters, width, and what else differs from the plain
``{"picture"``        file, box, crop; where its 看点 asks for it, the shares of the crop that go at the left and at the top;
                      where it has no caption, what it says
``{"drawing"``        path in a square of so many units, box
``{"stroke"``         box and colour of a rule
====================  =================================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from build_tools.model import Crop, PrintRecord, parse_number
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.layout import block_entry, layout_entry
from build_tools.typesetting.lines.line import Line, Segment, TextStyle
from build_tools.typesetting.placed import (
    BlockKind,
    Box,
    ComposedPage,
    PlacedBlock,
    PlacedDrawing,
    PlacedLine,
    PlacedPicture,
    Stroke,
)
from build_tools.typesetting.sheet import Sheet

_PLAIN: dict[str, Any] = {"x": None, "spacing": 0.0, "features": "", "href": "", "missing": False}


def sheet_of_record(record: PrintRecord) -> Sheet:
    """版样 of the day of sign-off, as far as the draw asks for it."""
    family, size, weight, colour = record.body
    return Sheet(record.css, record.inks, {}, {}, {"body": TextStyle(family, size, weight, colour)}, {})


def page_text(page: ComposedPage) -> str:
    """定版 of a page without 超版 sheets."""
    styles = _Styles()
    body = [line for block in page.blocks for line in _block(block, styles)]
    entry = {key: each for key, each in layout_entry(page).items() if key != "blocks"}
    head = {**entry, "styles": styles.table()}
    strokes = [_stroke(stroke) for stroke in page.strokes]
    return "".join(f"{_dumped(each)}\n" for each in (head, *strokes, *body))


def parse_page(text: str) -> ComposedPage:
    """The page again. Raises ValueError for what :func:`page_text` did not write."""
    try:
        return _parsed(text)
    except (KeyError, TypeError, IndexError, AttributeError) as problem:
        raise ValueError(f"no placed page: {problem}") from problem


@dataclass(slots=True)
class _Styles:
    """The text styles of a page, each under its place in the order of appearance."""

    known: dict[TextStyle, int] = field(default_factory=dict)

    def of(self, style: TextStyle) -> int:
        return self.known.setdefault(style, len(self.known))

    def table(self) -> list[list[object]]:
        return [[each.family, each.size, each.weight, each.colour] for each in self.known]


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _r(points: float) -> float:
    return round(points, 3) + 0.0  # no "-0.0"


def _box(box: Box) -> list[float]:
    return [_r(box.x), _r(box.y), _r(box.w), _r(box.h)]


def _stroke(stroke: Stroke) -> dict[str, object]:
    return {"stroke": _box(stroke.box), "colour": stroke.colour}


def _block(block: PlacedBlock, styles: _Styles) -> Iterator[object]:
    yield block_entry(block)
    yield from (_stroke(stroke) for stroke in block.strokes)
    if block.picture:
        picture = block.picture
        entry: dict[str, object] = {"picture": picture.file.as_posix(), "box": _box(picture.box)}
        entry["crop"] = picture.crop.value
        if picture.position:
            entry["position"] = [round(share, 4) for share in picture.position]
        if picture.alternate:
            entry["alternate"] = picture.alternate
        yield entry
    if block.drawing:
        drawing = block.drawing
        yield {"drawing": drawing.path, "units": drawing.units, "box": _box(drawing.box)}
    for placed in block.lines:
        yield _line(placed, styles)


def _line(placed: PlacedLine, styles: _Styles) -> list[object]:
    line = placed.line
    head = [line.text, _r(placed.x), _r(placed.baseline), _r(line.measure), int(line.full)]
    pen, segments = 0.0, []
    for each in line.segments:
        entry: list[object] = [styles.of(each.style), len(each.text), _r(each.width)]
        told = {
            "x": _r(each.x) if _r(each.x) != _r(pen) else None,
            "spacing": round(each.letter_spacing, 5),
            "features": each.features,
            "href": each.href,
            "missing": each.missing,
        }
        rest = {key: held for key, held in told.items() if held != _PLAIN[key]}
        segments.append(entry + ([rest] if rest else []))
        pen = _r(each.x) + _r(each.width)
    return [*head, *segments]


def _parsed(text: str) -> ComposedPage:
    # By "\n" alone: copy may hold other characters that Python takes for ends of lines.
    first, *rest = (json.loads(line) for line in text.rstrip("\n").split("\n"))
    styles = [TextStyle(str(f), float(s), int(w), str(c)) for f, s, w, c in first["styles"]]
    blocks: list[_Gathered] = []
    strokes: list[Stroke] = []
    for each in rest:
        if isinstance(each, list):
            blocks[-1].lines.append(_placed_line(each, styles))
        elif "number" in each:
            blocks.append(_Gathered(each))
        elif "stroke" in each:
            (blocks[-1].strokes if blocks else strokes).append(
                Stroke(Box(*map(float, each["stroke"])), str(each["colour"]))
            )
        elif "picture" in each:
            blocks[-1].picture = PlacedPicture(
                Box(*map(float, each["box"])),
                PurePosixPath(each["picture"]),
                Crop(each["crop"]),
                _position(each.get("position")),
                str(each.get("alternate", "")),
            )
        else:
            blocks[-1].drawing = PlacedDrawing(
                Box(*map(float, each["box"])), str(each["drawing"]), int(each["units"])
            )
    return ComposedPage(
        int(first["page"]),
        str(first["title"]),
        tuple(each.placed() for each in blocks),
        tuple(strokes),
        float(first["fill"]),
        int(first["overset_lines"]),
        tuple(map(str, first["broken_rules"])),
    )


def _position(written: list[float] | None) -> tuple[float, float] | None:
    return (float(written[0]), float(written[1])) if written else None


@dataclass(slots=True)
class _Gathered:
    """A block while its lines are read."""

    head: dict[str, Any]
    lines: list[PlacedLine] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    picture: PlacedPicture | None = None
    drawing: PlacedDrawing | None = None

    def placed(self) -> PlacedBlock:
        head = self.head
        box = Box(*(float(head[key]) * POINTS_A_MILLIMETRE for key in "xywh"))
        if head["lines"] != len(self.lines):
            raise ValueError(f"a block of {head['lines']} lines has {len(self.lines)}")
        return PlacedBlock(
            BlockKind(head["kind"]),
            box,
            parse_number(head["number"]) if head["number"] else None,
            tuple(self.lines),
            self.picture,
            self.drawing,
            tuple(self.strokes),
        )


def _placed_line(entry: list[Any], styles: list[TextStyle]) -> PlacedLine:
    text, x, baseline, measure, full, *segments = entry
    found, pen, at = [], 0.0, 0
    for style, count, width, *rest in segments:
        told = {**_PLAIN, **(rest[0] if rest else {})}
        left = _r(pen) if told["x"] is None else float(told["x"])
        found.append(
            Segment(
                str(text)[at : at + count],
                styles[style],
                left,
                float(width),
                float(told["spacing"]),
                str(told["features"]),
                str(told["href"]),
                bool(told["missing"]),
            )
        )
        pen, at = left + float(width), at + count
    if at != len(text):
        raise ValueError(f"a line of {len(text)} characters has {at}")
    return PlacedLine(float(x), float(baseline), Line(tuple(found), float(measure), bool(full)))
