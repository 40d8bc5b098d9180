"""工作簿: XLSX, XLS, XLSB, ODS → lines of cells, read in a process of its own that may use only so much.

In: a workbook's bytes. Out: its sheets, or why not. A workbook of 1.5 kB may claim two milliards of rows: the process that
reads it ends at its bounds, and the import goes on.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_BYTES = 1536 * 1024 * 1024
"""Memory of the process that reads a workbook."""
MOST_SECONDS = 20
MOST_ROWS, MOST_CELLS, LONGEST_CELL = 100_000, 100, 40_000
"""Rows of all sheets, cells of a row, characters of a cell; Excel itself holds 32,767 characters in one."""
MOST_MERGED = 1_000
"""Rows of one merged cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: the numbers of its rows as Excel shows them, and their cells as text."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_workbook(content: bytes) -> tuple[tuple[Sheet, ...], str]:
    """The sheets, or what is wrong. Never raises on any bytes."""
    try:
        done = subprocess.run(
            # By its file, and with nothing from its folder in the way: its package would load all that letters are read with.
            [sys.executable, "-P", __file__],
            input=content,
            capture_output=True,
            check=False,
            timeout=MOST_SECONDS * 2,
        )
        told = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        told = None
    if told is None:
        return (), "工作簿打不开：坏了，或展开后过大（请在表格软件里另存为 CSV 再导入）"
    sheets = tuple(
        Sheet(name, tuple((number, tuple(cells)) for number, cells in rows)) for name, rows in told["sheets"]
    )
    return sheets, str(told["problem"])


def main() -> None:
    """Workbook at standard input, JSON at standard output."""
    _bound()
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_read(content), ensure_ascii=True))


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_BYTES, LARGEST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes) -> dict[str, object]:
    import io

    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(content))
    sheets: list[tuple[str, list[tuple[int, list[str]]]]] = []
    left, problem = MOST_ROWS, ""
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        # Rows come from the top of the sheet, cells from the first column in which anything stands.
        first, edge = sheet.start or (0, 0)
        rows: list[tuple[int, list[str]]] = []
        below = _going_on(sheet.merged_cell_ranges or [])
        said: dict[tuple[int, int], str] = {}
        for order, cells in enumerate(sheet.iter_rows()):
            if order < first and not any(cells):
                continue
            texts = [_text(cell)[:LONGEST_CELL] for cell in cells[:MOST_CELLS]]
            if any(cells[MOST_CELLS:]):
                # Told, and not read: what stands in all cells behind, in one.
                texts.append("｜".join(filter(None, map(_text, cells[MOST_CELLS:])))[:LONGEST_CELL])
            for column, text in enumerate(texts, edge) if below else ():
                if top := below.get((order, column)):
                    texts[column - edge] = text or said.get(top, "")
                elif text:
                    said[order, column] = text
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows.append((order + 1, texts))
                left -= 1
            if left <= 0:
                problem = f"工作簿超过{MOST_ROWS}行，后面的没有读"
                break
        sheets.append((name, rows))
    return {"sheets": sheets, "problem": problem}


def _going_on(
    areas: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell that goes on from one above, that one: a name merged over two rows stands in both."""
    return {
        (row, start[1]): start
        for start, end in areas
        for row in range(start[0] + 1, min(end[0], start[0] + MOST_MERGED) + 1)
    }


def _text(cell: object) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))  # a telephone number is no fraction
    return str(cell).strip()


if __name__ == "__main__":
    main()
