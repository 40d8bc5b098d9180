"""公用: what belongs to no single issue: years, search, home, feeds, the map of the site.

In: what every issue shows of itself (:class:`IssueFacts`). Out: units of the draft. Each is made again only when
something that it shows has changed, and none is larger work for a longer archive but the two lists of everything.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.model import NumberedIssue
from build_tools.production.inputs import Inputs, digest_of
from build_tools.production.making import IssueFacts, full_view, kept_entry
from build_tools.production.workshop import Workshop
from build_tools.site.feed import ISSUES as FED
from build_tools.site.feed import write_feed
from build_tools.site.handoff.pages import report_page
from build_tools.site.json_feed import write_json_feed
from build_tools.site.pages import NO_ISSUE, RECENT, Shelf, Site, make_shelf, plan_front, plan_year
from build_tools.site.register import join_register
from build_tools.site.search.files import VolumeFacts, shared_search_files, volume_facts, volume_files
from build_tools.site.search.page import ADDRESS as SEARCH
from build_tools.site.search.page import search_page
from build_tools.site.search.volumes import Volume
from build_tools.site.standing import section_styles
from build_tools.site.woodpecker import CORRECTIONS, RECEIPTS, woodpecker_pages, write_answers, write_corrections_feed
from build_tools.store.records import UnitRecord
from build_tools.store.units import write_unit

FRONT, STANDING, ASSETS = "front", "standing", "assets"


@dataclass(frozen=True, slots=True)
class YearJob:
    """一年的清单. ``keys``: issue → the key it was made under, newest first."""

    year: str
    key: str
    shelf: Shelf
    keys: Mapping[str, str]
    draft: Path
    had: UnitRecord | None


@dataclass(frozen=True, slots=True)
class VolumeJob:
    """一卷检索. ``keys``: issue → the key it was made under."""

    volume: Volume
    key: str
    keys: Mapping[str, str]
    draft: Path
    had: UnitRecord | None


@dataclass(frozen=True, slots=True)
class MadeVolume:
    """一卷成品: the unit as written, and what the manifest must know of it."""

    record: UnitRecord
    facts: VolumeFacts


def year_unit(year: str) -> str:
    """The unit of a year's pages."""
    return f"year/{year}"


def volume_unit(volume: Volume) -> str:
    """The unit of a volume's shards."""
    return f"search/{volume.name}"


def make_year(shop: Workshop, job: YearJob) -> UnitRecord:
    """The lists of a year. Raises LostIssue."""
    views = [full_view(shop.store, name, key) for name, key in job.keys.items()]
    pages = plan_year(shop.paper, job.shelf, job.year, views)
    return write_unit(job.draft, job.key, job.had, shop.renderer.pages(pages))


def make_volume(shop: Workshop, job: VolumeJob) -> MadeVolume:
    """The shards of a volume. Raises LostIssue."""
    entries = {name: kept_entry(shop.store, name, key) for name, key in job.keys.items()}
    files = {address: text.encode() for address, text in volume_files(job.volume, entries).items()}
    return MadeVolume(write_unit(job.draft, job.key, job.had, files), volume_facts(job.volume, entries))


def assets_key(inputs: Inputs) -> str:
    """What the files that are copied as they are depend on."""
    return digest_of(ASSETS, inputs.program, inputs.web)


def make_assets(shop: Workshop, inputs: Inputs, draft: Path, had: UnitRecord | None) -> UnitRecord:
    """Styles, scripts and pictures of the theme and of the standing pages."""
    files = {**shop.renderer.assets(), "assets/sections.css": section_styles(shop.paper).encode()}
    return write_unit(draft, assets_key(inputs), had, files)


@dataclass(frozen=True, slots=True)
class StandingJob:
    """常设页. ``shelf`` tells which lists there are, ``date`` what the pages bear."""

    key: str
    shelf: Shelf
    date: datetime.date
    draft: Path
    had: UnitRecord | None


def standing_key(inputs: Inputs, date: datetime.date) -> str:
    """What the standing pages depend on: themselves, the theme, the newest issue's date."""
    return digest_of(STANDING, inputs.program, inputs.web, date.isoformat())


def make_standing(shop: Workshop, job: StandingJob) -> UnitRecord:
    """The pages of content/ that show no issue."""
    shared = [*plan_front(shop.paper, job.shelf, (), job.date), report_page(job.date), *woodpecker_pages((), {}, job.date)]
    addresses = [*(page.address for page in shared), SEARCH, *(f"lanmu/{section.slug}/" for section in shop.paper.sections)]
    return write_unit(job.draft, job.key, job.had, shop.renderer.standing(addresses, job.date.isoformat()))


def front_key(inputs: Inputs, facts: Sequence[IssueFacts], volumes: Sequence[VolumeFacts]) -> str:
    """What the shared pages depend on: everything that any issue shows."""
    return digest_of(FRONT, inputs.program, inputs.web, *(each.key for each in facts), *(each.version for each in volumes))


@dataclass(frozen=True, slots=True)
class FrontJob:
    """首页与清单. ``issues`` newest first; ``fed`` the newest of them as numbered, newest first."""

    key: str
    issues: Sequence[IssueFacts]
    fed: Sequence[NumberedIssue]
    volumes: Sequence[VolumeFacts]
    draft: Path
    had: UnitRecord | None


def make_front(shop: Workshop, job: FrontJob) -> UnitRecord:
    """Home, standing pages, the lists of everything, feeds, the search page. Raises LostIssue; else as ``Renderer.shared``."""
    oldest_first = tuple(reversed(job.issues))
    site, shelf = _site(shop, job.issues), shelf_of(shop, job.issues)
    corrections = [each.corrections for each in oldest_first]
    public = {each.view.name: each.public for each in oldest_first if each.public}
    search = shared_search_files(shop.paper, job.volumes)
    most = max((each.pages for each in job.issues), default=0)
    pages = [
        *plan_front(shop.paper, shelf, site.issues, site.date),
        report_page(site.date),
        search_page(shop.paper, shelf.years, most, search.version, site.date),
        *woodpecker_pages(corrections, public, site.date),
    ]
    listed = [row for each in oldest_first for row in each.listed] + _listed_years(shelf, job.issues)
    rendered = shop.renderer.shared(pages, {"site": site}, site.date.isoformat(), listed)
    written = {
        "feed.xml": write_feed(shop.paper, tuple(reversed(job.fed))),
        "feed.json": write_json_feed(shop.paper, tuple(reversed(job.fed))),
        "n/index.json": join_register(row for each in oldest_first for row in each.register),
        f"{CORRECTIONS}feed.xml": write_corrections_feed(shop.paper, corrections),
        f"{RECEIPTS}answers.json": write_answers(public),
        **search.files,
    }
    return write_unit(job.draft, job.key, job.had, {**rendered, **{address: text.encode() for address, text in written.items()}})


def fed_issues(issues: Sequence[IssueFacts]) -> Sequence[IssueFacts]:
    """Those that the feeds look back on. ``issues`` newest first."""
    return issues[:FED]


def date_of(issues: Sequence[IssueFacts]) -> datetime.date:
    """The newest issue's date, which the shared pages bear. ``issues`` newest first."""
    return datetime.date.fromisoformat(issues[0].view.date) if issues else NO_ISSUE


def shelf_of(shop: Workshop, issues: Sequence[IssueFacts]) -> Shelf:
    """The shelf of all years."""
    return make_shelf(shop.paper, ((each.view.year, each.slugs) for each in issues))


def _site(shop: Workshop, issues: Sequence[IssueFacts]) -> Site:
    """Whole views of the newest issues and of the newest year; of all others what a calendar shows."""
    newest = issues[0].view.year if issues else ""
    whole = [full_view(shop.store, each.view.name, each.key) if place < RECENT or each.view.year == newest else each.view for place, each in enumerate(issues)]
    return Site((), tuple(whole), date_of(issues))


def _listed_years(shelf: Shelf, issues: Sequence[IssueFacts]) -> list[tuple[str, str]]:
    """The pages of years, which are made elsewhere, each with the date of its newest issue."""
    days = {each.view.year: each.view.date for each in reversed(issues)}
    found = [(f"archive/{year}/", days[year]) for year in shelf.years]
    for slug, years in shelf.by_section.items():
        found += [(f"lanmu/{slug}/{year}/", days[year]) for year in years] + [(f"lanmu/{slug}/", days[year]) for year in years[:1]]
    return found
