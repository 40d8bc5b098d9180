"""Fit the weights of build_tools/bounty/resolver/slips.py on the planted sets, and say what they come to on writers left out.

    python -m tests.bounty.fit_slips

Logistic regression with a penalty on large weights. An example is a place of the print with a character that a letter may mean
there; it is right where that makes of the print what the letter's label says.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from dataclasses import dataclass

from build_tools.bounty.resolver.index import clean
from build_tools.bounty.resolver.slips import WEIGHTS, Slip, candidates, with_gain
from build_tools.markup.traditional import simplified
from tests.bounty.labelled import Message, read_messages
from tests.bounty.measures import PLANTED_SETS
from tests.bounty.paper import misprints, planted_index

_ROUNDS, _STEP, _PENALTY = 150, 0.6, 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A slip that a letter of a set may tell."""

    signs: dict[str, float]
    right: bool


def examples(name: str) -> list[Example]:
    """Every slip that the letters of a set may tell."""
    index = planted_index()
    return [
        Example(signs, _is_right(message, slip))
        for message in read_messages(name)
        for slip, told in candidates(index, simplified(clean(message.text)))
        if (signs := with_gain(index, slip, told))
    ]


def _is_right(message: Message, slip: Slip) -> bool:
    piece = planted_index().pieces[slip.piece]
    place = piece.at[slip.at]
    made = piece.text[:place] + slip.right + piece.text[place + 1 :]
    known = [misprints()[label.fault] for label in message.labels if label.fault in misprints()]
    return any(
        each.spot == piece.spot and made == piece.text.replace(each.printed, each.right) for each in known
    )


def fit(known: list[Example]) -> dict[str, float]:
    """Weights by gradient descent with steps that shrink."""
    weights, passed = dict.fromkeys(WEIGHTS, 0.0), dict.fromkeys(WEIGHTS, 1e-9)
    for _ in range(_ROUNDS):
        slope: dict[str, float] = defaultdict(float)
        for each in known:
            miss = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds(weights, each))))) - each.right
            for name, value in each.signs.items():
                slope[name] += miss * value
        for name in weights:
            slope[name] += 0.0 if name == "always" else _PENALTY * weights[name]
            passed[name] += slope[name] ** 2
            weights[name] -= _STEP * slope[name] / math.sqrt(passed[name])
    return {name: round(weight, 1) for name, weight in weights.items()}


def odds(weights: dict[str, float], each: Example) -> float:
    """Log odds that the letter means this."""
    return sum(weights[name] * value for name, value in each.signs.items())


def main() -> None:
    """Each writer left out, then the weights fitted on all."""
    by_set = {name: examples(name) for name in PLANTED_SETS}
    for name, own in by_set.items():
        weights = fit([each for other, known in by_set.items() if other != name for each in known])
        for least in (-1.0, 0.5, 2.0):
            said = [each for each in own if odds(weights, each) >= least]
            hit, all_right = sum(each.right for each in said), sum(each.right for each in own)
            sys.stdout.write(
                f"{name} left out, from {least}: {hit} of {all_right} slips, {len(said) - hit} others\n"
            )
    for name, weight in fit([each for known in by_set.values() for each in known]).items():
        sys.stdout.write(f'    "{name}": {weight},\n')


if __name__ == "__main__":
    main()
