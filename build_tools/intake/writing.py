"""写稿: a story → the Markdown of an article, as the contract §2 has it."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

from build_tools.intake.accounting import UNSEEN
from build_tools.intake.draft import Cell, Grid, Line, Span, stripped
from build_tools.intake.numerals import number_of
from build_tools.intake.roles import Awaited, Block, Items, Paragraph, Shown, Story, Subhead
from build_tools.markup.dialect import NEVER_FIRST, NEVER_LAST, shows_stars
from build_tools.markup.surnames import SURNAMES

_SPECIAL = re.compile(r"([\\`*\[\]<>~=^{}|&])|(?<![A-Za-z0-9])(_)|(_)(?![A-Za-z0-9])|(\$)")
_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_PLAIN_VALUE = re.compile(r"^[\u4e00-\u9fff“《0-9A-Za-z][^:#\"'\\\[\]{}&*!|>%@`]*$")


_NOTE = re.compile(r"\[\^\d+\]")
_BLANK = re.compile(rf"(?:(?!\n){UNSEEN})*")
_STRESS = re.compile(
    rf"(?P<before>[{NEVER_FIRST},.;:?!)\"']*)(?P<core>(?s:.*?))(?P<after>[{NEVER_LAST}(\"']*)"
)
"""The marks of half width become such of full width when the article is cleaned."""
_SEEN = re.compile(rf"(?!{UNSEEN})(?s:.)(?:(?s:.*)(?!{UNSEEN})(?s:.))?")
"""From the first character that is seen to the last."""
_BULLET = re.compile(r"[•●▪■◆○★☆✓√►▶\-*＊·]*")
_NAME = re.compile("[\u3400-\u9fff]{2,4}")


def write_article(story: Story, files: dict[int, str]) -> str:
    """The text of the article's file; ``files`` gives the name of each picture by its place among the blocks."""
    front = ["---", f"headline: {value(story.headline)}"]
    for key in ("kicker", "deck"):
        if words := getattr(story, key):
            front.append(f"{key}: {value(words)}")
    if len(story.bylines) == 1:
        front.append(f"byline: {value(story.bylines[0])}")
    elif story.bylines:
        front += ["byline:", *(f"  - {value(name)}" for name in story.bylines)]
    front += [*(["ad: true"] if story.ad else []), "---", ""]
    return "\n".join(front) + "\n" + write_body(story, files)


def write_body(story: Story, files: dict[int, str]) -> str:
    """The article without its front matter."""
    used: list[str] = []
    blocks = [
        text for at, block in enumerate(story.blocks) if (text := _block(block, files.get(at, ""), used))
    ]
    notes = [
        f"[^{number}]: {_guarded(escaped(story.part.draft.notes.get(key, '')).strip()) or '（空）'}"
        for number, key in enumerate(used, 1)
    ]
    return "\n\n".join([*blocks, *notes]) + "\n"


def value(text: str) -> str:
    """A value of the front matter, quoted where YAML would read it otherwise."""
    return (
        text
        if _PLAIN_VALUE.match(text)
        and text.strip() == text
        and not re.fullmatch(r"[\d.]+|[YyNn]|yes|no|true|false|null", text, re.I)
        else json.dumps(text, ensure_ascii=False)
    )


def escaped(text: str) -> str:
    """Words in which no character is mark-up."""
    return _SPECIAL.sub(lambda hit: f"\\{hit[0]}", text)


def _block(block: Block, file: str, used: list[str]) -> str:
    match block:
        case Paragraph(line, quoted):
            words = _guarded(inline(stripped(line), used))
            return "\n".join(f"> {row}" for row in words.split("\n")) if quoted else words
        case Subhead(line):
            return f"## {inline(stripped(line), used, plain=True).replace(chr(10), ' ')}"
        case Items(entries):
            return _items(entries, used)
        case Shown(caption=caption, credit=credit):
            credit = f' "{credit if "：" in credit else f"摄影：{credit}"}"' if credit else ""
            credit = credit.replace("\\", "")
            return f"![{escaped(caption)}]({file}{credit})" if file else ""
        case Grid():
            return _grid(block, used)
        case Awaited():
            return ""


def _items(entries: tuple[tuple[int, str, Line], ...], used: list[str]) -> str:
    rows = []
    counts: list[int] = []
    lowest = min(level for level, _, _ in entries)
    for level, mark, line in entries:
        depth = min(level - lowest, 3, len(counts))
        del counts[depth + 1 :]
        while len(counts) <= depth:
            counts.append(0)
        number = re.sub(r"^.*[^\w①-⑳](?=[\w①-⑳])|[^\w①-⑳]", "", mark)
        written = int(number) if re.fullmatch(r"[0-9]{1,9}", number) else number_of(number)
        bullet = bool(_BULLET.fullmatch(mark))
        counts[depth] = 0 if bullet else written or counts[depth] + 1
        lead = f"{'   ' * depth}{'-' if bullet else f'{counts[depth]}.'} "
        rows.append(lead + _guarded(inline(line, used)).replace("\n", f"\n{' ' * len(lead)}"))
    return "\n".join(rows)


def _grid(grid: Grid, used: list[str]) -> str:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            words = _run_on(list(_rows_of(cell, used)))
            cells.append(words.replace("\\|", "|").replace("|", "\\|"))
        rows.append(f"| {' | '.join(cells)} |")
    width = len(grid.rows[0])
    rows.insert(1, f"|{' --- |' * width}")
    return "\n".join(rows)


def _run_on(rows: list[tuple[str, bool]]) -> str:
    """The rows of a cell on one line. Words that were wrapped go on; 3 above 4 is no 34, and 张三 above 李四 no person."""
    named = all(_NAME.fullmatch(row) and row[0] in SURNAMES for row, _ in rows)
    words = ""
    for row, apart in rows:
        figures = words[-1:].isascii() and words[-1:].isalnum() and row[:1].isascii()
        words += " " * bool(words and (apart or named or figures)) + row
    return words


def _rows_of(cell: Cell, used: list[str]) -> Iterator[tuple[str, bool]]:
    """The rows of a cell as Markdown, and whether each stands apart: it has a number, or is a cell of a table within."""
    for line, apart in _lines_of(cell):
        mark = "" if _BULLET.fullmatch(line.mark) else escaped(line.mark)
        for row in (mark + inline(line, used, plain=True)).split("\\\n"):
            yield row, apart or bool(mark)
            mark = ""


def _lines_of(cell: Cell) -> Iterator[tuple[Line, bool]]:
    """The lines of a cell, and whether each is a cell of a table within it, and so stands apart."""
    for item in cell.items:
        if isinstance(item, Grid):
            yield from ((line, True) for row in item.rows for inner in row for line, _ in _lines_of(inner))
        elif isinstance(item, Line) and item.text:
            yield stripped(item), False


def inline(line: Line, used: list[str], *, plain: bool = False) -> str:
    """The spans as Markdown. ``plain``: no emphasis (a subhead, a cell)."""
    whole = plain or (line.strong and len(line.text) > 40)
    pieces: list[tuple[str, bool]] = []
    for span in line.spans:
        if span.note:
            if span.note not in used:
                used.append(span.note)
            pieces.append((f"[^{used.index(span.note) + 1}]", False))
        if span.text:
            pieces += _span(span, strong=span.strong and not whole)
    text = _stressed(_apart(pieces))
    rows = [re.sub(r"[ \t]{2,}|\t", " ", row).strip() for row in text.split("\n")]
    return "\\\n".join(row for row in rows if row)


def _span(span: Span, *, strong: bool) -> list[tuple[str, bool]]:
    """Its words as Markdown in up to three pieces, and whether each is strong: white space at the ends is not."""
    words = span.text
    if span.raised:
        table = _RAISED if span.raised == "super" else _LOWERED
        if words.strip() and all(each in table for each in words.strip()):
            words = "".join(table.get(each, each) for each in words)
    if not (seen := _SEEN.search(words)):
        return [(words, False)]
    shown = escaped(seen[0])
    if (
        span.link
        and re.fullmatch(r"[!-~]+", span.link)
        and not re.search(r"[()<>\s]", span.link)
        and shown != span.link
    ):
        shown = f"[{shown}]({span.link})"
    stressed = strong and "\n" not in seen[0]
    return [(words[: seen.start()], False), (shown, stressed), (words[seen.end() :], False)]


def _apart(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The pieces, escaped where the mark-up of one would take the first or last character of the next for its own."""
    kept: list[tuple[str, bool]] = []
    for words, strong in pieces:
        above = kept[-1][0] if kept else ""
        if _NOTE.fullmatch(above) and words[:1] in ("(", ":"):
            words = f"\\{words}"
        if above[-1:] == "!" and words[:1] == "[":
            kept[-1] = (f"{above[:-1]}\\!", kept[-1][1])
        kept += [(words, strong)] if words else []
    return kept


def _stressed(pieces: list[tuple[str, bool]]) -> str:
    """Pieces of Markdown on end, strong ones that only blanks part as one, between ** where the paper's dialect takes
    them there."""
    joined: list[tuple[str, bool]] = []
    for words, strong in pieces:
        if strong and len(joined) > 1 and joined[-2][1] and _BLANK.fullmatch(joined[-1][0]):
            words = f"{joined.pop(-2)[0]}{joined.pop()[0]}{words}"
        if joined and joined[-1][1] == strong:
            words = joined.pop()[0] + words
        joined.append((words, strong))
    text = ""
    for (words, strong), (below, _) in itertools.pairwise([*joined, ("", False)]):
        if not strong:
            text += words
            continue
        found = _STRESS.fullmatch(words)
        assert found
        before, after = escaped((text + found["before"])[-1:]), escaped((found["after"] + below)[:1])
        if not shows_stars(f"{before}**{found['core']}**{after}"):
            words = f"{found['before']}**{found['core']}**{found['after']}"
        text += words
    return text


def _guarded(text: str) -> str:
    """A paragraph whose first characters are no mark-up."""
    rows = []
    for row in text.split("\n"):
        if re.match(r"[#+\-]|:::", row):
            row = f"\\{row}"
        elif found := re.match(r"(\d{1,9})([.)])(?=\s|$)", row):
            row = f"{found[1]}\\{row[len(found[1]) :]}"
        rows.append(row)
    return "\n".join(rows)
