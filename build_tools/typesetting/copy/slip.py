"""小样: the text of an article in rows of the grid, at one measure.

In: the blocks of a body and a measure. Out: :class:`Slip`: rows that stand one below another in any
column, and the figures (pictures, wide tables) that stand outside the flow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_tools.model import (
    Block,
    Footnotes,
    ItemList,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
)
from build_tools.typesetting.copy.setting import Troubles, compose, footnote_mark, runs_of, shifted, width_of
from build_tools.typesetting.copy.tables import fits_column, set_table
from build_tools.typesetting.grid import Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run, TextStyle
from build_tools.typesetting.sheet import Sheet

STUB_SHARE = 0.5
"""A last line shorter than this share of the measure is a stub at a column's top (栏首孤行)."""


@dataclass(frozen=True, slots=True)
class Row:
    """一行: one row of the grid. ``baseline`` is from the row's top; ``line`` None leaves it blank."""

    line: Line | None
    baseline: float = 0.0
    tied: bool = False
    """No column may end after this row (小标题不落栏尾)."""
    stub: bool = False
    """No column should begin with this row (栏首孤行)."""
    opens: bool = False
    """First line of a paragraph that goes on: a column should not end with it."""
    rule: bool = False
    """A hairline along its top."""


@dataclass(frozen=True, slots=True)
class Slip:
    """小样: ``rows`` at ``measure`` points, ``figures`` in order of the text."""

    measure: float
    rows: tuple[Row, ...]
    figures: tuple[Picture | Table, ...]


@dataclass(frozen=True, slots=True)
class Setter:
    """排字工: sets blocks at one measure. ``style`` is that of plain text."""

    sheet: Sheet
    grid: Grid
    measure: float
    troubles: Troubles
    style: TextStyle

    def slip(self, body: tuple[Block, ...]) -> Slip:
        """All of a body."""
        rows = tuple(row for block in body for row in self._rows(block, self.style, 0.0))
        return Slip(self.measure, rows, tuple(block for block in body if isinstance(block, Picture | Table) and self._is_figure(block)))

    def _is_figure(self, block: Picture | Table) -> bool:
        """Pictures, and tables too wide for the grid's own column, stand outside the text."""
        return isinstance(block, Picture) or not fits_column(block, self.grid.column, self.grid.size)

    def _rows(self, block: Block, style: TextStyle, inset: float) -> tuple[Row, ...]:
        match block:
            case Paragraph(inlines):
                return self._paragraph(runs_of(inlines, style, self.sheet), 2.0, 0.0, inset)
            case Subhead():
                return self._subhead(block)
            case ItemList(items, ordered, _, start):
                marks = [f"{start + place}." if ordered else "·" for place in range(len(items))]
                return tuple(row for mark, item in zip(marks, items, strict=True) for row in self._item(mark, item, style, inset))
            case Quotation(blocks):
                quote = self.sheet.style("quote")
                return tuple(row for inner in blocks for row in self._rows(inner, quote, inset + self.grid.size))
            case Rule():
                return self._paragraph((Run("＊　＊　＊", style),), 0.0, 0.0, inset, Alignment.CENTRE)
            case Footnotes(notes):
                return self._footnotes(notes)
            case Table() if not self._is_figure(block):
                return self._table(block)
            case _:
                return ()

    def _paragraph(self, runs: tuple[Run, ...], indent: float, hanging: float, inset: float, alignment: Alignment = Alignment.JUSTIFY) -> tuple[Row, ...]:
        width = max(self.measure - inset, self.grid.size * 2)
        lines = compose(runs, ParagraphShape((width,), indent, hanging, alignment), self.troubles)
        baseline = self.grid.baseline(self.grid.size)
        last = len(lines) - 1
        return tuple(
            Row(
                shifted(line, inset, self.measure) if inset else line,
                baseline,
                stub=place == last > 0 and width_of(line) < STUB_SHARE * width,
                opens=place == 0 < last,
            )
            for place, line in enumerate(lines)
        )

    def _subhead(self, block: Subhead) -> tuple[Row, ...]:
        """小标题: its lines in the middle of one row more than they are, tied to the text that follows."""
        style = self.sheet.style("subhead")
        if block.level > 2:
            style = replace(style, size=self.style.size)
        lines = compose(runs_of(block.inlines, style, self.sheet), ParagraphShape((self.measure,), 0.0, 0.0, Alignment.CENTRE), self.troubles)
        baseline = self.grid.baseline(style.size) + self.grid.leading / 2
        return (*(Row(line, baseline, tied=True) for line in lines), Row(None, tied=True)) if lines else ()

    def _item(self, mark: str, item: tuple[Block, ...], style: TextStyle, inset: float) -> tuple[Row, ...]:
        rows: list[Row] = []
        for place, block in enumerate(item):
            if place == 0 and isinstance(block, Paragraph):
                runs = (Run(mark + " ", style), *runs_of(block.inlines, style, self.sheet))
                rows.extend(self._paragraph(runs, 0.0, 1.0, inset))
            else:
                rows.extend(self._rows(block, style, inset + self.grid.size))
        return tuple(rows)

    def _footnotes(self, notes: tuple[tuple[Block, ...], ...]) -> tuple[Row, ...]:
        style = self.sheet.style("note")
        rows: list[Row] = []
        for ordinal, note in enumerate(notes, 1):
            for place, block in enumerate(note):
                if place == 0 and isinstance(block, Paragraph):
                    runs = (Run(footnote_mark(ordinal), style), *runs_of(block.inlines, style, self.sheet))
                    rows.extend(self._paragraph(runs, 0.0, 1.0, 0.0))
                else:
                    rows.extend(self._rows(block, style, style.size))
        return (replace(rows[0], rule=True), *rows[1:]) if rows else ()

    def _table(self, table: Table) -> tuple[Row, ...]:
        rows = set_table(table, self.measure, self.grid, self.sheet, self.troubles)
        baseline = self.grid.baseline(self.grid.size)
        placed = tuple(Row(row.line, baseline, tied=True, rule=row.rule) for row in rows)
        return (*placed, Row(None, rule=True)) if placed else ()
