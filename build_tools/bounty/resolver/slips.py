"""错字: the changes of one character that a letter tells, whatever the turns of phrase around it.

In: the printed index and words of a letter. Out: :class:`Slip` records: where in the print, which character, what speaks for it.

Two witnesses are heard. The print: with the other character it should read more like Chinese (the word model says how much). The
letter: it must say that character, and the printed one, or a neighbour that it would stand next to. Neither is enough alone: people
say many characters, and much that is printed could be written otherwise. How much each sign weighs is learned from letters whose
meaning is known.
"""

from __future__ import annotations

import functools
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
"""log10 by which the print should read better."""
WEIGHTS = {
    "always": -16.0,
    "right": 1.8,
    "said": 2.1,
    "printed": 1.4,
    "wrong": 1.9,
    "wrong twice": 0.8,
    "wrong long": 0.7,
    "better": 3.0,
    "better twice": 1.0,
    "better long": 1.7,
    "neighbour": -2.2,
    "shape": -0.9,
    "unlike": -5.9,
    "close": 1.0,
    "named": 1.5,
    "wanted": 2.2,
    "right blamed": -1.3,
    "blamed": 2.0,
    "copied": -2.2,
    "length": 1.3,
    "spoken": -3.0,
    "figure": 1.0,
    "gain": 3.9,
    "little gain": 1.4,
    "worse": -0.6,
}
"""Log odds, fitted by ``python -m tests.bounty.fit_changes slips``."""
HOPELESS, LIKELY, TOLD = -9.0, -6.0, -1.5
"""Log odds below which nothing is a slip; from which one is looked at in print that is known to be meant; in any print."""
_CUE = re.compile("应该?[为是作]|改[为成作]")
"""Words of the letter that are no wording."""
_CLOSE, _COMMON = 8, 0.2
_TOLD_BY = r"(?:[一-鿿]{1,5}的)?[“【]?([一-鿿0-9])(?=[”】]|[^一-鿿0-9]|[了啦的字吧呀啊嘛哦呢才错不对谢]|$)"
_SPOKEN = frozenset("字改错应该成写印")
"""What is said of characters in every letter."""
_NAMED = re.compile("(?<=[的“改【])[一-鿿]|[一-鿿](?=[”】字])|(?<![一-鿿])[一-鿿](?![一-鿿])")
"""How a single character is named: 演奏的奏, 奏字, or between stops."""
_WANTED = re.compile(rf"(?:(?<!不)(?:应该?当?|该|要|是)(?:是|为|用|作|写|改)?|改[为成作]?|→|—)\s?{_TOLD_BY}")
_BLAMED = re.compile(
    rf"(?:[写印打排错误变][成作为]了?|成了|不[是该能]|非)\s?{_TOLD_BY}|([一-鿿0-9])[”】]?字?(?:错|不对|有误|写错|印错)"
)
"""What is to come and what is to go: 应该是挑选的选, 写成了选."""


Signs = dict[str, float]


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


@functools.lru_cache(maxsize=100_000)
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
    """The characters that are printed behind another one (1) or before it (-1), and where each stands so."""
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
    return _distinct([each for each in _possible(index, text, TOLD) if _gained(index, each.slip)[0] >= 0])


@functools.lru_cache(maxsize=256)
def told_in(index: PrintedIndex, text: str, piece: Piece) -> tuple[Told, ...]:
    """Those of one piece of print, where it is known that the letter speaks of it: then less need be said."""
    return _distinct(_possible(index, text, LIKELY, index.pieces.index(piece)))


def _possible(index: PrintedIndex, text: str, least: float, piece: int | None = None) -> list[Told]:
    found = [
        Told(slip, odds, text.find(slip.right), text.find(slip.printed))
        for slip, said, _ in candidates(index, text, least, piece)
        if (odds := said + _gained(index, slip)[1]) >= least
    ]
    return sorted(found, key=lambda each: (-each.odds, each.slip))


def odds_of(signs: Signs) -> float:
    """Log odds that the letter tells a slip for which these signs speak."""
    return sum([WEIGHTS[name] * value for name, value in signs.items() if value])


@functools.lru_cache(maxsize=100_000)
def _gained(index: PrintedIndex, slip: Slip) -> tuple[float, float]:
    better = gain_of(index, slip)
    return better, odds_of(signs_of_gain(better))


def gain_of(index: PrintedIndex, slip: Slip) -> float:
    """How much better the print reads with a slip mended."""
    return gain(index.pieces[slip.piece].words, slip.at, slip.at + 1, slip.right)


def signs_of_gain(better: float) -> Signs:
    """What that says for it. To be asked last: it costs most."""
    return {
        "gain": max(-3.0, min(3.0, better)) / 3,
        "little gain": float(0 <= better < _GAIN),
        "worse": float(better < 0),
    }


def _distinct(found: Iterable[Told]) -> tuple[Told, ...]:
    kept: list[Told] = []
    for each in found:
        slip, others = each.slip, [other.slip for other in kept]
        if all(slip[:2] != other[:2] and slip.right != other.right for other in others):
            kept.append(each)
    return tuple(kept)


def candidates(
    index: PrintedIndex, text: str, least: float, only: int | None = None
) -> Iterator[tuple[Slip, float, tuple[Signs, ...]]]:
    """Every slip that some words of a letter may tell, of one piece or of all, its log odds before the print is read with it, and
    what these are made of; below some log odds, which the print can raise at most so far, nothing need be told."""
    letter, least = _letter(index, text, min(least, LIKELY)), least - _MARGIN
    here = None if only is None else _places_in(index, only)
    for printed in letter.ways if here is None else letter.ways.keys() & here.keys():
        ways, said = letter.ways[printed], printed in letter.said
        if ways[0][0] + _BEST[said] < least:
            continue
        for order, at in letter.beside(printed, ways, least) if here is None else here[printed]:
            words = index.pieces[order].words
            before, behind = words[at - 1 : at] if at else "", words[at + 1 : at + 2]
            wrong = (before + printed in letter.pairs) + (printed + behind in letter.pairs)
            most = _MOST[wrong]
            for odds, right, about in ways:
                if odds + _TOP[wrong] < least:
                    break
                better = (before + right in letter.behind) + (right + behind in letter.before)
                if odds + most[better] >= least and (better or (said and (wrong or here is not None))):
                    there, more = letter.there(words, at, right, wrong, better)
                    if odds + more + _GAINED >= least:
                        yield Slip(order, at, printed, right), odds + more, (*about, there)


@functools.lru_cache(maxsize=2_000)
def _places_in(index: PrintedIndex, order: int) -> dict[str, list[tuple[int, int]]]:
    """Where each character stands in a piece."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, char in enumerate(index.pieces[order].words):
        found[char].append((order, at))
    return dict(found)


_MARGIN = 1e-6
"""By which sums may differ that are made in another order."""
_GAINED = max(0.0, WEIGHTS["gain"], WEIGHTS["gain"] * _GAIN / 3 + WEIGHTS["little gain"])
"""Log odds that the word model can add at most."""


@functools.lru_cache(maxsize=256)
def _there(
    wrong: int, better: int, wrong_long: bool, better_long: bool, neighbour: bool
) -> tuple[Signs, float]:
    signs = {
        "wrong": float(wrong > 0),
        "wrong twice": float(wrong > 1),
        "wrong long": float(wrong_long),
        "better": float(better > 0),
        "better twice": float(better > 1),
        "better long": float(better_long),
        "neighbour": float(neighbour),
    }
    return signs, odds_of(signs)


_MOST = [
    [
        _GAINED
        + max(
            _there(wrong, better, wrong_long, better_long, neighbour)[1]
            for wrong_long in {False, wrong > 0}
            for better_long in {False, better > 0}
            for neighbour in (False, True)
        )
        for better in range(3)
    ]
    for wrong in range(3)
]
"""Log odds that a place can add at most, by how often the letter says the printed character beside its neighbours there, and the
right one beside them."""
_TOP = [max(most) for most in _MOST]
_BEST = _TOP[0], max(_TOP)
"""The same of any place, where the letter does not say the printed character and where it does."""


@functools.lru_cache(maxsize=60_000)
def _pair(printed: str, right: str, close: bool) -> tuple[Signs, float]:
    likeness = characters().likeness(printed, right)
    signs = {
        "shape": float(likeness is Likeness.SHAPE),
        "unlike": float(likeness is None),
        "close": float(close),
    }
    return signs, odds_of(signs)


_Way = tuple[float, str, tuple[Signs, ...]]
"""Log odds of a right character for a printed one, the right one, and what they are made of."""


class _Letter:
    """Words of a letter. What speaks for a slip is asked by its two characters once, and then only for each place of print;
    below some log odds, with the best place there can be, nothing need be told."""

    def __init__(self, index: PrintedIndex, text: str, least: float) -> None:
        self.index, self.least = index, least - _MARGIN
        self.words = words = "".join(
            [char for char in _CUE.sub("\n", text) if char.isalnum() or char in "%\n"]
        )
        self.said = said = {each for each in words if is_han(each) or "0" <= each <= "9"}
        self.pairs = {*map(str.__add__, words, words[1:])}
        self.named = {*_NAMED.findall(text)}
        self.wanted = {*_WANTED.findall(text)}
        self.blamed = {each for pair in _BLAMED.findall(text) for each in pair if each}
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, char in enumerate(words):
            self.places[char].append(at)
        self.rarity = {char: self._rarity(char) for char in said}
        self.common = common = {char for char, rarity in self.rarity.items() if rarity <= _COMMON}
        # Beside a character that any letter has (的同志) the right one says nothing.
        self.behind = {pair for pair in self.pairs if pair[0] not in common}
        self.before = {pair for pair in self.pairs if pair[1] not in common}
        self.neighbours: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """Each character with those that the letter says beside it, and on which side of those it stands."""
        for one, other in map(tuple, self.pairs):
            if one in said and other in said:
                self.neighbours[other].append((one, 1))
                self.neighbours[one].append((other, -1))

    @functools.cached_property
    def ways(self) -> dict[str, list[_Way]]:
        """What may be right for each printed character, the likeliest first."""
        # Both are said and alike: 奏字, 凑字. Or one is named, or said beside the printed neighbour of the other: 新冠 where 新寇 is
        # printed. What is copied and not named stands at most for what is like it.
        said, copied, found = self.said, self._copied(), defaultdict[str, list[_Way]](list)
        wrongs: dict[str, tuple[Signs, float]] = {}
        for right in said:
            alike = _alike(self.index, right)
            is_named = right in self.named or right in self.wanted
            near = alike if right in copied and not is_named else alike | said
            both, better = said & (near if is_named else alike), set[str]()
            for neighbour, step in self.neighbours[right]:
                beside = _beside(self.index, neighbour, step).keys() & near
                if neighbour in self.common:
                    both |= beside & said
                else:
                    better |= beside
            both |= better
            both.discard(right)
            mine, odds_of_mine = self._right(right, right in copied)
            around = "".join([self.words[max(0, at - _CLOSE) : at + _CLOSE + 1] for at in self.places[right]])
            for printed in both:
                theirs, odds_of_theirs = wrongs.get(printed) or wrongs.setdefault(
                    printed, self._printed(printed)
                )
                pair, odds_of_pair = _pair(printed, right, printed in around)
                odds = odds_of_mine + odds_of_theirs + odds_of_pair
                most = _MOST[2 * (printed in said)][2 * (printed in better)]
                if odds + most >= self.least:
                    found[printed].append((odds, right, (mine, theirs, pair)))
        return {printed: sorted(ways, reverse=True) for printed, ways in found.items()}

    def beside(self, printed: str, ways: list[_Way], least: float) -> set[tuple[int, int]]:
        """Where a character is printed beside what the letter says beside it, or beside the right one."""
        said = printed in self.said
        sides = {
            side
            for odds, right, _ in ways
            if odds + _BEST[said] >= least
            for side in self.neighbours[right]
            if side[0] not in self.common
        }
        if said and ways[0][0] + _MOST[2][0] >= least:
            sides.update(self.neighbours[printed])
        return {place for side in sides for place in _beside(self.index, *side).get(printed, ())}

    def _right(self, char: str, copied: bool) -> tuple[Signs, float]:
        """What speaks for a character's being the right one."""
        signs = {
            "always": 1.0,
            "right": self.rarity[char],
            "named": float(char in self.named),
            "wanted": float(char in self.wanted),
            "right blamed": float(char in self.blamed),
            "spoken": float(char in _SPOKEN),
            "copied": float(copied),
            "length": math.log10(1 + len(self.words)),
        }
        return signs, odds_of(signs)

    def _printed(self, char: str) -> tuple[Signs, float]:
        """What speaks for a character's being wrong where it is printed."""
        signs = {
            "said": float(char in self.said),
            "printed": self.rarity.get(char, 0.0),
            "blamed": float(char in self.blamed),
            "figure": float(char.isdigit()),
        }
        return signs, odds_of(signs)

    def there(self, words: str, at: int, right: str, wrong: int, better: int) -> tuple[Signs, float]:
        """What speaks for a slip in one place."""
        first, made = max(0, at - 3), words[max(0, at - 2) : at] + right + words[at + 1 : at + 3]
        return _there(
            wrong,
            better,
            wrong > 0 and self._says(words[first : at + 4], 4),
            better > 0 and self._says(made, 3),
            right in words[max(0, at - 1) : at + 2],
        )

    def _says(self, printed: str, size: int) -> bool:
        """Whether the letter says so many characters of some print running."""
        return any(printed[at : at + size] in self.words for at in range(len(printed) - size + 1))

    def _rarity(self, char: str) -> float:
        """-log10 of how often so many characters of a letter hold this one by chance."""
        return -math.log10(min(1.0, len(self.words) * _share(self.index, char)))

    def _copied(self) -> set[str]:
        """The characters of a letter that are copied from the print with their neighbours, wherever they stand."""
        copied = [False] * len(self.words)
        for first in range(len(copied) - 2):
            if self.index.stands(self.words[first : first + 3]):
                copied[first : first + 3] = True, True, True
        return self.said - {char for char, is_copied in zip(self.words, copied, strict=True) if not is_copied}


_letter = functools.lru_cache(maxsize=64)(_Letter)


@functools.lru_cache(maxsize=8_000)
def _share(index: PrintedIndex, char: str) -> float:
    """How often a character stands in the print, or in what people write, whichever is more."""
    model = word_model()
    printed = (index.words.count(char) + 0.5) / (1 + len(index.words))
    return max(printed, 10 ** model.alone(char)) if model else printed
