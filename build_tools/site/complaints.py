"""建站的抱怨: what MkDocs, its plugins and the templates complain of, as diagnostics.

In: MkDocs' log messages and exceptions. Out: SQ701, SQ710, SQ711, SQ712; nothing on the terminal.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.site.rendering import SETTINGS, idle_options
from build_tools.store.trees import Overlap

_OF_OUR_OWN_WISH = "A 'dirty' build"
"""How MkDocs' warning begins that some pages were not made again."""


def site_faults(messages: Sequence[str]) -> tuple[Diagnostic, ...]:
    """SQ701 for each of what MkDocs complained of."""
    return sorted_diagnostics(
        tuple(diagnose("SQ701", Place(SETTINGS), problem=message) for message in messages)
    )


def idle_settings(config: MkDocsConfig) -> tuple[Diagnostic, ...]:
    """SQ712 for each option of the theme that does nothing here."""
    return tuple(diagnose("SQ712", Place(SETTINGS), option=option) for option in idle_options(config))


def site_fault(
    root: Path, problem: Exception, messages: Sequence[str], others: Sequence[str] = ()
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
        return site_faults(messages or [str(problem)])
    if others and not isinstance(problem, OSError):
        told = f"{type(problem).__name__}: {problem}"
        return (diagnose("SQ711", Place(SETTINGS), others="、".join(others), problem=told),)
    return None


def _place_in(root: Path, problem: TemplateSyntaxError) -> Place:
    path = Path(problem.filename or root / SETTINGS).resolve()
    inside = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
    return Place(inside.as_posix(), problem.lineno)


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
