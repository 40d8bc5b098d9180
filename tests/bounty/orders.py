"""Random orders of imports, verdicts and corrections, and the outcome that must not depend on them.

python -m tests.bounty.orders 10000
"""

from __future__ import annotations

import datetime
import functools
import random
import sys

from build_tools.bounty.desk import Desk, open_desk
from build_tools.bounty.outputs import corrections_of
from build_tools.bounty.prize import standings
from build_tools.bounty.report import Report
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.model import Correction
from tests.bounty.desks import DEADLINE, JANUARY, make_report, make_verdict, resolve
from tests.bounty.paper import index_of

_TEXTS = (
    "第四版“拍手称快”应为“拍手叫好”",
    "2101-055第7段：拍手称快→拍手叫好",
    "第四版那个拍手称快用错了，应该说拍手叫好",
    "2101-041第3段“每一只水表”应为“每一块水表”",
    "水表怎么能说“每一只”，第三版上水公司那儿",
    "1、第三版“每一只水表”应为“每一块水表”；2、第四版“健身仓”应为“健身舱”。",
    "2101-010 第八段“从去年8月份起”，“份”字多余",
    "二版“与居委携手”应为“与居委会携手”",
    "2101-032第五段，“契机”应为“抓手”",
    "祝编辑部新年好",
)
_DAY = datetime.date(2021, 2, 5)


def reports() -> list[Report]:
    """Two readers a text, some late, some repeating themselves."""
    return [
        make_report(
            order,
            _TEXTS[order % len(_TEXTS)],
            f"finder{order % 7}",
            received=f"2021-{'02-03' if order % 9 == 8 else f'01-{12 + order % 13:02d}'}T{order % 24:02d}:00:00",
        )
        for order in range(20)
    ]


def verdicts(desk: Desk) -> list[Verdict]:
    """Two judges on every case; they differ on one, and a final word ends it; one judge changes their mind."""
    given: list[Verdict] = []
    for order, case in enumerate(desk.cases):
        names = tuple(filed.name for filed in case.fault.claims)
        edit = case.fault.clearest.edit
        facts = {
            "claims": names,
            "spot": case.fault.spot,
            "start": edit.start if edit else 0,
            "end": edit.end if edit else 0,
            "printed": edit.printed if edit else "",
            "corrected": (edit.replacement or "") if edit else "",
        }
        decision = Decision.REJECTED if order % 4 == 3 else Decision.ACCEPTED
        given.append(make_verdict(order, **facts, decision=decision))
        given.append(
            make_verdict(order, **facts, decision=Decision.REJECTED if order == 1 else decision, judge="乙")
        )
        if order == 1:
            given.append(make_verdict(order, **facts, decision=decision, judge="丙", final=True))
        if order == 3:
            given.append(
                make_verdict(
                    order, **{**facts, "claims": names[:1]}, decision=decision, at="2021-02-04T10:00:00"
                )
            )
    return given


Outcome = tuple[tuple[object, ...], frozenset[str], frozenset[tuple[object, ...]], tuple[str, ...]]


def outcome(desk: Desk, corrections: list[Correction]) -> Outcome:
    """The ranking, the reports that are there, the corrections, the numbers."""
    ranking = tuple((each.finder, each.score, each.firsts, each.false) for each in standings(desk.judged))
    corrected = frozenset(
        (each.number, each.place, each.printed, each.corrected, each.finder) for each in corrections
    )
    numbers = tuple(str(article.printed.number) for article in index_of(JANUARY).articles)
    return ranking, frozenset(report.letter for report in desk.reports), corrected, numbers


def check_orders(times: int, seed: int) -> int:
    """Run that many random orders; every one must come to the same. Gives how many did."""
    chance, read = random.Random(seed), functools.cache(resolve)
    all_reports = reports()
    all_verdicts = verdicts(open_desk(all_reports, [], read, DEADLINE))
    settled = open_desk(all_reports, all_verdicts, read, DEADLINE)
    wanted = outcome(settled, list(corrections_of(settled, [], _DAY)))
    assert wanted[0] and wanted[2]
    for time in range(times):
        assert _walk(chance, all_reports, all_verdicts, read) == wanted, f"order {time} of seed {seed}"
    return times


def _walk(
    chance: random.Random, all_reports: list[Report], all_verdicts: list[Verdict], read: object
) -> Outcome:
    """Reports in batches with repeats, verdicts between them, corrections at any time after their verdicts are all in."""
    steps: list[tuple[str, object]] = [
        ("report", report) for report in all_reports for _ in range(chance.choice((1, 1, 2)))
    ]
    steps += [("verdict", verdict) for verdict in all_verdicts]
    chance.shuffle(steps)
    inbox: dict[str, Report] = {}
    given: list[Verdict] = []
    for _, thing in steps:
        if isinstance(thing, Report):
            inbox.setdefault(thing.letter, thing)
        elif isinstance(thing, Verdict):
            given.append(thing)
    assert callable(read)
    desk = open_desk(inbox.values(), given, read, DEADLINE)
    known: list[Correction] = []
    for _ in range(chance.choice((1, 2, 3))):
        fresh = list(corrections_of(desk, known, _DAY))
        chance.shuffle(fresh)
        known += fresh[: max(1, chance.randrange(len(fresh) + 1))]
    known += corrections_of(desk, known, _DAY)
    return outcome(desk, known)


if __name__ == "__main__":
    sys.stdout.write(
        f"{check_orders(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, seed=2101)} orders, one outcome\n"
    )
