"""读表: tables, workbooks, JSON lines, mails and pasted text → rows.

In: a file's name and bytes. Out: :class:`Reading`: the rows, what could not be read with its text, and what an editor
should know. Never raises on any bytes, and never guesses: a table without a known header, or a row that was cut at a
comma, is kept and asked about.
"""

from __future__ import annotations

import codecs
import csv
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from build_tools.bounty.intake.chats import (
    chat_in,
    html_lines,
    mail_pages,
    mail_parts,
    read_mail,
    read_pasted,
)
from build_tools.bounty.intake.columns import our_name
from build_tools.bounty.intake.sheets import MOST_CELLS, read_workbook
from build_tools.bounty.report import Unread
from build_tools.readers.artwork import kind_of
from build_tools.readers.tables import Line, read_table

LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""
MOST_ROWS = 100_000
_HEADER_WITHIN = 30
"""Rows in which the header is looked for: exports put titles, dates and filters above it."""
_KEPT = 2000
"""Characters of what could not be read that are kept beside its reason; the file itself is kept whole."""
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, new and old; Word files and archives too."""
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et")
_MARKS = ",\t;，"
"""What parts the cells of a table; a table written by hand may have commas of full width."""
_MAIL = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")

_MAILBOX = re.compile(rb"^From [^\n]*\n(?=[A-Za-z][A-Za-z0-9-]*:)", re.MULTILINE)
"""Before each mail of a box of mails (mbox)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, and what its columns say."""

    number: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file came to."""

    rows: list[Row] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(name: str, content: bytes) -> Reading:
    """All rows of a file, known by its content before its ending: people rename files."""
    ending = PurePath(name).suffix.lower()
    if len(content) > LARGEST:
        return Reading(unread=[Unread(name, 0, f"文件超过{LARGEST // 2**20}兆", "")])
    if content[:4] in _ARCHIVES:
        return _read_workbook(name, content)
    text = None if _form_of(content) else decode(content)
    if text is None:
        told = _form_of(content)
        reason = f"是{told}：把里面的来信打成文字，再导入" if told else "不是文字文件，认不出编码"
        return Reading(unread=[Unread(name, 0, reason, "" if told else content[:200].hex())])
    reading = _read_text(name, ending, content, text)
    if text.endswith("\ufffd"):
        reading.notes.append("文件在最后一个字中间断了，多半没有传完：请看一看最后一封是否完整，再要一份。")
    return reading


def _read_text(name: str, ending: str, content: bytes, text: str) -> Reading:
    if _MAILBOX.match(content):
        mails = enumerate(_MAILBOX.split(content)[1:], 1)
        return _joined(_read_mailed(name, mail, number) for number, mail in mails)
    if text[:13].lower() == "mime-version:" and not re.search("^From:", text[:8000], re.M | re.I):
        # A page saved whole (mht): Excel and programs of offices call it .xls too.
        pages = [page for page in mail_pages(content) if "<table" in page.lower()]
        if pages:
            return _joined(_read_text(name, ending, b"", page) for page in pages)
    if ending == ".eml" or (_MAIL.match(text) and "\nFrom:" in f"\n{text[:8000]}"):
        return _read_mailed(name, content)
    head = text.lstrip("\ufeff \r\n\t")[:4000].lower()
    if head.startswith("<") and ("<table" in text.lower() or "<row" in text.lower()):
        found, beside = html_lines(text)
        if not found:
            return Reading(unread=[Unread(name, 0, "网页里的表格是空的", text[:_KEPT])])
        reading = _read_lines(name, list(enumerate(found, 1)))
        if beside and "<table" in text.lower():
            reading.unread.append(Unread(name, 0, "在网页里的表格外面，没有当作来信", beside[:_KEPT]))
        return reading
    if ending in _WORKBOOKS and head.startswith("<"):
        return Reading(unread=[Unread(name, 0, "是网页，里面没有表格", text[:_KEPT])])
    if ending in (".jsonl", ".ndjson", ".json") or (head[:1] in "{[" and head and _is_json(text)):
        return _read_json(name, text)
    if ending in (".csv", ".tsv") or _looks_tabular(text):
        return _read_csv(name, text)
    if mailed := _mailed_forms(text):
        return Reading(mailed)
    rows, told = read_pasted(text)
    return Reading([Row(number, dict(row)) for number, row in enumerate(rows, 1)], [], [told] if told else [])


def _joined(parts: Iterable[Reading]) -> Reading:
    whole = Reading()
    for part in parts:
        whole.rows.extend(part.rows)
        whole.unread.extend(part.unread)
        whole.notes.extend(part.notes)
    return whole


def decode(content: bytes) -> str | None:
    """Bytes as spreadsheets write them: UTF-8 with or without mark, UTF-16, else GB18030. Where a file breaks off within a
    character, what stands before it is read, with a mark for it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\x00" in content.rstrip(b"\x00"):
        encodings = ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for whole in (True, False):
        for encoding in encodings:
            reader = codecs.getincrementaldecoder(encoding)()
            try:
                text = reader.decode(content, final=whole)
            except UnicodeDecodeError:
                continue
            text = (text if whole else f"{text}\ufffd").rstrip("\x00")
            if (
                (text or not content)
                and "\x00" not in text
                and (encodings[0] != "utf-16-le" or _is_text(text))
            ):
                return text
    return None


def _is_text(text: str) -> bool:
    """Whether all characters are such as people write: pictures and programs read as UTF-16 hold others everywhere."""
    return not any(
        unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc") for char in text if char not in "\t\r\n"
    )


_FORMS = {b"RIFF": "录音", b"Rar!": "压缩包", b"7z\xbc\xaf": "压缩包", b"{\\rtf": "RTF 文件"}
"""How other files begin that hold no text for us, and what people call them."""


def words_in(content: bytes) -> str | None:
    """All words of a file, wherever in it they stand, to look for somebody; None of a file that nobody can look into."""
    if _form_of(content) or len(content) > LARGEST:
        return None
    ways = (("utf-8", 0), ("gb18030", 0), ("utf-16-le", 0), ("utf-16-le", 1), ("utf-16-be", 0))
    words = [content[start:].decode(encoding, "replace") for encoding, start in ways]
    if content[:4] in _ARCHIVES:
        sheets, problem = read_workbook(content)
        if content[:4] == _ARCHIVES[1] and problem and "WordDocument".encode("utf-16-le") not in content:
            return None  # locked with a password
        words += [cell for sheet in sheets for _, cells in sheet.rows for cell in cells]
    if content[:4] == _ARCHIVES[0]:
        try:
            words.append(_words_of_archive(content))
        except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error):
            return None
    return "\n".join([*words, *mail_parts(content)])


def _words_of_archive(content: bytes) -> str:
    """The words of a Word file or a workbook, marks of XML taken away. Raises ValueError where it unpacks to too much."""
    found, left = [], 4 * LARGEST
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for inner in archive.infolist():
            with archive.open(inner) as file:
                text = file.read(left + 1)
            left -= len(text)
            if left < 0:
                raise ValueError(inner.filename)
            found.append(html.unescape(re.sub("<[^>]*>", "", text.decode("utf-8", "replace"))))
    return "\n".join(found)


def _form_of(content: bytes) -> str:
    """What people call a file that holds no text for us."""
    kind = kind_of(content)
    # A letter may begin with BMI or GIF89; no letter holds a byte of noughts.
    if kind in ("JPEG", "PNG", "PDF") or (kind and b"\0" in content[:64]):
        return kind if kind in ("PDF", "视频") else "图片"
    return next((told for mark, told in _FORMS.items() if content.startswith(mark)), "")


def _is_json(text: str) -> bool:
    return bool(re.match(r"\s*(?:\{\s*\"|\[\s*[\[{\"]|\[\s*\]|\{\s*\})", text))


# Tables


def known_names(cells: Iterable[str]) -> int:
    """How many different meanings of ours the cells name."""
    return len({ours for cell in cells if len(cell) <= 30 and (ours := our_name(cell))})


def _header_of(lines: Sequence[Line]) -> int | None:
    """The first row with two known names or more; a table of one column has its one name."""
    for at, (_, cells) in enumerate(lines[:_HEADER_WITHIN]):
        if known_names(cells[:MOST_CELLS]) >= 2:
            return at + 1 if _goes_on_below(lines, at) else at
    for at, (_, cells) in enumerate(lines[:_HEADER_WITHIN]):
        told = [cell for cell in cells if cell.strip()]
        if len(told) == 1 and our_name(told[0]) == "text" and len(told[0]) <= 6:
            return at
    return None


def _goes_on_below(lines: Sequence[Line], at: int) -> bool:
    """Whether a header of two rows, as merged cells make it, has its names in the second: each cell of that is a name."""
    if at + 1 >= len(lines):
        return False
    above, below = lines[at][1], lines[at + 1][1]
    merged = any(not one.strip() and two.strip() for one, two in zip(above, below, strict=False))
    return merged and all(our_name(cell) for cell in below if cell.strip())


def _read_lines(name: str, lines: Sequence[Line], sheet: str = "") -> Reading:
    """Lines of cells below a header."""
    lines = [line for line in lines if any(cell.strip() for cell in line[1])]
    where = f"工作表“{sheet}”" if sheet else "表格"
    if not lines:
        return Reading()
    at = _header_of(lines)
    if at is None:
        shown = "\n".join("｜".join(cells) for _, cells in lines)[:_KEPT]
        reason = f"{where}里没有一行有两个认得的栏名（如：姓名、时间、内容），{len(lines)}行都没有读"
        return Reading(unread=[Unread(name, lines[0][0], reason, shown)])
    header = [cell.strip() for cell in lines[at][1]]
    reading = Reading()
    for number, cells in lines[:at]:
        if sum(bool(cell.strip()) for cell in cells) > 1 or max(map(len, cells)) > 60:
            reading.unread.append(
                Unread(name, number, "在表头上面的一行，没有当作来信", "｜".join(cells)[:_KEPT])
            )
    if len(header) > MOST_CELLS:
        told = "、".join(header[MOST_CELLS:])
        reason = f"{where}超过{MOST_CELLS}栏，后面的栏都没有读（“{told[:40]}”）：把来信的栏移到前面再导入"
        reading.unread.append(Unread(name, lines[at][0], reason, told[:_KEPT]))
    seen: dict[str, int] = {}
    for number, cells in lines[at + 1 :]:
        if [cell.strip() for cell in cells] == header:
            continue  # exports repeat the header on every page
        values: dict[str, object] = {}
        for place, cell in enumerate(cells[: min(len(header), MOST_CELLS)]):
            key = header[place] or f"（第{place + 1}栏）"
            values[key if key not in values else f"{key}{place}"] = cell
        over = [cell for cell in cells[len(header) :] if cell.strip()]
        if over:
            told = "、".join(over)[:60]
            reason = f"这一行比表头多出{len(over)}格（“{told}”）：多半是来信里的逗号把它切断了，请在表格里合好再导入"
            reading.unread.append(Unread(name, number, reason, "｜".join(cells)[:_KEPT]))
            continue
        reading.rows.append(Row(number, values))
        for key, said in values.items():
            if said and our_name(key) is None:
                seen[key] = max(seen.get(key, 0), len(str(said)))
    # What most is written in comes first: there may be letters in it.
    unknown = sorted(seen, key=lambda key: -seen[key])
    if unknown:
        reading.notes.append(f"{where}里有不认得的栏：{'、'.join(unknown[:8])}，没有用。")
    return reading


def _looks_tabular(text: str) -> bool:
    lines = [line for line in text.splitlines()[:_HEADER_WITHIN] if line.strip()]
    return any(
        known_names(cell.strip('" \r') for cell in line.split(mark, MOST_CELLS)) >= 2 and mark in line
        for line in lines
        for mark in _MARKS
    )


def _read_csv(name: str, text: str) -> Reading:
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first)
    body = rest if told else text
    mark = told[1] if told else _delimiter(body)
    try:
        lines, closed = read_table(body, mark, MOST_ROWS + 1)
    except csv.Error as error:
        return Reading(unread=[Unread(name, 0, f"表格坏了：{error}", body[:_KEPT])])
    problem: list[Unread] = []
    notes = [] if closed else ["表格里有没有成对的引号，照文字留着：请看一看各条来信是否完整。"]
    if len(lines) > MOST_ROWS:
        problem.append(Unread(name, lines[MOST_ROWS][0], f"表格超过{MOST_ROWS}行，后面的没有读", ""))
    lines = [(number + bool(told), cells) for number, cells in lines[:MOST_ROWS]]
    reading = _read_lines(name, _mended(lines, mark))
    return Reading(reading.rows, [*problem, *reading.unread], [*notes, *reading.notes])


def _delimiter(text: str) -> str:
    """What parts the cells of the header."""
    lines = text.splitlines()[:_HEADER_WITHIN]
    counts = {
        mark: max(
            (known_names(cell.strip('" ') for cell in line.split(mark, MOST_CELLS)) for line in lines),
            default=0,
        )
        for mark in _MARKS
    }
    return max(counts, key=lambda mark: counts[mark])


def _mended(lines: list[Line], mark: str) -> list[Line]:
    """A letter in the last column may hold commas that nobody quoted: it is one letter all the same."""
    at = _header_of(lines)
    if at is None:
        return lines
    header = lines[at][1]
    size = len(header)
    if size < 2 or our_name(header[-1]) != "text" or mark not in ",，":
        return lines
    return [
        (number, [*cells[: size - 1], mark.join(cells[size - 1 :]).rstrip(mark)])
        if len(cells) > size and any(cell.strip() for cell in cells[size:])
        else (number, cells)
        for number, cells in lines
    ]


def _read_workbook(name: str, content: bytes) -> Reading:
    sheets, problem = read_workbook(content)
    if problem and not sheets and PurePath(name).suffix.lower() not in _WORKBOOKS:
        problem = "是 Word 文件或压缩包：解开，把里面的来信存成文字或表格，再导入"
    whole = Reading(unread=[Unread(name, 0, problem, "")] if problem else [])
    several = len(sheets) > 1
    whole = _joined([whole, *(_read_lines(name, each.rows, each.name if several else "") for each in sheets)])
    if not whole.rows and not whole.unread:
        whole.unread.append(Unread(name, 1, "工作簿里没有内容", ""))
    return whole


# Other forms


def _read_json(name: str, text: str) -> Reading:
    reading = Reading()
    for number, line in enumerate(_json_lines(text), 1):
        try:
            value = _whole(json.loads(line) if isinstance(line, str) else line)
        except (ValueError, RecursionError):
            reading.unread.append(Unread(name, number, "这一行不是 JSON", str(line)[:500]))
            continue
        if isinstance(value, dict):
            reading.rows.append(Row(number, value))
        else:
            reading.unread.append(Unread(name, number, "这一行不是一条记录", str(line)[:500]))
    return reading


def _whole(value: object) -> object:
    """A value of JSON with a mark for every half character, which JSON can name and no file hold."""
    if isinstance(value, dict):
        return {str(_whole(key)): _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if isinstance(value, str)
        else value
    )


def _json_lines(text: str) -> list[object]:
    if text.lstrip().startswith(("[", "{")):
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError):
            if text.lstrip().startswith("["):
                return [text]
        else:
            return list(whole) if isinstance(whole, list) else [whole]
    return [line for line in re.split("\r?\n", text) if line.strip()]


def _read_mailed(name: str, content: bytes, number: int = 1) -> Reading:
    mail = read_mail(content)
    if mail is None:
        shown = (decode(content[:_KEPT]) or "").strip()
        return Reading(unread=[Unread(name, number, "不是一封完整的邮件（没有发件人）", shown)])
    row, attached, told = mail
    if chat := chat_in(row["内容"]):
        # A chat that was sent as a mail is whose words they are, not whoever's sent it.
        rows = [Row(number, dict(said)) for said in chat]
    elif forms := _mailed_forms(row["内容"]):
        sender = {key: row[key] for key in ("姓名", "邮箱", "时间")}
        rows = [Row(number, _sent_by(sender, form.values)) for form in forms]
    else:
        rows = [Row(number, dict(row))]
    unread = [Unread(name, number, f"邮件带着附件“{each}”，请另外导入", "") for each in attached]
    return Reading(rows, unread, [told] if told else [])


def _sent_by(sender: Mapping[str, str], form: Mapping[str, object]) -> dict[str, object]:
    """A form and who sent it as a mail; what somebody wrote of himself in it stands beside what the mail says."""
    values: dict[str, object] = dict(sender)
    for key, said in form.items():
        values[f"{key}（表）" if values.get(key) else key] = said
    return values


def _mailed_forms(text: str) -> list[Row]:
    """Forms that a browser sent as mail: ``稿号=2101-032`` line by line; a line without a known name goes on the one before.
    What somebody wrote above and below them is a letter too. [] where there is no form."""
    forms: list[dict[str, object]] = []
    beside: list[str] = []
    last = ""
    for line in text.replace("\r\n", "\n").strip().split("\n"):
        name, mark, value = line.partition("=")
        if mark and _FORM_NAME.fullmatch(name) and our_name(name):
            if not forms or name in forms[-1]:
                forms.append({})
            forms[-1][name], last = value, name
        elif (
            last
            and (line.strip() or our_name(last) == "text")
            and our_name(last) in ("text", "wrong", "right")
        ):
            forms[-1][last] = f"{forms[-1][last]}\n{line}"
        else:
            beside.append(line)
            last = ""
    if not forms or any(len(form) < 2 for form in forms):
        return []
    words = re.sub(r"\n\s*\n", "\n", "\n".join(beside)).strip()
    paper = words.removeprefix("纠错").strip()
    # 纠错　社区晨报: the subject that the website's form gives its mail says nothing that the form does not.
    if words and not any(paper and str(form.get("报纸名称", "")).startswith(paper) for form in forms):
        forms.append({"内容": words})
    return [Row(at, form) for at, form in enumerate(forms, 1)]


_FORM_NAME = re.compile(r"[^\W\d_]{1,12}")
