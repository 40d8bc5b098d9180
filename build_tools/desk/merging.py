"""合稿: two versions of one text made from the same base, merged paragraph by paragraph.

In: base, mine, theirs. Out: pieces in order, each settled or a clash that holds all three. A paragraph is a line of the
file with the blank lines behind it. What only one changed is taken; what both changed alike is taken once; everything
else is a clash for a person to decide, so that nobody's words are lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch: ``text`` where it is settled; a clash has both versions and what they were made from."""

    text: str
    clash: bool = False
    base: str = ""
    mine: str = ""
    theirs: str = ""


def merge(base: str, mine: str, theirs: str) -> tuple[Piece, ...]:
    """The pieces, in order."""
    if mine == theirs or theirs == base:
        return (Piece(mine),)
    if mine == base:
        return (Piece(theirs),)
    rows = _paragraphs(base)
    changes = _together(_changes(rows, mine, 0), _changes(rows, theirs, 1))
    pieces: list[Piece] = []
    at = 0
    for start, stop, words in changes:
        pieces.append(Piece("".join(rows[at:start])))
        was = "".join(rows[start:stop])
        one, other = (_text(rows, start, stop, words, whose) for whose in (0, 1))
        if one == other or other == was:
            pieces.append(Piece(one))
        elif one == was:
            pieces.append(Piece(other))
        else:
            pieces.append(Piece("", True, was, one, other))
        at = stop
    pieces.append(Piece("".join(rows[at:])))
    return tuple(piece for piece in pieces if piece.text or piece.clash)


def merged_text(pieces: tuple[Piece, ...]) -> str | None:
    """The whole text; None where something clashes."""
    return None if any(piece.clash for piece in pieces) else "".join(piece.text for piece in pieces)


_Change = tuple[int, int, int, str]
"""Of the base's paragraphs from, to; whose; the words in their place."""


def _paragraphs(text: str) -> list[str]:
    return _PARAGRAPH.findall(text)


def _changes(rows: list[str], text: str, whose: int) -> list[_Change]:
    new = _paragraphs(text)
    matcher = SequenceMatcher(None, rows, new, autojunk=False)
    return [
        (start, stop, whose, "".join(new[first:last]))
        for kind, start, stop, first, last in matcher.get_opcodes()
        if kind != "equal"
    ]


def _together(mine: list[_Change], theirs: list[_Change]) -> list[tuple[int, int, list[_Change]]]:
    """Changes of both that touch the same paragraphs, or insert at the same place, as one stretch."""
    found: list[tuple[int, int, list[_Change]]] = []
    for change in sorted(mine + theirs):
        start, stop = change[0], change[1]
        if found and (start < found[-1][1] or (start == found[-1][1] and _meet(found[-1], change))):
            last = found.pop()
            found.append((last[0], max(last[1], stop), [*last[2], change]))
        else:
            found.append((start, stop, [change]))
    return found


def _meet(stretch: tuple[int, int, list[_Change]], change: _Change) -> bool:
    """Whether a change that begins where the stretch ends belongs to it: one of the two only inserts."""
    return change[0] == change[1] or stretch[0] == stretch[1]


def _text(rows: list[str], start: int, stop: int, changes: list[_Change], whose: int) -> str:
    parts: list[str] = []
    at = start
    for first, last, owner, words in changes:
        if owner == whose:
            parts += [*rows[at:first], words]
            at = last
    return "".join([*parts, *rows[at:stop]])
