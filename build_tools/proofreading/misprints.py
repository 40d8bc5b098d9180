"""错字: one character for another that sounds or looks alike, and two that changed places, as the word model sees them.

In: a text and the word model. Out: what probably was meant, each with a weight: what it gains where it stands and what
speaks for such a slip. Never sure: a name, a dialect or a joke may be as it should be.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from build_tools.proofreading.characters import Likeness, characters
from build_tools.proofreading.language import Lattice, WordModel
from build_tools.proofreading.persons import in_a_name

_RUN = re.compile(r"[\u3400-\u9fff〇]+")
_LONGEST_RUN = 80
_LEAST_GAIN = 1.0
"""Replacements that gain less (powers of ten) are not looked at."""
_MOST = 5
"""So many replacements of a character are looked at, those that gain most."""
_CHEAPEST = 2.0
"""A word never costs less than this (powers of ten), however well it follows: bounds what a replacement can gain."""
_FREQUENT = 6000
"""Of the most frequent words, how many may be proposed though they are a single character."""
_AROUND = 8
"""Characters on either side that tell how well a replacement reads."""
TRAITS = (
    "elsewhere",
    "reads",
    "margin",
    "proposed",
    "standing",
    "put",
    "tone",
    "single",
    *Likeness.__members__,
)
"""What a proposal is weighed by: whether the issue uses its word elsewhere, and see :func:`_traits`."""
_WEIGHTS = (1.85, 1.08, 0.27, 0.39, 0.98, -0.60, 1.44, -0.28, 0.18, -1.36, -0.48)
_BIAS = -3.84
_EVEN_IN_A_NAME = 3.0
"""What a suspicion must weigh where a name may stand."""
_SURE = -0.5
"""The same elsewhere. tests/benchmarks/proofreading/weigh.py makes weights and curve of the open half of the benchmark's
copy and 200,000 characters of the People's Daily of January 1998 (not those that are measured); these are of a run before
persons.py knew names in running text, a run since gives nearly the same. Of the 479 misprints of the open half the word
model finds 106, 119, 124, 128, 135, 142 at 0.5, 0.75, 1, 1.25, 1.5, 2 alarms in 10,000 characters of that paper; this is
between the fifth and the sixth, where all checks together stay under 2. The same copy without misprints, 8,900 characters,
has one alarm from 1.25 on. Of 3,173 misprints in 105,000 characters of sentences that nobody set anything by (LEMON's news,
novels and contracts, EC-ODW) it finds 555 and 19 false ones at -0.28, 592 and 24 at -0.5, 622 and 39 at -0.7.
Of 300,000 more characters of that paper, by which nothing was set, 1.3, 1.6, 1.9 and 2.8 in 10,000 are alarms at -0.28, -0.5,
-0.7 and -1, where 132, 141, 148 and 157 of the 479 are found: there all checks together are over 2 already, so it stays."""
_FIGURES = frozenset("〇零一二三四五六七八九十百千万亿两几第数多")
"""Whether a figure is the right one no neighbour tells: it is not put for another, nor is a word of nothing else proposed."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """``wrong`` stands at ``at``, ``right`` was probably meant, as part of ``word``. ``likeness`` None: two changed places.

    ``gain``: how much likelier the run becomes (powers of ten). ``named``: what stands may be a name.
    """

    at: int
    wrong: str
    right: str
    word: str
    gain: float
    likeness: Likeness | None
    traits: tuple[float, ...] = ()
    named: bool = False

    @property
    def weight(self) -> float:
        """The logarithm of the odds that it is a misprint."""
        return _BIAS + sum(a * b for a, b in zip(_WEIGHTS, self.traits, strict=True))


def suspicions(
    text: str, model: WordModel, immune: Callable[[str], bool], stands: Callable[[str], bool]
) -> Iterator[Suspicion]:
    """At most one for each character.

    ``immune`` tells whether a string of two or three characters is known to be right, ``stands`` whether a word is used
    elsewhere in the issue.
    """
    for run, offset in each_run(text):
        found = [
            each
            for each in proposals(run, model, immune, stands)
            if each.weight >= (_EVEN_IN_A_NAME if each.named else _SURE)
        ]
        yield from (replace(each, at=each.at + offset) for each in _strongest(found))


def each_run(text: str) -> Iterator[tuple[str, int]]:
    """Runs of Han characters, not too long, each with where it begins."""
    for hit in _RUN.finditer(text):
        for start in range(hit.start(), hit.end(), _LONGEST_RUN):
            run = text[start : min(start + _LONGEST_RUN, hit.end())]
            if len(run) > 1:
                yield run, start


def _strongest(found: list[Suspicion]) -> list[Suspicion]:
    """Of several that touch one another the one that weighs most."""
    taken: list[Suspicion] = []
    for each in sorted(found, key=lambda each: -each.weight):
        if all(abs(each.at - other.at) > 2 for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.at)


def proposals(
    run: str, model: WordModel, immune: Callable[[str], bool], stands: Callable[[str], bool]
) -> Iterator[Suspicion]:
    """All that may be meant in one run of characters, with what it is to be weighed by."""
    for each in _proposed(run, model):
        if not _written_so(run, each.at, len(each.wrong), immune, model.ordinary):
            elsewhere = float(len(each.word) > 1 and stands(each.word))
            yield replace(each, traits=(elsewhere, *each.traits))


@functools.lru_cache(4096)
def _proposed(run: str, model: WordModel) -> tuple[Suspicion, ...]:
    """What depends on the run alone: kept, so that a preview looks again only at what was written anew."""
    lattice = Lattice(run, model)
    way = lattice.words()
    covering = [place for place, (_, word) in enumerate(way) for _ in word]
    costs = [-model.after(word, way[place - 1][1] if place else "") for place, (_, word) in enumerate(way)]
    proposed = []
    for at in range(len(run)):
        place = covering[at]
        word = way[place][1]
        if len(word) > 2:
            continue
        around = costs[max(place - (len(word) == 1), 0) : place + 2]
        if sum(around) - _CHEAPEST < _LEAST_GAIN:
            continue
        found = sorted((*_replacements(lattice, at), *_turned(lattice, at)), key=lambda each: -each.gain)
        for rank, each in enumerate(found[:_MOST]):
            if not _parallel(run, at, len(each.wrong)):
                rival = found[1 if rank == 0 else 0].gain if len(found) > 1 else 0.0
                traits = _traits(each, run, model, each.gain - rival)
                proposed.append(replace(each, traits=traits, named=in_a_name(run, at, way)))
    return tuple(proposed)


def _replacements(lattice: Lattice, at: int) -> Iterator[Suspicion]:
    run, (following, before) = lattice.run, lattice.model.beside
    candidates, alone = _candidates(run[at]), _alone(run[at], lattice.model)
    behind = following.get(run[at - 1], "") if at else ""
    ahead = before.get(run[at + 1 : at + 2], "")
    for char, likeness in candidates.items():
        in_word = char in behind or char in ahead
        if not in_word and char not in alone:
            continue
        found = []
        if char in alone:
            found.append((lattice.replaced_by_word(at, char, _LEAST_GAIN), char))
        if in_word:
            found.append(lattice.replaced(at, 1, char, _LEAST_GAIN))
        score, word = max(found, default=(float("-inf"), ""))
        if score - lattice.best >= _LEAST_GAIN and (word == "千万" or not _FIGURES.issuperset(word)):
            yield Suspicion(at, run[at], char, word, score - lattice.best, likeness)


def _turned(lattice: Lattice, at: int) -> Iterator[Suspicion]:
    pair = lattice.run[at : at + 2]
    if len(pair) == 2 and pair[0] != pair[1]:
        score, word = lattice.replaced(at, 2, pair[::-1], _LEAST_GAIN)
        if score - lattice.best >= _LEAST_GAIN:
            yield Suspicion(at, pair, pair[::-1], word, score - lattice.best, None)


def _traits(each: Suspicion, run: str, model: WordModel, margin: float) -> tuple[float, ...]:
    """How much better the words around read, each after the two before it; how far it is ahead of the next proposal;
    how frequent the word is and what stands and what is put; whether they sound the very same; whether it is a word of
    one character; the likeness."""
    end = each.at + len(each.wrong)
    head, tail = run[max(0, each.at - _AROUND) : each.at], run[end : end + _AROUND]
    read = [reads(head + words + tail, model) for words in (each.wrong, each.right)]
    tones = characters().tones
    same = len(each.wrong) == 1 and tones.get(each.wrong, frozenset()) & tones.get(each.right, frozenset())
    return (
        read[1] - read[0],
        margin,
        model.alone(each.word),
        min(model.alone(char) for char in each.wrong),
        min(model.alone(char) for char in each.right),
        float(bool(same)),
        float(len(each.word) == 1),
        *(float(each.likeness is likeness) for likeness in Likeness),
    )


@functools.lru_cache(64)
def reads(words: str, model: WordModel) -> float:
    """How likely the words of a run are, each after the two before it."""
    return model.said([word for _, word in Lattice(words, model).words()])


@functools.lru_cache(8192)
def _alone(char: str, model: WordModel) -> frozenset[str]:
    """Those of the candidates that may be meant as words by themselves."""
    return frozenset(other for other in _candidates(char) if model.words.get(other, _FREQUENT) < _FREQUENT)


@functools.lru_cache(8192)
def _candidates(char: str) -> dict[str, Likeness]:
    """The characters that may have been meant, and why."""
    table = characters()
    found = {
        other: Likeness.SOUND
        for sound in table.readings.get(char, ())
        for other in table.by_sound.get(sound, "")
    }
    for other in table.alike.get(char, "") + table.farther.get(char, ""):
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
    ordinary = model.ordinary if model else set()
    return not (
        in_a_name(run, at - start, way)
        or _parallel(run, at - start, 1)
        or _written_so(run, at - start, 1, immune, ordinary)
    )


def _parallel(run: str, at: int, length: int) -> bool:
    """Whether the same character stands two before or two behind for a figure of speech: 各家各户, 统收统支."""
    starts = (start for start in (at, at - 2, at - 3) if start >= 0)
    return length == 1 and any(run[start : start + 1] == run[start + 2 : start + 3] != "" for start in starts)


def _written_so(run: str, at: int, length: int, immune: Callable[[str], bool], ordinary: set[str]) -> bool:
    """Whether it is written so elsewhere too."""
    # Two characters that are a common word by themselves say nothing of the third.
    pairs = {run[start : start + 2] for start in range(max(at - 1, 0), at + length)} - ordinary
    threes = {run[start : start + 3] for start in range(max(at - 2, 0), at + length)}
    return any(immune(window) for window in pairs | threes if len(window) > 1)
