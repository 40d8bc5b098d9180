"""建站的抱怨: what MkDocs, its plugins and the templates complain of, as diagnostics.

In: MkDocs' log messages and exceptions. Out: SQ701, SQ710–SQ714; nothing on the terminal.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.theme import Theme

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.site.rendering import SETTINGS
from build_tools.store.trees import Overlap

_OF_OUR_OWN_WISH = "A 'dirty' build"
"""How MkDocs' warning begins that some pages were not made again."""


_LOST_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?:unrecognized relative )?link '(?P<link>[^']+)'"
    r"(?:.* Did you mean '(?P<meant>[^']+)')?"
)
_LOST_PAGE = re.compile(
    r"A (?:reference|relative path) to '(?P<page>[^']+)' is included in the 'nav' configuration, which is not found"
)


def site_faults(messages: Sequence[str], root: Path, docs: Path) -> tuple[Diagnostic, ...]:
    """What MkDocs complained of: SQ713 for a link that leads nowhere, SQ714 for a page that nav names, else SQ701."""
    return sorted_diagnostics(tuple(_fault(message, root, docs) for message in messages))


def _fault(message: str, root: Path, docs: Path) -> Diagnostic:
    if link := _LOST_LINK.match(message):
        page = docs / link["page"]
        hint = f"（是不是 {link['meant']}？）" if link["meant"] else ""
        return diagnose("SQ713", _place_of(link["link"], page, root), link=link["link"], hint=hint)
    if lost := _LOST_PAGE.match(message):
        place = _place_of(lost["page"], root / SETTINGS, root)
        return diagnose("SQ714", place, page=lost["page"], folder=_inside(docs, root))
    return diagnose("SQ701", Place(SETTINGS), problem=message)


def _place_of(words: str, path: Path, root: Path) -> Place:
    """The line of a file that has these words; its first where none has."""
    try:
        rows = path.read_text("utf-8", errors="replace").split("\n")
    except OSError:
        rows = []
    return Place(_inside(path, root), next((at for at, row in enumerate(rows, 1) if words in row), 1))


def _inside(path: Path, root: Path) -> str:
    path, root = path.resolve(), root.resolve()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def idle_settings(config: MkDocsConfig) -> tuple[Diagnostic, ...]:
    """SQ712 for each option of the theme that changes nothing a reader sees, since our templates run none of Material's scripts and styles.

    Each of its ``features`` was tried: pages stay as they are, to the byte or but for a button that does nothing.
    """
    usual = Theme(name=config.theme.name)
    features = config.theme.get("features") or []
    named = features if isinstance(features, list) else [features]
    options = ("palette", "logo", "icon", "font")
    changed = [each for each in options if config.theme.get(each) not in (False, None, usual.get(each))]
    idle = (*(f"features: {each}" for each in named), *changed)
    return tuple(diagnose("SQ712", Place(SETTINGS), option=option) for option in idle)


def site_fault(
    root: Path, docs: Path, problem: Exception, messages: Sequence[str], others: Sequence[str] = ()
) -> tuple[Diagnostic, ...] | None:
    """What stopped the website, at its line where that is known; None for a fault of the program itself.

    ``others`` take part in pages besides us: then what is not known is theirs.
    """
    if isinstance(problem, TemplateSyntaxError):
        # MkDocs has logged it as well, but without the line.
        return (diagnose("SQ701", _place_in(root, problem), problem=problem.message),)
    if isinstance(problem, Overlap):
        one, other = problem.owners
        return (diagnose("SQ710", Place(SETTINGS), address=problem.address, one=one, other=other),)
    if isinstance(problem, MkDocsException | TemplateError):
        return site_faults(messages or [str(problem)], root, docs)
    if others and not isinstance(problem, OSError):
        told = f"{type(problem).__name__}: {problem}"
        return (diagnose("SQ711", Place(SETTINGS), others="、".join(others), problem=told),)
    return None


def _place_in(root: Path, problem: TemplateSyntaxError) -> Place:
    return Place(_inside(Path(problem.filename or root / SETTINGS), root), problem.lineno)


@contextmanager
def collected_messages() -> Iterator[list[str]]:
    """What MkDocs would have logged from WARNING up, and nothing on the terminal."""
    messages: list[str] = []
    collector = _Collector(messages)
    # Under ProperDocs its own log has its name; plugins speak by the old one still.
    loggers = [logging.getLogger(name) for name in {"mkdocs", mkdocs.__name__}]
    propagated = [each.propagate for each in loggers]
    for each in loggers:
        each.addHandler(collector)
        each.propagate = False
    try:
        yield messages
    finally:
        for each, before in zip(loggers, propagated, strict=True):
            each.removeHandler(collector)
            each.propagate = before


class _Collector(logging.Handler):
    """Keeps the messages instead of printing them."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_OF_OUR_OWN_WISH):
            self._messages.append(message)
