"""二维码: an address as one vector path; the only importer of segno."""

from __future__ import annotations

from functools import lru_cache

import segno


@lru_cache(maxsize=64)
def qr_path(address: str) -> tuple[str, int]:
    """(SVG path of the dark modules, side of the square in modules, quiet zone of two included)."""
    code = segno.make(address, error="m", micro=False)
    matrix = [[bool(dark) for dark in row] for row in code.matrix_iter(border=2)]
    parts: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = next((end for end in range(x, len(row)) if not row[end]), len(row)) - x if row[x] else 0
            if run:
                parts.append(f"M{x} {y}h{run}v1h-{run}z")
            x += max(run, 1)
    return "".join(parts), len(matrix)
