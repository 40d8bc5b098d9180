"""评奖: the month's ranking by a published rule. The draw itself is :mod:`build_tools.model.ballot`.

In: judged faults with their claims, no names. Out: what each reader gained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from build_tools.bounty.merging import Filed

RULE = (
    "名次先比净分：每处属实的差错，按计错表的分值给每位按时报出它的读者，一人一处只计一次；每处不属实的减0.5，减到0为止。",
    "净分相同，比首报的处数；再相同，比误报，少者在前；仍相同，抽签。",
    "来信时间不明的，算作按时；同一处里时间不明的、与最早的分不出先后的（时间相同，或只知道是同一天），都算首报。",
    "抽签：把选票的摘要、公开数值、代号各占一行连在一起，取SHA-256，小者在前。",
    "第一名得最佳“啄木鸟”，其后按名次得优秀“啄木鸟”；一人至多一奖；净分为0的不得奖。",
)
"""Stands in every ballot, and word for word on the public page (content/bounty.md)."""
_FALSE = Fraction(1, 2)
_END_OF_DAY = "0000-00-00T23:59:59.999999"
"""What a time that is told to the day or the minute may be at most, written on from where it ends."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fault that was decided: what it counts (0 when not accepted) and who told of it, first first."""

    name: str
    accepted: bool
    rejected: bool
    counts: Fraction
    claims: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One reader's month."""

    finder: str
    score: Fraction
    firsts: int
    false: int
    accepted: int

    @property
    def merit(self) -> tuple[Fraction, int, int]:
        """What decides before the lot."""
        return -self.score, -self.firsts, self.false


def first_finders(claims: Iterable[Filed]) -> tuple[str, ...]:
    """Whoever may have been first of those who wrote on time, or of all where nobody did; in order of arrival.

    An unclear time is held against nobody: neither against who sent it, nor against who is known to be first; nor is a time
    that is known to the day or the minute only, for one that is the same as far as it goes.
    """
    told = sorted(claims, key=lambda filed: filed.key)
    told = [filed for filed in told if not filed.late] or told
    latest = min(
        (filed.received + _END_OF_DAY[len(filed.received) :] for filed in told if filed.received), default=""
    )
    return tuple(
        dict.fromkeys(filed.finder for filed in told if not filed.received or filed.received <= latest)
    )


def standings(judged: Iterable[Judged]) -> tuple[Standing, ...]:
    """Everybody who sent a claim on time, best first; equals by code. The order of the input does not matter."""
    gained: dict[str, Fraction] = defaultdict(Fraction)
    firsts: dict[str, int] = defaultdict(int)
    false: dict[str, int] = defaultdict(int)
    accepted: dict[str, int] = defaultdict(int)
    everybody: set[str] = set()
    for fault in judged:
        told = [filed for filed in sorted(fault.claims, key=lambda filed: filed.key) if not filed.late]
        on_time = list(dict.fromkeys(filed.finder for filed in told))
        first = first_finders(told)
        everybody.update(on_time)
        for finder in on_time:
            gained[finder] += fault.counts if fault.accepted else 0
            accepted[finder] += fault.accepted
            firsts[finder] += fault.accepted and finder in first
            false[finder] += fault.rejected
    found = [
        Standing(
            finder,
            max(Fraction(0), gained[finder] - _FALSE * false[finder]),
            firsts[finder],
            false[finder],
            accepted[finder],
        )
        for finder in everybody
    ]
    return tuple(sorted(found, key=lambda each: (each.merit, each.finder)))
