"""同一处差错的判定: when claims on one piece of print are one fault.

In: the claims on one place. Out: groups of them. Two claims are one fault when the changes they tell touch the same printed
characters, whatever each would put there, or make the same text of the piece. A claim that only points at a phrase, or tells a
change that the print does not bear out, goes to the one fault within the phrase; of several, to the one whose words stand in
the letter; where none do, it is one fault with others that point at the same. A claim that names a place and no printed words
goes to the one fault there whose words it speaks of. So nothing depends on the order of arrival.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from build_tools.bounty.claims import Claim, Edit, Part
from build_tools.bounty.resolver.index import to_words

_NARROW = 6
"""Printed characters up to which a change says which fault is meant."""
_Span = tuple[int, int]


@dataclass(slots=True)
class _Group:
    """``narrow``: the different changes of a few characters in it, by which others are held against it."""

    span: _Span
    marks_only: bool
    narrow: dict[Edit, None] = field(default_factory=dict)
    guessed: dict[Edit, None] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)


def cluster(claims: list[Claim]) -> list[list[int]]:
    """Groups of places in ``claims``, which all lie in one piece."""
    groups: list[_Group] = []
    known: dict[Edit, _Group] = {}
    alone: list[list[int]] = []
    order = sorted(range(len(claims)), key=lambda at: _breadth(claims[at]))
    for at in order:
        claim, edit = claims[at], claims[at].edit
        if claim.spot and claim.spot.part == Part.ARTICLE.value:
            alone.append([at])
        elif edit is None:
            spoken = [group for group in groups if _speaks_of(claim, group)]
            if len(spoken) == 1:
                spoken[0].places.append(at)
            else:
                alone.append([at])
        elif not _is_narrow(claim):
            _place(groups, claim, edit, at)
        elif edit in known:
            known[edit].places.append(at)  # the same change as told before: nothing more is joined by it
        else:
            joined = _join(groups, edit, at)
            known.update(dict.fromkeys(joined.narrow, joined))
    return [group.places for group in groups] + alone


def _breadth(claim: Claim) -> tuple[bool, int, int, str]:
    """Narrow changes first, then what only points, the shortest first."""
    edit = claim.edit
    if edit is None:
        return True, 10**6, 0, claim.quote
    narrow = _is_narrow(claim)
    first, last = (edit.start, edit.end) if narrow else _pointed(edit, claim.borne)
    return not narrow, last - first, first, edit.replacement or ""


def _is_narrow(claim: Claim) -> bool:
    """Whether a change of a few characters is told that the print bears out: a guess only points."""
    edit = claim.edit
    return (
        claim.borne and edit is not None and edit.replacement is not None and edit.end - edit.start <= _NARROW
    )


def _join(groups: list[_Group], edit: Edit, at: int) -> _Group:
    """A change of a few characters founds a group, or makes one of all that it is the same fault as."""
    same = [group for group in groups if any(same_fault(edit, other) for other in group.narrow)]
    joined = _Group((edit.start, edit.end), (same[0] if same else edit).marks_only)
    for group in same:
        joined.narrow |= group.narrow
        joined.places += group.places
        joined.span = min(joined.span[0], group.span[0]), max(joined.span[1], group.span[1])
    joined.narrow[edit] = None
    joined.places.append(at)
    groups[:] = [group for group in groups if not any(group is each for each in same)] + [joined]
    return joined


def _place(groups: list[_Group], claim: Claim, edit: Edit, at: int) -> None:
    """What only points at a phrase, or would change much, goes to the one fault in it; of several, to the one that it speaks
    of. Those that speak of none of several are one fault among themselves where they point at the same words."""
    span = _pointed(edit, claim.borne)
    if edit.replacement is not None and edit.end - edit.start <= _NARROW:
        same = [
            group
            for group in groups
            if any(
                same_fault(edit, other)
                for other in (*group.narrow, *group.guessed)
                if other.replacement is not None
            )
        ]
        if len(same) == 1:
            same[0].guessed[edit] = None
            same[0].places.append(at)
            return
    touched = [group for group in groups if _shared(span, group.span) > 0 or _within(group.span, span)]
    told = [group for group in touched if group.narrow]
    fits = [group for group in told or touched if group.marks_only == edit.marks_only] or touched
    if len(fits) > 1:
        fits = [group for group in fits if _speaks_of(claim, group)] or fits
    if len(fits) != 1:
        fits = [group for group in touched if not group.narrow and _alike(span, group.span)]
    if len(fits) != 1:
        fits = [_Group(span, edit.marks_only)]
        groups += fits
    fits[0].places.append(at)
    fits[0].guessed[edit] = None


def _alike(one: _Span, other: _Span) -> bool:
    return _shared(one, other) * 2 >= min(_size(one), _size(other))


def _speaks_of(claim: Claim, group: _Group) -> bool:
    """Whether the letter holds the words that a change takes away or puts there."""
    said = to_words(_TITLE.sub("\n", claim.quote))
    return any(
        words in said
        for edit in (*group.narrow, *group.guessed)
        for words in (to_words(edit.printed), to_words(edit.replacement or ""))
        if words
    )


_TITLE = re.compile("《[^《》]*》")
"""What names an article is not what is said of it."""


def same_fault(one: Edit, other: Edit) -> bool:
    """Whether two narrow changes of one piece are one fault."""
    if one.marks_only != other.marks_only:
        return False
    if (one.printed, one.replacement) == (other.printed, other.replacement) and abs(
        one.start - other.start
    ) <= _NARROW:
        return True  # one gap, or one of two like neighbours, differently pointed at
    mine, theirs = (one.start, one.end), (other.start, other.end)
    if _shared(mine, theirs) > 0 or mine == theirs:
        return True
    gap, change = (one, other) if one.start == one.end else (other, one)
    if gap.start == gap.end and change.start != change.end:
        # 会 put in after 居委, or 居委 changed into 居委会: one gap. 会 before 携手, and 携手 changed: two faults.
        return (
            bool(gap.replacement and change.replacement and gap.replacement in change.replacement)
            and (change.start <= gap.start <= change.end)
        ) or _shared(_quoted(one), _quoted(other)) > 0
    return _shared(_quoted(one), _quoted(other)) > 0


def _quoted(edit: Edit) -> _Span:
    """The few words that the reader quotes, of which the change is a part: 人文 in “人文活动” and 文化 put there are one fault."""
    phrase = edit.phrase
    return phrase if phrase and _size(phrase) <= _NARROW else (edit.start, edit.end)


def _pointed(edit: Edit, borne: bool) -> _Span:
    if edit.phrase and (not borne or edit.replacement is None or edit.start == edit.end):
        return edit.phrase
    return edit.start, edit.end


def _within(inner: _Span, outer: _Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _size(span: _Span) -> int:
    return max(1, span[1] - span[0])


def _shared(one: _Span, other: _Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
