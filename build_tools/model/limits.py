"""印得出: what newsprint can hold, the one set of limits that make-up, the checks and the preflight go by.

Resolutions in dots an inch, sizes and widths in points, ink in per cent. Sources: field notes 5.2 (200 dpi with a lower
bound of 170, line art 600, smallest type 6 in one ink, 8 in a tint, 10 in several; screens of 100 lpi).
"""

from __future__ import annotations

LEAST_DPI = 170.0
"""A photograph that is coarser looks rough: make-up sets none larger, ``check`` names it, the preflight refuses it."""
WANTED_DPI = 254.0
"""Two and a half times the screen: ten pixels a millimetre, to which finer pictures are brought."""
MOST_DPI = 300.0
"""Finer pictures are brought down."""
LEAST_LINE_ART_DPI = 550.0
"""Of pictures of black and white alone, which no screen softens."""
SMALLEST_TYPE = 6.0
SMALLEST_TINT_TYPE = 8.0
SMALLEST_MIXED_TYPE = 10.0
SMALLEST_REVERSED_TYPE = 8.0
THINNEST_LINE = 0.25
THINNEST_TINT_LINE = 0.72
"""One cell of a screen of 100 lpi: a thinner tint breaks up into dots."""
THINNEST_MIXED_LINE = 1.0
INK_LIMIT = 240


def effective_dpi(pixels: tuple[float, float], width: float, height: float) -> float:
    """The resolution of a picture that fills a box of so many points, cut where its shape is another; 0 for an empty one."""
    if min(pixels) <= 0 or width <= 0 or height <= 0:
        return 0.0
    return min(pixels[0] / width, pixels[1] / height) * 72


def least_dpi(*, line_art: bool) -> float:
    """The limit of a photograph, or of line art 线条图."""
    return LEAST_LINE_ART_DPI if line_art else LEAST_DPI
