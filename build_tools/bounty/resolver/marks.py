"""标点的改动: which mark a claim would change, put in or take away.

In: a piece, a fault that names marks, and where the reader's words stand. Out: an :class:`Edit`, or None.
"""

from __future__ import annotations

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.cues import PAIRED_MARKS
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import Piece
from build_tools.bounty.resolver.normalise import clean
from build_tools.bounty.resolver.spans import Span

_REACH = 12
"""Characters around quoted words in which a mark is looked for that stands neither after nor inside them."""


def mark_edit(piece: Piece, fault: Fault, anchor: Span | None) -> Edit | None:
    """A punctuation mark before, inside or after the words that were quoted; ``anchor`` is where they stand."""
    assert fault.mark
    wanted, instead = fault.mark
    if wanted and wanted not in PAIRED_MARKS and piece.text.count(wanted) == 1:
        only = piece.text.index(wanted)
        if not (anchor and fault.wrong) or abs(piece.at[min(anchor[1], len(piece.at)) - 1] - only) <= _REACH:
            return Edit(only, only + len(wanted), wanted, instead)
    if anchor is None or not anchor[1]:
        return None
    phrase = piece.at[anchor[0]], piece.at[anchor[1] - 1] + 1
    if wanted in PAIRED_MARKS or instead in PAIRED_MARKS:
        return enclosed(piece, phrase, instead if instead in PAIRED_MARKS else "")
    at, printed = _mark_at(piece, fault, phrase)
    if wanted and not printed:
        return Edit(*phrase, piece.text[slice(*phrase)], None, phrase=phrase, marks=True)  # no such mark there
    return Edit(at, at + len(printed), printed, instead or ("" if wanted else None), phrase=phrase)


def enclosed(piece: Piece, phrase: Span, marks: str) -> Edit:
    """Words put between marks; without marks, words freed of those that enclose them."""
    start, end = phrase
    printed = piece.text[start:end]
    if marks:
        return Edit(start, end, printed, f"{marks[0]}{printed}{marks[-1]}", phrase=phrase)
    if start and end < len(piece.text) and f"{piece.text[start - 1]}{piece.text[end]}" in PAIRED_MARKS:
        return Edit(start - 1, end + 1, piece.text[start - 1 : end + 1], printed, phrase=phrase)
    bare = "".join(char for char in printed if not any(char in pair for pair in PAIRED_MARKS))
    return Edit(start, end, printed, bare if bare != printed else None, phrase=phrase)


def _mark_at(piece: Piece, fault: Fault, phrase: Span) -> tuple[int, str]:
    """Where the mark stands, and the mark; "" where there is none yet."""
    assert fault.mark
    text = clean(piece.text) if len(clean(piece.text)) == len(piece.text) else piece.text
    wanted, (first, end) = fault.mark[0][:1], phrase
    if fault.ahead:
        return (first - 1, piece.text[first - 1]) if first and not text[first - 1].isalnum() else (first, "")
    following = text[end : end + 2] if end < len(text) and not text[end].isalnum() else ""
    if wanted and wanted in following:
        return end + following.index(wanted), wanted
    inside = text.rfind(wanted, first, end) if wanted else -1
    if inside >= 0:
        return inside, piece.text[inside]
    around = [at for at in range(max(0, first - _REACH), min(len(text), end + _REACH)) if text[at] == wanted]
    if around:
        at = min(around, key=lambda at: (abs(at - end), at))
        return at, piece.text[at]
    return (end, piece.text[end]) if following and not wanted else (end, "")
