"""Fit the weights of build_tools/proofreading/phrases.py on headlines whose lines editors ended, and say what they come to on others.

    python -m tests.benchmarks.proofreading.fit_breaks            # what the table of the program comes to
    python -m tests.benchmarks.proofreading.fit_breaks --write    # fitted on tests/typesetting/headlines/fitted_*.txt

Logistic regression with a penalty on large weights, over every place between two words: would an editor end a line there? A
character has a weight only if it is met at several places, rounded so that the table stays readable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from build_tools.proofreading.language import DATA, word_model
from build_tools.proofreading.phrases import signs_of, words_of
from build_tools.typesetting.copy.splits import split_headline

HEADLINES = Path(__file__).parents[2] / "typesetting" / "headlines"
_OFTEN = 6
_PENALTY = 1.0
_ROUNDS = 30
_LEAST = 0.1


def headlines(name: str) -> Iterator[tuple[str, frozenset[int]]]:
    """Of a file each headline and where its lines may end, its own end included."""
    for line in (HEADLINES / f"{name}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            parts = line.split("/")
            yield "".join(parts), frozenset(accumulate(map(len, parts)))


def sound(name: str, count: int) -> tuple[int, int]:
    """Of the headlines that may have so many lines: how many are broken where an editor would, and how many there are."""
    found = [(text, ends) for text, ends in headlines(name) if len(ends) >= count]
    splits = [(split_headline(text, count), ends) for text, ends in found]
    good = sum(
        bool(split) and set(accumulate(map(len, split.lines))) <= ends for split, ends in splits if split
    )
    return good, len(found)


def _fitted(names: list[str]) -> dict[str, float]:
    rows, told = [], []
    for text, ends in (each for name in names for each in headlines(name)):
        for (_, before), (at, word) in pairwise(words_of(text, word_model())):
            rows.append(signs_of(text, before, word, at, word_model()))
            told.append(float(at in ends))
    met = Counter(sign for row in rows for sign in row)
    signs = [sign for sign, count in met.items() if count >= _OFTEN]
    order = {sign: place for place, sign in enumerate(signs)}
    table = np.zeros((len(rows), len(signs)))
    for place, row in enumerate(rows):
        for sign, value in row.items():
            if sign in order:
                table[place, order[sign]] = value
    truth, weights = np.array(told), np.zeros(len(signs))
    penalty = np.array([0.0 if sign == "always" else _PENALTY for sign in signs])
    for _ in range(_ROUNDS):
        odds = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (odds - truth) + penalty * weights
        bend = (table * (odds * (1 - odds))[:, None]).T @ table + np.diag(penalty + 1e-6)
        weights -= np.linalg.solve(bend, slope)
    return {sign: round(float(weight), 1) for sign, weight in zip(signs, weights, strict=True)}


def _written(weights: dict[str, float]) -> str:
    """Characters by their weights, the other signs by their names."""
    characters: dict[str, dict[str, str]] = defaultdict(dict)
    signs = {}
    for sign, weight in sorted(weights.items()):
        kind, _, met = sign.partition(" ")
        if kind not in ("behind", "before"):
            signs[sign] = weight
        elif abs(weight) > _LEAST:
            character = met.strip("…") or met
            same = characters[f"{kind} {met.replace(character, '{}')}"]
            same[f"{weight:g}"] = same.get(f"{weight:g}", "") + character
    ordered = {
        kind: dict(sorted(found.items(), key=lambda each: float(each[0])))
        for kind, found in characters.items()
    }
    return json.dumps({"signs": signs, "characters": ordered}, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Written, or measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        names = sorted(path.stem for path in HEADLINES.glob("fitted_*.txt"))
        (DATA / "breaks.json").write_text(_written(_fitted(names)), "utf-8")
    sums: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for path in sorted(HEADLINES.glob("*.txt")):
        sums[path.stem] = [sound(path.stem, count) for count in (2, 3)]
    for name, found in sums.items():
        sys.stdout.write(f"{name:10}" + "".join(f"{good:6} / {count}" for good, count in found) + "\n")


if __name__ == "__main__":
    main()
