"""Where a point lies, found out otherwise than by the cells that regions are made of."""

from __future__ import annotations

from itertools import pairwise

from build_tools.site.replica.regions import Region


def holds(region: Region, x: float, y: float) -> bool:
    """Whether a ray to the right crosses the outline an odd number of times. Millimetres."""
    crossings = 0
    for ring in region.rings:
        for (x1, y1), (x2, y2) in pairwise((*ring, ring[0])):
            crossings += x1 == x2 and min(y1, y2) <= y < max(y1, y2) and x < x1
    return crossings % 2 == 1
