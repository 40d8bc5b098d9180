"""读常设页面: the faults of the pages that MkDocs shows, as far as they are those of an article.

In: the paper's root and the folder of its pages. Out: for each page its text and its faults. Notices are read with the issue that prints them;
HTML, comments and MkDocs' own marks are lawful here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.body import MarkupFault, parse_body
from build_tools.readers.files import read_text

_CODES = {"SQ430", "SQ431", "SQ432", "SQ435", "SQ440", "SQ443"}
_LAWFUL = {
    "占位",
    "样式",
    "带样式的文字",
    "表情",
    "下划线",
    "底色",
    "删除线",
    "勾选框",
    "体裁",
    "网页代码",
    "提示框",
    "上标",
    "名词解释",
    "公式",
}
"""What MkDocs' extensions give a meaning to."""
_SHOWN = ("注释", "链接不印引号里的说明")
"""How reasons begin that hold for print alone: a page keeps its comments, and shows what a link says."""
_PRINTED = ("notices", "fillers")
"""What stands in print and not on the site: it is read where it is used."""
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A page: its path from the root, its text, and what is wrong with its mark-up."""

    path: str
    source: str
    diagnostics: tuple[Diagnostic, ...]


def read_standing(root: Path, standing: str) -> tuple[StandingPage, ...]:
    """Every standing page of that folder, by path."""
    folder = root / standing
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    shown = [path for path in paths if path.relative_to(folder).parts[0] not in _PRINTED]
    return tuple(_page(root, path.relative_to(root).as_posix()) for path in shown)


def _page(root: Path, path: str) -> StandingPage:
    read = read_text(root, path)
    if read.text is None:
        return StandingPage(path, "", read.diagnostics)
    front = _FRONT.match(read.text)
    start = front.end() if front else 0
    faults = _faults(read.text[start:], read.text.count("\n", 0, start) + 1)
    return StandingPage(path, read.text, tuple(_told(faults, path)))


@functools.lru_cache(maxsize=256)
def _faults(text: str, first_line: int) -> tuple[MarkupFault, ...]:
    """Read once by a process: every check, and every save in the editing room, asks for all pages, which hardly ever change."""
    return parse_body(text, first_line).faults


def _told(faults: tuple[MarkupFault, ...], path: str) -> Iterator[Diagnostic]:
    for fault in faults:
        lawful = fault.facts.get("what") in _LAWFUL or "```" in fault.facts.get("why", "")
        if fault.code in _CODES and not lawful and not fault.facts.get("why", "").startswith(_SHOWN):
            yield diagnose(fault.code, Place(path, fault.line, fault.column), **fault.facts)
