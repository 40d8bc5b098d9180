"""表: comma-separated text → lines of cells. A quotation mark that does not close is a letter like others."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence

_LONGEST_CELL = 16 * 1024 * 1024
_QUOTED_OVER = 50
"""Lines over which a quoted cell may go where the marks of the table are not in order."""
_HELD_AS_TEXT = re.compile(r"=\"(?P<formula>.*)\"|'(?P<figures>[0-9]+)", re.DOTALL)
"""How tables keep Excel from making a number of a telephone: ="0211234", '0211234."""

Line = tuple[int, Sequence[str]]


def read_table(text: str, mark: str, most: int | None = None) -> tuple[list[Line], bool]:
    """The lines, each with the number of its last row, at most ``most``; and whether all quotation marks close.

    Raises csv.Error for a cell that is far too long.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines, closed = _quoted(text, mark, most), True
    except csv.Error:
        # An open quotation mark would make one cell of all that follow.
        lines, closed = list(itertools.islice(_one_by_one(text, mark), most)), False
    return [(number, [_as_shown(cell) for cell in cells]) for number, cells in lines], closed


def _as_shown(cell: str) -> str:
    held = _HELD_AS_TEXT.fullmatch(cell.strip())
    return (held["formula"] or held["figures"] or "").replace('""', '"') if held else cell


def _quoted(text: str, mark: str, most: int | None) -> list[Line]:
    """The lines of a table whose quotation marks are in order. Raises csv.Error where they are not."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    return [(reader.line_num, cells) for cells in itertools.islice(reader, most)]


def _one_by_one(text: str, mark: str) -> Iterator[Line]:
    rows = re.split("\r\n|\r|\n", text)
    at = 0
    while at < len(rows):
        cells, over = _closed(rows[at : at + _QUOTED_OVER], mark) or (rows[at].split(mark), 1)
        at += over
        yield at, cells


def _closed(rows: Sequence[str], mark: str) -> tuple[Sequence[str], int] | None:
    """The cells of the first line, and over how many rows they go; None where a quotation mark does not close."""
    for end in range(1, len(rows) + 1):
        try:
            found = _quoted("\n".join(rows[:end]), mark, None)
        except csv.Error as error:
            if "end of data" not in str(error):
                return None
        else:
            return (found[0][1] if found else ()), end
    return None
