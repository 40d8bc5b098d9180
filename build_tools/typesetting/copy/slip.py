"""小样: the text of an article in rows of the grid, at one measure.

In: the blocks of a body and a measure. Out: :class:`Slip`: rows that stand one below another in any
column, and the figures (pictures, wide tables) that stand outside the flow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import assert_never

from build_tools.model import (
    Block,
    Footnotes,
    Form,
    FormKind,
    Inline,
    ItemList,
    LineBreak,
    Paragraph,
    Picture,
    Quotation,
    Role,
    Rule,
    Subhead,
    Table,
    Text,
    walk_blocks,
)
from build_tools.typesetting.copy.setting import (
    Troubles,
    compose,
    footnote_mark,
    joined,
    runs_of,
    set_line,
    shifted,
    width_of,
)
from build_tools.typesetting.copy.splits import broken_by_sense
from build_tools.typesetting.copy.tables import fits_column, least_width, set_table
from build_tools.typesetting.grid import HAN_ASCENT, Grid
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run, TextStyle
from build_tools.typesetting.sheet import Sheet

_MARK_GAP = 0.25
"""Em between the widest mark of a list and its words."""
_QUATRAIN = 4
_PULL = 1.5
"""引文: its size and the step of its lines, in those of the body."""
STUB_SHARE = 0.5
"""A last line shorter than this share of the measure is a stub at a column's top (栏首孤行)."""


@dataclass(frozen=True, slots=True)
class Row:
    """一行: one row of the grid. ``baseline`` is from the row's top; ``line`` None leaves it blank."""

    line: Line | None
    baseline: float = 0.0
    tied: bool = False
    """No column may end after this row (小标题不落栏尾)."""
    bound: bool = False
    """Nor at any price: it is inside a 引文, a 时间表 or a short stanza."""
    stub: bool = False
    """No column should begin with this row (栏首孤行)."""
    opens: bool = False
    """First line of a paragraph that goes on: a column should not end with it."""
    rule: bool = False
    """A hairline along its top."""
    heavy: bool = False
    """The rule is a heavy one, through its middle."""


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
        kept = {
            id(table) for form in walk_blocks(body) if _keeps_tables(form) for table in walk_blocks((form,))
        }
        figures = tuple(
            block
            for block in walk_blocks(body)
            if isinstance(block, Picture | Table) and self._is_figure(block) and id(block) not in kept
        )
        return Slip(self.measure, rows, figures)

    def _is_figure(self, block: Picture | Table) -> bool:
        """Pictures, and tables too wide for the grid's own column, stand outside the text."""
        return isinstance(block, Picture) or not fits_column(block, self.grid.column, self.grid.size)

    def _rows(self, block: Block, style: TextStyle, inset: float) -> tuple[Row, ...]:
        match block:
            case Paragraph():
                return self._role(block, style, inset)
            case Subhead():
                return self._subhead(block)
            case ItemList(items, ordered):
                marks = block.numbers if ordered else ("·",) * len(items)
                hang = self._hang(marks, style)
                return tuple(
                    row
                    for mark, item in zip(marks, items, strict=True)
                    for row in self._item(mark, item, style, inset, hang)
                )
            case Quotation(blocks):
                quote = self.sheet.style("quote")
                return tuple(
                    row for inner in blocks for row in self._rows(inner, quote, inset + self.grid.size)
                )
            case Rule():
                return self._paragraph((Run("＊　＊　＊", style),), 0.0, 0.0, inset, Alignment.CENTRE)
            case Form():
                return self._form(block, style, inset)
            case Footnotes(notes):
                return self._footnotes(notes)
            case Table():
                return () if self._is_figure(block) else self._table(block)
            case Picture():
                return ()  # stands outside the text
            case _:
                assert_never(block)

    def _role(self, paragraph: Paragraph, style: TextStyle, inset: float) -> tuple[Row, ...]:
        """A paragraph as its part in a form asks; outside forms it is plain text."""
        runs = runs_of(paragraph.inlines, style, self.sheet)
        match paragraph.role:
            case Role.TEXT:
                return self._paragraph(runs, 2.0, 0.0, inset)
            case Role.ANSWER:
                return self._paragraph(runs, 2.0, 0.0, inset)
            case Role.QUESTION:
                asked = replace(style, family=self.sheet.style("emphasis").family)
                return self._paragraph(runs_of(paragraph.inlines, asked, self.sheet), 2.0, 0.0, inset)
            case Role.SALUTATION:
                return self._paragraph(runs, 0.0, 0.0, inset)
            case Role.SIGNATURE:
                return self._paragraph(runs, 0.0, 0.0, inset, Alignment.RIGHT)
            case Role.JUMP:
                told = runs_of(paragraph.inlines, self.sheet.style("code"), self.sheet)
                rows = self._paragraph(told, 0.0, 0.0, inset, Alignment.RIGHT)
                return tuple(replace(row, stub=True) for row in rows)
            case Role.VERSE:
                return self._stanza(paragraph, style, inset)
            case Role.ENTRY:
                return self._paragraph(runs, 0.0, 1.0, inset, Alignment.LEFT)
            case Role.PULL:
                return self._pull(paragraph, inset)
            case _:
                assert_never(paragraph.role)

    def _stanza(self, paragraph: Paragraph, style: TextStyle, inset: float) -> tuple[Row, ...]:
        """Each verse a line of its own; only one too long for the column is set back where it goes on."""
        rows = [
            row
            for verse in _written_lines(paragraph)
            for row in self._paragraph(runs_of(verse, style, self.sheet), 0.0, 1.0, inset, Alignment.LEFT)
        ]
        # No verse stands alone at the head or the foot of a column, and a quatrain stays whole.
        last = len(rows) - 1
        return tuple(
            replace(
                row,
                bound=place < last < _QUATRAIN,
                tied=place < last and (last < _QUATRAIN or place in (0, last - 1)),
            )
            for place, row in enumerate(rows)
        )

    def _pull(self, paragraph: Paragraph, inset: float) -> tuple[Row, ...]:
        """引文: large, in the middle of the column, broken by sense, a row and a half a line."""
        style = replace(self.sheet.style("quote"), size=_PULL * self.grid.size)
        width = max(self.measure - inset, 2 * style.size)
        runs = [
            run
            for words in _written_lines(paragraph)
            for run in (
                Run("\n", style),
                *broken_by_sense(runs_of(words, style, self.sheet), width / style.size),
            )
        ]
        lines = compose(tuple(runs[1:]), ParagraphShape((width,), 0.0, 0.0, Alignment.CENTRE), self.troubles)
        step, leading = _PULL * self.grid.leading, self.grid.leading
        rows: list[Row] = [Row(None)] * math.ceil(len(lines) * _PULL)
        above = (len(rows) * leading - len(lines) * step) / 2
        for place, line in enumerate(lines):
            baseline = above + place * step + (step - style.size) / 2 + HAN_ASCENT * style.size
            at = int((baseline - HAN_ASCENT * style.size) / leading)
            rows[at] = Row(shifted(line, inset, self.measure) if inset else line, baseline - at * leading)
        return tuple(rows)

    def _form(self, form: Form, style: TextStyle, inset: float) -> tuple[Row, ...]:
        match form.kind:
            case FormKind.POEM:
                return self._poem(form, style, inset)
            case FormKind.INTERVIEW:
                return self._below(form.blocks, style, inset)
            case FormKind.LETTER:
                return self._signed(form.blocks, style, inset)
            case FormKind.PULL:
                bar = Row(None, rule=True, heavy=True)
                rows = (bar, *self._below(form.blocks, style, inset))
                return (*(replace(row, bound=True, tied=True, stub=False, opens=False) for row in rows), bar)
            case FormKind.NOTICE:
                return _framed(self._signed(form.blocks, style, inset))
            case FormKind.SCHEDULE:
                # Its rows hold together: a timetable torn over two columns cannot be read.
                rows = tuple(
                    row
                    for block in form.blocks
                    for row in (
                        self._timetable(block, style, inset)
                        if isinstance(block, Table)
                        else self._rows(block, style, inset)
                    )
                )
                return _framed(tuple(replace(row, bound=True, tied=True, stub=False) for row in rows))
            case _:
                assert_never(form.kind)

    def _below(self, blocks: tuple[Block, ...], style: TextStyle, inset: float) -> tuple[Row, ...]:
        return tuple(row for block in blocks for row in self._rows(block, style, inset))

    def _signed(self, blocks: tuple[Block, ...], style: TextStyle, inset: float) -> tuple[Row, ...]:
        """The closing, 此致 and 敬礼, name and date, holds together."""
        parts = [self._rows(block, style, inset) for block in blocks]
        first = len(parts)
        while first > 1 and _closes(blocks[first - 1]):
            first -= 1
        if 1 < first < len(parts) and len(parts[first - 1]) == 1:
            first -= 1
        text, closing = ([row for part in some for row in part] for some in (parts[:first], parts[first:]))
        return (*text, *(replace(row, bound=True, tied=True) for row in closing[:-1]), *closing[-1:])

    def _poem(self, form: Form, style: TextStyle, inset: float) -> tuple[Row, ...]:
        """诗: verses flush left, the whole in the middle of the column; a row of white between two stanzas."""
        verse = replace(style, family=self.sheet.style("emphasis").family)
        width = max(self.measure - inset, self.grid.size * 2)
        parts = [
            self._rows(block, verse, 0.0 if isinstance(block, Paragraph) else inset) for block in form.blocks
        ]
        stanzas = [
            rows for block, rows in zip(form.blocks, parts, strict=True) if isinstance(block, Paragraph)
        ]
        longest = max((width_of(row.line) for rows in stanzas for row in rows if row.line), default=0.0)
        left = inset + max(width - longest, 0.0) / 2
        placed: list[Row] = []
        for block, rows in zip(form.blocks, parts, strict=True):
            if isinstance(block, Paragraph):
                if placed and placed[-1].line is not None:
                    placed.append(Row(None))
                rows = tuple(
                    replace(
                        row, line=row.line and shifted(row.line, left, self.measure), stub=False, opens=False
                    )
                    for row in rows
                )
            placed += rows
        return tuple(placed)

    def _timetable(self, table: Table, style: TextStyle, inset: float) -> tuple[Row, ...]:
        """A table that stays in its column: as a table where its cells can be read, else row by row."""
        if not table.header or least_width(table, self.grid.size) <= self.measure:
            return self._table(table)
        rows: list[Row] = []
        for cells in (table.header, *table.rows):
            inlines = [inline for cell in cells if cell for inline in (Text("　"), *cell)][1:]
            rows += self._paragraph(
                runs_of(tuple(inlines), style, self.sheet), 0.0, 1.0, inset, Alignment.LEFT
            )
        return tuple(rows)

    def _paragraph(
        self,
        runs: tuple[Run, ...],
        indent: float,
        hanging: float,
        inset: float,
        alignment: Alignment = Alignment.JUSTIFY,
    ) -> tuple[Row, ...]:
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
        lines = compose(
            runs_of(block.inlines, style, self.sheet),
            ParagraphShape((self.measure,), 0.0, 0.0, Alignment.CENTRE),
            self.troubles,
        )
        baseline = self.grid.baseline(style.size) + self.grid.leading / 2
        return (*(Row(line, baseline, tied=True) for line in lines), Row(None, tied=True)) if lines else ()

    def _hang(self, marks: tuple[str, ...], style: TextStyle) -> float:
        """Points from a list's edge to its words: the widest mark and a quarter of an em, at least an em."""
        widest = max((width_of(set_line(mark, style, self.troubles)) for mark in marks), default=0.0)
        return max(style.size, widest + _MARK_GAP * style.size)

    def _item(
        self, mark: str, item: tuple[Block, ...], style: TextStyle, inset: float, hang: float
    ) -> tuple[Row, ...]:
        """An item: its mark at the edge, its words at one distance from it in all items of the list."""
        rows: list[Row] = []
        if not item or not isinstance(item[0], Paragraph):
            rows.extend(self._paragraph((Run(mark, style),), 0.0, 1.0, inset))
        for place, block in enumerate(item):
            if place == 0 and isinstance(block, Paragraph):
                runs = runs_of(block.inlines, style, self.sheet)
                words = self._paragraph(runs, 0.0, 0.0, inset + hang)
                if words and (line := words[0].line):
                    head = shifted(set_line(mark, style, self.troubles), inset, self.measure)
                    marked = replace(joined((head, line), self.measure), full=line.full)
                    words = (replace(words[0], line=marked), *words[1:])
                rows.extend(words)
            else:
                rows.extend(self._rows(block, style, inset + hang))
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


def _written_lines(paragraph: Paragraph) -> tuple[tuple[Inline, ...], ...]:
    """The lines of a paragraph as they are written."""
    lines: list[list[Inline]] = [[]]
    for inline in paragraph.inlines:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(map(tuple, lines))


def _closes(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in (Role.SALUTATION, Role.SIGNATURE)


def _keeps_tables(block: Block) -> bool:
    return isinstance(block, Form) and block.kind is FormKind.SCHEDULE


def _framed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Between two hairlines."""
    return (replace(rows[0], rule=True), *rows[1:], Row(None, rule=True)) if rows else ()
