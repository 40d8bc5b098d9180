"""词语: where a line of display type may break without tearing a word, a name, or a number from its unit.

In: the words of a headline, and names that the word list cannot know. Out: for each place between two characters what
a break there costs, infinite inside a word. The words are those of the proofreader's model; where they hold together
as a phrase (社区 食堂) is read off the same model: how much likelier the second is after the first than by itself.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise

from build_tools.proofreading.language import Lattice, WordModel, word_model

_NEVER_FIRST = "，。、；：？！”’）】》〉…—·～%％℃°"
_NEVER_LAST = "“‘（《【〈〔"
_GOOD_END = "，；：！？。"
_SPACE = "　"
_HAN = re.compile(r"[㐀-鿿]+")
_NUMERALS = "0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿几第"
_MOST_UNIT = 2
"""Characters of a unit: 个, 公里."""
_AT_SPACE, _AT_MARK, _BETWEEN_WORDS = 0.0, 0.4, 1.6
"""What breaking costs where the editor left a space, behind a mark, and between two words that have nothing to do with each other."""
_TIE, _MOST_TIE = 0.9, 3.5
"""For each power of ten by which a word is likelier after the one before it than by itself, and the most of that."""
_LONE, _SUFFIX, _PREFIX = 2.5, 2.5, 1.2
"""Between two single characters that no word explains (as like as not a name), before one behind a longer word (呼兰 路),
and behind one before a longer word (夜 门诊)."""
_LEANING = 3.0
"""Before a word that leans on what stands before it, behind one that leads to what follows."""
_LEANS = frozenset(
    [
        "的",
        "地",
        "得",
        "了",
        "着",
        "过",
        "们",
        "里",
        "上",
        "下",
        "中",
        "内",
        "外",
        "后",
        "前",
        "时",
        "间",
        "等",
        "者",
        "化",
        "性",
        "员",
        "会",
        "局",
        "部",
        "处",
        "所",
        "家",
        "员",
        "队",
        "馆",
        "站",
        "院",
        "吗",
        "呢",
        "吧",
        "起",
        "来",
        "去",
        "到",
        "掉",
        "完",
        "好",
        "开",
        "出",
        "入",
        "进",
        "成",
        "住",
        "之",
        "级",
        "版",
        "号",
        "第",
        "期",
    ]
)
_LEADS = frozenset(
    [
        "在",
        "把",
        "被",
        "给",
        "向",
        "从",
        "对",
        "与",
        "和",
        "及",
        "或",
        "为",
        "将",
        "让",
        "由",
        "至",
        "以",
        "不",
        "没",
        "未",
        "别",
        "勿",
        "最",
        "很",
        "更",
        "太",
        "也",
        "都",
        "又",
        "再",
        "才",
        "就",
        "学",
        "新",
        "老",
        "小",
        "大",
        "第",
        "各",
        "每",
        "这",
        "那",
        "本",
        "该",
        "全",
        "请",
        "要",
        "能",
        "可",
        "会",
        "应",
        "须",
        "添",
        "暨",
        "同",
        "是",
        "有",
    ]
)
_PLACES = frozenset("里上下中内外后前")
"""Words of place, which end a phrase."""
_QUOTED = 8
"""Characters of a quotation or title that no line ends inside."""
_OF_A_PHRASE = 4.0
"""From this cost on a break tears a phrase: 楼道|里, 富|浩."""


@lru_cache(maxsize=2048)
def break_costs(text: str, names: tuple[str, ...] = ()) -> tuple[float, ...]:
    """断行的代价: for each place 1 … len(text)−1 what breaking before that character costs; infinite where it must not."""
    costs = _words(text, names)
    for start, end in _quotations(text):
        for place in range(start + 1, end):
            costs[place] = math.inf if end - start - 2 <= _QUOTED else costs[place] + 2 * _LEANING
    for place in range(1, len(text)):
        left, right = text[place - 1], text[place]
        if right in _NEVER_FIRST or left in _NEVER_LAST or (left.isascii() and right.isascii()):
            costs[place] = math.inf
        elif left == _SPACE or right == _SPACE:
            costs[place] = _AT_SPACE
        elif left in _GOOD_END and costs[place] < math.inf:
            costs[place] = _AT_MARK
    return tuple(costs[1:])


def phrases(text: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """词组: the text in pieces behind each of which a line may end; white belongs to what stands before it."""
    costs = break_costs(text, names)
    ends = [at for at in range(1, len(text)) if costs[at - 1] < _OF_A_PHRASE and not text[at].isspace()]
    return tuple(text[start:end] for start, end in pairwise((0, *ends, len(text))))


def _words(text: str, names: tuple[str, ...]) -> list[float]:
    """Between words what the phrase is worth, inside words and numbers infinite."""
    costs = [_BETWEEN_WORDS] * (len(text) + 1)
    model = word_model()
    for run in _HAN.finditer(text):
        words = _parted(run.group(), model) if model else [run.group()]
        at, before = run.start(), ""
        for word in words:
            for place in range(at + 1, at + len(word)):
                costs[place] = math.inf
            if before:
                costs[at] = _between(before, word, model)
            at, before = at + len(word), word
    for name in names:
        for found in re.finditer(re.escape(name), text) if len(name) > 1 else ():
            for place in range(found.start() + 1, found.end()):
                costs[place] = math.inf
    _hold_numbers(text, costs)
    return costs


def _parted(run: str, model: WordModel) -> list[str]:
    return [word for _, word in Lattice(run, model).words()]


def _between(before: str, word: str, model: WordModel | None) -> float:
    cost = _BETWEEN_WORDS
    if model:
        cost += min(max(model.after(word, before) - model.alone(word), 0.0) * _TIE, _MOST_TIE)
    leans, leads = word in _LEANS, before in _LEADS
    if leans or leads:
        return cost + _LEANING
    if len(word) == 1:
        # Behind a word of place (高压线 下) a single character begins what follows (放 风筝).
        behind = 0.0 if before in _PLACES else _LONE if len(before) == 1 else _SUFFIX
        return cost + behind
    return cost + (_PREFIX if len(before) == 1 else 0.0)


def _hold_numbers(text: str, costs: list[float]) -> None:
    """A number stays whole and keeps what it counts: 120个名额 breaks behind 个 at the earliest."""
    for number in re.finditer(rf"[{_NUMERALS}]+(?:[.．:：,/／～~-][{_NUMERALS}]+)*[%％℃]?", text):
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
