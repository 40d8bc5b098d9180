"""渲染: pages rendered in memory, to the byte as MkDocs writes them to a folder. Beside ``plugin`` the only adapter to MkDocs.

In: mkdocs.yml and planned pages. Out: address → content. A renderer is made once a process; what it renders depends
on its settings and the pages given, on nothing rendered before.
"""

from __future__ import annotations

import functools
import gzip
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page as WebPage
from mkdocs.utils import get_relative_url, is_error_template

from build_tools.model import Paper
from build_tools.site.compiled import CompiledTemplates
from build_tools.site.pages import UNLISTED, SitePage
from build_tools.site.policy import content_policy
from build_tools.site.search.scripts import file_version
from build_tools.site.standing import heading_anchor, insert_codes, reachable_code

SETTINGS = "mkdocs.yml"
MATERIAL_SCRIPTS = "assets/javascripts/"
"""Material's own scripts, which no page of ours runs."""
SITEMAP = "sitemap.xml"


class Renderer:
    """版房: the theme's templates, MkDocs' settings and the menu, ready to render any page."""

    def __init__(self, root: Path, paper: Paper, bytecode: Path | None = None, *, preview: bool = False) -> None:
        """``bytecode`` is a folder that keeps the templates compiled; a preview's pages bear no content policy.

        Raises MkDocsException when mkdocs.yml cannot be used, TemplateError for a template that is written wrong.
        """
        self.config = read_settings(root, preview=preview)
        self._files = get_files(self.config)
        self._env = self.config.theme.get_env()
        prepare_environment(self._env, self.config, root, paper, preview=preview)
        if bytecode:
            self._env.bytecode_cache = CompiledTemplates(bytecode)
        self._menu: Navigation | None = None

    def pages(self, planned: Iterable[SitePage]) -> dict[str, bytes]:
        """Address of the file → HTML of each planned page."""
        # The menu leads to pages that are rendered elsewhere; that they exist is all that matters here.
        menu = self._menu or self._navigation(("archive/index.md", "lanmu/index.md"))
        return {f"{page.address}index.html": self._generated(page, menu) for page in planned}

    def standing(self, planned: Iterable[str], date: str) -> dict[str, bytes]:
        """The standing pages that show nothing of any issue. ``planned`` are the addresses of the shared pages they may link to.

        ``date`` (ISO 8601) is what they bear.
        """
        menu = self._navigation([f"{address}index.md" for address in planned])
        pages = [page for page in self._written() if not _shows_issues(page)]
        for page in pages:
            self._populate(page, date)
        rendered = {page.file.dest_uri: self._render(page, menu, None) for page in pages}
        for page in pages:
            page.validate_anchor_links(files=self._files, log_level=self.config.validation.links.anchors)
        return rendered

    def shared(self, planned: Sequence[SitePage], shown: Mapping[str, object], date: str, sitemap: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        """Home, every standing page with a template of its own, the planned pages, the error page and the map of the site.

        ``shown`` is what every template of these may look at, ``sitemap`` the address and date of all pages that are
        rendered elsewhere and that search engines are sent to.
        """
        menu = self._navigation([f"{page.address}index.md" for page in planned])
        self._env.globals.update(shown)
        own = [page for page in self._written() if _shows_issues(page)]
        for page in own:
            self._populate(page, date)
        rendered = {page.file.dest_uri: self._render(page, menu, None) for page in own}
        rendered |= {f"{page.address}index.html": self._generated(page, menu) for page in planned}
        base = self.config.site_url or ""
        listed = {(page.canonical_url or "", date) for page in self._written() if page.meta.get("template") not in UNLISTED}
        listed |= {(f"{base}{address}", day) for address, day in sitemap}
        listed |= {(f"{base}{page.address}", page.date.isoformat()) for page in planned if page.template not in UNLISTED}
        return rendered | self._templates(menu, sorted(listed))

    def assets(self) -> dict[str, bytes | Path]:
        """Everything that is copied as it is: the theme's files and those of the standing pages."""
        files = get_files(self.config)
        files.add_files_from_theme(self._env, self.config)
        copied = [file for file in files if not file.is_documentation_page() and not file.src_uri.startswith(MATERIAL_SCRIPTS)]
        return {file.dest_uri: Path(file.abs_src_path) for file in copied if file.abs_src_path and file.inclusion.is_included()}  # type: ignore[no-untyped-call]

    def _navigation(self, generated: Iterable[str]) -> Navigation:
        for source in generated:
            if self._files.get_file_from_path(source) is None:
                self._files.append(_unwritten(source, self.config))
        set_exclusions(self._files, self.config)
        # What the menu leads to nowhere is told once, when the standing pages are rendered.
        with _silent(self._menu is not None):
            self._menu = get_navigation(self._files, self.config)
        # An entry that the settings give no name bears its page's title, which is read from its head.
        self._written()
        return self._menu

    def _written(self) -> list[WebPage]:
        """The pages of content/, each with its head read."""
        pages = [file.page for file in self._files.documentation_pages() if file.page and file.generated_by is None]
        for page in pages:
            if page.markdown is None:
                page.read_source(self.config)
        return pages

    def _generated(self, planned: SitePage, menu: Navigation) -> bytes:
        source = f"{planned.address}index.md"
        known = self._files.get_file_from_path(source)
        # 各期 and 栏目 stand in the menu, which has pages of its own for them.
        page = (known.page if known else None) or WebPage(None, _unwritten(source, self.config), self.config)
        page.markdown = page.content = ""
        describe(page, planned)
        return self._render(page, menu, planned)

    def _populate(self, page: WebPage, date: str) -> None:
        page.update_date = date
        page.markdown = insert_codes(page.markdown or "")
        page.render(self.config, self._files)
        page.content = reachable_code(page.content or "")

    def _render(self, page: WebPage, menu: Navigation, planned: SitePage | None) -> bytes:
        page.active = True
        context = get_context(menu, [], self.config, page)
        context.update(planned.view if planned else {})  # type: ignore[typeddict-item]
        output = self._env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _templates(self, menu: Navigation, addresses: list[tuple[str, str]]) -> dict[str, bytes]:
        written: dict[str, bytes] = {}
        for name in sorted({*self.config.theme.static_templates, *self.config.extra_templates}):
            base = urlsplit(self.config.site_url or "/").path if is_error_template(name) else get_relative_url(".", name)
            context = get_context(menu, [], self.config, base_url=base)
            written[name] = self._env.get_template(name).render(context, addresses=addresses).encode()
        if SITEMAP in written:
            written[f"{SITEMAP}.gz"] = _gzipped(written[SITEMAP], max((day for _, day in addresses), default="2000-01-01"))
        return written


def read_settings(root: Path, *, preview: bool = False) -> MkDocsConfig:
    """mkdocs.yml as MkDocs understands it, with what it cannot say itself. ``preview``: the site stands at the root of its host."""
    config = load_config(config_file=str(root / SETTINGS))
    if preview:
        # Afterwards: MkDocs takes a whole address only, and which one it is no page needs to know.
        config.site_url = "/"
    complete_settings(config)
    return config


def complete_settings(config: MkDocsConfig) -> None:
    """Chinese headings keep their characters in the address; mkdocs.yml cannot name a function safely."""
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", heading_anchor)


def prepare_environment(env: Environment, config: MkDocsConfig, root: Path, paper: Paper, *, preview: bool) -> None:
    """Let every template know the paper; escape what our own show.

    MkDocs escapes nothing; our own templates show what editors wrote, so theirs is always escaped.
    """
    web = Path(config.theme.custom_dir or root / "theme" / "web")
    own = {path.relative_to(web).as_posix() for path in web.rglob("*.html")}
    env.autoescape = lambda name: name in own
    env.globals["paper"] = paper
    env.globals["file_version"] = functools.partial(file_version, web)
    # A preview goes without: it reloads its pages by a script that it writes into every one.
    env.globals["content_policy"] = None if preview else functools.partial(content_policy, paper)


def _shows_issues(page: WebPage) -> bool:
    """首页, and whatever page of content/ has a template of its own: these may show the newest issues."""
    return page.is_homepage or "template" in page.meta


def _unwritten(source: str, config: MkDocsConfig) -> File:
    """A page that has no Markdown: its template makes it."""
    file = File(source, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)
    file.generated_by = "chenbao"
    file.content_string = ""
    return file


def describe(page: WebPage, planned: SitePage) -> None:
    """Give a generated page its template, title and date."""
    page.update_date = planned.date.isoformat()
    page.meta["template"] = planned.template
    # Material takes both as HTML.
    page.meta["title"] = escape(planned.title)
    page.meta["description"] = escape(planned.description)


def _gzipped(content: bytes, day: str) -> bytes:
    """As MkDocs packs the map of the site: with its name and its newest date in the header."""
    packed = BytesIO()
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    with gzip.GzipFile(filename=f"{SITEMAP}.gz", fileobj=packed, mode="wb", mtime=moment) as file:
        file.write(content)
    return packed.getvalue()


@contextmanager
def _silent(wanted: bool) -> Iterator[None]:
    logger = logging.getLogger("mkdocs.structure.nav")
    level = logger.level
    logger.setLevel(logging.CRITICAL if wanted else level)
    try:
        yield
    finally:
        logger.setLevel(level)
