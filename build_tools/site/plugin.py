"""接线: the plugin ``chenbao`` of mkdocs.yml. A thin adapter; what there is, is listed in ``plan``, how it looks decided in ``views``.

In: MkDocs' events. Out: generated files, page contexts, and the faults found as log messages.
MkDocs' own Markdown is for the standing pages only; an article's HTML comes from our block tree.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import gather
from build_tools.markup.standing import as_dialect
from build_tools.model import Paper
from build_tools.site.complaints import idle_settings, lacking_files
from build_tools.site.pages import UNLISTED, SitePage
from build_tools.site.plan import PRINT, Desk, Plan, plan_site
from build_tools.site.rendering import (
    OURS,
    Refused,
    complete_settings,
    describe,
    is_closed,
    is_standing,
    linked_by_standing,
    named_by_menu,
    prepare_environment,
    read_heads,
    unwritten,
)
from build_tools.site.standing import aligned, insert_codes, reachable, whole
from build_tools.store import CACHE
from build_tools.store.cache import Cache
from build_tools.store.trees import Overlap

_LOG = get_plugin_logger("报纸")
_MATERIAL_SCRIPTS = "assets/javascripts/"
"""Material's own scripts, which no page of ours runs."""
_ADDRESS = re.compile('(?:href|src)="([^"]*//[^"]*)"')
"""A whole address in a standing page's HTML."""


# Our section of mkdocs.yml is read by readers/, so MkDocs needs to know no schema of it.
class ChenbaoPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """The plugin ``chenbao`` of mkdocs.yml."""

    files: Files
    """Everything of the last build, in the end."""

    def __init__(self) -> None:
        """Without a plan, as MkDocs itself starts it: it will make its own."""
        self._handed = self._preview = False
        self._root = Path()
        self._paper: Paper
        self._plan: Plan
        self._pages: dict[str, SitePage] = {}

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Leave our section alone: the readers check it and name line and column, which MkDocs cannot."""
        return [], []

    def hand(self, paper: Paper, plan: Plan, *, preview: bool) -> None:
        """What the builder has gathered, checked and planned already."""
        self._handed, self._paper, self._plan, self._preview = True, paper, plan, preview

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which shows what it can in spite of faults."""
        self._preview = self._preview or command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Gather everything and plan it. Raises PluginError when the copy has faults, unless this is a preview."""
        self._root = Path(config.config_file_path).parent
        if not self._handed:
            self._gather(config)
        self._pages = self._plan.pages
        complete_settings(config)
        # MkDocs' own server builds again whenever an article, a plan, a picture or a template changes.
        folders = (self._root / name for name in ("issues", "theme"))
        config.watch += [str(each) for each in folders if each.is_dir()]
        return config

    def _gather(self, config: MkDocsConfig) -> None:
        gathered = gather(self._root)
        report(idle_settings(config, placed=False), stop=False)
        report(gathered.diagnostics, stop=not self._preview)
        if gathered.paper is None:
            raise PluginError("mkdocs.yml 里没有写明是什么报纸。")
        # A preview has another address than the published site.
        self._paper = dataclasses.replace(gathered.paper, site_url=config.site_url or "")
        # What is not signed off stays at home, as in the builder.
        issues = [each for each in gathered.issues if self._preview or each.signed or gathered.paper.drafts]
        prints = {each.issue.name: self._root / PRINT / each.issue.name for each in issues}
        desk = Desk(self._root, self._paper, Cache(self._root / CACHE))
        self._plan, complaints = plan_site(desk, issues, prints)
        report(complaints, stop=False)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what is planned; leave out Material's scripts. Raises Refused if two things want one address."""
        for unused in [each for each in files if each.src_uri.startswith(_MATERIAL_SCRIPTS)]:
            files.remove(unused)
        for file in files.documentation_pages():
            ours = file.dest_uri in self._plan.sources and OURS
            if theirs := self._plan.elsewhere.get(file.dest_uri) or ours:
                name = f"{Path(config.docs_dir).name}/{file.src_uri}"
                raise Refused.overlap(Overlap(file.dest_uri, name, theirs))
        for address, source in self._plan.sources.items():
            if isinstance(source, SitePage):
                files.append(unwritten(f"{source.address}index.md", config))
            elif isinstance(source, Path):
                files.append(File.generated(config, address, abs_src_path=str(source)))
            else:
                files.append(File.generated(config, address, content=source))
        for name in sorted({*named_by_menu(config), *linked_by_standing(config)}):
            named = unwritten(name, config)
            if named.dest_uri in self._plan.elsewhere and not files.get_file_from_path(name):
                files.append(named)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """What lies there already is not made again, only its head is read, for the menu."""
        if self._plan.keeps_standing:
            read_heads(files, config)
        for file in files:
            if file.dest_uri in self._plan.elsewhere or (self._plan.keeps_standing and is_standing(file)):
                file.is_modified = lambda: False  # type: ignore[method-assign]
                if file.page:
                    file.page.update_date = self._plan.site.date.isoformat()
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let every template, the error page included, know the paper and its issues."""
        self.files = files
        prepare_environment(env, config, self._root, self._paper, preview=self._preview)
        env.globals["site"] = self._plan.site
        report(lacking_files(config, files, closed=is_closed(env)), stop=False)
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the map of the site its addresses."""
        listed = {
            (self._address_of(page, config), page.update_date)
            for file in context["pages"]
            if (page := file.page) and file.dest_uri not in self._plan.elsewhere
            if page.meta.get("template") not in UNLISTED
        }
        listed |= {(f"{config.site_url}{address}", date) for address, date in self._plan.listed}
        # A map needs whole addresses: without site_url there is none.
        context["addresses"] = sorted(listed) if config.site_url else []  # type: ignore[typeddict-unknown-key]
        return context

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give a generated page its template, title and date; put the table of codes into the handbook."""
        if planned := self._pages.get(page.file.src_uri):
            describe(page, planned)
            return markdown
        # Never the clock: the same copy gives the same bytes on any day.
        page.update_date = self._plan.site.date.isoformat()
        return insert_codes(as_dialect(markdown))

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Let the keyboard reach the code and the tables in a standing page, align columns, and keep the numbers in it whole."""
        for address in _ADDRESS.findall(html):
            # MkDocs stops at one that cannot be taken apart, ProperDocs lets it through.
            urlsplit(unescape(address))
        return whole(aligned(reachable(html)))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Give the template what it shows."""
        if planned := self._pages.get(page.file.src_uri):
            context.update(planned.view)  # type: ignore[typeddict-item]
        return context

    def _address_of(self, page: Page, config: MkDocsConfig) -> str:
        planned = self._pages.get(page.file.src_uri)
        return f"{config.site_url}{quote(planned.address)}" if planned else page.canonical_url or ""


def report(diagnostics: Iterable[Diagnostic], *, stop: bool) -> None:
    """Log every diagnostic with its place and remedy. Raises PluginError at the end if one of them stops the build."""
    faults = 0
    for diagnostic in diagnostics:
        fatal = stop and diagnostic.severity.blocks_build
        faults += fatal
        _LOG.log(logging.ERROR if fatal else logging.WARNING, "%s", diagnostic)
    if faults:
        raise PluginError(f"有{faults}处错，没有建成网站。改好后再运行一次。")
