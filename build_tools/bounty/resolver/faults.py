"""误与正: the ways people write what is wrong and what would be right.

In: clean text of one piece of a message. Out: :class:`Fault` records; no place is decided here.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

MARKS = {
    "逗号": "，", "句号": "。", "顿号": "、", "分号": "；", "冒号": "：", "问号": "？", "叹号": "！", "感叹号": "！",
    "省略号": "……", "破折号": "——", "引号": "“”", "书名号": "《》", "括号": "（）", "间隔号": "·",
}
"""标点的名称."""

_MARK = "|".join(sorted(MARKS, key=len, reverse=True))
_QUOTED = "“(?:[^“”]|“[^“”]*”)*”"
_SHOULD = r"(?:应该?当?|该|宜|须|需要?|必须|还是|最好|可以?|建议|要|当|统一)"
_CHANGE = r"(?:直接)?(?:改写|修改|改|换|更正|订正)(?:为|成|作|用)?"
RIGHT_CUE = re.compile(
    rf"(?:{_SHOULD}(?:应)?(?:统一|直接|再)?{_CHANGE}|{_CHANGE}(?<=[为成作用改]))(?!正)"
    rf"|应(?:该|当)?\s*(?:统一为|统一用|译作|称为|写为|写成|写作|写|为|是|作|称|叫|说|用|提|接)\s?(?![有在把该当])|应(?:该|当)?(?=\s?[“\s])|(?<=[”字错，\s])应(?=[一-鿿])(?![急有该对付用邀删去加补])"
    r"|应[该当](?=[一-鿿]{2})|应[该当][一-鿿](?=“)|该(?:是|为|写)|要写成?|叫做?(?=“)|规范(?:写法|名称|说法|的)?是|正确(?:的)?(?:写法|说法|提法|做法)?(?:应)?(?:是|为)|国标叫|正式名称是|"
    r"原文?应?是(?=“)|[→⇒]|[-=—]+>|——\s?(?=[一-鿿“])|乃|系(?=“)|(?<=[”\s])(?:才)?是(?=“)|是不是(?=\s?[“一-鿿])|而是|宜(?=“)|而应|都说|算是"
)
WRONG_CUE = re.compile(r"(?:错|误)(?:写|印|打|排)?[成为作](?:了)?|(?:写|印|打|当|排|说)成了?")
_BEFORE = re.compile(r"(?:把|将|这里的?|其中的?)(?=[“一-鿿])")
_LACKS = r"(?:(?<![多不])少(?!数|不得)|(?<!地)漏(?!包|斗)|缺|掉(?=了)|脱(?=了)|遗漏|缺少|没有?加上?|未加)(?:了|掉了?)?"
_ADD = r"(?:应当?该?|要|需|可|须|后面?|前面?|中间|末尾|建议|请|还|再|话没说完，)\s?(?:补上?|加上?|添上?)(?:了)?"
_THEN = r"(?=[，。；、,.;：:吧了呀啊！!?？）)\n ]|$)"
_MISSING = re.compile(
    rf"(?:{_LACKS}|{_ADD})\s?(?:一)?(?:个)?\s?(?:(?P<quoted>{_QUOTED})|(?P<mark>{_MARK})|(?P<bare>[一-鿿0-9]{{1,6}}?))\s?(?:(?:两|一|这个|这两个|二|三)?个?字|{_THEN})"
)
_CLEARLY = re.compile("了|掉|个|字|应|要|需|可|须|后|前|中间|缺少|遗漏|没有?加|未加|补|加|添")
_EXTRA = re.compile(
    rf"(?:多了|多出了?|多印了?|多(?=一?个)|衍|删去?|删掉|删除|去掉|去除|取消)(?:了)?(?:一)?(?:个)?\s?(?:(?P<quoted>{_QUOTED})|(?P<bare>[一-鿿A-Za-z0-9]{{1,8}}))\s?(?:两|一)?(?:个)?字?"
    rf"|(?:(?P<quoted2>{_QUOTED})|(?P<bare2>[一-鿿A-Za-z0-9]{{1,12}}?))\s?(?:这?[一二两三四几]?个?字(?:符)?)?(?:是|为|纯属|应|当|可|也|都)?(?:多余|可删|可以删|应删|当删|不要|可去|删去|删除|是衍文|衍文|删)"
)
_MARK_CHANGE = re.compile(rf"(?:后面?的?|前面?的?|之间的?|的|这个|用|不该用)?\s?({_MARK})\s?(?:用错了?|错了?|不对)?[，,]?\s?(?:应当?该?|要|宜|须)?(?:改?用?[为成作是]?|改|换)+(?:用|成|为)?\s?({_MARK})")
_TO_MARK = re.compile(rf"(?:应当?该?|要|宜|须|改|最后)[^，。；\n]{{0,6}}?({_MARK})(?!多余|不|错)")
_NO_MARK = re.compile(rf"({_MARK})(?:不需要|多余|不必|可以?不[用要]|去掉|删)|(?:不用|不必|去掉|不需要)[^，。；\n]{{0,4}}?({_MARK})")
_SWAP = re.compile("写反|颠倒|语序|顺序反|次序错|次序颠倒|放反")
WEAK = re.compile(
    "错别字|错字|别字|错误|错印|印错|写错|打错|用错|错了|有错|字错|不对|不妥|不当|不通|语病|病句|重复|重了|累赘|啰嗦|拗口|别扭|多余|漏字|漏了|漏掉|缺少|缺字|少字|少了|脱字|多字|衍|不统一|不一致|一致|统一|"
    "不符|对不上|不准确|不规范|看不懂|莫名其妙|怎么能|怎么又|怎么有|不合适|不吉利|请核实|请核|核实|请更正|更正|口语|易混|搭配|没有署名|缺少作者|没有加引号|没加引号|漏引号|不搭界|叠用|连用|错(?=[，。；！、\n ]|$)|错(?=[一-二]?个)|太口语|不用加|夹英文|没提到"
)
NO_FAULT = re.compile(
    "(?:没有?|未|无|挑不出|找不出|没找到|没发现|没有发现|没有挑出|一个|个)(?:任何|什么|一个|一点)?(?:错误?也没找?到?有?|差错|毛病|错误|错别字|错|问题)(?:也没有?找?到?)?|没错|不错|纠错有奖|纠错|挑错|报错|不会错|错过|没看出"
)
_QUOTES = re.compile(_QUOTED)


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
    swap: bool = False
    strong: bool = True
    ahead: bool = False
    """The mark stands before the quoted words, not after them."""


def read_fault(text: str) -> Fault | None:
    """The fault that one piece of a message tells of; None when it tells of none."""
    context = quotations(text)
    for reader in (_mark_change, _pair_reversed, _close_pair, _missing, _pair, _extra, _mark_only):
        fault = reader(text, context)
        if fault:
            return fault
    if _SWAP.search(text):
        return Fault(None, None, context, swap=True, strong=bool(context))
    weak = WEAK.search(NO_FAULT.sub(lambda hit: " " * len(hit[0]), text))
    if not weak:
        return None
    named = re.match("写错|印错|打错|用错|字错|错", weak[0])
    return Fault(_left_operand(text[: weak.start()]) if named else None, None, context, strong=False)


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outer before inner, without the marks."""
    found: list[str] = []
    for hit in _QUOTES.finditer(text):
        found.append(hit[0][1:-1])
        found += re.findall("“([^“”]*)”", hit[0][1:-1])
    return tuple(part for part in found if part.strip())


def _mark_change(text: str, context: tuple[str, ...]) -> Fault | None:
    hit = _MARK_CHANGE.search(text)
    if not hit or hit[1] == hit[2]:
        return None
    ahead = bool(re.search("前面?的?$", text[: hit.start()])) or hit[0].startswith("前")
    before = re.sub("字?前面?的?$", "", text[: hit.start()])
    return Fault(_left_operand(before), None, context, mark=(MARKS[hit[1]], MARKS[hit[2]]), ahead=ahead)


def _mark_only(text: str, context: tuple[str, ...]) -> Fault | None:
    gone = _NO_MARK.search(text)
    if gone:
        return Fault(_left_operand(text[: gone.start()]), None, context, mark=(MARKS[gone[1] or gone[2]], ""))
    hit = _TO_MARK.search(text)
    return Fault(_left_operand(text[: hit.start()]), None, context, mark=("", MARKS[hit[1]])) if hit else None


def _pair_reversed(text: str, context: tuple[str, ...]) -> Fault | None:
    hit = WRONG_CUE.search(text)
    if not hit or RIGHT_CUE.match(text, max(0, hit.start() - 1)):
        return None
    before, after = text[: hit.start()], text[hit.end() :]
    if _SHOULD_END.search(before):
        return None
    wrong, right = _right_operand(after), _left_operand(before)
    if re.search("才(?:对|是|好)", after):
        wrong, right = right, wrong  # “交代”写成“交待”才对
    return Fault(wrong, right, context) if wrong and right else None


_SHOULD_END = re.compile(r"(?:应该?当?|宜|要|可|须|该|改|建议)$")


def _missing(text: str, context: tuple[str, ...]) -> Fault | None:
    hit = _MISSING.search(text)
    if not hit or (hit["bare"] and not _CLEARLY.search(hit[0].replace(hit["bare"], "")) and not re.search("后面?$|前面?$", text[: hit.start()])):
        return None  # 漏液, 缺水: words of the copy, no report
    if hit["bare"] in ("标点", "标点符号"):
        return Fault(_left_operand(text[: hit.start()]), None, context, mark=("", ""))
    word = (hit["quoted"] or "").strip("“”") or MARKS.get(hit["mark"] or "", "") or (hit["bare"] or "")
    if not word or re.search("加(?:引号|工|大|上水)", hit[0]) or word in ("标点", "了", "一", "字", "的是"):
        return None
    pair = _pair(text, context)
    after = _left_operand(re.sub("(?:后|前|中间|之间|里)面?[\\s，]*$", "", text[: hit.start()]))
    shown = re.match(rf"[：:，]\s?“?([^“”，。；\n]*?){re.escape(word)}[^“”，。；\n]", text[hit.end() :]) if hit["mark"] and len(word) == 1 else None
    if shown and shown[1]:
        return Fault(shown[1][-4:], word, context, missing=True)
    if pair and pair.wrong and pair.right and (word in pair.right or not after):
        return pair
    return Fault(after, word, context, missing=True)


def _close_pair(text: str, context: tuple[str, ...]) -> Fault | None:
    """A pair whose halves resemble each other: then nothing else in the sentence can be meant."""
    pair = _pair(text, context)
    alike = pair and pair.wrong and pair.right and _resemblance(pair.wrong, pair.right) >= 0.5
    return pair if alike else None


def _resemblance(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _best_wrong(wrong: str | None, right: str, context: tuple[str, ...]) -> str | None:
    """Of all that is quoted, what the right wording would replace: it looks most like it."""
    if wrong is None or len(right) < 3 or _resemblance(wrong, right) >= 0.5:
        return wrong
    others = [quote for quote in context if quote not in (wrong, right) and _resemblance(quote, right) >= 0.6]
    return max(others, key=lambda quote: _resemblance(quote, right)) if others else wrong


def _extra(text: str, context: tuple[str, ...]) -> Fault | None:
    hit = _EXTRA.search(text)
    if not hit:
        return None
    word = hit["quoted"] or hit["quoted2"] or hit["bare"] or hit["bare2"] or ""
    word = re.sub("(?:这?[一二两三四几]?个?字|字符)+$|[是应可]$", "", word.strip("“”")) or word.strip("“”")
    word = re.sub("^(?:这里|里面|其中|前面|后面|的)+", "", word) or word
    head, of, tail = word.rpartition("的")
    if of and head and 1 <= len(tail) <= 2 and not (hit["quoted"] or hit["quoted2"]):
        word, context = tail, (*context, head)
    return Fault(word, "", context, extra=True) if word and word not in ("一个", "了", "这", "个", "一", "其一") else None


_DENIED = re.compile("不是“([^“”]{1,12})”")
_AS_PRINTED = re.compile(r"(?:写|印|登)的?是\s?“?([^，。；“”\n]{2,20})”?[，,]")


def _pair(text: str, context: tuple[str, ...]) -> Fault | None:
    for hit in RIGHT_CUE.finditer(text):
        right, wrong = _right_operand(text[hit.end() :]), _left_operand(text[: hit.start()])
        if right in ("统一", "统一写法", "一致", "核实", "更正"):
            continue  # a wish, no wording
        if right and wrong and (right in MARKS or re.fullmatch(_MARK, right)):
            return Fault(wrong, None, context, mark=("", MARKS[right]))
        stated = _AS_PRINTED.search(text[: hit.start()])
        if right:
            denied = _DENIED.search(text)
            wrong = stated[1] if stated else denied[1] if denied and denied[1] != right else wrong
            return Fault(_best_wrong(wrong, right, context), right, _with_clause(text[: hit.start()], context))
    return None


def _with_clause(before: str, context: tuple[str, ...]) -> tuple[str, ...]:
    """Where nothing is quoted, the words before a single character say where it stands."""
    pieces = [part for part in re.split(r"[，,。；;：:\n\s（）()]+", _TAIL.sub("", before)) if part]
    return context if context or len(pieces) < 2 or len(pieces[-1]) > 3 else (pieces[-2],)


_TAIL = re.compile(
    r"(?:[\s，,：:、。；…]|[（(]|这个|这里|那里|两个?字|一个字|的字|字|一词|用词|写法|不妥|不准确|不统一|用得不妥|用得不好|有误|错误?了?|写错了?|印错了?|也?不对|不好|不当|搭配|好像|似乎|我觉得|我看|建议|正确|后面|前面|最后|吧|呀|呢|其实|[应该当要才]|说法|读着|太?口语|不规范|规范|标准|一般)+$"
)
_HEAD = re.compile(r"^[\s：:，,]*(?:的|是|为|成|作|写|“?(?=“))?[\s：:]*")


def _left_operand(before: str) -> str | None:
    before = _TAIL.sub("", before)
    quoted = list(_QUOTES.finditer(before))
    tail = before[quoted[-1].end() :] if quoted else ""
    if quoted and len(tail) <= 14 and not re.search(r"[，,：:\s](?:[一-鿿]{2,}|[0-9A-Za-z%]+)$", tail):
        own = re.search(r"(?:中|里|里面|其中)?的?\s?([一-鿿]{1,4})\s?字?$", tail)
        inner = own[1] if own and own[1] in quoted[-1][0] and len(own[1]) <= 4 and len(tail) <= 8 else None
        return inner or quoted[-1][0][1:-1]
    bare = [part for part in re.split(r"[，,。；;：:\n《》（）()]", before) if part.strip()]
    if not bare:
        return None
    last = _BEFORE.sub("", bare[-1]).strip("“” 　")
    return re.sub("^(?:这里|那里|其中|里面)", "", last.split()[-1]) if last.split() else None


def _right_operand(after: str) -> str | None:
    after = after.strip() if re.match(r"\s?的[。，,；;！!\s]*$", after) else _HEAD.sub("", after, count=1)
    quoted = _QUOTES.match(after)
    if quoted:
        return quoted[0][1:-1]
    later = _QUOTES.search(after)
    if later and 2 <= later.start() <= 6 and re.fullmatch("[一-鿿]+", after[: later.start()]) and not re.search("[为是成作用写的“]$", after[: later.start()]):
        return after[: later.end()]  # 数字“打架”: the quotation marks are what should be there
    if later and later.start() <= 6 and re.fullmatch(r"[一-鿿：:\s、]*", after[: later.start()]):
        return later[0][1:-1]
    bare = re.split(r"[，,。；;\n（）()！!？?\s]", after)[0].strip("“” ")
    bare = re.sub("(?:吧|才对|才好|更好|为好|为宜|才清楚|即可|才是|呀|啊|呢)$", "", bare)
    return bare or None
