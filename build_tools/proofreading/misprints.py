"""错字: one character for another that sounds or looks alike, and two that changed places, as the word model sees them.

In: a text and the word model. Out: what probably was meant, each with how much likelier the whole run of characters
becomes (powers of ten). Never sure: a name, a dialect or a joke may be as it should be.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from build_tools.proofreading.characters import Likeness, characters
from build_tools.proofreading.language import Lattice, WordModel
from build_tools.proofreading.persons import in_a_name

_RUN = re.compile(r"[\u3400-\u9fff〇]+")
_LONGEST_RUN = 80
_LEAST_GAIN = 2.6
"""Replacements that gain less (powers of ten) are not looked at."""
_RAREST = -6.0
"""log10 of the probability of the rarest word that is proposed."""
_CHEAPEST = 2.0
"""A word never costs less than this (powers of ten), however well it follows: bounds what a replacement can gain."""
_WEIGHTS = {"gain": 1.31, "proposed": 0.57, "standing": 1.33, "tone": 1.55}
_OF_LIKENESS = {Likeness.SOUND: 0.73, Likeness.SHAPE: -0.45, Likeness.NEAR: -0.68, None: 0.0}
_EVEN_IN_A_NAME = 3.0
_SURE = -0.4
"""What a suspicion must weigh. Weights are fitted by logistic regression on the open half of the benchmark's copy and
100,000 characters of the People's Daily of January 1998 (not those that are measured). Of the 479 misprints of the open half
the word model finds 98, 114, 125, 138 at -0.4, -0.9, -1.2, -1.5, with 5, 7, 10, 13 alarms in 72,000 characters of that paper
and 0, 0, 0, 3 in the open half itself. From -0.9 on, copy that nobody tuned on has alarms."""
_FIGURES = frozenset("〇零一二三四五六七八九十百千万亿两几第数多")
"""Whether a figure is the right one no neighbour tells: it is not put for another, nor is a word of nothing else proposed."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """``wrong`` stands at ``at``, ``right`` was probably meant, as part of ``word``. ``likeness`` None: two changed places."""

    at: int
    wrong: str
    right: str
    word: str
    gain: float
    likeness: Likeness | None


def suspicions(text: str, model: WordModel, immune: Callable[[str], bool]) -> Iterator[Suspicion]:
    """At most one for each character; ``immune`` tells whether a string of two or three characters is known to be right."""
    for hit in _RUN.finditer(text):
        for start in range(hit.start(), hit.end(), _LONGEST_RUN):
            run = text[start : min(start + _LONGEST_RUN, hit.end())]
            if len(run) > 1:
                yield from _in_run(run, start, model, immune)


def _in_run(run: str, offset: int, model: WordModel, immune: Callable[[str], bool]) -> Iterator[Suspicion]:
    lattice = Lattice(run, model)
    way = lattice.words()
    covering = [place for place, (_, word) in enumerate(way) for _ in word]
    costs = [-model.after(word, way[place - 1][1] if place else "") for place, (_, word) in enumerate(way)]
    found: list[Suspicion] = []
    for at in range(len(run)):
        place = covering[at]
        word = way[place][1]
        if len(word) > 2:
            continue
        around = costs[max(place - (len(word) == 1), 0) : place + 2]
        if sum(around) - _CHEAPEST < _LEAST_GAIN:
            continue
        best = _replacement(lattice, at, offset)
        turned = _turned(lattice, at, offset)
        if turned and (best is None or turned.gain > best.gain):
            best = turned
        if (
            best
            and _weight(best, model) >= _SURE
            and not _guarded(
                run, best.at - offset, len(best.wrong), way, immune, _weight(best, model), model.ordinary
            )
        ):
            found.append(best)
    yield from _strongest(found)


def _strongest(found: list[Suspicion]) -> Iterator[Suspicion]:
    """Of several that touch one another the one that gains most."""
    taken: list[Suspicion] = []
    for each in sorted(found, key=lambda each: -each.gain):
        if all(abs(each.at - other.at) > 2 for other in taken):
            taken.append(each)
    yield from sorted(taken, key=lambda each: each.at)


def _replacement(lattice: Lattice, at: int, offset: int) -> Suspicion | None:
    best: Suspicion | None = None
    pairs = lattice.model.pairs
    before, behind = lattice.run[at - 1] if at else "", lattice.run[at + 1 : at + 2]
    for char, likeness in _candidates(lattice.run[at]).items():
        if before + char not in pairs and char + behind not in pairs:
            continue
        score, word = lattice.replaced(at, 1, char)
        gain = score - lattice.best
        if (
            gain >= _LEAST_GAIN
            and (best is None or gain > best.gain)
            and lattice.model.alone(word) >= _RAREST
            and not (_FIGURES.issuperset(word) and word != "千万")
        ):
            best = Suspicion(offset + at, lattice.run[at], char, word, gain, likeness)
    return best


def _turned(lattice: Lattice, at: int, offset: int) -> Suspicion | None:
    pair = lattice.run[at : at + 2]
    if len(pair) < 2 or pair[0] == pair[1]:
        return None
    score, word = lattice.replaced(at, 2, pair[::-1])
    gain = score - lattice.best
    if gain >= _LEAST_GAIN and lattice.model.alone(word) >= _RAREST:
        return Suspicion(offset + at, pair, pair[::-1], word, gain, None)
    return None


def _weight(each: Suspicion, model: WordModel) -> float:
    """Rare characters are seldom slips, common words are often meant, the very same sound is typed most easily."""
    tones = characters().tones
    same = len(each.wrong) == 1 and tones.get(each.wrong, frozenset()) & tones.get(each.right, frozenset())
    return (
        _WEIGHTS["gain"] * each.gain
        + _WEIGHTS["proposed"] * model.alone(each.word)
        + _WEIGHTS["standing"] * min(model.alone(char) for char in each.wrong)
        + _WEIGHTS["tone"] * bool(same)
        + _OF_LIKENESS[each.likeness]
    )


@functools.lru_cache(8192)
def _candidates(char: str) -> dict[str, Likeness]:
    """The characters that may have been meant, and why."""
    table = characters()
    found = {
        other: Likeness.SOUND
        for sound in table.readings.get(char, ())
        for other in table.by_sound.get(sound, "")
    }
    for other in table.alike.get(char, ""):
        found.setdefault(other, Likeness.SHAPE)
    for other in table.near(char):
        found.setdefault(other, Likeness.NEAR)
    found.pop(char, None)
    return {other: why for other, why in found.items() if not {char, other} <= _FIGURES}


def may_be_meant(
    text: str, at: int, right: str, model: WordModel | None, immune: Callable[[str], bool]
) -> bool:
    """Whether what guards the word model's proposals lets pass that ``right`` was meant at ``at``, whoever proposes it."""
    if {text[at], right} <= _FIGURES:
        return False
    start, end = at, at + 1
    while start > max(0, at - _LONGEST_RUN // 2) and _RUN.match(text[start - 1]):
        start -= 1
    while end < min(len(text), at + _LONGEST_RUN // 2) and _RUN.match(text[end]):
        end += 1
    run = text[start:end]
    way = Lattice(run, model).words() if model else list(enumerate(run))
    return not _guarded(run, at - start, 1, way, immune, 0.0, model.ordinary if model else set())


def _guarded(
    run: str,
    at: int,
    length: int,
    way: list[tuple[int, str]],
    immune: Callable[[str], bool],
    weight: float,
    ordinary: set[str],
) -> bool:
    """Whether what stands is a name, or is written so elsewhere too."""
    if weight < _EVEN_IN_A_NAME and in_a_name(run, at, way):
        return True
    parallel = (start for start in (at, at - 2, at - 3) if start >= 0)
    if length == 1 and any(run[start : start + 1] == run[start + 2 : start + 3] != "" for start in parallel):
        return True  # 各家各户, 统收统支
    # Two characters that are a common word by themselves say nothing of the third.
    pairs = {run[start : start + 2] for start in range(max(at - 1, 0), at + length)} - ordinary
    threes = {run[start : start + 3] for start in range(max(at - 2, 0), at + length)}
    return any(immune(window) for window in pairs | threes if len(window) > 1)
