"""比勘: the narrowest difference between a stretch of print and the wording that is wanted there.

In: a piece, a stretch of its word characters, what the reader calls wrong and wants. Out: an :class:`Edit` with offsets into the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.cues import MARKS
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import Piece
from build_tools.bounty.resolver.marks import enclosed
from build_tools.bounty.resolver.normalise import sound, to_words
from build_tools.bounty.resolver.spans import Span, common_head, find_all, fitted, window

_WIDEST = 7
"""Characters beyond which a span says "this sentence", not "this word"."""


def narrow(piece: Piece, span: Span, fault: Fault) -> Edit:
    """What differs between the stretch that is called wrong and what the reader wants there."""
    right = to_words(fault.right or "")
    if not right:
        return edit_at(piece, span, "" if fault.extra else fault.right or None)
    start, end = fitted(piece, span, right)
    if end - start >= len(right) + 4:
        start, end = window(piece.words[start:end], right, start)
    printed = piece.words[start:end]
    phrase = piece.at[start], piece.at[end - 1] + 1
    marked = _mark_within(piece, start, fault.right or "") if printed.startswith(right) else None
    if marked:
        return replace(marked, phrase=phrase)
    if printed == right:
        return _marks_alone(piece, (start, end), fault, phrase)
    alike = _sounding_alike(piece, (start, end), right, fault)
    if alike is not None:
        return replace(edit_at(piece, (alike, alike + 1), right), phrase=phrase)
    inside = printed.find(right)
    if inside >= 0:
        cut = (start, start + inside) if start + inside + len(right) == end else (start + inside + len(right), end)
        return replace(edit_at(piece, cut if cut[0] < cut[1] else span, ""), phrase=phrase)
    head = common_head(printed, right)
    tail = common_head(printed[head:][::-1], right[head:][::-1])
    return replace(edit_at(piece, (start + head, end - tail), right[head : len(right) - tail]), phrase=phrase)


def _mark_within(piece: Piece, start: int, wording: str) -> Edit | None:
    """The first mark that a wording of the same words has and the print has not, or has otherwise."""
    inner = "".join(char for char in wording.strip() if char not in "“”")
    place = start
    for at, char in enumerate(inner):
        if char.isalnum():
            place += 1
            continue
        first = piece.at[place - 1] + 1 if place else 0
        between = piece.text[first : piece.at[place] if place < len(piece.at) else len(piece.text)]
        if place > start and char not in between and char in _SIGNS and (at + 1 == len(inner) or inner[at + 1].isalnum()):
            return Edit(first, first + len(between), between, char)
    return None


_SIGNS = frozenset("".join(MARKS.values()))


def _marks_alone(piece: Piece, span: Span, fault: Fault, phrase: Span) -> Edit:
    """The words agree: only the marks can be meant, or the reader misread what is printed."""
    inner = re.search("“([^”]+)”?", fault.right or "")
    found = find_all(piece.words[span[0] : span[1]], to_words(inner[1])) if inner else []
    if found:
        start, end = span[0] + found[0][0], span[0] + found[0][1]
        return enclosed(piece, (piece.at[start], piece.at[end - 1] + 1), "“”")
    return replace(edit_at(piece, span, None), phrase=phrase)


def _sounding_alike(piece: Piece, span: Span, right: str, fault: Fault) -> int | None:
    """“健身仓”应为“舱”: the one character that sounds alike is meant."""
    if len(right) != 1 or len(to_words(fault.wrong or "")) < 2 or right in piece.words[span[0] : span[1]]:
        return None
    alike = [at for at in range(*span) if sound(piece.words[at]) == sound(right)]
    return alike[-1] if alike else None


def edit_at(piece: Piece, span: Span, replacement: str | None) -> Edit:
    """A span of word characters as a change of the printed text."""
    start, end = span
    if start >= end:
        place = piece.at[start - 1] + 1 if start else 0
        return Edit(place, place, "", replacement)
    first, last = piece.at[start], piece.at[end - 1] + 1
    return Edit(first, last, piece.text[first:last], replacement, end - start > _WIDEST, (first, last))
