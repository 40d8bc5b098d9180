"""日历 ``/rili.ics``: when the next issue comes out and when the bounty ends, for the reader's own calendar (RFC 5545).

In: the issues as the site shows them. Out: the text. Dates are told from the issues, never from the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from build_tools.model import Paper
from build_tools.site.addresses import absolute
from build_tools.site.views import IssueView

ADDRESS = "rili.ics"
_LINE = 75
"""Octets a line holds (RFC 5545 §3.1)."""
_SEEN = 3
"""Issues that must agree on a rule before a date is told by it; fewer when there are not so many."""


def write_reminders(paper: Paper, issues: Sequence[IssueView]) -> str:
    """The calendar. ``issues`` newest first."""
    name = f"{paper.name}·{paper.edition}版" if paper.edition else paper.name
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//chenbao//rili//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    latest = issues[0] if issues else None
    if latest:
        stamp = f"{latest.date.replace('-', '')}T000000Z"
        coming = next_date([datetime.date.fromisoformat(issue.date) for issue in issues])
        if coming:
            words = f"今天出新一期《{name}》"
            lines += _event(f"next-{latest.name}", coming, words, absolute(paper, ""), stamp, days_before=0)
        if latest.deadline_date:
            words = f"{latest.title}《{name}》纠错有奖今天截止"
            day = datetime.date.fromisoformat(latest.deadline_date)
            lines += _event(
                f"deadline-{latest.name}", day, words, absolute(paper, "report/"), stamp, days_before=1
            )
    return "\r\n".join(part for line in (*lines, "END:VCALENDAR") for part in _folded(line)) + "\r\n"


def next_date(dates: Sequence[datetime.date]) -> datetime.date | None:
    """The next issue's day, by the rule that the last issues keep (每月第几个星期几, or 每月几日); None without a rule.

    ``dates`` newest first.
    """
    seen = dates[:_SEEN]
    if len(seen) < 2:
        return None
    first = (seen[0].replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    if len({(each.weekday(), (each.day - 1) // 7) for each in seen}) == 1:
        day = 1 + (seen[0].weekday() - first.weekday()) % 7 + (seen[0].day - 1) // 7 * 7
    elif len({each.day for each in seen}) == 1:
        day = seen[0].day
    else:
        return None
    try:
        return first.replace(day=day)
    except ValueError:
        return None


def _event(
    name: str, day: datetime.date, words: str, address: str, stamp: str, *, days_before: int
) -> list[str]:
    after = day + datetime.timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@chenbao",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_text(words)}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(words)}",
        # Nine in the morning, on the day or the day before.
        "TRIGGER:-PT15H" if days_before else "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
    ]


def _text(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return words


def _folded(line: str) -> list[str]:
    """Lines of at most 75 octets, the later ones begun with a space, no character cut in two."""
    parts, room = [""], _LINE
    for each in line:
        size = len(each.encode())
        if room < size:
            parts.append(" ")
            room = _LINE - 1
        parts[-1] += each
        room -= size
    return parts
