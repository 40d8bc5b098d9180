"""Galley 毛条: a paragraph's sorts in a row, added up, so that any stretch of it can be measured at once.

In: sorts. Out: :class:`Galley`, whose lists answer for every line from sort ``i`` up to (not including)
sort ``j``: natural width ``end[j] - start[i]``, squeeze ``squeeze_end[j] - squeeze_start[i]``, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from build_tools.typesetting.lines.characters import Kind
from build_tools.typesetting.lines.gaps import PROHIBITED, Gap, gap_between, tightened
from build_tools.typesetting.lines.sorts import Sort

_NOTHING = Gap(0.0, 0.0, 0, 0.0, 0.0, PROHIBITED)


@dataclass(frozen=True, slots=True)
class Galley:
    """毛条: ``gaps[k]`` lies before ``sorts[k]``; ``break_cost[k]`` is that of a line starting at sort ``k``."""

    sorts: list[Sort]
    gaps: list[Gap]
    start: list[float]
    end: list[float]
    squeeze_start: list[float]
    squeeze_end: list[float]
    stretch_start: list[float]
    stretch_end: list[float]
    share_start: list[float]
    share_end: list[float]
    characters: list[int]
    break_cost: list[float]


def lay_galley(sorts: list[Sort], tight: bool = False) -> Galley:
    """排毛条: add up widths and elasticities once, for all lines that may be cut from the row.

    ``tight``: most of the marks' blank is filed off from the start.
    """
    gaps = [_NOTHING, *(gap_between(left, right) for left, right in pairwise(sorts))]
    if tight:
        gaps = [tightened(gap) for gap in gaps]
    galley = Galley(
        sorts, gaps, [], [0.0], [], [0.0], [], [0.0], [], [0.0], [0], [gap.break_cost for gap in gaps]
    )
    position = squeeze = stretch = share = 0.0
    characters = 0
    for sort, gap in zip(sorts, gaps, strict=True):
        position += gap.natural
        squeeze += gap.squeeze
        stretch += gap.stretch
        share += gap.share
        characters += sort.characters
        galley.start.append(position + sort.lead)
        galley.squeeze_start.append(squeeze)
        galley.stretch_start.append(stretch)
        galley.share_start.append(share)
        position += sort.width
        vanishes = sort.kind is Kind.SPACE  # at a line's end, and its gap with it
        galley.end.append(galley.end[-1] if vanishes else position - sort.trail)
        galley.squeeze_end.append(galley.squeeze_end[-1] if vanishes else squeeze)
        galley.stretch_end.append(galley.stretch_end[-1] if vanishes else stretch)
        galley.share_end.append(galley.share_end[-1] if vanishes else share)
        galley.characters.append(characters)
    galley.break_cost.append(0.0)
    return galley
