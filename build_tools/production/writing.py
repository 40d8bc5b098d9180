"""落笔: files written whole or not at all, and the ledger.

In: a path and its content. Out: a file that is either the old one or the new one, whenever the program stops.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.model import Ledger
from build_tools.numbering import format_ledger
from build_tools.readers import ISSUES
from build_tools.store.sealed import write_whole as write_over


def write_whole(path: Path, content: bytes) -> None:
    """Write beside and swap in, so that a build that is killed leaves the old file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_over(path, content)


def write_ledger(root: Path, ledger: Ledger) -> bool:
    """Write ledger.yml if it changes; tells whether it did."""
    if not ledger_differs(root, ledger):
        return False
    write_whole(root / ISSUES / ledger.issue / "ledger.yml", format_ledger(ledger).encode())
    return True


def ledger_differs(root: Path, ledger: Ledger) -> bool:
    """Whether ledger.yml is not what it should be."""
    path = root / ISSUES / ledger.issue / "ledger.yml"
    return not path.is_file() or path.read_text("utf-8") != format_ledger(ledger)
