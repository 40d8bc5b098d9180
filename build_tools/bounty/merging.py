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
    """一处报错 as received: ``receipt`` and ``ordinal`` name it, ``finder`` is the keyed hash of who sent it."""

    receipt: str
    ordinal: int
    finder: str
    received: str
    """ISO 8601 with offset, or a date."""
    late: bool
    claim: Claim

    @property
    def key(self) -> tuple[str, str, int]:
        """By time received, then by receipt: the same whatever the order of imports."""
        return self.received, self.receipt, self.ordinal

    @property
    def name(self) -> str:
        """``receipt#ordinal``, as verdicts name it."""
        return f"{self.receipt}#{self.ordinal}"


@dataclass(frozen=True, slots=True)
class SameFault:
    """同一处差错: the claims on it, the first received first. ``spot`` None when no place is known."""

    spot: Spot | None
    claims: tuple[Filed, ...]

    @property
    def first(self) -> Filed:
        """首报: the first on time, else the first."""
        return next((filed for filed in self.claims if not filed.late), self.claims[0])

    @property
    def clearest(self) -> Claim:
        """The claim that says best what is wrong: the first sure one with a replacement, else the first."""
        told = [filed.claim for filed in self.claims if filed.claim.edit and filed.claim.edit.replacement is not None and not filed.claim.edit.wide]
        sure = [claim for claim in told if claim.sure]
        return (sure or told or [self.claims[0].claim])[0]

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
        faults += [SameFault(spot, tuple(here[place] for place in sorted(group))) for group in cluster([each.claim for each in here])]
    return tuple(sorted(faults, key=lambda fault: fault.claims[0].key))
