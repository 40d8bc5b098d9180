"""How much each trait of a choice among 的, 地 and 得 weighs, and what is found at how many false alarms.

    python -m tests.benchmarks.proofreading.particles --people FILE

``--people`` is the People's Daily that ``measure`` reads. Of 220,000 characters of it each choice that nobody planted is a
wrong one; of as many others some particles are exchanged, and the choice of what stood there is the right one. What is
found, and what falsely, is told of as many articles more, none of which is taught, and none that ``measure`` measures.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy

from build_tools.proofreading.language import word_model
from build_tools.proofreading.misprints import each_run
from build_tools.proofreading.particles import BIASES, PARTICLES, SURE, choices
from tests.benchmarks.proofreading.measure import people, say
from tests.benchmarks.proofreading.weigh import Floats, regression

TAUGHT, ASKED, SIZE = 3_000, 14_500, 440_000
OF_DE = 0.15
"""Of every 的 so many are exchanged: it stands thirty times as often as 得."""


class Row(NamedTuple):
    """One choice: what stands and what is put, its traits, and whether what is put was there before."""

    pair: str
    traits: tuple[float, ...]
    right: bool


def rows(path: Path, start: int) -> Iterator[Row]:
    """Choices in one half of the articles as they are, then in the other half with particles exchanged."""
    model = word_model()
    if model is None:
        raise SystemExit("the table of words is missing")
    chance = random.Random(1)
    for number, piece in enumerate(people(path, start, SIZE)):
        for line in piece.text.split("\n"):
            for run, _ in each_run(line):
                if number % 2 == 0:
                    yield from (Row(run[at] + put, traits, False) for at, put, traits in choices(run, model))
                    continue
                for at in range(1, len(run)):
                    if run[at] not in PARTICLES or (run[at] == "的" and chance.random() > OF_DE):
                        continue
                    other = chance.choice(PARTICLES.replace(run[at], ""))
                    exchanged = run[:at] + other + run[at + 1 :]
                    for where, put, traits in choices(exchanged, model):
                        if (where, put) == (at, run[at]):
                            yield Row(other + put, traits, True)


def table(sample: list[Row]) -> Floats:
    """Traits, then which pair it is."""
    return numpy.array([(*row.traits, *(float(row.pair == pair) for pair in BIASES)) for row in sample])


def main() -> None:
    """Print weights and curve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=Path, required=True)
    options = parser.parse_args()
    taught, asked = list(rows(options.people, TAUGHT)), list(rows(options.people, ASKED))
    weights = regression(table(taught), numpy.array([float(row.right) for row in taught]))
    traits = len(taught[0].traits)
    say("weights " + " ".join(f"{each:.2f}" for each in weights[:traits]))
    for pair, weight in zip(BIASES, weights[traits:], strict=False):
        say(f"{pair} {weight + weights[-1]:.2f}")
    answers = zip(table(asked) @ weights[:-1] + weights[-1], asked, strict=True)
    sure = [row for weight, row in answers if weight >= SURE[row.pair[0]]]
    planted = Counter(row.pair for row in asked if row.right)
    found, wrong = (Counter(row.pair for row in sure if row.right is right) for right in (True, False))
    for pair, count in planted.items():
        say(f"{pair[0]} for {pair[1]}: {found[pair]} of {count} found, {wrong[pair]} false")


if __name__ == "__main__":
    main()
