"""试网: the website of a preview, in a tree of its own, brought up to date after every saving as far as faults allow.

In: the paths that changed. Out: ``dist/.preview/site`` and everything that was found; of each issue the last copy that
could be read. The paper, the templates and what is known of every issue stay in memory; ledger.yml is not written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import check_series
from build_tools.diagnostics import Diagnostic
from build_tools.model import Paper
from build_tools.production.inputs import Inputs, take_inputs, take_issues
from build_tools.production.manuscripts import KIND, SUMMARY, IssueSummary, ReadJob, read_copies
from build_tools.production.order import Order, printed_digests
from build_tools.production.publishing import Edition, publish
from build_tools.production.workers import Progress, Workers, unwatched
from build_tools.readers import misnamed_issues, read_paper
from build_tools.site.plan import IssueFacts
from build_tools.store import CACHE
from build_tools.store.digests import digest_of
from build_tools.store.locks import locked

_OF_ONE_ISSUE = re.compile(r"issues/([^/]+)/(?!corrections\.yml|signoff\.yml|printed/)..*")


@dataclass(frozen=True, slots=True)
class Copies:
    """来稿: what was read. ``shown``: of each issue, oldest first, the newest copy that could be read at all."""

    paper: Paper
    inputs: Inputs
    shown: tuple[IssueSummary, ...]
    diagnostics: tuple[Diagnostic, ...]


class WebPreview:
    """试网. To be used by one thread."""

    def __init__(
        self, root: Path, progress: Progress = unwatched, waiting: Callable[[], None] = lambda: None
    ) -> None:
        """Nothing is read yet. ``waiting`` is called when another build is at work."""
        self.order = Order(root, preview=True)
        self._progress, self._waiting = progress, waiting
        self._prints = self.order.open_fingerprints()
        self._trees = self.order.trees
        self._summaries: dict[str, IssueSummary] = {}
        self._made: dict[str, IssueFacts] = {}
        self._readable: dict[str, IssueSummary] = {}
        self._inputs: Inputs | None = None
        self._workers: Workers | None = None
        self._lying: Mapping[str, str] = {}
        self._standing: tuple[Diagnostic, ...] = ()
        self._published = False
        self._program = ""

    def read(self, changed: Collection[str] = ()) -> Copies | tuple[Diagnostic, ...]:
        """Read what changed; with nothing named, look at everything. What was found alone when there is no paper to show. Raises OSError."""
        with locked(self.order.root / CACHE / "lock", self._waiting):
            inputs = self._look(changed)
            if inputs is None or self._workers is None:
                return self._standing
            copies = self._read(inputs, self._workers)
            inputs = self._inputs or inputs
        found = [*self._standing, *(fault for each in copies for fault in each.diagnostics)]
        shown = tuple(self._readable[each.name] for each in copies if each.name in self._readable)
        found += check_series(tuple(each.plan for each in shown if each.plan))
        return Copies(self._workers.shop.paper, inputs, shown, tuple(found))

    @property
    def stands(self) -> bool:
        """Whether there is something to show."""
        return (self.order.site / "index.html").is_file()

    def publish_bare(self, copies: Copies) -> tuple[Diagnostic, ...]:
        """The tree without page pictures, which take much longer than all the rest; as ``publish`` otherwise."""
        with (
            closing(
                Workers(replace(self.order, web_only=True), os.cpu_count() or 1, self._progress)
            ) as workers,
            locked(self.order.root / CACHE / "lock", self._waiting),
        ):
            edition = Edition(copies.inputs, copies.shown, {each.name: "" for each in copies.shown})
            return publish(workers, self._trees, edition, "bare").diagnostics

    def publish(self, copies: Copies) -> tuple[Diagnostic, ...]:
        """Bring the tree up to date; what the website complains of. Raises OSError with the old tree standing, LostIssue."""
        assert self._workers is not None
        lying = {name: self._lying.get(name, "") for name in (each.name for each in copies.shown)}
        key = digest_of(
            "preview", copies.inputs.whole, *(f"{each.key} {lying[each.name]}" for each in copies.shown)
        )
        edition = Edition(copies.inputs, copies.shown, lying, known=self._made)
        with locked(self.order.root / CACHE / "lock", self._waiting):
            publication = publish(self._workers, self._trees, edition, key, trusting=self._published)
        self._workers.close()
        if publication.complete and not self._published:
            self._published = True
            self._prints.save()
        return publication.diagnostics

    def reprinted(self) -> None:
        """Something new lies in dist/print."""
        self._look_at_prints()

    def forget(self) -> None:
        """Believe nothing that was known: the storeroom has lost something."""
        self._summaries.clear()
        self._made.clear()
        self._published, self._inputs = False, None

    def close(self) -> None:
        """Keep what is known for the next time."""
        if self._workers is not None:
            self._workers.close()
        if self._published:
            self._prints.save()

    def _look(self, changed: Collection[str]) -> Inputs | None:
        names = {found.group(1) if (found := _OF_ONE_ISSUE.fullmatch(path)) else "" for path in changed}
        if self._inputs is not None and names and names <= self._inputs.issues.keys():
            self._inputs = take_issues(self._inputs, self.order.root, self._prints, names)
            return self._inputs
        return self._look_at_everything()

    def _look_at_everything(self) -> Inputs | None:
        read = read_paper(self.order.root)
        self._standing = (*read.diagnostics, *misnamed_issues(self.order.root))
        if read.paper is None:
            self._inputs = None
            return None
        inputs = take_inputs(self.order.root, self._prints)
        # What is rendered for the preview is not what is rendered for readers.
        self._program = self._program or inputs.program
        # The program at work is the one that was loaded, whatever has become of its files since.
        inputs = replace(inputs, program=self._program, web=digest_of("preview", inputs.web))
        before, self._inputs = self._inputs, inputs
        if before is None or _standing_of(before) != _standing_of(inputs):
            self._hire()
        self._look_at_prints()
        return inputs

    def _hire(self) -> None:
        """Templates, settings and menu are read anew."""
        if self._workers is not None:
            self._workers.close()
        self._workers = Workers(self.order, os.cpu_count() or 1, self._progress)

    def _look_at_prints(self) -> None:
        names = self._inputs.names if self._inputs else ()
        self._lying = printed_digests(self.order, names, self._prints)

    def _read(self, inputs: Inputs, workers: Workers) -> list[IssueSummary]:
        known = self._summaries
        found, jobs = read_copies(workers, inputs, inputs.names, known)
        known |= found
        if overtaken := [job for job in jobs if not self._lies_still(inputs, job.name)]:
            return self._read_again(overtaken, workers)
        for name in known.keys() - inputs.issues.keys():
            del known[name]
        self._readable = {
            name: facts if (facts := known[name]).plan else self._readable[name]
            for name in inputs.names
            if known[name].plan or name in self._readable
        }
        return [known[name] for name in inputs.names]

    def _lies_still(self, inputs: Inputs, name: str) -> bool:
        return take_issues(inputs, self.order.root, self._prints, [name]) == inputs

    def _read_again(self, overtaken: Collection[ReadJob], workers: Workers) -> list[IssueSummary]:
        """What was saved while it was read may have been read as it is now, under the key of what it was."""
        assert self._inputs is not None
        for job in overtaken:
            for kind in (KIND, SUMMARY):
                self.order.cache.drop(kind, job.key)
            del self._summaries[job.name]
        names = [job.name for job in overtaken]
        self._inputs = take_issues(self._inputs, self.order.root, self._prints, names)
        return self._read(self._inputs, workers)


def _standing_of(inputs: Inputs) -> tuple[object, ...]:
    return inputs.paper, inputs.web, inputs.names
