"""是不是报错: whether a message, or one unit of it, reports a fault.

In: units of a message with the best-placed piece. Out: a score, log odds that a fault is reported. Greetings, questions, praise
and complaints may quote the paper too; a report points at a place, quotes print, and speaks as people speak who find fault.
All of it is weighed together; the weights stand in :mod:`~build_tools.bounty.resolver.signs`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.bounty.claims import Claim
from build_tools.bounty.resolver.copying import signs_of_copying
from build_tools.bounty.resolver.edits import quotations
from build_tools.bounty.resolver.index import BLOT, PrintedIndex
from build_tools.bounty.resolver.normalise import to_words
from build_tools.bounty.resolver.rank import Scored
from build_tools.bounty.resolver.signs import CHARACTERS, SIGNS
from build_tools.bounty.resolver.units import Fault, Unit

ENOUGH_TEXT = 5.0
"""Evidence from words below which a claim is on the article, not on a paragraph."""
_ASKING = re.compile("[?？]|吗")
_MOST, _SCALE = 60.0, 20.0
BOUND = 3.0
"""Log odds that all characters together can come to."""
_LONG = 100
"""Different characters of own words beyond which more of them say nothing more."""

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with the signs of its being a report."""

    claim: Claim
    fault: Fault | None
    total: float
    """Evidence for its place."""
    signs: Signs
    score: float
    """Log odds, judged by this unit alone."""
    listed: bool
    """Whether the reader counts it as one of several."""

    @property
    def strong(self) -> bool:
        """Whether wrong or right is really given."""
        return bool(self.fault and self.fault.strong)


def weigh(claim: Claim, unit: Unit, index: PrintedIndex, first: Scored) -> Found:
    """What there is for and against a claim."""
    clues, own = unit.clues, index.own(unit.text)
    signs = {
        "text": min(first.text, _MOST) / _SCALE,
        "place": min(first.place, _MOST) / _SCALE,
        "number": float(bool(clues.numbers or clues.damaged)),
        "page": float(bool(clues.pages)),
        "paragraph": float(bool(clues.paragraphs or clues.line)),
        "correction": float(bool(unit.fault and unit.fault.strong)),
        "told": float(_tells_print(unit, index)),
        "quoted": float(_quotes_print(unit, index, first)),
        **signs_of_copying(unit.text, index),
    }
    return Found(claim, unit.fault, first.total, signs, judge([signs], own), unit.listed)


def judge(signs: Iterable[Signs], own: str, elsewhere: bool = False) -> float:
    """Log odds that a fault is reported: the strongest of each sign, and the characters of the reader's own words."""
    return sum(SIGNS[name] * value for name, value in strongest(signs, own, elsewhere).items()) + bounded(
        sum(CHARACTERS.get(char, 0.0) for char in {*own})
    )


def bounded(odds: float) -> float:
    """Many characters together say no more than :data:`BOUND`: whoever tells a long story may still report."""
    return BOUND * math.tanh(odds / BOUND)


def strongest(signs: Iterable[Signs], own: str, elsewhere: bool) -> Signs:
    """The strongest of each sign over the units, with the signs of the message as a whole."""
    found = {
        "asking": float(bool(_ASKING.search(own))),
        "length": math.log(1 + min(len({*own} - {BLOT}), _LONG)) / 2,
        "elsewhere": float(elsewhere),
        "always": 1.0,
    }
    for each in signs:
        for name, value in each.items():
            found[name] = max(value, found.get(name, value))
    return found


def _tells_print(unit: Unit, index: PrintedIndex) -> bool:
    words = to_words(unit.fault.wrong or "") if unit.fault else ""
    return index.stands(words) or index.sounds_printed(words)


def _quotes_print(unit: Unit, index: PrintedIndex, first: Scored) -> bool:
    piece = index.pieces[first.piece].words
    return any(len(to_words(part)) > 1 and to_words(part) in piece for part in quotations(unit.text))
