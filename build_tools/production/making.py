"""制作: an issue's own share of the website, written straight into the draft.

In: the issue's copy and its print, what the issues around it show. Out: its pages, pictures and page pictures as units
of the draft; :class:`IssueFacts`, the little that shared pages must know of every issue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import NumberedIssue, pictures_of
from build_tools.production.copies import digest_of_value, numbered_of, view_of
from build_tools.production.inputs import digest_of
from build_tools.production.parcels import packed, unpacked
from build_tools.production.places import PRINT, pdf_address, printed_folder
from build_tools.production.workshop import Workshop
from build_tools.readers import read_public_bounty
from build_tools.site.corrected import corrected_issue
from build_tools.site.handoff.books import write_book
from build_tools.site.handoff.pages import wechat_pages
from build_tools.site.pages import UNLISTED, plan_issue
from build_tools.site.presenting import view_issue
from build_tools.site.register import register_rows
from build_tools.site.replica.keeping import KeptReplica, keep_replica, replica_files
from build_tools.site.search.entry import SearchEntry, search_entry
from build_tools.site.search.files import issue_search_files
from build_tools.site.views import IssueView
from build_tools.site.web_pictures import make_copies, shown_pictures
from build_tools.site.woodpecker import IssueCorrections, Public, issue_corrections
from build_tools.store.packs import Store
from build_tools.store.records import UnitRecord
from build_tools.store.units import write_unit

KIND, _PAGES = "issue", "pages"


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """一期要目: what lists, feeds and search need to know. ``view`` is without its pages, of which it had ``pages``."""

    key: str
    view: IssueView
    slugs: frozenset[str]
    pages: int
    shown: str
    """Digest of the view with its pages: all that lists show of the issue."""
    desk: str
    """Digest of ``corrections`` and ``public``."""
    register: tuple[str, ...]
    listed: tuple[tuple[str, str], ...]
    """Address and date of every page that search engines are sent to."""
    corrections: IssueCorrections
    public: Public | None
    search: str
    """Version of its share in the search."""
    diagnostics: tuple[Diagnostic, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    """The units of the website that it has, each with its key."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """前后期: an issue that another one's pages show something of, and the key of its copy."""

    name: str
    copy: str


@dataclass(frozen=True, slots=True)
class IssueJob:
    """制作单: one issue to be made, the key of its copy, its neighbours."""

    name: str
    key: str
    copy: str
    before: Neighbour | None
    after: Neighbour | None
    pictures: str
    draft: Path
    had: Mapping[str, UnitRecord | None]
    ready: bool = False
    """Whether its new print lies ready, to be put in place with the website."""


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """成品: the facts, and the units that were written."""

    facts: IssueFacts
    units: Mapping[str, UnitRecord]


def make_issue(shop: Workshop, job: IssueJob) -> MadeIssue:
    """Make an issue's pages and write them into the draft; what did not change is not written.

    Raises OSError if something cannot be read or written, TemplateError for a template that is written wrong.
    """
    numbered = numbered_of(shop.store, job.name, job.copy)
    print_pdf = _print_of(shop, job)
    kept, complaints = _replica(shop, numbered, print_pdf)
    facts, pages = _pages(shop, job, numbered, kept, print_pdf)
    units = {pages_unit(job.name): write_unit(job.draft, job.key, job.had.get(pages_unit(job.name)), pages)}
    units |= _pictures(shop, job, numbered)
    units |= _sheets(shop, job, numbered, kept, print_pdf)
    return MadeIssue(replace(facts, diagnostics=complaints, units=tuple((unit, record.key) for unit, record in units.items())), units)


def pages_unit(name: str) -> str:
    """The unit of an issue's pages."""
    return f"issue/{name}"


def units_of(name: str) -> tuple[str, str, str]:
    """All units that an issue may have."""
    return pages_unit(name), f"pictures/{name}", f"sheets/{name}"


def _print_of(shop: Workshop, job: IssueJob) -> Path | None:
    if shop.order.web_only:
        return None
    pdf = printed_folder(shop.root, job.name, (job.name,) if job.ready else ()) / Path(pdf_address(shop.paper, job.name)).name
    return pdf if pdf.is_file() else None


class LostIssue(Exception):
    """失期: the storeroom no longer holds what an issue was made into. Names the issue; it must be made again."""


def full_view(store: Store, name: str, key: str) -> IssueView:
    """An issue with its pages and articles, as made. Raises LostIssue."""
    found = unpacked(_kept(store, name, key)["view"])
    assert isinstance(found, IssueView)
    return found


def kept_entry(store: Store, name: str, key: str) -> SearchEntry:
    """An issue's share in the search, as made. Raises LostIssue."""
    return SearchEntry.from_bytes(_kept(store, name, key)["search"])


def _kept(store: Store, name: str, key: str) -> Mapping[str, bytes]:
    kept = store.get(KIND, key)
    if kept is None:
        raise LostIssue(name)
    return kept


def _replica(shop: Workshop, numbered: NumberedIssue, pdf: Path | None) -> tuple[KeptReplica | None, tuple[Diagnostic, ...]]:
    name = numbered.issue.name
    if pdf is None:
        return None, ()
    try:
        return keep_replica(pdf_address(shop.paper, name), pdf, _unpictured(numbered), shop.store), ()
    except ValueError:
        said = f"{name} 的印刷 PDF 或它的 layout.json 读不出来，没有做版面图。改法：再运行一次 chenbao build {name}。"
        return None, (diagnose("SQ701", Place(f"{PRINT}/{pdf_address(shop.paper, name)}"), problem=said),)


def _unpictured(numbered: NumberedIssue) -> set[str]:
    return {str(item.number) for item in numbered.articles if not pictures_of(item.article.body)}


def _pages(shop: Workshop, job: IssueJob, numbered: NumberedIssue, kept: KeptReplica | None, pdf: Path | None) -> tuple[IssueFacts, Mapping[str, bytes]]:
    made, files = shop.store.get(KIND, job.key), shop.store.get(_PAGES, job.key)
    if made is not None and files is not None:
        facts = unpacked(made["facts"])
        assert isinstance(facts, IssueFacts)
        return facts, files
    right = corrected_issue(numbered)
    view = view_issue(right, shop.paper, pdf_address(shop.paper, job.name) if pdf else "", kept.views if kept else None)
    before, after = (view_of(shop.store, each.name, each.copy) if each else None for each in (job.before, job.after))
    planned = [*plan_issue(shop.paper, numbered, view, before, after), *wechat_pages(shop.paper, numbered)]
    entry = search_entry(right, shop.paper)
    texts = {address: text.encode() for address, text in issue_search_files(entry).items()}
    files = {**shop.renderer.pages(planned), **texts, **write_book(shop.root, shop.paper, numbered, shop.store)}
    corrections, public = issue_corrections(numbered), read_public_bounty(shop.root, job.name)
    facts = IssueFacts(
        key=job.key,
        view=replace(view, pages=()),
        slugs=view.slugs,
        pages=len(view.pages),
        shown=digest_of_value(view),
        desk=digest_of_value((corrections, public)),
        register=register_rows(numbered),
        listed=tuple((quote(page.address), page.date.isoformat()) for page in planned if page.template not in UNLISTED),
        corrections=corrections,
        public=public,
        search=entry.version,
    )
    shop.store.put(KIND, job.key, {"facts": packed(facts), "view": packed(view), "search": entry.to_bytes()})
    if shop.order.shard:
        shop.store.put(_PAGES, job.key, files)
    return facts, files


def _pictures(shop: Workshop, job: IssueJob, numbered: NumberedIssue) -> dict[str, UnitRecord]:
    _, unit, _ = units_of(job.name)
    shown = shown_pictures(shop.root, numbered)
    if not shown:
        return {}
    key = digest_of(job.pictures, *sorted(f"{picture.file} {picture.pixels}" for _, picture in shown.values()))
    had = job.had.get(unit)
    return {unit: had if had and had.key == key else write_unit(job.draft, key, had, make_copies(shown, shop.store))}


def _sheets(shop: Workshop, job: IssueJob, numbered: NumberedIssue, kept: KeptReplica | None, pdf: Path | None) -> dict[str, UnitRecord]:
    _, _, unit = units_of(job.name)
    if kept is None or pdf is None:
        return {unit: write_unit(job.draft, digest_of(job.key), job.had.get(unit), {pdf_address(shop.paper, job.name): pdf})} if pdf else {}
    had = job.had.get(unit)
    if had and had.key == kept.key:
        return {unit: had}
    address = pdf_address(shop.paper, job.name)
    files = replica_files(kept, address, pdf, _unpictured(numbered), shop.store)
    return {unit: write_unit(job.draft, kept.key, had, {**files, address: pdf})}
