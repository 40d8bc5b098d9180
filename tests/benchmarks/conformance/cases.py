"""The cases: what CLREQ, GB/T 15834 and the web-platform tests ask of a line of Chinese, in our own words.

Sources: CLREQ (https://www.w3.org/TR/clreq/), by section; the web-platform tests (css/css-text/ of
https://github.com/web-platform-tests/wpt), by file, their characters and widths set in texts of ours. Of the three
levels of the zh line-break tests the strict one is taken: loose and normal allow more and forbid nothing else. What the
text-spacing-trim files ask is CSS Text 4's rule for neighbouring marks, with marks that Chinese uses.
``¦`` is the place that a case is about. Widths are in em of the text's size.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PLACE = "¦"


class Kind(enum.Enum):
    """What a case asks; the value is how the page says it."""

    KEEP = "不可断"
    """No line ends at the place, however wide the measure is."""
    MAY = "可断"
    """At some measure a line ends at the place."""
    WIDTH = "宽"
    """What all marks and gaps of a line take together, characters and words apart."""
    START = "行首宽"
    """The same of the second line, which begins at the place."""
    END = "行末宽"
    """What the mark before the place takes where a line ends with it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``low`` and ``high`` bound a width (em); ``reason`` (Chinese) says why ours differs, "" where it does not."""

    group: str
    source: str
    kind: Kind
    text: str
    low: float = 0.0
    high: float = 0.0
    reason: str = ""

    @property
    def plain(self) -> str:
        """The text as it is set."""
        return self.text.replace(PLACE, "")

    @property
    def place(self) -> int:
        """How many characters stand before the place."""
        return counted(self.text[: self.text.index(PLACE)])


def counted(text: str) -> int:
    """The characters of a text, spaces apart. A ⸺ counts as the two that it may be written as: faces draw both with one glyph, and a PDF has one reading for it."""
    return len("".join(text.split()).replace("⸺", "——"))


_WPT = "WPT i18n/zh/css-text-line-break-zh-{}-strict.html"
_LEVEL = (
    "本报取国标级（CLREQ 3.1.4）：省略号、破折号可以在行首，只有严格级禁止；GB/T 15834 5.1.4、5.1.5只禁拆开。"
)


def _each(
    group: str,
    source: str,
    kind: Kind,
    texts: Iterable[str],
    low: float = 0.0,
    high: float = 0.0,
    reason: str = "",
) -> Iterator[Case]:
    for text in texts:
        yield Case(group, source, kind, text, low, high, reason)


def _before(marks: str) -> list[str]:
    return [f"文文文文文文{PLACE}{mark}字字字" for mark in marks]


def _after(marks: str) -> list[str]:
    return [f"文文文文文文{mark}{PLACE}字字字" for mark in marks]


def _between(*marks: str) -> list[str]:
    return [f"文{mark}字" for mark in marks]


def _ending(marks: str) -> list[str]:
    return [f"文文文{mark}{PLACE}字字字字" for mark in marks]


_WPT_START = "行首禁则：网页平台测试"
_START = "行首禁则：CLREQ"
_END = "行末禁则"
_WHOLE = "不可分的符号"
_FIGURES = "数字和单位、西文词"
_MAY = "应当可断处"
_SINGLE = "单个标点的宽"
_PAIRS = "连续标点"
_EDGES = "行首行末的标点"
_LATIN = "中西文之间"

CASES: tuple[Case, ...] = (
    *_each(_WPT_START, _WPT.format("cpm"), Kind.KEEP, _before("・：；･‼⁇⁈⁉！？")),
    *_each(_WPT_START, _WPT.format("po"), Kind.KEEP, _before("°‰′″‵℃℉﹪％￠")),
    *_each(_WPT_START, _WPT.format("iteration"), Kind.KEEP, _before("々〻ゝゞヽヾ")),
    *_each(_WPT_START, _WPT.format("hyphens"), Kind.KEEP, _before("‐–〜゠")),
    *_each(_WPT_START, _WPT.format("in"), Kind.KEEP, _before("․‥…⋯︙𐫶"), reason=_LEVEL),
    *_each(_START, "CLREQ 3.1.4 基本级", Kind.KEEP, _before("、，。：；！？")),
    *_each(_START, "CLREQ 3.1.4 基本级", Kind.KEEP, _before("”’）〕】》〉」』］｝")),
    *_each(_START, "CLREQ 3.1.4 基本级", Kind.KEEP, _before("～–-—·／/")),
    *_each(
        _START,
        "CLREQ 3.1.4 严格级",
        Kind.KEEP,
        ["文文文文文文¦——字字字", "文文文文文文¦……字字字", "文文文文文文¦⸺字字字"],
        reason=_LEVEL,
    ),
    *_each(_END, "CLREQ 3.1.4 基本级", Kind.KEEP, _after("“‘（〔【《〈「『［｛")),
    *_each(_END, "WPT i18n/css3-text-line-break-opclns-001.html", Kind.KEEP, _after("(")),
    *_each(_END, "CLREQ 3.1.4 国标级", Kind.KEEP, _after("／/")),
    *_each(
        _WHOLE,
        "CLREQ 3.1.5",
        Kind.KEEP,
        ["文文文文文文—¦—字字字", "文文文文文文…¦…字字字", "文文文文文文⋯¦⋯字字字"],
    ),
    *_each(
        _WHOLE,
        "CLREQ 3.1.5",
        Kind.MAY,
        ["文文文文文文——¦——字字字", "文文文文文文……¦……字字字"],
        reason="CLREQ许可连用时从中间拆开，不是必须；本报不拆（GB/T 15834 5.1.5：两个省略号连用占四个字的位置并单独占一行，不能断开）。",
    ),
    *_each(
        _FIGURES,
        "CLREQ 3.1.5",
        Kind.KEEP,
        [
            "文文文文文文￥¦100字字字",
            "文文文文文文$¦100字字字",
            "文文文文文文№¦5字字字",
            "文文文文文文50¦%字字字",
            "文文文文文文50¦％字字字",
            "文文文文文文5¦‰字字字",
            "文文文文文文36¦℃字字字",
            "文文文文文文45¦°字字字",
        ],
    ),
    *_each(
        _FIGURES,
        "CLREQ 3.2.2",
        Kind.KEEP,
        [
            "文文文文文文20¦21字字字",
            "文文文文文文3.¦14字字字",
            "文文文文文文1,¦000字字字",
            "文文文文文文Shang¦hai字字字",
            "文文文文文文don¦’t字字字",
            "文文文文文文don’¦t字字字",
        ],
    ),
    *_each(
        _FIGURES,
        "CLREQ 3.2.2",
        Kind.MAY,
        ["文文文文文文Wi-¦Fi字字字"],
        reason="CLREQ许可在连字符处转行，不是必须；本报的西文词多是品牌和型号（Wi-Fi、COVID-19），不拆。",
    ),
    *_each(
        _MAY,
        "CLREQ 3.1.4",
        Kind.MAY,
        [
            "文文文文文文¦字字字",
            "文文文文文文，¦字字字",
            "文文文文文文。¦字字字",
            "文文文文文文¦（字字字",
            "文文文文文文）¦字字字",
            "文文文文文文¦“字字字",
            "文文文文文文”¦字字字",
            "文文文文文文：¦“字字字",
            "文文文文文文》¦《字字字",
            "文文文文文文——¦字字字",
            "文文文文文文……¦字字字",
            "文文文文文文·¦字字字",
            "文文文文文文～¦字字字",
        ],
    ),
    *_each(
        _MAY,
        "CLREQ 3.2.2",
        Kind.MAY,
        [
            "文文文文文文¦Shanghai字字字",
            "文文文文文文Shanghai¦字字字",
            "文文文文文文¦2021字字字",
            "文文文文，Shanghai¦字字字",
        ],
    ),
    *_each(
        _SINGLE, "CLREQ 3.1.6、GB/T 15834 5.1", Kind.WIDTH, _between(*"，。、；：？！“”（）《》"), 1.0, 1.0
    ),
    *_each(_SINGLE, "CLREQ 3.1.6.1、GB/T 15834 5.1.7、5.1.9", Kind.WIDTH, _between("·", "/", "-"), 0.5, 0.5),
    *_each(
        _SINGLE,
        "CLREQ 3.1.6.1、GB/T 15834 5.1.9",
        Kind.WIDTH,
        _between("／"),
        0.5,
        0.5,
        "字体里全角的“／”斜得比半个字宽，裁成半字会压着邻字，所以占一字；要半字就写“/”。",
    ),
    *_each(_SINGLE, "GB/T 15834 5.1.6", Kind.WIDTH, _between("～", "—"), 1.0, 1.0),
    *_each(_SINGLE, "CLREQ 3.1.5、GB/T 15834 5.1.4、5.1.5", Kind.WIDTH, _between("——", "……", "⸺"), 2.0, 2.0),
    *_each(_SINGLE, "GB/T 15834 5.1.2", Kind.WIDTH, _between("？！", "！！", "？？"), 1.0, 1.0),
    *_each(_SINGLE, "GB/T 15834 5.1.2", Kind.WIDTH, _between("！！！"), 2.0, 2.0),
    *_each(
        _PAIRS,
        "CLREQ 3.1.6.2",
        Kind.WIDTH,
        _between(
            "。”",
            "，”",
            "？”",
            "！”",
            "”，",
            "”。",
            "）。",
            "》、",
            "》）",
            "。“",
            "，“",
            "、《",
            "》《",
            "”“",
            "）（",
        ),
        1.0,
        1.5,
    ),
    *_each(_PAIRS, "CLREQ 3.1.6.2", Kind.WIDTH, _between("（“", "“《", "“‘", "《〈"), 1.0, 1.5),
    *_each(_PAIRS, "CLREQ 3.1.6.2", Kind.WIDTH, _between("。”（", "》”，", "’”。"), 1.5, 2.0),
    *_each(
        _PAIRS,
        "WPT text-spacing-trim/text-spacing-trim-combinations-001.html",
        Kind.WIDTH,
        _between("（（", "））", "）（", "）、", "）。", "、（", "。（", "。）", "、）"),
        1.5,
        1.5,
    ),
    *_each(
        _PAIRS,
        "WPT text-spacing-trim/text-spacing-trim-combinations-001.html",
        Kind.WIDTH,
        _between("（）"),
        2.0,
        2.0,
    ),
    *_each(
        _PAIRS,
        "WPT text-spacing-trim/text-spacing-trim-colon-001.html",
        Kind.WIDTH,
        _between("：（", "；（", "）：", "）；"),
        1.5,
        1.5,
    ),
    *_each(
        _PAIRS,
        "WPT text-spacing-trim/text-spacing-trim-quote-001.html",
        Kind.WIDTH,
        _between("（“", "”）", "”“", "’”"),
        1.5,
        1.5,
    ),
    *_each(
        _EDGES, "CLREQ 3.1.6.3、GB/T 15834 5.1.10", Kind.END, _ending("，。、；：？！”’）》」】"), 0.5, 0.5
    ),
    *_each(_EDGES, "CLREQ 3.1.6.3 段首", Kind.WIDTH, ["“文字", "（文字", "《文字"], 0.5, 1.0),
    *_each(
        _EDGES,
        "WPT text-spacing-trim/text-spacing-trim-start-001.html（trim-start）",
        Kind.WIDTH,
        ["（文字", "「文字"],
        0.5,
        0.5,
    ),
    *_each(
        _EDGES,
        "WPT text-spacing-trim/text-spacing-trim-start-002.html（trim-start）",
        Kind.START,
        ["文文文文¦（字字", "文文文文¦“字字", "文文文文¦《字字", "文文文文¦「字字"],
        0.5,
        0.5,
    ),
    *_each(
        _EDGES,
        "WPT text-spacing-trim/text-spacing-trim-end-001.html（allow-end）",
        Kind.END,
        _ending("〕』"),
        0.5,
        0.5,
    ),
    *_each(
        _LATIN,
        "CLREQ 3.2.1（有空隙，不多于1/4字）",
        Kind.WIDTH,
        ["文Shanghai", "Shanghai文", "文2021", "2021文"],
        0.05,
        0.25,
    ),
    *_each(
        _LATIN,
        "WPT text-autospace/text-autospace-001.html",
        Kind.WIDTH,
        ["文A", "A文", "文1", "1文"],
        0.125,
        0.125,
    ),
    *_each(_LATIN, "WPT text-autospace/text-autospace-zh-001.html", Kind.WIDTH, ["国国A国国"], 0.25, 0.25),
    *_each(
        _LATIN,
        "CLREQ 3.2.2",
        Kind.WIDTH,
        ["文，Shanghai", "Shanghai，文", "文（Shanghai", "Shanghai）文", "2021。文"],
        1.0,
        1.0,
    ),
    *_each(
        _LATIN, "WPT text-autospace/text-autospace-break-001.html", Kind.START, ["文文文文¦AAAA"], 0.0, 0.0
    ),
)

_POINTS = "，。、；：？！"
_OPENING = "“‘（〔【《〈「『［｛"
_CLOSING = "”’）〕】》〉」』］｝"

COMBINATIONS: tuple[Case, ...] = tuple(
    Case("两个标点的全部组合", "CLREQ 3.1.6.2", Kind.WIDTH, f"文{first}{second}字", 1.0, 1.5)
    for firsts, seconds in (
        (_POINTS, _OPENING),
        (_POINTS, _CLOSING),
        (_OPENING, _OPENING),
        (_CLOSING, _POINTS),
        (_CLOSING, _OPENING),
        (_CLOSING, _CLOSING),
    )
    for first in firsts
    for second in seconds
)
"""Every pair of a bracket or quotation mark with another mark that has blank between the two; counted, not listed."""

EVERY = (*CASES, *COMBINATIONS)
