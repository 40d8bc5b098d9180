"""Segments 字段: neighbouring sorts that can be drawn as one string, put together.

In: the sorts of a line and the gaps between them. Out: placed segments, as few as the gaps allow. What
shapes together (words) or is tracked on its own (dashes, ？！) keeps to itself, so that the advances
HarfBuzz gave stay true when Pango shapes the segment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.typesetting.lines.adjust import Adjustment
from build_tools.typesetting.lines.characters import Kind
from build_tools.typesetting.lines.fonts import advances, switches
from build_tools.typesetting.lines.line import Segment
from build_tools.typesetting.lines.sorts import Sort

_NEGLIGIBLE = 1e-6


def join_segments(sorts: list[Sort], adjustment: Adjustment) -> tuple[Segment, ...]:
    """并段: the segments of a line; x from where the line's first body begins, its blank filed off."""
    group = _Group([], -sorts[0].lead, 0.0)
    segments: list[Segment] = []
    pen = right = group.x
    last = len(sorts) - 1
    for k, sort in enumerate(sorts):
        gap, spacing = (adjustment.gaps[k], adjustment.spacing[k]) if k < len(adjustment.gaps) else (0.0, 0.0)
        pen += gap + spacing
        if sort.kind is Kind.SPACE and group.sorts:
            group = group.cut_for_space(segments)
            group.sorts.append(sort)
        elif not (k == last and sort.trail) and group.takes(sort, gap, spacing):
            group.sorts.append(sort)
            group.spacing = spacing
        else:
            group.flush(segments)
            group = _Group([sort], pen + sort.shift, _rest_of_body(sort) - (sort.trail if k == last else 0.0))
        pen += sort.width
        right = right if sort.kind is Kind.SPACE else pen - sort.trail
    group.flush(segments)
    if sorts[last].kind is Kind.SPACE:  # it hangs out of the line
        segments[-1] = replace(segments[-1], width=max(0.0, right - segments[-1].x))
    return tuple(segments)


def _rest_of_body(sort: Sort) -> float:
    """What a sort's body has to the right of its glyphs, or between them."""
    return sort.tracking or sort.width - sort.shift - sort.advance


@dataclass(slots=True)
class _Group:
    """Sorts that will be one segment, starting at ``x``."""

    sorts: list[Sort]
    x: float
    spacing: float

    def takes(self, sort: Sort, gap: float, spacing: float) -> bool:
        if not self.sorts or not -_NEGLIGIBLE < gap < _NEGLIGIBLE or not _join(self.sorts[-1], sort):
            return False
        return len(self.sorts) == 1 or abs(spacing - self.spacing) < _NEGLIGIBLE

    def cut_for_space(self, segments: list[Segment]) -> _Group:
        """A space is drawn only together with what stands before it: WeasyPrint leaves out strings of spaces."""
        if not self.spacing or len(self.sorts) == 1:
            self.spacing = 0.0
            return self
        *others, host = self.sorts
        width = sum(sort.advance for sort in others) + self.spacing * len(others)
        _Group(others, self.x, self.spacing).flush(segments)
        return _Group([host], self.x + width, 0.0)

    def flush(self, segments: list[Segment]) -> None:
        if not self.sorts:
            return
        first = self.sorts[0]
        if first.tracking:
            segments.extend(_one_by_one(first, self.x, "".join([sort.text for sort in self.sorts[1:]])))
            return
        text = "".join([sort.text for sort in self.sorts])
        natural = sum([sort.advance for sort in self.sorts])
        if len(self.sorts) > 1 and self.sorts[-1].kind is Kind.SPACE:
            natural = _shaped_width(text, first)
        width = natural + self.spacing * len(text)
        segments.append(
            Segment(
                text,
                first.style,
                self.x,
                width,
                self.spacing,
                first.features,
                first.href,
                bool(first.missing),
            )
        )


def _one_by_one(sort: Sort, x: float, tail: str) -> Iterator[Segment]:
    """Marks that share their room are placed each for itself: so narrow a letter spacing WeasyPrint does not draw true.

    ``tail`` is a space that follows; it is drawn with the last mark.
    """
    style = sort.style
    clusters = advances(style.family, style.weight, sort.text)
    step = sort.width / len(clusters)
    for number, (text, advance) in enumerate(clusters):
        end = tail if number == len(clusters) - 1 else ""
        spacing = 0.0 if end else step - advance * style.size
        yield Segment(text + end, style, x, step, spacing, sort.features, sort.href, bool(sort.missing))
        x += step


def _shaped_width(text: str, first: Sort) -> float:
    style = first.style
    return style.size * sum(
        width for _, width in advances(style.family, style.weight, text, switches(first.features))
    )


def _join(left: Sort, right: Sort) -> bool:
    """Whether two sorts may share a string: plain characters of one style, or pieces of one word."""
    pieces = left.kind is right.kind is Kind.PIECE and not left.missing and not right.missing
    if not pieces and not (left.plain and right.plain):
        return False
    return (left.style is right.style or left.style == right.style) and left.href == right.href
