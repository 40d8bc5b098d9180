"""稿号簿: written when it changes.

In: the ledger that an issue should have. Out: ledger.yml, the old one or the new one, whenever the program stops.
"""

from __future__ import annotations

from pathlib import Path

from build_tools.model import Ledger
from build_tools.numbering import format_ledger
from build_tools.readers import ISSUES
from build_tools.store.files import write_whole


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
