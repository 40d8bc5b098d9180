"""清稿: writes what :mod:`build_tools.readers.manuscripts` mends; a text that was signed off stays as it was signed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools.gathering import gather
from build_tools.model import Paper, source_path
from build_tools.readers import issue_names, read_ledger, read_paper
from build_tools.readers.manuscripts import MendedFile, mended_files
from build_tools.store.files import write_whole


def mend_copy(root: Path, names: Sequence[str] = ()) -> tuple[MendedFile, ...]:
    """Mend all issues and the standing pages, or the issues named alone; gives what was mended. Raises OSError."""
    known = [name for name in issue_names(root) if not names or name in names]
    # Settings that cannot be read may be what is to be mended first.
    standing = "" if names else (read_paper(root).paper or Paper("", "", ())).standing
    mended = mended_files(root, known, _signed_articles(root, known), standing)
    for each in mended:
        write_whole(root / each.path, each.text.encode())
    return mended


def _signed_articles(root: Path, names: Sequence[str]) -> set[str]:
    """Where the signed articles lie now; the ledger knows only where they lay when it was last written."""
    found: set[str] = set()
    for numbered in gather(root, names).issues if names else ():
        ledger, _ = read_ledger(root, numbered.issue.name)
        signed = {entry.number for entry in ledger.signed}
        found |= {
            source_path(numbered.issue.name, item.article)
            for item in numbered.articles
            if item.number in signed
        }
    return found
