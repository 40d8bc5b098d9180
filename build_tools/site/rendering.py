"""渲染: the one door to MkDocs: its settings, its whole build, and single pages to the byte as it would make them.

In: mkdocs.yml, a plan of the site, planned pages. Out: files in a folder; address → HTML. Single pages are rendered only
where nobody but our own plugin takes part in pages (:func:`taking_part`): then MkDocs would do no more than is done here.
"""

from __future__ import annotations

import functools
import logging
import os
import posixpath
import re
import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from html import escape
from importlib.util import find_spec
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, TemplateError, pass_context
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.nodes import Block
from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as WebPage
from mkdocs.theme import Theme
from mkdocs.utils.templates import TemplateContext, url_filter

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Paper
from build_tools.site.handoff.cards import drawable
from build_tools.site.pages import SitePage
from build_tools.site.phrased import phrased
from build_tools.site.plan import FRONT, STANDING, Plan
from build_tools.site.policy import content_policy
from build_tools.site.search.scripts import file_version, version_of
from build_tools.site.standing import SECTIONS, heading_anchor, section_styles
from build_tools.store import CACHE
from build_tools.store.cache import Cache
from build_tools.store.trees import Overlap

if TYPE_CHECKING:
    from build_tools.site.plugin import ChenbaoPlugin

Settings: TypeAlias = MkDocsConfig
"""设置: mkdocs.yml as MkDocs understands it, with its plugins, which remember what they have done: for one of MkDocs' builds."""
SETTINGS = "mkdocs.yml"
OURS = "chenbao"
MENU = "nav"
SITE = "dist/site"
PROGRAM_THEME = Path(__file__).resolve().parents[2] / "theme" / "web"
"""What a paper shows that has no theme of its own, and whatever template or file its own theme lacks."""
_COVERED = "covered/"
_SITEMAP = "sitemap.xml"
_MKDOCS = threading.Lock()
TEMPLATE, _CODE = "template", "code"
"""Kind in the storeroom of a compiled template, which is run: none is taken over from another machine."""
_READING_FILES = ("pymdownx.b64", "pymdownx.snippets")
"""Of the extensions of Markdown that come with it and with Material, those that look at more than the page."""


def read_settings(root: Path, *, preview: bool = False) -> Settings:
    """mkdocs.yml as MkDocs understands it, with what it cannot say itself. ``preview``: the site stands at the root of its host.

    Raises MkDocsException when it cannot be used.
    """
    with suppress(
        AttributeError
    ):  # MkDocs, unlike ProperDocs, keeps hooks for the life of a process, as they were
        Hooks._load_hook.cache_clear()
    config = load_config(config_file=str(root / SETTINGS))
    if preview:
        # Afterwards: MkDocs takes a whole address only, and which one it is no page needs to know.
        config.site_url = "/"
    complete_settings(config)
    return config


class Refused(ConfigurationError, SystemExit):
    """拒建: what our part of MkDocs' build stops at, with its diagnostic. MkDocs' own server prints an exit, and of all else a traceback."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(str(diagnostic))

    def __reduce__(self) -> tuple[type[Refused], tuple[Diagnostic]]:
        return Refused, (self.diagnostic,)  # from process to process

    @classmethod
    def overlap(cls, clash: Overlap) -> Refused:
        """SQ710: two want one address."""
        one, other = clash.owners
        return cls(diagnose("SQ710", Place(SETTINGS), address=clash.address, one=one, other=other))


def complete_settings(config: MkDocsConfig) -> None:
    """Chinese headings keep their characters in the address; mkdocs.yml cannot name a function safely. And the program's theme.

    And the site's place, which is ours unless another is written. Raises Refused.
    """
    root = Path(config.config_file_path).parent
    if Path(config.site_dir) == root / "site":
        config.site_dir = str(root / SITE)
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", heading_anchor)
    dirs = config.theme.dirs
    if str(PROGRAM_THEME) not in [str(Path(each).resolve()) for each in dirs]:
        dirs.insert(1 if config.theme.custom_dir else 0, str(PROGRAM_THEME))
    config.theme.get_env = functools.partial(_environment, config.theme)  # type: ignore[method-assign]
    if config.theme.name != "material" and not _fits(config.theme):
        # Without the blocks that our templates fill.
        raise Refused(diagnose("SQ718", Place(SETTINGS), name=str(config.theme.name)))


def _fits(theme: Theme) -> bool:
    """Whether the theme's ground has every block that our main.html fills: what fills none is shown by nobody."""
    env = Theme.get_env(theme)
    filled = env.parse((PROGRAM_THEME / "main.html").read_text("utf-8")).body
    try:
        ground = env.get_template("base.html").blocks
    except TemplateError:
        return False
    return all(each.name in ground for each in filled if isinstance(each, Block))


def _environment(theme: Theme) -> Environment:
    env = Theme.get_env(theme)
    env.loader = _Templates(theme.dirs)
    # By its own name a template means the one that it stands for, so that it can say only what differs.
    env.join_path = lambda template, parent: (  # type: ignore[method-assign]
        f"{_COVERED}{template}" if template == parent else template
    )
    return env


class _Templates(FileSystemLoader):
    """模板: a covered one lies in a folder further down. Lists no folder that begins with a dot: Material's has 10,000 icons, which MkDocs would leave out one by one at every build."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As Jinja asks for it. Raises TemplateNotFound."""
        name = template.removeprefix(_COVERED)
        if name == template:
            return super().get_source(environment, name)
        folders = [each for each in self.searchpath if Path(each, name).is_file()]
        return FileSystemLoader(folders[1:]).get_source(environment, name)

    def list_templates(self) -> list[str]:
        """Names of all files of the theme, with ``/``."""
        found = set()
        for top in self.searchpath:
            for folder, inner, names in os.walk(top, followlinks=self.followlinks):
                inner[:] = [each for each in inner if not each.startswith(".")]
                found |= {Path(folder, name).relative_to(top).as_posix() for name in names}
        return sorted(found)


def named_by_menu(config: MkDocsConfig) -> dict[str, str]:
    """What ``nav`` names that the program makes, with its title there, "" for none: pages and files that are not in content/."""
    named: dict[str, str] = {}

    def look(entry: object, title: str = "") -> None:
        if isinstance(entry, dict):
            for name, inner in entry.items():
                look(inner, str(name))
        elif isinstance(entry, list):
            for inner in entry:
                look(inner)
        elif isinstance(entry, str) and not any(urlsplit(entry)[:2]):
            # Every page of ours is the index of its folder; any other page is one that somebody forgot to write.
            source = posixpath.normpath(entry).lstrip("/")
            ours = posixpath.basename(source) == "index.md" or not source.endswith(".md")
            if ours and not Path(config.docs_dir, source).exists():
                named[source] = title

    look(config.nav)
    return named


def linked_by_standing(config: MkDocsConfig) -> frozenset[str]:
    """What the pages of content/ link to, and words that look so: sources as MkDocs names them, ``2021-01/index.md``."""
    docs = Path(config.docs_dir)
    return frozenset(
        posixpath.normpath(posixpath.join(path.relative_to(docs).parent.as_posix(), unquote(link)))
        for path in docs.rglob("*.md")
        if path.is_file()
        for link in _LINK.findall(path.read_text("utf-8", errors="replace"))
    )


_LINK = re.compile(r"(?:\]\(\s*<?|\]:\s+<?)([^\s/)>#?:][^\s)>#?:]*)")
"""Where a link of Markdown leads to within the paper, as far as it names a file. MkDocs leaves those of HTML as they are."""


def taking_part(config: MkDocsConfig) -> tuple[str, ...]:
    """Who besides us takes part in pages: plugins, hooks, extensions that may read other files. With any, all is made anew.

    So does a menu that names a page of ours without a title: only who makes that page knows what it is called.
    """
    plugins = [name for name in config.plugins if name != OURS]
    hooks = [str(name) for name in config.hooks]
    extensions = [name for name in config.markdown_extensions if not _is_quiet(name)]
    menu = [MENU] if not all(named_by_menu(config).values()) else []
    return tuple(dict.fromkeys((*plugins, *hooks, *extensions, *menu)))


def _is_quiet(extension: str) -> bool:
    """Whether an extension of Markdown is known to look at nothing but the page."""
    module = extension.partition(":")[0]  # behind it a class of the module may be named
    if module.startswith("pymdownx."):
        return module not in _READING_FILES
    short = module.removeprefix("markdown.extensions.")
    return short.isidentifier() and find_spec(f"markdown.extensions.{short}") is not None


def run_mkdocs(
    config: Settings, paper: Paper, plan: Plan, folder: Path, *, preview: bool = False
) -> dict[str, tuple[str, ...]]:
    """MkDocs' own build of the plan into a folder; gives the addresses of what it wrote, by owner. What lies there stays only if the plan has other things elsewhere.

    One at a time in a process: MkDocs keeps plugins that have ``on_startup`` for every later build, ours among them.
    Raises MkDocsException, TemplateError, Overlap, OSError, and whatever a plugin or hook of the paper raises.
    """
    with _MKDOCS:
        config.site_dir = str(folder)
        config.strict = False  # it counts what MkDocs says of our own wish too; whoever publishes minds it
        plugin = cast("ChenbaoPlugin", config.plugins[OURS])
        plugin.hand(paper, plan, preview=preview)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            # What is drafted is shown in a preview alone.
            build(config, serve_url=config.site_url if preview else None, dirty=bool(plan.elsewhere))
        finally:
            config.plugins.on_shutdown()
        shown = InclusionLevel.is_in_serve if preview else InclusionLevel.is_included
        written = {file.dest_uri for file in plugin.files if shown(file.inclusion)}  # type: ignore[no-untyped-call]
        standing = {file.dest_uri for file in plugin.files.documentation_pages() if is_standing(file)}
        written |= {*config.theme.static_templates, *config.extra_templates, f"{_SITEMAP}.gz"}
        written -= plan.elsewhere.keys()
        own = {address for address in written - standing if (folder / address).is_file()}
    return {FRONT: tuple(sorted(own)), STANDING: tuple(sorted(standing & written))}


def is_standing(file: File) -> bool:
    """Whether a page of content/ shows nothing of any issue. Home may, and whatever has a template of its own."""
    page = file.page
    return (
        file.generated_by is None and page is not None and not (page.is_homepage or "template" in page.meta)
    )


def prepare_environment(
    env: Environment, config: MkDocsConfig, root: Path, paper: Paper, *, preview: bool
) -> None:
    """Let every template know the paper; escape what our own show; keep them compiled.

    MkDocs escapes nothing; our own templates show what editors wrote, so theirs is always escaped.
    """
    folders = [Path(each) for each in (config.theme.custom_dir, PROGRAM_THEME) if each]
    own = {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")}
    env.autoescape = lambda name: (name or "").removeprefix(_COVERED) in own
    env.bytecode_cache = _CompiledTemplates(Cache(root / CACHE), own)
    env.globals["paper"] = paper
    config.theme["font"] = False  # or Material's head asks a host that is not ours for it
    env.filters["asset"] = _asset_filter(folders, paper)
    env.filters["phrased"] = functools.partial(phrased, paper)
    env.globals["cards"] = drawable()
    # 纠错有奖's rules, where the paper has a page of them.
    rules = "bounty/" if config.use_directory_urls else "bounty.html"
    env.globals["rules"] = rules if Path(config.docs_dir, "bounty.md").is_file() else ""
    # A preview goes without: it reloads its pages by a script that it writes into every one.
    env.globals["content_policy"] = None if preview else functools.partial(content_policy, paper)


def is_closed(env: Environment) -> bool:
    """Whether the pages' policy is ours, which lets browsers fetch nothing from elsewhere."""
    policy = "partials/policy.html"
    said, ours = env.get_template(policy).filename, PROGRAM_THEME / policy
    return said is not None and ours.is_file() and Path(said).read_bytes() == ours.read_bytes()


def _asset_filter(folders: list[Path], paper: Paper) -> Callable[[TemplateContext, str], str]:
    """``{{ 'assets/chenbao.css' | asset }}``: the address with a version that changes with the file."""

    @functools.cache
    def version(address: str) -> str:
        if address == SECTIONS:
            return version_of([section_styles(paper)])
        return file_version(
            next((each for each in folders if (each / address).is_file()), PROGRAM_THEME), address
        )

    @pass_context
    def asset(context: TemplateContext, address: str) -> str:
        return f"{url_filter(context, address)}?v={version(address)}"

    return asset


def describe(page: WebPage, planned: SitePage) -> None:
    """Give a generated page its template, title and date."""
    page.update_date = planned.date.isoformat()
    page.meta["template"] = planned.template
    # Material takes both as HTML.
    page.meta["title"] = escape(planned.title)
    page.meta["description"] = escape(planned.description)


class Renderer:
    """版房: the theme's templates, MkDocs' settings and the menu, ready to render any page that is not Markdown."""

    def __init__(self, config: Settings, root: Path, paper: Paper, *, preview: bool = False) -> None:
        """Raises TemplateError for a template that is written wrong."""
        self._config = config
        self._env = config.theme.get_env()
        prepare_environment(self._env, config, root, paper, preview=preview)
        self._files = get_files(config)
        # The menu leads to pages that are rendered elsewhere; that they exist is all that matters here.
        for source in named_by_menu(config):
            self._files.append(unwritten(source, config))
        set_exclusions(self._files, config)
        logger = logging.getLogger(get_navigation.__module__)
        logger.disabled = True  # what the menu leads to nowhere is told once, by MkDocs itself
        try:
            self._menu = get_navigation(self._files, config)
        finally:
            logger.disabled = False
        read_heads(self._files, config)

    def pages(self, planned: Iterable[SitePage]) -> dict[str, bytes]:
        """Address of the file → HTML of each planned page. Raises TemplateError."""
        return {f"{page.address}index.html": self._rendered(page) for page in planned}

    def _rendered(self, planned: SitePage) -> bytes:
        source = f"{planned.address}index.md"
        known = self._files.get_file_from_path(source)
        # 各期 and 栏目 stand in the menu, which has pages of its own for them.
        page = (known.page if known else None) or WebPage(None, unwritten(source, self._config), self._config)
        page.markdown = page.content = ""
        describe(page, planned)
        page.active = True
        context = get_context(self._menu, [], self._config, page)
        context.update(planned.view)  # type: ignore[typeddict-item]
        output = self._env.get_template(planned.template).render(context)
        page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")


def read_heads(files: Files, config: MkDocsConfig) -> None:
    """Read the head of every page of content/: an entry of the menu without a name bears its page's title."""
    for file in files.documentation_pages():
        if file.generated_by is None:
            page = file.page or WebPage(None, file, config)
            if page.markdown is None:
                page.read_source(config)


def unwritten(source: str, config: MkDocsConfig) -> File:
    """A page that has no Markdown: its template makes it."""
    file = File(source, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)
    file.generated_by, file.content_string = OURS, ""
    return file


class _CompiledTemplates(BytecodeCache):
    """模板存版: by what a template says and whether it is escaped, wherever it lies; in one process each is compiled once.

    Jinja's own keeps no checksum of the code, and a flipped bit in it can run anything or end the process.
    """

    _at_hand: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def __init__(self, cache: Cache, own: Collection[str]) -> None:
        self._cache, self._own = cache, own

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Jinja asks when it compiles whether a template is escaped."""
        return super().get_cache_key(name, str(name in self._own))

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What was compiled elsewhere says of faults where this one lies."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename is not None:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._at_hand.get((bucket.key, bucket.checksum))
        if bucket.code is None and (kept := self._cache.get(TEMPLATE, bucket.key)):
            bucket.bytecode_from_string(kept[_CODE])

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._at_hand[bucket.key, bucket.checksum] = bucket.code
        with suppress(OSError):  # without room it is compiled anew the next time
            self._cache.put(TEMPLATE, bucket.key, {_CODE: bucket.bytecode_to_string()})
