"""改动: what a reader would change, told by the print and not by the turns of phrase around it.

In: one unit of a message, read, and a printed piece. Out: the change that the message proposes there, aligned with the print.

A fragment that is printed is what the reader points at; one that is not printed, but nearly, is what the reader wants. The
alignment is semi-global: all of a wanted wording against any stretch of the piece, by sight or by sound. A change that the
alignment does not bear out is only a guess: it is never sure and never filled in for the judge.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.index import Piece, PrintedIndex, common_ends, find_all, heard, to_words
from build_tools.bounty.resolver.reading import MARK, PAIRED_MARKS, Fragment, Reading, Span
from build_tools.bounty.resolver.slips import TOLD, Told, gain, told_in

_OF_WHAT = re.compile(
    r"[了一]?个?\s?(“[^“”]{1,8}”)|(?<=多了)一?个?(?![一二两三四几个字点些吧呀啊])([一-鿿])(?=字|[，。；、！？!,\s]|$)"
)
"""What is too much, where it is told behind the cue: “密切切配合”多了一个切."""
_NEXT_TO = re.compile("([一-鿿])”?字的?之?([前后])")
"""Where in what is quoted: 其字后面."""
_BEFORE = re.compile(r"^[\s”，,]*(?:二字|两字|字|一词|处)?(?:的)?(?:之?前|前面|前头|句首|开头)")
_AFTER = re.compile(r"^[\s”，,]*(?:二字|两字|字|一词|处)?(?:的)?(?:之?后|后面|后头)")
_PART_OF_CHARACTER = re.compile("[^，。；]{0,9}(?:旁|点水|字头|[一二两三]撇)")
"""多了提手旁: what is too much is a part of a character."""
_AT_THE_HEAD = re.compile("[句段]首|开头|打头|一开始")
_MOST_LAID = 80
"""Pairs of wordings, and again lone wordings, that are laid over one piece; of the labelled messages ten at most."""


_SAME, _ALIKE, _OTHER, _GAP, _MENTIONED = 2.0, 1.2, -0.8, -0.6, 0.4
"""How a wording is laid over the print: the same character, another one of the same sound, another one, one too many on either
side; and what a printed character counts more that the reader points at."""
_SHARE, _CLOSE = 0.34, 0.75
"""Of a wanted wording that must agree with the print around what is called wrong; from which only what differs is replaced."""
_RESEMBLING = 0.5
"""From which two wordings may be misprint and correction without a word between them."""
_LONGEST, _BARE, _LONGEST_CUT = 24, 12, 14
"""Characters of a wording; of one without quotation marks and without a cue to say so; of what a wording may take away."""
_COMPARABLE = 2
"""Characters by which two wordings may differ in length of which the one replaces the other as a whole."""
_WIDEST = 7
"""Characters beyond which a fragment says "this sentence", not "this word"."""
_REACH, _LEAD, _CANDIDATES = 40, 8, 3
"""Characters before a cue in which what is wrong is looked for, and after it in which what is right begins; how many are tried."""
_TWICE = re.compile("两遍|两次|重复|重了|多[了印打写出一两]|[去删拿][掉去]?一个")
_NAMED = re.compile("[一两]?个?“([一-鿿]{1,4})”")
"""多了一个“化”字: which word is too many."""
_NEARBY = 8
"""Word characters around what is cited in which something is looked for that is printed twice."""
_MARK_REACH = 12
"""Characters around what is quoted in which a mark is looked for."""
_GAP_TOLD = 3.0
"""From which the place of something left out is more than a guess."""
_BY_CUE, _MARKED, _EXTRA, _MISSING, _BESIDE = 10.0, 9.0, 8.0, 8.0, 6.0
"""By which the changes that a message may mean are ordered."""
_STEP, _UNLIKE, _QUOTED = 1.5, -3.0, 0.7


_Made = tuple[Edit, float, bool]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of a piece: ``edit`` in characters of its text; ``worth`` to choose by; where in the message it is told.

    ``borne``: the print bears it out. ``wrong`` and ``right`` are as the reader writes them.
    """

    edit: Edit
    worth: float
    told_by: frozenset[int]
    """Where the fragments begin that tell of it: two changes told by the same words are one or the other."""
    end: int
    borne: bool
    wrong: str
    right: str
    kind: str = "cue"
    """``cue`` where words say so, ``mark`` of punctuation, ``beside`` where two wordings only resemble each other, ``slip`` where
    the print and the letter bear out one character for another."""
    signs: dict[str, float] = field(default_factory=dict, hash=False, compare=False)
    """What ``worth`` was weighed by, for who fits the weights."""

    @property
    def start(self) -> int:
        """Where in the message it begins to be told."""
        return min(self.told_by)


# Alignment


class Fit(NamedTuple):
    """A wording laid over a piece: the stretch of print, characters of the wording that are laid there, how far the two agree."""

    span: Span
    """Word characters of the piece that the wording covers."""
    size: int
    agreed: float
    """Characters that agree by sight, and 0.6 for each that agrees by sound alone."""


def _most_agreed(piece: Piece, words: str, window: Span) -> int:
    """Characters of ``words`` that can agree with a window of the piece at most, whatever their order."""
    sounds, said = piece.sounds[max(0, window[0]) : window[1]], heard(words)
    return sum(min(said.count(each), sounds.count(each)) for each in {*said})


@functools.lru_cache(maxsize=64)
def fit(piece: Piece, words: str, window: Span, pointed: Span, open_end: bool) -> Fit:
    """The best alignment of all of ``words`` with a stretch of the window; characters ``pointed`` at count a little more.

    ``open_end``: words at the end may be the reader's own, and are left out if they agree with nothing.
    """
    first, last = max(0, window[0]), min(len(piece.words), window[1])
    printed = [
        (piece.words[at], piece.sounds[at], _MENTIONED if pointed[0] <= at < pointed[1] else 0.0)
        for at in range(first, last)
    ]
    # Of every way: its score, where in the piece it begins, how far it agrees. It may begin anywhere.
    row = [(0.0, first + at, 0.0) for at in range(len(printed) + 1)]
    rows = []
    for char, tone in zip(words, heard(words), strict=True):
        above, row = row, [(row[0][0] + _GAP, first, 0.0)]
        for at, (print_char, print_tone, more) in enumerate(printed):
            worth, agreed = (_OTHER, 0.0) if tone != print_tone else (_ALIKE, 0.6)
            if char == print_char:
                worth, agreed = _SAME, 1.0
            ways = (above[at], worth + more, agreed), (above[at + 1], _GAP, 0.0), (row[at], _GAP, 0.0)
            (score, start, so_far), worth, agreed = max(ways, key=lambda way: way[0][0] + way[1])
            row.append((score + worth, start, so_far + agreed))
        rows.append(row)
    size = len(words)
    if open_end:
        best = max(range(1, size + 1), key=lambda at: (max(rows[at - 1])[0], at))
        size = best if best * 2 >= size else size
    end, (_, start, agreed) = max(enumerate(rows[size - 1]), key=lambda cell: cell[1][0])
    return Fit((start, first + end), size, agreed)


# Proposals


@functools.lru_cache(maxsize=256)
def propose(
    piece: Piece, reading: Reading, index: PrintedIndex, slipped: Sequence[Told] | None = None
) -> tuple[Proposal, ...]:
    """Every change of the piece that the unit may mean, the likeliest first; ``slipped``: the slips that it tells there, None
    where it is known that it speaks of this piece."""
    here, found = _in_words(piece, reading, index)
    slips = [*here.slips(told_in(index, reading.text, piece) if slipped is None else slipped)]
    odds = {_changed(each.edit): each.worth for each in slips}
    weighed = [_weighed(each, here, odds) for each in (*found, *slips)]
    return tuple(sorted(weighed, key=lambda each: (-each.worth, each.start)))


@functools.lru_cache(maxsize=256)
def _in_words(piece: Piece, reading: Reading, index: PrintedIndex) -> tuple[_Here, tuple[Proposal, ...]]:
    """The changes that its wordings tell, whatever slips there may be."""
    here = _Here(piece, reading, index)
    pairs = list(here.pairs())
    told = [each for each in pairs if each.borne and each.kind == "cue"]
    # “打个问号”改“画个问号”: the name of a mark within a wording is a word like others.
    marks = [
        each for each in here.marks() if all(one.end <= each.start or each.end <= one.start for one in told)
    ]
    return here, (*marks, *pairs, *here.extras(), *here.missing(), *here.doubled())


CHOICE = {
    "always": 0.0,
    "cue": -1.5,
    "beside": -1.6,
    "mark": 0.3,
    "extra": 2.2,
    "missing": -0.3,
    "slip": 1.0,
    "worth": 1.4,
    "beside worth": 1.9,
    "borne": 1.3,
    "odds": 2.9,
    "agreed": 4.0,
    "rival": -3.6,
    "gain": 0.9,
    "quoted": 0.7,
    "long": -2.4,
    "grown": -2.3,
}
"""Log odds that a change is what the letter means, fitted by ``python -m tests.bounty.fit_changes choice``."""


def signs_of(each: Proposal, here: _Here, slips: dict[_Changed, float]) -> dict[str, float]:
    """What speaks for a change beside how it is told."""
    edit, put, same = each.edit, each.edit.replacement or "", _changed(each.edit)
    rival = max((odds for other, odds in slips.items() if other != same), default=-_MOST_ODDS)
    better = gain(here.piece.text, edit.start, edit.end, put) if edit.replacement is not None else -1.0
    signs = {
        "always": 1.0,
        each.kind: 1.0,
        "borne": float(each.borne),
        "rival": max(0.0, min(_MOST_ODDS, rival)) / 4,
        "odds": _within(slips.get(same, 0.0), _MOST_ODDS) / 4,
        "agreed": float(same in slips and each.kind != "slip"),
        "gain": _within(better, 4.0) / 4,
        "quoted": float(bool(each.right) and f"“{each.right}”" in here.reading.text),
        "long": float(max(len(edit.printed), len(put)) > 4),
        "grown": min(4, abs(len(edit.printed) - len(put))) / 4,
    }
    if each.kind != "slip":
        signs["beside worth" if each.kind == "beside" else "worth"] = (each.worth - 10) / 4
    return signs


TOLD_AT_LEAST = -1.0
"""Log odds from which a change is filled in for the judge."""
_MOST_ODDS = 7.0
_Changed = tuple[int, int, str | None]


def _changed(edit: Edit) -> _Changed:
    return edit.start, edit.end, edit.replacement


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))


def _weighed(each: Proposal, here: _Here, slips: dict[_Changed, float]) -> Proposal:
    signs = signs_of(each, here, slips)
    return replace(each, worth=sum(CHOICE[name] * value for name, value in signs.items()), signs=signs)


@functools.lru_cache(maxsize=64)
def _told(reading: Reading) -> tuple[tuple[Fragment, Fragment, float, bool], ...]:
    """Wordings joined by a cue: what is wrong, what is wanted, the worth, whether they are the nearest to the cue."""
    fragments, found = reading.fragments, []
    for start, end, kind in reading.cues:
        before = [each for each in fragments if each.end <= start and start - each.end <= _REACH]
        after = [each for each in fragments if each.at >= end and each.at - end <= _LEAD]
        if kind == "right":
            whole = len(after) > 1 and not after[0].explained and after[1].explained
            right, wrongs = after[1:2] if whole else after[:1], before[::-1][:_CANDIDATES]
        elif kind == "wrong":
            right, wrongs = before[-1:], after[:2]
        else:
            right, wrongs = before[-1:] or [each for each in fragments if each.at > end][1:2], after[:1]
        for order, wrong in enumerate(wrongs):
            for wanted in right:
                if wrong.words != wanted.words or kind == "right":
                    found.append((wrong, wanted, _BY_CUE - order * _STEP, order == 0))
    return tuple(found)


class _Here:
    """One unit held against one piece."""

    def __init__(self, piece: Piece, reading: Reading, index: PrintedIndex) -> None:
        self.piece, self.reading, self.index = piece, reading, index
        self.spans = {each: self._stands(each) for each in reading.fragments}
        self.pairs_left = _MOST_LAID

    def _stands(self, fragment: Fragment) -> list[Span]:
        """Where a fragment is printed here, by sight, else by sound; of bare words, their longest printed part."""
        words = fragment.words
        found = find_all(self.piece.words, words)
        if found or len(words) < 2:
            return found
        found = find_all(self.piece.sounds, heard(words))
        if found or fragment.quoted or not 3 <= len(words) <= 24:
            return found
        part = ""
        for start in range(len(words)):
            while start + len(part) < len(words) and words[start : start + len(part) + 1] in self.piece.words:
                part = words[start : start + len(part) + 1]
        # Two characters are the reader's own as well, but for the last.
        return find_all(self.piece.words, part if len(part) > 2 else words[-2:])

    def _frames(self, words: str) -> list[Span]:
        """Where longer fragments stand that hold some words: of several places the reader means one of these."""
        longer = [each for each in self.spans if len(each.words) > len(words) and words in each.words]
        return [span for each in longer for span in self.spans[each]]

    def _framed(self, words: str, spans: list[Span]) -> list[Span]:
        """Those of the places of some words that lie in something longer that is quoted, too."""
        frames = self._frames(words)
        return [span for span in spans if any(one[0] <= span[0] and span[1] <= one[1] for one in frames)]

    def located(self, fragment: Fragment) -> list[Span]:
        """Where the fragment stands, those places only that lie in something longer that is quoted, if there are any."""
        return self._framed(fragment.words, self.spans[fragment]) or self.spans[fragment]

    # 误 and 正

    def pairs(self) -> Iterator[Proposal]:
        """A wording that is printed and another that is wanted there, joined by a cue or by resembling each other."""
        fragments = self.reading.fragments
        told = _told(self.reading)
        joined = {(wrong.at, wanted.at) for wrong, wanted, _, _ in told}
        unprinted = [
            each
            for each in fragments
            if 1 < len(each.words) <= (_LONGEST if each.quoted else _BARE)
            and each.words not in self.piece.words
        ]
        alike = [
            (wrong, wanted, _BESIDE + 0.5 * (wrong.at < wanted.at), False)
            for wrong in fragments
            if self.spans[wrong] and len(wrong.words) > 1 and (wrong.quoted or len(wrong.words) <= _BARE)
            for wanted in unprinted
            if (wrong.at, wanted.at) not in joined
            and resemblance(wrong.words, wanted.words)
            >= (_RESEMBLING if wanted.quoted or len(wanted.words) == len(wrong.words) else 0.6)
        ]
        for wrong, wanted, worth, cue in (*told, *alike):
            yield from self._pair(wrong, wanted, worth, cue)

    def _pair(self, wrong: Fragment, wanted: Fragment, worth: float, cue: bool) -> Iterator[Proposal]:
        size = len(wanted.words)
        if not size or size > _LONGEST or not self.pairs_left:
            return
        self.pairs_left -= 1
        for span in self.located(wrong)[:3]:
            made = self._made(wrong, span, wanted, cue)
            if made:
                edit, agreed, borne = made
                edit = replace(edit, phrase=self._phrase(span))
                rank = worth + agreed + _QUOTED * (wrong.quoted + wanted.quoted)
                told_by, end = frozenset((wrong.at, wanted.at)), max(wrong.end, wanted.end)
                kind = "cue" if worth > _BESIDE + 1 else "beside"
                yield Proposal(edit, rank, told_by, end, borne, wrong.text, wanted.text, kind)

    def _made(self, wrong: Fragment, span: Span, wanted: Fragment, cue: bool) -> _Made | None:
        """What a wording makes of what is called wrong: the change, how far it agrees with the print, whether that bears it out."""
        words, length = wanted.words, span[1] - span[0]
        if len(words) == 1 < length:
            return None
        comparable = abs(len(words) - length) <= _COMPARABLE and wrong.words in self.piece.words
        reach, share = (2, _CLOSE) if comparable else (len(words), _SHARE)
        window, least, laid = (span[0] - reach, span[1] + reach), share * len(words), None
        if _most_agreed(self.piece, words, window) >= max(least, 1.0):
            laid = fit(self.piece, words, window, span, not comparable and not wanted.quoted)
        if comparable and (laid is None or laid.agreed < least):
            return self._instead(span, wanted, cue)
        return self._laid(laid, span, wanted) if laid else None

    def _instead(self, span: Span, wanted: Fragment, cue: bool) -> _Made | None:
        """One wording for another of about its length: what differs between the two."""
        printed, words = self.piece.words[slice(*span)], wanted.words
        edit, (head, tail) = self._narrowed(span, wanted, words), common_ends(printed, words)
        rest = self.piece.sounds[span[0] + head : span[1] - tail]
        agreed = head + tail + sum(each in rest for each in heard(words[head : len(words) - tail]))
        if edit is None or not (agreed or cue):
            return None
        told = agreed > 0 or wanted.quoted or len(words) == len(printed)
        return edit, agreed or _UNLIKE, told

    def _laid(self, laid: Fit, span: Span, wanted: Fragment) -> _Made | None:
        """A wording that agrees with the print around what is called wrong."""
        if laid.agreed < max(1.0, _SHARE * len(wanted.words)):
            return None
        words, whole = wanted.words[: laid.size], laid.span
        cut = self._cut(whole, words)
        if not (cut[0] < span[1] and span[0] < cut[1]) and not span[0] <= cut[0] <= span[1]:
            return None
        edit = self._narrowed(whole, wanted, words) if cut[1] - cut[0] <= _LONGEST_CUT else None
        return (edit, laid.agreed, True) if edit else None

    def _text(self, span: Span) -> str:
        return self.piece.words[slice(*span)]

    def _cut(self, span: Span, words: str) -> Span:
        head, tail = common_ends(self._text(span), words)
        return span[0] + head, span[1] - tail

    def _narrowed(self, span: Span, wanted: Fragment, words: str) -> Edit | None:
        """``words``, with which a wording begins, for what stands in a span: what differs; of the same words, the marks."""
        if self._text(span) == words:
            return self._marks_differ(span, wanted.text)
        head, tail = common_ends(self._text(span), words)
        put = _stretch(wanted.text, (head, len(words) - tail))
        return self._edit((span[0] + head, span[1] - tail), put)

    def slips(self, told: Iterable[Told]) -> Iterator[Proposal]:
        """One character for another that the print and the letter bear out together, however it is told."""
        for slip, odds, right_at, printed_at in told:
            around = {
                each.at
                for each in self.reading.fragments
                if each.at <= right_at < each.end and len(each.words) <= _WIDEST
            }
            edit, told_by, borne = (
                self._edit((slip.at, slip.at + 1), slip.right),
                {right_at} | around,
                odds >= TOLD,
            )
            end = max(right_at, printed_at) + 1
            yield Proposal(edit, odds, frozenset(told_by), end, borne, slip.printed, slip.right, "slip")

    # 衍 and 脱

    def extras(self) -> Iterator[Proposal]:
        """Something that should go."""
        text = self.reading.text
        for hit in self.reading.extra:
            named = hit["quoted"] or hit["bare"]
            word = named or hit["quoted2"] or hit["bare2"] or ""
            later = None if named else _OF_WHAT.match(text, hit.end())
            word = later[1] or later[2] if later else word
            plain = re.sub(
                "(?:这?[一二两三四几]?个?字|字符)+$|[是应可]$", "", word.strip("“”")
            ) or word.strip("“”")
            words = to_words(plain).replace("\n", "")
            if _PART_OF_CHARACTER.match(text, hit.start()):
                continue
            yield from self._without(words, hit.start(), hit.end())

    def doubled(self) -> Iterator[Proposal]:
        """What is printed twice running in or near what is cited: 组织组织, 密切切."""
        cue = _TWICE.search(self.reading.own)
        if cue is None:
            return
        named = _NAMED.match(self.reading.text, cue.end())
        for each, spans in self.spans.items():
            for first, last in spans if len(each.words) > 1 else ():
                around = max(0, first - _NEARBY), last + _NEARBY
                for hit in re.finditer(r"([一-鿿]{1,4})\1", self._text(around)):
                    start = around[0] + hit.end(1)
                    inside = first <= start and start + len(hit[1]) <= last
                    if named and hit[1] != named[1]:
                        continue
                    if inside if len(hit[1]) == 1 else "的" not in hit[1]:
                        edit, told_by = self._edit((start, start + len(hit[1])), ""), frozenset((each.at,))
                        yield Proposal(edit, _EXTRA + 1.0, told_by, cue.end(), True, hit[1], "", "extra")

    def _without(self, words: str, start: int, end: int) -> Iterator[Proposal]:
        if not words:
            return
        spans = find_all(self.piece.words, words)
        if not spans and len(words) > 1:
            spans = find_all(self.piece.sounds, heard(words))
        inside = self._framed(words, spans)
        for span in inside[-1:] or (spans if len(spans) == 1 else []):
            phrase = self._phrase(self._frames(words)[0]) if inside else None
            edit = replace(self._edit(span, ""), phrase=phrase)
            worth = _EXTRA + min(2.0, len(words) * 0.5)
            yield Proposal(edit, worth, frozenset((start,)), end, True, words, "", "extra")

    def missing(self) -> Iterator[Proposal]:
        """Something that should be put in."""
        text = self.reading.text
        for hit, word, words in self.reading.missing:
            anchors = [each for each in self.reading.fragments if self.spans[each] and each.words != words]
            before = [each for each in anchors if each.end <= hit.start()]
            if not before and _AT_THE_HEAD.search(text, 0, hit.start()):
                edit, told_by = Edit(0, 0, "", word), frozenset((hit.start(),))
                yield Proposal(edit, _MISSING, told_by, hit.end(), True, "", word, "missing")
                continue
            for anchor in before[-1:] or anchors[:1]:
                gap, told = self._gap(anchor, words, text[anchor.end : hit.end()])
                edit = replace(self._edit((gap, gap), word), phrase=self._phrase(self.located(anchor)[0]))
                rank = _MISSING + _QUOTED * (anchor.quoted + bool(hit["quoted"]))
                told_by = frozenset((anchor.at, hit.start()))
                yield Proposal(edit, rank, told_by, hit.end(), told, anchor.text, word, "missing")

    def _gap(self, anchor: Fragment, words: str, said: str) -> tuple[int, bool]:
        """Where it belongs, and whether that is more than a guess: before or after what is quoted, or where it makes words
        that are printed elsewhere (已[经] as in 已经完成, 一步[步] beside a 步)."""
        span, named = self.located(anchor)[0], _NEXT_TO.search(said)
        at = self.piece.words.find(named[1], *span) if named else -1
        if named and at >= 0:
            return at + (named[2] == "后"), True
        if _BEFORE.match(said):
            return span[0], True
        if _AFTER.match(said):
            return span[1], True
        printed, words_of_all = self.piece.words, self.index.words
        made: dict[int, float] = {}
        for gap in range(span[0], span[1] + 1):
            left, right = printed[max(0, gap - 2) : gap], printed[gap : gap + 2]
            ways = [left[-1:] + words, words + right[:1], left + words, words + right]
            twice = left[-1:] == words or right[:1] == words
            made[gap] = sum(min(2, words_of_all.count(each)) for each in ways if len(each) > len(words))
            made[gap] += 2.5 * twice + 0.4 * (gap == span[1])
        gap = max(made, key=lambda gap: (made[gap], gap))
        return gap, made[gap] >= _GAP_TOLD or span[1] - span[0] <= 2

    # 标点

    def marks(self) -> Iterator[Proposal]:
        """A punctuation mark to be changed, put in or taken away."""
        text = self.reading.text
        for hit, wanted, instead in self.reading.marks:
            ahead = bool(re.search("前面?的?$", text[: hit.start()])) or hit[0].startswith("前")
            before = [each for each in self.reading.fragments if each.end <= hit.start() + 1]
            said = [each for each in before if len(each.words) > 1 and self.spans[each]]
            anchor = said[-1] if said else None
            edit = self._mark(wanted, instead, anchor, ahead)
            if edit and edit.printed != edit.replacement:
                told, told_by = edit.replacement is not None, frozenset((hit.start(),))
                yield Proposal(edit, _MARKED, told_by, hit.end(), told, wanted, instead, "mark")
                return

    def _mark(self, wanted: str, instead: str, anchor: Fragment | None, ahead: bool) -> Edit | None:
        text = self.piece.text
        phrase = self._phrase(self.located(anchor)[0]) if anchor else None
        if wanted and wanted not in PAIRED_MARKS and text.count(wanted) == 1:
            only = text.index(wanted)
            if phrase is None or abs(phrase[1] - only) <= _MARK_REACH:
                return Edit(only, only + len(wanted), wanted, instead)
        if phrase is None:
            return None
        if wanted in PAIRED_MARKS or instead in PAIRED_MARKS:
            return self._enclosed(phrase, instead if instead in PAIRED_MARKS else "")
        at, printed = self._mark_at(wanted[:1].translate(_HALF), phrase, ahead)
        if wanted and not printed:
            return Edit(*phrase, text[slice(*phrase)], None, phrase=phrase, marks=True)
        return Edit(at, at + len(printed), printed, instead, phrase=phrase)

    def _mark_at(self, wanted: str, phrase: Span, ahead: bool) -> tuple[int, str]:
        """Where the mark stands, and the mark; "" where there is none yet. Right behind the phrase before within it before near it."""
        text, (first, end) = self.piece.text, phrase
        if not ahead and text[end : end + 1] in ("”", "’", "》", "）"):
            end += 1
        if ahead or not wanted:
            beside = text[first - 1 : first] if ahead else text[end : end + 1]
            beside = "" if beside.isalnum() else beside
            return first - len(beside) if ahead else end, beside
        near = range(max(0, first - _MARK_REACH), min(len(text), end + _MARK_REACH))
        places = [at for at in near if text[at].translate(_HALF) == wanted]
        if not places:
            return end, ""
        at = min(places, key=lambda at: (at - end not in (0, 1), not first <= at < end, abs(at - end), at))
        return at, text[at]

    def _enclosed(self, phrase: Span, marks: str) -> Edit:
        """Words put between marks; without marks, words freed of those that enclose them."""
        text, (start, end) = self.piece.text, phrase
        printed = text[start:end]
        if marks:
            return Edit(start, end, printed, f"{marks[0]}{printed}{marks[-1]}", phrase=phrase)
        if start and end < len(text) and f"{text[start - 1]}{text[end]}" in PAIRED_MARKS:
            return Edit(start - 1, end + 1, text[start - 1 : end + 1], printed, phrase=phrase)
        return Edit(start, end, printed, None, phrase=phrase)

    def _marks_differ(self, span: Span, wanted: str) -> Edit | None:
        """The words agree: the marks in which the wording differs from the print, the one behind the words included."""
        inner, text, (start, end) = wanted.strip(" “”"), self.piece.text, self._phrase(span)
        if inner[-1:] in _MARKS_BEHIND:
            if text[end : end + 1] not in _MARKS_BEHIND:
                return None
            end += 1
        head, tail = common_ends(text[start:end], inner)
        cut, put = text[start + head : end - tail], inner[head : len(inner) - tail]
        if cut == put or any(char.isalnum() for char in cut + put):
            return None
        return Edit(start + head, end - tail, cut, put)

    # Offsets

    def _phrase(self, span: Span) -> Span:
        return self.piece.at[span[0]], self.piece.at[span[1] - 1] + 1

    def _edit(self, span: Span, replacement: str | None) -> Edit:
        return edit_at(self.piece, span, replacement)


_HALF = str.maketrans("，；：！？", ",;:!?")
_MARKS_BEHIND = frozenset("，。、；：？！")


def edit_at(piece: Piece, span: Span, replacement: str | None) -> Edit:
    """A span of word characters as a change of the printed text."""
    start, end = span
    replacement = replacement.strip("“” ") if replacement is not None else None
    if start >= end:
        place = piece.at[start - 1] + 1 if start else 0
        return Edit(place, place, "", replacement)
    first, last = piece.at[start], piece.at[end - 1] + 1
    return Edit(first, last, piece.text[first:last], replacement, (first, last))


def _stretch(text: str, put: Span) -> str:
    """The stretch of a wording, as it was written, that holds some of its word characters."""
    places = [at for at, char in enumerate(text) if to_words(char).strip()]
    return text[places[put[0]] : places[put[1] - 1] + 1] if put[0] < put[1] else ""


def pointed_at(piece: Piece, reading: Reading, index: PrintedIndex, wrong: str | None = None) -> Edit | None:
    """What the reader only points at: the quotation that is printed here, the last of several; else the likeliest bare words.
    ``wrong`` are words that are known to be meant."""
    if wrong and (spans := find_all(piece.words, to_words(wrong))):
        return edit_at(piece, spans[0], None)
    here = _Here(piece, reading, index)
    for quoted in (True, False):
        said = [
            each
            for each, spans in here.spans.items()
            if spans and each.quoted is quoted and (quoted or len(each.words) > 1)
        ]
        if said:
            best = max(said, key=lambda each: (min(len(each.words), 8), each.at))
            span = here.located(best)[0]
            return replace(edit_at(piece, span, None), marks=bool(_OF_MARKS.search(reading.own)))
    return None


_OF_MARKS = re.compile(f"标点|断句|读不断|{MARK}")


# Words


@functools.lru_cache(maxsize=8192)
def resemblance(one: str, other: str) -> float:
    """From 0 to 1: the share of characters that agree by sight or sound, whatever their order."""
    if not one or not other or one == other:
        return 0.0
    shared = Counter(heard(one)) & Counter(heard(other))
    return 2 * shared.total() / (len(one) + len(other))
