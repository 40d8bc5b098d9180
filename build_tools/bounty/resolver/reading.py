"""读法: one unit of a message → fragments that may be wordings, and the cues by which people say that something is wrong.

In: clean text. Out: :class:`Reading`. A message is cut into fragments: what is quoted, and what stands between stops and cues
(应为, 写成, 多余, 少…). 衍 (too much), 脱 (left out), 倒 (turned round) and 讹 (wrong) are the proofreader's terms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from build_tools.bounty.resolver.index import BLOT
from build_tools.bounty.resolver.normalise import QUOTED, quoted_spans, to_words

_MARKS = {
    "逗号": "，",
    "句号": "。",
    "顿号": "、",
    "分号": "；",
    "冒号": "：",
    "问号": "？",
    "叹号": "！",
    "感叹号": "！",
    "惊叹号": "！",
    "省略号": "……",
    "破折号": "——",
    "双引号": "“”",
    "单引号": "‘’",
    "引号": "“”",
    "书名号": "《》",
    "括号": "（）",
    "间隔号": "·",
    "连接号": "—",
}
"""标点的名称."""
PAIRED_MARKS = ("“”", "‘’", "《》", "（）")
"""Marks that enclose what they belong to."""

MARK = "|".join(sorted(_MARKS, key=len, reverse=True))
_SHOULD = r"(?:应该?当?|该|宜|似|须|需要?|必须|还是|最好|可以?|建议|要|当|统一)"
_CHANGE = r"(?:直接)?(?:改写|修改|替换|改|换|更正|订正|校正|乙正|勘正)(?:为|成|作|用)?"
_RIGHT_CUE = re.compile(
    rf"(?:{_SHOULD}(?:应)?(?:统一|直接|再)?{_CHANGE}|{_CHANGE}(?<=[为成作用改]))(?!正)"
    rf"|应(?:该|当)?\s*(?:统一为|统一用|译作|称为|写为|写成|写作|写|为|是|作|称|叫|说|用|提|接|系)\s?(?![有在把该当])"
    r"|应[该当](?=[一-鿿]{2})|应[该当][一-鿿](?=“)|叫做?(?=“)|(?<=”)作(?=“)|[→⇒]|——\s?(?=[一-鿿“])"
    r"|(?:宜|似|当|可|恐)应?(?:作|为|写作|写为|写成|写|用|称|说|系)(?![为在有])|疑(?:似|应|当)?(?:为|是|作|系)?(?=\s?“)"
    r"|(?:正确|规范|标准|正式|通用)[^，。；“”\n]{0,4}(?:是|为|作|叫)|全称(?:是|为)"
)
"""What leads to the right wording. Only the commonest turns: where none is found, the print tells (see 对读, align)."""
_WRONG_CUE = re.compile(
    r"(?:错|误|讹)(?:写|印|打|排|植|录|用)?[成为作](?:了)?|(?:写|印|打|当|排|说|植|录)成了?|(?:印|排|打)[为作]了?"
)
_LACKS = r"(?:(?<![多不])少(?!数|不得)|(?<!地)漏(?!包|斗)(?:印|排|写|打|字)?|缺|掉(?=了)|落(?=了|掉)|丢(?=了|掉)|脱(?=了|漏|落|“|一|[一-鿿]{1,2}[一二两]?字)|夺(?=“)|遗漏|缺少|缺失|没有?加上?|未加)(?:漏|落|失)?(?:了|掉了?)?"
_ADD = r"(?:应当?该?|要|宜|得|需|可|须|后面?|前面?|之后|之间|中间|末尾|建议|请|还|再|话没说完，)\s?(?:补上?|加上?|添上?|增加?|打上?|注明|写明|标明|用上?(?=(?:双|单)?引号|书名号|括号)|有(?=“))(?:了)?"
_THEN = r"(?=[，。；、,.;：:吧了呀啊！!？?）)\n ]|$)"
_MISSING = re.compile(
    rf"(?:{_LACKS}|{_ADD})\s?(?:一)?(?:个)?\s?(?:(?P<quoted>{QUOTED})|(?P<mark>{MARK})|(?P<bare>[一-鿿0-9]{{1,6}}?))\s?(?:(?:两|一|这个|这两个|二|三)?个?字|二字|{_THEN})"
)
_CLEARLY = re.compile(
    "了|掉|个|字|应|要|宜|得|需|可|须|后|前|之间|中间|缺少|缺失|遗漏|没有?加|未加|补|加|添|增|打|脱|夺"
)
_EXTRA = re.compile(
    rf"(?:多了|多出了?|多印了?|多写了?|多打了?|多(?=一?个)|衍(?!文|字)|删去?|删掉|删除|去掉|去除|取消|拿掉|省去)(?:了)?(?:一)?(?:个)?\s?(?:(?P<quoted>{QUOTED})|(?P<bare>[一-鿿A-Za-z0-9]{{1,8}}))\s?(?:两|一|二)?(?:个)?字?"
    rf"|(?:(?P<quoted2>{QUOTED})|(?P<bare2>[一-鿿A-Za-z0-9]{{1,12}}?))\s?(?:这?[一二两三四几]?个?字(?:符)?)?(?:疑|疑似|是|为|系|乃|似|纯属|应|当|宜|可|也|都)?(?:多余|多了|可删|可以删|应删|当删|宜删|不要(?=[，。；、了\s]|$)|可去|可省|删去|删除|是?衍文|是?衍字|衍|删)"
)
_EXTRA_AT_ALL = re.compile("多|衍|删|去[掉除]|取消|拿掉|省去|不要|可去|可省")
_MISSING_AT_ALL = re.compile("[少漏缺掉落丢脱夺遗没未补加添增打明用]|有“")
_SIGN_AT_ALL = re.compile(r"[，。、；：？！]”?\s?(?:→|应?改?[为成作])")
"""Without which :data:`_EXTRA`, :data:`_MISSING` and :data:`_MARK_SIGN` find nothing; asking first is far cheaper."""
_MARK_CHANGE = re.compile(
    rf"(?:后面?的?|前面?的?|之间的?|的|这个|用|不该用)?\s?({MARK})\s?(?:用错了?|错了?|不对|误|有误)?[，,、]?\s?(?:应当?该?|要|宜|须|当|得)?(?:改?用?[为成作是]?|改|换|当用|当改|应用|用)+(?:用|成|为)?\s?({MARK})"
)
_MARK_SIGN = re.compile(
    r"(?:后面?的?|处的?|的)?\s?[“]?([，。、；：？！])[”]?\s?(?:→|应?改?[为成作])\s?[“]?([，。、；：？！])[”]?"
)
_TO_MARK = re.compile(rf"(?:应当?该?|要|宜|须|改|最后|当|得)[^，。；\n]{{0,6}}?({MARK})(?!多余|不|错|误)")
_NO_MARK = re.compile(
    rf"({MARK})(?:是|都|也)?(?:不需要|多余|不必|可以?不[用要]|去掉|删|可删|可去|可省|没必要|没有必要|衍)|(?:不用|不必|不要|去掉|不需要|删去?|删除|取消|不加)[^，。；\n]{{0,8}}?({MARK})(?!里|内|中)"
    rf"|多了?一?个?({MARK})|不(?:应该?当?|该|能|宜|当)?(?:该|当)?(?:是|用|为)({MARK})"
)
WEAK = re.compile(
    "写错|印错|打错|用错|排错|字错|[错误讹谬改换删去补添漏缺脱衍掉少多重复叠累赘啰罗嗦倒反颠乱混串矛盾歧怪俗拗绕糊涂应该宜须疑核似妥当通顺符配搭统一致像懂没未无不勿弗怎岂何哪]|打架|口语|生造|别扭|别字|语病|病句|笔误"
)
"""The characters without which hardly anybody finds fault; that something is wrong is not told by them alone."""

# Fragments

Span = tuple[int, int]

_STOPS = re.compile(r"[\s，,。；;：:、！!？?（）()|/《》\[\]【】·…＞>=]+")
_PARTICLES = re.compile(r"(?:[写印打]错|吧|呀|啊|呢|哦|嘛|呗|才对|才好|更好|为好|为宜|才是|即可|谢谢|了)+$")
_LEADING = re.compile(
    r"^(?:疑[为是]|把|将|这里的?|那里的?|其中的?|里面的?|文中的?|的|是|为|而|有|写|字|一处|错|个)+"
)
_EXPLAINED = re.compile(r"([一-鿿]{1,6})的“?([一-鿿])”?(?:字)?(?=$|[^一-鿿]|[吧谢呀啊才哦嘛了呢错不应写有])")
_MISTAKEN = re.compile(r"(?<=[”一-鿿])\s?(?:为|是|系|乃)\s?(?=“?[^，。“”]{1,12}”?\s?(?:之误|之讹|的误|误植))")
_NOT_THIS = re.compile(r"(?:而)?(?:不是|并非|勿是|不能是|而非)(?=“?[一-鿿□])")
_TITLE = re.compile(r"(?<![为成作是改→])《[^《》\n]{4,}》(?!\s?(?:应|改|→|写|印|误|有误))")

_NO_WORDS = ("标点", "了", "一", "字", "的是", "个")
"""What is missing only if it is quoted."""
_MOST = 300
"""Wordings, cues and their like of one unit that are looked at. Of the labelled messages none has more than 21."""


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """A stretch of the message that may be a wording. ``at`` is where it begins; ``within`` the fragment it is a part of."""

    at: int
    end: int
    text: str
    quoted: bool
    words: str
    """Its word characters."""
    explained: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One unit of a message, read: fragments in order, and where cues stand: place, end, kind."""

    text: str
    own: str
    fragments: tuple[Fragment, ...]
    cues: tuple[tuple[int, int, str], ...]
    extra: tuple[re.Match[str], ...]
    """Where something is called too much."""
    missing: tuple[tuple[re.Match[str], str, str], ...]
    """Where something is missed, with its wording and word characters."""
    marks: tuple[tuple[re.Match[str], str, str], ...]
    """Where a mark is spoken of, with the mark that should go and the one that should come."""


@functools.lru_cache(maxsize=64)
def read(text: str, own: str) -> Reading:
    """Cut a unit of a message into fragments. ``own`` is the text with all that is quoted or copied blotted out. A title in 《》
    names the article: its words are no wording, unless a cue stands beside it."""
    text = _TITLE.sub(lambda hit: "\n" * len(hit[0]), text) if "《" in text else text
    cues = sorted(_cues(text, own))
    quoted = [*quoted_spans(text)]
    fragments = [_fragment(start, end, text[start:end], True) for start, end in quoted]
    taken = [(start - 1, end + 1) for start, end in quoted] + [(start, end) for start, end, _ in cues]
    for start, end in _rest(taken, len(text)):
        for first, last in _rest([hit.span() for hit in _STOPS.finditer(text, start, end)], end, start):
            fragments += _bare(text, first, last)
    told = sorted((each for each in fragments if each.words), key=lambda each: (each.at, -each.end))[:_MOST]
    return Reading(
        text,
        own,
        tuple(told),
        tuple(cues[:_MOST]),
        tuple(islice(_EXTRA.finditer(text), _MOST)) if _EXTRA_AT_ALL.search(text) else (),
        tuple(islice(_missing(text, own), _MOST)) if _MISSING_AT_ALL.search(text) else (),
        tuple(_marks(text, own)),
    )


def _missing(text: str, own: str) -> Iterator[tuple[re.Match[str], str, str]]:
    for hit in _MISSING.finditer(text):
        if own[hit.start()] == BLOT or hit["mark"]:
            continue
        if hit["bare"] and not _CLEARLY.search(hit[0].replace(hit["bare"], "")):
            continue  # 漏液, 缺水: words of the copy, no report
        word = (hit["quoted"] or hit["bare"] or "").strip("“”")
        words = to_words(word)
        if words and (hit["quoted"] or words not in _NO_WORDS) and len(words) <= 6:
            yield hit, word, words


def _marks(text: str, own: str) -> Iterator[tuple[re.Match[str], str, str]]:
    named = "号" in own  # as the name of every mark ends
    for pattern, said, at_all in (
        (_MARK_CHANGE, own, named),
        (_MARK_SIGN, text, _SIGN_AT_ALL.search(text)),
        (_NO_MARK, own, named),
        (_TO_MARK, own, named),
    ):
        hit = pattern.search(said) if at_all else None
        told = [_MARKS.get(each, each) for each in hit.groups() if each] if hit else []
        if hit and told[0] != told[-1]:
            yield hit, told[0], told[1]
        elif hit and len(told) == 1:
            yield hit, *((told[0], "") if pattern is _NO_MARK else ("", told[0]))


def _fragment(at: int, end: int, text: str, quoted: bool, explained: bool = False) -> Fragment:
    return Fragment(at, end, text, quoted, to_words(text).replace("\n", ""), explained)


def _cues(text: str, own: str) -> Iterator[tuple[int, int, str]]:
    last = -1
    for hit in _RIGHT_CUE.finditer(own):
        # “应为 就当作干垃圾”: within a wording nothing is a cue.
        if (
            last < 0
            or hit.start() - last <= 1
            or _STOPS.search(own, last + 1, hit.start())
            or "”" in own[last : hit.start()]
        ):
            yield hit.start(), hit.end(), "right"
            last = hit.end()
    for hit in _MISTAKEN.finditer(text) if "误" in text or "讹" in text else ():
        yield hit.start(), hit.end(), "right"
    for hit in _WRONG_CUE.finditer(own):
        if not _RIGHT_CUE.match(own, max(0, hit.start() - 1)) and not re.search(
            "(?:应该?当?|宜|要|可|须|改|建议)$", own[: hit.start()]
        ):
            yield hit.start(), hit.end(), "wrong"
    for hit in _NOT_THIS.finditer(own):
        yield hit.start(), hit.end(), "not"


def _rest(taken: list[Span], end: int, start: int = 0) -> Iterator[Span]:
    """What is left between some spans."""
    for first, last in sorted(taken):
        if first > start:
            yield start, first
        start = max(start, last)
    if end > start:
        yield start, end


def _bare(text: str, first: int, last: int) -> list[Fragment]:
    """What is not quoted, without what only leads up to it or trails after it."""
    said = text[first:last]
    explained = _EXPLAINED.search(said)
    if explained and explained[2] in explained[1]:
        at = first + explained.start(2)
        whole = _fragment(first + explained.start(1), first + explained.end(1), explained[1], False)
        return [whole, _fragment(at, at + 1, explained[2], False, explained=True)]
    lead = _LEADING.match(said)
    at = first + (lead.end() if lead and lead.end() < len(said) else 0)
    said = _PARTICLES.sub("", text[at:last]) or text[at:last]
    return [_fragment(at, at + len(said), said, False)]
