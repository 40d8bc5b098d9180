"""上网: brings the draft of the website up to date and swaps it in.

In: every issue's copy, what lies printed, what the last build knew. Out: ``dist/site``, whole, old or new; the
diagnostics of the website itself. Units that are as they were are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from build_tools.diagnostics import Diagnostic
from build_tools.production.copies import CopyFacts, numbered_of
from build_tools.production.front import (
    FEEDS,
    FRONT,
    SEARCH,
    STANDING,
    FeedsJob,
    FrontJob,
    SearchJob,
    StandingJob,
    date_of,
    fed_issues,
    feeds_key,
    front_key,
    make_feeds,
    make_front,
    make_search,
    make_standing,
    most_pages,
    search_key,
    standing_key,
)
from build_tools.production.inputs import Inputs, digest_of
from build_tools.production.making import IssueFacts, IssueJob, Neighbour, make_issue, units_of
from build_tools.production.shared import (
    ASSETS,
    VolumeJob,
    YearJob,
    assets_key,
    make_assets,
    make_volume,
    make_year,
    shelf_of,
    volume_unit,
    year_unit,
)
from build_tools.production.state import State
from build_tools.production.workers import Workers
from build_tools.site.complaints import SITE_PROBLEMS, collected_messages, site_fault, site_faults
from build_tools.site.search.files import VolumeFacts, volume_version
from build_tools.site.search.volumes import volumes
from build_tools.store.twins import Draft, Twins


@dataclass(frozen=True, slots=True)
class Publication:
    """上网的结果: faults of the website; ``complete`` says whether it was swapped in, ``still`` whether it is of one moment."""

    diagnostics: tuple[Diagnostic, ...]
    complete: bool
    still: bool = True


def publish(workers: Workers, inputs: Inputs, state: State, copies: Sequence[CopyFacts], printed: Mapping[str, str], note: str, just_before: Callable[[], None] = lambda: None, ready: Collection[str] = (), still: Callable[[], bool] = lambda: True, *, trusting: bool = False) -> Publication:
    """Bring the website up to date. ``copies`` oldest first; ``printed``: issue → digest of its print, "" for none; ``ready``: issues
    whose print is put in place by ``just_before``; this and ``trusting`` as in ``Draft.publish`` and ``open_draft``. ``still``:
    whether everything is as it was when the keys were taken; if it is not, nothing that was made now is relied on later.

    A template or a setting that is written wrong is SQ701, and the old website stands. Raises OSError likewise.
    """
    root = workers.shop.root
    with collected_messages() as messages:
        try:
            site = _Site(workers, inputs, state, copies, printed, Twins(workers.shop.order.site).open_draft(trusting=trusting), messages, ready)
            site.bring_up_to_date()
            complaints = tuple(fault for each in site.issues for fault in each.diagnostics)
            if not (lies_still := still()):
                site.draft.distrust()
            site.draft.publish(note if lies_still else "", just_before)
        except SITE_PROBLEMS as problem:
            return Publication(site_fault(root, problem, messages), complete=False)
    return Publication((*complaints, *site_faults(messages)), True, lies_still)


def make_only(workers: Workers, inputs: Inputs, state: State, copies: Sequence[CopyFacts], printed: Mapping[str, str], own: Collection[str], ready: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """Make the pages of some issues for the storeroom; no website is published. Raises what :func:`make_issue` raises."""
    twins = Twins(workers.shop.order.site)
    draft = twins.open_draft()
    site = _Site(workers, inputs, state, copies, printed, draft, [], ready)
    site.make_issues(own)
    return tuple(fault for each in site.issues for fault in each.diagnostics)


@dataclass(slots=True)
class _Site:
    workers: Workers
    inputs: Inputs
    state: State
    copies: Sequence[CopyFacts]
    printed: Mapping[str, str]
    draft: Draft
    messages: list[str]
    """What MkDocs has complained of so far."""
    ready: Collection[str] = ()
    """Issues whose new print lies ready."""
    issues: list[IssueFacts] = field(default_factory=list)
    """Newest first, once they are made."""
    wanted: set[str] = field(default_factory=set)

    def bring_up_to_date(self) -> None:
        self.make_issues({copy.name for copy in self.copies})
        self._make_years()
        facts = self._make_volumes()
        self._make_assets()
        self._make_standing()
        self._make_front()
        self._make_feeds()
        self._make_search(facts)
        for unit in [unit for unit in self.draft.keys if unit not in self.wanted]:
            self.draft.drop(unit)

    def make_issues(self, own: Collection[str]) -> None:
        jobs = [self._issue_job(place) for place, copy in enumerate(self.copies) if copy.name in own]
        changed = [job for job in jobs if not self._stands(job)]
        changed = [replace(job, had={unit: self.draft.before(unit) for unit in units_of(job.name)}) for job in changed]
        for job, made in self.workers.doing("制作网页", make_issue, changed, lambda job: job.name):
            for unit, record in made.units.items():
                self.draft.took(unit, record)
            self.state.issues[job.name] = made.facts
        self.issues = [self.state.issues[job.name] for job in reversed(jobs)]
        self.wanted |= {unit for each in self.issues for unit, _ in each.units}

    def _issue_job(self, place: int) -> IssueJob:
        copy = self.copies[place]
        before = self.copies[place - 1] if place else None
        after = self.copies[place + 1] if place + 1 < len(self.copies) else None
        seen = (before.as_before if before else "", after.as_after if after else "")
        name, pictures = copy.name, self.inputs.pictures[copy.name]
        key = digest_of("issue", self.inputs.program, self.inputs.paper, self.inputs.web, copy.content, pictures, self.inputs.public[name], self.printed[name], *seen)
        return IssueJob(name, key, copy.key, _neighbour(before), _neighbour(after), pictures, self.draft.folder, {}, name in self.ready)

    def _stands(self, job: IssueJob) -> bool:
        facts = self.state.issues.get(job.name)
        return facts is not None and facts.key == job.key and all(self.draft.key(unit) == key for unit, key in facts.units)

    def _make_years(self) -> None:
        shelf = shelf_of(self.workers.shop, self.issues)
        jobs = []
        for year in shelf.years:
            keys = {each.view.name: each.key for each in self.issues if each.view.year == year}
            shown = (each.shown for each in self.issues if each.view.year == year)
            key = digest_of("year", self.inputs.program, self.inputs.web, year, repr(shelf), *shown)
            jobs.append(YearJob(year, key, shelf, keys, self.draft.folder, self.draft.before(year_unit(year))))
        self.wanted |= {year_unit(job.year) for job in jobs}
        changed = [job for job in jobs if self.draft.key(year_unit(job.year)) != job.key]
        for job, record in zip(changed, self.workers.do("制作年目", make_year, changed, lambda job: job.year), strict=True):
            self.draft.took(year_unit(job.year), record)

    def _make_volumes(self) -> list[VolumeFacts]:
        versions = {each.view.name: each.search for each in self.issues}
        jobs = []
        for volume in volumes(tuple(versions)):
            key = digest_of("search", self.inputs.program, volume_version(volume, versions))
            keys = {each.view.name: each.key for each in self.issues if each.view.name in volume.issues}
            jobs.append(VolumeJob(volume, key, keys, self.draft.folder, self.draft.before(volume_unit(volume))))
        self.wanted |= {volume_unit(job.volume) for job in jobs}
        changed = [job for job in jobs if self.draft.key(volume_unit(job.volume)) != job.key or self.state.volumes.get(job.volume.name, ("",))[0] != job.key]
        for job, made in zip(changed, self.workers.do("编检索", make_volume, changed, lambda job: job.volume.name), strict=True):
            self.draft.took(volume_unit(job.volume), made.record)
            self.state.volumes[job.volume.name] = (job.key, made.facts)
        return [self.state.volumes[job.volume.name][1] for job in jobs]

    def _make_assets(self) -> None:
        self.wanted.add(ASSETS)
        if self.draft.key(ASSETS) != assets_key(self.inputs):
            self.draft.took(ASSETS, make_assets(self.workers.shop, self.inputs, self.draft.folder, self.draft.before(ASSETS)))

    def _make_standing(self) -> None:
        date = date_of(self.issues)
        key = standing_key(self.inputs, date)
        with self._heard(STANDING, self.draft.key(STANDING) == key) as stands:
            if not stands:
                job = StandingJob(key, shelf_of(self.workers.shop, self.issues), date, self.draft.folder, self.draft.before(STANDING))
                self.draft.took(STANDING, make_standing(self.workers.shop, job))

    @contextmanager
    def _heard(self, unit: str, stands: bool) -> Iterator[bool]:
        """What is complained of while a unit is made is told again as long as it stands."""
        self.wanted.add(unit)
        known = self.state.complaints.get(unit)
        before = len(self.messages)
        yield stands and known is not None
        if stands and known is not None:
            self.messages += known
        self.state.complaints[unit] = tuple(self.messages[before:])

    def _make_front(self) -> None:
        key = front_key(self.inputs, self.issues)
        with self._heard(FRONT, self.draft.key(FRONT) == key) as stands:
            if not stands:
                self.draft.took(FRONT, make_front(self.workers.shop, FrontJob(key, self.issues, self.draft.folder, self.draft.before(FRONT))))

    def _make_feeds(self) -> None:
        self.wanted.add(FEEDS)
        key = feeds_key(self.inputs, self.issues)
        if self.draft.key(FEEDS) != key:
            copies = {copy.name: copy.key for copy in self.copies}
            fed = [numbered_of(self.workers.shop.store, each.view.name, copies[each.view.name]) for each in fed_issues(self.issues)]
            self.draft.took(FEEDS, make_feeds(self.workers.shop, FeedsJob(key, fed, self.draft.folder, self.draft.before(FEEDS))))

    def _make_search(self, facts: list[VolumeFacts]) -> None:
        self.wanted.add(SEARCH)
        years, pages, date = shelf_of(self.workers.shop, self.issues).years, most_pages(self.issues), date_of(self.issues)
        key = search_key(self.inputs, years, pages, facts, date)
        if self.draft.key(SEARCH) != key:
            self.draft.took(SEARCH, make_search(self.workers.shop, SearchJob(key, years, pages, facts, date, self.draft.folder, self.draft.before(SEARCH))))


def _neighbour(copy: CopyFacts | None) -> Neighbour | None:
    return Neighbour(copy.name, copy.key) if copy else None
