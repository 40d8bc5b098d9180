"""版位: layout.json → where on the page an article and its lines stand, and which crop shows them.

In: the parsed layout.json of an issue (contract §7). Out: boxes in millimetres from the trimmed page's top left corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.bounty.claims import Part, Spot

_KIND = {Part.HEADLINE: "headline", Part.KICKER: "headline", Part.DECK: "headline", Part.CAPTION: "caption"}


@dataclass(frozen=True, slots=True)
class Box:
    """One block on a page."""

    page: int
    number: str
    kind: str
    x: float
    y: float
    w: float
    h: float
    lines: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All blocks of an issue, in reading order, and the page in millimetres."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def parse_layout(document: object) -> Layout | None:
    """None when it is no layout."""
    if not isinstance(document, Mapping) or not isinstance(document.get("pages"), Sequence):
        return None
    try:
        width, height = (float(side) for side in document["page_mm"])
        boxes = [_box(int(page["page"]), block) for page in document["pages"] for block in page["blocks"]]
    except (KeyError, TypeError, ValueError):
        return None
    return Layout(width, height, tuple(boxes))


def _box(page: int, block: Mapping[str, object]) -> Box:
    x, y, w, h = (float(str(block[side])) for side in "xywh")
    return Box(page, str(block["number"]), str(block["kind"]), x, y, w, h, int(str(block.get("lines", 0))))


def articles_at(layout: Layout, corner: str, page: int) -> tuple[str, ...]:
    """The numbers that stand in a corner of a page, nearest first: 左上, 右下, 上, 下, 中下 …"""
    x, y = _corner(layout, corner)
    here = [box for box in layout.boxes if box.page == page and box.number]
    near = sorted(here, key=lambda box: _distance(box, x, y))
    return tuple(dict.fromkeys(box.number for box in near))


def line_of_article(
    layout: Layout, number: str, line: int, corner: str = "", page: int = 0
) -> tuple[int, int]:
    """(line of the article counted from 1, how many it has) for a line as a reader counts it; from below when negative.

    Beside a corner the lines of the stretch of text in that corner are counted: at the lower left of a page stands the last line
    of its first column, which is seldom the last of the article. (0, 0) when nothing is drawn under the number.
    """
    own = [box for box in layout.boxes if box.number == number and box.kind in ("text", "notice")]
    whole = sum(box.lines for box in own)
    here = [box for box in own if box.page == page]
    if corner and here:
        x, y = _corner(layout, corner)
        chosen = min(here, key=lambda box: _distance(box, x, y))
        before = sum(box.lines for box in own[: own.index(chosen)])
        return before + _counted(line, chosen.lines), whole
    return (_counted(line, whole), whole) if whole else (0, 0)


def _counted(line: int, lines: int) -> int:
    return min(max(1, line if line > 0 else lines + 1 + line), lines)


def _corner(layout: Layout, corner: str) -> tuple[float, float]:
    x = 0.0 if "左" in corner else layout.width if "右" in corner else layout.width / 2
    return x, 0.0 if "上" in corner else layout.height if "下" in corner else layout.height / 2


def _distance(box: Box, x: float, y: float) -> float:
    across = max(box.x - x, 0.0, x - box.x - box.w)
    down = max(box.y - y, 0.0, y - box.y - box.h)
    return across * across + down * down


def paragraph_of_line(lengths: Sequence[int], line: int, lines: int) -> int:
    """The paragraph (1 upward) that holds a line counted from the top, or from the bottom when below zero.

    ``lengths`` are the paragraphs' characters, ``lines`` how many lines the article has; a line holds as many on the average.
    """
    if not lengths:
        return 0
    wanted = line if line > 0 else max(1, lines + 1 + line)
    measure = max(1.0, (sum(lengths) + 2 * len(lengths)) / max(1, lines))
    passed = 0.0
    for ordinal, length in enumerate(lengths, 1):
        passed += max(1.0, (length + 2) / measure)
        if wanted <= passed + 0.5:
            return ordinal
    return len(lengths)


def crop_of(layout: Layout, spot: Spot, stretch: tuple[float, float] = (0.0, 1.0)) -> Box | None:
    """The stretch of a page that shows a place: its blocks of the right kind, on the page with most of them."""
    part = Part(spot.part)
    own = [box for box in layout.boxes if box.number == str(spot.number)]
    fitting = [box for box in own if box.kind == _KIND.get(part, "text")] or own
    if part is Part.CAPTION and 0 < spot.ordinal <= len(fitting):
        fitting = [fitting[spot.ordinal - 1]]
    if part is Part.PARAGRAPH:
        fitting = _holding(fitting, stretch)
    if not fitting:
        return None
    page = min(box.page for box in fitting)
    here = [box for box in fitting if box.page == page]
    left, top = min(box.x for box in here) - 3, min(box.y for box in here) - 3
    right, bottom = max(box.x + box.w for box in here) + 3, max(box.y + box.h for box in here) + 3
    left, top = max(0.0, left), max(0.0, top)
    return Box(
        page,
        str(spot.number),
        "crop",
        left,
        top,
        min(layout.width, right) - left,
        min(layout.height, bottom) - top,
        0,
    )


def _holding(boxes: list[Box], stretch: tuple[float, float]) -> list[Box]:
    """The text blocks that hold a stretch of the text, a column being filled before the next."""
    lines = sum(box.lines for box in boxes)
    held, passed = [], 0
    for box in boxes:
        first, last = passed / max(1, lines), (passed + box.lines) / max(1, lines)
        if first < stretch[1] + 0.02 and last > stretch[0] - 0.02:
            held.append(box)
        passed += box.lines
    return held or boxes


def picture_shares(
    layout: Layout, area_width: float, area_height: float
) -> tuple[tuple[int, str, float], ...]:
    """(page, number of its article, share of the type area) of every picture, in the order of the pages."""
    area = area_width * area_height
    return tuple(
        (box.page, box.number, box.w * box.h / area) for box in layout.boxes if box.kind == "image" and area
    )
