"""电话: numbers that are too short or too long, and those that differ from another of the issue by a slip (SQ478).

In: the issue's articles. Out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.figures import turned
from build_tools.proofreading.reading import Copy, Line

_PHONE = re.compile(
    r"(?:电话|热线|手机|联系方式|咨询|预约|报名|拨打|致电|传真)[^0-9\n。；]{0,10}(?P<number>(?:0[0-9]{2,3}-?)?(?:[0-9]{6,13}|[2-9][0-9]{2,3}[- ][0-9]{3,5}))(?![0-9-])"
)
_NUMBER = re.compile(r"(?<![0-9.-])(?P<number>[0-9]{6,13}|[2-9][0-9]{2,3}-[0-9]{3,5})(?![0-9.年-])")
_AREA = re.compile(r"\A0[0-9]{2,3}-")


def check_phones(copies: Sequence[Copy]) -> Iterator[Diagnostic]:
    """Every telephone number of the issue beside all others."""
    found: list[tuple[Line, int, str, str]] = []
    for copy in copies:
        for line in copy.lines:
            hits = {hit.start("number"): hit["number"] for hit in _PHONE.finditer(line.text)}
            if hits:
                # More numbers may follow the first one in the same line.
                for hit in _NUMBER.finditer(line.text, min(hits)):
                    hits.setdefault(hit.start(), hit["number"])
            found += [
                (line, at, hits[at], re.sub("[- ]", "", _AREA.sub("", hits[at]))) for at in sorted(hits)
            ]
    counts = Counter(digits for _, _, _, digits in found)
    written = {digits: number for _, _, number, digits in reversed(found)}
    for place, (line, at, number, digits) in enumerate(found):
        earlier = {digits for other, _, _, digits in found[:place] if other.path == line.path}
        why = _doubt(digits, counts, written, earlier)
        if why:
            yield line.finding("SQ478", at, found=number, why=why)


def _doubt(digits: str, counts: Counter[str], written: dict[str, str], earlier: set[str]) -> str:
    """Why a number may be wrong; ``earlier`` are those that stand before it in the article."""
    if re.fullmatch(r"1[3-9][0-9]*", digits) and len(digits) in (10, 12):
        return f"手机号是11位，这里是{len(digits)}位"
    whole = [other for other in counts if len(other) == 8]
    if len(digits) in (6, 7, 9) and digits[0] in "23456789":
        alike = sum(counts[other] for other in counts if len(other) == len(digits))
        near = next((other for other in whole if _one_missing(digits, other)), "")
        if near and alike == 1:
            return f"另一处是{written[near]}"
        if len(digits) == 9 or (len(digits) == 7 and alike == 1 and len(whole) > 1):
            return (
                f"{'市内电话没有9位的' if len(digits) == 9 else '本期别的电话是8位'}，这里是{len(digits)}位"
            )
        return ""
    for other in counts:
        if (counts[other] > counts[digits] and _one_apart(digits, other)) or (
            other in earlier and len(digits) > 7 and turned(digits, other)
        ):
            return f"另一处是{written[other]}"
    return ""


def _one_missing(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (
        len(long) - len(short) == 1
        and len(long) >= 8
        and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    )


def _one_apart(one: str, other: str) -> bool:
    """Same length and two figures turned round or one changed, but not in the last place: houses have rows of numbers."""
    if len(one) != len(other) or (one[-1] != other[-1] and one[:-1] == other[:-1]):
        return False
    apart = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    return len(one) >= 8 and (len(apart) == 1 or turned(one, other))
