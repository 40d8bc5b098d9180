"""读表格: .xlsx (openpyxl), .xls .et .ods .xlsb (calamine), .csv → :class:`Draft` with tables as shown on the screen."""

from __future__ import annotations

import csv
import datetime
import html
import io
import posixpath
import re
import zipfile
from typing import Any

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.archives import DAMAGED, open_archive, read_member
from build_tools.intake.draft import Cell, Draft, Grid, Image, Item, Line, Unreadable, plain
from build_tools.intake.formats import date_shown, number_shown, shows_date, shows_time, time_shown
from build_tools.intake.plain import decode
from build_tools.readers.tables import read_table

_OLE = bytes.fromhex("D0CF11E0")
MOST_CELLS = 20_000
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line that tells Excel by what the cells are parted."""
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(")
_BROKEN = ("表格坏了，读不出来", "请来稿人重新保存一次，或另存为 .xlsx 再发。")


def read_sheet(name: str, content: bytes) -> Draft:
    """Read a spreadsheet. Raises Unreadable."""
    draft = Draft(name)
    ending = name.lower().rsplit(".", 1)[-1]
    if ending in ("csv", "tsv") or not content.startswith((b"PK", _OLE, b"\x09")):
        # Many programs “export to Excel” by writing text into a file that they call .xls.
        text, how = decode(content)
        if how:
            _remark(draft, "SQ124", text=name.rpartition("/")[2], problem=how)
        draft.letters = [line for line in text.splitlines() if line.strip()]
        asked = _SEPARATOR.match(text)
        text = text[asked.end() :] if asked else text
        delimiter = asked[1] if asked else "\t" if ending == "tsv" else _delimiter(text)
        try:
            lines, closed = read_table(text, delimiter)
        except csv.Error as error:
            raise Unreadable(*_BROKEN) from error
        if not closed:
            problem = "里的引号没有成对，照文字收着，请对照原件看各格"
            _remark(draft, "SQ124", text=name.rpartition("/")[2], problem=problem)
        rows = [[each.strip() for each in cells] for _, cells in lines]
        draft.items = _laid_out([row for row in rows if any(row)], {})
        draft.letters = [each for row in rows for each in row if each]
    elif ending in ("xlsx", "xlsm"):
        archive = open_archive(content)
        _read_xlsx(draft, content)
        _read_drawings(draft, archive)
    else:
        _read_older(draft, content)
    return draft


def _delimiter(text: str) -> str:
    """What parts the cells: the most frequent of Excel's marks; without any of those, a mark that every line has as often."""
    counts = {each: text.count(each) for each in ",\t;"}
    if not any(counts.values()):
        lines = [line for line in text.splitlines() if line.strip()]
        for mark in "，|":
            if len({line.count(mark) for line in lines}) == 1 and mark in text:
                return mark
    return max(counts, key=lambda each: counts[each])


def _read_xlsx(draft: Draft, content: bytes) -> None:
    import warnings

    import openpyxl  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(content))
    except (*DAMAGED, KeyError, TypeError, AttributeError, SyntaxError, IndexError, AssertionError) as error:
        raise Unreadable(*_BROKEN) from error
    for sheet in book.worksheets:
        rows, merged = _rows_of(sheet, draft, formulas[sheet.title], book.epoch)
        if not rows:
            continue
        draft.letters += [each for row in rows for each in row if each]
        if sheet.sheet_state != "visible":
            words = " ".join(each for row in rows for each in row if each)
            _remark(draft, "SQ121", what=f"隐藏的工作表“{sheet.title}”", text=words)
            continue
        draft.items += _laid_out(rows, merged)


def _rows_of(
    sheet: Any, draft: Draft, formulas: Any, epoch: datetime.datetime
) -> tuple[list[list[str]], dict[tuple[int, int], str]]:
    if sheet.max_row > 2000 or sheet.max_column > 60:
        _remark(
            draft,
            "SQ121",
            what="第2000行、第60列以外的内容",
            text=f"工作表“{sheet.title}” {sheet.dimensions}",
        )
    rows: list[list[str]] = []
    hidden: list[str] = []
    numbers: dict[int, int] = {}
    for number, row in enumerate(
        sheet.iter_rows(max_row=min(sheet.max_row, 2000), max_col=min(sheet.max_column, 60)), 1
    ):
        values = []
        for cell in row:
            shown = _shown(_as_date(cell.value, cell.number_format, epoch), cell.number_format)
            if cell.data_type == "e":
                _remark(draft, "SQ124", text=f"{cell.coordinate} {shown}", problem="是公式算不出来时的记号")
            if _PICTURE.match(shown):
                shown = ""  # WPS puts a picture into a cell; it comes with the others.
            asked = formulas[cell.coordinate].value if cell.value is None else None
            asked = getattr(asked, "text", asked)  # of a formula for several cells
            if isinstance(asked, str) and asked.startswith("=") and not _PICTURE.match(asked):
                shown = "〓"
                _remark(
                    draft,
                    "SQ124",
                    text=f"{cell.coordinate} {asked}",
                    problem="是公式，文件里没有存下结果，稿子里成了“〓”",
                )
            if cell.comment is not None and cell.comment.text:
                draft.letters.append(cell.comment.text)
                _remark(draft, "SQ122", text=cell.comment.text, author=cell.comment.author or "没有署名的人")
            values.append(shown)
        if sheet.row_dimensions[number].hidden and any(values):
            hidden.append(" ".join(each for each in values if each))
            draft.letters += [each for each in values if each]
            continue
        numbers[number] = len(rows)
        rows.append(values)
    if hidden:
        _remark(draft, "SQ121", what="隐藏的行", text="；".join(hidden))
    _without_hidden_columns(sheet, rows, draft)
    for part in (sheet.oddHeader, sheet.oddFooter):
        for place in (part.left, part.center, part.right):
            if place.text and re.search(r"[^\W\d_]", re.sub("&[A-Za-z]", "", place.text)):
                _remark(draft, "SQ121", what="表格的页眉页脚", text=place.text)
    merged: dict[tuple[int, int], str] = {}
    for area in sheet.merged_cells.ranges:
        for at in range(area.min_row, min(area.max_row, 2000) + 1):
            for column in range(area.min_col, min(area.max_col, 60) + 1):
                if at in numbers and (at, column) != (area.min_row, area.min_col):
                    merged[numbers[at], column - 1] = "<" if column > area.min_col else "^"
    return rows, merged


def _read_drawings(draft: Draft, archive: zipfile.ZipFile) -> None:
    """Pictures that lie on the sheets, and the words of boxes drawn on them."""
    for name in sorted(archive.namelist()):
        if name.startswith("xl/media/"):
            draft.items.append(Image(posixpath.basename(name), read_member(archive, name)))
        elif re.fullmatch(r"xl/charts/chart[0-9]*\.xml", name):
            drawn = read_member(archive, name).decode("utf-8", "replace")
            words = "；".join(html.unescape(each) for each in re.findall(r"<a:t>([^<]+)</a:t>", drawn))
            what = "表格里画的图表（请来稿人截图，当图片发来）"
            _remark(draft, "SQ121", what=what, text=words or posixpath.basename(name))
        elif re.fullmatch(r"xl/drawings/drawing[0-9]+\.xml", name):
            drawn = read_member(archive, name).decode("utf-8", "replace")
            if words := "；".join(html.unescape(each) for each in re.findall(r"<a:t>([^<]+)</a:t>", drawn)):
                draft.letters.append(words)
                _remark(draft, "SQ121", what="表格上文本框里的文字", text=words)


def _without_hidden_columns(sheet: Any, rows: list[list[str]], draft: Draft) -> None:
    """Empty the cells that the sheet does not show, and tell them."""
    gone: list[str] = []
    for look in sheet.column_dimensions.values():
        for column in range(look.min or 0, min(look.max or 0, 60) + 1) if look.hidden else ():
            for row in rows:
                if 0 < column <= len(row) and row[column - 1]:
                    gone.append(row[column - 1])
                    row[column - 1] = ""
    if gone:
        draft.letters += gone
        _remark(draft, "SQ121", what="隐藏的列", text="；".join(gone))


def _read_older(draft: Draft, content: bytes) -> None:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(each, book.get_sheet_by_name(each)) for each in book.sheet_names]
        tables = [(name, sheet.to_python(), sheet.merged_cell_ranges or []) for name, sheet in sheets]
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        problem = "表格加了密码，打不开" if "assword" in str(error) else _BROKEN[0]
        raise Unreadable(problem, _BROKEN[1]) from error
    for (name, table, areas), meta in zip(tables, book.sheets_metadata, strict=False):
        rows = [[_shown(value, "") for value in row][:60] for row in table[:2000]]
        words = [each for row in rows for each in row if each]
        draft.letters += words
        if not words:
            continue
        if "Visible" not in str(meta.visible):
            _remark(draft, "SQ121", what=f"隐藏的工作表“{name}”", text=" ".join(words))
            continue
        merged = {
            (row, column): "<" if column > start[1] else "^"
            for start, end in areas
            for row in range(start[0], min(end[0], 2000) + 1)
            for column in range(start[1], min(end[1], 60) + 1)
            if (row, column) != start
        }
        draft.items += _laid_out(rows, merged)


def _remark(draft: Draft, code: str, **facts: object) -> None:
    draft.remarks.append(diagnose(code, Place(draft.file), **facts))


def _as_date(value: object, form: str, epoch: datetime.datetime) -> object:
    """A number that the sheet shows as a weekday alone (aaaa), as the date that it is."""
    if isinstance(value, int | float) and not isinstance(value, bool) and "aaa" in form.lower():
        return epoch + datetime.timedelta(days=float(value))
    return value


def _shown(value: object, form: str) -> str:
    """A value as the sheet shows it: dates and shares by their format, whole numbers without ``.0``."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime.datetime() if value.time() != datetime.time() or (
            shows_time(form) and not shows_date(form)
        ):
            if form and not shows_date(form):
                return time_shown(value.time(), form)
            clock = f" {value:%H:%M}" if not form or shows_time(form) else ""
            return f"{date_shown(value.date(), form)}{clock}"
        case datetime.date():
            return date_shown(value, form)
        case datetime.time() | datetime.timedelta():
            return time_shown(value, form)
        case int() | float():
            return number_shown(value, form)
    return re.sub(r"[ \t]*\n[ \t]*", "\n", str(value)).strip()


def _laid_out(rows: list[list[str]], merged: dict[tuple[int, int], str]) -> list[Item]:
    """Rows of one cell before and after the table are paragraphs; the first is its title."""
    filled = [[column for column, value in enumerate(row) if value] for row in rows]
    wide = [number for number, columns in enumerate(filled) if len(columns) > 1]
    if not wide:
        return [plain(row[columns[0]]) for row, columns in zip(rows, filled, strict=True) if columns]
    first, last = wide[0], wide[-1]
    while last + 1 < len(rows) and filled[last + 1] and filled[last + 1][0] > 0:
        last += 1
    items: list[Item] = []
    for number in range(first):
        if filled[number]:
            items.append(
                plain(rows[number][filled[number][0]], align="center", role="title" if not items else "")
            )
    used = range(first, last + 1)
    left = min(columns[0] for number in used if (columns := filled[number]))
    right = max(columns[-1] for number in used if (columns := filled[number]))
    grid = []
    for number in used:
        if not filled[number]:
            continue
        cells = []
        for column in range(left, right + 1):
            value = rows[number][column] if column < len(rows[number]) else ""
            cells.append(Cell((plain(value),) if value else (), merged.get((number, column), "")))
        grid.append(tuple(cells))
    items.append(Grid(tuple(grid)))
    items += [
        plain(rows[number][filled[number][0]]) for number in range(last + 1, len(rows)) if filled[number]
    ]
    return items


__all__ = ["Line", "read_sheet"]
