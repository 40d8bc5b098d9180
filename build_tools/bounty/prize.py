"""评奖: the month's ranking by a published rule, and a draw that anybody can check.

In: judged faults with their claims, no names. Out: ranking, winners' codes, the digest that seeds the draw.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from build_tools.bounty.merging import Filed

RULE = (
    "名次先比净分：每处属实的差错，按计错表的分值给每位按时报出它的读者，一人一处只计一次；每处不属实的减0.5，减到0为止。",
    "净分相同，比首报的处数；再相同，比误报，少者在前；仍相同，抽签。",
    "抽签：把封存的裁定的SHA-256与事先公布的公开数值连在一起，再与各人代号连在一起取SHA-256，小者在前。",
    "第一名得最佳“啄木鸟”，其后按名次得优秀“啄木鸟”；一人至多一奖；净分为0的不得奖。",
)
"""Printed on the public page."""
_FALSE = Fraction(1, 2)


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
    """One reader's month. ``lot`` is the hash that decides ties, "" before the draw."""

    finder: str
    score: Fraction
    firsts: int
    false: int
    accepted: int
    lot: str = ""

    @property
    def merit(self) -> tuple[Fraction, int, int]:
        """What decides before the lot."""
        return -self.score, -self.firsts, self.false


def standings(judged: Iterable[Judged], seed: str = "") -> tuple[Standing, ...]:
    """Everybody who sent a claim on time, best first. The order of the input does not matter."""
    gained: dict[str, Fraction] = defaultdict(Fraction)
    firsts: dict[str, int] = defaultdict(int)
    false: dict[str, int] = defaultdict(int)
    accepted: dict[str, int] = defaultdict(int)
    everybody: set[str] = set()
    for fault in judged:
        on_time = list(dict.fromkeys(filed.finder for filed in sorted(fault.claims, key=lambda filed: filed.key) if not filed.late))
        everybody.update(on_time)
        for place, finder in enumerate(on_time):
            gained[finder] += fault.counts if fault.accepted else 0
            accepted[finder] += fault.accepted
            firsts[finder] += fault.accepted and place == 0
            false[finder] += fault.rejected
    found = [
        Standing(finder, max(Fraction(0), gained[finder] - _FALSE * false[finder]), firsts[finder], false[finder], accepted[finder], lot(seed, finder) if seed else "")
        for finder in everybody
    ]
    return tuple(sorted(found, key=lambda each: (each.merit, each.lot, each.finder)))


def lot(seed: str, finder: str) -> str:
    """抽签号: SHA-256 of seed and code, in hex."""
    return hashlib.sha256(f"{seed}\n{finder}".encode()).hexdigest()


def seed_of(digest: str, value: str) -> str:
    """种子: the digest of the sealed verdicts and the public value that was named beforehand."""
    return hashlib.sha256(f"{digest}\n{value.strip()}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Award:
    """得奖: codes, best first, and which places the lot decided."""

    best: tuple[str, ...]
    excellent: tuple[str, ...]
    by_lot: tuple[str, ...]


def award(ranking: tuple[Standing, ...], gifts: int) -> Award:
    """The first, and the next ``gifts``; nobody without a score."""
    worthy = [each for each in ranking if each.score > 0]
    chosen = worthy[: 1 + gifts]
    edges = {1, len(chosen)} if len(worthy) > len(chosen) else {1}
    drawn = [
        each.finder
        for edge in edges
        if 0 < edge < len(worthy) and worthy[edge - 1].merit == worthy[edge].merit
        for each in worthy
        if each.merit == worthy[edge].merit
    ]
    return Award(tuple(each.finder for each in chosen[:1]), tuple(each.finder for each in chosen[1:]), tuple(dict.fromkeys(drawn)))


# The sealed ballot


def ballot_text(judged: Iterable[Judged]) -> str:
    """封存的裁定 as text: one line a fault, in one order, without persons. Its digest seeds the draw."""
    lines = []
    for fault in sorted(judged, key=lambda fault: fault.name):
        claims = [[filed.receipt, filed.ordinal, filed.finder, filed.received, filed.late] for filed in sorted(fault.claims, key=lambda filed: filed.key)]
        state = "accepted" if fault.accepted else "rejected" if fault.rejected else "other"
        lines.append(json.dumps({"fault": fault.name, "state": state, "counts": str(fault.counts), "claims": claims}, ensure_ascii=True))
    return "".join(f"{line}\n" for line in lines)


def digest_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
