"""是不是报错: whether a message, or one unit of it, reports a fault, and what it is if not.

In: units of a message with the best-placed piece. Out: a score, log odds that a fault is reported. Greetings, questions, praise
and complaints may quote the paper too; a report points at a place, quotes print, and speaks as people speak who find fault.
All of it is weighed together.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from build_tools.bounty.claims import Claim, MessageKind, Part
from build_tools.bounty.resolver.index import BLOT, PrintedIndex, Run, find_runs
from build_tools.bounty.resolver.normalise import quotations, to_words
from build_tools.bounty.resolver.rank import Scored, disjoint
from build_tools.bounty.resolver.units import Unit

SIGNS = {
    "text": 0.8,
    "place": 1.3,
    "number": 0.4,
    "page": 1.0,
    "paragraph": 1.4,
    "correction": 0.9,
    "told": 0.9,
    "quoted": 0.3,
    "bits": 0.9,
    "again": 0.4,
    "dwelt": 0.2,
    "marks": 0.0,
    "asking": -0.6,
    "length": -1.4,
    "elsewhere": -2.6,
    "always": -1.3,
}
_BY_WEIGHT = (
    (1.0, "最"),
    (0.8, "叫名吧呀段讲那"),
    (0.6, "两会写句头字就旁末笑级词过面"),
    (0.4, "中事人仓代伐准出前勿变右后听员地大她对市师应张房所才改是条正治版班画留目短称组署自落要语都重间题"),
    (
        0.2,
        "与东丝严个主义二从休众传伤伴位住余作值像充先光党入公六养内册分删利别制剪副力北千半协印历去又反只含启呢响商啦嘛固国图土声处夜够女如妈姓子安完定宜害导尾屋左序庙式引强彩念思总愿懂成打找拉拍排摸播数早晾极架栓核楼概步死民气水派流温漏火灯烫献王现理的相省研确积符第策简篇米紧约结绝续编缺美群者而职脱腐范行西规角言计论识该误读课豆贵跑跟近还这远逗道部醒里金钥铲门队阿霸音顺颠",
    ),
    (
        -0.2,
        "不业么了亲什他以们件价供便保修傅全其再冒冷冻几刊刷加包十午卡参友取各否周品哈啥喜回在场圾坏垃堆墙壁备复奖委孙学家少层弄微志怎感截抄抽拜指换接提摔收教文日时更月服本根楚此毛池没河法浇海清湿满烦然照爷片登盖直着睛破社祝种空管类累纪经翻考花苦觉解订证费走路辛送遍邻钟锅错问防阳降隔难雨领风骨高麻",
    ),
    (
        -0.4,
        "亮但你信候做元到办区号同向和天太工差希年建很意户扫把投方晚替有望查格每油注活点用看礼稿章给能蛮让议记说谁谢贴赞起边连释非验",
    ),
    (-0.6, "哪开得想扔故整昨样桶电真知算老钱"),
    (-0.8, "吗我报晨码请转"),
    (-1.0, "好期"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
"""Weight of a character, however often it occurs. Both tables are fitted by ``python -m tests.bounty.fit_signs --write`` on the
messages of all writers. Single characters rather than turns of phrase, because each writer turns them otherwise."""

ENOUGH_TEXT = 5.0
"""Evidence from words below which a claim is on the article, not on a paragraph."""
_ASKING = re.compile("[?？]|吗")
_MOST, _SCALE = 60.0, 20.0
BOUND = 2.0
"""Log odds that all characters together can come to."""
_LONG = 100
"""Different characters of own words beyond which more of them say nothing more."""

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with the signs of its being a report."""

    claim: Claim
    unit: Unit
    total: float
    """Evidence for its place."""
    signs: Signs
    score: float
    """Log odds, judged by this unit alone."""

    @property
    def strong(self) -> bool:
        """Whether wrong or right is really given."""
        return bool(self.unit.fault and self.unit.fault.strong)


def weigh(claim: Claim, unit: Unit, index: PrintedIndex, first: Scored) -> Found:
    """What there is for and against a claim."""
    clues, own = unit.clues, index.own(unit.text)
    signs = {
        "text": min(first.text, _MOST) / _SCALE,
        "place": min(first.place, _MOST) / _SCALE,
        "number": float(bool(clues.numbers or clues.damaged)),
        "page": float(bool(clues.pages)),
        "paragraph": float(bool(clues.paragraphs or clues.line)),
        "correction": float(bool(unit.fault and unit.fault.strong)),
        "told": float(bool(unit.fault and index.prints(unit.fault.wrong or ""))),
        "quoted": float(_quotes_print(unit, index, first)),
        **signs_of_copying(unit.text, index),
    }
    return Found(claim, unit, first.total, signs, judge([signs], own))


def judge(signs: Iterable[Signs], own: str, elsewhere: bool = False) -> float:
    """Log odds that a fault is reported: the strongest of each sign, and the characters of the reader's own words."""
    return sum(SIGNS[name] * value for name, value in strongest(signs, own, elsewhere).items()) + bounded(
        sum(CHARACTERS.get(char, 0.0) for char in {*own})
    )


def bounded(odds: float) -> float:
    """Many characters together say no more than :data:`BOUND`: whoever tells a long story may still report."""
    return BOUND * math.tanh(odds / BOUND)


def strongest(signs: Iterable[Signs], own: str, elsewhere: bool) -> Signs:
    """The strongest of each sign over the units, with the signs of the message as a whole."""
    found = {
        "asking": float(bool(_ASKING.search(own))),
        "length": math.log(1 + min(len({*own} - {BLOT}), _LONG)) / 2,
        "elsewhere": float(elsewhere),
        "always": 1.0,
    }
    for each in signs:
        for name, value in each.items():
            found[name] = max(value, found.get(name, value))
    return found


def _quotes_print(unit: Unit, index: PrintedIndex, first: Scored) -> bool:
    piece = index.pieces[first.piece].words
    return any(len(to_words(part)) > 1 and to_words(part) in piece for part in quotations(unit.text))


# What is copied from the print, whether or not it is between quotation marks. Who praises or asks names a headline or a thing;
# who finds fault writes out the place, and then takes a word of it up again: “一成？九分之一都不到”, “活动又不是人，活动怎么会希望”.
# So the copy counts and headlines do not, and a pair of printed characters written twice is a sign.

_LIKELY = 4
"""Pieces of print that a letter may be copied from."""
_MOST_BITS, _BITS_SCALE = 120.0, 30.0
"""Bits beyond which more say nothing more, and bits that make one unit of the sign."""


def signs_of_copying(text: str, index: PrintedIndex) -> dict[str, float]:
    """``bits``: the rarity of all that is copied from one piece; ``again``: whether a pair of its characters comes twice;
    ``dwelt``: both together; ``marks``: whether anything stands between quotation marks."""
    words = to_words(text)
    by_piece: dict[int, list[Run]] = defaultdict(list)
    for run in find_runs(index, words):
        if run.exact > 1 and index.pieces[run.piece].spot.part != Part.HEADLINE.value:
            by_piece[run.piece].append(run)
    whole = {piece: sum(run.weight for run in runs) for piece, runs in by_piece.items()}
    copied = {
        piece: sum(run.weight * run.exact / run.length for run in disjoint(by_piece[piece]))
        for piece in sorted(whole, key=lambda piece: (-whole[piece], piece))[:_LIKELY]
    }
    best = max(copied, key=lambda piece: (copied[piece], -piece), default=None)
    again = float(best is not None and _comes_again(words, index.pieces[best].words))
    bits = min(copied[best] if best is not None else 0.0, _MOST_BITS) / _BITS_SCALE
    return {"bits": bits, "again": again, "dwelt": again * min(1.0, bits), "marks": float("“" in text)}


def _comes_again(words: str, printed: str) -> bool:
    seen: set[str] = set()
    for one, other in pairwise(words):
        pair = one + other
        if pair in seen and "\n" not in pair and pair in printed:
            return True
        seen.add(pair)
    return False


# What is no report

_NOT_EDITION = re.compile("第|头版|首版|末版|本版|封面|要闻|[一二三四五六七八]版?$|本期|里|上|中")
_ELSEWHERE = re.compile(
    "[晚日]报|劳动报|青年报|老年报|宝山报|参考消息|杂志|课本|教科书|电视|字幕|站牌|路牌|横幅|海报|传单|抖音|公众号|广播|今日头条|群[里发]|宣传栏|公告栏|说明书"
)
_OTHER_TITLE = re.compile("《([^《》]{1,12}?(?:报|日报|晚报|时报|晨报|周刊|月刊|杂志|文摘|画报|学报|法制))》")
"""A newspaper or magazine by its title."""
_ADVICE = re.compile("建议|希望|能不能|可不可以|最好|多登|多写|盼|请多")


def is_elsewhere(text: str, name: str, edition: str) -> bool:
    """Whether the message speaks of another paper, or of another edition of the paper of that name."""
    if not name:
        return bool(_ELSEWHERE.search(text))
    named = re.search(rf"{re.escape(name)}[》\s·（(,，]*([一-鿿]{{2,4}}?)(?:街道|镇)?版(?!面)", text)
    if named and edition and edition not in named[1] and not _NOT_EDITION.search(named[1]):
        return True
    if re.search(rf"{re.escape(name)}[（(·]?{re.escape(edition)}", text):
        return False
    outside = re.sub("“[^”]*”", "", text).replace(name, "")
    another = any(name not in title and title not in name for title in _OTHER_TITLE.findall(text))
    return another or bool(_ELSEWHERE.search(outside))


def kind_without_fault(text: str) -> MessageKind:
    """Advice, or anything else."""
    return MessageKind.ADVICE if _ADVICE.search(text) else MessageKind.OTHER
