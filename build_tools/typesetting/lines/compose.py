"""The line composer 排行: a paragraph in lines, before anything is drawn.

In: runs of styled text and the shape of the paragraph. Out: :class:`ComposedText`. Nothing is lost on the
way: what cannot be set is named in ``missing``, what had to be broken in ``forced``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from build_tools.typesetting.lines.adjust import adjust_line
from build_tools.typesetting.lines.breaks import Fit, find_breaks
from build_tools.typesetting.lines.characters import Kind
from build_tools.typesetting.lines.galley import Galley, lay_galley
from build_tools.typesetting.lines.line import (
    Alignment,
    ComposedText,
    Line,
    ParagraphShape,
    Run,
)
from build_tools.typesetting.lines.segments import join_segments
from build_tools.typesetting.lines.sorts import Sort, cast_sorts, explode

SHORT_MEASURE = 8.0
"""Em: in measures up to this a first line is indented by one em (CLREQ 3.4.1: one em where columns hold few characters)."""
MARK_CLEARANCE = 0.25
"""Em between a list mark and the text."""

_FITS = {
    Alignment.JUSTIFY: Fit.FLUSH,
    Alignment.LEFT: Fit.RAGGED,
    Alignment.RIGHT: Fit.RAGGED,
    Alignment.CENTRE: Fit.BALANCED,
}


def compose_paragraph(runs: tuple[Run, ...], shape: ParagraphShape) -> ComposedText:
    """排段: the lines of a paragraph, justified or not as ``shape`` says.

    Centred lines are balanced. A newline in the text ends a line. Breaks obey the GB level of prohibition (GB/T 15834 §5.1); where the
    measure is too narrow for any legal break, words are broken (``forced``) and, last of all, prohibition yields.
    """
    return _compose(runs, shape, _FITS[shape.alignment])


def compose_item(mark: Run, runs: tuple[Run, ...], shape: ParagraphShape) -> ComposedText:
    """排列表项: a paragraph whose list mark stands in the hanging indent (``shape.hanging`` em) of its first line.

    A mark wider than the indent pushes the whole item to the right, so that its lines still stand in one edge.
    """
    em = (runs or (mark,))[0].style.size
    head = compose_paragraph((mark,), ParagraphShape((10_000.0,), 0.0, 0.0, Alignment.LEFT))
    room = max(shape.hanging, (head.lines[0].right / em if head.lines else 0.0) + MARK_CLEARANCE)
    body = compose_paragraph(runs, ParagraphShape(shape.measures, room, room, shape.alignment, shape.tight))
    missing = tuple(dict.fromkeys(head.missing + body.missing))
    if not head.lines or not body.lines:
        return ComposedText(body.lines or head.lines, missing, body.forced)
    first = replace(body.lines[0], segments=head.lines[0].segments + body.lines[0].segments)
    return ComposedText((first, *body.lines[1:]), missing, body.forced)


def compose_headline(runs: tuple[Run, ...], shape: ParagraphShape) -> ComposedText:
    """排标题: as few lines as will do, all about as long."""
    return _compose(runs, shape, Fit.BALANCED)


@lru_cache(maxsize=2048)
def _compose(runs: tuple[Run, ...], shape: ParagraphShape, fit: Fit) -> ComposedText:
    # An edit leaves the other paragraphs of its article as they are.
    if not runs:
        return ComposedText(())
    em = runs[0].style.size
    widths, insets = _line_widths(shape, em)
    sorts = cast_sorts(runs, min(widths))
    missing = tuple(dict.fromkeys(lost for sort in sorts for lost in sort.missing))
    lines: list[Line] = []
    forced: list[str] = []
    for part in _parts(sorts):
        taken = min(len(lines), len(widths) - 1)
        galley, ends = _break_somehow(part, widths[taken:], em, fit, shape.tight)
        for start, end in pairwise((0, *ends)):
            number = min(len(lines), len(widths) - 1)
            lines.append(_set_line(galley, start, end, widths[number], insets[number], shape, em))
            forced.extend(_broken_word(galley, end))
    return ComposedText(tuple(lines), missing, tuple(dict.fromkeys(forced)))


def _line_widths(shape: ParagraphShape, em: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Width and inset of each line in points; the last of each repeats."""
    measures = shape.measures if len(shape.measures) > 1 else shape.measures * 2
    short = shape.measures[0] <= SHORT_MEASURE * em + 0.01 and not shape.hanging
    indent = min(shape.indent, 1.0) if short else shape.indent
    insets = tuple((indent if number == 0 else shape.hanging) * em for number in range(len(measures)))
    insets = tuple(inset if inset < measure else 0.0 for inset, measure in zip(insets, measures, strict=True))
    return tuple(measure - inset for measure, inset in zip(measures, insets, strict=True)), insets


def _parts(sorts: list[Sort]) -> list[list[Sort]]:
    """The sorts between forced line ends, without what cannot be drawn."""
    parts: list[list[Sort]] = [[]]
    for sort in sorts:
        if sort.kind is Kind.BREAK:
            parts.append([])
        elif sort.kind is not Kind.UNDRAWN:
            parts[-1].append(sort)
    return [part for part in parts if part]


def _break_somehow(
    sorts: list[Sort], widths: tuple[float, ...], em: float, fit: Fit, tight: bool
) -> tuple[Galley, list[int]]:
    """Legal breaks; failing that, broken words; failing that, broken rules. A line always takes one sort at least."""
    galley = lay_galley(sorts, tight)
    ends = find_breaks(galley, widths, em, fit)
    if ends is None:
        galley = lay_galley(explode(sorts), tight)
        ends = find_breaks(galley, widths, em, fit) or find_breaks(galley, widths, em, fit, lenient=True)
    return galley, ends or [len(sorts)]


def _broken_word(galley: Galley, end: int) -> list[str]:
    if end == len(galley.sorts) or galley.sorts[end].kind is not Kind.PIECE:
        return []
    left, right = galley.sorts[end - 1], galley.sorts[end]
    return [right.word] if left.kind is Kind.PIECE and left.word == right.word else []


def _set_line(
    galley: Galley, start: int, end: int, width: float, inset: float, shape: ParagraphShape, em: float
) -> Line:
    natural = galley.end[end] - galley.start[start]
    justified = shape.alignment is Alignment.JUSTIFY and end < len(galley.sorts)
    slack = width - natural if justified or natural > width else 0.0
    adjustment = adjust_line(galley, start, end, slack, em)
    line = join_segments(galley.sorts[start:end], adjustment)
    left = inset + _offset(shape.alignment, width - natural - slack)
    return Line(tuple(segment.moved(left) for segment in line), width + inset, justified and end - start > 1)


def _offset(alignment: Alignment, room: float) -> float:
    if alignment is Alignment.CENTRE:
        return max(room, 0.0) / 2
    return max(room, 0.0) if alignment is Alignment.RIGHT else 0.0
