"""认位: one message → what kind it is, and its claims with their places.

In: a message and the index of the printed issue. Out: :class:`Resolution`. Never raises, whatever was written. Greetings, questions,
praise and complaints may quote the paper too; a report points at a place, quotes print, and speaks as people speak who find fault:
all of it is weighed together, in log odds that a fault is reported.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.bounty.claims import Candidate, Claim, Edit, MessageKind, Part, Resolution, Spot
from build_tools.bounty.resolver.edits import TOLD_AT_LEAST, Proposal, pointed_at, propose
from build_tools.bounty.resolver.index import (
    BLOT,
    Piece,
    PrintedIndex,
    Run,
    clean,
    common_ends,
    find_all,
    find_runs,
    quotations,
    to_words,
)
from build_tools.bounty.resolver.rank import Scored, disjoint, rank
from build_tools.bounty.resolver.reading import Clues
from build_tools.bounty.resolver.reading import read as read_fragments
from build_tools.bounty.resolver.slips import Signs, gain
from build_tools.bounty.resolver.units import Unit, proposals, split_units
from build_tools.markup.traditional import simplified

_SURE, _CLEAR = 24.0, 14.0
_SURE_OF_CHANGE = 5.0
"""Log odds that a change is told rightly from which it is sure."""
_TOLD_THERE = 3.0
"""Evidence for a piece by the log odds that a change of it is told."""
_GUESSED, _TOLD_FROM = -3.0, -1.0
"""Log odds below which a claim only points; from which a change speaks for a report."""
_KEPT = 4
_LOOKED = 4
"""Of the likeliest places those in which a change is looked for, whatever else is told of other print."""
_QUOTED = 400
"""Characters of a message that a claim keeps."""
_LEAST = -0.5
"""Log odds from which a message counts as a report."""
_UNHEARD_OF = -1.0
"""By how much (log10) a print must at most read worse with a change that is sure: ten times less likely."""
_CERTAIN = 1.5
"""Log odds below which nothing that it reports is sure."""


_FORM = re.compile(
    r"^原文：(?P<wrong>.+)\n应为：(?P<right>.+)$(?:\n上下文：(?:.*┊)?(?P<left>.*?)【.+】(?P<after>[^┊\n]*))?",
    re.M,
)


def resolve_message(
    message: str,
    index: PrintedIndex,
    earlier: Sequence[PrintedIndex] = (),
    page_titles: Iterable[tuple[str, int]] = (),
) -> Resolution:
    """Read one message sent in for the issue of ``index``; ``earlier`` issues are looked at when it names them."""
    reading = read(message, index, earlier, page_titles)
    claims = _without_repeats(_reports(list(reading.found))) if reading.found else []
    if reading.score <= _LEAST:
        silent = MessageKind.ADVICE if _ADVICE.search(reading.text) else MessageKind.OTHER
        kind = MessageKind.OTHER_PAPER if reading.elsewhere else silent
        return Resolution(kind, leads=_doubted(claims or [_anywhere(reading, index)], "来信不像报错"))
    if reading.score < _CERTAIN:
        claims = [*_doubted(claims, "未必是报错")]
    return Resolution(MessageKind.REPORT, tuple(_as_the_form_says(message, claims, index)))


def _doubted(claims: Iterable[Claim], doubt: str) -> tuple[Claim, ...]:
    return tuple(replace(claim, sure=False, doubts=(doubt, *claim.doubts)) for claim in claims)


def _anywhere(reading: Reading, index: PrintedIndex) -> Claim:
    """For the judge who takes a message for a report that leads nowhere: every article to choose from."""
    wholes = [Spot(article.printed.number, Part.ARTICLE.value, 1) for article in index.articles]
    listed = tuple(Candidate(whole, 0.0) for whole in wholes)
    return Claim(reading.text[:_QUOTED], "", "", listed, None, sure=False, doubts=("没有引出原文",))


def _as_the_form_says(message: str, claims: list[Claim], index: PrintedIndex) -> list[Claim]:
    """What the site's own form wrote under 原文 and 应为 is meant from end to end, whatever marks stand in it."""
    hit = _FORM.search(message)
    if hit is None or len(claims) != 1 or claims[0].sure:
        return claims
    claim, wrong, right = claims[0], hit["wrong"].strip(), hit["right"].strip()
    piece = index.piece(claim.spot) if claim.spot else None
    left, after = hit["left"] or "", hit["after"] or ""
    spans = piece and (find_all(piece.text, left + wrong + after) or find_all(piece.text, wrong))
    if not piece or not spans or len(spans) > 1:
        return [replace(claim, wrong=wrong, right=right)]
    head, tail = common_ends(wrong, right)
    first = spans[0][0] + len(left) * piece.text.startswith(left, spans[0][0])
    start, end = first + head, first + len(wrong) - tail
    edit = Edit(start, end, piece.text[start:end], right[head : len(right) - tail])
    return [replace(claim, wrong=wrong, right=right, edit=edit, borne=True)]


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read, before it is decided whether it reports anything."""

    text: str
    found: tuple[Found, ...]
    own: str
    elsewhere: bool
    """Whether another paper is named."""
    score: float


def read(
    message: str,
    index: PrintedIndex,
    earlier: Sequence[PrintedIndex] = (),
    page_titles: Iterable[tuple[str, int]] = (),
) -> Reading:
    """Everything that speaks for and against a message's being a report."""
    text = simplified(clean(message))
    units = split_units(text, tuple(page_titles), index)
    found = tuple(
        each for unit in units for each in _resolve_places(unit, _issue_of(unit, index, earlier)) if each
    )
    own, elsewhere = index.own(text), is_elsewhere(text, *index.paper)
    score = judge([each.signs for each in found], own, elsewhere) if found else -math.inf
    return Reading(text, found, own, elsewhere, score)


def _issue_of(unit: Unit, index: PrintedIndex, earlier: Sequence[PrintedIndex]) -> PrintedIndex:
    clues = unit.clues
    for other in earlier:
        if any(number.issue == other.issue for number in clues.numbers):
            return other
        if not clues.numbers and clues.month == int(other.issue[5:]) != int(index.issue[5:]):
            return other
    return index


def _resolve_places(unit: Unit, index: PrintedIndex) -> list[Found | None]:
    """“冻裂”×2（第一段、末段）: one claim for each paragraph that is named and holds what is called wrong."""
    first = _resolve_unit(unit, index)
    wrong = to_words(unit.fault.wrong or "") if unit.fault and unit.fault.strong else ""
    if first is None or first.claim.spot is None or len(unit.clues.paragraphs) < 2 or len(wrong) < 2:
        return [first]
    number = first.claim.spot.number
    article = next(each for each in index.articles if each.printed.number == number)
    ordinals = dict.fromkeys(article.ordinals(unit.clues.paragraphs))
    pieces = (index.piece(Spot(number, Part.PARAGRAPH.value, each)) for each in ordinals)
    holding = [piece.spot.ordinal for piece in pieces if piece and wrong in piece.words]
    if len(holding) < 2:
        return [first]
    return [
        _resolve_unit(replace(unit, clues=replace(unit.clues, paragraphs=(ordinal,))), index)
        for ordinal in holding
    ]


def _resolve_unit(unit: Unit, index: PrintedIndex) -> Found | None:
    unit = replace(unit, cut=_without_title(unit, index))
    scored = _with_changes(rank(index, unit), unit, index)
    if not scored or scored[0].total <= 0:
        return None
    first = scored[0]
    doubts = _doubts(index, first, unit)
    other = scored[1].total if len(scored) > 1 else 0.0
    sure = not doubts and first.total >= _SURE and first.total - other >= _CLEAR
    candidates = tuple(
        Candidate(index.pieces[each.piece].spot, round(each.total, 1)) for each in scored[:_KEPT]
    )
    edit, borne, odds = _edit_of(index.pieces[first.piece], unit, index)
    if edit and edit.replacement is not None and not borne:
        doubts = (*doubts, "改法没有从原文里得到印证")
    wrong, right = (unit.fault.wrong or "", unit.fault.right or "") if unit.fault else ("", "")
    # Where what is wanted is not told, or the print does not bear it out, nothing is sure.
    claim = Claim(
        unit.text[:_QUOTED],
        wrong,
        right,
        candidates,
        edit,
        sure and borne and odds >= _SURE_OF_CHANGE,
        doubts,
        borne,
    )
    return weigh(claim, unit, index, first, odds)


def _with_changes(scored: list[Scored], unit: Unit, index: PrintedIndex) -> list[Scored]:
    """What is told of a piece speaks for it: the likelier the change, the more."""
    reading = read_fragments(unit.cut, index.own(unit.cut))
    told = [*proposals(unit.cut, index)]
    looked = {piece for piece, _ in told}
    told += [
        (each.piece, change)
        for each in scored[:_LOOKED]
        if each.piece not in looked
        for change in propose(index.pieces[each.piece], reading, index)
    ]
    best: dict[int, float] = {}
    for piece, each in told:
        best[piece] = max(best.get(piece, 0.0), each.worth)
    raised = [
        each._replace(text=each.text + _TOLD_THERE * best[each.piece]) if each.piece in best else each
        for each in scored
    ]
    return sorted(raised, key=lambda each: -each.total)


def _edit_of(piece: Piece, unit: Unit, index: PrintedIndex) -> tuple[Edit | None, bool, float]:
    """The change that the unit proposes in a piece, whether the print bears it out, and the log odds that it is meant."""
    reading = read_fragments(unit.cut, index.own(unit.cut))
    told: Sequence[Proposal] = ()
    if unit.fault and unit.fault.strong:
        # Where one breath tells of several faults, this unit is about one of them.
        wrong, right = unit.fault.wrong, unit.fault.right
        told = [
            each
            for each in propose(piece, reading, index)
            if each.right == right and (right or each.wrong == wrong)
        ]
    best = next(iter(told or propose(piece, reading, index)), None)
    borne = best is not None and best.borne and best.worth > TOLD_AT_LEAST
    if best is not None and borne:
        better = gain(piece.text, best.edit.start, best.edit.end, best.edit.replacement or "")
        return best.edit, True, best.worth if better > _UNHEARD_OF else 0.0
    # A guess points at what is cited, whatever it would change there.
    known = unit.fault.wrong if unit.fault and unit.fault.named else None
    pointed = pointed_at(piece, reading, index, known)
    if best is None or known or best.worth < _GUESSED or (pointed and pointed.marks):
        return pointed, False, best.worth if best else _GUESSED
    return replace(best.edit, phrase=pointed.phrase if pointed else best.edit.phrase), False, best.worth


def _without_title(unit: Unit, index: PrintedIndex) -> str:
    """A headline in 《》 names the article; its words are no quotation from the copy, if there is another one."""
    rest = re.sub("《[^《》\n]*》", "\n", unit.cut)
    quoted = [words for part in quotations(rest) if len(words := to_words(part)) > 1]
    return rest if not unit.clues.parts and any(map(index.stands, quoted)) else unit.cut


def _doubts(index: PrintedIndex, first: Scored, unit: Unit) -> tuple[str, ...]:
    """What speaks against being sure, in the judge's language."""
    found: list[str] = []
    clues, piece = unit.clues, index.pieces[first.piece]
    article = index.articles[piece.article].printed
    if clues.numbers and article.number not in clues.numbers:
        found.append(f"稿号写的是{clues.numbers[0].printed}，文字却像{article.number.printed}")
    if clues.damaged and not clues.numbers:
        found.append(f"稿号“{clues.damaged[0]}”校验不对，按其余的线索找")
    if first.text < ENOUGH_TEXT and not (clues.paragraphs and clues.names_article):
        found.append("没有引出原文")
    if _contradicted(index, piece, clues):
        found.append("说的版序或段序与文字所在不合")
    if unit.fault and unit.fault.wrong and not _stands(piece.words, unit.fault.wrong):
        found.append("引的原文与见报文字不全相同")
    return tuple(found)


def _contradicted(index: PrintedIndex, piece: Piece, clues: Clues) -> bool:
    article = index.articles[piece.article]
    if clues.pages and -1 not in clues.pages and article.printed.page not in clues.pages:
        return True
    meant = article.ordinals(clues.paragraphs)
    is_paragraph = piece.spot.part == Part.PARAGRAPH.value
    return bool(meant) and is_paragraph and all(abs(piece.spot.ordinal - ordinal) > 1 for ordinal in meant)


def _stands(words: str, wrong: str) -> bool:
    wanted = to_words(wrong)
    return not wanted or wanted in words or any(wanted[cut:] in words for cut in range(1, len(wanted) - 1))


def _reports(found: list[Found]) -> list[Found]:
    """The units that tell of a fault each: those that would be reports by themselves, at least the best."""
    likely = [each for each in found if each.score > _LEAST]
    best = [each for each in likely if each.strong] or [max(found, key=lambda each: each.score)]
    for each in likely:
        elsewhere = all(each.claim.spot != other.claim.spot for other in best)
        if each not in best and (elsewhere or _apart_from(each, best)):
            best.append(each)
    return [each for each in found if each in best]


def _apart_from(each: Found, best: list[Found]) -> bool:
    """Whether a second complaint on one piece quotes other printed words than the first."""
    edit = each.claim.edit
    quotes = each.unit.listed or each.signs["quoted"] or (each.unit.fault and each.signs["bits"] >= _COPIED)
    if edit is None or edit.phrase is None or not quotes:
        return False
    here = [other.claim.edit for other in best if other.claim.spot == each.claim.spot]
    return all(other and (edit.end <= other.start or other.end <= edit.start) for other in here)


_COPIED = 0.4
"""Bits that a unit must copy to be about words of its own, where it puts nothing between quotation marks."""


def _without_repeats(found: list[Found]) -> list[Claim]:
    """One claim where a message says the same thing twice."""
    kept: list[Found] = []
    for each in found:
        twin = next((at for at, other in enumerate(kept) if _same_fault(each.claim, other.claim)), None)
        if twin is None:
            kept.append(each)
        elif _worth(each) > _worth(kept[twin]):
            kept[twin] = replace(each, claim=replace(each.claim, quote=kept[twin].claim.quote))
    return [each.claim for each in kept]


def _worth(found: Found) -> tuple[bool, float, bool]:
    return found.strong, found.total, found.claim.sure


def _same_fault(one: Claim, other: Claim) -> bool:
    if one.spot != other.spot:
        return False
    mine, theirs = to_words(one.wrong), to_words(other.wrong)
    if one.edit is None or other.edit is None:
        return not (mine and theirs) or bool({*mine} & {*theirs})
    near = 0 if one.edit.phrase and other.edit.phrase else 2
    if mine and theirs and mine not in theirs and theirs not in mine:
        near = -1
    return one.edit.start <= other.edit.end + near and other.edit.start <= one.edit.end + near


# Whether it is a report

SIGNS = {
    "text": 0.7,
    "place": 1.2,
    "number": 0.5,
    "page": 1.1,
    "paragraph": 1.7,
    "correction": 0.4,
    "told": 0.9,
    "quoted": 0.3,
    "bits": 1.1,
    "again": 0.6,
    "change": 0.9,
    "asking": -0.5,
    "length": -1.6,
    "titles": -2.5,
    "elsewhere": -2.8,
    "always": -1.4,
}
_BY_WEIGHT = (
    (1.0, "字段"),
    (0.8, "会写吧对最词那"),
    (0.6, "人出叫名呀师应改末正称笑篇级自语"),
    (
        0.4,
        "两个中主义事代伐住党准北半印又变句右听员呢啦地大头完导市引德成所才数旁民水治漏确组结署腐落西要认识读豆近都重金钥间面",
    ),
    (
        0.2,
        "七三下与东丝丢严也二件任休众传伤低余例侬倒像儿充先光入八公关养内凑列删制刺前副务动势勿医十千协单占却历去及反叠后含启响商啊嘛固国土塘士处外多够套她妈妥姓姨安定宜害容小就尾屋左己巴干序底式张强影往必快念思怪总您情懂或战房打找拉拍拿挂按掉摸播政断旧早明是晾朝木机杆条极构架栓核楼概步气泗泵流火烟烫热焕版献王现班理留疑的目相省短研空穿窗符等策简米纠约纳线绕绝绞统编缺美者而职肥脑脚脱脸节行裹视角言计讲讹论误课越跑跟跳辈辑过这远选逗通造逻配采量防霸音项顺题颠鱼鸟",
    ),
    (
        -0.2,
        "上不专业乐书了争于他们价但供便修做傅元冻切刚剪办加包午华卡参发取受只史号各向否告周呼哈哎哦啥回场坏块堂境复奖如委子孙孩宝家寄富寒少山岁已度弄心忙怎感户扣扬投换接收文新无时映替有李村来杯查楚次欢此毛氧永河注活测浩满潮烦照登碳祝种答管箱纪经绘给考苦蛮见觉订证评走起跤车载辛边送逆邻释钟错镜门闭雪高麻黄",
    ),
    (
        -0.4,
        "习买亮以保信典几刊到区卖同和品哪喜壁太工希年建开很志忘扔扫抄拜方晚月望本每没浇清点片用电看知码礼社稿章能虫议贴费赞钱问闻隔非风验",
    ),
    (-0.6, "些候吗差废得意把故教整样桶直真算老记试说谁谢连"),
    (-0.8, "天好我报晨转"),
    (-1.0, "想昨期请"),
)
CHARACTERS = {char: weight for weight, characters in _BY_WEIGHT for char in characters}
"""Weight of a character, however often it occurs. Both tables are fitted by ``python -m tests.bounty.fit_signs --write`` on the
messages of all writers. Single characters rather than turns of phrase, because each writer turns them otherwise."""

ENOUGH_TEXT = 5.0
"""Evidence from words below which the place of a claim is not sure."""
_ASKING = re.compile("[?？]|吗")
_MOST, _SCALE = 60.0, 20.0
_MOST_ODDS = 8.0
BOUND = 2.0
"""Log odds that all characters together can come to."""
_LONG = 100
"""Different characters of own words beyond which more of them say nothing more."""


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


def weigh(claim: Claim, unit: Unit, index: PrintedIndex, first: Scored, odds: float) -> Found:
    """What there is for and against a claim."""
    clues, own, quoted = unit.clues, index.own(unit.text), map(to_words, quotations(unit.text))
    signs = {
        "text": min(first.text, _MOST) / _SCALE,
        "place": min(first.place, _MOST) / _SCALE,
        "number": float(bool(clues.numbers or clues.damaged)),
        "page": float(bool(clues.pages)),
        "paragraph": float(bool(clues.paragraphs or clues.line)),
        "correction": float(bool(unit.fault and unit.fault.strong)),
        "told": float(bool(unit.fault and index.prints(unit.fault.wrong or ""))),
        "quoted": float(any(len(words) > 1 and words in index.pieces[first.piece].words for words in quoted)),
        "change": max(0.0, min(_MOST_ODDS, odds - _TOLD_FROM)) / 4,
        **signs_of_copying(unit.cut, index),
    }
    # Who praises or asks names the headline; within a message that reports it says nothing of one unit.
    titled = {**signs, "titles": float(bool(clues.titles))}
    return Found(claim, unit, first.total, titled, judge([signs], own))


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


_LIKELY = 4
"""Pieces of print that a letter may be copied from."""
_MOST_BITS, _BITS_SCALE = 120.0, 30.0
"""Bits beyond which more say nothing more, and bits that make one unit of the sign."""


def signs_of_copying(text: str, index: PrintedIndex) -> Signs:
    """``bits``: the rarity of all that is copied from one piece, whether or not it is between quotation marks; ``again``: whether a
    pair of its characters is written twice.

    Who praises or asks names a headline or a thing; who finds fault writes out the place, and then takes a word of it up again:
    “一成？九分之一都不到”, “活动又不是人，活动怎么会希望”. So headlines do not count."""
    words = to_words(text)
    by_piece: dict[int, list[Run]] = defaultdict(list)
    for run in find_runs(index, words):
        if run.exact > 1 and index.pieces[run.piece].spot.part != Part.HEADLINE.value:
            by_piece[run.piece].append(run)
    likely = sorted(by_piece, key=lambda piece: -sum(run.weight for run in by_piece[piece]))[:_LIKELY]
    bits, best = max(
        (
            (sum(run.weight * run.exact / run.length for run in disjoint(by_piece[piece])), piece)
            for piece in likely
        ),
        default=(0.0, None),
    )
    printed = index.pieces[best].words if best is not None else ""
    twice = (pair for pair, count in Counter(map("".join, pairwise(words))).items() if count > 1)
    again = any(pair in printed for pair in twice)
    return {"bits": min(bits, _MOST_BITS) / _BITS_SCALE, "again": float(again)}


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
