"""版面截图: the stretch of the printed page that shows a place, cut from the PDF by pdftoppm.

In: the paper's root, an issue, a place. Out: PNG bytes; None when the issue has not been drawn or the tool is missing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from build_tools.bounty.claims import Spot
from build_tools.bounty.layout import Layout, crop_of

_DPI = 110


def draw_crop(
    root: Path, issue: str, layout: Layout | None, spot: Spot, stretch: tuple[float, float] = (0.0, 1.0)
) -> bytes | None:
    """The crop at 110 dpi; ``stretch`` is the part of the article's text that must be in it, 0 to 1."""
    box = crop_of(layout, spot, stretch) if layout else None
    pdf = next(iter(sorted((root / "dist" / "print" / issue).glob("*.pdf"))), None)
    if box is None or pdf is None:
        return None
    x, y, w, h = (str(round(side / 25.4 * _DPI)) for side in (box.x, box.y, box.w, box.h))
    command = [
        "pdftoppm",
        "-png",
        "-r",
        str(_DPI),
        "-f",
        str(box.page),
        "-l",
        str(box.page),
        "-x",
        x,
        "-y",
        y,
        "-W",
        w,
        "-H",
        h,
        str(pdf),
    ]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(b"\x89PNG") else None
