"""合并未完: the lines that git leaves where two versions could not be merged, in any file that people or the program write.

In: paths from the paper's root. Out: a fault a line (SQ435). Articles have theirs told by their own reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.body import CONFLICT
from build_tools.readers.issue import ISSUES


def issue_conflicts(root: Path, issue: str) -> tuple[Diagnostic, ...]:
    """In the plan, the ledger and the other records of one issue, ``printed/`` among them."""
    folder = root / ISSUES / issue
    files = [*folder.glob("*.yml"), *folder.glob("printed/*"), *folder.glob("bounty/*.yml")]
    return tuple(fault for path in sorted(files) for fault in _conflicts(root, path))


def file_conflicts(root: Path, paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """In files by their path from the root."""
    return tuple(fault for path in sorted(paths) for fault in _conflicts(root, root / path))


def paper_conflicts(root: Path) -> tuple[Diagnostic, ...]:
    """In mkdocs.yml."""
    return tuple(_conflicts(root, root / "mkdocs.yml"))


def _conflicts(root: Path, path: Path) -> Iterator[Diagnostic]:
    try:
        raw = path.read_bytes()
    except OSError:  # told by whoever reads the file
        return
    if not any(mark in raw for mark in (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        return
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        if found := CONFLICT.match(line):
            place = Place(path.relative_to(root).as_posix(), number, found.start("mark") + 1)
            yield diagnose("SQ435", place, found=found["mark"].strip())
