"""改动: what a reader would change, told by the print and not by the turns of phrase around it.

In: one unit of a message, read, and a printed piece. Out: the change that the message proposes there, aligned with the print.

A fragment that is printed is what the reader points at; one that is not printed, but nearly, is what the reader wants. The
alignment is semi-global: all of a wanted wording against any stretch of the piece, by sight or by sound. A change that the
alignment does not bear out is only a guess: it is never sure and never filled in for the judge.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools.bounty.claims import Edit
from build_tools.bounty.resolver.index import BLOT, Piece, PrintedIndex
from build_tools.bounty.resolver.normalise import common_ends, heard, to_words
from build_tools.bounty.resolver.reading import (
    MARK,
    MARK_CHANGE,
    MARK_SIGN,
    MARKS,
    NO_MARK,
    PAIRED_MARKS,
    Fragment,
    Reading,
    Span,
    after_object,
)

_OF_WHAT = re.compile(r"[了一]?个?\s?(“[^“”]{1,8}”)")
_RIGHT_SO = re.compile(r"”?\s?(?:才对|才是|才好|才像|更好|为好|为宜|吧)")
_BEFORE = re.compile(r"^\s?”?(?:二字|两字|字|一词|处)?(?:的)?(?:之?前|前面|前头|句首|开头)")
_AFTER = re.compile(r"^\s?”?(?:二字|两字|字|一词|处)?(?:的)?(?:之?后|后面|后头)")
_NO_WORDING = re.compile("不是|应为|应该|写错|错[了字]|改[成为]")
_MOST_LAID = 80
"""Pairs of wordings, and again lone wordings, that are laid over one piece; of the labelled messages ten at most."""


@dataclass(frozen=True, slots=True)
class EditWeights:
    """How a wording is laid over the print, and how the changes that a message may mean are ordered."""

    same: float = 2.0
    alike: float = 1.2
    """Another character of the same sound."""
    other: float = -0.8
    gap: float = -0.6
    mentioned: float = 0.4
    """A printed character that the reader points at."""
    share: float = 0.34
    """Of a wanted wording that must agree with the print around what is called wrong."""
    resembling: float = 0.5
    """From which two wordings may be misprint and correction without a word between them."""
    longest: int = 24
    bare: int = 12
    """Characters of words without quotation marks that may be a wording without a cue to say so."""
    longest_cut: int = 14
    close: float = 0.75
    """Share of a wording that agrees with the print from which only what differs is replaced."""
    comparable: int = 2
    """Characters by which two wordings may differ in length of which the one replaces the other as a whole."""
    widest: int = 7
    """Characters beyond which a span says "this sentence", not "this word"."""
    reach: int = 40
    """Characters before a cue in which what is wrong is looked for."""
    lead: int = 8
    """Characters after a cue in which what is right begins."""
    candidates: int = 3
    mark_reach: int = 12
    gap_told: float = 3.0
    """From which the place of something left out is more than a guess."""
    by_cue: float = 10.0
    step: float = 1.5
    beside: float = 6.0
    near: float = 4.5
    unlike: float = -3.0
    extra: float = 8.0
    missing: float = 8.0
    mark: float = 9.0
    quoted: float = 0.7


EDIT = EditWeights()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of a piece: ``edit`` in characters of its text; ``worth`` to choose by; where in the message it is told.

    ``borne``: the print bears it out. ``wrong`` and ``right`` are as the reader writes them.
    """

    edit: Edit
    worth: float
    start: int
    end: int
    borne: bool
    wrong: str = ""
    right: str = ""
    kind: str = ""
    """``cue`` where words say so, ``beside`` where two wordings only resemble each other, ``near`` where one stands alone."""
    told_by: frozenset[int] = frozenset()
    """Where the fragments begin that tell of it: two changes told by the same words are one or the other."""


# Alignment


@dataclass(frozen=True, slots=True)
class Fit:
    """A wording laid over a piece: the stretch of print, what differs there, and how far the two agree."""

    span: Span
    """Word characters of the piece that the wording covers."""
    cut: Span
    """Of these, what it would change."""
    put: Span
    """The characters of the wording that would stand there."""
    score: float
    agreed: float
    """Characters that agree by sight, and 0.6 for each that agrees by sound alone."""


def _most_agreed(piece: Piece, words: str, window: Span) -> int:
    """Characters of ``words`` that can agree with a window of the piece at most, whatever their order."""
    sounds, said = piece.sounds[max(0, window[0]) : window[1]], heard(words)
    return sum(min(said.count(each), sounds.count(each)) for each in {*said})


@functools.lru_cache(maxsize=64)
def fit(
    piece: Piece, words: str, window: Span, pointed: Span | None = None, open_end: bool = False
) -> Fit | None:
    """The best alignment of all of ``words`` with a stretch of the window; characters ``pointed`` at count a little more.

    ``open_end``: words at the end may be the reader's own, and are left out if they agree with nothing.
    """
    first, last = max(0, window[0]), min(len(piece.words), window[1])
    size, wide = len(words), last - first
    if not size or wide <= 0:
        return None
    printed, sounds, said = piece.words[first:last], piece.sounds[first:last], heard(words)
    same, alike, other, gap, mentioned = EDIT.same, EDIT.alike, EDIT.other, EDIT.gap, EDIT.mentioned
    extra = [mentioned if pointed and pointed[0] <= first + at < pointed[1] else 0.0 for at in range(wide)]
    above = [0.0] * (wide + 1)
    steps: list[bytearray] = []
    grid = [above]
    cells = list(zip(range(1, wide + 1), printed, sounds, extra, strict=True))
    for char, tone in zip(words, said, strict=True):
        diagonal = above[0]
        left = diagonal + gap
        row = [left]
        step = bytearray(wide + 1)
        step[0] = 1
        for at, print_char, print_tone, more in cells:
            best = diagonal + (same if print_char == char else alike if print_tone == tone else other) + more
            diagonal = above[at]
            left += gap
            if diagonal + gap > best:
                best = diagonal + gap
                step[at] = 1
            if left > best:
                best = left
                step[at] = 2
            row.append(best)
            left = best
        steps.append(step)
        above = row
        grid.append(row)
    height = size
    if open_end:
        rows = list(map(max, grid))
        height = max(range(1, size + 1), key=lambda at: (rows[at], at))
        height = size if height * 2 < size else height
    score = max(grid[height])
    return _traced(piece, words[:height], steps, first, grid[height].index(score), score)


def _traced(piece: Piece, words: str, steps: list[bytearray], first: int, end: int, score: float) -> Fit:
    at, order, agreed = end, len(words), 0.0
    path: list[tuple[int, int, bool]] = []
    said = heard(words)
    while order:
        way = steps[order - 1][at]
        if way == 0:
            exact = piece.words[first + at - 1] == words[order - 1]
            agreed += 1.0 if exact else 0.6 if piece.sounds[first + at - 1] == said[order - 1] else 0.0
            path.append((order - 1, first + at - 1, exact))
            order, at = order - 1, at - 1
        elif way == 1:
            order -= 1
        else:
            at -= 1
    path.reverse()
    span = first + at, first + end
    cut, put = _differing(path, span, len(words))
    return Fit(span, cut, put, score, agreed)


def _differing(path: list[tuple[int, int, bool]], span: Span, size: int) -> tuple[Span, Span]:
    """The narrowest stretch outside which wording and print are the same."""
    head = 0
    while head < len(path) and path[head] == (head, span[0] + head, True):
        head += 1
    tail = 0
    while tail < len(path) - head and path[-1 - tail] == (size - 1 - tail, span[1] - 1 - tail, True):
        tail += 1
    return (span[0] + head, span[1] - tail), (head, size - tail)


# Proposals


@functools.lru_cache(maxsize=256)
def propose(piece: Piece, reading: Reading, index: PrintedIndex) -> tuple[Proposal, ...]:
    """Every change of the piece that the unit may mean, the likeliest first."""
    here = _Here(piece, reading, index)
    pairs = list(here.pairs())
    told = [each for each in pairs if each.borne and each.kind == "cue"]
    # “打个问号”改“画个问号”: the name of a mark within a wording is a word like others.
    marks = [
        each
        for each in here.marks()
        if not any(one.start < each.end and each.start < one.end for one in told)
    ]
    found = [*marks, *pairs, *here.extras(), *here.missing(), *here.near_misses()]
    return tuple(sorted(found, key=lambda each: (-each.worth, each.start)))


class _Here:
    """One unit held against one piece."""

    def __init__(self, piece: Piece, reading: Reading, index: PrintedIndex) -> None:
        self.piece, self.reading, self.index = piece, reading, index
        self.spans = {each: self._stands(each) for each in reading.fragments}
        self.pairs_left = self.near_left = _MOST_LAID

    def _stands(self, fragment: Fragment) -> list[Span]:
        """Where a fragment is printed here, by sight, else by sound; of bare words, their longest printed part."""
        words = fragment.words
        found = find_all(self.piece.words, words)
        if found or len(words) < 2:
            return found
        parts = [to_words(part).replace("\n", "") for part in re.split("…+|[.]{2,}|——", fragment.text)]
        if len(parts) > 1 and parts[0] and parts[-1]:
            head, tail = find_all(self.piece.words, parts[0]), find_all(self.piece.words, parts[-1])
            ways = [(one[0], other[1]) for one in head for other in tail if one[0] < other[0]]
            return ways[:1] or head or tail
        found = find_sounds(self.piece, words)
        if found or fragment.quoted or not 3 <= len(words) <= 24:
            return found
        start, size = longest_common(words, self.piece.words)
        if size <= 2:
            start, size = len(words) - 2, 2  # two characters are the reader's own as well, but for the last
        return find_all(self.piece.words, words[start : start + size])

    def _frames(self, fragment: Fragment) -> list[Span]:
        """Where longer fragments stand that hold this one: of several places the reader means one of these."""
        words = fragment.words
        return [
            span
            for other, spans in self.spans.items()
            if other is not fragment and len(other.words) > len(words) and words in other.words
            for span in spans
        ]

    def located(self, fragment: Fragment) -> list[Span]:
        """Where the fragment stands, those places first that lie in something longer that is quoted, too."""
        spans, frames = self.spans[fragment], self._frames(fragment)
        inside = [span for span in spans if any(one[0] <= span[0] and span[1] <= one[1] for one in frames)]
        return inside or spans

    # 误 and 正

    def pairs(self) -> Iterator[Proposal]:
        """A wording that is printed and another that is wanted there, joined by a cue or by resembling each other."""
        fragments = self.reading.fragments
        joined: set[tuple[int, int]] = set()
        for start, end, kind in self.reading.cues:
            before = [each for each in fragments if each.end <= start and start - each.end <= EDIT.reach]
            after = [each for each in fragments if each.at >= end and each.at - end <= EDIT.lead]
            if kind == "right":
                right = (
                    after[:1]
                    if after and not (after[0].explained is False and len(after) > 1 and after[1].explained)
                    else after[1:2]
                )
                wrongs = before[::-1][: EDIT.candidates]
            elif kind == "wrong":
                right, wrongs = [after_object(each) for each in before[-1:]], after[:2]
            else:
                right, wrongs = before[-1:] or [each for each in fragments if each.at > end][1:2], after[:1]
            if kind == "right" and (listed := self._listed(before, after)):
                for wrong, wanted in listed:
                    joined.add((wrong.at, wanted.at))
                    yield from self._pair(wrong, wanted, EDIT.by_cue, cue=False)
                continue
            for order, wrong in enumerate(wrongs):
                for wanted in right:
                    if wrong.words != wanted.words or kind == "right":
                        joined.add((wrong.at, wanted.at))
                        yield from self._pair(wrong, wanted, EDIT.by_cue - order * EDIT.step, cue=order == 0)
        printed = [
            each
            for each in fragments
            if self.spans[each] and len(each.words) > 1 and (each.quoted or len(each.words) <= EDIT.bare)
        ]
        unprinted = [
            each
            for each in fragments
            if not self.spans[each] and 1 < len(each.words) <= (EDIT.longest if each.quoted else EDIT.bare)
        ]
        for wrong in printed:
            for wanted in unprinted:
                if (wrong.at, wanted.at) not in joined and resemblance(
                    wrong.words, wanted.words
                ) >= EDIT.resembling:
                    yield from self._pair(
                        wrong, wanted, EDIT.beside + 0.5 * (wrong.at < wanted.at), cue=False
                    )

    def _listed(self, before: list[Fragment], after: list[Fragment]) -> list[tuple[Fragment, Fragment]]:
        """“占位、陪强、有续，应该是站位、配强、有序”: as many of the one as of the other, in order or as they resemble."""
        wanted = self._row(after)
        wrong = [each for each in before if self.spans[each] and each.words]
        if len(wanted) < 2 or len(wrong) < len(wanted):
            return []
        pairs = []
        for each in wanted:
            like = max(wrong, key=lambda one: (resemblance(one.words, each.words), one.at), default=None)
            if like is None or resemblance(like.words, each.words) < EDIT.resembling:
                return []
            wrong.remove(like)
            pairs.append((like, each))
        return pairs

    def _row(self, fragments: list[Fragment]) -> list[Fragment]:
        """Fragments that follow each other with nothing but 、 between them."""
        row = fragments[:1]
        for each in fragments[1:]:
            if not row or not re.fullmatch(
                r"[”“\s]*[、,和及][”“\s]*", self.reading.text[row[-1].end : each.at]
            ):
                break
            row.append(each)
        return row

    def _pair(self, wrong: Fragment, wanted: Fragment, worth: float, cue: bool) -> Iterator[Proposal]:
        words = wanted.words
        if not words or len(words) > EDIT.longest or not self.pairs_left:
            return
        self.pairs_left -= 1
        for span in self.located(wrong)[:3]:
            if len(words) == 1 and span[1] - span[0] > 1:
                made = self._one_character(wrong, span, wanted)
            elif abs(len(words) - (span[1] - span[0])) <= EDIT.comparable and wrong.words in self.piece.words:
                window = span[0] - 2, span[1] + 2
                near = None
                if _most_agreed(self.piece, words, window) >= EDIT.close * len(words):
                    near = fit(self.piece, words, window, span)
                close = near is not None and near.agreed >= EDIT.close * len(words)
                made = self._laid(near, span, wanted) if close else self._instead(span, wanted, cue)
            else:
                window, laid = (span[0] - len(words), span[1] + len(words)), None
                if _most_agreed(self.piece, words, window) >= max(1.0, EDIT.share * len(words)):
                    laid = fit(self.piece, words, window, span, open_end=not wanted.quoted)
                made = self._laid(laid, span, wanted)
            if made is None and cue and self.spans[wrong] and abs(len(words) - (span[1] - span[0])) <= 8:
                # Nothing in common: “契机”应为“抓手”. Then it takes the place of all that is called wrong.
                told = (wrong.quoted and wanted.quoted) or len(words) == span[1] - span[0]
                made = self._edit(span, wanted.text), EDIT.unlike, told
            if made:
                edit, agreed, borne = made
                borne = borne and (wanted.quoted or not _NO_WORDING.search(wanted.text))
                edit = replace(edit, phrase=self._phrase(span))
                extent = min(wrong.at, wanted.at), max(wrong.end, wanted.end)
                rank = worth + agreed + EDIT.quoted * (wrong.quoted + wanted.quoted)
                told_by = frozenset((wrong.at, wanted.at))
                kind = "cue" if worth > EDIT.beside + 1 else "beside"
                yield Proposal(edit, rank, *extent, borne, wrong.text, wanted.text, kind, told_by)

    def _instead(self, span: Span, wanted: Fragment, cue: bool) -> tuple[Edit, float, bool] | None:
        """One wording for another of about its length: what differs between the two."""
        printed, words = self.piece.words[slice(*span)], wanted.words
        if printed == words:
            marked = self._marks_differ(span, wanted.text)
            return (marked, float(len(words)), True) if marked else None
        head, tail = common_ends(printed, words)
        rest = self.piece.sounds[span[0] + head : span[1] - tail]
        agreed = head + tail + sum(each in rest for each in heard(words[head : len(words) - tail]))
        if not agreed and not cue:
            return None
        put = _stretch(wanted.text, (head, len(words) - tail))
        edit = self._edit((span[0] + head, span[1] - tail), put)
        told = agreed > 0 or wanted.quoted or len(words) == len(printed)
        return edit, agreed + (EDIT.unlike if not agreed else 0.0), told

    def _one_character(
        self, wrong: Fragment, span: Span, wanted: Fragment
    ) -> tuple[Edit, float, bool] | None:
        """“选优陪强”应为“配”: the character that sounds alike is meant, the last of several."""
        alike = [at for at in range(*span) if self.piece.sounds[at] == heard(wanted.words)]
        alike = [at for at in alike if self.piece.words[at] != wanted.words]
        named = [
            each
            for each in self.reading.fragments
            if len(each.words) == 1 and each is not wanted and each.words in self.piece.words[slice(*span)]
        ]
        if named:
            spots = [at for at in range(*span) if self.piece.words[at] == named[-1].words]
            return self._edit((spots[-1], spots[-1] + 1), wanted.text), 1.0, True
        if not alike:
            return None
        return self._edit((alike[-1], alike[-1] + 1), wanted.text), 1.0, True

    def _laid(self, laid: Fit | None, span: Span, wanted: Fragment) -> tuple[Edit, float, bool] | None:
        """A wording that agrees with the print around what is called wrong."""
        if laid is None or laid.agreed < max(1.0, EDIT.share * len(wanted.words)):
            return None
        if not (laid.cut[0] < span[1] and span[0] < laid.cut[1]) and not (span[0] <= laid.cut[0] <= span[1]):
            return None
        if laid.cut[0] == laid.cut[1] and laid.put[0] == laid.put[1]:
            marked = self._marks_differ(laid.span, wanted.text)
            return (marked, laid.agreed, True) if marked else None
        laid = self._covering(laid, span, wanted.words)
        rest = laid.cut[1] - laid.cut[0]
        if rest > EDIT.longest_cut:
            return None
        return self._edit(laid.cut, _stretch(wanted.text, laid.put)), laid.agreed, True

    def _covering(self, laid: Fit, span: Span, words: str) -> Fit:
        """“居村”应为“村居”: what is called wrong and stands again in the wording is replaced with the rest."""
        first, last = min(laid.span[0], span[0]), max(laid.span[1], span[1])
        outside = self.piece.words[first : laid.span[0]] + self.piece.words[laid.span[1] : last]
        if not outside or not all(char in words for char in outside):
            return laid
        printed = self.piece.words[first:last]
        head, tail = common_ends(printed, words)
        return replace(
            laid, span=(first, last), cut=(first + head, last - tail), put=(head, len(words) - tail)
        )

    def near_misses(self) -> Iterator[Proposal]:
        """A wording that is printed nowhere, but nearly: then it is what should stand there."""
        for wanted in self.reading.fragments:
            words = wanted.words
            if not 2 <= len(words) <= EDIT.longest or (self.spans[wanted] and words in self.piece.words):
                continue
            if not nearly_printed(words, self.piece.words, wanted.quoted):
                continue
            called = wanted.quoted or self._is_called_right(wanted)
            for at in self._seeds(words):
                window = at - 2, at + len(words) + 2
                printed = self.piece.words[max(0, window[0]) : window[1]]
                if not self.near_left or not nearly_printed(words, printed, wanted.quoted):
                    continue
                self.near_left -= 1
                laid = fit(self.piece, words, window, open_end=not wanted.quoted)
                if laid is None:
                    continue
                covered = len(words) if wanted.quoted else max(laid.put[1], 2)
                changed = max(laid.cut[1] - laid.cut[0], laid.put[1] - laid.put[0])
                far = covered - laid.agreed
                if (
                    (laid.cut, laid.put) == ((laid.cut[0],) * 2, (laid.put[0],) * 2)
                    or changed > 2
                    or laid.agreed < 1.5
                ):
                    continue
                if not called and far > 0.45:
                    continue  # words of the reader's own that resemble the print by chance
                if far > (0.45 if covered == 2 else 1.05 if covered < 6 else 2.05):
                    continue
                edit = self._edit(laid.cut, _stretch(wanted.text, laid.put))
                worth = EDIT.near + laid.agreed * 0.5 + EDIT.quoted * wanted.quoted - far
                sure = covered > 2 or wanted.quoted
                wrong = self.piece.words[slice(*laid.span)]
                told_by = frozenset((wanted.at,))
                yield Proposal(edit, worth, wanted.at, wanted.end, sure, wrong, wanted.text, "near", told_by)

    def _is_called_right(self, fragment: Fragment) -> bool:
        """Whether a cue says that the words are what is right: 应为…, …才对."""
        led = any(
            kind == "right" and 0 <= fragment.at - end <= EDIT.lead for _, end, kind in self.reading.cues
        )
        return led or bool(_RIGHT_SO.match(self.reading.text, fragment.end))

    def _seeds(self, words: str) -> list[int]:
        """Places where the wording may lie: a pair of its characters stands there, by sight or by sound."""
        said = heard(words)
        found: dict[int, int] = {}
        for order in range(len(words) - 1):
            for at, _ in find_all(self.piece.sounds, said[order : order + 2]):
                found[at - order] = found.get(at - order, 0) + 1
        return sorted(found, key=lambda at: (-found[at], at))[:3]

    # 衍 and 脱

    def extras(self) -> Iterator[Proposal]:
        """Something that should go."""
        text, own = self.reading.text, self.reading.own
        for hit in self.reading.extra:
            named = hit["quoted"] or hit["bare"]
            cue = hit.start() if named else hit.end("quoted2") if hit["quoted2"] else hit.end("bare2")
            if own[min(cue, len(own) - 1)] == BLOT or self._is_copy(cue):
                continue
            word = named or hit["quoted2"] or hit["bare2"] or ""
            later = None if named else _OF_WHAT.match(text, hit.end())
            word = later[1] if later else word
            plain = re.sub(
                "(?:这?[一二两三四几]?个?字|字符)+$|[是应可]$", "", word.strip("“”")
            ) or word.strip("“”")
            head, of, tail = plain.rpartition("的")
            if of and head and 1 <= len(tail) <= 2 and not (hit["quoted"] or hit["quoted2"] or later):
                plain = tail
            words = to_words(plain).replace("\n", "")
            if re.fullmatch(
                "(?:[一二两三四几这那]个?|应该?|宜|可|当|该|请|建议|直接|最好|可以|了)+", words or "了"
            ):
                before = [
                    each for each in self.reading.fragments if each.end <= hit.start() and self.spans[each]
                ]
                words = before[-1].words if before else ""
            yield from self._without(words, hit.start(), hit.end())
        if twice := self.reading.twice:
            shorts = [each for each in self.reading.fragments if 1 <= len(each.words) <= 4]
            for each in shorts:
                if each.words * 2 in self.piece.words:
                    yield from self._without(each.words, each.at, twice.end())

    def _is_copy(self, at: int) -> bool:
        """Whether a cue stands inside words that are printed here: 是少不得 lacks nothing."""
        return any(
            not each.quoted and each.at <= at < each.end and each.words in self.piece.words
            for each in self.reading.fragments
            if len(each.words) > 2
        )

    def _without(self, words: str, start: int, end: int) -> Iterator[Proposal]:
        if not words:
            return
        spans = find_all(self.piece.words, words) or find_sounds(self.piece, words)
        frames = [
            span
            for each, places in self.spans.items()
            if len(each.words) > len(words) and words in each.words
            for span in places
        ]
        inside = [span for span in spans if any(one[0] <= span[0] and span[1] <= one[1] for one in frames)]
        twice = [
            span for span in inside or spans if self.piece.words[span[1] : span[1] + len(words)] == words
        ]
        chosen = twice[:1] or inside[-1:] or (spans if len(spans) == 1 else [])
        for span in chosen:
            edit = replace(
                self._edit(span, ""), wide=False, phrase=self._phrase(frames[0]) if inside else None
            )
            worth = EDIT.extra + min(2.0, len(words) * 0.5)
            yield Proposal(edit, worth, start, end, True, words, "", "cue", frozenset((start,)))

    def missing(self) -> Iterator[Proposal]:
        """Something that should be put in."""
        text = self.reading.text
        for hit, word, words in self.reading.missing:
            if self._is_copy(hit.start()):
                continue
            anchors = [each for each in self.reading.fragments if self.spans[each] and each.words != words]
            before = [each for each in anchors if each.end <= hit.start()]
            for anchor in (before[::-1] or anchors)[:2]:
                gap, told = self._gap(anchor, words, text[anchor.end : hit.end()])
                if gap is None:
                    continue
                edit = replace(self._edit((gap, gap), word), phrase=self._phrase(self.located(anchor)[0]))
                rank = EDIT.missing + EDIT.quoted * (anchor.quoted + bool(hit["quoted"]))
                told_by = frozenset((anchor.at, hit.start()))
                yield Proposal(
                    edit,
                    rank,
                    min(anchor.at, hit.start()),
                    hit.end(),
                    told,
                    anchor.text,
                    word,
                    "cue",
                    told_by,
                )
                break

    def _gap(self, anchor: Fragment, words: str, said: str) -> tuple[int | None, bool]:
        """Where it belongs, and whether that is more than a guess: before or after what is quoted, or where it makes words
        that are printed elsewhere (已[经] as in 已经完成, 一步[步] beside a 步)."""
        span = self.located(anchor)[0]
        if _BEFORE.match(said):
            return span[0], True
        if _AFTER.match(said):
            return span[1], True
        best: list[tuple[float, int]] = []
        for gap in range(span[0], span[1] + 1):
            left = self.piece.words[max(0, gap - 2) : gap]
            right = self.piece.words[gap : gap + 2]
            made = sum(
                weight * min(2, self.index.words.count(each))
                for each, weight in (
                    (left[-1:] + words, 1.0),
                    (words + right[:1], 1.0),
                    (left + words, 1.5),
                    (words + right, 1.5),
                )
                if len(each) > len(words)
            )
            made += 2.5 * (left[-1:] == words or right[:1] == words) + 0.4 * (gap == span[1])
            best.append((made, gap))
        made, gap = max(best)
        return gap, made >= EDIT.gap_told or span[1] - span[0] <= 2

    # 标点

    def marks(self) -> Iterator[Proposal]:
        """A punctuation mark to be changed, put in or taken away."""
        text = self.reading.text
        for pattern, hit in self.reading.marks:
            if pattern is not MARK_SIGN and any(
                self._is_copy(hit.start(at)) for at in range(1, hit.re.groups + 1) if hit[at]
            ):
                continue
            named = [each for each in hit.groups() if each]
            if pattern is MARK_CHANGE or pattern is MARK_SIGN:
                if hit[1] == hit[2]:
                    continue
                wanted, instead = MARKS.get(hit[1], hit[1]), MARKS.get(hit[2], hit[2])
            elif pattern is NO_MARK:
                wanted, instead = MARKS[named[0]], ""
            else:
                wanted, instead = "", MARKS[named[0]]
            ahead = bool(re.search("前面?的?$", text[: hit.start()])) or hit[0].startswith("前")
            before = [
                each for each in self.reading.fragments if each.end <= hit.start() + 1 and self.spans[each]
            ]
            anchor = next((each for each in reversed(before) if len(each.words) > 1), None)
            edit = self._mark(wanted, instead, anchor, ahead)
            if edit and edit.printed != edit.replacement:
                start = anchor.at if anchor else hit.start()
                told_by = frozenset((hit.start(),))
                yield Proposal(
                    edit,
                    EDIT.mark,
                    start,
                    hit.end(),
                    edit.replacement is not None,
                    wanted,
                    instead,
                    "mark",
                    told_by,
                )
                return

    def _mark(self, wanted: str, instead: str, anchor: Fragment | None, ahead: bool) -> Edit | None:
        piece = self.piece
        if wanted and wanted not in PAIRED_MARKS and piece.text.count(wanted) == 1:
            only = piece.text.index(wanted)
            if anchor is None or abs(self._phrase(self.located(anchor)[0])[1] - only) <= EDIT.mark_reach:
                return Edit(only, only + len(wanted), wanted, instead)
        if anchor is None:
            return None
        start, end = phrase = self._phrase(self.located(anchor)[0])
        if wanted in PAIRED_MARKS or instead in PAIRED_MARKS:
            return self._enclosed(phrase, instead if instead in PAIRED_MARKS else "")
        at, printed = self._mark_at(wanted[:1], phrase, ahead)
        if wanted and not printed:
            return Edit(*phrase, piece.text[start:end], None, phrase=phrase, marks=True)
        return Edit(at, at + len(printed), printed, instead or ("" if wanted else None), phrase=phrase)

    def _mark_at(self, wanted: str, phrase: Span, ahead: bool) -> tuple[int, str]:
        """Where the mark stands, and the mark; "" where there is none yet."""
        text, (first, end) = self.piece.text, phrase
        half = text.translate(_HALF)
        wanted = wanted.translate(_HALF)
        if ahead:
            return (first - 1, text[first - 1]) if first and not text[first - 1].isalnum() else (first, "")
        following = half[end : end + 2] if end < len(text) and not text[end].isalnum() else ""
        if wanted and wanted in following:
            return end + following.index(wanted), text[end + following.index(wanted)]
        inside = half.rfind(wanted, first, end) if wanted else -1
        if inside >= 0:
            return inside, text[inside]
        near = range(max(0, first - EDIT.mark_reach), min(len(text), end + EDIT.mark_reach))
        around = [at for at in near if half[at] == wanted]
        if around:
            at = min(around, key=lambda at: (abs(at - end), at))
            return at, text[at]
        return (end, text[end]) if following and not wanted else (end, "")

    def _enclosed(self, phrase: Span, marks: str) -> Edit:
        """Words put between marks; without marks, words freed of those that enclose them."""
        text, (start, end) = self.piece.text, phrase
        printed = text[start:end]
        if marks:
            return Edit(start, end, printed, f"{marks[0]}{printed}{marks[-1]}", phrase=phrase)
        if start and end < len(text) and f"{text[start - 1]}{text[end]}" in PAIRED_MARKS:
            return Edit(start - 1, end + 1, text[start - 1 : end + 1], printed, phrase=phrase)
        bare = "".join(char for char in printed if not any(char in pair for pair in PAIRED_MARKS))
        return Edit(start, end, printed, bare if bare != printed else None, phrase=phrase)

    def _marks_differ(self, span: Span, wanted: str) -> Edit | None:
        """The words agree: the first mark in which the wording differs from the print."""
        inner = wanted.strip(" “”")
        start, end = self._phrase(span)
        after = inner[len(inner.rstrip("，。、；：？！")) :]
        if (
            after
            and end < len(self.piece.text)
            and self.piece.text[end] in "，。、；：？！"
            and self.piece.text[end] != after
        ):
            return Edit(end, end + 1, self.piece.text[end], after)
        printed = self.piece.text[start:end]
        if after or inner == printed:
            return None
        head, tail = common_ends(printed, inner)
        cut, put = printed[head : len(printed) - tail], inner[head : len(inner) - tail]
        if any(char.isalnum() for char in cut + put):
            return None
        return Edit(start + head, start + len(printed) - tail, cut, put)

    # Offsets

    def _phrase(self, span: Span) -> Span:
        return self.piece.at[span[0]], self.piece.at[span[1] - 1] + 1

    def _edit(self, span: Span, replacement: str | None) -> Edit:
        return edit_at(self.piece, span, replacement)


_HALF = str.maketrans("，；：！？", ",;:!?")


def edit_at(piece: Piece, span: Span, replacement: str | None) -> Edit:
    """A span of word characters as a change of the printed text."""
    start, end = span
    replacement = replacement.strip("“” ") if replacement is not None else None
    if start >= end:
        place = piece.at[start - 1] + 1 if start else 0
        return Edit(place, place, "", replacement)
    first, last = piece.at[start], piece.at[end - 1] + 1
    return Edit(first, last, piece.text[first:last], replacement, end - start > EDIT.widest, (first, last))


def _stretch(text: str, put: Span) -> str:
    """The stretch of a wording, as it was written, that holds some of its word characters."""
    places = [at for at, char in enumerate(text) if to_words(char).strip()]
    return text[places[put[0]] : places[put[1] - 1] + 1] if put[0] < put[1] else ""


def pointed_at(piece: Piece, reading: Reading, index: PrintedIndex, wrong: str | None = None) -> Edit | None:
    """What the reader only points at: the quotation that is printed here, the last of several; else the likeliest bare words.
    ``wrong`` are words that are known to be meant."""
    here = _Here(piece, reading, index)
    if wrong and (spans := find_all(piece.words, to_words(wrong))):
        return replace(edit_at(piece, spans[0], None), phrase=here._phrase(spans[0]))
    quoted = [(each, spans) for each, spans in here.spans.items() if each.quoted and spans]
    bare = [
        (each, spans)
        for each, spans in here.spans.items()
        if not each.quoted and spans and len(each.words) > 1
    ]
    for group in (quoted, bare):
        best = max(group, key=lambda pair: (min(len(pair[0].words), 8), pair[0].at), default=None)
        if best:
            span = here.located(best[0])[0]
            if not best[0].quoted:
                span = _running_on(span, [place for _, spans in bare for place in spans])
            marks = bool(_OF_MARKS.search(reading.own))
            return replace(
                edit_at(piece, span, None), marks=marks, phrase=(piece.at[span[0]], piece.at[span[1] - 1] + 1)
            )
    return None


def _running_on(span: Span, others: Sequence[Span]) -> Span:
    """“居民们在线上留言，拍手称快？”: what is copied across a comma is pointed at as a whole."""
    for first, last in sorted(others):
        if span[0] <= first <= span[1] < last:
            span = span[0], last
    for first, last in sorted(others, reverse=True):
        if first < span[0] <= last <= span[1]:
            span = first, span[1]
    return span


_OF_MARKS = re.compile(f"标点|断句|读不断|{MARK}")


# Words


def find_all(text: str, part: str) -> list[Span]:
    """Every place of ``part``, overlapping ones too."""
    found: list[Span] = []
    at = text.find(part) if part else -1
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + 1)
    return found


def find_sounds(piece: Piece, words: str) -> list[Span]:
    """Every place that sounds like some words of two characters or more."""
    return find_all(piece.sounds, heard(words)) if len(words) > 1 else []


def nearly_printed(words: str, printed: str, whole: bool) -> bool:
    """Whether words can differ from a stretch of print in two characters running and no more: what stands before these is
    printed as it is, and what follows them, of bare words up to their middle at least."""
    head = 0
    while head < len(words) and words[: head + 1] in printed:
        head += 1
    return words[head + 2 : len(words) if whole else (len(words) + 1) // 2] in printed


def longest_common(words: str, printed: str) -> tuple[int, int]:
    """Where the longest part of some words that is printed begins in them, the first of several, and its length."""
    start = size = 0
    for at in range(len(words)):
        while at + size < len(words) and words[at : at + size + 1] in printed:
            start, size = at, size + 1
    return start, size


@functools.lru_cache(maxsize=8192)
def resemblance(one: str, other: str) -> float:
    """From 0 to 1: the share of characters that agree by sight or sound, whatever their order."""
    if not one or not other or one == other:
        return 0.0
    mine, theirs = list(heard(one)), list(heard(other))
    shared = 0
    for each in theirs:
        if each in mine:
            mine.remove(each)
            shared += 1
    return 2 * shared / (len(one) + len(other))


def best_of(proposals: Sequence[Proposal]) -> Proposal | None:
    """The likeliest change; one that the print bears out before one that it does not, unless the latter is far better told."""
    borne = [each for each in proposals if each.borne]
    if not proposals:
        return None
    return borne[0] if borne and borne[0].worth >= proposals[0].worth - EDIT.step * 2 else proposals[0]
