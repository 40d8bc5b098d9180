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
from build_tools.bounty.resolver.edits import (
    BESIDE,
    STEP,
    Proposal,
    best_of,
    pointed_at,
    propose,
)
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
from build_tools.bounty.resolver.slips import gain
from build_tools.bounty.resolver.units import Unit, split_units
from build_tools.markup.traditional import simplified

_SURE, _CLEAR = 24.0, 14.0
_KEPT = 4
_QUOTED = 400
"""Characters of a message that a claim keeps."""
_LEAST = -0.2
"""Log odds from which a message counts as a report."""
_UNHEARD_OF = -3.0
"""By how much (log10) a print must at most read worse with a change that is sure: a thousand times less likely."""
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
    if hit is None or len(claims) != 1:
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
    scored = rank(index, unit)
    if not scored or scored[0].total <= 0:
        return None
    first = scored[0]
    doubts = _doubts(index, first, unit)
    other = scored[1].total if len(scored) > 1 else 0.0
    sure = not doubts and first.total >= _SURE and first.total - other >= _CLEAR
    candidates = tuple(
        Candidate(index.pieces[each.piece].spot, round(each.total, 1)) for each in scored[:_KEPT]
    )
    edit, borne, clear = _edit_of(index.pieces[first.piece], unit, index)
    if edit and edit.replacement is not None and not borne:
        doubts = (*doubts, "改法没有从原文里得到印证")
    wrong, right = (unit.fault.wrong or "", unit.fault.right or "") if unit.fault else ("", "")
    # Where what is wanted is not told, or the print does not bear it out, nothing is sure.
    claim = Claim(unit.text[:_QUOTED], wrong, right, candidates, edit, sure and clear, doubts, borne)
    return weigh(claim, unit, index, first)


def _edit_of(piece: Piece, unit: Unit, index: PrintedIndex) -> tuple[Edit | None, bool, bool]:
    """The change that the unit proposes in a piece, whether the print bears it out, and whether both halves are told."""
    reading = read_fragments(unit.cut, index.own(unit.cut))
    proposals: Sequence[Proposal] = ()
    if unit.fault and unit.fault.strong:
        # Where one breath tells of several faults, this unit is about one of them.
        wrong, right = unit.fault.wrong, unit.fault.right
        proposals = [
            each
            for each in propose(piece, reading, index, False)
            if each.kind == "spelt" or (each.right == right and (right or each.wrong == wrong))
        ]
    proposals = proposals or propose(piece, reading, index)
    best = best_of(proposals)
    if best is None:
        known = unit.fault.wrong if unit.fault and unit.fault.named else None
        return pointed_at(piece, reading, index, known), False, False
    if best.kind == "slip":
        return best.edit, best.borne, False
    rivals = {
        (each.edit.start, each.edit.end, each.edit.replacement)
        for each in proposals
        if each.borne and each.worth > best.worth - STEP
    } - {(best.edit.start, best.edit.end, best.edit.replacement)}
    # Bare words that only resemble the print may be what is said of it: 拍手称快——成语用错了.
    clear = f"“{best.right}”" in unit.cut or best.kind in ("cue", "mark", "spelt")
    edit = best.edit
    clear = clear and gain(piece.text, edit.start, edit.end, edit.replacement or "") > _UNHEARD_OF
    return edit, best.borne, clear and best.borne and best.worth >= BESIDE and not rivals


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
    "text": 0.8,
    "place": 1.3,
    "number": 0.4,
    "page": 1.0,
    "paragraph": 1.4,
    "correction": 0.9,
    "told": 0.9,
    "quoted": 0.3,
    "bits": 0.9,
    "again": 0.6,
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
"""Weight of a character, however often it occurs. Both tables are fitted by ``python -m tests.bounty.fit_signs --write`` on the
messages of all writers. Single characters rather than turns of phrase, because each writer turns them otherwise."""

ENOUGH_TEXT = 5.0
"""Evidence from words below which the place of a claim is not sure."""
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
        **signs_of_copying(unit.cut, index),
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
