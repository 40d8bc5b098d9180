"""接线: hands the paper's pages to MkDocs. A thin adapter; what it shows is decided in ``pages`` and ``views``.

In: MkDocs' events. Out: generated files, page contexts, and the faults found as log messages.
MkDocs' own Markdown is for the standing pages only; an article's HTML comes from our block tree.
"""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered, gather
from build_tools.model import NumberedIssue, Paper, pictures_of
from build_tools.readers import read_public_bounty
from build_tools.site.feed import write_feed
from build_tools.site.handoff.books import write_book
from build_tools.site.handoff.pages import report_page, wechat_pages
from build_tools.site.json_feed import write_json_feed
from build_tools.site.pages import UNLISTED, Site, SitePage, plan_site
from build_tools.site.register import write_register
from build_tools.site.rendering import MATERIAL_SCRIPTS, complete_settings, describe, prepare_environment
from build_tools.site.replica.making import Replica, make_replica
from build_tools.site.search.files import SearchFiles, write_search
from build_tools.site.search.page import search_page
from build_tools.site.standing import insert_codes, reachable_code, section_styles
from build_tools.site.web_pictures import make_copies, shown_pictures
from build_tools.site.woodpecker import (
    CORRECTIONS,
    RECEIPTS,
    IssueCorrections,
    Public,
    issue_corrections,
    woodpecker_pages,
    write_answers,
    write_corrections_feed,
)
from build_tools.store import CACHE
from build_tools.store.packs import Store

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_LOG = get_plugin_logger("报纸")


# Our section of mkdocs.yml is read by readers/, so MkDocs needs to know no schema of it.
class ChenbaoPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """The plugin ``chenbao`` of mkdocs.yml."""

    def __init__(self) -> None:
        """Without anything handed over, as MkDocs itself starts it."""
        self.handed: Gathered | None = None
        """What the command line has gathered and checked already; None when MkDocs was started by itself."""
        self.pdfs: Mapping[str, Path] | None = None
        """Issue → print PDF; None to look into dist/print."""
        self._serving = False
        self._root = Path()
        self._paper: Paper
        self._issues: tuple[NumberedIssue, ...] = ()
        self._site: Site
        self._corrections: tuple[IssueCorrections, ...] = ()
        self._search: SearchFiles
        self._pdf_files: Mapping[str, Path] = {}
        self._replicas: Mapping[str, Replica] = {}
        self._pages: dict[str, SitePage] = {}

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Leave our section alone: the readers check it and name line and column, which MkDocs cannot."""
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which shows what it can in spite of faults."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Gather everything. Raises PluginError when the copy has faults, unless this is a preview."""
        self._root = Path(config.config_file_path).parent
        gathered = self.handed or gather(self._root)
        if self.handed is None:
            report(gathered.diagnostics, stop=not self._serving)
        if gathered.paper is None:
            raise PluginError("mkdocs.yml 里没有写明是什么报纸。")
        # A preview has another address than the published site.
        self._paper = dataclasses.replace(gathered.paper, site_url=config.site_url or "")
        self._issues = gathered.issues
        self._corrections = tuple(map(issue_corrections, self._issues))
        self._pdf_files = self._find_pdfs()
        addresses = {name: _pdf_address(self._paper, name) for name in self._pdf_files}
        self._replicas = self._make_replicas()
        views = {name: replica.pages for name, replica in self._replicas.items()}
        self._site = plan_site(self._paper, self._issues, addresses, views)
        self._search = write_search(self._paper, self._issues)
        years = sorted({issue.year for issue in self._site.issues}, reverse=True)
        most = max((len(issue.pages) for issue in self._site.issues), default=0)
        searching = search_page(self._paper, years, most, self._search.version, self._site.date)
        planned = (*self._site.pages, report_page(self._site.date), *(page for numbered in self._issues for page in wechat_pages(self._paper, numbered)), searching, *woodpecker_pages(self._corrections, self._public(), self._site.date))
        self._pages = {f"{page.address}index.md": page for page in planned}
        complete_settings(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages, the pictures, the PDFs and what machines read; leave out Material's scripts, which no page runs."""
        for unused in [each for each in files if each.src_uri.startswith(MATERIAL_SCRIPTS)]:
            files.remove(unused)
        for source in self._pages:
            files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        written: dict[str, str | bytes] = {
            "feed.xml": write_feed(self._paper, self._issues),
            "feed.json": write_json_feed(self._paper, self._issues),
            "n/index.json": write_register(self._issues),
            f"{CORRECTIONS}feed.xml": write_corrections_feed(self._paper, self._corrections),
            f"{RECEIPTS}answers.json": write_answers(self._public()),
            "assets/sections.css": section_styles(self._paper),
            **self._search.files,
        }
        for address, content in {**written, **self._books(), **self._pictures()}.items():
            files.append(File.generated(config, address, content=content))
        for address, path in self._pdfs().items():
            files.append(File.generated(config, address, abs_src_path=str(path)))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let every template, the error page included, know the paper and its issues."""
        prepare_environment(env, config, self._root, self._paper, preview=self._serving)
        env.globals["site"] = self._site
        return env

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> TemplateContext:
        """Give the map of the site its addresses."""
        pages = [file.page for file in context["pages"] if file.page]
        listed = {(page.canonical_url or "", page.update_date) for page in pages if page.meta.get("template") not in UNLISTED}
        context["addresses"] = sorted(listed)  # type: ignore[typeddict-unknown-key]
        return context

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a generated page its template, title and date; put the table of codes into the handbook."""
        page.update_date = self._date_of(page).isoformat()
        planned = self._pages.get(page.file.src_uri)
        if planned is None:
            return insert_codes(markdown)
        describe(page, planned)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let the keyboard reach the code in a standing page."""
        return reachable_code(html)

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Any) -> TemplateContext:
        """Give the template what it shows."""
        planned = self._pages.get(page.file.src_uri)
        if planned:
            context.update(planned.view)  # type: ignore[typeddict-item]
        return context

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
        """Build again whenever an article, a plan, a picture or a template changes."""
        for folder in ("issues", "theme"):
            if (self._root / folder).is_dir():
                server.watch(str(self._root / folder))
        return server

    def _date_of(self, page: Page) -> datetime.date:
        # Never the clock: the same copy gives the same bytes on any day.
        planned = self._pages.get(page.file.src_uri)
        return planned.date if planned else self._site.date

    def _pictures(self) -> dict[str, bytes]:
        return {address: copy for numbered in self._issues for address, copy in make_copies(shown_pictures(self._root, numbered), self._store).items()}

    @property
    def _store(self) -> Store:
        return Store(self._root / CACHE)

    def _public(self) -> dict[str, Public]:
        names = (numbered.issue.name for numbered in self._issues)
        return {name: found for name in names if (found := read_public_bounty(self._root, name))}

    def _books(self) -> dict[str, bytes]:
        return {address: book for numbered in self._issues for address, book in write_book(self._root, self._paper, numbered, self._store).items()}

    def _pdfs(self) -> dict[str, Path]:
        whole = {_pdf_address(self._paper, name): path for name, path in self._pdf_files.items()}
        return {**whole, **{address: path for replica in self._replicas.values() for address, path in replica.files.items()}}

    def _make_replicas(self) -> Mapping[str, Replica]:
        kept = self._root / "dist" / ".pages"
        made: dict[str, Replica] = {}
        for numbered in self._issues:
            name = numbered.issue.name
            if pdf := self._pdf_files.get(name):
                unpictured = {str(item.number) for item in numbered.articles if not pictures_of(item.article.body)}
                try:
                    made[name] = make_replica(_pdf_address(self._paper, name), pdf, unpictured, kept / name)
                except ValueError:
                    _LOG.warning("%s 的印刷 PDF 或它的 layout.json 读不出来，没有做版面图。改法：再运行一次 chenbao build %s。", name, name)
        return made

    def _find_pdfs(self) -> Mapping[str, Path]:
        if self.pdfs is not None:
            return self.pdfs
        folder = self._root / "dist" / "print"
        names = [numbered.issue.name for numbered in self._issues]
        looked = {name: folder / _pdf_address(self._paper, name) for name in names}
        return {name: path for name, path in looked.items() if path.is_file()}


def report(diagnostics: tuple[Diagnostic, ...], *, stop: bool) -> None:
    """Log every diagnostic with its place and remedy. Raises PluginError at the end if one of them stops the build."""
    faults = 0
    for diagnostic in diagnostics:
        blocks = diagnostic.severity.blocks_build
        faults += blocks
        _LOG.log(logging.ERROR if blocks and stop else logging.WARNING, str(diagnostic))
    if faults and stop:
        raise PluginError(f"有{faults}处错，没有建成网站。改好后再运行一次。")


def _pdf_address(paper: Paper, issue: str) -> str:
    name = "-".join(part for part in (paper.name, paper.edition, issue) if part)
    return f"{issue}/{name}.pdf"
