"""错字: the changes of one character that a letter tells, whatever the turns of phrase around it.

In: the printed index and words of a letter. Out: :class:`Slip` records: where in the print, which character, what speaks for it.

Two witnesses are heard. The print: with the other character it must read more like Chinese (the word model says how much). The
letter: it must say that character, and beside it the printed one, or a neighbour that it would stand next to. Neither is enough
alone: people say many characters, and much that is printed could be written otherwise.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build_tools.bounty.resolver.index import Piece, PrintedIndex, find_all
from build_tools.proofreading.characters import Likeness, characters, near_sounds
from build_tools.proofreading.language import LONGEST, word_model

_AROUND = 4
"""Characters on either side of a change by which the word model judges it."""
_GAIN = 1.0
"""log10 by which the print should read better; half of it where the two neither sound nor look alike."""
WEIGHTS = {
    "always": -2.0,
    "little gain": -1.5,
    "right": 0.6,
    "said": -1.1,
    "printed": 1.0,
    "wrong": 3.1,
    "wrong twice": 0.5,
    "better": 1.4,
    "better twice": 2.3,
    "shape": -1.3,
    "unlike": -4.2,
    "close": 0.8,
    "alone": 1.8,
    "copied": -2.4,
    "length": -2.0,
}
"""Log odds, fitted by ``python -m tests.bounty.fit_slips``."""
LIKELY, TOLD = 0.0, 2.0
"""Log odds from which a slip is a guess at what is meant in print that is known to be meant; is a change that a letter tells."""
_CUE = re.compile("应该?[为是作]|改[为成作]")
"""Words of the letter that are no wording."""
_CLOSE, _COMMON = 8, 0.2
_NAMED = re.compile("(?<=[的“改])[一-鿿]|[一-鿿](?=[”字])|(?<![一-鿿])[一-鿿](?![一-鿿])")
"""How a single character is named: 演奏的奏, 奏字, or between stops."""


class Slip(NamedTuple):
    """A printed character that may stand for another one."""

    piece: int
    at: int
    printed: str
    right: str


class Told(NamedTuple):
    """A slip with what a letter says for it, and where in its text the right character and the printed one stand."""

    slip: Slip
    odds: float
    right_at: int
    printed_at: int


def is_han(char: str) -> bool:
    """Whether it is a Han character."""
    return "一" <= char <= "鿿"


@functools.lru_cache(maxsize=200_000)
def _ways(run: str) -> dict[str, float]:
    """The last word of every way to part a few characters into words, with log10 of the likeliest such way.

    What runs begin with is asked for again and again: every character that is tried in one place begins with its neighbours.
    """
    model = word_model()
    if not run or model is None:
        return {"": 0.0}
    return {
        run[start:]: max(
            [value + model.after(run[start:], word) for word, value in _ways(run[:start]).items()]
        )
        for start in range(max(0, len(run) - LONGEST), len(run))
        if start == len(run) - 1 or run[start:] in model.words
    }


def gain(words: str, at: int, put: str) -> float:
    """By how much (log10) some words read better with one character replaced by another."""
    first, last = at, at + 1
    while first > max(0, at - _AROUND) and is_han(words[first - 1]):
        first -= 1
    while last < min(len(words), at + 1 + _AROUND) and is_han(words[last]):
        last += 1
    better = _ways(words[first:at] + put + words[at + 1 : last])
    return max(better.values()) - max(_ways(words[first:last]).values())


@functools.lru_cache(maxsize=8_000)
def _alike(index: PrintedIndex, right: str) -> frozenset[str]:
    """The printed characters that sound or look like one."""
    table = characters()
    sounds = {each for sound in table.readings.get(right, ()) for each in (sound, *near_sounds(sound))}
    alike = {char for sound in sounds for char in table.by_sound.get(sound, "")} | {
        *table.alike.get(right, "")
    }
    printed = index.having.keys() - {right}
    return frozenset(char for char in printed if char in alike or right in table.alike.get(char, ""))


@functools.lru_cache(maxsize=8_000)
def _beside(index: PrintedIndex, neighbour: str, step: int) -> dict[str, list[tuple[int, int]]]:
    """The characters that are printed behind another one (or before it: -1; or it itself: 0), and where each stands so."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for order in index.having.get(neighbour, ()):
        words = index.pieces[order].words
        for at, _ in find_all(words, neighbour):
            if 0 <= at + step < len(words):
                found[words[at + step]].append((order, at + step))
    return found


@functools.lru_cache(maxsize=256)
def told(index: PrintedIndex, text: str) -> tuple[Told, ...]:
    """The slips that some words of a letter tell, the likeliest first: of one place and of one character the likeliest alone."""
    return _distinct([each for each in _possible(index, text) if each.odds >= TOLD])


def told_in(index: PrintedIndex, text: str, piece: Piece) -> tuple[Told, ...]:
    """Those of one piece of print, where it is known that the letter speaks of it: then less need be said."""
    return _distinct([each for each in _possible(index, text) if index.pieces[each.slip.piece] is piece])


@functools.lru_cache(maxsize=256)
def _possible(index: PrintedIndex, text: str) -> tuple[Told, ...]:
    found = [
        Told(slip, odds, text.find(slip.right), text.find(slip.printed))
        for slip, signs in candidates(index, text)
        if odds_of(signs) >= LIKELY and (odds := odds_of(with_gain(index, slip, signs))) >= LIKELY
    ]
    return tuple(sorted(found, key=lambda each: (-each.odds, each.slip)))


def odds_of(signs: dict[str, float]) -> float:
    """Log odds that the letter tells a slip for which these signs speak; none where there are no signs."""
    return sum(WEIGHTS[name] * value for name, value in signs.items()) if signs else -math.inf


def with_gain(index: PrintedIndex, slip: Slip, signs: dict[str, float]) -> dict[str, float]:
    """The signs, and whether the print hardly reads better; {} where it reads worse. To be asked last: it costs most."""
    better = gain(index.pieces[slip.piece].words, slip.at, slip.right)
    return {} if better < signs["unlike"] * _GAIN / 2 else {**signs, "little gain": float(better < _GAIN)}


def _distinct(found: Iterable[Told]) -> tuple[Told, ...]:
    kept: list[Told] = []
    for each in found:
        slip = each.slip
        if all(
            (slip.piece, slip.at) != (other.piece, other.at) and slip.right != other.right
            for other in (one.slip for one in kept)
        ):
            kept.append(each)
    return tuple(kept)


def candidates(index: PrintedIndex, text: str) -> Iterator[tuple[Slip, dict[str, float]]]:
    """Every slip that some words of a letter may tell, and what speaks for it."""
    words = "".join(char for char in _CUE.sub("\n", text) if char.isalnum() or char in "%\n")
    said = {*filter(is_han, words)}
    # Both are said and alike: 奏字, 凑字. Or one is said beside the printed neighbour of the other: 新冠 where 新寇 is printed.
    ways = {(printed, right, printed, 0) for right in said for printed in said & _alike(index, right)}
    for one, other in itertools.pairwise(words):
        if is_han(one) and is_han(other):
            likely = frozenset() if index.stands(one + other) else said
            for right, neighbour, step in ((other, one, 1), (one, other, -1)):
                here = _beside(index, neighbour, step).keys() & (likely | _alike(index, right)) - {right}
                ways |= {(printed, right, neighbour, step) for printed in here}
    places = {
        Slip(order, at, printed, right)
        for printed, right, neighbour, step in ways
        for order, at in _beside(index, neighbour, step).get(printed, ())
    }
    for slip in places:
        if signs := signs_of(index, slip, text, words):
            yield slip, signs


def signs_of(index: PrintedIndex, slip: Slip, text: str, words: str) -> dict[str, float]:
    """What speaks for a slip; {} where the letter says neither the printed character nor a neighbour of the right one."""
    printed, right, around = slip.printed, slip.right, index.pieces[slip.piece].words
    before, behind = around[max(0, slip.at - 1) : slip.at], around[slip.at + 1 : slip.at + 2]
    if right in (before, behind):
        return {}  # a letter that copies 四史 says 四 beside 史 in any case
    # Beside a character that any letter has (的同志) the right one says nothing.
    better = [
        pair in words and _rarity(index, neighbour, len(words)) > _COMMON
        for neighbour, pair in ((before, before + right), (behind, right + behind))
        if neighbour
    ]
    said = printed in words
    if not (said or any(better)):
        return {}
    wrong = [pair in words for pair in (before + printed, printed + behind) if len(pair) > 1]
    likeness = characters().likeness(printed, right)
    places = [at for at, char in enumerate(words) if char == right]
    others = [at for at, char in enumerate(words) if char == printed]
    return {
        "always": 1.0,
        "right": _rarity(index, right, len(words)),
        "said": float(said),
        "printed": _rarity(index, printed, len(words)) if said else 0.0,
        "wrong": float(any(wrong)),
        "wrong twice": float(sum(wrong) > 1),
        "better": float(any(better)),
        "better twice": float(sum(better) > 1),
        "shape": float(likeness is Likeness.SHAPE),
        "close": float(any(abs(one - other) <= _CLOSE for one in places for other in others)),
        "alone": float(right in _named(text)),
        "unlike": float(likeness is None),
        "copied": float(all(_is_copied(index, words, at) for at in places)),
        "length": math.log10(1 + len(words)),
    }


@functools.lru_cache(maxsize=64)
def _named(text: str) -> frozenset[str]:
    return frozenset(_NAMED.findall(text))


def _is_copied(index: PrintedIndex, words: str, at: int) -> bool:
    """Whether a character of a letter is copied from the print with its neighbours."""
    threes = [words[first : first + 3] for first in range(max(0, at - 2), at + 1)]
    return any(len(three) == 3 and index.stands(three) for three in threes)


@functools.lru_cache(maxsize=8_000)
def _share(index: PrintedIndex, char: str) -> float:
    """How often a character stands in the print, or in what people write, whichever is more."""
    model = word_model()
    printed = (index.words.count(char) + 0.5) / (1 + len(index.words))
    return max(printed, 10 ** model.alone(char)) if model else printed


def _rarity(index: PrintedIndex, char: str, count: int) -> float:
    """-log10 of how often so many characters of a letter hold this one by chance."""
    return -math.log10(min(1.0, count * _share(index, char)))
