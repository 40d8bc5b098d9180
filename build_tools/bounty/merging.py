"""并案: claims of different readers on the same fault become one.

In: claims with who sent them and when. Out: :class:`SameFault` groups, first finder first; nothing depends on the order of imports.
The rule stands in :mod:`build_tools.bounty.same_fault`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.bounty.claims import Claim, Spot
from build_tools.bounty.same_fault import cluster


@dataclass(frozen=True, slots=True)
class Filed:
    """一处报错 as received: ``letter`` and ``ordinal`` name it, ``finder`` is the keyed hash of who sent it."""

    letter: str
    ordinal: int
    finder: str
    received: str
    """ISO 8601, or a date; "" where the time is unclear."""
    late: bool
    claim: Claim

    @property
    def key(self) -> tuple[str, str, int]:
        """By time received, unclear times last, then by letter: the same whatever the order of imports."""
        return self.received or "9999", self.letter, self.ordinal

    @property
    def name(self) -> str:
        """``letter#ordinal``, as verdicts name it."""
        return f"{self.letter}#{self.ordinal}"


@dataclass(frozen=True, slots=True)
class SameFault:
    """同一处差错: the claims on it, the first received first. ``spot`` None when no place is known."""

    spot: Spot | None
    claims: tuple[Filed, ...]
    joined: frozenset[str] = frozenset()
    """Claims that a judge has put here, by name."""

    @property
    def first(self) -> Filed:
        """首报: the first on time, else the first."""
        return next((filed for filed in self.claims if not filed.late), self.claims[0])

    @property
    def clearest(self) -> Claim:
        """The claim that says best what is wrong: one that the print bears out, a sure one, one with a replacement, the first."""
        told = [
            filed.claim
            for filed in self.claims
            if filed.claim.edit and filed.claim.edit.replacement is not None
        ]
        borne = [claim for claim in told if claim.borne]
        sure = [claim for claim in borne if claim.sure]
        return (sure or borne or told or [self.claims[0].claim])[0]

    @property
    def sure(self) -> bool:
        """Whether any claim on it is sure of the place."""
        return any(filed.claim.sure for filed in self.claims)

    @property
    def name(self) -> str:
        """Named after its first claim, so that a new claim on it changes no name unless it came earlier."""
        return self.claims[0].name

    @property
    def finders(self) -> tuple[str, ...]:
        """Everybody who found it, each once, in order of time: a reader's own repeats are folded."""
        return tuple(dict.fromkeys(filed.finder for filed in self.claims))


def merge(filed: Iterable[Filed]) -> tuple[SameFault, ...]:
    """Group claims on the same place and fault. Claims without a place stay alone."""
    by_spot: dict[Spot, list[Filed]] = defaultdict(list)
    faults: list[SameFault] = []
    for each in sorted(filed, key=lambda each: each.key):
        if each.claim.spot is None:
            faults.append(SameFault(None, (each,)))
        else:
            by_spot[each.claim.spot].append(each)
    for spot, here in by_spot.items():
        faults += [
            SameFault(spot, tuple(here[place] for place in sorted(group)))
            for group in cluster([each.claim for each in here])
        ]
    return tuple(sorted(faults, key=lambda fault: fault.claims[0].key))


@dataclass(frozen=True, slots=True)
class Grouping:
    """并、分: a judge's word that claims are one fault (``together``), or that they are another one than the rest."""

    claims: tuple[str, ...]
    together: bool
    judge: str
    at: str

    @property
    def key(self) -> tuple[str, str, bool, tuple[str, ...]]:
        """Later words come later, whatever the order of the lines."""
        return self.at, self.judge, self.together, self.claims


def regrouped(faults: Iterable[SameFault], groupings: Iterable[Grouping]) -> tuple[SameFault, ...]:
    """The faults as judges have put them together and taken them apart; the last word counts."""
    groups = [list(fault.claims) for fault in faults]
    groupings = tuple(groupings)
    joined = frozenset(claim for grouping in groupings if grouping.together for claim in grouping.claims)
    for grouping in sorted(groupings, key=lambda each: each.key):
        named = {*grouping.claims}
        if grouping.together:
            touched = [group for group in groups if any(filed.name in named for filed in group)]
            rest = [group for group in groups if group not in touched]
            groups = [*rest, [filed for group in touched for filed in group]] if touched else rest
        else:
            taken = [filed for group in groups for filed in group if filed.name in named]
            left = [[filed for filed in group if filed.name not in named] for group in groups]
            groups = [group for group in left if group] + ([taken] if taken else [])
    found = []
    for group in groups:
        claims = tuple(sorted(group, key=lambda filed: filed.key))
        spot = next((filed.claim.spot for filed in claims if filed.claim.spot), None)
        found.append(SameFault(spot, claims, joined & {filed.name for filed in claims}))
    return tuple(sorted(found, key=lambda fault: fault.claims[0].key))
