"""啄木鸟台: everything of one issue put together: reports, claims, same faults, verdicts, counts.

In: reports and verdicts in any order. Out: :class:`Desk`, the same for the same set of both.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from build_tools.bounty.claims import Claim, MessageKind, Resolution
from build_tools.bounty.merging import Filed, Grouping, SameFault, merge, regrouped
from build_tools.bounty.prize import Judged
from build_tools.bounty.report import Report
from build_tools.bounty.scoring import Counted, count_faults
from build_tools.bounty.verdicts import Decision, Settled, Verdict, settle, verdicts_by_claim

Resolver = Callable[[str], Resolution]


@dataclass(frozen=True, slots=True)
class Case:
    """一案: one fault, the claims on it, what the judges said, what it counts."""

    fault: SameFault
    settled: Settled
    counted: Counted | None = None

    @property
    def since(self) -> tuple[Filed, ...]:
        """Claims that came to the case by themselves after it was judged: nobody has looked at them."""
        said = {claim for verdict in self.settled.each for claim in verdict.claims}
        seen = said | self.fault.joined
        return tuple(filed for filed in self.fault.claims if said and filed.name not in seen)

    @property
    def state(self) -> str:
        """``open``, ``disputed`` or the decision."""
        if self.settled.verdict:
            return self.settled.verdict.decision.value
        if self.settled.disputed:
            return "disputed"
        return "unsure" if self.settled.each else "open"


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole of one issue. ``kinds`` says what each message is; every report is in it, none is lost.

    ``leads``: letter → what a message that was taken for no report would tell of; a verdict on it makes it a report.
    """

    reports: tuple[Report, ...]
    kinds: Mapping[str, MessageKind]
    cases: tuple[Case, ...]
    leads: Mapping[str, tuple[Filed, ...]]

    @property
    def judged(self) -> tuple[Judged, ...]:
        """What the prize counts."""
        return tuple(
            Judged(
                case.fault.name,
                case.state == Decision.ACCEPTED.value,
                case.state == Decision.REJECTED.value,
                case.counted.counts if case.counted else Fraction(0),
                case.fault.claims,
            )
            for case in self.cases
        )

    @property
    def counted(self) -> tuple[Counted, ...]:
        """Every accepted fault with what it counts."""
        return tuple(case.counted for case in self.cases if case.counted)


def open_desk(
    reports: Iterable[Report],
    verdicts: Iterable[Verdict],
    resolve: Resolver,
    deadline: str,
    groupings: Iterable[Grouping] = (),
) -> Desk:
    """Resolve, merge, settle and count. ``deadline`` is the last day that counts, ``2021-02-01``."""
    ordered = tuple(sorted(reports, key=lambda report: report.order))
    read = functools.lru_cache(maxsize=20_000)(resolve)
    kinds: dict[str, MessageKind] = {}
    filed: list[Filed] = []
    leads: dict[str, tuple[Filed, ...]] = {}
    for report in ordered:
        resolution = read(report.text)
        kinds[report.letter] = resolution.kind
        late = report.received[:10] > deadline
        filed += _filed(report, late, resolution.claims)
        if resolution.leads:
            leads[report.letter] = _filed(report, late, resolution.leads)
    return settle_desk(
        Desk(ordered, kinds, tuple(Case(fault, settle(())) for fault in merge(filed)), leads),
        tuple(verdicts),
        groupings=tuple(groupings),
    )


def _filed(report: Report, late: bool, claims: Sequence[Claim]) -> tuple[Filed, ...]:
    return tuple(
        Filed(report.letter, place, report.finder, report.received, late, claim)
        for place, claim in enumerate(claims, 1)
    )


def settle_desk(
    desk: Desk,
    verdicts: tuple[Verdict, ...],
    adopt: Collection[str] = (),
    groupings: tuple[Grouping, ...] = (),
) -> Desk:
    """The desk by these verdicts. What a verdict names, or ``adopt`` (letters), is a report whatever it was taken for."""
    named = {
        *adopt,
        *(claim.rpartition("#")[0] for verdict in verdicts for claim in verdict.claims),
    } & desk.leads.keys()
    faults = tuple(case.fault for case in desk.cases)
    if named or groupings:
        # From the claims anew: what was put together may have been taken apart again since.
        filed = [filed for fault in faults for filed in fault.claims]
        filed += [filed for letter in sorted(named) for filed in desk.leads[letter]]
        faults = regrouped(merge(filed), groupings)
    leads = {letter: filed for letter, filed in desk.leads.items() if letter not in named}
    return Desk(
        desk.reports,
        {**desk.kinds, **dict.fromkeys(named, MessageKind.REPORT)},
        judge_cases(faults, as_meant(verdicts, groupings)),
        leads,
    )


def as_meant(verdicts: Iterable[Verdict], groupings: Iterable[Grouping]) -> tuple[Verdict, ...]:
    """The verdicts without the claims that a judge has taken apart from them since: those are another fault, and nobody has
    judged it. Claims that left together keep what was said of all of them."""
    apart = sorted((each for each in groupings if not each.together), key=lambda each: each.key)
    found = []
    for verdict in verdicts:
        claims = verdict.claims
        for grouping in apart:
            rest = tuple(claim for claim in claims if claim not in grouping.claims)
            if grouping.at > verdict.at and rest:
                claims = rest
        found.append(verdict if claims == verdict.claims else replace(verdict, claims=claims))
    return tuple(found)


def judge_cases(faults: tuple[SameFault, ...], verdicts: tuple[Verdict, ...]) -> tuple[Case, ...]:
    """Give every fault the verdicts that name any of its claims, and weigh what is accepted."""
    by_claim = verdicts_by_claim(verdicts)
    cases = []
    for fault in faults:
        own = dict.fromkeys(verdict for filed in fault.claims for verdict in by_claim.get(filed.name, ()))
        cases.append(Case(fault, settle(own)))
    accepted = {
        case.fault.name: verdict
        for case in cases
        if (verdict := case.settled.verdict) and verdict.decision is Decision.ACCEPTED
    }
    counted = {each.verdict: each for each in count_faults(dict.fromkeys(accepted.values()))}
    return tuple(
        Case(
            case.fault,
            case.settled,
            counted.get(accepted[case.fault.name]) if case.fault.name in accepted else None,
        )
        for case in cases
    )
