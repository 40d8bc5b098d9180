"""订单: what is asked for, and whether anything is to be done at all.

In: the paper's folder and an order. Out: what the last build said, if nothing that it depends on has changed since and
its output is as it left it. Loads nothing that reads, sets or renders, so that the answer comes at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostic
from build_tools.production.inputs import Inputs, take_inputs
from build_tools.store import CACHE
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of
from build_tools.store.fingerprints import Fingerprints
from build_tools.store.trees import Trees

if TYPE_CHECKING:  # who finds nothing changed need not load what reads Chinese
    from build_tools.markup.pinyin import Answers

SITE = "dist/site"
PREVIEW = "dist/.preview/site"
SHARDS = "dist/shards"
PRINT, READY = "dist/print", "dist/.print.new"
"""What is printed lies ready until the website that shows it changes places with the old one; then both are there at once."""


@dataclass(frozen=True, slots=True)
class Order:
    """订单: what is asked for. Crosses from process to process."""

    root: Path
    issues: tuple[str, ...] = ()
    """The issues to print; none named, all."""
    web_only: bool = False
    """No print is made, and the website shows none."""
    shard: tuple[int, int] | None = None
    """(3, 8) for the third of eight parts: made on this machine, published on another."""
    preview: bool = False
    """Shown on this machine only, in a tree of its own, as far as faults allow."""

    @property
    def cache(self) -> Cache:
        """The paper's storeroom; a shard has one of its own, to be carried to another machine."""
        own = self.root / CACHE
        return Cache(self.root / shard_folder(*self.shard), behind=own) if self.shard else Cache(own)

    @property
    def kind(self) -> str:
        """Orders of one kind share what the last build knew."""
        return "shard" if self.shard else "web" if self.web_only else "whole"

    @property
    def site(self) -> Path:
        """The folder of the website."""
        return self.root / (PREVIEW if self.preview else SITE)

    @property
    def trees(self) -> Trees:
        """The website as it lies there."""
        return Trees(self.site, self.root / CACHE / "trees" / ("preview" if self.preview else "site"))

    def open_fingerprints(self) -> Fingerprints:
        """The digests of the paper's files as they were the last time."""
        return Fingerprints(self.root / CACHE / "fingerprints", self.root)


def shard_folder(place: int, count: int) -> str:
    """dist/shards/3-of-8."""
    return f"{SHARDS}/{place}-of-{count}"


def in_shard(names: Sequence[str], place: int, count: int) -> tuple[str, ...]:
    """The issues of one shard: every ``count``-th, so that new and old, thick and thin ones are shared out. ``place`` from 1."""
    return tuple(names[place - 1 :: count])


@dataclass(frozen=True, slots=True)
class Built:
    """出报: everything that was found, the print PDFs, issues left off the website. ``done``: whether anything was published."""

    diagnostics: tuple[Diagnostic, ...]
    pdfs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    done: bool = False
    everything: tuple[str, ...] = ()
    """What was changed that every issue depends on, so that all were made again."""
    at_home: tuple[str, ...] = ()
    """Unsigned issues that were printed and are not on the website."""
    late: tuple[str, ...] = ()
    """Signed issues in whose ledger this build wrote something: numbers of what came late, or what was withdrawn."""
    others: tuple[str, ...] = ()
    """Plugins, hooks and extensions that take part in pages, so that every page is made at every build."""


@dataclass(frozen=True, slots=True)
class Last:
    """上次: what one build leaves to the next of its kind: everything's digest, what was said, what every issue depends on,
    what the dictionaries have been asked."""

    key: str = ""
    built: Built = Built(())
    shared: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)


def read_last(order: Order, program: str) -> Last:
    """Of the last build of this kind by this ``program`` (its digest)."""
    return order.cache.get_value("last", digest_of(order.kind, program), Last) or Last()


def keep_last(order: Order, program: str, last: Last) -> None:
    """For the next build. Raises OSError."""
    order.cache.put_value("last", digest_of(order.kind, program), last)


def order_key(order: Order, inputs: Inputs, prints: Fingerprints, ready: Collection[str] = ()) -> str:
    """One digest for everything that the order's output depends on, what lies in dist/print or lies ``ready`` included."""
    printed = printed_digests(order, inputs.names, prints, ready).values()
    return digest_of(order.kind, inputs.whole, "names", *order.issues, "print", *printed)


@dataclass(frozen=True, slots=True)
class Look:
    """一看: everything in the paper's folder as it is now."""

    prints: Fingerprints
    inputs: Inputs


def look(order: Order) -> Look:
    """Look at every file once. Raises OSError if one cannot be read."""
    prints = order.open_fingerprints()
    return Look(prints, take_inputs(order.root, prints, printed=not order.web_only))


def as_before(order: Order, seen: Look) -> Built | None:
    """What the last build said, if it would do nothing new; else None."""
    trees = order.trees
    if not trees.note:
        return None
    key = order_key(order, seen.inputs, seen.prints)
    if trees.note != key or not trees.intact():
        return None
    last = read_last(order, seen.inputs.program)
    return last.built if last.key == key else None


def printed_digests(
    order: Order, names: Sequence[str], prints: Fingerprints, ready: Collection[str] = ()
) -> dict[str, str]:
    """What lies in dist/print of each issue, or lies ``ready`` for it; "" when the website shows no print."""
    if order.web_only:
        return dict.fromkeys(names, "")
    folders = {name: printed_folder(order.root, name, ready) for name in names}
    return {name: prints.tree(each, leave_out=_is_folder_of_press) for name, each in folders.items()}


def printed_folder(root: Path, issue: str, ready: Collection[str] = ()) -> Path:
    """Where the print of an issue lies, or lies ``ready``."""
    return root / (READY if issue in ready else PRINT) / issue


def _is_folder_of_press(name: str) -> bool:
    """The press package was signed off and is no part of what is built; proofs are nobody's input."""
    return "/" in name or not name.endswith((".pdf", ".json"))
