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

_RUN = re.compile("[一-鿿]+")
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


def gain(text: str, start: int, end: int, put: str) -> float:
    """By how much (log10) a printed text reads better with a stretch of it replaced."""
    first, last = start, end
    while first > max(0, start - _AROUND) and is_han(text[first - 1]):
        first -= 1
    while last < min(len(text), end + _AROUND) and is_han(text[last]):
        last += 1
    return _reads(text[first:start] + put + text[end:last]) - _reads(text[first:last])


def _reads(text: str) -> float:
    return sum(max(_ways(run).values()) for run in _RUN.findall(text))


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
        for slip, signs in candidates(index, text, LIKELY)
        if odds_of(signs) >= LIKELY and (odds := odds_of(with_gain(index, slip, signs))) >= LIKELY
    ]
    return tuple(sorted(found, key=lambda each: (-each.odds, each.slip)))


def odds_of(signs: dict[str, float]) -> float:
    """Log odds that the letter tells a slip for which these signs speak; none where there are no signs."""
    return sum(WEIGHTS[name] * value for name, value in signs.items()) if signs else -math.inf


def with_gain(index: PrintedIndex, slip: Slip, signs: dict[str, float]) -> dict[str, float]:
    """The signs, and whether the print hardly reads better; {} where it reads worse. To be asked last: it costs most."""
    better = gain(index.pieces[slip.piece].words, slip.at, slip.at + 1, slip.right)
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


def candidates(
    index: PrintedIndex, text: str, least: float = -math.inf
) -> Iterator[tuple[Slip, dict[str, float]]]:
    """Every slip that some words of a letter may tell, and what speaks for it; below some log odds nothing need be told."""
    letter = _Letter(index, text)
    for (printed, right), beside in letter.ways().items():
        about = letter.about(printed, right)
        left = least - sum([WEIGHTS[name] * value for name, value in about.items()]) - _MARGIN
        if _BEST[printed in letter.said] < left:
            continue
        places = {
            place for neighbour, step in beside for place in _beside(index, neighbour, step).get(printed, ())
        }
        for order, at in places:
            if right in index.pieces[order].words[max(0, at - 1) : at + 2]:
                continue  # a letter that copies 四史 says 四 beside 史 in any case
            wrong, better = letter.around(order, at, printed, right)
            if _PLACE[wrong][better] >= left and (better or printed in letter.said):
                here = {
                    "wrong": wrong > 0,
                    "wrong twice": wrong > 1,
                    "better": better > 0,
                    "better twice": better > 1,
                }
                # In one order always: a sum of fractions is another one in another order.
                yield (
                    Slip(order, at, printed, right),
                    {name: float({**about, **here}[name]) for name in _ORDER},
                )


_ORDER = (
    *("always", "right", "said", "printed", "wrong", "wrong twice", "better", "better twice"),
    *("shape", "close", "alone", "unlike", "copied", "length"),
)
_MARGIN = 1e-6
"""By which sums may differ that are made in another order."""
_PLACE = [
    [
        sum(WEIGHTS[name] for name in ("wrong", "wrong twice")[:wrong] + ("better", "better twice")[:better])
        for better in range(3)
    ]
    for wrong in range(3)
]
"""Log odds by how often the letter says the printed character beside its neighbours, and the right one beside them."""
_BEST = max(_PLACE[0]), max(map(max, _PLACE))
"""Where the letter does not say the printed character, and where it does."""


class _Letter:
    """Words of a letter. What speaks for a slip is asked by its two characters once, and then only for each place of print."""

    def __init__(self, index: PrintedIndex, text: str) -> None:
        self.index = index
        self.words = "".join(char for char in _CUE.sub("\n", text) if char.isalnum() or char in "%\n")
        self.said = {*filter(is_han, self.words)}
        self.pairs = {*map("".join, itertools.pairwise(self.words))}
        self.named = frozenset(_NAMED.findall(text))
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, char in enumerate(self.words):
            self.places[char].append(at)
        self._rarities: dict[str, float] = {}
        self._copies: dict[str, bool] = {}

    def ways(self) -> dict[tuple[str, str], set[tuple[str, int]]]:
        """The printed character and the right one → beside what the printed one is looked for."""
        found: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
        # Both are said and alike: 奏字, 凑字. Or one is said beside the printed neighbour of the other: 新冠 where 新寇 is printed.
        for right in self.said:
            for printed in self.said & _alike(self.index, right):
                found[printed, right].add((printed, 0))
        for pair in self.pairs:
            one, other = pair[0], pair[1]
            if is_han(one) and is_han(other):
                copied = self.index.stands(pair)
                for right, neighbour, step in ((other, one, 1), (one, other, -1)):
                    alike = _alike(self.index, right)
                    for printed in _beside(self.index, neighbour, step):
                        if printed in alike or (not copied and printed in self.said and printed != right):
                            found[printed, right].add((neighbour, step))
        return found

    def about(self, printed: str, right: str) -> dict[str, float]:
        """What speaks for a slip wherever it stands."""
        said, likeness = printed in self.said, likeness_of(printed, right)
        others = self.places.get(printed, ())
        return {
            "always": 1.0,
            "right": self._rarity(right),
            "said": float(said),
            "printed": self._rarity(printed) if said else 0.0,
            "shape": float(likeness is Likeness.SHAPE),
            "close": float(any(abs(one - other) <= _CLOSE for one in self.places[right] for other in others)),
            "alone": float(right in self.named),
            "unlike": float(likeness is None),
            "copied": float(self._is_copied(right)),
            "length": math.log10(1 + len(self.words)),
        }

    def around(self, order: int, at: int, printed: str, right: str) -> tuple[int, int]:
        """How often the letter says the printed character beside its neighbours in one place, and the right one beside them."""
        words = self.index.pieces[order].words
        before, behind = words[at - 1 : at] if at else "", words[at + 1 : at + 2]
        wrong = (before + printed in self.pairs) + (printed + behind in self.pairs)
        # Beside a character that any letter has (的同志) the right one says nothing.
        better = before + right in self.pairs and self._rarity(before) > _COMMON
        return wrong, better + (right + behind in self.pairs and self._rarity(behind) > _COMMON)

    def _rarity(self, char: str) -> float:
        """-log10 of how often so many characters of a letter hold this one by chance."""
        if char not in self._rarities:
            share = _share(self.index, char)
            self._rarities[char] = -math.log10(min(1.0, len(self.words) * share))
        return self._rarities[char]

    def _is_copied(self, char: str) -> bool:
        """Whether a character of a letter is copied from the print with its neighbours, wherever it stands."""
        if char not in self._copies:
            threes = (
                [self.words[first : first + 3] for first in range(max(0, at - 2), at + 1)]
                for at in self.places[char]
            )
            self._copies[char] = all(
                any(len(three) == 3 and self.index.stands(three) for three in around) for around in threes
            )
        return self._copies[char]


@functools.lru_cache(maxsize=60_000)
def likeness_of(one: str, other: str) -> Likeness | None:
    """Why one character may stand where another was meant."""
    return characters().likeness(one, other)


@functools.lru_cache(maxsize=8_000)
def _share(index: PrintedIndex, char: str) -> float:
    """How often a character stands in the print, or in what people write, whichever is more."""
    model = word_model()
    printed = (index.words.count(char) + 0.5) / (1 + len(index.words))
    return max(printed, 10 ** model.alone(char)) if model else printed
