"""Gaps 字距: what lies between two neighbouring sorts, and whether a line may break there.

In: two sorts. Out: a :class:`Gap`: its natural width (points; negative where blank is filed off), how far
it may be squeezed and at which rank, how far it may open before Han spacing must, and the cost of a break.
Sources: CLREQ 3.1.4 and 3.1.5 (where no line may break), 3.1.6 (widths of marks), 3.2.2 (Han–Latin spacing),
3.5.3 and 3.5.4 (limits of squeezing and stretching); GB/T 15834 §5.1.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

from build_tools.typesetting.lines.characters import (
    FULL_WIDTH_MARKS,
    HARD_UNITS,
    LINE_END_PROHIBITED,
    LINE_START_PROHIBITED,
    NARROW_END_PROHIBITED,
    NARROW_START_PROHIBITED,
    Kind,
)
from build_tools.typesetting.lines.sorts import Sort

PROHIBITED = math.inf
"""The cost of a break that must not be."""
FORCED_BREAK = 400.0
"""The cost of a break inside a word wider than the measure."""
UNIT_BREAK = 2.0
"""The cost of parting a number from the Han character after it: an open line of 0.1 em is dearer."""

PAIR_TRIM = 0.5
ORIGINS_APART = 0.02
"""Em between the origins of two glyphs at least: programs that read a PDF order characters by them."""
HAN_LATIN = 0.125
HAN_LATIN_STRETCH = 0.125
WORD_SPACE = (0.25, 0.5)
"""Least and most em of a word space (CLREQ 3.5.3, 3.5.4)."""
HAN_SPACE = 0.5
TIGHT_PART = 0.6
"""Of its blank a mark gives up in a headline: it takes 0.7 em; half an em makes heavy faces touch."""
MARK_STRETCH = 0.125
MARK_SHARE = 2.0
"""Beside the blank of a mark a little more blank is not seen: there the line opens first and twice as far."""

TIGHTEST = 0.01
"""Em by which Han characters may stand closer than their bodies when all blank is used up: 0.03 mm in body sizes, unseen, yet it spares an open line."""

PIECE_SHARE = 0.5
"""Letters of a word that had to be broken open like Han characters, half as much: else the rest of the line gapes."""

SQUEEZE_RANKS = 5
_RANK = {Kind.OPENING: 1, Kind.CLOSING: 1, Kind.COMMA: 2, Kind.STOP: 4}
_SPACE_RANK = 0
_HAN_LATIN_RANK = 3
_STIFF = frozenset({Kind.CONNECTOR, Kind.SOLIDUS, Kind.DOT})
_LATIN = frozenset({Kind.WORD, Kind.PIECE})
_JOINTS = "/?&=#_-.:@"
"""What joins the parts of an address; a line may end behind it."""
_ADDRESS = 16
"""Letters from which a word is thought to be an address: shorter ones hold a time, a number, a name with a hyphen."""


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """字距: between two sorts, in points.

    ``squeeze`` may be taken away, at rank ``rank`` of CLREQ's order (0 is squeezed first);
    ``stretch`` may be added before Han spacing opens; ``share`` is its part in Han spacing.
    """

    natural: float
    squeeze: float
    rank: int
    stretch: float
    share: float
    break_cost: float


@functools.lru_cache(maxsize=65536)
def gap_between(left: Sort, right: Sort) -> Gap:
    """两字之间: the gap between neighbouring sorts."""
    em = min(left.style.size, right.style.size)
    cost = break_cost(left, right)
    blank = left.trail + right.lead
    if blank > 0.0:
        return _mark_gap(left, right, blank, em, cost)
    if Kind.SPACE in (left.kind, right.kind):
        return _space_gap(left, right, em, cost)
    if (left.kind is Kind.HAN and right.kind in _LATIN) or (left.kind in _LATIN and right.kind is Kind.HAN):
        clings = _clings(left, right)
        width = 0.0 if clings else HAN_LATIN * em
        return Gap(width, width, _HAN_LATIN_RANK, 0.0 if clings else HAN_LATIN_STRETCH * em, 1.0, cost)
    return Gap(0.0, 0.0, 0, 0.0, _share(left, right), cost)


def _mark_gap(left: Sort, right: Sort, blank: float, em: float, cost: float) -> Gap:
    """Two neighbouring marks take 1.5 em together (CLREQ 3.1.6.2), and may be squeezed further like others."""
    pair = left.kind in FULL_WIDTH_MARKS and right.kind in FULL_WIDTH_MARKS
    closest = ORIGINS_APART * em - (left.width - _last_origin(left) + right.shift)
    natural = max(-min(PAIR_TRIM * em, blank) if pair else 0.0, closest)
    rank = _RANK[left.kind] if left.trail > 0.0 else _RANK[right.kind]
    return Gap(natural, natural - max(-blank, closest), rank, MARK_STRETCH * em, MARK_SHARE, cost)


@functools.lru_cache(maxsize=4096)
def tightened(gap: Gap) -> Gap:
    """压缩标点: the gap when most of its marks' blank is gone from the start (GB/T 15834 5.1.11)."""
    if gap.rank not in _RANK.values():
        return gap
    taken = TIGHT_PART * gap.squeeze
    return Gap(gap.natural - taken, gap.squeeze - taken, gap.rank, gap.stretch, gap.share, gap.break_cost)


def _last_origin(sort: Sort) -> float:
    """Where in its body the last glyph of a sort has its origin."""
    return sort.width * (len(sort.text) - 1) / len(sort.text) if sort.tracking else sort.shift


def _space_gap(left: Sort, right: Sort, em: float, cost: float) -> Gap:
    """Elasticity of a space lies before it; between Han characters it is half an em wide, after a word as wide as the face has it."""
    if right.kind is not Kind.SPACE or left.kind is Kind.SPACE:
        return Gap(0.0, 0.0, 0, 0.0, 0.0, cost)
    if left.kind in _LATIN:
        least, most = WORD_SPACE
        return Gap(
            0.0, max(0.0, right.width - least * em), _SPACE_RANK, max(0.0, most * em - right.width), 1.0, cost
        )
    natural = max(0.0, HAN_SPACE * em - right.width)
    return Gap(natural, natural / 2, _SPACE_RANK, HAN_SPACE * em / 2, 1.0, cost)


def _share(left: Sort, right: Sort) -> float:
    """No Han spacing inside a word, in a double ellipsis, between a figure and its sign, beside connecting marks (CLREQ 3.5.4)."""
    if left.kind is right.kind is Kind.PIECE:
        return PIECE_SHARE
    if left.kind in _STIFF or right.kind in _STIFF or (left.kind in _LATIN and right.kind in _LATIN):
        return 0.0
    signed = (left.kind is Kind.PREFIX and right.kind in _LATIN) or (
        left.kind in _LATIN and right.kind is Kind.SUFFIX
    )
    return 0.0 if signed or left.kind is right.kind is Kind.ELLIPSIS else 1.0


def _clings(left: Sort, right: Sort) -> bool:
    """Half-width marks take no Han–Latin spacing on the side they cling to."""
    if right.kind in _LATIN:
        return right.text[0] in NARROW_START_PROHIBITED
    return left.text[-1] in NARROW_END_PROHIBITED or left.text[-1] in ",.;:!?)"


def break_cost(left: Sort, right: Sort) -> float:
    """禁则: what a line break between two sorts costs (:data:`PROHIBITED` where none may be)."""
    if right.kind in LINE_START_PROHIBITED or left.kind in LINE_END_PROHIBITED:
        return PROHIBITED
    if left.kind is Kind.PIECE and right.kind is Kind.PIECE:
        return _piece_cost(left, right)
    if right.kind in _LATIN and (left.kind in _LATIN or right.text[0] in NARROW_START_PROHIBITED):
        return PROHIBITED
    if left.kind in _LATIN:
        return _after_word(left, right)
    if left.text == "第" and right.kind is Kind.WORD:
        return UNIT_BREAK
    return (
        PROHIBITED
        if left.kind is right.kind is Kind.ELLIPSIS or (left.kind is right.kind is Kind.DASH)
        else 0.0
    )


def _piece_cost(left: Sort, right: Sort) -> float:
    awkward = right.text[0] in NARROW_START_PROHIBITED or left.text[-1] in NARROW_END_PROHIBITED
    if len(left.word) >= _ADDRESS and left.word == right.word and left.text[-1] in _JOINTS:
        # An address ends a line behind /, ?, & … rather than in the middle of a name.
        return PROHIBITED if right.text[0] in _JOINTS else UNIT_BREAK
    return PROHIBITED if awkward else FORCED_BREAK


def _after_word(left: Sort, right: Sort) -> float:
    if left.text[-1] in NARROW_END_PROHIBITED:
        return PROHIBITED
    if right.kind is not Kind.HAN or not (left.text[-1].isdigit() or left.text[-1] in "%+"):
        return 0.0
    return PROHIBITED if right.text in HARD_UNITS and left.text[-1].isdigit() else UNIT_BREAK
