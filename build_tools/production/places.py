"""印样所在: what the print of an issue is called, on the website as in ``dist/print``.

In: the paper and an issue. Out: names and addresses. What is printed lies ready in ``dist/.print.new`` until the website that
shows it changes places with the old one; then both are there at once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

LAYOUT = "layout.json"
PRINT, READY = "dist/print", "dist/.print.new"


def layout_text(layout: Mapping[str, object]) -> bytes:
    """layout.json (contract §7)."""
    return (json.dumps(layout, ensure_ascii=False, indent=1) + "\n").encode()


def printed_folder(root: Path, issue: str, ready: Collection[str] = ()) -> Path:
    """Where the print of an issue lies, or lies ``ready``."""
    return root / (READY if issue in ready else PRINT) / issue
