"""版面图: layout.json as the contract §7 says, from the same placed blocks that are drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping

from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.placed import ComposedIssue, ComposedPage, PlacedBlock

LAYOUT = "layout.json"


def layout_bytes(layout: Mapping[str, object]) -> bytes:
    """layout.json (contract §7)."""
    return (json.dumps(layout, ensure_ascii=False, indent=1) + "\n").encode()


def layout_document(composed: ComposedIssue) -> dict[str, object]:
    """版面图: pages, blocks and their boxes in mm from the trimmed page's top left corner. 超版 sheets are no pages."""
    return {
        "issue": composed.name,
        "page_mm": [composed.page_width, composed.page_height],
        "pages": [layout_entry(page) for page in composed.pages],
    }


def layout_entry(page: ComposedPage) -> dict[str, object]:
    """一版的版面: its entry under ``pages``."""
    return {
        "page": page.number,
        "title": page.title,
        "fill": round(page.fill, 4),
        "overset_lines": page.overset_lines,
        "broken_rules": list(page.broken_rules),
        "blocks": [block_entry(block) for block in page.blocks],
    }


def block_entry(block: PlacedBlock) -> dict[str, object]:
    """一块: its entry under ``blocks``."""
    box = block.box
    entry: dict[str, object] = {"number": str(block.number) if block.number else "", "kind": block.kind.value}
    entry |= {
        key: round(value / POINTS_A_MILLIMETRE, 3)
        for key, value in (("x", box.x), ("y", box.y), ("w", box.w), ("h", box.h))
    }
    entry["lines"] = len(block.lines)
    return entry
