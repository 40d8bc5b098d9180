"""分行与疏排: where a headline breaks into lines, and how far a short one is spaced out.

In: the words of a headline. Out: :class:`Split` and widths, in em and points.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise

from build_tools.proofreading.phrases import break_costs
from build_tools.typesetting.copy.setting import Troubles, set_line, width_of
from build_tools.typesetting.lines.line import Run, TextStyle

_COVER = 0.64
"""Share of its width that a short headline is spaced out to."""
_FEW = 4
"""Characters of a section head (读者来信), which may be spaced out as far as it still reads as a word."""
_MOST_SPACING, _WIDEST_SPACING = 0.1, 0.5
"""Em between the characters of a headline, and of a section head."""
_UNEVEN = 2.0
"""What it costs that the longest line is so much longer than the shortest, as a share of the whole."""


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
    if len(lines) > 1 or gaps < 1 or "　" in lines[0] or natural >= _COVER * width:
        return 0.0
    em = natural / len(lines[0])
    most = _WIDEST_SPACING if gaps < _FEW else _MOST_SPACING
    return math.floor(min((_COVER * width - natural) / gaps / em, most) * 20 + 1e-6) / 20


@dataclass(frozen=True, slots=True)
class Split:
    """分行: the lines of a headline and what breaking it there costs."""

    lines: tuple[str, ...]
    cost: float
    last: bool = False
    """No further split of this headline has more lines."""


@lru_cache(maxsize=4096)
def split_headline(text: str, count: int, names: tuple[str, ...] = ()) -> Split | None:
    """标题分行: the text in so many lines, by sense first, then of equal length; None where only a word could be torn for it."""
    if count == 1:
        return Split((text,), 0.0)
    costs = break_costs(text, names)
    places = [place for place, cost in enumerate(costs, 1) if cost < math.inf]
    best: Split | None = None
    for chosen in combinations(places, count - 1):
        ends = (0, *chosen, len(text))
        lines = tuple(text[start:end].strip("　") for start, end in pairwise(ends))
        if min(map(len, lines)) < 2:
            continue
        widths = [
            sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in line)
            for line in lines
        ]
        torn = sum(costs[place - 1] for place in chosen)
        cost = torn + _UNEVEN * (max(widths) - min(widths)) / sum(widths)
        if best is None or cost < best.cost:
            best = Split(lines, cost)
    return best


_SHORT = 1.0
"""What a line of a text broken by sense costs that is white for its whole width."""


def broken_by_sense(runs: tuple[Run, ...], most: float) -> tuple[Run, ...]:
    """按意思断行: the runs with an end of line wherever one serves, lines of at most so many em (of the first run's
    size); what only a torn word would make short enough is left to the composer."""
    text = "".join(run.text for run in runs)
    ends = _line_ends(text, most, runs[0].style) if runs else ()
    broken, at = [], 0
    for run in runs:
        cuts = [0, *(end - at for end in ends if 0 < end - at < len(run.text)), len(run.text)]
        for start, end in pairwise(cuts):
            broken.append(replace(run, text=run.text[start:end]))
            if at + end in ends:
                broken.append(Run("\n", run.style))
        at += len(run.text)
    return tuple(broken)


@lru_cache(maxsize=1024)
def _line_ends(text: str, most: float, style: TextStyle) -> tuple[int, ...]:
    """Where lines end; () where one line holds the whole or words would have to be torn."""
    costs = (math.inf, *break_costs(text), 0.0)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        found: tuple[float, tuple[int, ...]] = (math.inf, ())
        for start in range(end - 1, -1, -1):
            width = width_in_em(text[start:end], style)
            if width > most:
                break
            cost = best[start][0] + costs[end] + _SHORT * (1.0 - width / most) ** 2
            found = min(found, (cost, (*best[start][1], end)))
        best.append(found)
    return best[-1][1][:-1]
