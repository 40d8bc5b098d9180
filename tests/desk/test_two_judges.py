"""Two judges at one machine: no line is lost, and each sees what the other has decided."""

from __future__ import annotations

import datetime
import itertools
import subprocess
import sys
from pathlib import Path

from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import Row
from build_tools.bounty.opening import open_room
from tests.bounty.desks import make_verdict
from tests.desk.test_judge_page import serving

EACH = 200
_LONG = 600.0
"""Seconds: each line waits for the disk, whatever else the machine has to write."""
JUDGE = f"""
import sys
from pathlib import Path
from build_tools.bounty.opening import open_room
from tests.bounty.desks import make_verdict
room, _ = open_room(Path(sys.argv[1]), "2026-01")
print("ready", flush=True)
sys.stdin.readline()
for order in range({EACH}):
    room.record(make_verdict(order, judge=sys.argv[2], at=f"2026-02-02T10:00:00.{{order:06d}}"))
"""


def test_two_judges_writing_at_once_lose_no_line(paper_root: Path) -> None:
    root = Path(__file__).parents[2]
    both = [
        subprocess.Popen(
            [sys.executable, "-c", JUDGE, str(paper_root), judge],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for judge in ("甲", "乙")
    ]
    for one in both:
        assert one.stdout and one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    try:
        assert [one.wait(_LONG) for one in both] == [0, 0]
    finally:
        for one in both:
            one.kill()
            one.communicate()
    room, _ = open_room(paper_root, "2026-01")
    assert room
    verdicts, faults = room.verdicts()
    assert not faults
    assert {(each.judge, each.at[-6:]) for each in verdicts} == {
        (judge, f"{order:06d}") for judge in ("甲", "乙") for order in range(EACH)
    }
    # They did write by turns, or this would prove nothing.
    judges = [each.judge for each in verdicts]
    assert sum(one != other for one, other in itertools.pairwise(judges)) > 1


def test_a_judge_sees_at_once_what_the_other_has_decided(paper_root: Path) -> None:
    with serving(paper_root, "第一版“坑洼已久”应为“坑洼多年”") as desk:
        (case,) = desk.desk.cases
        assert case.state == "open"
        desk.room.record(make_verdict(1, claims=(case.fault.name,), judge="乙"))
        overview = desk.overview()
    assert isinstance(overview["cases"], list) and [each["state"] for each in overview["cases"]] == [
        "accepted"
    ]


def test_a_judge_sees_at_once_what_came_in_and_no_more_what_was_forgotten(paper_root: Path) -> None:
    with serving(paper_root, "第一版“坑洼已久”应为“坑洼多年”") as desk:
        inbox, before = desk.room.inbox, {report.finder for report in desk.desk.reports}
        rows = [Row(1, {"姓名": "后来的", "内容": "第一版“二十把伞”应为“二十多把伞”"})]
        inbox.add(reports_from(inbox.key, "x", rows, datetime.date(2026, 1, 25)))
        assert desk.overview()["reports"] == len(before) + 1
        inbox.forget(before)
        overview = desk.overview()
        assert (
            overview["reports"] == 1 and isinstance(overview["cases"], list) and len(overview["cases"]) == 1
        )
