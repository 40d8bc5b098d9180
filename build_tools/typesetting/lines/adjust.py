"""Justification 齐行: one line's slack shared out over its gaps, in CLREQ's order.

In: a galley, the sorts of one line and its width. Out: the gap (points) before every sort of the line.
Squeeze: word spaces, brackets, commas, Han–Latin spacing, stops (CLREQ 3.5.3). Stretch: word spaces and
Han–Latin spacing, then all gaps evenly (3.5.4), those with a mark's blank in them twice as much.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.typesetting.lines.characters import Kind
from build_tools.typesetting.lines.galley import Galley
from build_tools.typesetting.lines.gaps import SQUEEZE_RANKS, TIGHTEST, Gap

_LAST_RESORT = 0.5


@dataclass(frozen=True, slots=True)
class Adjustment:
    """调整: ``gaps[k]`` before the line's sort ``k`` without Han spacing, ``spacing[k]`` the Han spacing in it (both points)."""

    gaps: list[float]
    spacing: list[float]


def adjust_line(galley: Galley, start: int, end: int, slack: float, em: float) -> Adjustment:
    """齐一行: ``slack`` (points) is what the line lacks, negative what it has too much."""
    own = galley.gaps[start + 1 : end]
    while own and galley.sorts[start + len(own)].kind is Kind.SPACE:
        own = own[:-1]
    gaps = [gap.natural for gap in own]
    spacing = [0.0] * len(own)
    if slack < 0.0:
        _tighten(own, spacing, _squeeze(own, gaps, -slack), em)
    elif slack > 0.0:
        _open(own, spacing, _stretch(own, gaps, slack), em)
    return Adjustment([0.0, *gaps], [0.0, *spacing])


def _squeeze(own: list[Gap], gaps: list[float], excess: float) -> float:
    """Take away blank, rank after rank; gives what is still too much."""
    for rank in range(SQUEEZE_RANKS):
        room = sum([gap.squeeze for gap in own if gap.rank == rank])
        part = min(1.0, excess / room) if room > 0.0 else 0.0
        for k, gap in enumerate(own):
            if part and gap.rank == rank:
                gaps[k] -= part * gap.squeeze
        excess -= part * room
    return excess


def _tighten(own: list[Gap], spacing: list[float], excess: float, em: float) -> None:
    """The last of a squeeze: Han characters closer together by :data:`TIGHTEST` em at most."""
    shared = [k for k, gap in enumerate(own) if gap.share > 0.0]
    for k in shared:
        spacing[k] = -min(excess / len(shared), TIGHTEST * em)


def _stretch(own: list[Gap], gaps: list[float], slack: float) -> float:
    """Open spaces, Han–Latin spacing and the blank of marks up to their limits; gives what is still lacking."""
    room = sum([gap.stretch for gap in own])
    part = min(1.0, slack / room) if room > 0.0 else 0.0
    for k, gap in enumerate(own):
        gaps[k] += part * gap.stretch
    return slack - part * room


def _open(own: list[Gap], spacing: list[float], rest: float, em: float) -> None:
    """Han spacing, evenly by share; in a line that would fall apart, between the letters of words too."""
    shares = [gap.share for gap in own]
    if not any(shares) or rest > _LAST_RESORT * em * sum(shares):
        shares = [1.0] * len(own)
    each = rest / (sum(shares) or 1.0)
    for k, share in enumerate(shares):
        spacing[k] = each * share
