"""读法: one unit of a message → clues of the place, and fragments that may be wordings, with the cues that something is wrong.

In: clean text. Out: :class:`Clues`, and the text with the clues cut out, so that they match nothing by chance; :class:`Reading`: the
text cut into fragments, what is quoted and what stands between stops and cues (应为, 写成, 多余, 少…). 衍 (too much), 脱 (left out), 倒
(turned round) and 讹 (wrong) are the proofreader's terms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from build_tools.bounty.claims import Part
from build_tools.bounty.resolver.index import BLOT, QUOTED, QUOTES, quoted_spans, small_number, to_words
from build_tools.model import ArticleNumber, parse_number

# The place

CUT = "\n"
"""Stands where a clue was."""

_DIGIT = "0-9〇零一二三四五六七八九○壹贰叁肆伍陆柒捌玖幺两洞拐oO"
_LONG_NUMBER = re.compile(
    rf"(?<![0-9])[2二贰两](?:[\s\-‐‑–—－﹣·.．_杠横]{{0,3}}[{_DIGIT}]){{5,7}}(?![0-9年月日元%])"
)
_SPOKEN = str.maketrans({"洞": "0", "拐": "7", "o": "0", "O": "0", "杠": "-", "横": "-"})
_COUNT = "[0-9]{1,2}|[一二三四五六七八九十两]{1,3}"
_PAGE = re.compile(
    rf"(?:第\s*({_COUNT})\s*(?:版|页)(?:面)?|(?<![个一二三四五六七八九十])[AaPp]?({_COUNT})\s*版(?![块本权])(?:面)?)"
)
_FRONT = re.compile(r"头版|首版|封面版?")
_BACK = re.compile(r"末版|最后一版|最后1版")
_FROM_END = re.compile(rf"倒数?第?\s*({_COUNT})\s*(?:个)?(?:自然)?段")
_PARAGRAPH = re.compile(
    rf"第\s*({_COUNT})\s*个?(?:自然)?段(?:落)?|(?<![那这每上下中那一])([0-9]{{1,2}}|[二三四五六七八九十]{{1,3}}|(?<=\s)一)\s*段(?!时|话|距)|(?:¶|\bpara(?:graph)?\.?\s*)([0-9]{{1,2}})"
)
_LAST = re.compile("最?[后末尾]那?一?[段句]|结尾|文末|末[段尾]|段末|最后[五几]六?个字")
_FIRST = re.compile("开头|首自?然?[段句]|第一句|开篇|起首")
_PARTS = (
    (Part.SUBHEAD, re.compile(r"小标题|插题|小题目|分标题")),
    (Part.DECK, re.compile(r"副标题|副题|子题|付标题")),
    (
        Part.KICKER,
        re.compile(
            r"引题|眉题|肩题|上面的?小字标题|(?:标题|题目|题)(?:的)?(?:顶|上)(?:面|头|边|方)?(?:的)?(?:有)?(?:那|这)?(?:一)?(?:行|排|句)?(?:的)?(?:小字|小号字|字|话|行|排)"
        ),
    ),
    (
        Part.CAPTION,
        re.compile(
            r"图说|图片说明|配图说明|图注|插图说明|照片说明|(?:图|画|照片|相片|插画|图片|[张幅])(?:的)?(?:片)?(?:最)?(?:下|底|旁|边)(?:下|头|面|边|方|上)?(?:的)?(?:那|这)?(?:一)?(?:行|排|句|段)?(?:的)?(?:说明|小字|文字|字|话|行)|(?:图|画|照片)的说明|图片?里的字|配图(?!和|与|跟|错|不|没|呢)|图题"
        ),
    ),
    (
        Part.CELL,
        re.compile(r"表格|[这那该][张个]?表|表[里中内上]|(?<=版)(?:的)?表(?![示现面明达格情扬态])|分类表"),
    ),
    (Part.NOTE, re.compile(r"脚注|注释|小字注|文后注|[条个那]注(?![意明册])|注解")),
    (Part.HEADLINE, re.compile(r"大?标题|大题(?!目)|栏题|大字题|主题(?!词)|题目|题(?=里|中|：)")),
)
_OF_PARTS = {Part.CAPTION: "", Part.CELL: "表", Part.NOTE: "注"}
"""The character without which a part is not named."""
_NOTICE = re.compile(r"纠错有奖|啄木鸟”?栏|啄木鸟名单|获奖名单|优秀“?啄木鸟|最佳“?啄木鸟")
_LEAD = re.compile(r"头条")
_LEAD_IN = re.compile(r"导语|开场白|最上面那段话")
_TITLE = re.compile(r"《([^《》\n]{2,40})》?")
_TOPIC = re.compile(
    r"([一-鿿]{2,12}?)(?:的)?(?:那|这)(?:一)?(?:篇|条|个(?!字|月|号|词|地方|小))|([一-鿿]{2,8})(?:的)?(?:文章|稿子?|一文|报道|专栏|栏目?|条目)|(?:讲|写|关于)([一-鿿]{2,8}?)(?:的|那)"
)
_MONTH = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:号|份?的?报|份?那期|刊)")
_ELSEWHERE = re.compile(
    rf"(?<=”)[，,]?\s?(?:(?:与|跟|同|和)(?:第?(?:{_COUNT})\s?版|头版|第?(?:{_COUNT})\s?段|前文|后文)[^，。；：:“”\n应]{{0,6}}"
    rf"|(?:而|但|可|可是|却)?(?:同一?期|本期|同版|同文)?(?:在)?(?:第?(?:{_COUNT})\s?版|头版|第?(?:{_COUNT})\s?段|前文|后文)[^，。；：:“”\n应]{{0,6}}?(?:写作|却|又|称|则|叫|是|用|作|写|印|说|为)(?:是|的|成)?)(?=“)“[^“”]*”"
)
"""“富浩小区”，第二版却是“富浩花园”: where the other wording stands, not where the fault is."""
_CORNERS = re.compile(r"(左|右|中间?)(上|下)(?:角|方)?|(上|下)(左|右)|最(上|下)面|(?:版面)?(上|下)(?:半|方)")
_BESIDE = re.compile(
    "(?:小标题|插题|分题|[图照][片说注]?)[^，。；\n段]{0,6}?(?:([上前])|[下后底])[面边头下](?:的|那|这|一)*(?:第?([一二三四五1-5])小?)?段"
)
_LINE = re.compile(rf"(倒数)?第\s*({_COUNT})\s*行")


@dataclass(frozen=True, slots=True)
class Clues:
    """What was said of the place; empty where nothing was said. Paragraphs below zero count from the end."""

    numbers: tuple[ArticleNumber, ...] = ()
    damaged: tuple[str, ...] = ()
    """Digits that look like a number and are none."""
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    part_ordinal: int = 0
    titles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    notice: bool = False
    lead: bool = False
    lead_in: bool = False
    month: int = 0
    apart: bool = False
    """The headline is said to disagree with the copy: then only the headline can be meant."""
    corner: str = ""
    beside: int = 0
    """The first, second, … paragraph before (below zero) or after the subhead or picture that is named."""
    line: int = 0
    """From the top, or from the bottom when below zero."""

    @property
    def names_article(self) -> bool:
        """Whether it leads to an article, not only to a page or paragraph."""
        told = self.numbers, self.damaged, self.titles, self.topics
        return any(told) or self.notice or self.lead or self.lead_in


def read_clues(text: str, page_titles: Iterable[tuple[str, int]] = ()) -> tuple[Clues, str]:
    """The clues of one piece of a message, and the piece without them.

    ``page_titles`` are names of pages and sections (要闻, 美) with their page.
    """
    numbers, damaged, text = _read_numbers(_ELSEWHERE.sub(CUT, text))
    outside = QUOTES.sub("", text)
    corner, line, month = _CORNERS.search(text), _LINE.search(text), _MONTH.search(text)
    beside, ordinal = _BESIDE.search(outside), _ORDINAL.search(text)
    clues = Clues(
        numbers,
        damaged,
        _pages(text, page_titles),
        _paragraphs(_BESIDE.sub(CUT, text)),
        _parts(text),
        part_ordinal=0 if not ordinal else -1 if ordinal[2] else _count(ordinal[1]),
        titles=tuple(_TITLE.findall(outside)),
        topics=tuple(found[1] or found[2] or found[3] for found in _TOPIC.finditer(outside)),
        notice=bool(_NOTICE.search(text)),
        lead=bool(_LEAD.search(text)),
        lead_in=bool(_LEAD_IN.search(text)),
        month=_count(month[1]) if month else 0,
        apart=bool(re.search("标题.*正文", outside, re.S)),
        corner="".join(part for part in corner.groups() if part) if corner else "",
        beside=(_count(beside[2] or "一") or 1) * (-1 if beside[1] else 1) if beside else 0,
        line=_count(line[2]) * (-1 if line[1] else 1) if line else 0,
    )
    return clues, _cut(text)


def _count(text: str) -> int:
    return small_number(text) or 0


def _blotted(pattern: re.Pattern[str], text: str) -> str:
    """The text with all that a pattern finds cut out at the same length."""
    return pattern.sub(lambda hit: CUT * len(hit[0]), text)


def _read_numbers(text: str) -> tuple[tuple[ArticleNumber, ...], tuple[str, ...], str]:
    numbers: list[ArticleNumber] = []
    damaged: list[str] = []
    for found in list(_LONG_NUMBER.finditer(text)):
        typed = found[0].translate(_SPOKEN)
        whole = parse_number(typed)
        number = whole or parse_number(typed[:-1])
        used = found[0] if whole or not number else found[0][:-1]
        digits = "".join(char for char in typed.translate(_ASCII) if char.isdigit())
        if number:
            numbers.append(number)
        elif digits[:1] == "2" and 6 <= len(digits) <= 8:
            damaged.append(digits)
        text = text.replace(used, CUT, 1)
    return tuple(numbers), tuple(damaged), text


_ASCII = str.maketrans("〇零一二三四五六七八九○壹贰叁肆伍陆柒捌玖幺两", "0012345678901234567891" + "2")


def _pages(text: str, page_titles: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    named = _PAGE.finditer(text) if "版" in text or "页" in text else ()
    pages = [small_number(found[1] or found[2]) for found in named]
    pages += [1] * bool(_FRONT.search(text)) + [-1] * bool(_BACK.search(text))
    for title, page in page_titles:
        if title in text and re.search(
            rf"(?:^|[^一-鿿]){re.escape(title)}\s?(?:版|栏目)|{re.escape(title)}(?:版|头条)|第?\s?[0-9]版\s{re.escape(title)}\s",
            text,
        ):
            pages.append(page)
    return tuple(page for page in pages if page is not None)


def _paragraphs(text: str) -> tuple[int, ...]:
    rest = _blotted(_FROM_END, text)
    found = [(hit.start(), -_count(hit[1])) for hit in _FROM_END.finditer(text)]
    found += [(hit.start(), _count(hit[1] or hit[2] or hit[3])) for hit in _PARAGRAPH.finditer(rest)]
    found += [(hit.start(), -1) for hit in _LAST.finditer(rest)]
    found += [(hit.start(), 1) for hit in _FIRST.finditer(rest)]
    return tuple(value for _, value in sorted(found) if value)


def _parts(text: str) -> tuple[Part, ...]:
    """In the order in which they are named."""
    found: list[tuple[int, Part]] = []
    for part, pattern in _PARTS:
        hit = pattern.search(text) if _OF_PARTS.get(part, "题") in text else None
        if hit:
            found.append((hit.start(), part))
            text = _blotted(pattern, text)
    return tuple(part for _, part in sorted(found, key=lambda each: each[0]))


_ORDINAL = re.compile(rf"第\s*({_COUNT})\s*(?:张|幅|个小标题|个表)|(最后|末)一?(?:张|幅|个小标题|个分题)")
_TOPIC_CUT = re.compile(r"(?:讲|写|关于)?[一-鿿]{2,12}?(?:的)?(?:那|这)(?:一)?篇(?:短?文章?)?")
_PLACES = (_PAGE, _PARAGRAPH, _LAST, _FIRST, _LINE, _ORDINAL)


def _cut(text: str) -> str:
    text = _TOPIC_CUT.sub(CUT, text) if "篇" in text else text
    for pattern in _PLACES:
        text = pattern.sub(CUT, text)
    return text


def merged(earlier: Clues, later: Clues) -> Clues:
    """Clues that carry on: what the later piece does not say, the earlier one still says.

    A new number, page or headline ends the old article; a new article ends the old paragraph.
    """
    if later.names_article or later.pages:
        keeps_page = later.names_article and not later.pages and not (later.numbers or later.damaged)
        return replace(later, pages=earlier.pages) if keeps_page else later
    own_place = bool(later.paragraphs or later.parts)
    return replace(
        earlier,
        paragraphs=later.paragraphs,
        parts=later.parts if own_place else earlier.parts,
        part_ordinal=later.part_ordinal if own_place else earlier.part_ordinal,
        corner=later.corner or earlier.corner,
        line=later.line or earlier.line,
        beside=later.beside or earlier.beside,
    )


# The fault

_MARKS: dict[str, str] = dict(
    re.findall(
        r"(\S+) (\S+)",
        "逗号 ， 句号 。 顿号 、 分号 ； 冒号 ： 问号 ？ 叹号 ！ 感叹号 ！ 惊叹号 ！ 省略号 …… 破折号 —— "
        "双引号 “” 单引号 ‘’ 引号 “” 书名号 《》 括号 （） 间隔号 · 连接号 —",
    )
)
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
"""Without which :data:`_EXTRA` and :data:`_MISSING` find nothing; asking first is far cheaper."""
_MARK_CHANGE = re.compile(
    rf"(?:后面?的?|前面?的?|之间的?|的|这个|用|不该用)?\s?({MARK})\s?(?:用错了?|错了?|不对|误|有误)?[，,、]?\s?(?:应当?该?|要|宜|须|当|得)?(?:改?用?[为成作是]?|改|换|当用|当改|应用|用)+(?:用|成|为)?\s?({MARK})"
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
_NOT_THIS = re.compile(r"(?:而)?(?:不是|并非|勿是|不能是|而非)(?=“?[一-鿿□])")

_NO_WORDS = ("标点", "了", "一", "字", "的是", "个", "主语", "谓语", "宾语", "动词", "量词")
"""What is missing only if it is quoted."""
_MOST = 300
"""Wordings, cues and their like of one unit that are looked at. Of the labelled messages none has more than 21."""


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """A stretch of the message that may be a wording, with its word characters. ``at`` is where it begins."""

    at: int
    end: int
    text: str
    quoted: bool
    words: str
    explained: bool = False
    """Whether it is a character told by a word: 契 of 契机的契."""


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
    """Cut a unit of a message into fragments. ``own`` is the text with all that is quoted or copied blotted out."""
    cues = sorted(_cues(own))
    quoted = [*quoted_spans(text)]
    fragments = [_fragment(start, text[start:end], True) for start, end in quoted]
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
        tuple(_marks(own)),
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


def _marks(own: str) -> Iterator[tuple[re.Match[str], str, str]]:
    for pattern in (
        (_MARK_CHANGE, _NO_MARK, _TO_MARK) if "号" in own else ()
    ):  # as the name of every mark ends
        hit = pattern.search(own)
        told = [_MARKS[each] for each in hit.groups() if each] if hit else []
        if hit and told[0] != told[-1]:
            yield hit, told[0], told[1]
        elif hit and len(told) == 1:
            yield hit, *((told[0], "") if pattern is _NO_MARK else ("", told[0]))


def _fragment(at: int, text: str, quoted: bool, explained: bool = False) -> Fragment:
    return Fragment(at, at + len(text), text, quoted, to_words(text).replace("\n", ""), explained)


def _cues(own: str) -> Iterator[tuple[int, int, str]]:
    for hit in _RIGHT_CUE.finditer(own):
        yield hit.start(), hit.end(), "right"
    for hit in _WRONG_CUE.finditer(own):
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
    explained = _EXPLAINED.search(text[first:last])
    if explained and explained[2] in explained[1]:
        whole = _fragment(first + explained.start(1), explained[1], False)
        return [whole, _fragment(first + explained.start(2), explained[2], False, explained=True)]
    lead = _LEADING.match(text[first:last])
    at = first + (lead.end() if lead and first + lead.end() < last else 0)
    return [_fragment(at, _PARTICLES.sub("", text[at:last]) or text[at:last], False)]
