"""对读: where a proposed wording belongs in the print, told by the print and not by the words around it.

In: a piece, wordings that a reader proposes, the printed characters that the reader mentions. Out: the stretch of print that one of
them would replace, and that wording; None where none resembles anything. The alignment is semi-global: all of the wording against
any stretch of the piece, by sight or by sound, printed characters that are mentioned counting a little more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from build_tools.bounty.resolver.index import Piece, Run
from build_tools.bounty.resolver.normalise import sound, to_words
from build_tools.bounty.resolver.spans import Span, find_all

_SAME, _ALIKE, _OTHER, _GAP, _MENTIONED = 2.0, 1.2, -0.8, -0.6, 0.4
_LONGEST, _FAR = 24, 9
_MOST = 12
"""Wordings of one unit that are tried."""
_LEAST_SHARE = 0.5
"""Characters of a wording that must agree with the print, as a share of all."""

_ELLIPSIS = re.compile("…+|[.]{3,}|——")

_Cell = tuple[float, int, float]
"""Score, where the stretch begins, how many characters agree."""


def mentioned(piece: Piece, runs: Iterable[Run], quoted: Iterable[str]) -> Counter[int]:
    """How often a reader quotes each printed word character, or writes it too where nothing is quoted."""
    spans = [span for quote in quoted for words in map(to_words, _ELLIPSIS.split(quote)) if words for span in find_all(piece.words, words)[:1]]
    spans = spans or [(run.piece_at, run.piece_at + run.length) for run in runs if run.exact > 1]
    return Counter(at for start, end in spans for at in range(start, end))


def replaced(piece: Piece, wordings: Iterable[str], said: Counter[int]) -> tuple[Span, str] | None:
    """The stretch that one of the wordings fits best, and that wording as it was written."""
    found: list[tuple[float, Span, str]] = []
    for wording in list(dict.fromkeys(wordings))[:_MOST]:
        words = to_words(wording).replace("\n", "")
        if not 2 <= len(words) <= _LONGEST or "…" in wording:
            continue
        score, span, agreed = _align(piece, words, said)
        if piece.words[slice(*span)] == words and not _marks_differ(piece, span, wording):
            # It stands there as it should: then another place is to be made like it.
            score, span, agreed = _align(piece, words, Counter({**said, **dict.fromkeys(range(*span), -_FAR)}))
        touched = any(at in said for at in range(*span))
        enough = agreed >= max(1, len(words) * _LEAST_SHARE) if touched else agreed >= max(3, len(words) * 0.6)
        printed = piece.words[slice(*span)]
        if enough and span[0] < span[1] and (printed != words or _marks_differ(piece, span, wording)):
            found.append((score / len(words), span, wording))
    return max(found, key=lambda each: (each[0], each[1][0]))[1:] if found else None


def _align(piece: Piece, words: str, said: Counter[int]) -> tuple[float, Span, float]:
    above: list[_Cell] = [(0.0, at, 0.0) for at in range(len(piece.words) + 1)]
    for order, char in enumerate(words, 1):
        heard = sound(char)
        row: list[_Cell] = [(order * _GAP, 0, 0.0)]
        for at, printed in enumerate(piece.words):
            same = printed == char
            gain = _SAME if same else _ALIKE if piece.sounds[at] == heard else _OTHER
            score, start, agreed = above[at]
            across = (score + gain + _MENTIONED * said[at], start, agreed + (1.0 if same else 0.6 if gain > 0 else 0.0))
            down = (above[at + 1][0] + _GAP, above[at + 1][1], above[at + 1][2])
            right = (row[at][0] + _GAP, row[at][1], row[at][2])
            row.append(max(across, down, right, key=lambda cell: cell[0]))
        above = row
    end = max(range(len(above)), key=lambda at: (above[at][0], at))
    score, start, agreed = above[end]
    while 0 < end < len(piece.words) and piece.words[end - 1 : end + 1].isascii() and piece.words[end - 1 : end + 1].isalpha():
        end += 1  # no foreign word is cut
    return score, (start, end), agreed


def _marks_differ(piece: Piece, span: Span, wording: str) -> bool:
    printed = piece.text[piece.at[span[0]] : piece.at[span[1] - 1] + 1]
    return printed != wording.strip() and any(not char.isalnum() and char not in printed for char in wording.strip())
