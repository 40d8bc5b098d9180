"""词语: where a line of display type may break without tearing a word, a name, or a number from its unit.

In: the words of a headline, and names that the word list cannot know. Out: for each place between two characters what
a break there costs, infinite inside a word. The words are those of the proofreader's model; what a break between two of
them costs is fitted on headlines whose lines editors ended (``tests/benchmarks/proofreading/fit_breaks.py``).
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from build_tools.proofreading.language import DATA, Lattice, WordModel, word_model

_NEVER_FIRST = "，。、；：？！”’）】》〉…—·～%％℃°"
_NEVER_LAST = "“‘（《【〈〔"
_GOOD_END = "，；：！？。"
_PAUSE, _SPACE = "、", "　"
_HAN = re.compile(r"[㐀-鿿]+")
_RUN = re.compile(rf"[㐀-鿿]+|[{_NEVER_FIRST}{_NEVER_LAST}]|[^㐀-鿿{_NEVER_FIRST}{_NEVER_LAST}]+")
_DIGIT = re.compile(r"\d")
_LONG = 3
"""Characters from which on the length of a word says nothing more."""
_NUMERALS = "0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿几第"
_MOST_UNIT = 2
"""Characters of a unit: 个, 公里."""
_AT_SPACE, _AT_MARK, _AT_PAUSE = 0.0, 0.2, 1.2
"""What breaking costs where the editor left a space, behind a mark, and at most behind 、."""
_SCALE = 2.0
"""What a break costs for each power of e by which it is likelier that no editor would make it."""
_PLACES, _OF_PLACE = frozenset("里上下中内外后前"), 3.0
"""Words of place that end a phrase (高压线 下), and what a break before one costs more."""
_INSIDE_QUOTED = 6.0
"""Inside a quotation or title that is too long to stay whole."""
_MOST_TIE, _LEAST_TIE = 4.0, -1.0
"""Powers of ten by which a word is likelier after the one before it than by itself: beyond these it is a matter of chance."""
_PARTICLES = frozenset("的地得了着们吗呢吧")
"""No line begins with one."""
_QUOTED = 8
"""Characters of a quotation or title that no line ends inside."""
_OF_A_PHRASE = 3.2
"""From this cost on a break tears a phrase: 楼道|里, 富|浩."""


@lru_cache(maxsize=2048)
def break_costs(text: str, names: tuple[str, ...] = ()) -> tuple[float, ...]:
    """断行的代价: for each place 1 … len(text)−1 what breaking before that character costs; infinite where it must not."""
    costs = _words(text, names)
    for start, end in _quotations(text):
        for place in range(start + 1, end):
            costs[place] = math.inf if end - start - 2 <= _QUOTED else costs[place] + _INSIDE_QUOTED
    for place in range(1, len(text)):
        left, right = text[place - 1], text[place]
        if right in _NEVER_FIRST or left in _NEVER_LAST or (left.isascii() and right.isascii()):
            costs[place] = math.inf
        elif left == _SPACE or right == _SPACE:
            costs[place] = _AT_SPACE
        elif costs[place] < math.inf and left in _GOOD_END:
            costs[place] = _AT_MARK
        elif costs[place] < math.inf and left == _PAUSE:
            costs[place] = min(costs[place], _AT_PAUSE)
    return tuple(costs[1 : len(text)])


def phrases(text: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """词组: the text in pieces behind each of which a line may end; white belongs to what stands before it."""
    costs = break_costs(text, names)
    ends = [at for at in range(1, len(text)) if costs[at - 1] < _OF_A_PHRASE and not text[at].isspace()]
    return tuple(text[start:end] for start, end in pairwise((0, *ends, len(text))))


def _words(text: str, names: tuple[str, ...]) -> list[float]:
    """Between words what a break there is worth, inside words and numbers infinite."""
    costs = [math.inf] * (len(text) + 1)
    model, weights = word_model(), break_weights()
    for (_, before), (at, word) in pairwise(words_of(text, model)):
        odds = sum(
            weights.get(name, 0.0) * value for name, value in signs_of(text, before, word, at, model).items()
        )
        costs[at] = _SCALE * math.log1p(math.exp(-odds))
        if word in _PARTICLES:
            costs[at] = math.inf
        elif len(before) > 1 and word in _PLACES:
            costs[at] += _OF_PLACE
    for name in names:
        for found in re.finditer(re.escape(name), text) if len(name) > 1 else ():
            for place in range(found.start() + 1, found.end()):
                costs[place] = math.inf
    _hold_numbers(text, costs)
    return costs


def words_of(text: str, model: WordModel | None) -> list[tuple[int, str]]:
    """(where it begins, word): the words of every run of Han characters, each mark, and what stands between: 2021, WiFi."""
    found: list[tuple[int, str]] = []
    for run in _RUN.finditer(text):
        words = (
            Lattice(run.group(), model).words() if model and _HAN.match(run.group()) else [(0, run.group())]
        )
        found += [(run.start() + at, word) for at, word in words]
    return found


def signs_of(text: str, before: str, word: str, at: int, model: WordModel | None) -> dict[str, float]:
    """What speaks for or against a line's end between two words, ``at`` of the text: how much likelier the second is after
    the first than by itself, how long both are and what they leave on the lines, the characters that meet."""
    together = bool(model and _HAN.match(before) and _HAN.match(word))
    tie = model.after(word, before) - model.alone(word) if model and together else 0.0
    return {
        "always": 1.0,
        "tie": min(max(tie, _LEAST_TIE), _MOST_TIE),
        f"lengths {min(len(before), _LONG)}{min(len(word), _LONG)}": 1.0,
        f"on the first line {min(at, _LONG + 1)}": 1.0,
        f"on the last line {min(len(text) - at, _LONG + 1)}": 1.0,
        f"behind {_DIGIT.sub('0', before[-1])}": 1.0,
        f"behind {_DIGIT.sub('0', before[0])}…": float(len(before) > 1),
        f"before {_DIGIT.sub('0', word[0])}": 1.0,
        f"before …{_DIGIT.sub('0', word[-1])}": float(len(word) > 1),
    }


@lru_cache(1)
def break_weights() -> dict[str, float]:
    """The log odds that each sign gives to a break, as ``tests/benchmarks/proofreading/fit_breaks.py`` fitted them."""
    told: dict[str, Any] = json.loads((DATA / "breaks.json").read_text("utf-8"))
    signs: dict[str, float] = told["signs"]
    return {
        name.format(character): float(weight)
        for name, weights in told["characters"].items()
        for weight, characters in weights.items()
        for character in characters
    } | signs


def _hold_numbers(text: str, costs: list[float]) -> None:
    """A number stays whole and keeps what it counts: 120个名额 breaks behind 个 at the earliest."""
    for number in re.finditer(rf"[{_NUMERALS}]+(?:[.．:：,/／～~—-][{_NUMERALS}]+)*[%％℃]?", text):
        for place in range(number.start() + 1, min(number.end() + 1, len(text))):
            costs[place] = math.inf
        end = number.end()
        if end >= len(text) or not _HAN.match(text[end]):
            continue
        # Behind the number as many characters stay with it as its unit may have, unless a word ends before.
        for place in range(end + 1, min(end + _MOST_UNIT, len(text))):
            if costs[place] < math.inf:
                break
            costs[place] = math.inf


def _quotations(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"“[^“”]*”|《[^《》]*》|‘[^‘’]*’|（[^（）]*）", text)]
