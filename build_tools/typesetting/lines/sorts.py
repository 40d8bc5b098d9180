"""Sorts 字块: the pieces of type a line is put together from, each with its width and its blank.

In: runs of styled text. Out: :class:`Sort` by sort, in order; widths and blanks in points. As in metal,
a mark's blank belongs to its body and can be filed off: ``lead`` on the left, ``trail`` on the right.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.typesetting.lines.characters import FULL_WIDTH_MARKS, Kind, tokens
from build_tools.typesetting.lines.fonts import advances, ink_edges, missing_characters, switches
from build_tools.typesetting.lines.line import Run, TextStyle

FULL_WIDTH_FORM = '"fwid"'
UNKERNED = '"kern" 0, "liga" 0'
NARROW_QUOTES = '"pwid"'
"""Chinese faces draw ’ a full em wide; within a Latin word it is narrow."""

_MARK_BLANK = 0.5  # of an em: GB/T 15834 5.1.10, CLREQ 3.1.6.1
_DASH_WIDTH = 2.0
_NOTE_MARK = re.compile("[\u2460-\u2473]|[〔\\[][0-9]{1,3}[〕\\]]")
"""注码, when it is a run of its own after others: it stays with what it explains (CLREQ 3.1.5.3)."""
_SMALL_FIGURES = re.compile("([\u2070-\u209f\u2150-\u215e]+)")
_HALF_WIDTHS = {Kind.DOT: 0.5, Kind.SOLIDUS: 0.5, Kind.CONNECTOR: 0.5}


@dataclass(frozen=True, slots=True, eq=False)
class Sort:
    """字块: one token in one style, as wide as it is when nothing presses on it.

    ``width`` its body, in which the glyphs start at ``shift`` and advance by ``advance``, ``tracking``
    being added after each; ``lead`` and ``trail`` the blank that may be filed off its left and right.
    ``characters`` counts what a reader sees of it, marks excepted. ``word`` is the whole that a piece is of.
    ``plain`` sorts may share a string with others, since shaping one never touches the next.
    """

    text: str
    kind: Kind
    style: TextStyle
    width: float
    advance: float
    shift: float = 0.0
    lead: float = 0.0
    trail: float = 0.0
    tracking: float = 0.0
    features: str = ""
    characters: int = 0
    missing: tuple[str, ...] = ()
    word: str = ""
    href: str = ""
    plain: bool = False


def cast_sorts(runs: tuple[Run, ...], measure: float) -> list[Sort]:
    """铸字: the sorts of some runs; words wider than ``measure`` (points) come in pieces."""
    sorts: list[Sort] = []
    for place, run in enumerate(_with_small_figures(runs)):
        case = _type_case(run.style, run.href)
        for text, kind in (
            [(run.text, Kind.SUFFIX)] if place and _NOTE_MARK.fullmatch(run.text) else tokens(run.text)
        ):
            sort = case.get((text, kind))
            if sort is None:
                sort = case[text, kind] = cast_sort(text, kind, run.style, run.href)
            if kind is Kind.WORD and sort.width > measure and len(text) > 1:
                sorts.extend(_cast_pieces(sort))
            else:
                sorts.append(sort)
    return sorts


def _with_small_figures(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Subscripts and fractions (CO₂, ⅓) in the spare face where the run's own has none."""
    if not any(run.style.spare and _SMALL_FIGURES.search(run.text) for run in runs):
        return runs
    return tuple(
        Run(part, replace(run.style, family=run.style.spare), run.href)
        if run.style.spare and _SMALL_FIGURES.fullmatch(part) and missing_characters(part, run.style)
        else Run(part, run.style, run.href)
        for run in runs
        for part in (_SMALL_FIGURES.split(run.text) if run.style.spare else (run.text,))
        if part
    )


@functools.lru_cache(maxsize=512)
def _type_case(style: TextStyle, href: str) -> dict[tuple[str, Kind], Sort]:
    """字盘: the sorts of a style that were cast before."""
    return {}


def explode(sorts: list[Sort]) -> list[Sort]:
    """拆词: the same sorts with every word in pieces: the last means when no line can be found."""
    return [
        piece
        for sort in sorts
        for piece in (_cast_pieces(sort) if sort.kind is Kind.WORD and len(sort.text) > 1 else (sort,))
    ]


def _cast_pieces(sort: Sort) -> Iterator[Sort]:
    style = sort.style
    features = f"{UNKERNED}, {NARROW_QUOTES}" if "’" in sort.text else UNKERNED
    for text, width in advances(style.family, style.weight, sort.text, switches(features)):
        points = width * style.size
        lost = tuple(character for character in sort.missing if character in text)
        yield Sort(
            text,
            Kind.PIECE,
            style,
            points,
            points,
            features=features,
            characters=1,
            missing=lost,
            word=sort.text,
            href=sort.href,
        )


def cast_sort(text: str, kind: Kind, style: TextStyle, href: str = "") -> Sort:
    """铸一字: the sort of one token."""
    if kind in (Kind.BREAK, Kind.UNDRAWN):
        return Sort(text, kind, style, 0.0, 0.0, missing=() if kind is Kind.BREAK else tuple(text), href=href)
    em = style.size
    features = FULL_WIDTH_FORM if kind is Kind.DASH or text == "—" else ""
    if kind is Kind.WORD and "’" in text:
        features = NARROW_QUOTES
    advance = sum(width for _, width in advances(style.family, style.weight, text, switches(features)))
    width, shift, lead, trail, tracking = _body(text, kind, style, advance)
    seen = 0 if kind in FULL_WIDTH_MARKS or kind is Kind.SPACE else len(text)
    lost = missing_characters(text, style)
    plain = (
        len(text) == 1
        and kind not in (Kind.WORD, Kind.SPACE)
        and not features
        and not lost
        and width == advance
    )
    return Sort(
        text,
        kind,
        style,
        width * em,
        advance * em,
        shift * em,
        lead * em,
        trail * em,
        tracking * em,
        features,
        seen,
        lost,
        href=href,
        plain=plain,
    )


def _body(
    text: str, kind: Kind, style: TextStyle, advance: float
) -> tuple[float, float, float, float, float]:
    """Width, shift, lead, trail, tracking in em."""
    if kind in FULL_WIDTH_MARKS:
        return _mark_body(text, kind, style, advance)
    if kind is Kind.DASH:
        return _DASH_WIDTH, 0.0, 0.0, 0.0, (_DASH_WIDTH - advance) / len(text)
    if kind in _HALF_WIDTHS and _ink_width(text, style) <= _HALF_WIDTHS[kind]:
        width = _HALF_WIDTHS[kind]
        return width, (width - advance) / 2, 0.0, 0.0, 0.0
    if kind is Kind.SPACE:
        return (1.0 if text == "\u3000" else advance), 0.0, 0.0, 0.0, 0.0
    return advance, 0.0, 0.0, 0.0, 0.0


def _ink_width(text: str, style: TextStyle) -> float:
    left, right = ink_edges(style.family, style.weight, text[0])
    return right - left


def _mark_body(
    text: str, kind: Kind, style: TextStyle, advance: float
) -> tuple[float, float, float, float, float]:
    """A mark stands in one em, its blank outside; two or three of ？！ share the room (GB/T 15834 5.1.2)."""
    if len(text) > 1:
        width = float(len(text) - 1)
        return width, 0.0, 0.0, 0.0, (width - advance) / len(text)
    left, right = ink_edges(style.family, style.weight, text[0])
    width = max(1.0, advance)
    if kind is Kind.OPENING:
        shift = width - advance
        return width, shift, min(_MARK_BLANK, max(0.0, shift + left)), 0.0, 0.0
    return width, 0.0, 0.0, min(_MARK_BLANK, max(0.0, width - right)), 0.0
