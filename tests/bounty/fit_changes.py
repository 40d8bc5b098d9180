"""Fit the weights of build_tools/bounty/resolver/slips.py and of edits.py on the planted sets, and say what they come to on
writers left out.

    python -m tests.bounty.fit_changes slips     # WEIGHTS of slips.py; first, as the choice rests on them
    python -m tests.bounty.fit_changes choice    # CHOICE of edits.py

Logistic regression with a penalty on large weights. An example is a change that a letter may tell; it is right where it makes of
the print what the letter's label says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.edits import CHOICE, propose
from build_tools.bounty.resolver.index import Piece, clean
from build_tools.bounty.resolver.reading import read, read_clues
from build_tools.bounty.resolver.slips import HOPELESS, WEIGHTS, candidates, gain_of, signs_of_gain
from build_tools.bounty.resolver.units import split_units
from build_tools.markup.traditional import simplified
from tests.bounty.labelled import Message, read_messages
from tests.bounty.measures import PLANTED_SETS, planted_in
from tests.bounty.paper import misprints, page_titles, planted_index

SETS = (*PLANTED_SETS, "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth")
_PENALTY, _ROUNDS = 1.0, 25
_SURE = 4.5


@dataclass(frozen=True, slots=True)
class Example:
    """A change that a letter may tell of a piece; ``about`` is the same for all between which the letter chooses."""

    about: object
    signs: dict[str, float]
    right: bool


def slips(name: str) -> list[Example]:
    """Every slip that the letters of a set may tell."""
    planted, found = planted_in(name), []
    for message in read_messages(name):
        index = planted_index(message.issue, planted)
        cut = read_clues(simplified(clean(message.text)), page_titles(message.issue))[1]
        for slip, _, parts in candidates(index, cut, HOPELESS):
            piece = index.pieces[slip.piece]
            at = piece.at[slip.at]
            right = _is_right(message, piece, Edit(at, at + 1, slip.printed, slip.right), planted)
            signs = signs_of_gain(gain_of(index, slip))
            for part in parts:
                signs |= part
            found.append(Example((message.line, slip.piece), signs, right))
    return found


def choice(name: str) -> list[Example]:
    """Every change that is proposed where one is right, or where the letter tells of one thing only."""
    planted, found = planted_in(name), []
    for message in read_messages(name):
        index = planted_index(message.issue, planted)
        units = split_units(simplified(clean(message.text)), page_titles(message.issue), index)
        spots = {misprints(planted)[label.fault].spot for label in message.labels if not label.silent}
        for order, unit in enumerate(units):
            reading = read(unit.cut, index.own(unit.cut))
            for piece in filter(None, map(index.piece, spots)):
                here = [
                    Example((message.line, order, piece), each.signs, right)
                    for each in propose(piece, reading, index)
                    for right in [_is_right(message, piece, each.edit, planted)]
                ]
                if len(units) == len(message.labels) == 1 or any(each.right for each in here):
                    found += here
    return found


def _is_right(message: Message, piece: Piece, edit: Edit, planted: str) -> bool:
    if edit.replacement is None:
        return False
    made = piece.text[: edit.start] + edit.replacement + piece.text[edit.end :]
    known = [misprints(planted)[label.fault] for label in message.labels if label.fault in misprints(planted)]
    return any(
        each.spot == piece.spot and made == piece.text.replace(each.printed, each.right) for each in known
    )


Numbers = NDArray[numpy.float64]


def fit(signs: Numbers, right: Numbers, names: list[str]) -> Numbers:
    """Weights by Newton's method."""
    weights = numpy.zeros(len(names))
    penalty = numpy.array([1e-6 if name == "always" else _PENALTY for name in names])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + numpy.exp(-numpy.clip(signs @ weights, -30, 30)))
        slope = signs.T @ (chance - right) + penalty * weights
        bend = (signs * (chance * (1 - chance))[:, None]).T @ signs + numpy.diag(penalty)
        weights -= numpy.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Each writer left out, then the weights fitted on all."""
    examples: Callable[[str], list[Example]] = slips if sys.argv[1:] == ["slips"] else choice
    names = list(WEIGHTS if examples is slips else CHOICE)
    by_set = {name: examples(name) for name in SETS}
    signs = {
        name: numpy.array([[each.signs.get(sign, 0.0) for sign in names] for each in own])
        for name, own in by_set.items()
    }
    right = {name: numpy.array([float(each.right) for each in own]) for name, own in by_set.items()}
    for name, own in by_set.items():
        others = [other for other in SETS if other != name]
        together = numpy.concatenate([signs[other] for other in others])
        weights = fit(together, numpy.concatenate([right[other] for other in others]), names)
        best: dict[object, tuple[float, bool]] = {}
        for each, odds in zip(own, signs[name] @ weights, strict=True):
            best[each.about] = max(best.get(each.about, (odds, each.right)), (odds, each.right))
        told = len({each.about for each in own if each.right})
        sure = [is_right for odds, is_right in best.values() if odds >= _SURE]
        hit = sum(is_right for _, is_right in best.values())
        sys.stdout.write(
            f"{name} left out: {hit} of {told} chosen rightly; {len(sure)} sure, {len(sure) - sum(sure)} of them wrong\n"
        )
    everything = fit(numpy.concatenate([*signs.values()]), numpy.concatenate([*right.values()]), names)
    for name, weight in zip(names, everything, strict=True):
        sys.stdout.write(f'    "{name}": {weight:.1f},\n')


if __name__ == "__main__":
    main()
