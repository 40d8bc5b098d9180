"""印刷要求: what a print shop demands of a file, as numbers. Nothing here reads a PDF.

In: the paper's settings for the press. Out: :class:`Demands`, which every rule of the preflight asks.
"""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass

from build_tools.model import PressSettings, limits


class Standard(enum.Enum):
    """交付标准: the PDF/X under which a file is delivered (ISO 15930-4 and 15930-7)."""

    X1A = "pdf/x-1a"
    """PDF/X-1a:2003: PDF 1.4, gray, CMYK and spot only, no transparency."""
    X4 = "pdf/x-4"
    """PDF/X-4: PDF 1.6, the profile embedded, transparency allowed."""

    @property
    def name_in_file(self) -> str:
        """What the file says of itself under GTS_PDFXVersion."""
        return "PDF/X-1a:2003" if self is Standard.X1A else "PDF/X-4"

    @property
    def highest_version(self) -> tuple[int, int]:
        """The highest PDF version that the standard admits."""
        return (1, 4) if self is Standard.X1A else (1, 6)


@dataclass(frozen=True, slots=True)
class Demands:
    """要求. Lengths of the page in mm, type and lines in points, resolutions in dots per inch, ink in per cent.

    The usual values are those that make-up and the checks go by (:mod:`build_tools.model.limits`). Reversed type of one
    ink is asked for 8 pt, the mean of two shops. 0 or "" means: not demanded.
    """

    standard: str = ""
    page_width: float = 0.0
    page_height: float = 0.0
    pages: int = 0
    bleed: float = 0.0
    ink_limit: float = float(limits.INK_LIMIT)
    least_dpi: float = limits.LEAST_DPI
    most_dpi: float = 450.0
    least_line_art_dpi: float = limits.LEAST_LINE_ART_DPI
    thinnest_line: float = limits.THINNEST_LINE
    thinnest_tint_line: float = limits.THINNEST_TINT_LINE
    thinnest_mixed_line: float = limits.THINNEST_MIXED_LINE
    smallest_type: float = limits.SMALLEST_TYPE
    smallest_tint_type: float = limits.SMALLEST_TINT_TYPE
    smallest_mixed_type: float = limits.SMALLEST_MIXED_TYPE
    smallest_reversed_type: float = limits.SMALLEST_REVERSED_TYPE
    black_overprints: bool = False
    """Whether black text must overprint (our own files; most shops let the RIP do it)."""
    most_pages: int = 64
    most_bytes: int = 300_000_000
    most_operators: int = 1_500_000
    most_seconds: float = 18.0
    """Processor time of all processes that touch the file together."""
    most_memory: int = 1_000_000_000
    """Address space of each process that touches the file, in bytes."""
    newsprint: bool = True
    """Whether it is printed on newsprint; an output intent of coated paper is then a fault."""
    safety: float = 3.0
    """mm from the trim within which no type may stand: cutting is not finer (field notes 5.1)."""
    profile: str = ""
    """Path of the CMYK profile under which colours that are not CMYK are separated for measuring."""

    def as_dict(self) -> dict[str, object]:
        """Plain values, to be handed to another process."""
        return asdict(self)


def demands_of(settings: PressSettings, *, standard: str = "", profile: str = "") -> Demands:
    """What the paper's own settings demand of any file that goes to its press."""
    return Demands(
        standard=standard, ink_limit=float(settings.ink_limit), bleed=settings.bleed, profile=profile
    )
