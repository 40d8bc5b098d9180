"""出报: the whole of a build: gather everything, then write, then swap in.

In: an order. Out: ``dist/print`` and ``dist/site``, each file or tree the old one or the new one at every moment; and
everything that was found. What has not changed is not read, set, rendered or written again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.checks import check_series
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import unknown_issues
from build_tools.markup.pinyin import newly_asked, recall
from build_tools.production.inputs import Inputs, lies_still, take_inputs
from build_tools.production.manuscripts import IssueSummary, LostIssue, read_copies, write_ledger
from build_tools.production.order import (
    Built,
    Last,
    Look,
    Order,
    in_shard,
    keep_last,
    look,
    order_key,
    printed_digests,
    printed_folder,
    read_last,
)
from build_tools.production.printing import KIND as PRINT
from build_tools.production.printing import (
    PrintJob,
    clear_ready,
    compose_page,
    print_copy,
    print_job,
    put_in_place,
)
from build_tools.production.publishing import Edition, Publication, make_only, publish
from build_tools.production.workers import Progress, Workers, unwatched
from build_tools.readers import misnamed_issues, read_paper
from build_tools.site.rendering import TEMPLATE
from build_tools.store import CACHE
from build_tools.store.digests import digest_of
from build_tools.store.fingerprints import Fingerprints
from build_tools.store.locks import locked

_KEPT_DAYS = 30
"""What no build has asked for in so long goes from the storeroom."""
_LEAD = 2.0
"""Seconds by which a file's clock may be behind the machine's (FAT)."""


def build(
    order: Order,
    count: int | None = None,
    progress: Progress = unwatched,
    waiting: Callable[[], None] = lambda: None,
    seen: Look | None = None,
) -> Built:
    """Build with ``count`` processes at most, as many as there are processors for None. Faults of the copy stop it before anything is written.

    With issues named, only their faults count: an unfinished other issue is left off the website. ``waiting`` is
    called once if another build is at work. ``seen`` is a look at the paper that was just taken. Raises OSError when something cannot be written; then the old output stands.
    """
    waits: list[bool] = []

    def wait() -> None:
        waits.append(True)
        waiting()

    with (
        locked(order.root / CACHE / "lock", wait),
        closing(Workers(order, count or os.cpu_count() or 1, progress)) as workers,
    ):
        # After waiting, the files are looked at once more: the other build may have written ledgers, and its record of files is the newer one.
        now = look(order) if waits or seen is None else seen
        try:
            clear_ready(order.root)
            run = _Run(order, workers, now.prints, now.inputs, read_last(order, now.inputs.program))
            recall(run.last.answers)
            return run.again_if_lost()
        finally:
            clear_ready(order.root)
            with suppress(OSError):  # what is not remembered is looked at again
                now.prints.save()


def assemble(
    order: Order,
    shards: Sequence[Path],
    count: int | None = None,
    progress: Progress = unwatched,
    waiting: Callable[[], None] = lambda: None,
) -> tuple[Built, tuple[str, ...]]:
    """合片: take in what other machines have made, then build; what is lacking or damaged is made here.

    The second value names the packs that were refused. Raises as :func:`build`.
    """
    with locked(order.root / CACHE / "lock", waiting):
        refused = [
            f"{shard.name}/{name}" for shard in shards for name in order.cache.adopt(shard, but=(TEMPLATE,))
        ]
    return build(order, count, progress, waiting), tuple(refused)


@dataclass(slots=True)
class _Run:
    """One build from beginning to end."""

    order: Order
    workers: Workers
    prints: Fingerprints
    inputs: Inputs
    last: Last
    ready: set[str] = field(default_factory=set)
    """The issues whose new print lies ready."""
    touched: set[str] = field(default_factory=set)
    """The issues that were read, printed or made anew."""
    late: tuple[str, ...] = ()
    """Signed issues in whose ledger something was written."""
    began: float = field(default_factory=time.time)

    def again_if_lost(self) -> Built:
        """What the storeroom has lost of an issue is made once more."""
        while True:
            try:
                return self.whole()
            except LostIssue:  # its summary is given up with it, so that it is read again
                self.ready.clear()

    def whole(self) -> Built:
        read = read_paper(self.order.root)
        found = [*read.diagnostics]
        if read.paper is None:
            return Built(sorted_diagnostics(found))
        found += misnamed_issues(self.order.root)
        found += unknown_issues(self.order.issues, self.inputs.names)
        copies, named = self._read(self.inputs.names), self.order.issues
        own = set(in_shard(self.inputs.names, *self.order.shard) if self.order.shard else self.inputs.names)
        kept = [each for each in copies if not (named and each.faulty) or each.name in named]
        left_out = tuple(each.name for each in copies if each not in kept)
        found += [fault for each in kept if each.name in own for fault in each.diagnostics]
        if not self.order.shard:
            found += check_series(tuple(each.plan for each in kept if each.plan))
        if any(fault.severity.blocks_build for fault in found):
            return Built(sorted_diagnostics(found))
        return self._write([each for each in kept if each.plan], own, found, left_out)

    def _write(
        self, kept: list[IssueSummary], own: set[str], found: list[Diagnostic], left_out: tuple[str, ...]
    ) -> Built:
        """Ledgers, print and website; of a shard print and pages of its ``own`` issues, into its storeroom: nothing is published."""
        kept = self._write_ledgers(kept)
        printed = [] if self.order.web_only else [each for each in self._numbered(kept) if each.name in own]
        found += self._print(printed)
        pdfs = tuple(str(self.workers.shop.pressroom.pdf_path(each.name)) for each in printed)
        # A draft stays at home: its numbers may still change, and who cites one from the website cites nothing.
        out = [each for each in kept if each.signed or self.workers.shop.paper.drafts]
        if self.order.shard:
            found += make_only(self.workers, self._edition(out), own & {each.name for each in out})
            self._put_in_place()
            return Built(sorted_diagnostics(found), pdfs, done=True)
        publication = self._publish(out)
        built = Built(
            sorted_diagnostics([*found, *publication.diagnostics]),
            pdfs,
            left_out,
            done=publication.complete,
            everything=self._changed_for_all(),
            others=publication.others,
            at_home=tuple(each.name for each in kept if each not in out),
            late=self.late,
        )
        if not publication.still:
            self.order.cache.forget_since(self.began - _LEAD)
        elif publication.complete:
            with suppress(OSError):  # everything is out; the next build merely starts from less
                self._settle(built)
        return built

    def _changed_for_all(self) -> tuple[str, ...]:
        was = self.last.shared
        return tuple(
            place
            for place, digest in self.inputs.shared.items()
            if was.get(place, digest) != digest and not (self.order.web_only and place == "theme/print/")
        )

    def _read(self, names: Sequence[str]) -> list[IssueSummary]:
        """The facts of these issues' copies; only those that changed are read."""
        found, jobs = read_copies(self.workers, self.inputs, names, {})
        self.touched |= {job.name for job in jobs}
        return list(found.values())

    def _write_ledgers(self, kept: list[IssueSummary]) -> list[IssueSummary]:
        """稿号簿 is written before anything else; then it is part of what the issue depends on."""
        changed = [each for each in self._numbered(kept) if each.ledger]
        for each in changed:
            assert each.ledger is not None
            write_ledger(self.order.root, each.ledger)
        self.late = tuple(each.name for each in changed if each.signed)
        if not changed:
            return kept
        self.inputs = take_inputs(self.order.root, self.prints, printed=not self.order.web_only)
        return self._read([each.name for each in kept])

    def _numbered(self, copies: list[IssueSummary]) -> list[IssueSummary]:
        return [each for each in copies if not self.order.issues or each.name in self.order.issues]

    def _print(self, copies: list[IssueSummary]) -> list[Diagnostic]:
        """Have these issues printed, and say what was complained of. A print that lies in dist/print as it was left is not even looked for."""
        cache, jobs = self.order.cache, [print_job(self.inputs, each) for each in copies]
        lying = printed_digests(self.order, [job.name for job in jobs], self.prints, self.ready)
        keys = {job.name: digest_of(job.key, lying[job.name]) for job in jobs}
        found = {name: cache.get_value("laid", key, tuple) for name, key in keys.items()}
        changed = [job for job in jobs if found[job.name] is None]
        self._compose(changed, {each.name: each.sheets for each in copies})
        for job, complaints in self.workers.doing("排印", print_copy, changed, lambda job: job.name):
            if printed_folder(self.order.root, job.name, (job.name,)).is_dir():
                self.ready.add(job.name)
            lying |= printed_digests(self.order, [job.name], self.prints, self.ready)
            cache.put_value("laid", digest_of(job.key, lying[job.name]), complaints)
            found[job.name] = complaints
            self.touched.add(job.name)
        return [fault for job in jobs for fault in found[job.name] or ()]

    def _compose(self, jobs: list[PrintJob], sheets: Mapping[str, Sequence[int]]) -> None:
        """Page by page, so that one issue keeps all hands busy. Where there are as many issues as hands, each sets its own."""
        new = [job for job in jobs if not self.order.cache.has(PRINT, job.key)]
        if len(new) < self.workers.count:
            pages = [(job, page) for job in new for page in sheets[job.name]]
            self.workers.do("排版", compose_page, pages, lambda each: f"{each[0].name} 第{each[1]}版")

    def _publish(self, kept: list[IssueSummary]) -> Publication:
        edition, trees = self._edition(kept), self.order.trees

        def still() -> bool:
            """Whether nothing was saved while this build was at work: else it may have read new words under the old words' key."""
            return lies_still(
                self.inputs, self.order.root, self.prints, sorted(self.touched | edition.touched)
            )

        return publish(self.workers, trees, edition, self._key(), self._put_in_place, still)

    def _edition(self, issues: list[IssueSummary]) -> Edition:
        lying = printed_digests(self.order, [each.name for each in issues], self.prints, self.ready)
        return Edition(self.inputs, issues, lying, self.ready)

    def _put_in_place(self) -> None:
        put_in_place(self.order.root, self.ready)
        self.ready.clear()

    def _settle(self, built: Built) -> None:
        """Keep what the next build starts from; one that is killed before this is done starts from the one before."""
        answers = self.last.answers | self.workers.asked | newly_asked()
        said = replace(built, everything=(), late=())
        keep_last(self.order, self.inputs.program, Last(self._key(), said, self.inputs.shared, answers))
        self.order.cache.prune(_KEPT_DAYS)

    def _key(self) -> str:
        return order_key(self.order, self.inputs, self.prints, self.ready)
