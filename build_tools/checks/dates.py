"""校对·日期: days that are not in the calendar, and weekdays that are not that day's (SQ407, SQ408).

A factual fault costs a newspaper most (《报纸编校差错率计算方法》: important times count double), and the calendar is sure.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from build_tools.checks.copy import Passage
from build_tools.diagnostics import Diagnostic, Place, diagnose

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = r"(?:[（(，,\s]{0,2}(?P<weekday>(?:星期|礼拜)[一二三四五六日天]|周[一二三四五六日](?=[）)，。、；\s]|[上下]午|早|晚|\Z))[）)]?)?"
_DATE = re.compile(rf"(?<![0-9.])(?:(?P<year>[0-9]{{4}})年)?(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})(?:日|号(?![楼院线门弄]))(?:[上下]午|晚上|早上|清晨)?{_WEEKDAY}")
_OTHER_CALENDAR = re.compile(r"(?:农历|阴历|旧历|夏历)[^。；]{0,8}\Z")
_OTHER_YEAR = re.compile(r"去年|前年|明年|后年|当年|同年|次年|翌年|往年|每年|历年|农历|阴历|[一二三四五六七八九〇]{4}年")
_YEAR = re.compile(r"([0-9]{4})年")
_SURE_WITHIN = 150
"""Days around the issue's date in which a date without a year can only be of the nearest year."""


def check_dates(passage: Passage, path: str, published: datetime.date) -> Iterator[Diagnostic]:
    """Dates in Arabic figures, with or without a year; ``published`` is the issue's day of publication."""
    for hit in _DATE.finditer(passage.text):
        place = Place(path, *passage.place(hit.start()))
        month, day = int(hit["month"]), int(hit["day"])
        if _OTHER_CALENDAR.search(passage.text[: hit.start()]):
            continue
        year = int(hit["year"]) if hit["year"] else None
        if not _exists(year, month, day):
            yield diagnose("SQ408", place, written=hit[0][: hit.end("day") - hit.start() + 1])
        elif hit["weekday"]:
            date = _date(year, month, day, passage.text.replace(hit[0], ""), published)
            if date and _WEEKDAYS[date.weekday()] != hit["weekday"][-1].replace("天", "日"):
                written = hit[0] if re.search("[（(]", hit[0]) else hit[0].rstrip("）)")
                yield diagnose("SQ407", place, written=written, right=f"星期{_WEEKDAYS[date.weekday()]}")


def _exists(year: int | None, month: int, day: int) -> bool:
    # Without a year 29 February may be right. 2000 was a leap year.
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def _date(year: int | None, month: int, day: int, beside: str, published: datetime.date) -> datetime.date | None:
    if year:
        return datetime.date(year, month, day)
    if _OTHER_YEAR.search(beside) or any(int(other) != published.year for other in _YEAR.findall(beside)):
        return None
    near = [
        datetime.date(each, month, day)
        for each in (published.year - 1, published.year, published.year + 1)
        if _exists(each, month, day) and abs((datetime.date(each, month, day) - published).days) <= _SURE_WITHIN
    ]
    return near[0] if len(near) == 1 else None
