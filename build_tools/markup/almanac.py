"""历书: dates as a masthead writes them. The only importer of lunar_python.

In: a date. Out: ``2021年1月11日``, ``星期一``, ``农历庚子年十一月廿八``.
"""

from __future__ import annotations

import datetime
import functools
from typing import Any

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


_LUNAR_FEASTS = {
    "春节": (1, 1),
    "大年初一": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中秋": (8, 15),
    "重阳": (9, 9),
}
_SOLAR_FEASTS = {
    "元旦": (1, 1),
    "妇女": (3, 8),
    "劳动": (5, 1),
    "五一": (5, 1),
    "青年": (5, 4),
    "儿童": (6, 1),
    "教师": (9, 10),
    "国庆": (10, 1),
}
_SOLAR_TERMS = ("清明", "冬至", "立春", "立夏", "立秋", "立冬")


@functools.lru_cache(256)
def festival_date(name: str, year: int) -> datetime.date | None:
    """节日 of a Gregorian year: 除夕, 春节, 中秋, 清明, 国庆 …, with or without 节; None for a name that is not known."""
    from lunar_python import Lunar, Solar

    plain = name.removesuffix("节") if name != "春节" else name
    if plain in _SOLAR_FEASTS:
        return datetime.date(year, *_SOLAR_FEASTS[plain])
    if plain in _LUNAR_FEASTS:
        return _gregorian(Lunar.fromYmd(year, *_LUNAR_FEASTS[plain]).getSolar())
    if plain == "除夕":
        return _gregorian(Lunar.fromYmd(year, 1, 1).getSolar()) - datetime.timedelta(1)
    if plain == "腊八":
        # The twelfth lunar month may end before or after New Year; of two the later is this year's.
        days = [_gregorian(Lunar.fromYmd(each, 12, 8).getSolar()) for each in (year - 1, year)]
        return next((day for day in days if day.year == year), None)
    if plain in _SOLAR_TERMS:
        # The table of a lunar year begins with the winter solstice before it.
        within = year + (plain == "冬至")
        return _gregorian(Solar.fromYmd(within, 7, 1).getLunar().getJieQiTable()[plain])
    return None


def _gregorian(solar: Any) -> datetime.date:
    return datetime.date(solar.getYear(), solar.getMonth(), solar.getDay())


@functools.lru_cache(1024)
def lunar_day(date: datetime.date) -> tuple[int, int]:
    """Month (a leap month is negative) and day of the lunar calendar."""
    from lunar_python import Solar  # only now, as above

    lunar = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    return lunar.getMonth(), lunar.getDay()


@functools.lru_cache(1024)
def solar_term(date: datetime.date) -> str:
    """节气: the solar term that begins on this day, "" on all others."""
    from lunar_python import Solar  # only now, as above

    return str(Solar.fromYmd(date.year, date.month, date.day).getLunar().getJieQi())
