"""版面数据: ``layout.json`` (contract §7) → printed pages and their blocks.

In: the file's text. Out: :class:`PrintedIssue`. Millimetres from the trimmed page's top left corner, y downward.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """版面块: a rectangle of a page, and the 稿号 (seven digits) of the article it belongs to; "" for none."""

    number: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """版 as printed: its number and what stands on it."""

    number: int
    blocks: tuple[PrintedBlock, ...]


@dataclass(frozen=True, slots=True)
class PrintedIssue:
    """期 as printed: the size of its pages in mm, and the pages in order."""

    width: float
    height: float
    pages: tuple[PrintedPage, ...]


def parse_layout(text: str) -> PrintedIssue:
    """版面数据 of an issue. Raises ValueError when the text is not such a file."""
    try:
        document = json.loads(text)
        width, height = map(float, document["page_mm"])
        pages = tuple(
            PrintedPage(int(page["page"]), tuple(map(_block, page["blocks"]))) for page in document["pages"]
        )
    except (KeyError, TypeError) as problem:
        raise ValueError(f"not a layout: {problem}") from problem
    if not (width > 0 and height > 0):
        raise ValueError("a page without size")
    return PrintedIssue(width, height, pages)


def _block(block: dict[str, Any]) -> PrintedBlock:
    x, y, w, h = (float(block[key]) for key in "xywh")
    return PrintedBlock(str(block["number"]), x, y, x + w, y + h)
