"""Why the other engines do otherwise: what is known of each, by the rule that a case is about.

A reason holds for some engines, for cases of some source and, where that is too wide, for texts with one of some marks.
The first that fits is taken. Unicode's classes: https://www.unicode.org/reports/tr14/.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.conformance.cases import Case

_ALL = ("Chromium", "WeasyPrint", "Typst")


@dataclass(frozen=True, slots=True)
class Why:
    """A reason (Chinese); ``marks`` is "" where it holds for all cases of the source."""

    engines: tuple[str, ...]
    source: str
    marks: str
    reason: str


_CLASSES = "照Unicode的断行规则（UAX #14），没有照中文另设：～、／与汉字同类，·、—、⸺前面可断，/后面可断。"
_JOINED = "照UAX #14，连着的破折号、省略号不拆；CLREQ也只是许可拆。"
_QUOTES = "照UAX #14，引号与前后都不分开，不论是不是中文。"
_NO_TRIM = "没有标点挤压（CSS的text-spacing-trim），标点一律占一字。"
_NO_SPACE = "没有中西文间距（CSS的text-autospace）。"
_DOTS = "用字体里西文的比例宽，不改成半字。"
_WIDE_STROKE = "字体里占一字，不裁成半字。"
_DOUBLE = "没有国标叠用的问号、叹号合占一字这一条。"

_WHYS = (
    Why(_ALL, "CLREQ 3.1.4 ", "～—·／/⸺", _CLASSES),
    Why(_ALL, "CLREQ 3.1.5", "—…", _JOINED),
    Why(("WeasyPrint",), "CLREQ 3.1.4", "“”", _QUOTES),
    Why(("WeasyPrint",), "CLREQ 3.1.6.3", "”’", _QUOTES),
    Why(("WeasyPrint",), "WPT text-spacing-trim/text-spacing-trim-start-002", "“", _QUOTES),
    Why(("Typst",), "CLREQ 3.1.6.3", "’", "在’后面不断行。"),
    Why(_ALL, "CLREQ 3.1.6.1", "／", _WIDE_STROKE),
    Why(_ALL, "CLREQ 3.1.6.1", "·/-", _DOTS),
    Why(_ALL, "GB/T 15834 5.1.2", "？！", _DOUBLE),
    Why(("WeasyPrint",), "CLREQ 3.1.6", "", _NO_TRIM),
    Why(("WeasyPrint",), "WPT text-spacing-trim/", "", _NO_TRIM),
    Why(("WeasyPrint",), "CLREQ 3.2.1", "", _NO_SPACE),
    Why(("WeasyPrint",), "WPT text-autospace/", "", _NO_SPACE),
    Why(("Chromium",), "CLREQ 3.1.6.2", "？！", "CSS Text 4可以收窄的结束标点里没有？和！。"),
    Why(
        ("Chromium",),
        "CLREQ 3.1.6.3",
        "，。、；：？！",
        "量到的是：行末只收窄结束的括号和引号，点号照占一字。",
    ),
    Why(("Typst",), "WPT text-autospace/", "", "中西文间距取1/4字，CLREQ许可；CSS取的是1/8字。"),
)


def why(engine: str, case: Case) -> str:
    """The reason for a deviation of one of the others, "" where none is known."""
    for known in _WHYS:
        named = engine.startswith(known.engines) and case.source.startswith(known.source)
        if named and (not known.marks or set(known.marks) & set(case.text)):
            return known.reason
    return ""
