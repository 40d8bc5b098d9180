"""A small plot: seconds against issues, both logarithmic, a line an engine and task, its name at its end.

In: ``Results``. Out: SVG text that reads on light and dark pages alike, since it brings its own white ground.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.benchmarks.building.results import (
    COLD,
    EDITED,
    MATERIAL,
    NOTHING,
    OURS,
    ZENSICAL,
    Results,
)

_WIDTH, _HEIGHT = 760, 470
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 560, 56, 410
_LABEL_GAP = 19
_SERIES = (
    (MATERIAL, COLD, "Material：怎样改都全部重做", "#8a5a00", ""),
    (ZENSICAL, COLD, "Zensical：全部重做", "#1d5b96", ""),
    (ZENSICAL, EDITED, "Zensical：改一篇", "#1d5b96", "6 4"),
    (OURS, COLD, "晨报：全部重做", "#b3261e", ""),
    (OURS, EDITED, "晨报：改一篇", "#b3261e", "6 4"),
    (OURS, NOTHING, "晨报：没有改", "#b3261e", "1 4"),
)
_SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    colour: str
    dashes: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From issues and seconds to the picture's units."""

    issues: tuple[float, float]
    seconds: tuple[float, float]

    def x(self, issues: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * _share(issues, self.issues)

    def y(self, seconds: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * _share(seconds, self.seconds)


def draw_plot(results: Results) -> str:
    """The whole SVG file."""
    lines = [line for line in (_line(results, *each) for each in _SERIES) if line.points]
    sizes = sorted({issues for line in lines for issues, _ in line.points})
    seconds = [second for line in lines for _, second in line.points]
    low = max((each for each in _SECONDS if each <= min(seconds)), default=_SECONDS[0])
    high = min((each for each in _SECONDS if each >= max(seconds)), default=_SECONDS[-1])
    scale = _Scale((sizes[0], sizes[-1]), (low, high))
    body = [*_frame(scale, sizes), *(_drawn(line, scale) for line in lines), *_labels(lines, scale)]
    return "\n".join([_OPENING, *body, "</svg>", ""])


_OPENING = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" font-family="'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" font-size="14" fill="#222">
<rect width="{_WIDTH}" height="{_HEIGHT}" rx="6" fill="#fff"/>
<text x="{_LEFT}" y="32" font-size="16" font-weight="700">做网站要几秒（越低越快；两轴都是对数）</text>"""


def _line(results: Results, engine: str, task: str, name: str, colour: str, dashes: str) -> _Line:
    samples = (results.find(engine, task, size) for size in results.sizes(engine, task))
    return _Line(name, colour, dashes, tuple((sample.issues, sample.wall) for sample in samples if sample))


def _frame(scale: _Scale, sizes: Iterable[float]) -> Iterable[str]:
    for second in (each for each in _SECONDS if scale.seconds[0] <= each <= scale.seconds[1]):
        y = scale.y(second)
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="#ddd"/><text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{second:g}秒</text>'
    for size in sizes:
        yield f'<path d="M{scale.x(size):.1f} {_TOP}V{_BOTTOM}" stroke="#ddd"/><text x="{scale.x(size):.1f}" y="{_BOTTOM + 22}" text-anchor="middle">{size:g}期</text>'
    yield f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_BOTTOM + 46}" text-anchor="middle">存档有多少期（每期16篇）</text>'


def _drawn(line: _Line, scale: _Scale) -> str:
    places = [(scale.x(issues), scale.y(seconds)) for issues, seconds in line.points]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{line.colour}"/>' for x, y in places)
    road = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{road}" fill="none" stroke="{line.colour}" stroke-width="2.2" stroke-dasharray="{line.dashes}"/>{dots}'


def _labels(lines: list[_Line], scale: _Scale) -> Iterable[str]:
    """Names at the right edge, moved apart where lines end close together; a thin stroke leads from the end to the name."""
    ends = sorted((scale.y(line.points[-1][1]), place) for place, line in enumerate(lines))
    heights = _apart([y for y, _ in ends])
    for height, (y, place) in zip(heights, ends, strict=True):
        line, x = lines[place], scale.x(lines[place].points[-1][0])
        yield f'<path d="M{x + 6:.1f} {y:.1f}L{_RIGHT + 10} {height:.1f}" stroke="{line.colour}" stroke-width="0.8" opacity="0.5"/><text x="{_RIGHT + 14}" y="{height + 5:.1f}" fill="{line.colour}">{escape(line.name)}</text>'


def _apart(heights: list[float]) -> list[float]:
    """The least one-sided move that leaves every label its room, then as a whole back up if the last fell off the foot."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + _LABEL_GAP) if placed else height)
    over = max(0.0, placed[-1] - _BOTTOM) if placed else 0.0
    for place in range(len(placed) - 1, -1, -1):
        ceiling = placed[place + 1] - _LABEL_GAP if place + 1 < len(placed) else _BOTTOM
        placed[place] = min(placed[place], ceiling) if over else placed[place]
    return placed


def _share(value: float, bounds: tuple[float, float]) -> float:
    low, high = map(math.log, bounds)
    return (math.log(value) - low) / (high - low) if high > low else 0.5
