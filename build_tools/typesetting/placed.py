"""版面成品: what make-up gives and the draw takes: pages of placed blocks, each with its lines.

All lengths are PostScript points from the trimmed page's top left corner, y downward.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import PurePosixPath

from build_tools.diagnostics import Diagnostic
from build_tools.model import ArticleNumber, Crop
from build_tools.typesetting.lines.line import Line
from build_tools.typesetting.sheet import Sheet


class BlockKind(enum.Enum):
    """What a block is, under the name it has in layout.json."""

    HEADLINE = "headline"
    """标题: kicker, headline, deck, byline and number together."""
    TEXT = "text"
    """正文: one text column of an article."""
    IMAGE = "image"
    """图."""
    CAPTION = "caption"
    """图说."""
    TABLE = "table"
    """表: one that is wider than a text column."""
    NOTICE = "notice"
    """启事."""
    MASTHEAD = "masthead"
    """报头."""
    HEAD = "head"
    """刊头 across a page."""
    CONTENTS = "contents"
    """导读."""
    FILLER = "filler"
    """补白."""
    FOLIO = "folio"
    """报眉."""
    IMPRINT = "imprint"
    """版权栏."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of type: left edge of its measure and its baseline."""

    x: float
    baseline: float
    line: Line


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture fills its box; ``crop`` says which part stays. ``file`` is relative to the issue's folder."""

    box: Box
    file: PurePosixPath
    crop: Crop
    position: tuple[float, float] | None = None
    """Where its 看点 asks for another part: how much of what is cropped goes at the left and at the top, as shares."""
    alternate: str = ""
    """What it says to those who do not see it, where no caption does."""


@dataclass(frozen=True, slots=True)
class PlacedDrawing:
    """A drawing of our own (the QR code): a path in a square of ``units`` units, filled with ink."""

    box: Box
    path: str
    units: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """线: a rule, horizontal or vertical, as the rectangle that it inks."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """版块: one block of a page. ``number`` is that of the article it belongs to, None for the paper's own matter."""

    kind: BlockKind
    box: Box
    number: ArticleNumber | None = None
    lines: tuple[PlacedLine, ...] = ()
    picture: PlacedPicture | None = None
    drawing: PlacedDrawing | None = None
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """版: the blocks of one page in reading order. ``fill`` is the share of the type area they cover."""

    number: int
    title: str
    blocks: tuple[PlacedBlock, ...]
    strokes: tuple[Stroke, ...] = ()
    """Rules between blocks."""
    fill: float = 0.0
    overset_lines: int = 0
    broken_rules: tuple[str, ...] = ()
    """The trade's rules that no arrangement of this copy could keep."""


@dataclass(frozen=True, slots=True)
class ComposedIssue:
    """期: its pages, then the 超版 sheets that hold what did not fit (none when all fits)."""

    name: str
    title: str
    date: str
    """ISO, the one date the PDF bears."""
    site_url: str
    """What addresses without a host are read against, "" for none."""
    page_width: float
    page_height: float
    pages: tuple[ComposedPage, ...]
    overset: tuple[ComposedPage, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sheet: Sheet | None = None
    """The sheet it was signed off with; None while it is drawn with today's."""
