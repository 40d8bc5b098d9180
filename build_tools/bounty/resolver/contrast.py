"""对照: what is wrong and what would be right, told apart by the print itself and not by the words between them.

In: a piece of a message and what is printed. Out: a :class:`Fault` whose wrong half is printed and whose right half is not,
or None. This reads tables, bursts of short lines and turns of phrase that no list of cues foresees.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from build_tools.bounty.resolver.cues import MARK, MISSING, QUOTES, WEAK
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.normalise import sound, to_words
from build_tools.bounty.resolver.operands import quotations

_PARTED = re.compile(r"[\s，,。；;：:、“”（）()|/→！!？?《》【】\[\]-]+|而?不是|而非|写的?是|印的?是|[写印]成|应该?是|应为|应当是|改[成为]")
_LONGEST = 24
_ABOUT = re.compile(MARK)
_MOST = 12
"""Fragments that are compared."""


def read_contrast(text: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """The first printed fragment that another, unprinted one resembles; quotations before bare words."""
    quoted = quotations(text)
    bare = tuple(part for part in _PARTED.split(QUOTES.sub("\n", text)) if part and not _ABOUT.search(part) and not WEAK.search(part) and not MISSING.search(part))
    for fragments in (quoted, bare):
        for wrong, right in _pairs(fragments[:_MOST]):
            if _printed(indexes, wrong) and not _printed(indexes, right) and resemble(wrong, right):
                return Fault(wrong, right, tuple(each for each in quoted if each not in (wrong, right)), strong=bool(fragments is quoted or len(to_words(wrong)) > 2))
    return None


def read_row(text: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """A line of two cells, of which only the first is printed: one row of a list of corrections."""
    cells = [part for part in re.split(r"[\s|→]+", text.strip()) if to_words(part) and not part.isdigit()]
    if len(cells) == 2 and len(to_words(cells[0])) > 2 and all(1 < len(to_words(cell)) <= _LONGEST for cell in cells) and _printed(indexes, cells[0]) and not _printed(indexes, cells[1]):
        return Fault(cells[0], cells[1])
    return None


def _pairs(fragments: tuple[str, ...]) -> list[tuple[str, str]]:
    fit = [part for part in fragments if 2 <= len(to_words(part)) <= _LONGEST]
    return [(one, other) for at, one in enumerate(fit) for near, other in enumerate(fit) if at != near and one != other]


def _printed(indexes: Sequence[PrintedIndex], words: str) -> bool:
    return any(index.stands(to_words(words)) for index in indexes)


def resemble(one: str, other: str) -> bool:
    """Whether one could stand for the other: half their characters are shared, or they sound alike."""
    one, other = to_words(one), to_words(other)
    if not one or not other or one == other:
        return False
    if [sound(char) for char in one] == [sound(char) for char in other]:
        return True
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.5
