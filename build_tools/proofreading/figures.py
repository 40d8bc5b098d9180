"""数: every number of a line with its value and what is counted, in figures or in Chinese numerals.

In: a text. Out: :class:`Figure` after figure. What is only nearly said (十几, 两三, 上百) is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.markup.numerals import from_han

_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_NUMBER = re.compile(
    rf"(?<![0-9.A-Za-z])(?:(?P<arabic>{_ARABIC})(?P<scale>[万亿百千]?)|(?P<han>[零〇一二两三四五六七八九十百千万]+))(?P<per>%|％|个百分点)?(?P<more>多|余|来|几)?"
)
_UNIT = re.compile(
    r"平方米|平方厘米|立方米|公里|千米|厘米|毫米|公斤|千克|毫升|千卡|小时|分钟|公顷|个月|个百分点|摄氏度|[\u4e00-\u9fff℃]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` as written; ``unit`` the measure behind it, "%" for per cent; ``more``: 多, 余 … stood behind it."""

    start: int
    end: int
    value: float
    unit: str
    written: str
    arabic: bool
    more: bool

    @property
    def digits(self) -> str:
        """The value as figures."""
        return f"{self.value:g}" if self.value < 1e6 else str(round(self.value))


def figures(text: str) -> Iterator[Figure]:
    """Every figure of a text, in order."""
    for hit in _NUMBER.finditer(text):
        if hit["arabic"]:
            value = (
                float(hit["arabic"].replace(",", ""))
                * {"万": 1e4, "亿": 1e8, "百": 100, "千": 1000, "": 1}[hit["scale"]]
            )
        else:
            read = from_han(hit["han"])
            if read is None:
                continue
            value = float(read)
        unit = "%" if hit["per"] in ("%", "％") else hit["per"] or ""
        if not unit and (measure := _UNIT.match(text, hit.end())):
            unit = measure[0]
        written = text[hit.start() : hit.end("per") if hit["per"] else hit.end()]
        yield Figure(hit.start(), hit.end(), value, unit, written, bool(hit["arabic"]), bool(hit["more"]))


def slip(one: str, other: str) -> bool:
    """Whether one number is the other with a slip of the finger: a figure changed, two turned round, one more or less."""
    if "." in one and one.find(".") == other.find("."):
        one, other = one.replace(".", ""), other.replace(".", "")  # 62.9 and 69.2
    if one == other or not one or not other:
        return False
    if len(one) == len(other):
        apart = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        return len(apart) == 1 or turned(one, other)
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def turned(one: str, other: str) -> bool:
    """Whether two neighbouring figures changed places."""
    if len(one) != len(other):
        return False
    apart = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
