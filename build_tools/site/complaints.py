"""建站的抱怨: what MkDocs, its plugins and the templates complain of, as diagnostics.

In: MkDocs' log messages and exceptions. Out: SQ701, SQ710–SQ719; nothing on the terminal.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from logging.handlers import BufferingHandler
from pathlib import Path
from traceback import extract_tb
from urllib.parse import urlsplit

import mkdocs
from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.site.rendering import PROGRAM_THEME, SETTINGS, SITE, Refused
from build_tools.store.trees import Overlap

_OF_OUR_OWN_WISH = "A 'dirty' build"
"""How MkDocs' warning begins that some pages were not made again."""


_LOST_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?P<unread>unrecognized relative |absolute )?link '(?P<link>[^']+)'"
    r"(?P<anchor>.* anchor )?(?:.* Did you mean '(?P<meant>[^']+)')?"
)
_LOST_PAGE = re.compile(
    r"A (?:reference|relative path) to '(?P<page>[^']+)' is included in the 'nav' configuration, which is not found"
)

_BAD_SETTING = re.compile(r"Config value '(?P<key>[^']+)': (?P<problem>.+)", re.DOTALL)
_QUOTED = re.compile(r"""["']([^"']+)["']""")
_IDLE_EXTRA = ("annotate", "consent", "homepage", "search", "social", "status", "version")
"""Keys of ``extra`` for Material's scripts, header and footer. Each was tried."""


def site_faults(messages: Iterable[logging.LogRecord], root: Path, docs: Path) -> tuple[Diagnostic, ...]:
    """What MkDocs complained of: SQ713 for a link that leads nowhere, SQ714 for a page that nav names, SQ715 for a setting, else
    SQ701; what our own plugin did, as it stands.
    """
    found = []
    for record in messages:
        ours = record.args[0] if isinstance(record.args, tuple) and record.args else None
        found.append(ours if isinstance(ours, Diagnostic) else _fault(record.getMessage(), root, docs))
    return sorted_diagnostics(found)


def _fault(message: str, root: Path, docs: Path) -> Diagnostic:
    if setting := _BAD_SETTING.match(message):
        key, told = setting["key"], [row.strip() for row in setting["problem"].split("\n") if row.strip()]
        # Between what failed and why, there may be a whole traceback.
        problem = told[0] if len(told) == 1 else f"{told[0]} {told[-1]}"
        place = _place_of(root / SETTINGS, root, *_QUOTED.findall(told[0]), under=key)
        return diagnose("SQ715", place, key=key, problem=problem)
    if link := _LOST_LINK.match(message):
        problem = "没有它指的文件"
        if link["anchor"]:
            problem = "指的那一页上没有这个地方"
        elif link["unread"]:
            problem = "写的不是文件，没有查"
        problem += f"（是不是 {link['meant']}？）" if link["meant"] else ""
        place = _place_of(docs / link["page"], root, link["link"])
        return diagnose("SQ713", place, link=link["link"], problem=problem)
    if lost := _LOST_PAGE.match(message):
        place = _place_of(root / SETTINGS, root, lost["page"])
        return diagnose("SQ714", place, page=lost["page"], folder=_inside(docs, root))
    return diagnose("SQ701", Place(SETTINGS), problem=message)


def _place_of(path: Path, root: Path, *words: str, under: str = "") -> Place:
    """The line of a file that has the last of these words that it has at all, and not as a part of another; ``under`` a key of
    the settings alone. That key's, or the first, where none has.
    """
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    rows = list(enumerate(text.split("\n"), 1))
    first = next((at for at, row in rows if under and row.startswith(f"{under}:")), 1)
    below = takewhile(lambda each: not (under and each[1][:1].isalpha()), rows[first:])
    own = [rows[first - 1], *below]
    whole = [re.compile(rf"(?<![\w./-]){re.escape(word)}(?![\w./-])") for word in reversed(words)]
    return Place(
        _inside(path, root), next((at for each in whole for at, row in own if each.search(row)), first)
    )


def _place_of_setting(config: MkDocsConfig, setting: str) -> Place:
    """The line of a setting, ``theme: favicon: x.svg``; the first where the settings are inherited."""
    path, (key, *words) = Path(config.config_file_path), setting.split(": ")
    return _place_of(path, path.parent, *words, under=key)


def _inside(path: Path, root: Path) -> str:
    path, root = path.resolve(), root.resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def idle_settings(config: MkDocsConfig, *, placed: bool) -> Iterator[Diagnostic]:
    """SQ712 for each option of the theme, SQ719 for each other that changes nothing a reader sees, since our templates run none of
    Material's scripts and styles. ``placed``: whether the site is written where MkDocs itself would not.

    Each of its ``features`` was tried: pages stay as they are, to the byte or but for a button that does nothing.
    """
    usual = Theme(name=config.theme.name)
    features = config.theme.get("features") or []
    options = [f"features: {each}" for each in (features if isinstance(features, list) else [features])]
    for option in ("palette", "logo", "icon", "font"):
        if config.theme.get(option) not in (False, None, usual.get(option)):
            options.append(option)
    for option in options:
        yield diagnose("SQ712", _place_of_setting(config, f"theme: {option}"), option=option)
    unused = "网页不用 Material 的脚本、页眉和页脚"
    idle = {f"extra: {key}": unused for key in _IDLE_EXTRA if key in config.extra}
    if config.repo_url:
        idle["repo_url"] = "网页上没有通往代码库的链接"
    if {"search", "material/search"} & {*config.plugins}:
        idle["plugins: search"] = "网页用报纸自己的检索"
    place, root = Path(config.site_dir), Path(config.config_file_path).parent
    if placed and place != root / SITE:
        idle[f"site_dir: {_inside(place, root)}"] = f"chenbao 总把网站写在 {SITE}/"
    for option, why in idle.items():
        yield diagnose("SQ719", _place_of_setting(config, option), option=option, why=why)


def lacking_files(config: MkDocsConfig, files: Files, *, closed: bool) -> Iterator[Diagnostic]:
    """SQ716 for each file that the settings put on every page and the site has not, SQ717 for what browsers must not fetch.

    ``closed``: whether the pages say that browsers may fetch nothing from elsewhere.
    """
    named = [("extra_css", each) for each in config.extra_css]
    named += [("extra_javascript", str(each)) for each in config.extra_javascript]
    named += [("theme: favicon", str(icon))] if (icon := config.theme.get("favicon")) else []
    for key, file in named:
        address, place = urlsplit(file), _place_of_setting(config, f"{key}: {file}")
        if address.netloc and closed:
            yield diagnose("SQ717", place, key=key, file=file)
        elif not (address.scheme or address.netloc) and not files.get_file_from_path(
            address.path.lstrip("/")
        ):
            folder = Path(config.docs_dir).name
            yield diagnose("SQ716", place, key=key, file=file, folder=folder)
    analytics = config.extra.get("analytics")
    provider = analytics.get("provider") if isinstance(analytics, dict) else None
    if provider and closed:
        place = _place_of_setting(config, f"extra: analytics: {provider}")
        yield diagnose("SQ717", place, key="extra: analytics", file=provider)


def site_fault(
    root: Path,
    docs: Path,
    problem: Exception,
    messages: Sequence[logging.LogRecord],
    others: Sequence[str] = (),
) -> tuple[Diagnostic, ...] | None:
    """What stopped the website, at its line where that is known; None for a fault of the program itself.

    ``others`` take part in pages besides us: then what is not known is theirs.
    """
    if isinstance(problem, Overlap):
        problem = Refused.overlap(problem)
    if isinstance(problem, Refused):
        return (problem.diagnostic,)
    if place := _template_of(problem, root):
        # MkDocs has logged it as well, but without the line.
        told = problem.message if isinstance(problem, TemplateError) else None
        return (diagnose("SQ701", place, problem=told or str(problem)),)
    if isinstance(problem, MkDocsException | TemplateError):
        return site_faults(messages, root, docs) or (_fault(str(problem), root, docs),)
    if isinstance(problem, ValueError) and (found := tuple(_malformed(root, docs))):
        return found
    if others and not isinstance(problem, OSError):
        told = f"{type(problem).__name__}: {problem}"
        return (diagnose("SQ711", Place(SETTINGS), others="、".join(others), problem=told),)
    return None


def _malformed(root: Path, docs: Path) -> Iterator[Diagnostic]:
    """SQ713 for each address that cannot be taken apart, ``http://[x``: MkDocs stops at the first without saying where."""
    for path in (root / SETTINGS, *sorted(filter(Path.is_file, docs.rglob("*.md")))):
        for line, row in enumerate(path.read_text("utf-8", errors="replace").split("\n"), 1):
            for address in _ADDRESS.findall(row):
                try:
                    urlsplit(address)
                except ValueError:
                    yield diagnose(
                        "SQ713", Place(_inside(path, root), line), link=address, problem="的网址写得不对"
                    )


_ADDRESS = re.compile(r"""(?:[a-zA-Z]+:)?//[^\s)>"']+""")


_FRAME = re.compile(r'^  File "([^"\n]+)", line ([0-9]+)', re.MULTILINE)


def _template_of(problem: Exception, root: Path) -> Place | None:
    """The innermost line of a template of the paper that was at work; if Jinja itself complains, of any template."""
    if isinstance(problem, TemplateSyntaxError) and problem.filename:
        # Nothing of it is at work yet; and what is read wrong need not be HTML.
        return Place(_inside(Path(problem.filename), root), problem.lineno)
    # What another process was at when it raised this, is handed over as text.
    there = _FRAME.findall(getattr(problem.__cause__, "tb", ""))
    here = ((each.filename, each.lineno or 1) for each in extract_tb(problem.__traceback__))
    at_work = [
        (Path(file).resolve(), int(line))
        for file, line in (*there, *here)
        if file.endswith((".html", ".xml"))
    ]
    papers = [
        each
        for each in at_work
        if each[0].is_relative_to(root.resolve()) or not each[0].is_relative_to(PROGRAM_THEME)
    ]
    found = at_work if isinstance(problem, TemplateError) else papers
    return Place(_inside(found[-1][0], root), found[-1][1]) if found else None


@contextmanager
def collected_messages() -> Iterator[Sequence[logging.LogRecord]]:
    """What MkDocs would have logged from WARNING up, and nothing on the terminal."""
    collector = BufferingHandler(sys.maxsize)
    collector.setLevel(logging.WARNING)
    collector.addFilter(lambda record: not record.getMessage().startswith(_OF_OUR_OWN_WISH))
    # Under ProperDocs its own log has its name; plugins speak by the old one still.
    loggers = [logging.getLogger(name) for name in {"mkdocs", mkdocs.__name__}]
    propagated = [each.propagate for each in loggers]
    for each in loggers:
        each.addHandler(collector)
        each.propagate = False
    try:
        yield collector.buffer
    finally:
        for each, before in zip(loggers, propagated, strict=True):
            each.removeHandler(collector)
            each.propagate = before
