"""全站: the one list of what the website consists of: every address, what it is made from, whose it is.

In: the paper, its issues. Out: address of a file → its source, owner by owner. MkDocs' plugin, the builder, the preview
and the shards all start from here, and nothing else lists what there is. An owner's files change together:

    2021-01            an issue's pages, texts and e-book: its copy, its print, what its neighbours show
    2021-01/pictures   its pictures in the widths of screens
    2021-01/sheets     its print PDF and 版面图
    year/2021          the lists of a year
    search/2021        a volume of the search
    search, feeds      the page that asks, and the files that say what there is; Atom and JSON Feed
    front              home, and the lists of everything
    standing           the pages of content/ that show no issue

The last two are MkDocs' own to make: they contain pages of content/, the error page, the map of the site and the theme.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import NumberedIssue, Paper, pictures_of, reading_name
from build_tools.readers import read_public_bounty
from build_tools.site.corrected import corrected_issue
from build_tools.site.feed import ISSUES as FED
from build_tools.site.feed import write_feed
from build_tools.site.front_files import front_files
from build_tools.site.handoff.issue_files import issue_files
from build_tools.site.handoff.pages import wechat_pages
from build_tools.site.json_feed import write_json_feed
from build_tools.site.pages import (
    NO_ISSUE,
    RECENT,
    UNLISTED,
    Shelf,
    Site,
    SitePage,
    make_shelf,
    plan_front,
    plan_issue,
    plan_year,
)
from build_tools.site.presenting import view_issue
from build_tools.site.register import join_register, register_rows
from build_tools.site.replica.keeping import KeptReplica, keep_replica, replica_files
from build_tools.site.search.entry import SearchEntry, search_entry
from build_tools.site.search.files import (
    VolumeFacts,
    issue_search_files,
    shared_search_files,
    volume_facts,
    volume_files,
    volume_version,
)
from build_tools.site.search.page import search_page
from build_tools.site.search.volumes import Volume, volumes
from build_tools.site.standing import SECTIONS, section_styles
from build_tools.site.views import IssueView
from build_tools.site.web_pictures import make_copies, shown_pictures
from build_tools.site.woodpecker import (
    CORRECTIONS,
    RECEIPTS,
    IssueCorrections,
    issue_corrections,
    woodpecker_pages,
    write_answers,
    write_ballots,
    write_corrections_feed,
)
from build_tools.store.cache import Cache
from build_tools.store.digests import digest_of, digest_of_file, digest_of_value

FRONT, STANDING, FEEDS, SEARCH = "front", "standing", "feeds", "search"
PRINT = "dist/print"
Source = SitePage | bytes | Path
"""What a file is made from: a page that a template shows, its content, a file to be copied."""
Sources = dict[str, Source]
"""By the file's address from the site's root."""


@dataclass(frozen=True, slots=True)
class Desk:
    """案头: what every part of the plan needs. ``root`` is the paper's folder."""

    root: Path
    paper: Paper
    cache: Cache

    @property
    def theme(self) -> Path:
        """The paper's own folder of the web theme."""
        return self.root / "theme" / "web"


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """一期要目: the little that lists, feeds and search must know of an issue. ``view`` is without its pages, of which it has ``pages``."""

    view: IssueView
    slugs: frozenset[str]
    pages: int
    shown: str
    """Digest of the view with its pages: all that lists show of the issue."""
    corrections: IssueCorrections
    register: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]
    """Address and date of every page that search engines are sent to."""
    search: str
    """Version of its share in the search."""
    diagnostics: tuple[Diagnostic, ...] = ()
    owned: tuple[tuple[str, str], ...] = ()
    """What it has of the website: owners, each with the key of all it was made from."""

    @property
    def name(self) -> str:
        """2021-01."""
        return self.view.name


@dataclass(frozen=True, slots=True)
class IssueParts:
    """一期的全部: its facts, its view with all pages, its share in the search, its sources by owner."""

    facts: IssueFacts
    view: IssueView
    entry: SearchEntry
    sources: Mapping[str, Sources]


@dataclass(frozen=True, slots=True)
class Plan:
    """全站 as MkDocs is given it: what it is to make beside content/ and the theme, each with its owner."""

    sources: Mapping[str, Source]
    site: Site
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Addresses of files that are made elsewhere, each with its owner."""
    listed: tuple[tuple[str, str], ...] = ()
    """Address and date of pages that are made elsewhere and stand in the map of the site."""
    keeps_standing: bool = False
    """Whether the pages of content/ that show no issue lie there already."""

    @property
    def pages(self) -> dict[str, SitePage]:
        """The pages among the sources, by the name MkDocs knows them by (``2021-01/index.md``)."""
        return {
            f"{source.address}index.md": source
            for source in self.sources.values()
            if isinstance(source, SitePage)
        }


def plan_site(
    desk: Desk, issues: Sequence[NumberedIssue], prints: Mapping[str, Path]
) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Everything at once. ``issues`` oldest first; ``prints``: issue → folder of the print that is shown. Raises OSError."""
    views = [view_issue(corrected_issue(each), desk.paper) for each in issues]
    parts = [
        plan_issue_parts(
            desk,
            numbered,
            views[place - 1] if place else None,
            views[place + 1] if place + 1 < len(views) else None,
            print_in(prints.get(numbered.issue.name), numbered, desk.paper),
        )
        for place, numbered in enumerate(issues)
    ]
    newest = [each.facts for each in reversed(parts)]
    whole = [each.view for each in reversed(parts)]
    at_hand = {each.facts.name: each for each in parts}
    stock = Stock(
        desk.paper,
        lambda name: at_hand[name].view,
        lambda name: at_hand[name].entry,
        {each.issue.name: each for each in issues}.__getitem__,
    )
    made = [source for each in parts for source in each.sources.values()]
    made += [part.sources(stock) for part in shared_parts(desk.paper, newest)]
    sources = {address: source for each in made for address, source in each.items()}
    sources |= front_sources(desk, newest, whole)
    plan = Plan(sources, Site((), tuple(whole), date_of(newest)))
    return plan, tuple(fault for each in parts for fault in each.facts.diagnostics)


def print_in(folder: Path | None, numbered: NumberedIssue, paper: Paper) -> Path | None:
    """An issue's print PDF in a folder, if it lies there."""
    pdf = folder and folder / numbered.as_printed(paper).pdf_name(numbered.issue.name)
    return pdf if pdf and pdf.is_file() else None


# -- an issue ------------------------------------------------------------------------------------------------------------


def plan_issue_parts(
    desk: Desk,
    numbered: NumberedIssue,
    before: IssueView | None,
    after: IssueView | None,
    pdf: Path | None,
    key: str = "",
    pictures_key: str = "",
) -> IssueParts:
    """What an issue has on the website. ``before`` and ``after`` are the issues around it, without their print.

    ``pdf`` is its print, None for a website without; ``key`` is of all that its pages are made from, ``pictures_key``
    of its picture files. Raises OSError.
    """
    name, paper = numbered.issue.name, desk.paper
    replica, complaints = _replica(desk, numbered, pdf)
    right = corrected_issue(numbered)
    address = numbered.as_printed(paper).address(name, ".pdf")
    read = _for_readers(pdf) if pdf else None
    view = view_issue(right, paper, address if pdf else "", replica.views if replica else None)
    view = replace(view, pdf_size=_written_size(read.stat().st_size) if read else "")
    pages = [*plan_issue(paper, numbered, view, before, after), *wechat_pages(paper, numbered)]
    entry = search_entry(right, paper)
    own: Sources = {f"{page.address}index.html": page for page in pages}
    own |= _encoded(issue_search_files(entry))
    own |= issue_files(desk.root, paper, numbered, desk.cache)
    shown = shown_pictures(desk.root, numbered)
    sizes = sorted(f"{picture.file} {picture.pixels}" for _, picture in shown.values())
    owned = [(name, key)]
    owned += [(f"{name}/pictures", key and digest_of(pictures_key, *sizes))] if shown else []
    owned += (
        [(f"{name}/sheets", key and digest_of(replica.key if replica else key, digest_of_file(read)))]
        if read
        else []
    )
    facts = IssueFacts(
        view=replace(view, pages=()),
        slugs=view.slugs,
        pages=len(view.pages),
        shown=digest_of_value(view),
        corrections=issue_corrections(numbered),
        register=register_rows(numbered),
        listed=tuple(
            (quote(page.address), page.date.isoformat()) for page in pages if page.template not in UNLISTED
        ),
        search=entry.version,
        diagnostics=complaints,
        owned=tuple(owned),
    )
    return IssueParts(facts, view, entry, _Lazily(desk, numbered, own, pdf, replica))


class _Lazily(Mapping[str, Sources]):
    """An issue's sources by owner; pictures and 版面图, megabytes each, only when they are asked for."""

    def __init__(
        self, desk: Desk, numbered: NumberedIssue, own: Sources, pdf: Path | None, replica: KeptReplica | None
    ) -> None:
        self._desk, self._numbered, self._own, self._pdf, self._replica = desk, numbered, own, pdf, replica

    def __iter__(self) -> Iterator[str]:
        name = self._numbered.issue.name
        return iter((name, f"{name}/pictures", f"{name}/sheets"))

    def __len__(self) -> int:
        return 3

    def __getitem__(self, owner: str) -> Sources:
        desk, numbered = self._desk, self._numbered
        part = owner.removeprefix(f"{numbered.issue.name}").lstrip("/")
        if not part:
            return self._own
        if part == "pictures":
            return {**make_copies(shown_pictures(desk.root, numbered), desk.cache)}
        address = numbered.as_printed(desk.paper).address(numbered.issue.name, ".pdf")
        sheets: Sources = {address: _for_readers(self._pdf)} if self._pdf else {}
        if self._pdf and self._replica:
            sheets |= replica_files(self._replica, address, self._pdf, _unpictured(numbered), desk.cache)
        return sheets


def _for_readers(pdf: Path) -> Path:
    """The reading copy that lies beside a print PDF: a tenth as large, tagged, with bookmarks; the print where there is none."""
    copy = pdf.with_name(reading_name(pdf.name))
    return copy if copy.is_file() else pdf


def _written_size(size: int) -> str:
    """How much a reader has to load, in figures people know."""
    return f"{size / 1e6:.1f}\u00a0MB" if size >= 100_000 else f"{max(size // 1000, 1)}\u00a0KB"


def _replica(
    desk: Desk, numbered: NumberedIssue, pdf: Path | None
) -> tuple[KeptReplica | None, tuple[Diagnostic, ...]]:
    name = numbered.issue.name
    if pdf is None:
        return None, ()
    address = numbered.as_printed(desk.paper).address(name, ".pdf")
    try:
        return keep_replica(address, pdf, _unpictured(numbered), desk.cache), ()
    except ValueError:
        said = f"{name} 的印刷 PDF 或它的 layout.json 读不出来，没有做版面图。改法：再运行一次 chenbao build {name}。"
        return None, (diagnose("SQ701", Place(f"{PRINT}/{address}"), problem=said),)


def _unpictured(numbered: NumberedIssue) -> set[str]:
    return {str(item.number) for item in numbered.articles if not pictures_of(item.article.body)}


# -- what shows something of many issues ---------------------------------------------------------------------------------


def date_of(issues: Sequence[IssueFacts]) -> datetime.date:
    """The newest issue's date, which the shared pages bear. ``issues`` newest first."""
    return datetime.date.fromisoformat(issues[0].view.date) if issues else NO_ISSUE


def shelf_of(paper: Paper, issues: Iterable[IssueFacts]) -> Shelf:
    """The shelf of all years."""
    return make_shelf(paper, ((each.view.year, each.slugs) for each in issues))


@dataclass(frozen=True, slots=True)
class Stock:
    """库存: what was made of the issues, each by its name. What is lacking raises what the builder knows to mend."""

    paper: Paper
    view: Callable[[str], IssueView]
    """An issue with its pages."""
    entry: Callable[[str], SearchEntry]
    """Its share in the search."""
    numbered: Callable[[str], NumberedIssue]
    """Its copy."""
    known: Callable[[str, Callable[[], VolumeFacts]], VolumeFacts] = lambda version, make: make()
    """Facts of a volume by its version, as they were made before, where that is remembered."""

    def facts_of(self, volume: Volume, version: str) -> VolumeFacts:
        """What the manifest of the search must know of a volume."""
        return self.known(
            version, lambda: volume_facts(volume, {name: self.entry(name) for name in volume.issues})
        )


@dataclass(frozen=True, slots=True)
class Part:
    """一份: what some owner beside the issues has. ``shown``: digests of all that it shows; ``sources`` gives it in any process."""

    what: str
    """What is being done when it is made; those of one kind are made at once, in the order of the kinds."""
    owner: str
    shown: tuple[str, ...]
    sources: Callable[[Stock], Sources]


def shared_parts(paper: Paper, issues: Sequence[IssueFacts]) -> Iterator[Part]:
    """The lists of the years, the search, the feeds. ``issues`` newest first."""
    shelf = shelf_of(paper, issues)
    for year in shelf.years:
        own = [each for each in issues if each.view.year == year]
        shown = year, repr(shelf), *(each.shown for each in own)
        names = tuple(each.name for each in own)
        yield Part("制作年目", f"year/{year}", shown, partial(_year_sources, shelf, year, names))
    versions = {each.name: each.search for each in issues}
    bound = {volume: volume_version(volume, versions) for volume in volumes(tuple(versions))}
    for volume, version in bound.items():
        yield Part("编检索", f"{SEARCH}/{volume.name}", (version,), partial(_volume_sources, volume, version))
    asked = shelf.years, max((each.pages for each in issues), default=0), date_of(issues)
    yield Part(
        "编检索页",
        SEARCH,
        (repr(asked), *bound.values()),
        partial(_search_sources, *asked, tuple(bound.items())),
    )
    fed = issues[:FED]
    shown = tuple(key for each in fed for _, key in each.owned[:1])
    yield Part("编订阅", FEEDS, shown, partial(_feed_sources, tuple(each.name for each in reversed(fed))))


def _year_sources(shelf: Shelf, year: str, names: Sequence[str], stock: Stock) -> Sources:
    views = [stock.view(name) for name in names]
    return {f"{page.address}index.html": page for page in plan_year(stock.paper, shelf, year, views)}


def _volume_sources(volume: Volume, version: str, stock: Stock) -> Sources:
    stock.facts_of(volume, version)  # now that its issues are at hand, for the manifest
    return _encoded(volume_files(volume, {name: stock.entry(name) for name in volume.issues}))


def _search_sources(
    years: Sequence[str],
    most: int,
    date: datetime.date,
    bound: Sequence[tuple[Volume, str]],
    stock: Stock,
) -> Sources:
    """The page that asks, and the files that all volumes share."""
    found = shared_search_files(stock.paper, [stock.facts_of(*each) for each in bound])
    page = search_page(stock.paper, years, most, found.version, date)
    return {f"{page.address}index.html": page, **_encoded(found.files)}


def _feed_sources(names: Sequence[str], stock: Stock) -> Sources:
    """Atom and JSON Feed of the newest issues, oldest first."""
    fed = tuple(stock.numbered(name) for name in names)
    return _encoded(
        {"feed.xml": write_feed(stock.paper, fed), "feed.json": write_json_feed(stock.paper, fed)}
    )


def front_sources(desk: Desk, issues: Sequence[IssueFacts], views: Sequence[IssueView]) -> Sources:
    """The lists of everything, the corrections, the register, the sections' colours. Both newest first."""
    corrections = [each.corrections for each in reversed(issues)]
    names = [each.name for each in reversed(issues)]
    public = {name: found for name in names if (found := read_public_bounty(desk.root, name))}
    date = date_of(issues)
    pages = [
        *plan_front(desk.paper, shelf_of(desk.paper, issues), views, date),
        *woodpecker_pages(corrections, public, date),
    ]
    written = {
        "n/index.json": join_register(row for each in reversed(issues) for row in each.register),
        f"{CORRECTIONS}feed.xml": write_corrections_feed(desk.paper, corrections),
        f"{RECEIPTS}answers.json": write_answers(public),
        **write_ballots(public),
        SECTIONS: section_styles(desk.paper),
    }
    files = front_files(desk.paper, Site((), tuple(views), date), desk.theme, desk.cache)
    return {**{f"{page.address}index.html": page for page in pages}, **_encoded(written), **files}


def front_views(issues: Sequence[IssueFacts]) -> tuple[str, ...]:
    """Of which issues the front shows articles, newest first: of all others, what a calendar shows."""
    newest = issues[0].view.year if issues else ""
    return tuple(each.name for place, each in enumerate(issues) if place < RECENT or each.view.year == newest)


def listed_elsewhere(paper: Paper, issues: Sequence[IssueFacts]) -> tuple[tuple[str, str], ...]:
    """Address and date of all pages of issues, years and search. ``issues`` newest first."""
    shelf = shelf_of(paper, issues)
    days = {each.view.year: each.view.date for each in reversed(issues)}
    found = [row for each in issues for row in each.listed]
    found += [(f"archive/{year}/", days[year]) for year in shelf.years]
    for slug, years in shelf.by_section.items():
        folder = slug if "/" in slug else f"lanmu/{slug}"
        found += [(f"{folder}/{year}/", days[year]) for year in years]
        found += [(f"{folder}/", days[year]) for year in years[:1]]
    return tuple(found)


def _encoded(texts: Mapping[str, str]) -> Sources:
    return {address: text.encode() for address, text in texts.items()}
