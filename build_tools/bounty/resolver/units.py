"""分条: one message → the units in which one fault each is told.

In: clean text. Out: :class:`Unit` records with the clues that hold for each, carried on from what stands before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from build_tools.bounty.resolver.clues import Clues, merged, read_clues
from build_tools.bounty.resolver.faults import Fault, read_fault
from build_tools.bounty.resolver.normalise import small_number, to_words

_MOST = 40
"""Units of one message that are looked at."""
_PAIRED = re.compile(r"(?:原文|错处|错误|误|印的是|报上写的?是?)[：:]\s*“?(.+?)”?\s*\n\s*((?:应|改|正|正确)[^\n：:]{0,4}[：:])[ ]*([^\n]*)")
_ENUMERATOR = re.compile(r"(?:(?<=\n)|^|(?<=[；;。]))\s*(?:[0-9]{1,2}\s*[、.．)）]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[①-⑳]|其[一二三四]|[一二三四五六]是(?=[^是]{0,60}应))")
_PER_CENT = re.compile("百分之([一二三四五六七八九十]{1,3}|[0-9]{1,3})(?![一二三四五六七八九十几])")
_AROUND = re.compile(r"^上下文[：:]\s*(.*?)【(.+?)】(.*)$", re.M)
_FRAME = re.compile(r"^(?:上下文|截止)[：:].*$|【纠错】|^理由[：:]", re.M)
"""What the site's own form adds to a message (theme/web/assets/report-message.js)."""
_END = re.compile(r"[。；;\n！!]")
_TURN = re.compile(r"[，,、 ](?=还有|另外|另|再|此外|第[一二三四五六七八九十0-9]{1,3}(?:版|段)|[一二三四]版|倒数第|头版|最后一段|末段)")


@dataclass(frozen=True, slots=True)
class Unit:
    """一条: text, the text without clues and without what would be right, the fault, the clues."""

    text: str
    cut: str
    fault: Fault | None
    clues: Clues


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    cut: str
    fault: Fault | None
    clues: Clues


def split_units(text: str, page_titles: tuple[tuple[str, int], ...] = ()) -> list[Unit]:
    """The units in order; a message that tells of no fault is one unit."""
    text = _PER_CENT.sub(lambda hit: f"{small_number(hit[1])}%", text)
    around = _AROUND.search(text)
    text = _FRAME.sub("", text) if around or "【纠错】" in text else text
    paired = _PAIRED.sub(_quoted_pair, text)
    atoms = [_atom(part, page_titles) for part in _parts(paired)][:_MOST]
    groups: list[list[_Atom]] = []
    buffer: list[_Atom] = []
    for atom in atoms:
        buffer.append(atom)
        if atom.fault and atom.fault.strong:
            groups.append(buffer)
            buffer = []
    if buffer and groups:
        _attach_rest(groups, buffer)
    elif buffer:
        groups = [buffer]
    return [_placed(unit, around) for unit in _with_clues([_unit(group) for group in groups])]


def _quoted_pair(hit: re.Match[str]) -> str:
    """原文 and 应为 on lines of their own are quotations from end to end."""
    right = hit[3].strip().strip("“”")
    return f"“{hit[1]}”{hit[2]}" + (f"“{right}”" if right and right.count("“") == right.count("”") else hit[3])


def _placed(unit: Unit, around: re.Match[str] | None) -> Unit:
    """The site's form quotes what stands around the fault; that tells which of several like words is meant."""
    if around is None or unit.fault is None:
        return unit
    # Beyond a ┊ stand words borrowed from the paragraphs before and after.
    context = (around[1].rpartition("┊")[2] + around[2] + around[3].partition("┊")[0]).replace("……", "")
    read = unit.fault.wrong or ""
    wrong = around[2] if read in around[2] else read
    return replace(unit, cut=f"{unit.cut}\n{context}", fault=replace(unit.fault, wrong=wrong, context=(context, *unit.fault.context)))


def _attach_rest(groups: list[list[_Atom]], rest: list[_Atom]) -> None:
    if any(atom.fault for atom in rest):
        groups.append(rest)
    else:
        groups[-1] += rest


def _parts(text: str) -> list[str]:
    marked = _ENUMERATOR.sub("\n", text)
    parts: list[str] = []
    depth, start = 0, 0
    for place, char in enumerate(marked):
        depth = depth + 1 if char in "“《" else max(0, depth - 1) if char in "”》" else 0 if char == "\n" else depth
        if not depth and _END.match(char):
            parts.append(marked[start : place + 1])
            start = place + 1
    parts.append(marked[start:])
    return [piece for part in parts if part.strip() for piece in _turns(part.strip())]


def _turns(part: str) -> list[str]:
    """Cut where a new place is named and both sides tell of a fault."""
    for hit in _TURN.finditer(part):
        before, after = part[: hit.start()], part[hit.end() :]
        if before.count("“") == before.count("”") and _complete(before) and _complete(after):
            return [before, *_turns(after)]
    return [part]


def _complete(text: str) -> bool:
    fault = read_fault(text)
    return bool(fault and fault.strong and (fault.wrong or fault.right) and fault.wrong)


def _atom(text: str, page_titles: tuple[tuple[str, int], ...]) -> _Atom:
    clues, cut = read_clues(text, page_titles)
    return _Atom(text, cut, read_fault(cut) or read_fault(text), clues)


def _unit(group: list[_Atom]) -> Unit:
    fault = next((atom.fault for atom in group if atom.fault and atom.fault.strong), None)
    fault = fault or next((atom.fault for atom in group if atom.fault), None)
    text = "\n".join(atom.text for atom in group)
    cut = "\n".join(atom.cut for atom in group)
    clues = group[0].clues
    for atom in group[1:]:
        clues = _joined(clues, atom.clues)
    if fault and fault.wrong and fault.right and len(to_words(fault.right)) > 1:
        at = cut.rfind(fault.right)
        cut = cut[:at] + "\n" + cut[at + len(fault.right) :] if at >= 0 else cut
    if fault and fault.strong and not fault.context:
        quotes = tuple(quote for atom in group if atom.fault for quote in atom.fault.context)
        fault = replace(fault, context=quotes)
    return Unit(text, cut, fault, clues)


def _joined(first: Clues, second: Clues) -> Clues:
    """Clues of one unit: everything that was said counts."""
    return replace(
        first,
        numbers=first.numbers + second.numbers,
        damaged=first.damaged + second.damaged,
        pages=first.pages + second.pages,
        paragraphs=first.paragraphs + second.paragraphs,
        parts=first.parts + second.parts,
        part_ordinal=first.part_ordinal or second.part_ordinal,
        titles=first.titles + second.titles,
        topics=first.topics + second.topics,
        notice=first.notice or second.notice,
        lead=first.lead or second.lead,
        brief=first.brief or second.brief,
        lead_in=first.lead_in or second.lead_in,
        earlier=first.earlier or second.earlier,
        month=first.month or second.month,
        corner=first.corner or second.corner,
        line=first.line or second.line,
    )


def _with_clues(units: list[Unit]) -> list[Unit]:
    carried = Clues()
    found: list[Unit] = []
    for unit in units:
        carried = merged(carried, unit.clues)
        found.append(replace(unit, clues=carried))
    return found
