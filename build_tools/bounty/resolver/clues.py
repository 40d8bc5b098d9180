"""线索: what a message says of the place: number, page, headline, paragraph, part.

In: clean text. Out: :class:`Clues`, and the text with the clues cut out, so that they match nothing by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_tools.bounty.claims import Part
from build_tools.bounty.resolver.normalise import QUOTES, small_number
from build_tools.model import ArticleNumber, parse_number

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
    text = _without_compared(text)
    numbers, damaged, text = _read_numbers(text)
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
        titles=tuple(found[1] for found in _TITLE.finditer(text) if not _within(text, found.start())),
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


def _without_compared(text: str) -> str:
    """The text without what a wording is only compared with; if the first wording is the right one, it is that."""
    hit = _ELSEWHERE.search(text) if "”" in text and re.search("[版段]|[前后]文", text) else None
    if not hit:
        return text
    first = QUOTES.search(text, max(0, text.rfind("“", 0, hit.start())))
    if first and first[0] in text[hit.end() :]:
        return CUT + text[hit.start() :]
    return _ELSEWHERE.sub(CUT, text)


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


def _within(text: str, place: int) -> bool:
    """Whether a place lies inside a quotation."""
    return text.count("“", 0, place) > text.count("”", 0, place)


def _paragraphs(text: str) -> tuple[int, ...]:
    text = _blotted(_OF_PART, text)
    rest = _blotted(_FROM_END, text)
    found = [(hit.start(), -_count(hit[1])) for hit in _FROM_END.finditer(text)]
    found += [(hit.start(), _count(hit[1] or hit[2] or hit[3])) for hit in _PARAGRAPH.finditer(rest)]
    found += [(hit.start(), -1) for hit in _LAST.finditer(rest)]
    found += [(hit.start(), 1) for hit in _FIRST.finditer(rest)]
    return tuple(value for _, value in sorted(found) if value)


def _parts(text: str) -> tuple[Part, ...]:
    """In the order in which they are named."""
    found: list[tuple[int, Part]] = []
    if "正文" in text[: text.find("标题")]:
        # What is named first is meant; the other is what it disagrees with.
        text = text.replace("标题", CUT * 2)
    for part, pattern in _PARTS:
        hit = pattern.search(text) if _OF_PARTS.get(part, "题") in text else None
        if hit:
            found.append((hit.start(), part))
            text = _blotted(pattern, text)
    return tuple(part for _, part in sorted(found, key=lambda each: each[0]))


_ORDINAL = re.compile(rf"第\s*({_COUNT})\s*(?:张|幅|个小标题|个表)|(最后|末)一?(?:张|幅|个小标题|个分题)")
_OF_PART = re.compile(
    r"(?:标题|题目|引题|副题|图说)(?:的|里|中)?(?:最)?(?:开头|结尾|末尾|第一个?字|最后一个字)"
)
"""“标题开头”: of the headline, not of the copy."""


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
