"""印迹: one thing that a page paints, with all that the rules ask of it.

Lengths are points of the page's own space (y upward); the rules turn them into mm.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass

from pikepdf import Object

from build_tools.press.reading.spaces import SOLID, Paint, Space

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class MarkKind(enum.Enum):
    """What was painted."""

    TEXT = "字"
    FILL = "色块"
    STROKE = "线"
    IMAGE = "图"
    SHADING = "渐变"
    MASK = "蒙版里的字"
    """Type that lays no ink itself: it cuts out what is painted next, or stands in a soft mask."""


@dataclass(frozen=True, slots=True)
class Blending:
    """透明与叠印 in force when a mark was painted."""

    alpha: float = 1.0
    mode: str = "Normal"
    soft_mask: bool = False
    group: bool = False
    overprint: bool = False
    overprint_mode: int = 0

    @property
    def transparent(self) -> bool:
        """Whether PDF/X-1a would refuse it."""
        return self.alpha < 1.0 or self.mode not in ("Normal", "Compatible") or self.soft_mask or self.group


@dataclass(frozen=True, slots=True)
class Pixels:
    """图像: size in pixels, bits a component, effective dots per inch across and down."""

    width: int
    height: int
    bits: int
    mask: bool
    space: Space
    filters: tuple[str, ...]
    dpi: float
    soft_mask_space: Space | None = None
    identity: tuple[int, int] = (0, 0)
    """Number and generation of the image object; (0, 0) inline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """印迹 at (``x``, ``y``), its lower left corner; ``width`` and ``height`` of its box."""

    kind: MarkKind
    x: float
    y: float
    width: float
    height: float
    paint: Paint
    blending: Blending
    size: float = 0.0
    """Type: effective size in points."""
    font: Object | None = None
    codes: bytes = b""
    line_width: float = 0.0
    """Strokes: effective width in points."""
    pixels: Pixels | None = None

    @property
    def box(self) -> Box:
        """Where it stands."""
        return (self.x, self.y, self.width, self.height)

    @property
    def is_tint(self) -> bool:
        """One ink that is screened, by its colour or by its opacity."""
        inks = self.paint.inks
        return (
            inks is not None and self.paint.ink_count == 1 and 0.005 < max(inks) * self.blending.alpha < SOLID
        )


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and then ``then``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point through a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """The mean enlargement of a matrix."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def box_of(matrix: Matrix, points: tuple[tuple[float, float], ...]) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of points after a matrix."""
    placed = [moved(matrix, *point) for point in points] or [(matrix[4], matrix[5])]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def thickened(box: Box, width: float) -> Box:
    """The box of a stroked path: half the line's width more, beside it and not beyond the ends of a straight one."""
    x, y, across, down = box
    beside, above = (width / 2 if down or not across else 0.0), (width / 2 if across or not down else 0.0)
    return (x - beside, y - above, across + 2 * beside, down + 2 * above)


def common(first: Box | None, second: Box | None) -> Box | None:
    """What two boxes share, of no area where they do not meet; None is the whole plane."""
    if first is None or second is None:
        return first or second
    left, bottom = max(first[0], second[0]), max(first[1], second[1])
    right = min(first[0] + first[2], second[0] + second[2])
    top = min(first[1] + first[3], second[1] + second[3])
    return (left, bottom, max(right - left, 0.0), max(top - bottom, 0.0))


def touch(first: Box, second: Box) -> bool:
    """Whether two boxes share at least a point."""
    return (
        first[0] <= second[0] + second[2]
        and second[0] <= first[0] + first[2]
        and first[1] <= second[1] + second[3]
        and second[1] <= first[1] + first[3]
    )
