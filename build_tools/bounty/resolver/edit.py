"""改动: which characters of the printed piece a claim would change, and into what.

In: a piece, a fault and the runs of agreement. Out: an :class:`Edit` with offsets into the printed text, or None.
"""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.align import mentioned, replaced
from build_tools.bounty.resolver.cues import MARK, MARKS, PAIRED_MARKS
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.index import Piece, Run
from build_tools.bounty.resolver.marks import enclosed, mark_edit
from build_tools.bounty.resolver.narrowing import edit_at, narrow
from build_tools.bounty.resolver.normalise import sound, to_words
from build_tools.bounty.resolver.spans import Span, common_part, find_all, find_sounds, locate, resembling


def find_edit(piece: Piece, fault: Fault | None, runs: tuple[Run, ...], said: str = "", cut: str = "", wordings: tuple[str, ...] = ()) -> Edit | None:
    """The narrowest change that the reader can mean; ``said`` is all they said, as word characters, ``cut`` what is no clue.

    ``wordings`` is everything that may be meant as the right wording.
    """
    near = _focus(runs)
    if fault and fault.mark:
        marked = mark_edit(piece, fault, _anchor(piece, fault, near))
        if marked:
            return marked
    if not (fault and _is_borne_out(piece, fault)):
        fitting = replaced(piece, wordings, mentioned(piece, runs, fault.context if fault else ()))
        if fitting:
            return narrow(piece, fitting[0], Fault(piece.words[slice(*fitting[0])], fitting[1]))
        fault = _without_reasons(piece, fault, cut) if fault else None
    if fault and fault.missing and fault.right:
        return _insertion(piece, fault, near, said)
    if fault and fault.wrong and fault.right and not {*fault.wrong} & {*fault.right}:
        span = resembling(piece, to_words(fault.right))
        if span:
            return edit_at(piece, span, fault.right)
    if fault and fault.wrong is not None:
        span = _operand_span(piece, fault, near)
        if span:
            return narrow(piece, span, fault)
    if fault and fault.right:
        guessed = _by_right(piece, fault.right, near)
        if guessed:
            return guessed
    span = _repeated(piece, fault) or _quoted_span(piece, fault) or _foreign(piece, cut) or _told_of(piece, runs, near, cut) or _character(piece, cut)
    if span and fault and fault.right and span[1] - span[0] == len(to_words(fault.right)) == 1:
        return edit_at(piece, span, fault.right)  # “只”……改“个”
    return replace(edit_at(piece, span, None), marks=bool(_OF_MARKS.search(cut))) if span else None


_OF_MARKS = re.compile(f"标点|断句|读不断|{MARK}")


_SHORT = 4


_OF_CHARACTER = re.compile("([一-鿿])(?=字|错|写错|印错|用错|改)|(?<=\\s)([一-鿿])(?=\\s|$)")


def _character(piece: Piece, cut: str) -> Span | None:
    """“竹字头的竿错了”: a character that is spoken of and stands in the piece but once."""
    told = (hit[1] or hit[2] for hit in _OF_CHARACTER.finditer(cut))
    return next(((at, at + 1) for char in told if piece.words.count(char) == 1 for at in (piece.words.index(char),)), None)


_OF_TONGUES = re.compile("英文|英语|外文|外语|洋文|外国[话字]|字母|中文|汉字|中国字")
_LATIN = re.compile("[a-z]{2,}")


def _foreign(piece: Piece, cut: str) -> Span | None:
    """“有个英文字，请换成中国字”: the foreign word, if there is but one."""
    words = list(_LATIN.finditer(piece.words))
    return words[0].span() if len(words) == 1 and _OF_TONGUES.search(cut) else None


def _is_borne_out(piece: Piece, fault: Fault) -> bool:
    """Whether the print bears out what the cues tell: what is called wrong is printed, and the right wording resembles it."""
    wrong, right = to_words(fault.wrong or ""), to_words(fault.right or "")
    if fault.mark:
        return True
    if fault.missing:
        return not wrong or wrong in piece.words
    return _is_printed(piece, wrong) and (fault.extra or bool({*wrong} & {*right}) or {*map(sound, wrong)} >= {*map(sound, right)})


def _is_printed(piece: Piece, words: str) -> bool:
    return bool(words) and bool(words in piece.words or find_sounds(piece, words))


def _without_reasons(piece: Piece, fault: Fault, cut: str) -> Fault:
    """What stands around a cue may be no wording, but the reader's reasons: then it is left out."""
    wrong, right = to_words(fault.wrong or ""), to_words(fault.right or "")
    if fault.missing:
        return fault
    is_printed = _is_printed(piece, wrong)
    is_wording = f"“{fault.right}”" in cut or (is_printed and len(right) <= min(_SHORT, len(wrong) + 1))
    return replace(fault, wrong=fault.wrong if is_printed else None, right=fault.right if is_wording else None)


def _anchor(piece: Piece, fault: Fault, near: Span | None) -> Span | None:
    """Where the words stand that say where something is missing or marked."""
    named = locate(piece, fault.wrong, near, _contexts(fault)) if fault.wrong else None
    return named or _quoted_span(piece, fault) or near


def _repeated(piece: Piece, fault: Fault | None) -> Span | None:
    """“商讨”和“协商”重复: both, when they stand close together."""
    spans = [found[0] for quote in (fault.context if fault else ()) if (found := find_all(piece.words, to_words(quote)))]
    if len(spans) < 2:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return (start, end) if end - start <= _LONGEST else None


def _operand_span(piece: Piece, fault: Fault, near: Span | None) -> Span | None:
    """What the reader calls wrong; where those words are the reader's own, what they quote from the print."""
    words = to_words(fault.wrong or "")
    here = find_all(piece.words, words) or find_sounds(piece, words)
    quoted = [quote for quote in _contexts(fault) if len(to_words(quote)) > 1 and find_all(piece.words, to_words(quote))]
    if not here and fault.right and len(quoted) == 1:
        return find_all(piece.words, to_words(quoted[0]))[0]
    shared = common_part(words, to_words(fault.right or "")) if not here else ""
    if len(shared) > 1 and shared in piece.words:
        return locate(piece, shared, near, _contexts(fault))  # 赞成票10%应为10%以上
    return locate(piece, fault.wrong or "", near, _contexts(fault))


def _contexts(fault: Fault) -> tuple[str, ...]:
    return tuple(quote for quote in fault.context if quote not in (fault.wrong, fault.right))


def _focus(runs: tuple[Run, ...]) -> Span | None:
    if not runs:
        return None
    best = max(runs, key=lambda run: (run.weight, -run.message))
    return best.piece_at, best.piece_at + best.length


_GAP, _LONGEST = 5, 14


def _told_of(piece: Piece, runs: tuple[Run, ...], near: Span | None, cut: str) -> Span | None:
    """Without quotation marks: the words written in one go around the longest agreement, and what agrees close by."""
    if near is None:
        return None
    start, end = near
    token = next((part for part in re.split(r"[\s，,。；;：:、“”（）()！!？?]+", cut) if piece.words[start:end] in to_words(part)), "")
    if end - start < len(to_words(token)) <= 12:
        start, end = locate(piece, token, near) or near
    for run in sorted(runs, key=lambda run: run.piece_at):
        first, last = run.piece_at, run.piece_at + run.length
        if run.exact > 1 and first <= end + _GAP and last >= start - _GAP and max(end, last) - min(start, first) <= _LONGEST:
            start, end = min(start, first), max(end, last)
    return start, end


def _by_right(piece: Piece, right: str, near: Span | None) -> Edit | None:
    """Only what is right was said: the stretch of print that resembles it, if any."""
    span = locate(piece, right, near) if len(to_words(right)) > 1 else None
    if span is None or span[1] - span[0] != len(to_words(right)):
        return None
    return narrow(piece, span, Fault(right, right)) if piece.words[span[0] : span[1]] != to_words(right) else edit_at(piece, span, None)


def _quoted_span(piece: Piece, fault: Fault | None) -> Span | None:
    for quote in reversed(_contexts(fault) if fault else ()):
        whole = locate(piece, quote, None) if "…" in quote else None
        found = [whole] if whole else find_all(piece.words, to_words(quote))
        if found and (len(to_words(quote)) > 1 or len(found) == 1):
            return found[0]
    return None


def _said_before(piece: Piece, missing: str, said: str) -> int | None:
    """Where the reader elsewhere writes the words whole (“居委会是全称”), the place of the missing character."""
    for hit in re.finditer(re.escape(missing), said) if missing else ():
        before = said[max(0, hit.start() - 2) : hit.start()]
        found = find_all(piece.words, before) if len(before) == 2 else []
        if len(found) == 1 and missing not in piece.words[found[0][1] : found[0][1] + len(missing)]:
            return found[0][1]
    return None


def _insertion(piece: Piece, fault: Fault, near: Span | None, said: str) -> Edit | None:
    named = piece.text.find(MARKS.get(fault.wrong or "", "\n"))
    if named >= 0:
        return Edit(named, named, "", fault.right)  # 省略号前少一个逗号
    anchor = _anchor(piece, fault, near) or ((0, len(piece.words)) if len(piece.words) <= _LONGEST else None)
    if anchor is None:
        return None
    right, phrase = fault.right or "", (piece.at[anchor[0]], piece.at[anchor[1] - 1] + 1)
    if right in PAIRED_MARKS:
        return enclosed(piece, phrase, right)
    words = to_words(right)
    after = _said_before(piece, words, said) if len(words) <= 2 else None
    if after is not None and anchor[0] <= after <= anchor[1]:
        return replace(edit_at(piece, (after, after), words), phrase=phrase)
    if not words:
        return _mark_put_in(piece, anchor, right, phrase)
    if "中间" in said and anchor[1] - anchor[0] > 4:
        return edit_at(piece, anchor, None)
    return replace(edit_at(piece, (anchor[1], anchor[1]), words), phrase=phrase)


def _mark_put_in(piece: Piece, anchor: Span, mark: str, phrase: Span) -> Edit:
    """After the quoted words; where more words follow a long quotation, the mark belongs somewhere inside it."""
    end = phrase[1]
    stops = end < len(piece.text) and not piece.text[end].isalnum()
    if stops and mark in "。？！":
        return Edit(end, end + 1, piece.text[end], mark, phrase=phrase)
    if anchor[1] - anchor[0] > 4:
        return replace(edit_at(piece, anchor, None), phrase=phrase, marks=True)
    return Edit(end, end, "", mark, phrase=phrase)
