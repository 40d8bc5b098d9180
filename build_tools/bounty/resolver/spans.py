"""找字: where in a piece the words stand that a reader quotes, by sight, by sound, or as nearly as can be.

In: a piece and words. Out: spans of word characters, half open; None where nothing resembles.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter

from build_tools.bounty.resolver.index import Piece
from build_tools.bounty.resolver.normalise import sound, to_words

Span = tuple[int, int]


def find_all(text: str, part: str) -> list[Span]:
    """Every place of ``part``, overlapping ones too."""
    return [(hit.start(), hit.start() + len(part)) for hit in re.finditer(f"(?={re.escape(part)})", text)] if part else []


def find_sounds(piece: Piece, words: str) -> list[Span]:
    """Every place that sounds like some words of two characters or more."""
    sounds = tuple(sound(char) for char in words)
    size = len(sounds)
    if size < 2:
        return []
    return [(at, at + size) for at in range(len(piece.sounds) - size + 1) if piece.sounds[at : at + size] == sounds]


def locate(piece: Piece, wanted: str, near: Span | None, contexts: tuple[str, ...] = ()) -> Span | None:
    """Where the wanted words stand; of several places the one inside the longest other quotation, else the nearest to the rest."""
    words = to_words(wanted)
    if not words:
        return None
    ends = [part for part in re.split("…+|[.]{2,}|——", wanted) if len(to_words(part)) > 1]
    if len(ends) > 1:
        spans = [span for part in (ends[0], ends[-1]) if (span := locate(piece, part, near, contexts))]
        return (spans[0][0], spans[1][1]) if len(spans) == 2 and spans[0][0] < spans[1][1] else spans[0] if spans else None
    found = find_all(piece.words, words) or find_sounds(piece, words) or _nearly(piece, words)
    for context in sorted(contexts, key=lambda each: -len(each)):
        frames = _frames(piece, context) if len(to_words(context)) > len(words) else []
        inside = [span for span in found for frame in frames if frame[0] <= span[0] and span[1] <= frame[1]]
        inside = inside or [(at, at + 1) for frame in frames for at in range(*frame) if len(words) == 1 and words in to_words(context) and sound(piece.words[at]) == sound(words)]
        if inside:
            return inside[-1]  # at the end of what is quoted stands what it is quoted for
    middle = sum(near) / 2 if near else 0.0
    return min(found, key=lambda span: (abs(sum(span) / 2 - middle), span)) if found else None


def _frames(piece: Piece, context: str) -> list[Span]:
    return find_all(piece.words, to_words(context)) or find_sounds(piece, to_words(context))


def _nearly(piece: Piece, words: str) -> list[Span]:
    """The stretch of the same length around the longest run that agrees in sound: half of the words at least."""
    if len(words) < 3:
        return []
    sounds = [sound(char) for char in words]
    block = difflib.SequenceMatcher(None, sounds, list(piece.sounds), autojunk=False).find_longest_match()
    if block.size < 2 or block.size * 2 < min(len(words), 12):
        return []
    start = max(0, block.b - block.a)
    return [(start, min(len(piece.words), start + len(words)))] if len(words) <= 12 else [(block.b, block.b + block.size)]


def fitted(piece: Piece, span: Span, right: str) -> Span:
    """A short wrong wording widened to what a longer right wording replaces, where the print around it agrees with that.

    “仓”应为“健身舱”: the three characters 健身仓 are meant.
    """
    start, end = span
    more, printed = len(right) - (end - start), piece.words[start:end]
    if more <= 0 or not printed or common_head(printed, right) or common_head(printed[::-1], right[::-1]):
        return span
    windows = [(first, first + len(right)) for first in range(max(0, start - more), start + 1) if first + len(right) <= len(piece.words)]
    shared = [(sum(one == other for one, other in zip(piece.words[first:last], right, strict=True)), -first) for first, last in windows]
    best = max(shared, default=(0, 0))
    return (-best[1], -best[1] + len(right)) if best[0] * 2 >= len(right) else span


_LEAST, _SHARE = 5, 0.7


def resembling(piece: Piece, right: str) -> Span | None:
    """Where a right wording of some length is printed in another order or with other words between: most of its characters together."""
    size = len(right)
    if size < _LEAST or right in piece.words:
        return None
    wanted = Counter(right)
    best = max((sum((wanted & Counter(piece.words[at : at + size])).values()), -at) for at in range(max(1, len(piece.words) - size + 1)))
    return (-best[1], -best[1] + size) if best[0] >= size * _SHARE else None


def window(printed: str, right: str, start: int) -> Span:
    """The stretch of a long quotation that a short right wording replaces, when they share two characters or more."""
    block = difflib.SequenceMatcher(None, printed, right, autojunk=False).find_longest_match()
    if block.size < 2:
        return start, start + len(printed)
    end_of_both = block.a + block.size
    if block.b == 0:
        rest, wanted = len(printed) - end_of_both, len(right) - block.size
        return start + block.a, start + end_of_both + (rest if rest <= wanted + 3 else wanted)
    first = max(0, block.a - block.b) if block.a > block.b + 3 else 0
    return start + first, start + (end_of_both if block.b + block.size == len(right) else min(len(printed), first + len(right)))


def common_head(one: str, other: str) -> int:
    """How many characters agree from the front."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def common_part(one: str, other: str) -> str:
    """The longest part that both hold."""
    block = difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[block.a : block.a + block.size]
