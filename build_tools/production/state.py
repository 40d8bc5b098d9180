"""存底: what the last build knew of every issue, so that the next opens only what has changed.

In: the storeroom. Out: :class:`State`. Whatever it says is believed only under the key that goes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from build_tools.markup.pinyin import Answers
from build_tools.production.copies import KIND as COPY
from build_tools.production.copies import CopyFacts
from build_tools.production.inputs import digest_of
from build_tools.production.making import KIND as ISSUE
from build_tools.production.making import IssueFacts
from build_tools.production.parcels import packed, unpacked
from build_tools.production.printing import PrintFacts
from build_tools.production.unchanged import Order
from build_tools.site.search.files import VolumeFacts
from build_tools.store.packs import Store

_KIND = "state"


@dataclass(slots=True)
class State:
    """存底, by issue; volumes of the search by name, each with its key."""

    copies: dict[str, CopyFacts] = field(default_factory=dict)
    prints: dict[str, PrintFacts] = field(default_factory=dict)
    issues: dict[str, IssueFacts] = field(default_factory=dict)
    volumes: dict[str, tuple[str, VolumeFacts]] = field(default_factory=dict)

    complaints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Unit of the website → what was complained of when it was made."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """What every issue depended on."""
    answers: Answers = field(default_factory=dict)
    """What the dictionaries were asked for."""

    def forget_lost(self, store: Store) -> None:
        """Keep nothing of issues whose copy, or what it was made into, the storeroom has lost."""
        self.copies = {name: facts for name, facts in self.copies.items() if store.has(COPY, facts.key)}
        self.issues = {name: facts for name, facts in self.issues.items() if store.has(ISSUE, facts.key)}

    @property
    def packs(self) -> list[tuple[str, str]]:
        """What the storeroom must not throw away."""
        return [(COPY, facts.key) for facts in self.copies.values()] + [(ISSUE, facts.key) for facts in self.issues.values()]

    def forget_all_but(self, names: Collection[str]) -> None:
        """Keep nothing of issues that are no longer there."""
        self.copies = {name: facts for name, facts in self.copies.items() if name in names}
        self.prints = {name: facts for name, facts in self.prints.items() if name in names}
        self.issues = {name: facts for name, facts in self.issues.items() if name in names}


def read_state(order: Order, program: str) -> State:
    """The last build's of this kind by this ``program`` (its digest), or an empty one."""
    kept = order.store.get(_KIND, _key(order, program))
    found = unpacked(kept["state"]) if kept else None
    return found if isinstance(found, State) else State()


def write_state(order: Order, program: str, state: State) -> None:
    """Keep it for the next build. Raises OSError."""
    order.store.put(_KIND, _key(order, program), {"state": packed(state)})


def _key(order: Order, program: str) -> str:
    return digest_of(order.kind, program)
