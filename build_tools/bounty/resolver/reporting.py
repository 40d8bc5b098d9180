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
    "text": 1.0,
    "place": 1.3,
    "number": 0.3,
    "page": 0.9,
    "paragraph": 1.1,
    "correction": 0.7,
    "told": 0.9,
    "quoted": 1.0,
    "bits": 0.9,
    "again": 1.0,
    "dwelt": 0.9,
    "marks": 0.5,
    "asking": -0.7,
    "length": -1.6,
    "elsewhere": -2.8,
    "always": -1.6,
}
_BY_WEIGHT = (
    (0.8, "写句叫后条段那"),
    (0.6, "两会才是最篇词都面题"),
    (0.4, "中二人仓作先勿只名吧呀头字对市成改末楼民水现称署脱自要讲语道"),
    (
        0.2,
        "三不东严个主义代企伐伤健像光党六关养内冰准分删半又反变右合员呢商四国图地块外够姓安完宜容富就屋左师序应庙度引张当怎总懂所找拍掉排数文晾暖查标栓核此气海漏火灯烫版画留目省确笑符第答米糊紧纸组编美者肥落衣西见识该读豆跟身远通门间阅阿项顺",
    ),
    (
        -0.2,
        "业么也书今他以们价份位体便保信修候停元全八再冻刊刚到办动包午单原去友发取号告和品哈哪回圾垃堆多大奖委学实家层居届已希干底开很志急意感截扫抄投换推收教方施时昨晚月有服望本机果样楚次止每毛油浇清湿满点照物用电的直着社祝站章算管纪经群街被让记证说调费赞走起路遍邻金钟镜长问闻隔验骨高",
    ),
    (-0.4, "下什做几区同吗周太好孙少差得想户扔把新日明来桶看给老能谁贴转边领"),
    (-0.6, "了你天年真码请谢"),
    (-0.8, "我报期"),
    (-1.0, "晨"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs."""
"""Weight of a character, however often it occurs. Both tables are fitted by ``python -m tests.bounty.fit_signs --write`` on the
messages of all writers. Single characters rather than turns of phrase, because each writer turns them otherwise."""

ENOUGH_TEXT = 5.0
"""Evidence from words below which a claim is on the article, not on a paragraph."""
_ASKING = re.compile("[?？]|吗")
_MOST, _SCALE = 60.0, 20.0
BOUND = 3.0
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
