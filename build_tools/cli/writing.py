"""落笔: files written whole or not at all, and the ledger.

In: a path and its content. Out: a file that is either the old one or the new one, whenever the program stops.
"""

from __future__ import annotations

import os
from pathlib import Path

from build_tools.model import Ledger
from build_tools.numbering import format_ledger
from build_tools.readers import ISSUES


def write_whole(path: Path, content: bytes) -> None:
    """Write beside and swap in, so that a build that is killed leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    try:
        staged.write_bytes(content)
        os.replace(staged, path)
    finally:
        staged.unlink(missing_ok=True)


def write_ledger(root: Path, ledger: Ledger) -> bool:
    """Write ledger.yml if it changes; tells whether it did."""
    path = root / ISSUES / ledger.issue / "ledger.yml"
    text = format_ledger(ledger)
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    write_whole(path, text.encode())
    return True
