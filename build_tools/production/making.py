"""制作: an issue's own part of the website, a year's, a volume's: written into the draft, in any process.

In: the keys under which copy and pictures lie in the storeroom. Out: files in the draft; :class:`IssueFacts`, the
little that shared pages must know of every issue, kept under the key of all that it was made from.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.production.manuscripts import IssueSummary, kept_of, numbered_of, view_of
from build_tools.production.order import printed_folder
from build_tools.production.workers import Workshop
from build_tools.site.pages import SitePage
from build_tools.site.plan import IssueFacts, Part, Sources, Stock, plan_issue_parts, print_in
from build_tools.site.search.entry import SearchEntry
from build_tools.site.search.files import VolumeFacts
from build_tools.site.views import IssueView
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of
from build_tools.store.plain import packed, value_of
from build_tools.store.trees import write_files

FACTS = "facts"
_WHOLE, _PAGES, _VOLUME = "whole", "pages", "volume"
"""Kinds in the storeroom."""


@dataclass(frozen=True, slots=True)
class IssueJob:
    """制作单: one issue to be made, between its neighbours, under the ``key`` of all that it is made from."""

    issue: IssueSummary
    key: str
    before: IssueSummary | None
    after: IssueSummary | None
    pictures: str
    """Digest of its picture files."""
    draft: Path
    stands: frozenset[tuple[str, str]] = frozenset()
    """Owners and keys that the draft has already."""
    ready: bool = False
    """Whether its new print lies ready, to be put in place with the website."""

    @property
    def name(self) -> str:
        """2021-01."""
        return self.issue.name


def make_issue(shop: Workshop, job: IssueJob) -> tuple[IssueFacts, Mapping[str, tuple[str, ...]]]:
    """Make what the draft does not have yet; gives the addresses that were written, by owner.

    Raises OSError, LostIssue, TemplateError for a template that is written wrong.
    """
    numbered = numbered_of(shop.cache, job.name, job.issue.key)
    around = job.before, job.after
    before, after = (view_of(shop.cache, each.name, each.key) if each else None for each in around)
    pdf = print_in(printed_in(shop, job.name, job.ready), numbered, shop.paper)
    parts = plan_issue_parts(shop.desk, numbered, before, after, pdf, job.key, job.pictures)
    written = {}
    for owner, key in parts.facts.owned:
        if (owner, key) not in job.stands:
            files = (
                _pages(shop, job, parts.sources[owner])
                if owner == job.name
                else rendered(shop, parts.sources[owner])
            )
            written[owner] = write_files(job.draft, files)
    shop.cache.put(_WHOLE, job.key, {"view": packed(parts.view), "entry": parts.entry.to_bytes()})
    shop.cache.put_value(FACTS, job.key, parts.facts)
    return parts.facts, written


def printed_in(shop: Workshop, name: str, ready: bool) -> Path | None:
    """The folder of the print that the website shows, which may lie ``ready`` only."""
    return None if shop.order.web_only else printed_folder(shop.root, name, (name,) if ready else ())


def full_view(cache: Cache, name: str, key: str) -> IssueView:
    """An issue with its pages and articles, as made. Raises LostIssue."""
    return value_of(kept_of(cache, _WHOLE, FACTS, name, key)["view"], IssueView)


@dataclass(frozen=True, slots=True)
class PartJob:
    """一份: what some owner beside the issues has of the website, and what it is made under."""

    part: Part
    key: str
    program: str
    kept: Mapping[str, tuple[str, str]]
    """Issue → the key of its copy, and the key it was made under."""
    draft: Path


def make_part(shop: Workshop, job: PartJob) -> tuple[str, ...]:
    """Its addresses. Raises as :func:`make_issue`."""
    cache, kept = shop.cache, job.kept

    @functools.cache
    def entry(name: str) -> SearchEntry:
        return SearchEntry.from_bytes(kept_of(cache, _WHOLE, FACTS, name, kept[name][1])["entry"])

    def facts_of(version: str, make: Callable[[], VolumeFacts]) -> VolumeFacts:
        return cache.remembered(_VOLUME, digest_of(job.program, version), VolumeFacts, make)

    stock = Stock(
        shop.paper,
        lambda name: full_view(cache, name, kept[name][1]),
        entry,
        lambda name: numbered_of(cache, name, kept[name][0]),
        facts_of,
    )
    return write_files(job.draft, rendered(shop, job.part.sources(stock)))


def rendered(shop: Workshop, sources: Sources) -> dict[str, bytes | Path]:
    """Every source as the content of its file. Raises TemplateError."""
    pages = shop.renderer.pages(each for each in sources.values() if isinstance(each, SitePage))
    return {
        address: pages[address] if isinstance(each, SitePage) else each for address, each in sources.items()
    }


def _pages(shop: Workshop, job: IssueJob, sources: Sources) -> Mapping[str, bytes | Path]:
    """As made on another machine for this one, or rendered here."""
    kept = shop.cache.get(_PAGES, job.key)
    if kept is not None:
        return kept
    made = rendered(shop, sources)
    if shop.order.shard:
        shop.cache.put(
            _PAGES, job.key, {name: each for name, each in made.items() if isinstance(each, bytes)}
        )
    return made
