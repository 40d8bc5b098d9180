"""误与正: the ways people write what is wrong and what would be right.

In: clean text of one piece of a message. Out: :class:`Fault` records; no place is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.bounty.resolver.cues import (
    CLEARLY,
    EXTRA,
    MARK,
    MARK_CHANGE,
    MARK_SIGN,
    MARKS,
    MISSING,
    NO_FAULT,
    NO_MARK,
    QUOTED,
    QUOTES,
    RIGHT_CUE,
    TO_MARK,
    WEAK,
    WRONG_CUE,
)
from build_tools.bounty.resolver.index import BLOT, PrintedIndex
from build_tools.bounty.resolver.normalise import to_words
from build_tools.bounty.resolver.operands import best_wrong, left_operand, quotations, resemblance, right_operand, with_clause, without_gap


@dataclass(frozen=True, slots=True)
class Fault:
    """一误一正: ``wrong`` as the reader quotes the print, ``right`` as they want it; None where unsaid.

    ``context`` are the other words they quote; ``missing`` and ``extra`` tell insertions and deletions;
    ``mark`` is a punctuation mark (from, to). ``strong`` when wrong or right is really given.
    """

    wrong: str | None
    right: str | None
    context: tuple[str, ...] = ()
    missing: bool = False
    extra: bool = False
    mark: tuple[str, str] | None = None
    strong: bool = True
    ahead: bool = False
    """The mark stands before the quoted words, not after them."""


def read_fault(text: str, own: str) -> Fault | None:
    """The fault that one piece of a message tells of; None when it tells of none.

    ``own`` is the text with all that is quoted or copied blotted out: a cue is what the reader says.
    """
    context = quotations(text)
    for reader in (_mark_change, _mark_gone, _pair_reversed, _close_pair, _missing, _pair, _extra, _mark_only, _not_this):
        fault = reader(text, own, context)
        if fault:
            return fault
    weak = WEAK.search(NO_FAULT.sub(lambda hit: " " * len(hit[0]), own))
    if not weak:
        return None
    named = re.match("写错|印错|打错|用错|字错|错", weak[0])
    return Fault(left_operand(text[: weak.start()]) if named else None, None, context, strong=False)


def _said(cue: re.Pattern[str], text: str, own: str) -> re.Match[str] | None:
    """The first cue that does not begin within what is copied; 漏液, 缺水 are words of the copy."""
    return next((hit for hit in cue.finditer(text) if own[hit.start()] != BLOT), None)


def wordings(text: str, own: str, index: PrintedIndex) -> tuple[str, ...]:
    """Everything that may be meant as the right wording: what follows a cue, and quotations that are not printed."""
    told = [right for hit in RIGHT_CUE.finditer(own) if (right := right_operand(text[hit.end() :]))]
    return (*told, *(quote for quote in quotations(text) if not index.stands(to_words(quote))))


def _mark_change(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = MARK_CHANGE.search(text)
    if not hit or hit[1] == hit[2]:
        return _sign_change(text, own, context)
    ahead = bool(re.search("前面?的?$", text[: hit.start()])) or hit[0].startswith("前")
    before = re.sub("字?前面?的?$", "", text[: hit.start()])
    return Fault(left_operand(before), None, context, mark=(MARKS[hit[1]], MARKS[hit[2]]), ahead=ahead)


def _sign_change(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    """“，”→“。”: the marks themselves instead of their names."""
    hit = MARK_SIGN.search(text)
    return Fault(left_operand(re.sub("[字处后面的\\s“]+$", "", text[: hit.start()])), None, context, mark=(hit[1], hit[2])) if hit and hit[1] != hit[2] else None


def _mark_gone(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = NO_MARK.search(text)
    if not hit:
        return None
    mark, within = next(filter(None, hit.groups())), QUOTES.search(hit[0])
    words = within[0][1:-1] if within else left_operand(re.sub("(?:后面?的?|处的?|的|那个|这个)+$", "", text[: hit.start()]))
    return Fault(words, None, context, mark=(MARKS[mark], ""))


def _mark_only(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = TO_MARK.search(text)
    if not hit:
        return None
    words = left_operand(text[: hit.start()])
    if words and len(words) <= 2 and f"“{words}”" in text and re.search("[改换为作]", hit[0]):
        return Fault(words, MARKS[hit[1]], context)  # “或”当改顿号
    return Fault(words, None, context, mark=("", MARKS[hit[1]]))


def _pair_reversed(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = WRONG_CUE.search(own)
    if not hit or RIGHT_CUE.match(text, max(0, hit.start() - 1)):
        return None
    before, after = text[: hit.start()], text[hit.end() :]
    if _SHOULD_END.search(before):
        return None
    wrong, right = right_operand(after), left_operand(re.sub("被[^，。“”]{0,4}$", "", before))
    later = _pair(text[hit.end() :], own[hit.end() :], context)
    if wrong and right and later and later.right and not {*wrong} & {*right}:
        right = later.right  # 量词讹为“只”，宜作“块”
    if wrong and right:
        wrong = wrong if "“" in after[:2] else re.sub("(?<=..)了$", "", wrong)
        right = best_wrong(right, wrong, before, context)
    if re.search("才(?:对|是|好)", after):
        wrong, right = right, wrong  # “交代”写成“交待”才对
    return Fault(wrong, right, context) if wrong and right else None


_NOT_THIS = re.compile(r"(?:^|[，,。：:；;\s是])“?((?!是)[一-鿿]{1,4})”?[，,]?\s?而?(?:不是|勿是|并非)“?([一-鿿]{1,4})”?(?=[，,。；;！!吧呀啊嘛的\s]|$)")


def _not_this(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    """“是杆，不是竿”: two wordings of one length, the second of which is printed."""
    hit = next((hit for hit in _NOT_THIS.finditer(text) if len(hit[1]) == len(hit[2]) and hit[1] != hit[2]), None)
    return Fault(hit[2], hit[1], context) if hit else None


_SHOULD_END = re.compile(r"(?:应该?当?|宜|要|可|须|该|改|建议)$")


def _missing(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = _said(MISSING, text, own)
    if not hit or (hit["bare"] and not CLEARLY.search(hit[0].replace(hit["bare"], "")) and not re.search("后面?$|前面?$", text[: hit.start()])):
        return None  # 漏液, 缺水: words of the copy, no report
    if hit["bare"] in ("标点", "标点符号"):
        return Fault(left_operand(text[: hit.start()]), None, context, mark=("", ""))
    word = (hit["quoted"] or "").strip("“”") or MARKS.get(hit["mark"] or "", "") or (hit["bare"] or "")
    if not word or re.search("加(?:工|大|上水)", hit[0]) or word in ("标点", "了", "一", "字", "的是"):
        return None
    pair = _pair(text, own, context)
    after = left_operand(re.sub("(?:之?后|之?前|之?下|中间|之间|里|末尾?)面?[\\s，]*$", "", text[: hit.start()]))
    shown = re.match(rf"[：:，\s]\s?“?([^“”，。；\n]*?){re.escape(word)}[^“”，。；\n]", text[hit.end() :]) if hit["mark"] and len(word) == 1 else None
    if shown and shown[1]:
        return Fault(shown[1][-4:], word, context, missing=True)
    if pair and pair.wrong and pair.right and (word in pair.right or not after):
        return pair
    return Fault(after, word, context, missing=True)


def _close_pair(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    """A pair whose halves resemble each other: then nothing else in the sentence can be meant."""
    pair = _pair(text, own, context)
    alike = pair and pair.wrong and pair.right and resemblance(pair.wrong, pair.right) >= 0.5
    return pair if alike else None


def _extra(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    hit = _said(EXTRA, text, own)
    if not hit:
        return None
    word = hit["quoted"] or hit["quoted2"] or hit["bare"] or hit["bare2"] or ""
    word = re.sub("(?:这?[一二两三四几]?个?字|字符)+$|[是应可]$", "", word.strip("“”")) or word.strip("“”")
    after = None if hit["quoted"] or hit["bare"] else re.compile(f"[了一]?个?\\s?({QUOTED})").match(text, hit.end())
    if after:
        word = after[1].strip("“”")  # “也有人摆好pose”删“也”
    elif re.fullmatch("(?:[一二两三四几这那]个?|应该?|宜|可|当|该|请|建议|直接|最好|可以)+", word) and not (hit["quoted"] or hit["quoted2"]):
        word = (left_operand(text[: hit.start()]) or "").strip("“”")
    word = re.sub("^(?:这里|里面|其中|前面|后面|的)+", "", word) or word
    head, of, tail = word.rpartition("的")
    if of and head and 1 <= len(tail) <= 2 and not (hit["quoted"] or hit["quoted2"]):
        word, context = tail, (*context, head)
    return Fault(word, "", context, extra=True) if word and word not in ("一个", "了", "这", "个", "一", "其一") else None


_DENIED = re.compile("不是“([^“”]{1,12})”")
_AS_PRINTED = re.compile(r"(?:写|印|登)的?是\s?“?([^，。；“”\n]{2,20})”?[，,]")


_ASKED = re.compile("哪[个里些种]|什么|多少|谁|几[个号点]")
def _pair(text: str, own: str, context: tuple[str, ...]) -> Fault | None:
    for hit in RIGHT_CUE.finditer(own):
        right, wrong = right_operand(text[hit.end() :]), left_operand(text[: hit.start()])
        if hit[0].startswith("——") and right and wrong and right in wrong:
            continue  # a phrase, then the word in it that is meant
        if right in ("统一", "统一写法", "一致", "核实", "更正"):
            continue  # a wish, no wording
        if right and _ASKED.search(right) and f"“{right}”" not in text:
            continue  # “应该扔哪个桶”: a question, no correction
        marked = re.match(rf"(?:{MARK})", right) if right and len(right) <= 6 else None
        if marked and wrong and right:
            right = marked[0]
            short = len(wrong) <= 2 and f"“{wrong}”" in text  # “或”当改顿号
            return Fault(wrong, MARKS[right], context) if short else Fault(wrong, None, context, mark=("", MARKS[right]))
        stated = _AS_PRINTED.search(text[: hit.start()])
        if right:
            denied = _DENIED.search(text)
            wrong = stated[1] if stated else denied[1] if denied and denied[1] != right else wrong
            wrong, right = without_gap(wrong, right)
            return Fault(best_wrong(wrong, right, text[: hit.start()], context), right, with_clause(text[: hit.start()], context))
    return None
