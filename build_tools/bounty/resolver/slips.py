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
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from build_tools.bounty.resolver.index import Piece, PrintedIndex
from build_tools.proofreading.characters import Likeness, characters, near_sounds
from build_tools.proofreading.language import LONGEST, word_model

_AROUND = 4
"""Characters on either side of a change by which the word model judges it."""
_GAIN = 1.0
"""log10 by which the print should read better."""
WEIGHTS = {
    "always": -2.1,
    "little gain": -1.5,
    "right": 0.6,
    "said": -1.1,
    "printed": 1.0,
    "wrong": 3.1,
    "wrong twice": 0.5,
    "better": 1.4,
    "better twice": 2.3,
    "sound": 0.1,
    "shape": -1.2,
    "unlike": -4.1,
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
    """A printed character that may stand for another one: ``gain`` in log10 of what the word model gives either."""

    piece: int
    at: int
    printed: str
    right: str
    gain: float


class Told(NamedTuple):
    """A slip with what a letter says for it, and where in its text the right character and the printed one stand."""

    slip: Slip
    odds: float
    right_at: int
    printed_at: int


def is_han(char: str) -> bool:
    """Whether it is a Han character."""
    return "一" <= char <= "鿿"


@functools.lru_cache(maxsize=60_000)
def _likelihood(run: str) -> float:
    """log10 of the likeliest way to part a few characters into words; 0 without a model."""
    model = word_model()
    if model is None:
        return 0.0
    ways: list[dict[str, float]] = [{"": 0.0}]
    for end in range(1, len(run) + 1):
        here: dict[str, float] = {}
        for start in range(max(0, end - LONGEST), end):
            word = run[start:end]
            if end == start + 1 or word in model.words:
                here[word] = max([value + model.after(word, before) for before, value in ways[start].items()])
        ways.append(here)
    return max(ways[-1].values())


def gain(words: str, at: int, removed: int, put: str) -> float:
    """By how much (log10) some words read better with ``removed`` characters replaced by ``put``."""
    first = last = at
    while first > max(0, at - _AROUND) and is_han(words[first - 1]):
        first -= 1
    last = at + removed
    while last < min(len(words), at + removed + _AROUND) and is_han(words[last]):
        last += 1
    return _likelihood(words[first:at] + put + words[at + removed : last]) - _likelihood(words[first:last])


@functools.lru_cache(1)
def _looked_alike() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for char, others in characters().alike.items():
        for other in others:
            found.setdefault(other, set()).add(char)
            found.setdefault(char, set()).add(other)
    return found


@functools.lru_cache(maxsize=8_000)
def slips_of(index: PrintedIndex, right: str) -> tuple[Slip, ...]:
    """Every place of the print that would read better with this character, and has one that sounds or looks like it."""
    table = characters()
    sounds = {each for sound in table.readings.get(right, ()) for each in (sound, *near_sounds(sound))}
    alike = {char for each in sounds for char in table.by_sound.get(each, "")} | _looked_alike().get(
        right, set()
    )
    found = []
    for printed in sorted(alike - {right}):
        for order in index.having.get(printed, ()):
            words = index.pieces[order].words
            at = words.find(printed)
            while at >= 0:
                if (better := gain(words, at, 1, right)) >= 0:
                    found.append(Slip(order, at, printed, right, better))
                at = words.find(printed, at + 1)
    return tuple(found)


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
        if (odds := sum(WEIGHTS[name] * value for name, value in signs.items())) >= LIKELY
    ]
    return tuple(sorted(found, key=lambda each: (-each.odds, each.slip)))


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
    found = {slip for right in said for slip in slips_of(index, right)}
    # What neither sounds nor looks alike, if it is told beside its neighbour: 新冠 where 新寇 is printed.
    for one, other in itertools.pairwise(words):
        if is_han(one) and is_han(other) and not index.stands(one + other):
            found |= {*_beside(index, one, other, said)}
    for slip in found:
        if signs := signs_of(index, slip, text, words):
            yield slip, signs


def _beside(index: PrintedIndex, one: str, other: str, said: set[str]) -> Iterator[Slip]:
    """Where one of two neighbours is printed beside a character that is said, and the other would make it read better."""
    for right, neighbour, step in ((other, one, 1), (one, other, -1)):
        for order in index.having.get(neighbour, ()):
            words = index.pieces[order].words
            at = words.find(neighbour)
            while at >= 0:
                place = at + step
                char = words[place] if 0 <= place < len(words) else right
                if char != right and char in said and (better := gain(words, place, 1, right)) >= _GAIN / 2:
                    yield Slip(order, place, char, right, better)
                at = words.find(neighbour, at + 1)


def signs_of(index: PrintedIndex, slip: Slip, text: str, words: str) -> dict[str, float]:
    """What speaks for a slip; {} where the letter says neither the printed character nor a neighbour of the right one."""
    printed, right, around = slip.printed, slip.right, index.pieces[slip.piece].words
    before, behind = around[: slip.at][-1:], around[slip.at + 1 : slip.at + 2]
    wrong = [pair in words for pair in (before + printed, printed + behind) if len(pair) > 1]
    # Beside a character that any letter has (的同志) the right one says nothing.
    better = [
        pair in words and _rarity(index, neighbour, len(words)) > _COMMON
        for neighbour, pair in ((before, before + right), (behind, right + behind))
        if neighbour
    ]
    said = printed in words
    if right in (before, behind) or not (said or any(better)):
        return {}  # a letter that copies 四史 says 四 beside 史 in any case
    places = [at for at, char in enumerate(words) if char == right]
    others = [at for at, char in enumerate(words) if char == printed]
    likeness = characters().likeness(printed, right)
    return {
        "always": 1.0,
        "little gain": float(slip.gain < _GAIN),
        "right": _rarity(index, right, len(words)),
        "said": float(said),
        "printed": _rarity(index, printed, len(words)) if said else 0.0,
        "wrong": float(any(wrong)),
        "wrong twice": float(sum(wrong) > 1),
        "better": float(any(better)),
        "better twice": float(sum(better) > 1),
        "sound": float(likeness is Likeness.SOUND),
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
    return any(
        index.stands(words[first : first + 3])
        for first in range(max(0, at - 2), at + 1)
        if first + 3 <= len(words)
    )


@functools.lru_cache(maxsize=8_000)
def _share(index: PrintedIndex, char: str) -> float:
    """How often a character stands in the print, or in what people write, whichever is more."""
    model = word_model()
    printed = (index.words.count(char) + 0.5) / (1 + len(index.words))
    return max(printed, 10 ** model.alone(char)) if model else printed


def _rarity(index: PrintedIndex, char: str, count: int) -> float:
    """-log10 of how often so many characters of a letter hold this one by chance."""
    return -math.log10(min(1.0, count * _share(index, char)))
