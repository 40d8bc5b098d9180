"""校对·日期: days that are not in the calendar, weekdays and festivals that are not that day's (SQ407, SQ408, SQ444).

A factual fault costs a newspaper most (《报纸编校差错率计算方法》: important times count double), and the calendar is sure.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.copy import Passage
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.almanac import festival_date, weekday

_NUMERALS = "〇一二三四五六七八九十"
_WORD = r"(?:星期|礼拜)[一二三四五六日天]"
_SHORT_WORD = r"(?:本|这|下|上)?周[一二三四五六日](?=[）)，。、；\s]|[上下]午|早|晚|\Z)"
_WEEKDAY = rf"(?P<weekday>{_WORD}|{_SHORT_WORD})"
_ANY_DAY = "[一二三四五六日天]"
_FIGURE = r"(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY_FIGURE = r"(?:[0-9]{1,2}|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_LONG = (
    rf"(?:(?P<year>[0-9]{{4}})年)?(?P<month>{_FIGURE}|元)月(?P<day>{_DAY_FIGURE})(?:日|号(?![楼院线门弄]))"
)
_ISO = r"(?<![0-9.\-/])(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9.\-/])"
_HOUR = r"(?:[上下]午|晚上?|早上|早晨|清晨|中午|凌晨|傍晚)?(?:[0-9]{1,2}(?:[:：时点][0-9]{0,2}分?半?)?)?(?:[—～~至-]{1,2}[0-9]{1,2}(?:[:：时点][0-9]{0,2}分?)?)?"
_LINK = r"[（(，,\s]{0,2}(?:正好|恰好|恰)?(?:是|为|逢|正是|正逢|恰逢)?"
_FORMS = (
    # 1月12日（星期二）, 1月12日上午9时（周二）, 1月12日是星期二; without a weekday for days that do not exist
    re.compile(rf"(?<![0-9.一二三四五六七八九十])(?P<date>{_LONG})(?:[ 　]?{_HOUR}{_LINK}{_WEEKDAY}[）)]?)?"),
    re.compile(rf"(?P<date>{_ISO})(?:[ T]?{_HOUR}{_LINK}{_WEEKDAY}[）)]?)?"),
    # 星期二（1月12日）, 周二（1月12日）
    re.compile(
        rf"(?:本|这|下|上)?(?P<weekday>(?:星期|礼拜|周)[一二三四五六日天])[（(](?P<date>{_LONG})(?=[）)，,]|[上下]午|晚)"
    ),
    # 1/12（周二）, 1.12（星期二）
    re.compile(
        rf"(?<![0-9./-])(?P<date>(?P<month>1[0-2]|0?[1-9])[./](?P<day>[0-9]{{1,2}}))[ ]?[（(](?P<weekday>(?:星期|礼拜|周){_ANY_DAY})[）)]"
    ),
    # 星期二 1月12日
    re.compile(rf"(?<!每)(?P<weekday>(?:星期|礼拜|周){_ANY_DAY})[ 　]?(?P<date>{_LONG})"),
    # 12日（星期二）, 星期二（12日）: of the month of print or one beside it
    re.compile(
        rf"(?:(?<=本月)|(?<![0-9.月一二三四五六七八九十/—～~至、-]))(?P<date>(?P<day>[0-9]{{1,2}})日){_HOUR}[（(，,]?{_WEEKDAY}[）)]?"
    ),
    re.compile(
        r"(?:本|这|下|上)?(?P<weekday>(?:星期|礼拜|周)[一二三四五六日天])[（(](?P<date>(?P<day>[0-9]{1,2})日)(?=[）)，,]|[上下]午|晚)"
    ),
)
_TO = "(?:[、和与及至到—～~-]|——)"
_SEVERAL = re.compile(
    rf"(?<![0-9.一二三四五六七八九十])(?P<first>(?:(?:(?P<year>[0-9]{{4}})年)?(?P<month>{_FIGURE})月)?(?P<day>[0-9]{{1,2}})[日号]?)"
    rf"{_TO}(?P<second>(?:(?P<later_month>{_FIGURE})月)?(?P<later_day>[0-9]{{1,2}})[日号])"
    rf"[（(](?P<weekday>(?:星期|礼拜|周){_ANY_DAY}){_TO}(?P<later_weekday>(?:星期|礼拜|周)?{_ANY_DAY})[）)]"
)
"""12日至13日（周二至周三）, 1月12、13日（星期二、星期三）: two dates and the weekday of each."""
_FESTIVAL = (
    "除夕|春节|大年初一|元宵节?|端午节?|七夕节?|中秋节?|重阳节?|腊八节?|清明节?|冬至|立春|立夏|立秋|立冬"
    "|元旦|妇女节|劳动节|五一节|青年节|儿童节|教师节|国庆节?"
)
_FEASTS = (
    re.compile(rf"(?P<festival>{_FESTIVAL})[（(，,]?(?P<date>{_LONG})(?=[）)])"),
    re.compile(
        rf"(?P<date>(?<![0-9至—～-]){_LONG})(?:[（(](?P<festival>{_FESTIVAL})[）)]|(?:正?是|适逢|恰逢|正逢)(?P<feast>{_FESTIVAL})(?![前后期假联晚]))"
    ),
)
_OTHER_CALENDAR = re.compile(r"(?:农历|阴历|旧历|夏历)[^。；]{0,8}\Z")
_OTHER_YEAR = re.compile(
    r"去年|前年|明年|后年|当年|同年|次年|翌年|往年|每年|历年|农历|阴历|[一二三四五六七八九〇]{4}年"
)
_YEAR = re.compile(r"([0-9]{4})年")
_SURE_WITHIN = 150
"""Days around the issue's date in which a date without a year can only be of the nearest year."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A date that a passage names: where, its words, and what it says of the day."""

    start: int
    written: str
    date_written: str
    year: int | None
    month: int | None
    day: int
    weekday: str


def check_dates(passage: Passage, path: str, published: datetime.date) -> Iterator[Diagnostic]:
    """Dates in figures and numerals, with or without year and month; ``published`` is the issue's day of publication."""
    told: set[int] = set()
    for said in sorted(_dates_in(passage.text), key=lambda each: (each.start, -len(each.written))):
        if _OTHER_CALENDAR.search(passage.text[: said.start]):
            continue
        place = Place(path, *passage.place(said.start))
        if said.month is not None and not _exists(said.year, said.month, said.day):
            if said.start not in told:
                yield diagnose("SQ408", place, written=said.date_written)
            told.add(said.start)
        elif said.weekday and said.start not in told:
            others = passage.text.replace(said.written, "")
            days = _days(said, others, published)
            told.add(said.start)
            if days and all(weekday(day)[-1] != said.weekday for day in days):
                yield diagnose("SQ407", place, written=said.written, right=weekday(days[0]))
    yield from _check_feasts(passage, path, published)


def _dates_in(text: str) -> Iterator[_Said]:
    for form in _FORMS:
        for hit in form.finditer(text):
            named = hit.groupdict()
            written = hit[0] if re.search("[（(]", hit[0]) else hit[0].rstrip("）)")
            written += "）" if written.count("（") > written.count("）") else ""
            month = _figure(named["month"]) if named.get("month") else None
            called = (named.get("weekday") or "")[-1:].replace("天", "日")
            year = int(named["year"]) if named.get("year") else None
            yield _Said(hit.start(), written, hit["date"], year, month, _figure(hit["day"]), called)
    for hit in _SEVERAL.finditer(text):
        year = int(hit["year"]) if hit["year"] else None
        month = _figure(hit["month"]) if hit["month"] else None
        later_month = _figure(hit["later_month"]) if hit["later_month"] else month
        for date, of, day, called in (
            ("first", month, "day", "weekday"),
            ("second", later_month, "later_day", "later_weekday"),
        ):
            said = hit[called][-1].replace("天", "日")
            written = f"{hit[date]}（{hit[called]}）"
            yield _Said(hit.start(date), written, hit[date], year, of, int(hit[day]), said)


def _check_feasts(passage: Passage, path: str, published: datetime.date) -> Iterator[Diagnostic]:
    for form in _FEASTS:
        for hit in form.finditer(passage.text):
            named = hit.groupdict()
            festival = named.get("festival") or named.get("feast") or ""
            year, month, day = named["year"], _figure(hit["month"]), _figure(hit["day"])
            if not _exists(int(year) if year else None, month, day):
                continue
            if _OTHER_CALENDAR.search(passage.text[: hit.start("date")]):
                continue
            date = _date(int(year) if year else None, month, day, passage.text.replace(hit[0], ""), published)
            right = festival_date(festival, date.year) if date else None
            if date and right and right != date:
                place = Place(path, *passage.place(hit.start()))
                written = hit[0] + ("）" if hit[0].count("（") > hit[0].count("）") else "")
                day_right = f"{right.month}月{right.day}日"
                yield diagnose(
                    "SQ444", place, written=written, year=right.year, festival=festival, right=day_right
                )


def _figure(written: str) -> int:
    """1 to 99, in figures or numerals; 元月 is the first."""
    if written == "元":
        return 1
    if written.isdigit() and written.isascii():
        return int(written)
    tens, ten, units = written.rpartition("十")
    return (_NUMERALS.index(tens) if tens else 1 if ten else 0) * 10 + (
        _NUMERALS.index(units) if units else 0
    )


def _exists(year: int | None, month: int, day: int) -> bool:
    # Without a year 29 February may be right. 2000 was a leap year.
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def _days(said: _Said, beside: str, published: datetime.date) -> list[datetime.date]:
    """The days that may be meant, the likeliest first; none where that cannot be told."""
    if said.month is not None:
        date = _date(said.year, said.month, said.day, beside, published)
        return [date] if date else []
    if _OTHER_YEAR.search(beside) or re.search("[0-9一二三四五六七八九十]月", beside):
        return []
    months = [published.year * 12 + published.month - 1 + step for step in (0, -1, 1)]
    pairs = [(month // 12, month % 12 + 1) for month in months]
    return [datetime.date(year, month, said.day) for year, month in pairs if _exists(year, month, said.day)]


def _date(
    year: int | None, month: int, day: int, beside: str, published: datetime.date
) -> datetime.date | None:
    if year:
        return datetime.date(year, month, day)
    if _OTHER_YEAR.search(beside) or any(int(other) != published.year for other in _YEAR.findall(beside)):
        return None
    near = [
        datetime.date(each, month, day)
        for each in (published.year - 1, published.year, published.year + 1)
        if _exists(each, month, day)
        and abs((datetime.date(each, month, day) - published).days) <= _SURE_WITHIN
    ]
    return near[0] if len(near) == 1 else None
