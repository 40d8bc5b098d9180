"""并案: claims of different readers on the same fault become one.

In: claims with who sent them and when. Out: :class:`SameFault` groups, first finder first; nothing depends on the order of imports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.bounty.claims import Claim, Edit, Part, Spot


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
    """Group claims on the same place and fault. Claims without a place of their own stay alone."""
    by_spot: dict[Spot, list[Filed]] = defaultdict(list)
    alone: list[SameFault] = []
    for each in sorted(filed, key=lambda each: each.key):
        spot = each.claim.spot
        if spot is None or spot.part == Part.ARTICLE.value or each.claim.edit is None:
            alone.append(SameFault(spot, (each,)))
        else:
            by_spot[spot].append(each)
    groups = [SameFault(spot, tuple(group)) for spot, here in by_spot.items() for group in _cluster(here)]
    return tuple(sorted((*groups, *alone), key=lambda fault: fault.claims[0].key))


def _cluster(here: list[Filed]) -> list[list[Filed]]:
    """Join what overlaps; then give each wide claim to the one narrow group inside it, if there is only one.

    All is decided on the whole set, so the order in which claims came in does not matter.
    """
    narrow = _closure([filed for filed in here if filed.claim.edit and not filed.claim.edit.wide])
    for group in _closure([filed for filed in here if filed.claim.edit and filed.claim.edit.wide]):
        home = _home(group, narrow)
        if home is None:
            narrow.append(group)
        else:
            home += group
    return [sorted(group, key=lambda filed: filed.key) for group in narrow]


def _home(wide: list[Filed], groups: list[list[Filed]]) -> list[Filed] | None:
    inside = [group for group in groups if any(_touches(one.claim.edit, other.claim.edit) for one in wide for other in group)]
    wanted = {filed.claim.edit.replacement for filed in wide if filed.claim.edit and filed.claim.edit.replacement}
    alike = [group for group in inside if wanted & {filed.claim.edit.replacement for filed in group if filed.claim.edit}]
    chosen = alike or inside
    return chosen[0] if len(chosen) == 1 else None


def _touches(one: Edit | None, other: Edit | None) -> bool:
    return bool(one and other and min(one.end, other.end) >= max(one.start, other.start))


def _closure(here: list[Filed]) -> list[list[Filed]]:
    by_edit: dict[Edit, list[Filed]] = defaultdict(list)
    for filed in here:
        if filed.claim.edit:
            by_edit[filed.claim.edit].append(filed)
    groups: list[tuple[list[Edit], list[Filed]]] = []
    for edit, same in by_edit.items():
        joined = [group for group in groups if any(same_fault(edit, other) for other in group[0])]
        groups = [group for group in groups if group not in joined]
        edits = [edit, *(other for group in joined for other in group[0])]
        groups.append((edits, same + [filed for group in joined for filed in group[1]]))
    return [filed for _, filed in groups]


def same_fault(one: Edit | None, other: Edit | None) -> bool:
    """Whether two changes of one piece are about the same fault."""
    if one is None or other is None:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    if one.wide or other.wide:
        return shared * 2 >= max(one.end - one.start, other.end - other.start)
    if one.word and other.word and min(one.word[1], other.word[1]) > max(one.word[0], other.word[0]):
        return True
    vague = one.replacement is None or other.replacement is None
    if one.start == one.end or (vague and not (one.printed + other.printed).isalnum()) or other.start == other.end:
        # An insertion belongs to the word it touches.
        return shared >= 0
    return shared > 0
