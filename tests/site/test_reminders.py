"""The calendar: the next issue by the rule the last ones keep, the bounty's last day."""

from __future__ import annotations

import datetime

import pytest

from build_tools.site.reminders import next_date, write_reminders
from tests.site.conftest import Built


@pytest.mark.parametrize(
    ("dates", "coming"),
    [
        (["2021-02-08", "2021-01-11"], "2021-03-08"),
        (["2021-12-13", "2021-11-08"], "2022-01-10"),
        (["2021-03-15", "2021-02-15", "2021-01-15"], "2021-04-15"),
        (["2021-01-31", "2020-12-31"], None),
        (["2021-02-08", "2021-01-14"], None),
        (["2021-02-08"], None),
    ],
)
def test_next_issue_s_day_is_told_by_the_rule_the_last_ones_keep(
    dates: list[str], coming: str | None
) -> None:
    found = next_date([datetime.date.fromisoformat(each) for each in dates])
    assert (found.isoformat() if found else None) == coming


def test_calendar_is_well_formed(built: Built) -> None:
    text = (built.site / "rili.ics").read_bytes().decode()
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines) and "\n" not in text.replace("\r\n", "")
    whole = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20210701" in whole and "纠错有奖今天截止" in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == whole.count("UID:")


def test_paper_without_issues_has_an_empty_calendar(built: Built) -> None:
    assert built.gathered.paper is not None
    assert "VEVENT" not in write_reminders(built.gathered.paper, ())
