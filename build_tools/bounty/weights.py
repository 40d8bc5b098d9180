"""计错表: the official weights of 《报纸编校差错率计算方法》(国新出发〔2020〕10号附件), with what is verified and what is not.

In: nothing. Out: :data:`TABLE`. ``verified`` tells rows read in the annex itself from rows carried over from the
older method for books, which the annex is expected to share; those are shown as 待核.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ANNEX = (
    "国新出发〔2020〕10号附件《报纸编校差错率计算方法》，http://qk.cpu.edu.cn/51/e7/c12053a217575/page.htm"
)
BOOKS = "《图书质量管理规定》附件（2005）同类条文，http://277762.cc/ba/vxdliiqf.html；报纸附件原文待核"
RECALLED = "报纸附件三.2(5)以后各条，未见原文，待核"
LIMIT = Fraction(3, 10_000)
"""合格线: at most 3 in 10,000 (第七条)."""
MOST_REPEATS = 3
"""同一文字差错一期内重复出现，最多计3次."""


@dataclass(frozen=True, slots=True)
class Weight:
    """One row. ``most`` is the most that the whole issue (``per_issue``) or one repeated fault can count."""

    code: str
    name: str
    weight: Fraction
    source: str
    verified: bool
    most: Fraction | None = None
    per_issue: bool = False
    characters: tuple[int, int] | None = None
    """How many characters the fault has, from and to, where that decides."""


def _row(code: str, name: str, weight: str, source: str, verified: bool, **more: object) -> Weight:
    return Weight(code, name, Fraction(weight), source, verified, **more)  # type: ignore[arg-type]


TABLE: tuple[Weight, ...] = (
    _row("fact", "事实性差错", "1", ANNEX, True),
    _row("knowledge", "知识性差错", "1", ANNEX, True),
    _row("logic", "逻辑性差错", "1", ANNEX, True),
    _row("grammar", "语法性差错", "1", ANNEX, True),
    _row("word", "错、别、多、漏字1字", "1", ANNEX, True, characters=(0, 1)),
    _row("words", "错、别、多、漏字2—5字", "2", ANNEX, True, characters=(2, 5)),
    _row("passage", "错、别、多、漏字5字以上", "4", ANNEX, True, characters=(6, 10**9)),
    _row("swap", "前后颠倒字", "1", ANNEX, True),
    _row("figure", "阿拉伯数字、罗马数字差错", "1", ANNEX, True),
    _row("numeral", "数字用法不合规定", "1/10", ANNEX, True, most=Fraction(1), per_issue=True),
    _row("foreign", "外文、国际音标差错（1个单词）", "1", ANNEX, True),
    _row("minority", "少数民族文字差错（1个字词）", "1", RECALLED, False),
    _row("pinyin", "汉语拼音差错", "1", BOOKS, False),
    _row("letters", "字母大小写、正斜体、黑白体误用", "1/2", BOOKS, False, most=Fraction(3, 2)),
    _row("variant", "简化字、繁体字混用", "1/2", BOOKS, False, most=Fraction(3, 2)),
    _row("unit", "量和单位、科技术语不规范", "1/2", RECALLED, False),
    _row("mark", "标点符号错用、漏用、多用", "1/10", RECALLED, False),
    _row("dot", "小数点与中圆点、冒号与比号、破折号与连接号互误", "1/10", RECALLED, False),
    _row("edge", "标点误在行首、标号误在行末", "1/10", RECALLED, False),
    _row("order", "图序、表序等标注差错", "1/10", RECALLED, False),
    _row("layout", "另段、另行、接排、空行、空格不合版式", "1/10", RECALLED, False),
    _row("font", "字体、字号错", "1/10", RECALLED, False),
    _row("broken", "阿拉伯数字、外文缩写拆行", "1/10", RECALLED, False),
    _row("picture", "图、表位置错", "1", RECALLED, False),
    _row("caption", "图、表内容与说明文字不符", "2", RECALLED, False),
)
"""The whole table, in the order of the annex."""

BY_CODE = {row.code: row for row in TABLE}


@dataclass(frozen=True, slots=True)
class Doubling:
    """加倍: what counts twice."""

    code: str
    name: str
    factor: int
    source: str
    verified: bool


TITLE = Doubling("title", "报头、报眉、栏头、标题中的文字差错", 2, ANNEX, True)
IMPORTANT = Doubling("important", "正文中重要名称、重要时间、重要图片等信息错误", 2, ANNEX, True)


def kind_by_characters(count: int) -> Weight:
    """The row for that many wrong, missing or superfluous characters."""
    return next(row for row in TABLE if row.characters and row.characters[0] <= count <= row.characters[1])
