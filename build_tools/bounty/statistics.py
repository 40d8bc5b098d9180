"""统计: counts that the newsroom looks at, without persons.

In: a desk. Out: plain numbers, ready for charts and for a file that may be published.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_tools.bounty.claims import MessageKind
from build_tools.bounty.desk import Desk
from build_tools.bounty.rounds import Slipped, by_round, missed
from build_tools.bounty.scoring import ErrorRate
from build_tools.bounty.weights import BY_CODE
from build_tools.model import PrintedText
from build_tools.readers.proofs import RecordedRound


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One issue in numbers. Lists are (label, count), in the order to draw them."""

    issue: str
    reports: int
    non_reports: int
    claims: int
    faults: int
    accepted: int
    by_kind: tuple[tuple[str, int], ...]
    by_page: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[str, int], ...]
    days_to_verdict: tuple[tuple[str, int], ...]
    rate: float
    """差错率 in 1/10000, an estimate of our own."""
    by_round: tuple[tuple[str, int], ...] = ()
    """校次: when each printed error came in."""
    missed: tuple[tuple[str, int], ...] = ()
    """Each round of proofs with the printed errors that stood in it."""

    @property
    def duplicates(self) -> float:
        """Share of claims that told of a fault somebody had told of already."""
        return 1 - self.faults / self.claims if self.claims else 0.0


def figures_of(
    issue: str,
    desk: Desk,
    rate: ErrorRate,
    texts: Mapping[str, PrintedText],
    rounds: Sequence[RecordedRound] = (),
) -> MonthFigures:
    """Count one issue; ``texts`` gives what was printed under a number, ``rounds`` the proofs it went through."""
    accepted = [case for case in desk.cases if case.state == "accepted"]
    kinds = Counter(
        BY_CODE[case.settled.verdict.kind].name
        if case.settled.verdict and case.settled.verdict.kind in BY_CODE
        else "未分类"
        for case in accepted
    )
    sections = Counter(_section(texts, str(case.fault.spot.number)) for case in accepted if case.fault.spot)
    slipped = [
        Slipped(texts[str(spot.number)], case.settled.verdict.printed)
        for case in accepted
        if case.settled.verdict and (spot := case.settled.verdict.spot) and str(spot.number) in texts
    ]
    days = Counter(report.received[:10] or "时间不明" for report in desk.reports)
    return MonthFigures(
        issue,
        len(desk.reports),
        sum(kind is not MessageKind.REPORT for kind in desk.kinds.values()),
        sum(len(case.fault.claims) for case in desk.cases),
        len(desk.cases),
        len(accepted),
        tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(sections.items(), key=lambda item: (-item[1], item[0]))),
        tuple(sorted(days.items())),
        _waiting(desk),
        rate.in_ten_thousand,
        by_round(slipped, rounds),
        missed(slipped, rounds),
    )


def _section(texts: Mapping[str, PrintedText], number: str) -> str:
    return texts[number].section or "启事" if number in texts else "其他"


def over_months(months: Sequence[Sequence[tuple[str, int]]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Rows of several months → (label, its count in each month), the most frequent first."""
    counts = [dict(rows) for rows in months]
    labels = dict.fromkeys(label for rows in months for label, _ in rows)
    found = [(label, tuple(each.get(label, 0) for each in counts)) for label in labels]
    return tuple(sorted(found, key=lambda row: (-sum(row[1]), row[0])))


def parse_figures(document: Mapping[str, Any]) -> MonthFigures:
    """Figures as they stand in public.json."""
    lists = ("by_kind", "by_page", "by_day", "days_to_verdict", "by_round", "missed")
    # Months that were published before proofs were counted have no rounds.
    rows: dict[str, Any] = {
        key: tuple((str(label), int(count)) for label, count in document.get(key, ())) for key in lists
    }
    counts: dict[str, Any] = {
        key: int(document[key]) for key in ("reports", "non_reports", "claims", "faults", "accepted")
    }
    return MonthFigures(issue=str(document["issue"]), rate=float(document["rate"]), **counts, **rows)


def _waiting(desk: Desk) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for case in desk.cases:
        if case.settled.verdict:
            found[_span(case.fault.claims[0].received, case.settled.verdict.at)] += 1
    return tuple((label, found[label]) for label in ("当天", "1—3天", "4—7天", "7天以上") if found[label])


def _span(received: str, decided: str) -> str:
    try:
        days = (datetime.date.fromisoformat(decided[:10]) - datetime.date.fromisoformat(received[:10])).days
    except ValueError:
        return "当天"
    return "当天" if days <= 0 else "1—3天" if days <= 3 else "4—7天" if days <= 7 else "7天以上"
