"""上网: brings the draft of the website up to date with the plan and swaps it in.

In: every issue's summary, what lies printed, the trees of the last build. Out: ``dist/site``, whole, old or new; the
diagnostics of the website itself. What is as it was is linked; the rest is made, and with a plugin or hook of the
paper's own that takes part in pages, everything, by MkDocs itself.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.production.inputs import Inputs
from build_tools.production.making import (
    FACTS,
    IssueJob,
    PartJob,
    full_view,
    make_issue,
    make_part,
    printed_in,
)
from build_tools.production.manuscripts import IssueSummary, LostIssue, numbered_of
from build_tools.production.workers import Workers
from build_tools.site.complaints import collected_messages, idle_settings, site_fault, site_faults
from build_tools.site.pages import Site
from build_tools.site.plan import (
    FRONT,
    STANDING,
    IssueFacts,
    Plan,
    date_of,
    front_sources,
    front_views,
    listed_elsewhere,
    plan_site,
    shared_parts,
)
from build_tools.site.rendering import MENU, linked_by_standing, run_mkdocs, taking_part
from build_tools.store.digests import digest_of
from build_tools.store.trees import Draft, Trees

_LOADED = "hooks、plugins"
"""Who takes part while the settings are read, and hooks and plugins with them."""
_ALL = "all"
"""The owner of everything, where MkDocs makes all of it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """上网的结果. ``complete``: whether it was swapped in; ``still``: whether it is of one moment; ``others`` took part in its pages."""

    diagnostics: tuple[Diagnostic, ...]
    complete: bool
    still: bool = True
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Edition:
    """一版网站: what is to be published. ``issues`` oldest first; ``printed``: issue → digest of its print, "" for none."""

    inputs: Inputs
    issues: Sequence[IssueSummary]
    printed: Mapping[str, str]
    ready: Collection[str] = ()
    """Issues whose new print lies ready, and is put in place at the last moment."""
    known: dict[str, IssueFacts] = field(default_factory=dict)
    """Key → facts, for who publishes more than once."""
    touched: set[str] = field(default_factory=set)
    """The issues that were made anew."""


def publish(
    workers: Workers,
    trees: Trees,
    edition: Edition,
    note: str,
    just_before: Callable[[], None] = lambda: None,
    still: Callable[[], bool] = lambda: True,
    *,
    trusting: bool = False,
) -> Publication:
    """Bring the website up to date. ``still``: whether everything is as it was when the keys were taken; if it is not, nothing
    that was made now is relied on later. ``trusting`` as in :meth:`Trees.open_draft`.

    A template or a setting that is written wrong is a diagnostic, and the old website stands. Raises OSError likewise; LostIssue.
    """
    root = workers.shop.root
    docs = root
    others: tuple[str, ...] = ()
    blamed: Sequence[str] = (_LOADED,)
    with collected_messages() as messages:
        try:
            settings = workers.shop.read_settings()
            docs, strict = Path(settings.docs_dir), settings.strict and not workers.shop.order.preview
            others = taking_part(settings)
            idle = tuple(idle_settings(settings, placed=True))
            blamed = [each for each in others if each != MENU]
            draft = trees.open_draft(trusting=trusting and not others)
            site = _Site(workers, edition, draft, messages)
            if others:
                site.make_everything()
            else:
                site.bring_up_to_date()
            if not (lies_still := still()):
                draft.distrust()
            complaints = (*site.complaints, *idle, *site_faults(messages, root, docs))
            if strict and complaints:
                return Publication(complaints, complete=False, others=others)
            draft.publish(note if lies_still and not others else "", just_before)
        except LostIssue:
            raise
        except Exception as problem:
            found = site_fault(root, docs, problem, messages, blamed)
            if found is None:
                raise
            return Publication(found, complete=False, others=others)
    return Publication(complaints, True, lies_still, others)


def make_only(workers: Workers, edition: Edition, own: Collection[str]) -> tuple[Diagnostic, ...]:
    """Make the pages of some issues for the storeroom; no website is published. Raises what :func:`make_issue` raises."""
    root = workers.shop.root
    if taking_part(workers.shop.read_settings()):
        return ()  # who joins the shards has MkDocs make every page
    with tempfile.TemporaryDirectory(dir=root / "dist") as folder:
        trees = Trees(Path(folder) / "site", Path(folder) / "records")
        site = _Site(workers, edition, trees.open_draft(), [])
        site.make_issues(own)
        return site.complaints


@dataclass(slots=True)
class _Site:
    workers: Workers
    edition: Edition
    draft: Draft
    messages: Sequence[logging.LogRecord]
    """What MkDocs has complained of so far."""
    facts: list[IssueFacts] = field(default_factory=list)
    """Newest first, once they are made."""
    keys: dict[str, str] = field(default_factory=dict)
    """Issue → the key it was made under."""
    complaints: tuple[Diagnostic, ...] = ()

    def make_everything(self) -> None:
        """MkDocs makes every page, with whatever plugins and hooks there are."""
        shop, ready = self.workers.shop, self.edition.ready
        names = {each.name for each in self.edition.issues}
        issues = [numbered_of(shop.cache, each.name, each.key) for each in self.edition.issues]
        prints = {name: folder for name in names if (folder := printed_in(shop, name, name in ready))}
        plan, self.complaints = plan_site(shop.desk, issues, prints)
        self.edition.touched |= names
        folder = self.draft.empty()
        run_mkdocs(shop.settings, shop.paper, plan, folder, preview=shop.order.preview)
        files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
        self.draft.settle(_ALL, "", sorted(files))

    def bring_up_to_date(self) -> None:
        self.make_issues({each.name for each in self.edition.issues})
        self._make_shared()
        self._make_front()

    def make_issues(self, own: Collection[str]) -> None:
        issues = self.edition.issues
        around = zip((None, *issues), issues, (*issues[1:], None), strict=False)
        jobs = [self._issue_job(*each) for each in around if each[1].name in own]
        self.keys = {job.name: job.key for job in jobs}
        cache, kept = self.workers.shop.cache, self.edition.known
        known = {job.name: kept.get(job.key) or cache.get_value(FACTS, job.key, IssueFacts) for job in jobs}
        changed = [
            replace(job, stands=self.draft.known(f"{job.name}/"))
            for job in jobs
            if (facts := known[job.name]) is None or not all(self.draft.take(*each) for each in facts.owned)
        ]
        self.edition.touched |= {job.name for job in changed}
        for job, made in self.workers.doing("制作网页", make_issue, changed, lambda job: job.name):
            known[job.name], written = made
            for owner, key in made[0].owned:
                if owner in written:
                    self.draft.settle(owner, key, written[owner])
                else:
                    self.draft.take(owner, key)
        self.facts = [found for job in reversed(jobs) if (found := known[job.name])]
        self.edition.known.clear()
        self.edition.known.update({self.keys[each.name]: each for each in self.facts})
        self.complaints = tuple(fault for each in self.facts for fault in each.diagnostics)

    def _issue_job(
        self, before: IssueSummary | None, issue: IssueSummary, after: IssueSummary | None
    ) -> IssueJob:
        pictures = self.edition.inputs.issues[issue.name].pictures
        around = before.as_before if before else "", after.as_after if after else ""
        key = self._key("issue", issue.content, pictures, self.edition.printed[issue.name], *around)
        ready = issue.name in self.edition.ready
        return IssueJob(issue, key, before, after, pictures, self.draft.folder, ready=ready)

    def _make_shared(self) -> None:
        """The lists of the years, the search, the feeds: what the draft does not have yet."""
        kept = {each.name: (each.key, self.keys[each.name]) for each in self.edition.issues}
        jobs = [
            PartJob(part, self._key(*part.shown), self.edition.inputs.program, kept, self.draft.folder)
            for part in shared_parts(self.workers.shop.paper, self.facts)
        ]
        lacking = [job for job in jobs if not self.draft.take(job.part.owner, job.key)]
        for what, alike in groupby(lacking, lambda job: job.part.what):
            for job, written in self.workers.doing(
                what, make_part, list(alike), lambda job: job.part.owner.split("/")[-1]
            ):
                self.draft.settle(job.part.owner, job.key, written)

    def _key(self, *shown: str) -> str:
        inputs = self.edition.inputs
        return digest_of(inputs.program, inputs.paper, inputs.web, *shown)

    def _make_front(self) -> None:
        """By MkDocs itself: home, the lists, the pages of content/, the error page, the map of the site, the theme's files."""
        inputs, date = self.edition.inputs, date_of(self.facts)
        made = {address.replace("/index.html", "/index.md") for address, _ in self.draft.addresses()}
        linked = sorted(linked_by_standing(self.workers.shop.settings) & made)
        standing = self._key(STANDING, date.isoformat(), *linked)
        shown = (digest for each in self.facts for digest in (each.shown, inputs.issues[each.name].public))
        front = self._key(FRONT, standing, *(f"{each.corrections!r}" for each in self.facts), *shown)
        keeps = self.draft.take(STANDING, standing)
        if keeps and self.draft.take(FRONT, front):
            return
        shop, wanted = self.workers.shop, front_views(self.facts)
        views = [
            full_view(shop.cache, each.name, self.keys[each.name]) if each.name in wanted else each.view
            for each in self.facts
        ]
        self.draft.drop_others()  # MkDocs writes into files that are there, and one of these may be a live one
        plan = Plan(
            front_sources(shop.desk, self.facts, views),
            Site((), tuple(views), date),
            {address: owner for address, owner in self.draft.addresses() if owner != STANDING},
            listed_elsewhere(shop.paper, self.facts),
            keeps_standing=keeps,
        )
        written = run_mkdocs(shop.settings, shop.paper, plan, self.draft.folder, preview=shop.order.preview)
        # What is complained of is told again at every build until it is mended: nothing of it is relied on.
        sound = not self.messages
        self.draft.settle(FRONT, front if sound else "", written[FRONT])
        if not keeps:
            self.draft.settle(STANDING, standing if sound else "", written[STANDING])
