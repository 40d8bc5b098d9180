"""历书: dates as a masthead writes them. The only importer of lunar_python.

In: a date. Out: ``2021年1月11日``, ``星期一``, ``农历庚子年十一月廿八``.
"""

from __future__ import annotations

import datetime
import functools

_WEEKDAYS = "一二三四五六日"


def written_date(date: datetime.date) -> str:
    """年月日 in Arabic figures (GB/T 15835: dates of the Gregorian calendar)."""
    return f"{date.year}年{date.month}月{date.day}日"


def weekday(date: datetime.date) -> str:
    """星期."""
    return f"星期{_WEEKDAYS[date.weekday()]}"


@functools.lru_cache(64)
def lunar_date(date: datetime.date) -> str:
    """农历: stem and branch of the lunar year, month and day in Chinese numerals (GB/T 15835)."""
    from lunar_python import Solar  # type: ignore[import-untyped]  # only now: the date of an issue is asked for once a build

    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    # Mastheads count the last two months; 冬月 and 腊月 are the names of conversation.
    month = lunar.getMonthInChinese().replace("冬", "十一").replace("腊", "十二")
    return f"农历{lunar.getYearInGanZhi()}年{month}月{lunar.getDayInChinese()}"


def issue_title(name: str) -> str:
    """期名 ``2021-01`` as readers say it: ``2021年1月号``."""
    year, month = name.split("-")
    return f"{year}年{int(month)}月号"
