"""读文本: bytes in any encoding → :class:`Draft`; hard-wrapped lines are put together again, verse is left as it is."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import replace

from build_tools.diagnostics import Place, diagnose
from build_tools.intake.draft import Break, Cell, Draft, Grid, Item, Line, Span, Unreadable, plain
from build_tools.markup.common_characters import COMMON
from build_tools.markup.dialect import cells_of

_HEADS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029\x85\x0b"), "\n")
"""Line ends of other programs than editors of text."""
_TABLE = re.compile(
    r"^[ \t]*\|.*\|[ \t]*\n[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?:\n[ \t]*\|.*\|[ \t]*)*$",
    re.MULTILINE,
)
_CONTROLS = frozenset({*range(9), *range(14, 27), *range(28, 32), 127})
"""Bytes that no text has, whatever its encoding, but UTF-16: told by their number."""
_FEW = 64
"""Bytes of which it cannot be told whether they are text."""
_GARBLED = "编码认不准，可能有乱码，请对照原文看一遍"
_RARE = 0.3
"""Share of what Chinese writes below which a text is garbled."""
_COMMON = 0.8
"""Share of what Chinese writes above which a guess at UTF-16 is right."""
_ENDED = "。！？…”’」』）)：:；;!?.—"
_STOPS = "，。；：！？、,;:!?"
_STARS = re.compile(r"^[\s　]*(?:[*＊\-－—─━=＝_＿~～·•◆★☆※#＃][\s　]*){3,}$")
_LIST = re.compile(r"^(?:[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳•●■◆▲□○·]|[-*+] )")
_WIDTH = (20, 120)
"""Columns between which a hard-wrapped text is wrapped; Han count two."""
_PLACED = 8
"""Columns of space from which on words are pushed to the middle or the right, and not indented."""
_VERSE = 36
"""Columns that a line of verse has at most."""
_COUPLET = re.compile(r"([\u4e00-\u9fff]{4,7})[，、？！；][\u4e00-\u9fff]{4,7}[。！？；]$")
"""Two verses on one row: 沙袋筑成三尺垒，灯光照亮一车花。"""
_REGULAR = 20
"""Columns that lines of verse have in the mean where every second one ends as a sentence does."""


def read_text(name: str, content: bytes) -> Draft:
    """Read a text file. Raises Unreadable when it is none."""
    draft = Draft(name)
    text, how = decode(content)
    if how:
        draft.remarks.append(diagnose("SQ124", Place(name), text=name, problem=how))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\0", "")
    text = text.translate(LINE_ENDS)
    at = 0
    for hit in _TABLE.finditer(text):
        grid = _grid(hit[0])
        draft.items += [*lines_to_items(text[at : hit.start()]), grid]
        draft.letters += [cell.text for row in grid.rows for cell in row if cell.text]
        at = hit.end()
    draft.items += lines_to_items(text[at:])
    draft.letters += [line for line in _TABLE.sub("", text).split("\n") if line.strip()]
    return draft


def _grid(text: str) -> Grid:
    """A table written in Markdown. A row with more cells than the first keeps them."""
    rows = [cells_of(row) for at, row in enumerate(text.strip().split("\n")) if at != 1]
    width = max(map(len, rows))
    return Grid(
        tuple(
            tuple(
                Cell((plain(each.strip()),) if each.strip() else ())
                for each in [*row, *[""] * (width - len(row))]
            )
            for row in rows
        )
    )


def decode(content: bytes) -> tuple[str, str]:
    """The text, and what is doubtful about it. Raises Unreadable for what is no text."""
    for head, encoding in _HEADS:
        if content.startswith(head):
            return content.decode(encoding, "replace").removeprefix("\ufeff"), ""
    halves = sorted((content[::2].count(0), content[1::2].count(0)))
    wide = len(content) >= 8 and halves[1] * 20 > len(content) and halves[1] > 4 * halves[0]
    if not wide:
        head = content[:4000]
        if len(head) > _FEW and sum(each in _CONTROLS for each in head) * 2 > len(head):
            raise Unreadable("不是文字文件", "请来稿人存成 .docx 或 .txt 再发。")
        try:
            text = content.decode("utf-8")
            return text, _GARBLED if "锟斤拷" in text or commonness(text) < _RARE else ""
        except UnicodeDecodeError:
            pass
        # Han text in UTF-16 has no zero bytes to tell it by, but is nothing common in any other encoding.
        for encoding in ("utf-16-le", "utf-16-be") if len(content) % 2 == 0 else ():
            text = content.decode(encoding, "replace")
            if commonness(text) > _COMMON and "\ufffd" not in text:
                return text, ""
    guesses: list[tuple[float, str, str]] = []
    for encoding in ("utf-16-le", "utf-16-be") if wide else ("gb18030", "big5"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        guesses.append((commonness(text), encoding, text))
    if guesses:
        share, _, text = max(guesses)
        if wide and share < 0.3:
            raise Unreadable("不是文字文件", "请来稿人存成 .docx 或 .txt 再发。")
        return text, "" if share > 0.5 else _GARBLED
    text = content.decode("gb18030", "replace")
    if commonness(text) < 0.5 or content.count(0):
        raise Unreadable("不是文字文件，或编码认不出来", "请来稿人存成 .docx 或 UTF-8 的 .txt 再发。")
    return text, "有几个字节读不懂，成了“�”，请对照原文补上"


def commonness(text: str) -> float:
    """How much of a text is what Chinese writes: common characters, ASCII, the usual marks; 0 to 1."""
    seen = [each for each in text[:4000] if not each.isspace()]
    if not seen:
        return 1.0
    return sum(
        each in COMMON or (each.isascii() and each.isprintable()) or each in _USUAL for each in seen
    ) / len(seen)


_USUAL = frozenset("，。、；：？！“”‘’（）《》〈〉【】—…·　～０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩％")


def is_stars(text: str) -> bool:
    """Whether a line is a row of stars or dashes, which parts stories."""
    return bool(text.strip()) and bool(_STARS.match(text.strip()))


def columns(text: str) -> int:
    """Width in columns: Han and full-width marks count two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def lines_to_items(text: str) -> list[Item]:
    """Lines → paragraphs: one line one paragraph, unless the lines show that they were wrapped at a width."""
    rows = [row.rstrip() for row in text.split("\n")]
    width = _wrapped_at(rows)
    if not width and (width := _wrapped_at(_without_margin(rows))):
        rows = _without_margin(rows)
    items: list[Item] = []
    waiting: list[str] = []

    def close() -> None:
        if waiting:
            items.append(_line(waiting))
            waiting.clear()

    verse = is_verse(rows)
    title = _title_rows(rows) if verse else 0
    for number, row in enumerate(rows):
        if not row.strip(" \t　"):
            close()
            items.append(Line(()))
        elif _STARS.match(row):
            close()
            items.append(Break(row.strip()))
        elif waiting and verse and number > title:
            waiting.append("\n" + row.strip())
        elif waiting and width and _goes_on(waiting[-1], row, width):
            waiting.append(_glue(waiting[-1], row.strip()) + row.strip())
        else:
            close()
            waiting.append(row)
    close()
    return items


def _without_margin(rows: list[str]) -> list[str]:
    """Rows without the spaces that stand before every one of them, as mails and printed pages have them."""
    margin = min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=0)
    return [row[margin:] for row in rows]


def _title_rows(rows: list[str]) -> int:
    """The number of the last row that is title or name above verse: the first group of rows, if it is short."""
    start = next((n for n, row in enumerate(rows) if row.strip()), 0)
    end = next((n for n in range(start, len(rows)) if not rows[n].strip()), len(rows))
    return end if end - start <= 3 else start + 1


def _line(rows: list[str]) -> Line:
    lead = _lead(rows[0])
    align = "center" if lead >= _PLACED else ""
    return plain("".join((rows[0].lstrip(" \t　"), *rows[1:])), align=align, indented=2 <= lead < _PLACED)


def _lead(row: str) -> int:
    """The columns of white space before a row."""
    return columns(row) - columns(row.lstrip(" \t　"))


def _wrapped_at(rows: list[str]) -> int:
    """The width at which the text is wrapped; 0 when it is not. Rows pushed to the middle or the right count for none."""
    rows = ["" if _lead(row) >= _PLACED else row for row in rows]
    full = [columns(row) for row in rows if row.strip()]
    if len(full) < 4:
        return 0
    width = max(full)
    if not _WIDTH[0] <= width <= _WIDTH[1]:
        return 0
    near = [row for row in rows if columns(row) >= width - 4]
    unended = [row for row in near if row.strip()[-1] not in _ENDED]
    followed = sum(
        columns(one) >= width - 4 and bool(two.strip()) and two[:1] not in " \t　" and not _LIST.match(two)
        for one, two in itertools.pairwise(rows)
    )
    sure = len(unended) * 2 >= len(near) if len(near) >= 3 else len(unended) == len(near) == 2
    # Rows of a timetable or of names are as long as each other too, but have no stops and commas, or have tabs.
    prose = sum(each in _STOPS for row in rows for each in row) * 4 >= len(full) and not any(
        "\t" in row.strip() for row in rows
    )
    return width if sure and followed >= 2 and prose else 0


def _goes_on(above: str, row: str, width: int) -> bool:
    """Whether a row goes on with the paragraph of the row above: that is full, or long and ends in mid-sentence."""
    last = above.rsplit("\n", 1)[-1]
    long = columns(last) * 5 >= width * 4 and last.rstrip()[-1:] not in _ENDED
    return row[:1] not in " \t　" and not _LIST.match(row) and (columns(last) >= width - 6 or long)


def joined_rows(items: list[Item]) -> tuple[list[Item], int]:
    """The paragraphs of a word processor's file whose every row is a paragraph of its own, as copied from a PDF or
    a chat; and how many line ends that took away. Verse stays as it is."""
    texts = [_sent(item) for item in items if isinstance(item, Line)]
    if is_verse(["题", "", *texts]):
        return items, 0
    made: list[Item] = []
    gone = 0
    for alike, group in itertools.groupby(items, key=_plain_look):
        run = list(group)
        width = _wrapped_at([_sent(item) for item in run]) if alike else 0
        joined = _joined_run(run, width) if width else run
        ended = sum(_sent(item).rstrip()[-1:] in (*_ENDED, "") for item in joined)
        if ended * 2 < len(joined):  # rows of names, not of sentences
            joined = run
        gone += len(run) - len(joined)
        made += joined
    return made, gone


def _joined_run(run: list[Item], width: int) -> list[Item]:
    made: list[Item] = []
    for item in run:
        above, row = _sent(made[-1]) if made else "", _sent(item)
        if above.strip() and row.strip() and _goes_on(above.rstrip(), row, width):
            last = made[-1]
            assert isinstance(last, Line) and isinstance(item, Line)
            glue = _glue(above.rstrip(), row)
            made[-1] = replace(last, spans=(*last.spans, *((Span(glue),) if glue else ()), *item.spans))
        else:
            made.append(item)
    return made


def _sent(item: Item) -> str:
    """A line as sent, white space before it too."""
    return "".join(span.text for span in item.spans) if isinstance(item, Line) else ""


def _plain_look(item: Item) -> tuple[float, str] | None:
    """What rows of one paragraph have in common; None for whatever cannot be such a row."""
    if (
        not isinstance(item, Line)
        or item.role
        or item.level >= 0
        or item.align
        or item.boxed
        or "\n" in item.text
    ):
        return None
    return item.size, item.font


def _glue(above: str, row: str) -> str:
    """A space where a Latin word ends the line and another begins the next; nothing between Han."""
    return (
        " "
        if above[-1:].isascii() and above[-1:].isalnum() and row[:1].isascii() and row[:1].isalnum()
        else ""
    )


def _is_indented(rows: list[str]) -> bool:
    """Whether rows are narrow prose: each paragraph indented, its other rows not, and every row full that one follows."""
    leads = [_lead(row) for row in rows]
    first = [4 <= lead <= 8 for lead in leads]
    after = [n for n in range(1, len(rows)) if rows[n].strip() and not leads[n] and rows[n - 1].strip()]
    # The title above is no row of a paragraph.
    after = [n for n in after if any(first[:n])]
    width = max((columns(row) for row in rows if _lead(row) < _PLACED), default=0)
    return sum(first) > 1 and len(after) > 1 and all(columns(rows[n - 1]) * 5 >= width * 4 for n in after)


def _without_numbered_titles(rows: list[str]) -> list[str]:
    """Rows but for 一、晒被子 and a date that stand alone between empty rows: titles of a suite's poems, no entries."""
    beside = zip(["", *rows], rows, [*rows[1:], ""], strict=False)
    return [
        ""
        if n and not (above.strip() or below.strip()) and (_LIST.match(row) or row.strip()[-1:].isdigit())
        else row
        for n, (above, row, below) in enumerate(beside)
    ]


def is_verse(rows: list[str]) -> bool:
    """Whether the body is verse: stanzas of short lines, hardly one of which ends as a sentence does."""
    rows = _without_numbered_titles(_without_margin(rows))
    body = [row.strip() for row in rows if row.strip()]
    body = body[1:]
    groups: list[int] = [0]
    for row in rows:
        if row.strip():
            groups[-1] += 1
        elif groups[-1]:
            groups.append(0)
    stanzas = [count for count in groups if count >= 2]
    couplets = [row for row in body if _COUPLET.match(row)]
    if len(couplets) >= 2 and len(couplets) * 4 >= len(body) * 3 and len({len(row) for row in couplets}) == 1:
        return True
    if len(body) < 4 or not stanzas or max(columns(row) for row in body) > _VERSE or _is_indented(rows):
        return False
    ended = sum(row[-1] in "。；：;:" for row in body)
    labelled = sum("：" in row or ":" in row or bool(_LIST.match(row)) or row[-1:].isdigit() for row in body)
    # Regular verse has a stop at the end of every second line.
    short = sum(columns(row) for row in body) <= _REGULAR * len(body)
    return ended * (2 if short else 3) <= len(body) and labelled * 4 <= len(body)
