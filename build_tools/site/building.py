"""建站: runs MkDocs quietly for the command line and swaps the finished site in whole.

In: the paper's root and what was gathered. Out: ``dist/site`` and the diagnostics of the site itself.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.gathering import Gathered
from build_tools.site.plugin import ChenbaoPlugin
from build_tools.site.proofs import Proofread

_SETTINGS = "mkdocs.yml"


def build_site(root: Path, gathered: Gathered, site_dir: Path, pdfs: Mapping[str, Path] | None = None) -> tuple[Diagnostic, ...]:
    """Build the website into ``site_dir``; the old one stays until the new one is complete.

    ``pdfs`` maps an issue to its print PDF, None takes those in ``dist/print``. What MkDocs or a template
    complains of comes back as SQ701, an output that cannot be written as SQ903.
    """
    staging = site_dir.with_name(f".{site_dir.name}.new")
    with _collected_messages() as messages:
        try:
            _build_into(staging, root, gathered, pdfs)
            _swap_in(staging, site_dir)
        except TemplateSyntaxError as problem:
            # MkDocs has logged it as well, but without the line.
            return (diagnose("SQ701", _place_in(root, problem), problem=problem.message),)
        except (MkDocsException, TemplateError) as problem:
            messages = messages or [str(problem)]
        except OSError as problem:
            return (diagnose("SQ903", Place(_SETTINGS), problem=problem.strerror or str(problem)),)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return sorted_diagnostics(tuple(diagnose("SQ701", Place(_SETTINGS), problem=message) for message in messages))


def serve_site(root: Path, address: str = "127.0.0.1:8000", proofread: Proofread | None = None) -> None:
    """Live preview until interrupted: rebuilds on every change of copy, pages or theme.

    ``proofread`` draws the page proofs of an issue that has changed, into ``dist/print``.
    """
    ChenbaoPlugin.proofread = proofread
    try:
        serve(config_file=str(root / _SETTINGS), dev_addr=address)
    finally:
        ChenbaoPlugin.proofread = None


def _build_into(folder: Path, root: Path, gathered: Gathered, pdfs: Mapping[str, Path] | None) -> None:
    config = load_config(config_file=str(root / _SETTINGS), site_dir=str(folder))
    plugin = config.plugins.get("chenbao")
    if not isinstance(plugin, ChenbaoPlugin):
        raise MkDocsException("plugins 里没有 chenbao。")
    plugin.handed, plugin.pdfs = gathered, pdfs
    build(config)


def _place_in(root: Path, problem: TemplateSyntaxError) -> Place:
    path = Path(problem.filename or root / _SETTINGS).resolve()
    inside = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
    return Place(inside.as_posix(), problem.lineno)


def _swap_in(staging: Path, site_dir: Path) -> None:
    old = site_dir.with_name(f".{site_dir.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site_dir.exists():
        site_dir.rename(old)
    staging.rename(site_dir)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _collected_messages() -> Iterator[list[str]]:
    """What MkDocs would have logged from WARNING up, and nothing on the terminal."""
    logger = logging.getLogger("mkdocs")
    messages: list[str] = []
    collector = _Collector(messages)
    propagated = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagated


class _Collector(logging.Handler):
    """Keeps the messages instead of printing them."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())
