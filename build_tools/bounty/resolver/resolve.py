"""认位: one message → what kind it is, and its claims with their places.

In: a message and the index of the printed issue. Out: :class:`Resolution`. Never raises, whatever was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from build_tools.bounty.claims import Candidate, Claim, MessageKind, Part, Resolution, Spot
from build_tools.bounty.resolver.clues import Clues
from build_tools.bounty.resolver.cues import WHOLE
from build_tools.bounty.resolver.edit import find_edit
from build_tools.bounty.resolver.faults import Fault, read_fault
from build_tools.bounty.resolver.index import Piece, PrintedIndex
from build_tools.bounty.resolver.kinds import is_elsewhere, kind_without_fault
from build_tools.bounty.resolver.normalise import clean, to_words
from build_tools.bounty.resolver.rank import Evidence, Scored, best_of_other_places, rank
from build_tools.bounty.resolver.traditional import simplified
from build_tools.bounty.resolver.units import Unit, split_units

_SURE, _CLEAR, _TEXT = 24.0, 9.0, 5.0
_KEPT = 4


_ASKING = re.compile("哪[个里儿]?|吗[？?]?$|多少|几号|谁|怎么(?!能|又|有)|什么时候|要不要|会不会|行不行|能不能|可不可以|可以吗")
_PRAISE = re.compile("真不错|真好|写得好|漂亮|点个?赞|感人|实用|受益|谢谢|感谢|有意思|喜欢|方便多|抄下来|清楚")


@dataclass(frozen=True, slots=True)
class _Found:
    claim: Claim
    strong: bool
    text: float
    place: float
    placed: bool
    """Whether the reader named both article and paragraph."""
    located: bool
    """Whether the reader named number, page or paragraph."""
    printed: bool
    """Whether what the reader calls wrong, or quotes, is printed at all, by sight or by sound."""


def resolve_message(message: str, index: PrintedIndex, earlier: Sequence[PrintedIndex] = (), page_titles: Iterable[tuple[str, int]] = ()) -> Resolution:
    """Read one message sent in for the issue of ``index``; ``earlier`` issues are looked at when it names them."""
    text = simplified(clean(message))
    units = split_units(text, tuple(page_titles), (index, *earlier))
    if is_elsewhere(text, *index.paper) and not any(unit.clues.numbers for unit in units):
        return Resolution(MessageKind.OTHER_PAPER)
    found = [each for unit in units if (each := _resolve_unit(unit, _issue_of(unit.clues, index, earlier)))]
    reports = _reports(found, text)
    if not reports:
        return Resolution(kind_without_fault(text))
    return Resolution(MessageKind.REPORT, tuple(_without_repeats(reports)))


def _issue_of(clues: Clues, index: PrintedIndex, earlier: Sequence[PrintedIndex]) -> PrintedIndex:
    for other in earlier:
        if any(number.issue == other.issue for number in clues.numbers):
            return other
        if clues.month and int(other.issue[5:]) == clues.month and int(index.issue[5:]) != clues.month and not clues.numbers:
            return other
    return earlier[-1] if clues.earlier and earlier and not clues.numbers else index


def _resolve_unit(unit: Unit, index: PrintedIndex) -> _Found | None:
    evidence = Evidence(to_words(unit.cut), unit.fault, unit.clues, unit.cut)
    scored = rank(index, evidence)
    if not scored or scored[0].total <= 0:
        return None
    first = scored[0]
    doubts = _doubts(index, scored, unit)
    sure = not doubts and first.total >= _SURE and first.total - best_of_other_places(scored, first) >= _CLEAR
    candidates = _candidates(index, scored, unit)
    edit = find_edit(index.pieces[first.piece], unit.fault, first.runs, to_words(unit.text), unit.cut) if candidates[0].spot.part != Part.ARTICLE.value else None
    fault = unit.fault or Fault(None, None, strong=False)
    claim = Claim(unit.text[:400], fault.wrong or "", fault.right or "", candidates, edit, sure, doubts)
    return _Found(claim, bool(unit.fault and unit.fault.strong), first.text, first.place, bool(unit.clues.paragraphs and first.place >= 18.0), bool(unit.clues.numbers or unit.clues.damaged or unit.clues.pages or unit.clues.paragraphs), _is_printed(index, unit, first))


_RHETORICAL = re.compile("(?:不好|不行|不对|不是|对|是|好)[吗吧么][?？]*|[?？]{2,}")


def _is_printed(index: PrintedIndex, unit: Unit, first: Scored) -> bool:
    """Whether any half of what the reader quotes can be found in the issue; true where nothing is quoted.

    Words without quotation marks are read less surely: there, a named article or a run of print elsewhere in the message will do.
    """
    fault = unit.fault
    said = [to_words(part) for part in (fault.wrong, *fault.context) if part and to_words(part)] if fault else []
    if not said or any(index.stands(words) or index.sounds_printed(words) or _half_printed(index, words) for words in said):
        return True
    quoted = bool(fault and fault.wrong and f"“{fault.wrong}”" in unit.text)
    return unit.clues.names_article or (not quoted and (first.text >= 20.0 or any(run.exact >= 5 for run in first.runs)))


def _half_printed(index: PrintedIndex, words: str) -> bool:
    size = max(3, len(words) // 2)
    return any(index.stands(words[at : at + size]) for at in range(len(words) - size + 1))


def _candidates(index: PrintedIndex, scored: list[Scored], unit: Unit) -> tuple[Candidate, ...]:
    first = scored[0]
    spot = index.pieces[first.piece].spot
    said = bool(unit.clues.paragraphs or unit.clues.parts or unit.clues.line)
    listed = tuple(Candidate(index.pieces[each.piece].spot, round(each.total, 1)) for each in scored[:_KEPT])
    if first.text < _TEXT and not said:
        whole = Candidate(Spot(spot.number, Part.ARTICLE.value, 1), round(first.total, 1))
        return (whole, *listed)
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
    if first.text < _TEXT and not (clues.paragraphs and clues.names_article):
        found.append("没有引出原文")
    if _contradicted(index, piece, clues):
        found.append("说的版序或段序与文字所在不合")
    if unit.fault and unit.fault.wrong and not _stands(piece.words, unit.fault.wrong):
        found.append("引的原文与见报文字不全相同")
    return tuple(found)


def _contradicted(index: PrintedIndex, piece: Piece, clues: Clues) -> bool:
    article = index.articles[piece.article]
    if clues.pages and -1 not in clues.pages and article.printed.page not in clues.pages:
        return True
    meant = [ordinal if ordinal > 0 else article.last + 1 + ordinal for ordinal in clues.paragraphs]
    is_paragraph = piece.spot.part == Part.PARAGRAPH.value
    return bool(meant) and is_paragraph and all(abs(piece.spot.ordinal - ordinal) > 1 for ordinal in meant)


def _stands(words: str, wrong: str) -> bool:
    wanted = to_words(wrong)
    return not wanted or wanted in words or any(wanted[cut:] in words for cut in range(1, len(wanted) - 1))


def _reports(found: list[_Found], text: str) -> list[_Found]:
    """The claims that hold: a fault is told, and it can be brought home to a place of this paper."""
    held = [each for each in found if _holds(each, text)]
    best = [each for each in held if each.strong and (each.text >= _TEXT or each.placed)]
    if not best:
        return held[:1] if len({each.claim.spot for each in held}) == 1 else held
    return [each for each in held if each in best or (each.text >= 14 and not each.strong and _elsewhere_than(each, best))]


def _elsewhere_than(each: _Found, best: list[_Found]) -> bool:
    return all(each.claim.spot != other.claim.spot for other in best)


def _holds(each: _Found, text: str) -> bool:
    question = bool(re.search(r"[?？]|吗|什么|怎么|哪里|请问|多少|有没有", _RHETORICAL.sub("", text)))
    total = each.text + each.place
    if _ASKING.search(text) and "“" not in text and not each.located:
        return False
    if not each.located and not each.printed:
        return False
    if each.strong and not question:
        return each.text >= _TEXT or each.place >= 18.0
    if each.strong:
        return total >= 16.0
    if WHOLE.search(each.claim.quote) and each.place >= 9.0 and not question and not _PRAISE.search(text):
        return True
    if read_fault(each.claim.quote) is not None:
        if question and not each.located and "“" not in text and "《" not in text:
            return False
        return (total >= (30.0 if question else 12.0) and each.place >= 5.0) or each.text >= 24.0
    if _PRAISE.search(text):
        return False
    return not question and each.place >= 15.0 and each.text >= (3.0 if each.place >= 40.0 else 12.0)


def _without_repeats(found: list[_Found]) -> list[Claim]:
    """One claim where a message says the same thing twice."""
    kept: list[_Found] = []
    for each in found:
        twin = next((at for at, other in enumerate(kept) if _same_fault(each.claim, other.claim)), None)
        if twin is None:
            kept.append(each)
        elif (each.strong, each.text) > (kept[twin].strong, kept[twin].text):
            kept[twin] = replace(each, claim=replace(each.claim, quote=kept[twin].claim.quote))
    return [each.claim for each in kept]


def _same_fault(one: Claim, other: Claim) -> bool:
    if one.spot != other.spot:
        return False
    if one.edit is None or other.edit is None:
        return True
    return one.edit.start <= other.edit.end + 2 and other.edit.start <= one.edit.end + 2
