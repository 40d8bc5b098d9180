"""The rules a printed column is held to, written down again from GB/T 15834 §5.1, apart from the composer's own tables."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from tests.typesetting.lines.printed import Glyph

NEVER_FIRST = frozenset("。，、；：？！”’）〕】》〉」』］｝·～-–／/％%‰℃,.;:?!)")
NEVER_LAST = frozenset("“‘（〔【《〈「『［｛／/￥$№(")
HALF_AT_LINE_END = frozenset("。，、；：？！”’）〕】》〉」』］｝")
HAN = re.compile("[\u3400-\u9fff]")
_MARK = re.compile(r"[^\w%℃]")


def prohibition_violations(lines: list[str]) -> list[str]:
    """Lines that begin or end with what must not stand there, or part what must stay together."""
    found = [line for line in lines if line and line[0] in NEVER_FIRST]
    found += [line for line in lines if line.rstrip() and line.rstrip()[-1] in NEVER_LAST]
    return found + [f"{above}|{below}" for above, below in itertools.pairwise(lines) if _parted(above, below)]


def _parted(above: str, below: str) -> bool:
    if not above or not below:
        return False
    pair = above[-1] + below[0]
    if pair in ("——", "……") or re.fullmatch(r"[0-9A-Za-z]{2}", pair):
        return True
    return re.fullmatch(r"[0-9][年月日号时分元%℃万亿]", pair) is not None


def single_character(line: str) -> bool:
    """Whether a line shows one character, marks not counted."""
    return len(_MARK.sub("", line)) == 1


def han_gaps(row: list[Glyph], em: float) -> list[float]:
    """Extra space (em) between neighbouring Han characters of a drawn row."""
    return [
        (right.x - left.x) / em - 1.0
        for left, right in itertools.pairwise(row)
        if HAN.match(left.character) and HAN.match(right.character)
    ]


@dataclass(frozen=True, slots=True)
class Edge:
    """How far (em) a row's last body is from the right edge of its measure."""

    text: str
    off: float


def right_edge(row: list[Glyph], em: float, right: float) -> Edge:
    """The last body ends one em after its origin, half an em for a mark, a quarter after the middle of a dot; letters and dashes where their advance ends."""
    shown = [glyph for glyph in row if not glyph.character.isspace()]
    last = shown[-1]
    if last.character in HALF_AT_LINE_END:
        end = last.x + em / 2
    elif last.character == "·":
        end = (last.x + last.right) / 2 + em / 4
    elif ord(last.character) > 0x2E80:
        end = last.x + em
    else:
        end = last.right
    return Edge("".join(glyph.character for glyph in row), (end - right) / em)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A printed column against the rules; gaps in em, closed-up ones counting as none in the first three figures."""

    lines: int
    full_lines: int
    flush_lines: int
    violations: tuple[str, ...]
    single_character_last_lines: tuple[str, ...]
    mean: float
    percentile_95: float
    worst: float
    tightest: float


def judge_column(rows: list[list[Glyph]], paragraphs: list[str], em: float, right: float) -> Verdict:
    """Measure a column of whole paragraphs; which row is a paragraph's last is told by its text."""
    last = _last_rows(rows, paragraphs)
    full = [row for number, row in enumerate(rows) if number not in last]
    edges = [right_edge(row, em, right) for row in full]
    signed = sorted(gap for row in rows for gap in han_gaps(row, em))
    gaps = [max(gap, 0.0) for gap in signed]
    texts = ["".join(glyph.character for glyph in row) for row in rows]
    violations = [found for block in _blocks(texts, last) for found in prohibition_violations(block)]
    singles = [
        texts[number]
        for number in sorted(last)
        if number and number - 1 not in last and single_character(texts[number])
    ]
    flush = sum(abs(edge.off) <= 0.05 for edge in edges)
    return Verdict(
        len(rows),
        len(full),
        flush,
        tuple(violations),
        tuple(singles),
        sum(gaps) / len(gaps),
        gaps[int(0.95 * len(gaps))],
        gaps[-1],
        signed[0],
    )


def _last_rows(rows: list[list[Glyph]], paragraphs: list[str]) -> set[int]:
    last = set()
    number = 0
    for paragraph in paragraphs:
        wanted = len("".join(paragraph.split()))
        while wanted > 0:
            wanted -= sum(not glyph.character.isspace() for glyph in rows[number])
            number += 1
        assert wanted == 0, f"characters lost or added before row {number}"
        last.add(number - 1)
    return last


def _blocks(texts: list[str], last: set[int]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for number, text in enumerate(texts):
        blocks[-1].append(text)
        if number in last:
            blocks.append([])
    return [block for block in blocks if block]
