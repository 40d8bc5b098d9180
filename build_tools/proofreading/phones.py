"""电话: numbers that are too short or too long, and those that differ from another of the issue by one figure (SQ478).

In: the issue's articles. Out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.proofreading.reading import Copy, Line

_PHONE = re.compile(
    r"(?:电话|热线|手机|联系方式|咨询|预约|报名|拨打|致电|传真)[^0-9\n。；]{0,10}(?P<number>(?:0[0-9]{2,3}-?)?[0-9]{6,13})(?![0-9])"
)
_NUMBER = re.compile(r"(?<![0-9.])(?P<number>[0-9]{6,13})(?![0-9.年])")


def check_phones(copies: Sequence[Copy]) -> Iterator[Diagnostic]:
    """Every telephone number of the issue beside all others."""
    found: list[tuple[Line, int, str]] = []
    for copy in copies:
        for line in copy.lines:
            hits = {hit.start("number"): hit["number"] for hit in _PHONE.finditer(line.text)}
            if hits:
                # More numbers may follow the first one in the same line.
                for hit in _NUMBER.finditer(line.text, min(hits)):
                    hits.setdefault(hit.start(), hit["number"])
            found += [(line, at, number) for at, number in sorted(hits.items())]
    lengths = Counter(len(number) for _, _, number in found if len(number) in (7, 8))
    counts = Counter(number for _, _, number in found)
    for line, at, number in found:
        bare = re.sub(r"\A0[0-9]{2,3}-", "", number)
        if re.fullmatch(r"1[3-9][0-9]*", bare) and len(bare) in (10, 12):
            yield line.finding("SQ478", at, found=number, why=f"手机号是11位，这里是{len(bare)}位")
        elif len(bare) in (6, 7, 9) and bare[0] in "23456789" and lengths[8] and not lengths[len(bare)] > 1:
            longer = next((other for other in counts if _one_missing(bare, other)), "")
            if longer:
                yield line.finding("SQ478", at, found=number, why=f"另一处是{longer}")
        else:
            other = next(
                (other for other in counts if counts[other] > counts[number] and _one_apart(number, other)),
                "",
            )
            if other:
                yield line.finding("SQ478", at, found=number, why=f"另一处是{other}")


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
    return len(one) >= 8 and (
        len(apart) == 1
        or (
            len(apart) == 2
            and apart[1] - apart[0] == 1
            and one[apart[0]] == other[apart[1]]
            and one[apart[1]] == other[apart[0]]
        )
    )
