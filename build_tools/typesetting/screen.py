"""屏幕样: a composed page for a browser to draw, from the placed lines alone, without a PDF between.

In: a :class:`ComposedPage`. Out: plain data for JSON: every line with its glyphs and where each stands, pictures, rules,
boxes of blocks; and the outlines of glyphs. The glyphs are those that HarfBuzz gives, as in print, so that the screen
needs no typeface of ours. Points (1/72 inch) from the trimmed page's top left corner, y downward; outlines in units of
their face, y upward.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

import uharfbuzz  # type: ignore[import-untyped]

from build_tools.typesetting.draw import picture_position
from build_tools.typesetting.lines.fonts import FontError, face_of, shaped, switches
from build_tools.typesetting.lines.line import Segment
from build_tools.typesetting.placed import Box, ComposedPage, PlacedBlock, PlacedLine
from build_tools.typesetting.sheet import Sheet

_INKS = re.compile(r"device-cmyk\(([0-9. ]+)\)")


def screen_page(page: ComposedPage, size: tuple[float, float], sheet: Sheet) -> dict[str, object]:
    """屏幕样 of one page; ``size`` is the trimmed page's in mm. Raises FontError as setting it would."""
    faces: dict[str, int] = {}
    ink = sheet.inks["black"]
    blocks = [_block(block, faces) for block in page.blocks]
    return {
        "page": page.number,
        "title": page.title,
        "size": [round(side * 72 / 25.4, 2) for side in size],
        "fill": round(page.fill, 4),
        "overset": page.overset_lines,
        "broken": list(page.broken_rules),
        "ink": on_screen(ink),
        "blocks": blocks,
        "strokes": [_stroke(stroke.box, stroke.colour) for stroke in page.strokes],
        "faces": [[name, face_of(*_face(name)).upem] for name in faces],
    }


def outlines(wanted: Mapping[str, Iterable[int]]) -> dict[str, dict[int, str]]:
    """字形: face (as a page names it) → glyph → its outline as an SVG path, "" for a blank. Unknown faces are left out."""
    found: dict[str, dict[int, str]] = {}
    for name, glyphs in wanted.items():
        try:
            found[name] = {glyph: _outline(name, glyph) for glyph in glyphs}
        except (FontError, ValueError):
            continue
    return found


def on_screen(colour: str) -> str:
    """A colour of the sheet as a browser knows it: inks in per cent of paper white; other CSS colours stay as they are."""
    found = _INKS.fullmatch(colour)
    if not found:
        return colour
    cyan, magenta, yellow, black = (float(each) for each in found[1].split())
    return f"rgb({', '.join(str(round(255 * (1 - each) * (1 - black))) for each in (cyan, magenta, yellow))})"


def _face(name: str) -> tuple[str, int]:
    family, _, weight = name.rpartition(" ")
    return family, int(weight)


def _block(block: PlacedBlock, faces: dict[str, int]) -> dict[str, object]:
    entry: dict[str, object] = {
        "kind": block.kind.value,
        "number": str(block.number) if block.number else "",
        "box": _numbers(block.box.x, block.box.y, block.box.w, block.box.h),
        "lines": [_line(line, faces) for line in block.lines if line.line.segments],
        "strokes": [_stroke(stroke.box, stroke.colour) for stroke in block.strokes],
    }
    if block.picture:
        box = block.picture.box
        entry["picture"] = {
            "box": _numbers(box.x, box.y, box.w, box.h),
            "file": block.picture.file.as_posix(),
            "at": picture_position(block.picture),
        }
    if block.drawing:
        box = block.drawing.box
        entry["drawing"] = {
            "box": _numbers(box.x, box.y, box.w, box.h),
            "path": block.drawing.path,
            "units": block.drawing.units,
        }
    return entry


def _line(placed: PlacedLine, faces: dict[str, int]) -> list[object]:
    return [round(placed.baseline, 2), [_run(placed.x, segment, faces) for segment in placed.line.segments]]


def _run(left: float, segment: Segment, faces: dict[str, int]) -> list[object]:
    """face, size, colour, text, left edge, right edge, glyphs, left edges of the glyphs."""
    style = segment.style
    face = faces.setdefault(f"{style.family} {style.weight}", len(faces))
    glyphs: list[int] = []
    edges: list[float] = []
    pen = left + segment.x
    for characters, advance, drawn in shaped(
        style.family, style.weight, segment.text, switches(segment.features)
    ):
        step = pen
        for glyph, offset in drawn:
            glyphs.append(glyph)
            edges.append(round(step + offset * style.size, 2))
        pen += advance * style.size + segment.letter_spacing * len(characters)
    right = left + segment.x + segment.width
    where = _numbers(left + segment.x, right)
    return [
        face,
        style.size,
        on_screen(style.colour),
        segment.text,
        *where,
        [] if segment.missing else glyphs,
        edges,
    ]


def _stroke(box: Box, colour: str) -> list[object]:
    return [*_numbers(box.x, box.y, box.w, box.h), on_screen(colour)]


def _numbers(*values: float) -> list[float]:
    return [round(value, 2) for value in values]


def _draw_functions() -> uharfbuzz.DrawFuncs:
    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(lambda x, y, out: out.append(f"M{x:g} {y:g}"))
    draw.set_line_to_func(lambda x, y, out: out.append(f"L{x:g} {y:g}"))
    draw.set_quadratic_to_func(lambda a, b, x, y, out: out.append(f"Q{a:g} {b:g} {x:g} {y:g}"))
    draw.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.append(f"C{a:g} {b:g} {c:g} {d:g} {x:g} {y:g}"))
    draw.set_close_path_func(lambda out: out.append("Z"))
    return draw


_DRAW = _draw_functions()


@functools.lru_cache(maxsize=32768)
def _outline(name: str, glyph: int) -> str:
    out: list[str] = []
    face_of(*_face(name)).font.draw_glyph(glyph, _DRAW, out)
    return "".join(out)
