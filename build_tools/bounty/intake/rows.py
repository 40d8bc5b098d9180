"""读表: CSV, XLSX, JSON lines and pasted text → rows. The only importer of openpyxl.

In: a file's name and bytes. Out: :class:`Row` records and what could not be read; never raises on any bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import openpyxl  # type: ignore[import-untyped]

from build_tools.bounty.intake.columns import our_name
from build_tools.bounty.report import Unread

LARGEST = 64 * 1024 * 1024
"""Bytes of one file, and of one worksheet unpacked."""
_FIELD = 16 * 1024 * 1024
_PASTED_HEAD = re.compile(r"^(?P<name>[^\s:：][^\n:：]{0,30}?)\s+(?P<time>[0-9]{4}[-/年.][0-9]{1,2}[-/月.][0-9]{1,2}日?(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?)\s*[:：]?\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, and what its columns say."""

    number: int
    values: dict[str, object]


def read_rows(name: str, content: bytes) -> tuple[list[Row], list[Unread]]:
    """All rows of a file, known by its ending, else by its content."""
    ending = PurePath(name).suffix.lower()
    if len(content) > LARGEST:
        return [], [Unread(name, 0, f"文件超过{LARGEST // 2**20}兆", "")]
    if ending == ".xlsx" or content[:4] == b"PK\x03\x04":
        return _read_xlsx(name, content)
    text = decode(content)
    if text is None:
        return [], [Unread(name, 0, "不是文字文件，认不出编码", content[:200].hex())]
    if ending in (".jsonl", ".ndjson", ".json") or (text.lstrip()[:1] in "{[" and text.strip()):
        return _read_json(name, text)
    if ending in (".csv", ".tsv") or _looks_tabular(text):
        return _read_csv(name, text)
    return _read_pasted(text), []


def decode(content: bytes) -> str | None:
    """Bytes as spreadsheets write them: UTF-8 with or without mark, UTF-16 with mark, else GB18030."""
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    return None


def _looks_tabular(text: str) -> bool:
    first = text.lstrip().split("\n", 1)[0]
    cells = re.split(r"[,\t;]", first)
    return len(cells) >= 2 and sum(our_name(cell.strip('" \r')) is not None for cell in cells) >= 2


def _read_csv(name: str, text: str) -> tuple[list[Row], list[Unread]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    csv.field_size_limit(_FIELD)
    rows: list[Row] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = next(reader, [])
        if not any(our_name(cell) for cell in header):
            return [], [Unread(name, 1, "第一行里没有认得的栏名（如：姓名、时间、内容）", first[:500])]
        for number, cells in enumerate(reader, 2):
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        return rows, [Unread(name, len(rows) + 2, f"表格坏了：{error}", "")]
    return rows, []


def _read_xlsx(name: str, content: bytes) -> tuple[list[Row], list[Unread]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > LARGEST * 4:
                return [], [Unread(name, 0, "工作簿展开后过大", "")]
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = [row for sheet in book.worksheets for row in _sheet_rows(sheet.iter_rows(values_only=True))]
        book.close()
    except Exception as error:  # openpyxl raises whatever the damage in the file makes it raise
        return [], [Unread(name, 0, f"工作簿打不开：{type(error).__name__}", "")]
    return (rows, []) if rows else ([], [Unread(name, 1, "没有认得的栏名，或没有内容", "")])


def _sheet_rows(lines: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    header: list[str] = []
    for number, cells in enumerate(lines, 1):
        if not header:
            named = ["" if cell is None else str(cell) for cell in cells]
            header = named if any(our_name(cell) for cell in named) else []
        elif any(cell not in (None, "") for cell in cells):
            yield Row(number, dict(zip(header, cells, strict=False)))


def _read_json(name: str, text: str) -> tuple[list[Row], list[Unread]]:
    rows: list[Row] = []
    unread: list[Unread] = []
    for number, line in enumerate(_json_lines(text), 1):
        try:
            value = json.loads(line) if isinstance(line, str) else line
        except (ValueError, RecursionError):
            unread.append(Unread(name, number, "这一行不是 JSON", str(line)[:500]))
            continue
        if isinstance(value, dict):
            rows.append(Row(number, value))
        else:
            unread.append(Unread(name, number, "这一行不是一条记录", str(line)[:500]))
    return rows, unread


def _json_lines(text: str) -> list[object]:
    if text.lstrip().startswith("["):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            return [text]
        return list(whole) if isinstance(whole, list) else [whole]
    return [line for line in text.splitlines() if line.strip()]


def _read_pasted(text: str) -> list[Row]:
    """Text copied from a chat: a line with name and time heads each message; else blank lines part them."""
    heads = list(_PASTED_HEAD.finditer(text))
    if not heads:
        parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]
        return [Row(number, _mailed(part) or {"内容": part}) for number, part in enumerate(parts, 1)]
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Row(number, {"昵称": head["name"], "时间": head["time"], "内容": text[head.end() : end].strip()})
        for number, (head, end) in enumerate(zip(heads, ends, strict=True), 1)
    ]


def _mailed(part: str) -> dict[str, object] | None:
    """A form that a browser sent as mail: ``稿号=2101-032`` line by line; a line without a known name goes on the one before."""
    values: dict[str, object] = {}
    last = ""
    for line in part.split("\n"):
        name, mark, value = line.partition("=")
        if mark and our_name(name):
            last = name
            values[last] = value
        elif last:
            values[last] = f"{values[last]}\n{line}"
    return values if len(values) >= 2 else None
