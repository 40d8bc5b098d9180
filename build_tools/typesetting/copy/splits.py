"""分行与疏排: where a headline breaks into lines, and how far a short one is spaced out.

In: the words of a headline. Out: :class:`Split` and widths, in em and points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.typesetting.copy.setting import Troubles, set_line, width_of
from build_tools.typesetting.lines.line import TextStyle

_NEVER_FIRST = "，。、；：？！”’）》】〉〕…—·～%"
_NEVER_LAST = "“‘（《【〈〔"
_GOOD_END = "，；：！？。　"
_COVER = 0.64
"""Share of its width that a short headline is spaced out to."""
_SHORT = 8
_MOST_SPACING = 0.3
_WIDEST_SPACING = 0.5
"""Em: more, and the characters no longer read as words."""
_TORN = 6.0
"""Cost of breaking a short headline where nothing says that a word ends."""


@lru_cache(maxsize=4096)
def width_in_em(text: str, style: TextStyle) -> float:
    """How wide words are in a style, in em; never 0."""
    return width_of(set_line(text, replace(style, size=100.0), Troubles())) / 100.0 or 1.0


def spaced_width(lines: tuple[str, ...], text: str, style: TextStyle, size: float, width: float) -> float:
    """字宽: points that one of the lines takes, its spacing included."""
    natural = width_in_em(text, style) * size
    return natural + spacing_for(lines, natural, width) * size * (len(text) - 1)


def spacing_for(lines: tuple[str, ...], natural: float, width: float) -> float:
    """疏排: em between the characters of a short headline of one line over much width, in steps of a twentieth."""
    gaps = len(lines[0]) - 1
    if len(lines) > 1 or not 1 <= gaps < _SHORT or "　" in lines[0] or natural >= _COVER * width:
        return 0.0
    em = natural / len(lines[0])
    return math.floor(min((_COVER * width - natural) / gaps / em, _MOST_SPACING if gaps > 4 else _WIDEST_SPACING) * 20) / 20


@dataclass(frozen=True, slots=True)
class Split:
    """分行: the lines of a headline and what breaking it there costs."""

    lines: tuple[str, ...]
    cost: float


@lru_cache(maxsize=4096)
def split_headline(text: str, count: int) -> Split | None:
    """标题分行: the text in so many lines, at spaces and marks first, else of equal length; None where it cannot be."""
    if count == 1:
        return Split((text,), 0.0)
    best: Split | None = None
    for place in range(1, len(text)):
        cost = _break_cost(text, place)
        head, tail = text[:place].rstrip("　"), text[place:].lstrip("　")
        rest = split_headline(tail, count - 1) if head and tail and cost < math.inf else None
        if rest is None:
            continue
        lengths = [len(head), *(len(line) for line in rest.lines)]
        if min(lengths) < 2:
            continue
        cost += rest.cost + 8.0 * (max(lengths) - min(lengths)) / len(text) + (_TORN if cost > 1.0 and len(text) < _SHORT else 0.0)
        if best is None or cost < best.cost:
            best = Split((head, *rest.lines), cost)
    return best


def _break_cost(text: str, place: int) -> float:
    left, right = text[place - 1], text[place]
    if right in _NEVER_FIRST or left in _NEVER_LAST or (left.isascii() and right.isascii() and left != " "):
        return math.inf
    if left == "　" or right == "　":
        return 0.0
    if left in _GOOD_END:
        return 0.4
    quoted = text[:place].count("“") > text[:place].count("”") or text[:place].count("《") > text[:place].count("》")
    return 6.0 if quoted else 2.5
