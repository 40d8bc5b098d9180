"""Asks an engine all that a case needs, and says what came out.

A case about a break is set in measures half an em apart around its place; one about a mark at a line's end in
measures a twentieth apart, and the narrowest in which the mark still ends the line says what it takes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.conformance.cases import PLACE, Case, Kind, counted
from tests.benchmarks.conformance.engines import WIDE, Asked, Setting

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile("[A-Za-z0-9]+")
_NEAR = 0.02
_COARSE, _FINE = 0.5, 0.05
_AROUND = (-1.5, 1.5)
_ENDING = (0.4, 1.1)
_START_MEASURE = 4.2
_ABSENT = "无字形"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine does with a case: ``shown`` is how the page says it."""

    shown: str
    conforms: bool


def questions(cases: Sequence[Case]) -> list[Asked]:
    """All that must be set to judge the cases, each once, in order."""
    asked: dict[Asked, None] = {}
    for case in cases:
        asked.update(dict.fromkeys(_asked(case)))
        if case.kind in (Kind.WIDTH, Kind.START):
            asked.update(dict.fromkeys((word, WIDE) for word in _WORD.findall(case.plain)))
    return list(asked)


def judge(cases: Sequence[Case], asked: Sequence[Asked], settings: Sequence[Setting]) -> list[Outcome]:
    """The outcome of each case."""
    answers = dict(zip(asked, settings, strict=True))
    return [_judge(case, answers) for case in cases]


def _asked(case: Case) -> list[Asked]:
    if case.kind is Kind.WIDTH:
        return [(case.plain, WIDE)]
    if case.kind is Kind.START:
        return [(case.plain, _START_MEASURE)]
    if case.kind is Kind.END:
        return _sweep(case, case.place - 1, _ENDING, _FINE)
    return _sweep(
        case,
        round(sum(_about(character) for character in case.text[: case.text.index(PLACE)])),
        _AROUND,
        _COARSE,
    )


def _about(character: str) -> float:
    """Its width in em, more or less."""
    return 0.5 if character.isascii() else 1.0


def _sweep(case: Case, ems: int, around: tuple[float, float], step: float) -> list[Asked]:
    low, high = around
    return [(case.plain, ems + low + step * number) for number in range(round((high - low) / step) + 1)]


def _judge(case: Case, answers: dict[Asked, Setting]) -> Outcome:
    asked = _asked(case)
    found = [answers[question] for question in asked]
    if any(sum(line.characters for line in setting) != counted(case.plain) for setting in found):
        return Outcome(_ABSENT, conforms=False)
    if case.kind in (Kind.KEEP, Kind.MAY):
        breaks = any(len(setting) > 1 and setting[0].characters == case.place for setting in found)
        return Outcome("断" if breaks else "不断", breaks is (case.kind is Kind.MAY))
    width = _width(case, asked, answers)
    if width is None:
        return Outcome("不可比", conforms=False)
    # Rounded first: an eighth of an em must read 0.13 in every engine, whatever its last bits are.
    return Outcome(f"{abs(round(width, 3)) + 1e-9:.2f}", case.low - _NEAR <= width <= case.high + _NEAR)


def _width(case: Case, asked: list[Asked], answers: dict[Asked, Setting]) -> float | None:
    """What marks and gaps take, in em; None when no line of the setting is the one that the case is about."""
    if case.kind is Kind.END:
        measures = [measure for text, measure in asked if answers[text, measure][0].characters == case.place]
        return measures[0] - (case.place - 1) if measures else None
    setting = answers[asked[0]]
    text, line = case.plain, setting[0]
    if case.kind is Kind.START:
        if len(setting) < 2 or setting[0].characters != case.place:
            return None
        text, line = case.text.partition(PLACE)[2], setting[1]
    words = sum(answers[word, WIDE][0].right for word in _WORD.findall(text))
    return line.right - len(_HAN.findall(text)) - words
