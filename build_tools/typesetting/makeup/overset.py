"""超版纸: what did not fit, on sheets of its own behind the pages, so that nothing is lost unseen.

In: the leaves of a page and what was cut from each. Out: sheets with the cut text and pictures, and for
each article how much it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from build_tools.model import ArticleNumber, Kind
from build_tools.typesetting.copy.setting import Troubles, set_line
from build_tools.typesetting.copy.slip import Row
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.makeup.bands import Slot
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.placing import Placer
from build_tools.typesetting.placed import BlockKind, Box, ComposedPage, PlacedBlock, PlacedLine

_HEAD_ROWS = 3
_FIGURE_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Overset:
    """一稿超版: the rows and figures of one article that are not on its page."""

    leaf: Leaf
    rows: tuple[Row, ...]
    figures: int
    whole: bool

    @property
    def characters(self) -> int:
        """Characters of the cut rows, white not counted."""
        return sum(len("".join(row.line.text.split())) for row in self.rows if row.line)

    @property
    def name(self) -> str:
        """As an editor calls it."""
        return f"《{self.leaf.item.article.listed_headline}》"


def overset_of(leaves: tuple[Leaf, ...], cuts: tuple[Cut, ...]) -> tuple[Overset, ...]:
    """What is over, article by article."""
    found = []
    for leaf, cut in zip(leaves, cuts, strict=True):
        if cut.rows or cut.figures or cut.whole:
            rows = leaf.slip(leaf.grid.column).rows
            count = len(rows) if cut.whole else cut.rows
            figures = len(leaf.figures) if cut.whole else cut.figures
            found.append(Overset(leaf, rows[len(rows) - count :], figures, cut.whole))
    return tuple(found)


_Part = tuple[int, Callable[[int], Iterable[PlacedBlock]]]
"""Rows it takes, and what places it at a row."""


@dataclass(slots=True)
class OversetSheets:
    """超版纸: fills sheet after sheet from the top."""

    grid: Grid
    placer: Placer
    page: int
    _row: int = 0

    def compose(self, overset: tuple[Overset, ...]) -> Iterator[ComposedPage]:
        """The sheets of one page, each marked 超版."""
        blocks: list[PlacedBlock] = []
        for each in overset:
            for part in self._parts(each):
                height, place = part
                if self._row + height > self.grid.rows and self._row:
                    yield self._sheet(blocks)
                    blocks, self._row = [], 0
                blocks.extend(place(self._row))
                self._row += height
        if blocks:
            yield self._sheet(blocks)

    def _sheet(self, blocks: list[PlacedBlock]) -> ComposedPage:
        style = self.placer.sheet.style("overset")
        line = set_line(f"超版：第{self.page}版排不下的稿件（本页不付印）", style, Troubles())
        y = self.grid.top - 16.0
        head = PlacedBlock(
            BlockKind.FOLIO,
            Box(self.grid.left, y - style.size, self.grid.width, style.size * 1.2),
            None,
            (PlacedLine(self.grid.left, y, line),),
        )
        return ComposedPage(self.page, "超版", (head, *blocks))

    def _parts(self, each: Overset) -> Iterator[_Part]:
        """Parts in order; the rows of text are measured out when the parts before them stand."""
        heads = list(self._heads(each))
        yield _HEAD_ROWS - 1 + len(heads), partial(self._head, each, heads)
        number, count = each.leaf.item.number, len(each.leaf.figures)
        for ordinal in range(count - each.figures, count):
            figure = next(
                figure
                for width in (*range(_FIGURE_COLUMNS, self.grid.columns + 1), 1)
                if (figure := each.leaf.figure(ordinal, width))
            )
            slot = Slot(figure, figure.columns, figure.ideal + 1, 0.0, 1.0)
            yield slot.rows, partial(self._figure, slot, number)
        start = 0
        while start < len(each.rows):
            room = max(self.grid.rows - self._row, 1)
            left = each.rows[start:]
            depth = min(math.ceil(len(left) / self.grid.columns), room)
            chunk = left[: depth * self.grid.columns]
            yield depth, partial(self._columns, chunk, depth, number)
            start += len(chunk)

    def _heads(self, each: Overset) -> Iterator[str]:
        article = each.leaf.item.article
        pictures = f"，图{each.figures}幅" if each.figures else ""
        yield f"{each.leaf.item.number.printed}　{each.name}　{each.characters}字（{len(each.rows)}行）{pictures}"
        if each.whole and article.kind is not Kind.LEAD_IN:
            yield from (words for name, words in article.head if name != "headline")

    def _head(self, each: Overset, heads: list[str], row: int) -> tuple[PlacedBlock, ...]:
        style = replace(self.placer.sheet.style("subhead"), size=self.grid.size * 1.2)
        lines = tuple(
            PlacedLine(
                self.grid.left,
                self.grid.y(row + place) + self.grid.leading * 0.5 + self.grid.baseline(style.size),
                set_line(text, style, each.leaf.troubles),
            )
            for place, text in enumerate(heads)
        )
        box = Box(
            self.grid.left,
            self.grid.y(row),
            self.grid.width,
            (_HEAD_ROWS - 1 + len(heads)) * self.grid.leading,
        )
        return (PlacedBlock(BlockKind.HEADLINE, box, each.leaf.item.number, lines),)

    def _figure(self, slot: Slot, number: ArticleNumber, row: int) -> Iterator[PlacedBlock]:
        return self.placer.slot(slot, number, 0, row)

    def _columns(
        self, rows: tuple[Row, ...], depth: int, number: ArticleNumber, row: int
    ) -> Iterator[PlacedBlock]:
        for column in range(self.grid.columns):
            part = rows[column * depth : (column + 1) * depth]
            if part:
                yield self.placer.rows(part, number, self.grid.x(column), row, self.grid.column)
