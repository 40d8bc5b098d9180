"""时间: the ways in which spreadsheets, chats and people write when a letter came.

In: what a cell says. Out: a moment in the paper's own time, ``2021-01-20T09:30:12``, a minute, ``2021-01-20T09:30``, or a
day, ``2021-01-20``, as far as it is told; None where
it is not said which day is meant (昨天, 9:30, 3/4/2021): then the time is unclear, and is never held against the reader.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
import zoneinfo

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_SERIAL_DAYS = (36_526, 73_050)
"""Excel's serial days from 2000-01-01 to 2099-12-31."""
_EXCEL_EPOCH = datetime.datetime(1899, 12, 30)
_EPOCH_SECONDS = re.compile(r"1[0-9]{9}(?:[0-9]{3})?(?:\.0+)?")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_WEEKDAY = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|\b(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*\b,?", re.I
)
_YEAR_FIRST = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})\s*[-/.年]\s*(?P<m>[0-9]{1,2})\s*[-/.月]\s*(?P<d>[0-9]{1,2})日?"
)
_COMPACT = re.compile(r"(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?:(?P<clock>[0-9]{4}|[0-9]{6}))?")
_YEAR_LAST = re.compile(r"(?P<a>[0-9]{1,2})[-/.](?P<b>[0-9]{1,2})[-/.](?P<y>20[0-9]{2})")
_NO_YEAR = re.compile(r"(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*日")
_CLOCK = re.compile(
    r"(?P<part>上午|下午|中午|晚上|晚|凌晨|早上|早晨|傍晚|AM|PM)?\s*(?P<h>[0-9]{1,2})\s*[:时点]\s*(?P<min>[0-9]{1,2})?分?"
    r"(?:[:]?\s*(?P<s>[0-9]{1,2})(?:\.[0-9]+)?秒?)?\s*(?P<after>AM|PM)?",
    re.I,
)
_OFFSET = re.compile(r"(?P<zulu>Z|UTC|GMT)?(?:(?P<sign>[+-])(?P<h>[0-9]{2}):?(?P<m>[0-9]{2}))?", re.I)
_NIGHT = ("晚上", "晚")
_AFTERNOON = (*_NIGHT, "下午", "傍晚", "pm")


def zone_named(name: str) -> datetime.tzinfo:
    """A time zone; Beijing's where the machine has no list of zones, or the name is none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return BEIJING


def moment_of(
    said: str,
    zone: datetime.tzinfo = BEIJING,
    since: datetime.date | None = None,
    today: datetime.date | None = None,
) -> str | None:
    """What a cell says of the time. A date without a year is read if only one year lies between ``since`` and ``today``."""
    text = unicodedata.normalize("NFKC", said).strip()
    if _EPOCH_SECONDS.fullmatch(text):
        return _written(datetime.datetime.fromtimestamp(int(text[:10]), zone))
    if _SERIAL.fullmatch(text) and _SERIAL_DAYS[0] <= float(text) <= _SERIAL_DAYS[1]:
        moment = _EXCEL_EPOCH + datetime.timedelta(seconds=round(float(text) * 86_400))
        return _written(moment) if "." in text and float(text) % 1 else moment.date().isoformat()
    text = _WEEKDAY.sub(" ", text).replace("T", " ").strip(" ,，")
    day, rest, clock = _day_of(text, since, today)
    if day is None:
        return None
    rest = rest.strip(" ,，()（）")
    if clock:
        rest = ":".join(clock[at : at + 2] for at in range(0, len(clock), 2))
    if not rest:
        return day.isoformat()
    return _with_clock(day, rest, zone)


def _day_of(
    text: str, since: datetime.date | None, today: datetime.date | None
) -> tuple[datetime.date | None, str, str]:
    """The day, what else is said, and a clock written without colons."""
    if hit := _YEAR_FIRST.match(text):
        return _date(hit["y"], hit["m"], hit["d"]), text[hit.end() :], ""
    if hit := _COMPACT.fullmatch(text):
        return _date(hit["y"], hit["m"], hit["d"]), "", hit["clock"] or ""
    if hit := _YEAR_LAST.match(text):
        # 3/4/2021 is the third of April to some and the fourth of March to others.
        ways = {_date(hit["y"], hit["a"], hit["b"]), _date(hit["y"], hit["b"], hit["a"])} - {None}
        return (ways.pop() if len(ways) == 1 else None), text[hit.end() :], ""
    hit = _NO_YEAR.match(text)
    if hit and since and today:
        days = [_date(str(year), hit["m"], hit["d"]) for year in range(since.year, today.year + 1)]
        fit = [day for day in days if day and since <= day <= today]
        return (fit[0] if len(fit) == 1 else None), text[hit.end() :], ""
    return None, text, ""


def _date(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _with_clock(day: datetime.date, rest: str, zone: datetime.tzinfo) -> str | None:
    hit = _CLOCK.match(rest)
    offset = _OFFSET.fullmatch(rest[hit.end() :].strip()) if hit else None
    if hit is None or offset is None:
        # Whatever stands there, the day is told.
        return day.isoformat()
    hour, part = int(hit["h"]), (hit["part"] or hit["after"] or "").lower()
    if part in _NIGHT and hour == 12:
        return day.isoformat()  # of this night or the next
    if (part in _AFTERNOON and hour < 12) or (part == "中午" and hour < 6):
        hour += 12
    elif part in ("上午", "am", "凌晨") and hour == 12:
        hour = 0
    try:
        clock = datetime.time(hour, int(hit["min"] or 0), int(hit["s"] or 0))
    except ValueError:
        return day.isoformat()
    moment = datetime.datetime.combine(day, clock)
    if offset["zulu"] or offset["sign"]:
        shift = datetime.timedelta(hours=int(offset["h"] or 0), minutes=int(offset["m"] or 0))
        sent = moment - (-shift if offset["sign"] == "-" else shift)
        moment = sent.replace(tzinfo=datetime.UTC).astimezone(zone)
    return _written(moment) if hit["s"] else moment.strftime("%Y-%m-%dT%H:%M")


def _written(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
