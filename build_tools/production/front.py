"""首页与清单: what shows something of all issues: home, lists, feeds, the search page, the map of the site.

In: what every issue shows of itself (:class:`IssueFacts`). Out: units of the draft, by how often they change: the
search with every word, the feeds with every word of the newest issues, the front only with what lists show. None is
larger work for a longer archive but the map and the register.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.model import NumberedIssue
from build_tools.production.inputs import Inputs, digest_of
from build_tools.production.making import IssueFacts, full_view
from build_tools.production.shared import shelf_of
from build_tools.production.workshop import Workshop
from build_tools.site.feed import ISSUES as FED
from build_tools.site.feed import write_feed
from build_tools.site.handoff.pages import report_page
from build_tools.site.json_feed import write_json_feed
from build_tools.site.pages import NO_ISSUE, RECENT, Shelf, Site, plan_front
from build_tools.site.register import join_register
from build_tools.site.search.files import VolumeFacts, shared_search_files
from build_tools.site.search.page import ADDRESS as SEARCH_PAGE
from build_tools.site.search.page import search_page
from build_tools.site.woodpecker import CORRECTIONS, RECEIPTS, woodpecker_pages, write_answers, write_corrections_feed
from build_tools.store.records import UnitRecord
from build_tools.store.units import write_unit

FRONT, STANDING, FEEDS, SEARCH = "front", "standing", "feeds", "search"


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
    addresses = [*(page.address for page in shared), SEARCH_PAGE, *(f"lanmu/{section.slug}/" for section in shop.paper.sections)]
    return write_unit(job.draft, job.key, job.had, shop.renderer.standing(addresses, job.date.isoformat()))


def front_key(inputs: Inputs, issues: Sequence[IssueFacts]) -> str:
    """What home, lists and map depend on: everything that lists show of any issue, and what the woodpecker desk has settled."""
    return digest_of(FRONT, inputs.program, inputs.web, *(digest for each in issues for digest in (each.shown, each.desk)))


@dataclass(frozen=True, slots=True)
class FrontJob:
    """首页与清单. ``issues`` newest first."""

    key: str
    issues: Sequence[IssueFacts]
    draft: Path
    had: UnitRecord | None


def make_front(shop: Workshop, job: FrontJob) -> UnitRecord:
    """Home, standing pages, the lists of everything, the map. Raises LostIssue; else as ``Renderer.shared``."""
    oldest_first = tuple(reversed(job.issues))
    site, shelf = _site(shop, job.issues), shelf_of(shop, job.issues)
    corrections = [each.corrections for each in oldest_first]
    public = {each.view.name: each.public for each in oldest_first if each.public}
    pages = [*plan_front(shop.paper, shelf, site.issues, site.date), report_page(site.date), *woodpecker_pages(corrections, public, site.date)]
    listed = [row for each in oldest_first for row in each.listed] + _listed_years(shelf, job.issues) + [(SEARCH_PAGE, site.date.isoformat())]
    rendered = shop.renderer.shared(pages, {"site": site}, site.date.isoformat(), listed)
    written = {
        "n/index.json": join_register(row for each in oldest_first for row in each.register),
        f"{CORRECTIONS}feed.xml": write_corrections_feed(shop.paper, corrections),
        f"{RECEIPTS}answers.json": write_answers(public),
    }
    return write_unit(job.draft, job.key, job.had, {**rendered, **_encoded(written)})


@dataclass(frozen=True, slots=True)
class FeedsJob:
    """订阅. ``fed`` are the newest issues as numbered, newest first."""

    key: str
    fed: Sequence[NumberedIssue]
    draft: Path
    had: UnitRecord | None


def feeds_key(inputs: Inputs, issues: Sequence[IssueFacts]) -> str:
    """What the feeds depend on: every word of the newest issues. ``issues`` newest first."""
    return digest_of(FEEDS, inputs.program, inputs.paper, *(each.key for each in fed_issues(issues)))


def make_feeds(shop: Workshop, job: FeedsJob) -> UnitRecord:
    """Atom and JSON Feed."""
    oldest_first = tuple(reversed(job.fed))
    written = {"feed.xml": write_feed(shop.paper, oldest_first), "feed.json": write_json_feed(shop.paper, oldest_first)}
    return write_unit(job.draft, job.key, job.had, _encoded(written))


@dataclass(frozen=True, slots=True)
class SearchJob:
    """搜索页. ``years`` newest first, ``pages`` the most that an issue has; ``volumes`` newest first."""

    key: str
    years: tuple[str, ...]
    pages: int
    volumes: Sequence[VolumeFacts]
    date: datetime.date
    draft: Path
    had: UnitRecord | None


def search_key(inputs: Inputs, years: Sequence[str], pages: int, volumes: Sequence[VolumeFacts], date: datetime.date) -> str:
    """What the search page and the files that all volumes share depend on."""
    return digest_of(SEARCH, inputs.program, inputs.paper, inputs.web, " ".join(years), str(pages), date.isoformat(), *(each.version for each in volumes))


def make_search(shop: Workshop, job: SearchJob) -> UnitRecord:
    """The page that asks, and the files that say what there is."""
    search = shared_search_files(shop.paper, job.volumes)
    page = search_page(shop.paper, job.years, job.pages, search.version, job.date)
    return write_unit(job.draft, job.key, job.had, {**shop.renderer.pages([page]), **_encoded(search.files)})


def most_pages(issues: Sequence[IssueFacts]) -> int:
    """How many pages the thickest issue has."""
    return max((each.pages for each in issues), default=0)


def fed_issues(issues: Sequence[IssueFacts]) -> Sequence[IssueFacts]:
    """Those that the feeds look back on. ``issues`` newest first."""
    return issues[:FED]


def date_of(issues: Sequence[IssueFacts]) -> datetime.date:
    """The newest issue's date, which the shared pages bear. ``issues`` newest first."""
    return datetime.date.fromisoformat(issues[0].view.date) if issues else NO_ISSUE


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


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {address: text.encode() for address, text in texts.items()}
