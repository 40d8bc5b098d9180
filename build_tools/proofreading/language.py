"""词模型: how likely words are, alone and one after another; read from a memory map, so nothing is loaded that is not asked for.

In: ``data/words.lm``, as ``tests/benchmarks/proofreading/make_words.py`` packs it from Debian's
libime-data-language-model (LGPL-2.1-or-later; the file ``data/LICENCES`` says more). Probabilities are log10.
"""

from __future__ import annotations

import functools
import itertools
import json
import mmap
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

DATA = Path(__file__).parent / "data"
LONGEST = 6
"""Characters of the longest word that is looked for."""
_PROPOSED = 4
"""Characters of the longest word that is proposed."""
_UNKNOWN = -7.5
"""Of a character that is no word of the model: rarer than its rarest."""
_SCALE = 32
_ROUNDING = 1e-6
"""Sums that are made in another order differ by less."""
_MAGIC = b"chenbao words 2\n"


class WordModel:
    """Bigrams and trigrams of words with back-off. ``words`` gives each its number, the most frequent is 0."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if file.readline() != _MAGIC:
                raise ValueError(f"{path} is no table of words")
            sizes = json.loads(file.readline())
            at = file.tell()
            self._map = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        parts = {}
        for name, size in sizes.items():
            at += -at % 8
            parts[name] = self._map[at : at + size]
            at += size
        words = bytes(parts["words"]).decode().split("\n")
        self.words = {word: number for number, word in enumerate(words)}
        self._common = bytes(parts["ordinary"])
        self._unigrams, self._backoffs = parts["unigrams"].cast("h"), parts["backoffs"].cast("h")
        self._starts, self._before = parts["starts"].cast("I"), parts["before"].cast("H")
        self._bigrams, self._lighter = parts["bigrams"], parts["backoffs of bigrams"]
        self._places, self._far, self._trigrams = (
            parts["places"].cast("I"),
            parts["far"].cast("H"),
            parts["trigrams"],
        )
        self._paired = len(self._starts) - 1
        self._known: dict[tuple[str, str], float] = {}
        self._best: dict[str, float] = {}
        self._kindest = max(0, max(self._backoffs)) / 1000

    @functools.cached_property
    def ordinary(self) -> set[str]:
        """The words that may be proposed."""
        pairs = zip(self.words, self._common, strict=True)
        return {word for word, common in pairs if common and len(word) > 1}

    @functools.cached_property
    def beside(self) -> tuple[dict[str, str], dict[str, str]]:
        """Within those, the characters that follow each character, and those that go before it."""
        pairs = {
            word[at : at + 2]
            for word in self.ordinary
            if len(word) <= _PROPOSED
            for at in range(len(word) - 1)
        }
        following, before = (
            {
                char: "".join(pair[1 - place] for pair in group)
                for char, group in itertools.groupby(sorted(pairs, key=itemgetter(place)), itemgetter(place))
            }
            for place in (0, 1)
        )
        return following, before

    def alone(self, word: str) -> float:
        """log10 of a word's own probability."""
        number = self.words.get(word)
        return _UNKNOWN * len(word) if number is None else self._unigrams[number] / 1000

    def at_best(self, word: str) -> float:
        """No word before it makes a word likelier than this."""
        known = self._best.get(word)
        if known is None:
            known, number = self.alone(word), self.words.get(word)
            if number is not None:
                known += self._kindest
                if number < self._paired:
                    listed = self._bigrams[self._starts[number] : self._starts[number + 1]]
                    known = max(known, min(listed, default=255) / -_SCALE)
            self._best[word] = known
        return known

    def after(self, word: str, before: str) -> float:
        """log10 of the probability of a word after another; ``before`` is "" at the start of a run of characters."""
        pair = (word, before)
        known = self._known.get(pair)
        if known is None:
            known = self._after(word, before)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[pair] = known
        return known

    def _after(self, word: str, before: str) -> float:
        place = self._place(word, before)
        if place >= 0:
            return self._bigrams[place] / -_SCALE
        last, first = self.words.get(word), self.words.get(before)
        if last is None or first is None:
            return self.alone(word)
        return (self._unigrams[last] + self._backoffs[first]) / 1000

    def _place(self, word: str, before: str) -> int:
        """Which of the bigrams it is; -1: none."""
        last, first = self.words.get(word), self.words.get(before)
        if last is None or first is None or last >= self._paired or first >= self._paired:
            return -1
        start, end = self._starts[last], self._starts[last + 1]
        place = bisect_left(self._before, first, start, end)
        return place if place < end and self._before[place] == first else -1

    def said(self, words: Sequence[str]) -> float:
        """log10 of the probability of words in a row, each after the two before it."""
        total = self.after(words[0], "") if words else 0.0
        for far, before, word in zip(("", *words), words, words[1:], strict=False):
            place = self._place(word, before)
            if place >= 0 and (earlier := self.words.get(far, self._paired)) < self._paired:
                start, end = bisect_left(self._places, place), bisect_left(self._places, place + 1)
                at = bisect_left(self._far, earlier, start, end)
                if at < end and self._far[at] == earlier:
                    total += self._trigrams[at] / -_SCALE
                    continue
            total += self.after(word, before)
            context = self._place(before, far)
            if context >= 0:
                total += self._lighter[context] / -_SCALE
        return total


@functools.lru_cache(1)
def word_model() -> WordModel | None:
    """The model that comes with the program; None where its file is missing."""
    path = DATA / "words.lm"
    return WordModel(path) if path.is_file() else None


class Lattice:
    """One run of Han characters and every way to part it into words; scores of replacements are local.

    ``forward[i]`` maps the word that ends at ``i`` to the score of the best way there; ``backward[i]`` maps the word
    that begins at ``i`` to the score of the best way from there on, the word itself not counted.
    """

    def __init__(self, run: str, model: WordModel) -> None:
        self.run, self.model = run, model
        size, words = len(run), model.words
        spans = [
            [
                run[start:end]
                for end in range(start + 1, min(start + LONGEST, size) + 1)
                if end == start + 1 or run[start:end] in words
            ]
            for start in range(size)
        ]
        self.forward: list[dict[str, float]] = [{} for _ in range(size + 1)]
        self.forward[0][""] = 0.0
        self._way: list[dict[str, tuple[int, str]]] = [{} for _ in range(size + 1)]
        after = model.after
        for start in range(size):
            here = self.forward[start].items()
            for word in spans[start]:
                score, before = max((value + after(word, previous), previous) for previous, value in here)
                end = start + len(word)
                self.forward[end][word] = score
                self._way[end][word] = (start, before)
        self.backward: list[dict[str, float]] = [{} for _ in range(size + 1)]
        for start in range(size - 1, -1, -1):
            for word in spans[start]:
                end = start + len(word)
                self.backward[start][word] = (
                    0.0
                    if end == size
                    else max(after(following, word) + rest for following, rest in self.backward[end].items())
                )
        self.best = max(self.forward[size].values())
        self._heads = [max(ways.values(), default=float("-inf")) for ways in self.forward]
        self._tails = [
            max((model.at_best(word) + rest for word, rest in ways.items()), default=float("-inf"))
            for ways in self.backward
        ]
        self._tails[size] = 0.0

    def _reaches(self, start: int, word: str, end: int, least: float) -> bool:
        """Whether the run can become ``least`` likelier with a word from ``start`` to ``end``; false only where it cannot."""
        bound = self._heads[start] + self.model.at_best(word) + self._tails[end]
        return bound >= self.best + least - _ROUNDING

    def words(self) -> list[tuple[int, str]]:
        """The best way: (start, word) in order."""
        end = len(self.run)
        word = max(self.forward[end], key=self.forward[end].__getitem__)
        way = []
        while word:
            start, before = self._way[end][word]
            way.append((start, word))
            end, word = start, before
        return way[::-1]

    def replaced(self, at: int, removed: int, put: str, least: float) -> tuple[float, str]:
        """The best score with ``removed`` characters from ``at`` on replaced by ``put``, and the word that then covers ``put``.

        Only ways in which one ordinary word of two characters or more covers all of ``put`` count; −inf when there is none
        and, perhaps, when the gain is less than ``least``.
        """
        run, known = self.run, self.model.ordinary
        after = self.model.after
        best, chosen = float("-inf"), ""
        for start in range(max(0, at - _PROPOSED + len(put)), at + 1):
            head = run[start:at] + put
            for more in range(0, _PROPOSED - len(head) + 1):
                end = at + removed + more
                if end > len(run):
                    break
                word = head + run[at + removed : end]
                if word not in known or not self._reaches(start, word, end, least):
                    continue
                score = max(value + after(word, before) for before, value in self.forward[start].items())
                if end < len(run):
                    score += max(
                        after(following, word) + rest for following, rest in self.backward[end].items()
                    )
                if score > best:
                    best, chosen = score, word
        return best, chosen

    def replaced_by_word(self, at: int, word: str, least: float) -> float:
        """The best score with the character at ``at`` replaced by a word of one character; perhaps −inf when the gain is
        less than ``least``."""
        if not self._reaches(at, word, at + 1, least):
            return float("-inf")
        after = self.model.after
        score = max(value + after(word, before) for before, value in self.forward[at].items())
        if score + self._tails[at + 1] < self.best + least - _ROUNDING:
            return float("-inf")
        if at + 1 < len(self.run):
            score += max(after(following, word) + rest for following, rest in self.backward[at + 1].items())
        return score
