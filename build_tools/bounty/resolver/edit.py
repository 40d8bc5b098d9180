"""改动: which characters of the printed piece a claim would change, and into what.

In: a piece, a fault and the runs of agreement. Out: an :class:`Edit` with offsets into the printed text, or None.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import Piece, Run
from build_tools.bounty.resolver.normalise import clean, sound, to_words

_WIDEST = 7
"""Characters beyond which a span says "this sentence", not "this word"."""


def find_edit(piece: Piece, fault: Fault | None, runs: tuple[Run, ...], said: str = "") -> Edit | None:
    """The narrowest change that the reader can mean; ``said`` is all they said, as word characters."""
    near = _focus(runs)
    if fault and fault.mark:
        marked = _mark_edit(piece, fault, near)
        if marked:
            return marked
    if fault and fault.missing and fault.right:
        return _insertion(piece, fault, near, said)
    if fault and fault.wrong is not None:
        span = _operand_span(piece, fault, near)
        if span:
            return _narrow(piece, span, fault)
    if fault and fault.right:
        guessed = _by_right(piece, fault.right, near)
        if guessed:
            return guessed
    span = _repeated(piece, fault) or _quoted_span(piece, fault, near) or near
    return _edit(piece, span, None) if span else None


def _repeated(piece: Piece, fault: Fault | None) -> tuple[int, int] | None:
    """“商讨”和“协商”重复: both, when they stand close together."""
    spans = [found[0] for quote in (fault.context if fault else ()) if (found := _find_all(piece.words, to_words(quote)))]
    if len(spans) < 2:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return (start, end) if end - start <= _WIDEST else None


def _operand_span(piece: Piece, fault: Fault, near: tuple[int, int] | None) -> tuple[int, int] | None:
    """What the reader calls wrong; where those words are the reader's own, what they quote from the print."""
    words = to_words(fault.wrong or "")
    here = _find_all(piece.words, words) or _find_sounds(piece, words)
    quoted = [quote for quote in _contexts(fault) if len(to_words(quote)) > 1 and _find_all(piece.words, to_words(quote))]
    if not here and fault.right and len(quoted) == 1:
        return _find_all(piece.words, to_words(quoted[0]))[0]
    return locate(piece, fault.wrong or "", near, _contexts(fault))


def _contexts(fault: Fault) -> tuple[str, ...]:
    return tuple(quote for quote in fault.context if quote not in (fault.wrong, fault.right))


def _focus(runs: tuple[Run, ...]) -> tuple[int, int] | None:
    if not runs:
        return None
    best = max(runs, key=lambda run: (run.weight, -run.message))
    return best.piece_at, best.piece_at + best.length


def locate(piece: Piece, wanted: str, near: tuple[int, int] | None, contexts: tuple[str, ...] = ()) -> tuple[int, int] | None:
    """Where in the piece's word characters the wanted words stand: by sight, else by sound; the nearest to the rest."""
    words = to_words(wanted)
    if not words:
        return None
    for context in contexts:
        frame = _find_all(piece.words, to_words(context)) or _find_sounds(piece, to_words(context))
        if frame and len(to_words(context)) > len(words):
            near = frame[0]
    found = _find_all(piece.words, words) or _find_sounds(piece, words)
    while not found and len(words) > 3:
        words = words[1:]
        found = _find_all(piece.words, words) or (_find_sounds(piece, words) if len(words) > 1 else [])
    middle = sum(near) / 2 if near else 0.0
    return min(found, key=lambda span: (abs(sum(span) / 2 - middle), span)) if found else None


def _find_all(text: str, part: str) -> list[tuple[int, int]]:
    return [(hit.start(), hit.start() + len(part)) for hit in re.finditer(f"(?={re.escape(part)})", text)] if part else []


def _find_sounds(piece: Piece, words: str) -> list[tuple[int, int]]:
    sounds = tuple(sound(char) for char in words)
    size = len(sounds)
    if size < 2:
        return []
    return [(at, at + size) for at in range(len(piece.sounds) - size + 1) if piece.sounds[at : at + size] == sounds]


def _narrow(piece: Piece, span: tuple[int, int], fault: Fault) -> Edit:
    right = to_words(fault.right or "")
    start, end = span
    if fault.right == "" or not right:
        return _edit(piece, span, "" if fault.extra else None)
    printed = piece.words[start:end]
    if len(printed) >= len(right) + 4:
        start, end = _window(printed, right, start)
        printed = piece.words[start:end]
    if printed == right and "“" in (fault.right or ""):
        inner = printed.find(to_words((fault.right or "").split("“")[1]))
        return _edit(piece, (start + inner, end), "“”")
    inside = printed.find(right)
    if right and start < end and inside < 0 and len(right) == 1 and fault.wrong and len(to_words(fault.wrong)) > 1:
        # “健身仓”应为“舱”: the one character that sounds alike is meant.
        alike = [at for at in range(start, end) if sound(piece.words[at]) == sound(right)]
        if alike:
            return _edit(piece, (alike[-1], alike[-1] + 1), right)
    if inside >= 0:
        cut = (start, start + inside) if start + inside + len(right) == end else (start + inside + len(right), end)
        return _edit(piece, cut if cut[0] < cut[1] else span, "")
    head = _same(printed, right)
    tail = _same(printed[head:][::-1], right[head:][::-1])
    edit = _edit(piece, (start + head, end - tail), right[head : len(right) - tail])
    return replace(edit, word=(piece.at[start], piece.at[end - 1] + 1)) if end - start == 2 == len(right) else edit


def _window(printed: str, right: str, start: int) -> tuple[int, int]:
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


def _same(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _by_right(piece: Piece, right: str, near: tuple[int, int] | None) -> Edit | None:
    """Only what is right was said: the stretch of print that resembles it, if any."""
    span = locate(piece, right, near) if len(to_words(right)) > 1 else None
    if span is None or span[1] - span[0] != len(to_words(right)):
        return None
    return _narrow(piece, span, Fault(right, right)) if piece.words[span[0] : span[1]] != to_words(right) else _edit(piece, span, None)


def _quoted_span(piece: Piece, fault: Fault | None, near: tuple[int, int] | None) -> tuple[int, int] | None:
    for quote in reversed(fault.context if fault else ()):
        found = _find_all(piece.words, to_words(quote))
        if found:
            return found[0]
    return None


def _said_before(piece: Piece, missing: str, said: str) -> int | None:
    """Where the reader elsewhere writes the words whole (“居委会是全称”), the place of the missing character."""
    for hit in re.finditer(re.escape(missing), said) if missing else ():
        before = said[max(0, hit.start() - 2) : hit.start()]
        found = _find_all(piece.words, before) if len(before) == 2 else []
        if len(found) == 1 and missing not in piece.words[found[0][1] : found[0][1] + len(missing)]:
            return found[0][1]
    return None


def _insertion(piece: Piece, fault: Fault, near: tuple[int, int] | None, said: str) -> Edit | None:
    anchor = locate(piece, fault.wrong or "", near, _contexts(fault)) or _quoted_span(piece, fault, near) or near
    if anchor is None:
        return None
    right = fault.right or ""
    if right in ("“”", "《》", "（）"):
        return _edit(piece, anchor, right)
    after = _said_before(piece, to_words(right), said) if len(to_words(right)) <= 2 else None
    if after is not None and anchor[0] <= after <= anchor[1]:
        return _edit(piece, (after, after), to_words(right))
    if not to_words(right) and anchor[1] - anchor[0] > 3 and len(to_words(fault.wrong or "")) > 4:
        return _edit(piece, anchor, right)
    if not to_words(right):
        at = piece.at[anchor[1] - 1] + 1
        return Edit(at, at, "", right)
    return _edit(piece, (anchor[1], anchor[1]), to_words(right))


def _mark_edit(piece: Piece, fault: Fault, near: tuple[int, int] | None) -> Edit | None:
    """A punctuation mark after, or inside, the words that were quoted."""
    assert fault.mark
    wanted, instead = fault.mark
    anchor = (locate(piece, fault.wrong, near, _contexts(fault)) if fault.wrong else None) or _quoted_span(piece, fault, near) or near
    if anchor is None or not anchor[1]:
        return None
    text = clean(piece.text) if len(clean(piece.text)) == len(piece.text) else piece.text
    end = piece.at[anchor[1] - 1] + 1
    if fault.ahead:
        first = piece.at[anchor[0]]
        return Edit(first - 1, first, text[first - 1], instead) if first and not text[first - 1].isalnum() else Edit(first, first, "", instead)
    following = end if end < len(text) and not text[end].isalnum() else -1
    inside = text.rfind(wanted[:1], piece.at[anchor[0]], end) if wanted else -1
    if wanted and following >= 0 and wanted[:1] in text[following : following + 2]:
        at = following + text[following : following + 2].index(wanted[:1])
        return Edit(at, at + 1, text[at], instead)
    if inside >= 0:
        return Edit(inside, inside + 1, text[inside], instead)
    if following >= 0 and not wanted:
        return Edit(following, following + 1, text[following], instead)
    return Edit(end, end, "", instead or None)


def _edit(piece: Piece, span: tuple[int, int], replacement: str | None) -> Edit:
    start, end = span
    if start >= end:
        place = piece.at[start - 1] + 1 if start else 0
        return Edit(place, place, "", replacement)
    first, last = piece.at[start], piece.at[end - 1] + 1
    return Edit(first, last, piece.text[first:last], replacement, end - start > _WIDEST)
