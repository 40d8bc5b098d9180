"""拼好的一版: an arrangement of one page, what is wrong with it, and its blocks set down.

In: standings and their tree. Out: :class:`MadePage`; placed blocks and rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.column_rules import rules_between
from build_tools.typesetting.makeup.filler import FillerDesign
from build_tools.typesetting.makeup.framing import FramedDesign
from build_tools.typesetting.makeup.leaves import Cut
from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.makeup.pieces import Node, Standing
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.placed import PlacedBlock, Stroke

_FEW = 6
"""Column lines that a small page may leave white without a word."""
_LIGHT = 0.45
"""What more white than a full page may have, or a gap open for long, counts as against a broken rule."""
_LARGEST_WHITE = 0.0149
"""Share of the type area that the largest white rectangle of a full page may have."""
_WIDER = 0.3
"""What each further such share of it counts as against a broken rule."""
_MOST_WHITE = 0.014
"""Share of the free area that may stay without anything on a page that counts as full."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """一版拼好: the arrangement, what is over (one :class:`Cut` a leaf) and the rules it breaks."""

    standings: tuple[Standing, ...]
    tree: Node | None
    cuts: tuple[Cut, ...]
    broken: tuple[str, ...]
    rows: int
    hole: float = 0.0
    """天窗: share of the type area that the largest white rectangle has; 0 where it was not measured."""
    seams: int = 0
    """长缝: gaps between columns that nothing bridges over much of the page's depth."""

    @property
    def gapes(self) -> bool:
        """A white rectangle is larger than a full page may have."""
        return self.hole > _LARGEST_WHITE

    @property
    def blank(self) -> int:
        """余行: column lines that stay white."""
        return sum(standing.option.blank * standing.option.columns for standing in self.standings)

    @property
    def lacking(self) -> int:
        """欠版: column lines that copy should fill; the few that any page leaves at the feet of its columns are none."""
        beyond = self.white > _FEW and (self.gapes or self._white_beyond)
        return self.blank or (self.white if beyond else 0)

    @property
    def _white_beyond(self) -> bool:
        columns = sum(standing.option.columns * standing.option.rows for standing in self.standings)
        return self.white > _MOST_WHITE * columns

    @property
    def blanks(self) -> bool:
        """More white, in one place or in all, than a full page may have."""
        return self.gapes or self._white_beyond

    @property
    def only_gapes(self) -> bool:
        """The white rectangle is its one fault."""
        return self.gapes and self.faults == 1 + self.seams

    @property
    def filler(self) -> int:
        """补白: column lines that it takes."""
        return sum(
            standing.option.rows * standing.option.columns
            for standing in self.standings
            if isinstance(standing.option.design, FillerDesign)
        )

    @property
    def filler_name(self) -> str:
        """Which of the paper's own it is."""
        designs = [standing.option.design for standing in self.standings]
        return next((design.name for design in designs if isinstance(design, FillerDesign)), "")

    @property
    def white(self) -> int:
        """Column lines without anything: white rows, and the last lines of columns that end a row early."""
        designs = [standing.option.design for standing in self.standings]
        return (
            self.blank
            - self.filler
            + sum(design.body.blank for design in designs if isinstance(design, ArticleDesign))
        )

    @property
    def faults(self) -> int:
        """犯忌处: rules broken, gaps open for long, and more white in one place, or at the feet of columns, than a full page may have."""
        return len(self.broken) + self.seams + self._white_beyond + self.gapes

    @property
    def weight(self) -> float:
        """How much that is: gaps that are open for long, and a row or two of white at the feet of columns, are the least of it; a hole is the worse the larger it is."""
        light = self.seams + (self._white_beyond and not self.gapes)
        wide = max(self.hole / _LARGEST_WHITE - 1.0, 0.0)
        return self.faults - (1.0 - _LIGHT) * light + _WIDER * wide


def place_page(
    made: MadePage, placer: Placer, top: int
) -> tuple[tuple[PlacedBlock, ...], tuple[Stroke, ...]]:
    """落版: the blocks of an arrangement that begins at row ``top``, in order of printing, and the rules between them."""
    blocks: list[PlacedBlock] = []
    for standing in sorted(made.standings, key=lambda each: each.ordinal):
        option = standing.option
        if isinstance(option.design, ArticleDesign):
            blocks.extend(placer.article(option.design, standing.column, top + standing.row, option.columns))
        elif isinstance(option.design, FramedDesign):
            blocks.extend(
                placer.framed(option.design, standing.column, top + standing.row, option.columns, option.rows)
            )
        elif isinstance(option.design, FillerDesign):
            blocks.append(
                placer.filler(option.design, standing.column, top + standing.row, option.columns, option.rows)
            )
        elif isinstance(option.design, BoxDesign):
            blocks.append(
                placer.box(
                    option.design,
                    standing.column,
                    top + standing.row + (option.blank if option.hangs else 0),
                    option.columns,
                    option.rows - option.blank,
                )
            )
    strokes = tuple(rules_between(made.tree, placer, 0, top)) if made.tree else ()
    return tuple(blocks), strokes
