"""认位: one message → what kind it is, and its claims with their places.

In: a message and the index of the printed issue. Out: :class:`Resolution`. Never raises, whatever was written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from build_tools.bounty.claims import Candidate, Claim, Edit, MessageKind, Part, Resolution, Spot
from build_tools.bounty.resolver.clues import Clues
from build_tools.bounty.resolver.edits import (
    BESIDE,
    STEP,
    Proposal,
    best_of,
    find_all,
    pointed_at,
    propose,
    resemblance,
)
from build_tools.bounty.resolver.index import Piece, PrintedIndex
from build_tools.bounty.resolver.normalise import clean, common_ends, quotations, to_words
from build_tools.bounty.resolver.rank import Scored, rank
from build_tools.bounty.resolver.reading import read as read_fragments
from build_tools.bounty.resolver.reporting import (
    ENOUGH_TEXT,
    Found,
    is_elsewhere,
    judge,
    kind_without_fault,
    weigh,
)
from build_tools.bounty.resolver.units import Fault, Unit, split_units
from build_tools.markup.traditional import simplified

_SURE, _CLEAR = 24.0, 14.0
_KEPT = 4
_QUOTED = 400
"""Characters of a message that a claim keeps."""
_TOLD_APART = 2.0
"""Evidence by which a piece must lead the others of its article to be named where hardly anything is quoted."""
_LEAST = -0.2
"""Log odds from which a message counts as a report."""
_CERTAIN = 1.5
"""Log odds below which nothing that it reports is sure."""


_FORM = re.compile(
    r"^原文：(?P<wrong>.+)\n应为：(?P<right>.+)$(?:\n上下文：(?:.*┊)?(?P<left>.*?)【.+】(?P<after>[^┊\n]*))?",
    re.M,
)


def resolve_message(
    message: str,
    index: PrintedIndex,
    earlier: Sequence[PrintedIndex] = (),
    page_titles: Iterable[tuple[str, int]] = (),
) -> Resolution:
    """Read one message sent in for the issue of ``index``; ``earlier`` issues are looked at when it names them."""
    reading = read(message, index, earlier, page_titles)
    claims = _without_repeats(_reports(list(reading.found))) if reading.found else []
    if reading.score <= _LEAST:
        kind = MessageKind.OTHER_PAPER if reading.elsewhere else kind_without_fault(reading.text)
        return Resolution(kind, leads=_doubted(claims or [_anywhere(reading, index)], "来信不像报错"))
    if reading.score < _CERTAIN:
        claims = [*_doubted(claims, "未必是报错")]
    return Resolution(MessageKind.REPORT, tuple(_as_the_form_says(message, claims, index)))


def _doubted(claims: Iterable[Claim], doubt: str) -> tuple[Claim, ...]:
    return tuple(replace(claim, sure=False, doubts=(doubt, *claim.doubts)) for claim in claims)


def _anywhere(reading: Reading, index: PrintedIndex) -> Claim:
    """For the judge who takes a message for a report that leads nowhere: every article to choose from."""
    wholes = [Spot(article.printed.number, Part.ARTICLE.value, 1) for article in index.articles]
    listed = tuple(Candidate(whole, 0.0) for whole in wholes)
    return Claim(reading.text[:_QUOTED], "", "", listed, None, sure=False, doubts=("没有引出原文",))


def _as_the_form_says(message: str, claims: list[Claim], index: PrintedIndex) -> list[Claim]:
    """What the site's own form wrote under 原文 and 应为 is meant from end to end, whatever marks stand in it."""
    hit = _FORM.search(message)
    if hit is None or len(claims) != 1:
        return claims
    claim, wrong, right = claims[0], hit["wrong"].strip(), hit["right"].strip()
    piece = index.piece(claim.spot) if claim.spot else None
    left, after = hit["left"] or "", hit["after"] or ""
    spans = piece and (find_all(piece.text, left + wrong + after) or find_all(piece.text, wrong))
    if not piece or not spans or len(spans) > 1:
        return [replace(claim, wrong=wrong, right=right)]
    head, tail = common_ends(wrong, right)
    first = spans[0][0] + len(left) * piece.text.startswith(left, spans[0][0])
    start, end = first + head, first + len(wrong) - tail
    edit = Edit(start, end, piece.text[start:end], right[head : len(right) - tail])
    return [replace(claim, wrong=wrong, right=right, edit=edit, borne=True)]


@dataclass(frozen=True, slots=True)
class Reading:
    """A message read, before it is decided whether it reports anything."""

    text: str
    found: tuple[Found, ...]
    own: str
    elsewhere: bool
    """Whether another paper is named."""
    score: float


def read(
    message: str,
    index: PrintedIndex,
    earlier: Sequence[PrintedIndex] = (),
    page_titles: Iterable[tuple[str, int]] = (),
) -> Reading:
    """Everything that speaks for and against a message's being a report."""
    text = simplified(clean(message))
    units = split_units(text, tuple(page_titles), index)
    found = tuple(
        each for unit in units for each in _resolve_places(unit, _issue_of(unit, index, earlier)) if each
    )
    own, elsewhere = index.own(text), is_elsewhere(text, *index.paper)
    score = judge([each.signs for each in found], own, elsewhere) if found else -math.inf
    return Reading(text, found, own, elsewhere, score)


def _issue_of(unit: Unit, index: PrintedIndex, earlier: Sequence[PrintedIndex]) -> PrintedIndex:
    clues = unit.clues
    for other in earlier:
        if any(number.issue == other.issue for number in clues.numbers):
            return other
        if not clues.numbers and clues.month == int(other.issue[5:]) != int(index.issue[5:]):
            return other
    return index


def _resolve_places(unit: Unit, index: PrintedIndex) -> list[Found | None]:
    """“冻裂”×2（第一段、末段）: one claim for each paragraph that is named and holds what is called wrong."""
    first = _resolve_unit(unit, index)
    wrong = to_words(unit.fault.wrong or "") if unit.fault and unit.fault.strong else ""
    if first is None or first.claim.spot is None or len(unit.clues.paragraphs) < 2 or len(wrong) < 2:
        return [first]
    if index.stands(first.claim.right and to_words(first.claim.right)):
        return [first]  # one place is held against another
    number = first.claim.spot.number
    article = next(each for each in index.articles if each.printed.number == number)
    ordinals = dict.fromkeys(article.ordinals(unit.clues.paragraphs))
    pieces = (index.piece(Spot(number, Part.PARAGRAPH.value, each)) for each in ordinals)
    holding = [piece.spot.ordinal for piece in pieces if piece and wrong in piece.words]
    if len(holding) < 2:
        return [first]
    return [
        _resolve_unit(replace(unit, clues=replace(unit.clues, paragraphs=(ordinal,))), index)
        for ordinal in holding
    ]


def _resolve_unit(unit: Unit, index: PrintedIndex) -> Found | None:
    unit = replace(unit, cut=_without_title(unit, index))
    scored = rank(index, unit)
    if not scored or scored[0].total <= 0:
        return None
    first = scored[0]
    doubts = _doubts(index, scored, unit)
    other = scored[1].total if len(scored) > 1 else 0.0
    sure = not doubts and first.total >= _SURE and first.total - other >= _CLEAR
    candidates = _candidates(index, scored, unit)
    edit, borne, clear = None, False, False
    if candidates[0].spot.part != Part.ARTICLE.value:
        edit, borne, clear = _edit_of(index.pieces[first.piece], unit, index)
    if edit and edit.replacement is not None and not borne:
        doubts = (*doubts, "改法没有从原文里得到印证")
    wrong, right = (unit.fault.wrong or "", unit.fault.right or "") if unit.fault else ("", "")
    # Where what is wanted is not told, or the print does not bear it out, nothing is sure.
    claim = Claim(unit.text[:_QUOTED], wrong, right, candidates, edit, sure and clear, doubts, borne)
    return weigh(claim, unit, index, first)


def _edit_of(piece: Piece, unit: Unit, index: PrintedIndex) -> tuple[Edit | None, bool, bool]:
    """The change that the unit proposes in a piece, whether the print bears it out, and whether both halves are told."""
    reading = read_fragments(unit.cut, index.own(unit.cut))
    proposals: Sequence[Proposal] = propose(piece, reading, index)
    if unit.fault and unit.fault.strong:
        # Where one breath tells of several faults, this unit is about one of them.
        proposals = [each for each in proposals if _is_told(each, unit.fault)] or proposals
    best = best_of(proposals)
    if best is None or best.kind == "slip":
        known = unit.fault.wrong if unit.fault and unit.fault.named else None
        pointed = pointed_at(piece, reading, index, known)
        if best is None:
            return pointed, False, False
        # What is pointed at stays what is meant, whatever is wrong in it. A slip alone is never sure.
        phrase = pointed.phrase if pointed else None
        within = phrase and phrase[0] <= best.edit.start < phrase[1]
        return replace(best.edit, phrase=phrase) if within else best.edit, best.borne, False
    rivals = {
        (each.edit.start, each.edit.end, each.edit.replacement)
        for each in proposals
        if each.borne and each.worth > best.worth - STEP
    } - {(best.edit.start, best.edit.end, best.edit.replacement)}
    # Bare words that only resemble the print may be what is said of it: 拍手称快——成语用错了.
    unlike = len(best.right) > 2 and not resemblance(to_words(best.wrong), to_words(best.right))
    told = f"“{best.right}”" in unit.cut or (best.kind in ("cue", "mark", "spelt") and not unlike)
    return best.edit, best.borne, told and best.borne and best.worth >= BESIDE and not rivals


def _is_told(proposal: Proposal, fault: Fault) -> bool:
    if proposal.kind == "spelt":
        return True
    return proposal.right == fault.right and (bool(fault.right) or proposal.wrong == fault.wrong)


def _without_title(unit: Unit, index: PrintedIndex) -> str:
    """A headline in 《》 names the article; its words are no quotation from the copy, if there is another one."""
    rest = re.sub("《[^《》\n]*》", "\n", unit.cut)
    quoted = [words for part in quotations(rest) if len(words := to_words(part)) > 1]
    return rest if not unit.clues.parts and any(map(index.stands, quoted)) else unit.cut


def _candidates(index: PrintedIndex, scored: list[Scored], unit: Unit) -> tuple[Candidate, ...]:
    first, clues = scored[0], unit.clues
    piece = index.pieces[first.piece]
    said = clues.paragraphs or clues.parts or clues.line
    listed = tuple(Candidate(index.pieces[each.piece].spot, round(each.total, 1)) for each in scored[:_KEPT])
    beside = [each.total for each in scored[1:] if index.pieces[each.piece].article == piece.article]
    if first.text < ENOUGH_TEXT and not said and first.total - max(beside, default=0.0) < _TOLD_APART:
        whole = Spot(piece.spot.number, Part.ARTICLE.value, 1)
        return Candidate(whole, round(first.total, 1)), *listed
    return listed


def _doubts(index: PrintedIndex, scored: list[Scored], unit: Unit) -> tuple[str, ...]:
    """What speaks against being sure, in the judge's language."""
    found: list[str] = []
    first, clues = scored[0], unit.clues
    piece = index.pieces[first.piece]
    article = index.articles[piece.article].printed
    if clues.numbers and article.number not in clues.numbers:
        found.append(f"稿号写的是{clues.numbers[0].printed}，文字却像{article.number.printed}")
    if clues.damaged and not clues.numbers:
        found.append(f"稿号“{clues.damaged[0]}”校验不对，按其余的线索找")
    if first.text < ENOUGH_TEXT and not (clues.paragraphs and clues.names_article):
        found.append("没有引出原文")
    if _contradicted(index, piece, clues):
        found.append("说的版序或段序与文字所在不合")
    if _told_twice(index, scored, unit):
        found.append("同样的话见于几处")
    if unit.fault and unit.fault.wrong and not _stands(piece.words, unit.fault.wrong):
        found.append("引的原文与见报文字不全相同")
    return tuple(found)


_APART = 20.0
"""Evidence by which a place must lead another one that holds the same words."""


def _told_twice(index: PrintedIndex, scored: list[Scored], unit: Unit) -> bool:
    """Whether what the reader quotes stands in the next best place too, and little else tells them apart."""
    said = unit.fault and (unit.fault.wrong or next(iter(unit.fault.context), ""))
    words = to_words(said or "")
    if not words or len(scored) < 2 or unit.clues.paragraphs or unit.clues.parts:
        return False
    alike = all(words in index.pieces[each.piece].words for each in scored[:2])
    return alike and scored[0].total - scored[1].total < _APART


def _contradicted(index: PrintedIndex, piece: Piece, clues: Clues) -> bool:
    article = index.articles[piece.article]
    if clues.pages and -1 not in clues.pages and article.printed.page not in clues.pages:
        return True
    meant = article.ordinals(clues.paragraphs)
    is_paragraph = piece.spot.part == Part.PARAGRAPH.value
    return bool(meant) and is_paragraph and all(abs(piece.spot.ordinal - ordinal) > 1 for ordinal in meant)


def _stands(words: str, wrong: str) -> bool:
    wanted = to_words(wrong)
    return not wanted or wanted in words or any(wanted[cut:] in words for cut in range(1, len(wanted) - 1))


def _reports(found: list[Found]) -> list[Found]:
    """The units that tell of a fault each: those that would be reports by themselves, at least the best."""
    likely = [each for each in found if each.score > _LEAST]
    best = [each for each in likely if each.strong] or [max(found, key=lambda each: each.score)]
    for each in likely:
        elsewhere = all(each.claim.spot != other.claim.spot for other in best)
        if each not in best and (elsewhere or _apart_from(each, best)):
            best.append(each)
    return [each for each in found if each in best]


def _apart_from(each: Found, best: list[Found]) -> bool:
    """Whether a second complaint on one piece quotes other printed words than the first."""
    edit = each.claim.edit
    quotes = each.unit.listed or each.signs["quoted"] or (each.unit.fault and each.signs["bits"] >= _COPIED)
    if edit is None or edit.phrase is None or not quotes:
        return False
    here = [other.claim.edit for other in best if other.claim.spot == each.claim.spot]
    return all(other and (edit.end <= other.start or other.end <= edit.start) for other in here)


_COPIED = 0.4
"""Bits that a unit must copy to be about words of its own, where it puts nothing between quotation marks."""
_RETRACTED = re.compile("[…\\s]*(?:不对?[，, ]|算了|那就|噢|哦)")
"""What begins so takes back what was said before."""


def _without_repeats(found: list[Found]) -> list[Claim]:
    """One claim where a message says the same thing twice."""
    kept: list[Found] = []
    for each in found:
        if kept and _RETRACTED.match(each.claim.quote) and kept[-1].claim.spot == each.claim.spot:
            kept.pop()
        twin = next((at for at, other in enumerate(kept) if _same_fault(each.claim, other.claim)), None)
        if twin is None:
            kept.append(each)
        elif (each.strong, each.total) > (kept[twin].strong, kept[twin].total):
            kept[twin] = replace(each, claim=replace(each.claim, quote=kept[twin].claim.quote))
    return [each.claim for each in kept]


def _same_fault(one: Claim, other: Claim) -> bool:
    if one.spot != other.spot:
        return False
    mine, theirs = to_words(one.wrong), to_words(other.wrong)
    if one.edit is None or other.edit is None:
        return not (mine and theirs) or bool({*mine} & {*theirs})
    near = 0 if one.edit.phrase and other.edit.phrase else 2
    if mine and theirs and mine not in theirs and theirs not in mine:
        near = -1
    return one.edit.start <= other.edit.end + near and other.edit.start <= one.edit.end + near
