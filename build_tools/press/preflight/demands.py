"""印刷要求: what a print shop demands of a file, as numbers. Nothing here reads a PDF.

In: the paper's settings for the press. Out: :class:`Demands`, which every rule of the preflight asks.
"""

from __future__ import annotations

import enum
from dataclasses import asdict, dataclass

from build_tools.model import PressSettings


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

    The usual values are those of newspaper shops (field notes 5.2: 200 dpi with a lower bound of 170, line art
    600, smallest type 6 pt in one ink, 8 pt in a tint, 10 pt in several inks). Reversed type of one ink is
    asked for 8 pt here, the mean of two shops. 0 or "" means: not demanded.
    """

    standard: str = ""
    page_width: float = 0.0
    page_height: float = 0.0
    pages: int = 0
    bleed: float = 0.0
    ink_limit: float = 240.0
    least_dpi: float = 170.0
    most_dpi: float = 450.0
    least_line_art_dpi: float = 550.0
    thinnest_line: float = 0.25
    thinnest_mixed_line: float = 1.0
    smallest_type: float = 6.0
    smallest_tint_type: float = 8.0
    smallest_mixed_type: float = 10.0
    smallest_reversed_type: float = 8.0
    black_overprints: bool = False
    """Whether black text must overprint (our own files; most shops let the RIP do it)."""
    most_pages: int = 64
    most_bytes: int = 300_000_000
    most_operators: int = 3_000_000
    most_seconds: float = 180.0
    most_memory: int = 3_000_000_000
    """Address space of each process that touches the file, in bytes."""
    profile: str = ""
    """Path of the CMYK profile under which colours that are not CMYK are separated for measuring."""

    def as_dict(self) -> dict[str, object]:
        """Plain values, to be handed to another process."""
        return asdict(self)


def demands_of(settings: PressSettings, *, standard: str = "", profile: str = "") -> Demands:
    """What the paper's own settings demand of any file that goes to its press."""
    return Demands(standard=standard, ink_limit=float(settings.ink_limit), bleed=settings.bleed, profile=profile)
