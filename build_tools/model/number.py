"""The article number 稿号: seven digits that name one article for ever.

In: the year and month of an issue and an ordinal, or what somebody typed. Out: :class:`ArticleNumber`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

# The totally anti-symmetric quasigroup of order 10 in H. Michael Damm, "Total anti-symmetrische
# Quasigruppen" (2004): row = interim digit, column = next digit. 572 gets 4.
_QUASIGROUP = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)

# Digits as readers write them: full-width, Chinese, Chinese capital, and the letters voice input confuses.
_DIGITS = str.maketrans(
    "０１２３４５６７８９〇零一二三四五六七八九○壹贰叁肆伍陆柒捌玖幺两",
    "01234567890012345678901234567891" + "2",
)
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―−－﹣·.．_]+")

HIGHEST_ORDINAL = 99
"""Two digits: an issue holds at most 99 numbers."""


@functools.lru_cache(1 << 12)
def check_digit(digits: str) -> int:
    """The Damm check digit of a string of ASCII digits: catches every single-digit error and adjacent swap."""
    interim = 0
    for digit in digits:
        interim = int(_QUASIGROUP[interim][int(digit)])
    return interim


@dataclass(frozen=True, slots=True, order=True)
class ArticleNumber:
    """稿号: year and month of the issue (``2101``), order of printing (``03``), check digit.

    ``str()`` gives the seven digits of addresses, :attr:`printed` the form on paper (``2101-032``).
    """

    issue: str
    """``2021-01``."""
    ordinal: int
    """1 to :data:`HIGHEST_ORDINAL`."""

    def __str__(self) -> str:
        six = f"{self.issue[2:4]}{self.issue[5:7]}{self.ordinal:02d}"
        return f"{six}{check_digit(six)}"

    @property
    def printed(self) -> str:
        """As printed beside the headline: ``2101-032``."""
        seven = str(self)
        return f"{seven[:4]}-{seven[4:]}"


def parse_number(typed: str) -> ArticleNumber | None:
    """Read a number as people type it: hyphen or none, spaces, full-width or Chinese digits.

    None when it has not seven digits, names no month, or its check digit is wrong.
    """
    digits = _SEPARATORS.sub("", typed).translate(_DIGITS)
    if not re.fullmatch(r"[0-9]{7}", digits) or check_digit(digits) != 0:
        return None
    if not 1 <= int(digits[2:4]) <= 12 or digits[4:6] == "00":
        return None
    return ArticleNumber(f"20{digits[:2]}-{digits[2:4]}", int(digits[4:6]))
