"""同一处差错的判定: when two claims on one piece of print are one fault.

In: the claims on one place. Out: groups of them. The rule, case by case (A, B: claims of the same paragraph, headline, …):

========================================================  ======  ==========================================================
A and B                                                   joined  because
========================================================  ======  ==========================================================
change the same characters, or some of the same           yes     one misprint, whatever each would put there
change 挡 and 被 of the same quoted word 挡风被           yes     a quoted word of up to four characters is the fault
quote the same phrase of up to six characters             yes     whoever quotes so little means it as a whole
say the same correction (作→做) at different places       yes     the word stands there twice; they mean the same one
change one and the other of two like neighbours           yes     都有有效期: it makes no difference which of them goes
put in the same characters near each other                yes     居委(会), “居委”脱“会”: one gap, differently pointed at
put in something at a word the other changes or quotes    yes     夜间照明→夜间照明灯, 照明后少“灯”
take away a whole phrase in which the other changes a     no      早作筹备 struck out is not 作→做
word
put in something before a word the other changes          no      居委(会)携手 is not 携手→合作: a gap belongs to what it follows
both change marks, at the same or the next character      yes     one mark, whatever each would put there
one changes a mark, the other words                       no      two faults side by side
put the same words between marks, or take the marks off   yes     one pair of marks
quote a phrase, or say only why; the other changes        yes     if all that is changed in the phrase is one fault
something in it
the same, but two different faults lie in the phrase      no      it may mean either; it must not join the two
…unless it gives the correction that one of them gives    yes     then that one is meant
both only quote phrases that overlap by half              yes     nothing narrower was said by either
quote a phrase in which one other claim says what         yes     those that only quote it tell of no other fault
changes, and others quote it too
only quote a phrase that meets several others, which      yes     nobody said anything narrower that would tell them apart
overlap and are only quoted too
only the place can be told, nothing is quoted             yes     with the one fault there that shares most of its words
on the whole article: both the byline, both the picture   yes     there is one byline
neither quotes nor changes anything                       no      “第三段有错字” may mean any
========================================================  ======  ==========================================================

Joining is not carried over a claim that is vague: claims are taken from the narrowest to the widest, the narrow ones alone
make the kernels, and a wide one goes to one kernel or stays by itself. So nothing depends on the order of arrival.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from build_tools.bounty.claims import Claim, Edit, Part
from build_tools.bounty.resolver.normalise import sound, to_words

_WORD = 4
"""Characters of a quoted word that is taken as a whole."""
_SAME_PHRASE = 6
"""Characters of a phrase that two readers both quote, of which it makes no difference what they would change."""
_STRUCK = 3
"""Characters by which a deletion must go beyond a replacement inside it to be another fault."""
_KERNEL = 4
"""Characters up to which a change is narrow enough to found a group with others."""
_LIKE = 0.12
"""Share of the words of a fault that a vague claim must use to be about it."""
_REASONS = (("byline", re.compile("署名|署|作者|记者|撰稿|谁写")), ("picture", re.compile("图|照片")))


def cluster(claims: list[Claim]) -> list[list[int]]:
    """Groups of places in ``claims``, which all lie in one piece."""
    by_edit: dict[Edit, list[int]] = defaultdict(list)
    rest: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        if claim.edit is not None and claim.spot and claim.spot.part != Part.ARTICLE.value:
            by_edit[claim.edit].append(at)
        else:
            rest[_reason(claim) or f"alone {at}"].append(at)
    groups: list[_Group] = []
    for edit in sorted(by_edit, key=_breadth):
        _place(edit, groups)
    found = [[at for edit in group.edits for at in by_edit[edit]] for group in groups] + list(rest.values())
    return _with_vague(claims, found)


def _with_vague(claims: list[Claim], groups: list[list[int]]) -> list[list[int]]:
    """A claim that only tells of the place joins the fault there with which it clearly shares most words."""
    clear = [group for group in groups if not all(_is_vague(claims[at]) for at in group)]
    vague = [group for group in groups if group not in clear]
    joined = [list(group) for group in clear]
    words = [_said(claims[at] for at in group) for group in clear]
    alone: list[list[int]] = []
    for group in vague:
        said = {*_pairs_of(" ".join(claims[at].quote for at in group))}
        shares = [sum(1 for pair in one if pair in said) / max(1, len(one)) for one in words]
        best = max(range(len(shares)), key=lambda at: shares[at], default=-1)
        clearest = best >= 0 and shares[best] >= _LIKE and sum(share >= shares[best] * 0.7 for share in shares) == 1
        (joined[best] if clearest else _new(alone)).extend(group)
    return joined + alone


def _new(groups: list[list[int]]) -> list[int]:
    groups.append([])
    return groups[-1]


def _is_vague(claim: Claim) -> bool:
    """Whether which characters are meant could only be guessed: nothing is quoted, and no correction narrows it."""
    edit = claim.edit
    if claim.spot is None or claim.spot.part == Part.ARTICLE.value:
        return False
    return edit is None or ((edit.wide or edit.replacement is None) and "“" not in claim.quote)


def _said(claims: Iterable[Claim]) -> set[str]:
    """Pairs of sounds of what is changed, and of what it is changed into."""
    return {pair for claim in claims for part in (claim.wrong, claim.right, claim.edit.printed if claim.edit and not claim.edit.wide else "") for pair in _pairs_of(part)}


def _pairs_of(text: str) -> list[str]:
    sounds = [sound(char) for char in to_words(text[:400])]
    return [f"{one} {other}" for one, other in pairwise(sounds)]


def _reason(claim: Claim) -> str:
    if claim.spot is None or claim.spot.part != Part.ARTICLE.value:
        return ""
    return next((name for name, pattern in _REASONS if pattern.search(claim.quote)), "")


def _breadth(edit: Edit) -> tuple[int, int, int, int, str, str]:
    return _vagueness(edit), edit.end - edit.start, edit.start, edit.end, edit.replacement or "", repr(edit.phrase)


def _vagueness(edit: Edit) -> int:
    """0: a narrow change with words around it; 1: without; 2: a broad change; 3: no change at all."""
    if edit.replacement is None or edit.wide:
        return 3
    if edit.end - edit.start > _KERNEL:
        return 2
    return int(edit.phrase is None or edit.phrase == _core(edit))


@dataclass(slots=True)
class _Group:
    kernel: list[Edit]
    """The narrow claims that say what the fault is; a wide one only where it founded the group."""
    edits: list[Edit] = field(default_factory=list)


def _place(edit: Edit, groups: list[_Group]) -> None:
    """Add one claim to the groups; a narrow one may still join two of them."""
    touched = [group for group in groups if any(same_fault(edit, other) for other in group.kernel)]
    if not _vagueness(edit):
        joined = _Group([edit, *(one for group in touched for one in group.kernel)], [edit, *(one for group in touched for one in group.edits)])
        groups[:] = [group for group in groups if group not in touched] + [joined]
        return
    for closer in (_is_told, _same_kind, _same_change, _overlap):
        touched = touched if len(touched) < 2 else [group for group in touched if any(closer(edit, other) for other in group.kernel)] or touched
    if len(touched) > 1 and _only_quoted([told for group in touched for told in group.kernel]):
        groups[:] = [group for group in groups if group not in touched] + [_together(touched, edit)]
        return
    if len(touched) != 1:
        groups.append(_Group([edit], [edit]))
        return
    touched[0].edits.append(edit)
    if _vagueness(edit) == 1:
        touched[0].kernel.append(edit)


def _only_quoted(told: list[Edit]) -> bool:
    """Whether all only quote phrases, and all these phrases overlap."""
    return all(_vagueness(one) == 3 and _shared(_core(one), _core(other)) > 0 for one in told for other in told)


def _together(groups: list[_Group], edit: Edit) -> _Group:
    """Groups that only quote overlapping phrases, and a phrase that meets them all."""
    return _Group([told for group in groups for told in group.kernel], [*(told for group in groups for told in group.edits), edit])


def same_fault(one: Edit, other: Edit) -> bool:
    """Whether two changes of one piece are about the same fault: the table above, without what the other claims say."""
    if one.marks_only and other.marks_only:
        return abs(one.start - other.start) <= 1 or _shared(_core(one), _core(other)) >= (0 if one.replacement is None or other.replacement is None else 1)
    if one.marks_only != other.marks_only and not any(each.replacement is None and not each.marks for each in (one, other)):
        return False
    if _same_change(one, other) and (_near(one, other) or (one.printed and 1 in (_vagueness(one), _vagueness(other)))):
        return True
    if one.printed and one.printed == other.printed and abs(one.start - other.start) == len(one.printed):
        return True  # 都有有效期: a character stands twice
    if one.phrase and one.phrase == other.phrase and one.phrase[1] - one.phrase[0] <= _SAME_PHRASE:
        return True
    if _strikes_around(one, other) or _strikes_around(other, one):
        return False
    if one.start == one.end or other.start == other.end:
        return _meets_gap(one, other) or _meets_gap(other, one)
    if one.wide and other.wide:
        return _shared(_core(one), _core(other)) * 2 >= min(one.end - one.start, other.end - other.start)
    return _shared(_core(one), _core(other)) > 0 or _shared(_word(one), _word(other)) > 0


def _strikes_around(one: Edit, other: Edit) -> bool:
    """Whether one takes a whole phrase away in which the other puts one word for another."""
    return one.replacement == "" and bool(other.replacement) and one.start <= other.start and other.end <= one.end and one.end - one.start >= other.end - other.start + _STRUCK


def _same_change(one: Edit, other: Edit) -> bool:
    return one.replacement is not None and (one.printed, one.replacement) == (other.printed, other.replacement)


def _is_told(_: Edit, other: Edit) -> bool:
    """Whether the other says what is to be changed: next to it, one that only quotes a phrase is no fault of its own."""
    return _vagueness(other) < 3


def _same_kind(one: Edit, other: Edit) -> bool:
    return one.marks_only == other.marks_only


def _near(one: Edit, other: Edit) -> bool:
    return abs(one.start - other.start) <= _WORD


def _meets_gap(gap: Edit, other: Edit) -> bool:
    """Whether something put in between two characters is what the other claim is about."""
    if gap.start != gap.end:
        return False
    if other.start == other.end:
        alike = sorted(gap.replacement or "") == sorted(other.replacement or "")
        pointed = alike and (_near(gap, other) or _within(gap, other) or _within(other, gap))
        return gap.start == other.start or pointed or _shared(_word(gap), _word(other)) > 0
    if other.start < gap.start <= other.end:
        return True
    begins = bool(gap.replacement and other.replacement and other.replacement.startswith(gap.replacement))
    return (other.start == gap.start and begins) or _shared(_word(gap), _core(other)) > 0


def _within(gap: Edit, other: Edit) -> bool:
    return bool(other.phrase and other.phrase[0] <= gap.start <= other.phrase[1])


def _overlap(one: Edit, other: Edit) -> bool:
    return _vagueness(one) < 3 and _shared(_core(one), _core(other)) > 0


def _core(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _word(edit: Edit) -> tuple[int, int]:
    """The quoted word around a change, if it is short enough to be the fault itself; else the change."""
    phrase = edit.phrase
    return phrase if phrase and phrase[1] - phrase[0] <= _WORD else _core(edit)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
