"""日期: the date as a masthead gives it, with weekday and lunar date; the only importer of lunar_python."""

from __future__ import annotations

import datetime

from lunar_python import Solar  # type: ignore[import-untyped]

# The library says 冬月 and 腊月 for the last two; mastheads count them.
_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def date_in_words(date: datetime.date) -> str:
    """``2021年1月11日``."""
    return f"{date.year}年{date.month}月{date.day}日"


def weekday_in_words(date: datetime.date) -> str:
    """``星期一``."""
    return "星期" + "一二三四五六日"[date.weekday()]


def lunar_date(date: datetime.date) -> str:
    """``农历庚子年十一月廿八``: the year by stem and branch of the lunar new year."""
    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    month = lunar.getMonth()  # a leap month is negative
    name = ("闰" if month < 0 else "") + _MONTHS[abs(month) - 1]
    return f"农历{lunar.getYearInGanZhi()}年{name}月{lunar.getDayInChinese()}"
