"""Fit the weights of build_tools/bounty/resolver/resolve.py on the labelled messages, and say what they come to on writers left out.

    python -m tests.bounty.fit_signs            # one line per writer left out
    python -m tests.bounty.fit_signs --write    # its tables, fitted on all
    python -m tests.bounty.fit_signs --write --without fourth

Logistic regression, both classes weighing alike, with a penalty on large weights. Only characters that occur in many messages
have a weight, rounded so that the table stays readable.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass

from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.resolve import BOUND, SIGNS, bounded, read, strongest
from tests.bounty.labelled import read_messages
from tests.bounty.measures import planted_in
from tests.bounty.paper import ISSUES, index_of, page_titles, planted_index

WRITERS = {
    "first": ("develop", "heldout", "fresh", "voices"),
    "second": ("second",),
    "third": ("third",),
    "fourth": ("fourth", "further_fourth"),
    "adversarial": ("elsewise", "further", "probe", "adversarial"),
    "fifth": ("fifth",),
    "planted": ("residents", "office"),
    **{
        name: (name,)
        for name in (
            *("sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
            *("twelfth", "thirteenth", "fourteenth", "fifteenth"),
            *("sixteenth", "seventeenth"),
        )
    },
}
_ROUNDS, _STEP = 80, 0.5
_PENALTY, _PENALTY_CHARACTER = 0.3, 4.0
_OFTEN = 8
"""Different subjects on which messages must use a character: else it belongs to one fault, not to the way people speak."""
_GRAIN, _SMALLEST = 0.2, 0.1
"""Weights of characters are rounded to the grain; smaller ones are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One message: its signs, the Han characters of its own words, whether it is a report."""

    writer: str
    signs: dict[str, float]
    characters: frozenset[str]
    report: bool
    about: str
    """What it reports; of what is no report, every message stands for itself."""


def examples() -> list[Example]:
    """Every labelled message that says anything of the paper at all."""
    found = []
    for writer, names in WRITERS.items():
        for kept, message in ((name, each) for name in names for each in read_messages(name)):
            planted = planted_in(kept)
            earlier = [_index(issue, planted) for issue in ISSUES if issue < message.issue]
            index = _index(message.issue, planted)
            reading = read(message.text, index, earlier, page_titles(message.issue))
            signs = strongest([each.signs for each in reading.found], reading.own, reading.elsewhere)
            found.append(
                Example(
                    writer,
                    signs,
                    frozenset(char for char in reading.own if "一" <= char <= "鿿"),
                    bool(message.labels),
                    repr(message.labels) if message.labels else message.text,
                )
            )
    return found


def _index(issue: str, planted: str) -> PrintedIndex:
    return planted_index(issue, planted) if planted else index_of(issue)


def fit(known: list[Example]) -> dict[str, float]:
    """Weights of signs and characters, by gradient descent with steps that shrink."""
    subjects = Counter(char for _, char in {(each.about, char) for each in known for char in each.characters})
    often = {char for char, count in subjects.items() if count >= _OFTEN}
    rows = [(each.signs, each.characters & often, each.report) for each in known]
    silent = sum(each.report for each in known) / max(1, sum(not each.report for each in known))
    weights: dict[str, float] = defaultdict(float)
    passed: dict[str, float] = defaultdict(float)
    for _ in range(_ROUNDS):
        slope: dict[str, float] = defaultdict(float)
        for signs, own, report in rows:
            spoken = bounded(sum(weights[char] for char in own))
            odds = max(-30.0, min(30.0, spoken + sum(weights[name] * value for name, value in signs.items())))
            miss = (1 / (1 + math.exp(-odds)) - report) * (1.0 if report else silent)
            for name, value in signs.items():
                slope[name] += miss * value
            for char in own:
                slope[char] += miss * (1 - (spoken / BOUND) ** 2)
        for name in slope:
            slope[name] += (
                0.0 if name == "always" else _PENALTY_CHARACTER if name in often else _PENALTY
            ) * weights[name]
            passed[name] += slope[name] ** 2
            weights[name] -= _STEP * slope[name] / math.sqrt(passed[name] + 1e-9)
    return {
        name: rounded
        for name, weight in weights.items()
        if (rounded := _rounded(name, weight)) or name in SIGNS
    }


def _rounded(name: str, weight: float) -> float:
    if name in SIGNS:
        return round(weight, 1)
    return round(round(weight / _GRAIN) * _GRAIN, 1) if abs(weight) >= _SMALLEST else 0.0


def odds(weights: dict[str, float], each: Example) -> float:
    """As :func:`build_tools.bounty.resolver.resolve.judge` would say with these weights."""
    return sum(weights[name] * value for name, value in each.signs.items()) + bounded(
        sum(weights.get(char, 0.0) for char in each.characters)
    )


def main() -> None:
    """Left out one by one, or written."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--without", default="", help="a writer whose messages are kept for measuring")
    arguments = parser.parse_args()
    known = [each for each in examples() if each.writer != arguments.without]
    if arguments.write:
        sys.stdout.write(_module(fit(known)))
        return
    for writer in dict.fromkeys(each.writer for each in known):
        weights = fit([each for each in known if each.writer != writer])
        own = [(odds(weights, each), each.report) for each in known if each.writer == writer]
        for least in (0.0, -0.2, -0.5):
            false, lost = (
                sum(score > least and not report for score, report in own),
                sum(score <= least and report for score, report in own),
            )
            sys.stdout.write(
                f"{writer} left out, from {least}: {false} of {sum(not report for _, report in own)} non-reports taken for reports, {lost} of {sum(report for _, report in own)} reports lost\n"
            )


def _module(weights: dict[str, float]) -> str:
    by_weight: dict[float, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        if name not in SIGNS:
            by_weight[weight].append(name)
    own = "".join(f'    "{name}": {weights[name]},\n' for name in SIGNS)
    characters = "".join(
        f'    ({weight}, "{"".join(chars)}"),\n' for weight, chars in sorted(by_weight.items(), reverse=True)
    )
    return f"SIGNS = {{\n{own}}}\n_BY_WEIGHT = (\n{characters})\n"


if __name__ == "__main__":
    main()
