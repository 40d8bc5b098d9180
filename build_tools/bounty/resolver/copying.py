"""照抄: how much of a message is the print itself, wherever it stands and whether or not it is between quotation marks.

In: text of a message or of one unit, and the index. Out: signs for :mod:`~build_tools.bounty.resolver.reporting`. Who praises or
asks names a headline or a thing; who finds fault writes out the place, and then takes a word of it up again: “一成？九分之一都不到”,
“活动又不是人，活动怎么会希望”. So the copy counts and headlines do not, and a pair of printed characters written twice is a sign.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from build_tools.bounty.claims import Part
from build_tools.bounty.resolver.index import PrintedIndex, Run, find_runs
from build_tools.bounty.resolver.normalise import to_words

_PAIR = 0.6
"""What two characters by themselves are worth: they may agree by chance."""
_MOST, _SCALE = 120.0, 30.0
"""Bits beyond which more say nothing more, and bits that make one unit of the sign."""


def signs_of_copying(text: str, index: PrintedIndex) -> dict[str, float]:
    """``bits``: the rarity of all that is copied from one piece; ``again``: whether a pair of its characters comes twice;
    ``dwelt``: both together; ``marks``: whether anything stands between quotation marks."""
    words = to_words(text)
    by_piece: dict[int, list[tuple[float, Run]]] = defaultdict(list)
    for run in find_runs(index, words):
        if run.exact > 1 and index.pieces[run.piece].spot.part != Part.HEADLINE.value:
            by_piece[run.piece].append((_bits(index, words, run), run))
    best, bits = -1, 0.0
    for piece, runs in by_piece.items():
        # Runs that share characters count once: most pieces fall short even with all of theirs.
        if best < 0 or sum(each[0] for each in runs) + 1e-6 >= bits:
            worth = _apart(runs)
            if best < 0 or (worth, -piece) > (bits, -best):
                best, bits = piece, worth
    again = float(best >= 0 and _comes_again(words, index.pieces[best].words))
    worth = min(bits, _MOST) / _SCALE
    return {"bits": worth, "again": again, "dwelt": again * min(1.0, worth), "marks": float("“" in text)}


def _bits(index: PrintedIndex, words: str, run: Run) -> float:
    """Rarity of the pairs that agree by sight."""
    piece, bits = index.pieces[run.piece], 0.0
    for step in range(run.length - 1):
        at = run.piece_at + step
        if words[run.message + step : run.message + step + 2] == piece.words[at : at + 2]:
            bits += index.rarity[piece.sounds[at : at + 2]]
    return bits * (_PAIR if run.length == 2 else 1.0)


def _apart(runs: list[tuple[float, Run]]) -> float:
    """Bits of the best runs that share no character of the message."""
    taken = bytearray(max(run.message + run.length for _, run in runs))
    whole = 0.0
    for bits, run in sorted(runs, key=lambda each: (-each[0], each[1].message, each[1].piece_at)):
        first, last = run.message, run.message + run.length
        if bits and 1 not in taken[first:last]:
            taken[first:last] = b"\1" * run.length
            whole += bits
    return whole


def _comes_again(words: str, printed: str) -> bool:
    seen: set[str] = set()
    for one, other in pairwise(words):
        pair = one + other
        if pair in seen and "\n" not in pair and pair in printed:
            return True
        seen.add(pair)
    return False
