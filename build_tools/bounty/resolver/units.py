"""分条: one message → the units in which one fault each is told.

In: clean text. Out: :class:`Unit` records with the clues that hold for each, carried on from what stands before.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.bounty.resolver.clues import Clues, merged, read_clues
from build_tools.bounty.resolver.contrast import read_contrast, read_row
from build_tools.bounty.resolver.cues import WEAK
from build_tools.bounty.resolver.faults import Fault
from build_tools.bounty.resolver.forms import as_sentences
from build_tools.bounty.resolver.grounding import BY_CHANCE, fault_of, grounded, is_printed, print_of
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.items import ITEM, itemised
from build_tools.bounty.resolver.normalise import small_number, to_words
from build_tools.bounty.resolver.operands import quotations
from build_tools.bounty.resolver.turns import turns

_MOST = 40
"""Units of one message that are looked at."""
_PER_CENT = re.compile("百分之([一二三四五六七八九十]{1,3}|[0-9]{1,3})(?![一二三四五六七八九十几])")
_SPOKEN = re.compile("(?<![第一二三四五六七八九十])[一二三四五六七八九]?(?:百零?[一二三四五六七八九]?)?十?[一二三四五六七八九]?(?<=[一二三四五六七八九十百零]{2})(?![一二三四五六七八九十段版行页号])")
_ONE_MORE = re.compile("\\s?(?:另外?|还有|此外|再有|再|又|同时|其次|以及|同段|同一段|同篇|同版)")
_END = re.compile(r"[。；;\n！!？?]")


@dataclass(frozen=True, slots=True)
class Unit:
    """一条: text, the text without clues and without what would be right, the fault, the clues."""

    text: str
    cut: str
    fault: Fault | None
    clues: Clues
    listed: bool = False
    """Whether the reader counts it as one of several."""


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    cut: str
    fault: Fault | None
    clues: Clues
    item: bool
    """Whether it begins an item of a list."""
    print: tuple[str, ...]
    """Printed words that it quotes, or that stand in it alone."""


def split_units(text: str, page_titles: tuple[tuple[str, int], ...] = (), indexes: Sequence[PrintedIndex] = ()) -> list[Unit]:
    """The units in order; a message that tells of no fault is one unit. ``indexes`` tell what is printed."""
    text = _PER_CENT.sub(lambda hit: f"{small_number(hit[1])}%", text)
    text = _SPOKEN.sub(lambda hit: _as_printed(hit[0], indexes), text)
    text, around = as_sentences(text)
    atoms = [_atom(part, page_titles, indexes) for part in _parts(text, indexes)][:_MOST]
    if any(atom.fault and atom.fault.strong for atom in atoms):
        atoms = [atom if atom.fault else replace(atom, fault=read_row(atom.cut, indexes)) for atom in atoms]
    return [_placed(unit, around) for unit in _with_clues([_unit(group, indexes) for group in _grouped(atoms)])]


def _as_printed(spoken: str, indexes: Sequence[PrintedIndex]) -> str:
    """“六十五个”: a number as the print writes it, if only so it stands there."""
    hundreds, mark, rest = spoken.rpartition("百")
    high, low = small_number(hundreds) if mark else 0, small_number(rest.lstrip("零")) if rest else 0
    digits = str(100 * high + low) if spoken and high is not None and low is not None else ""
    return digits if is_printed(digits, indexes) and not is_printed(spoken, indexes) else spoken


def _grouped(atoms: list[_Atom]) -> list[list[_Atom]]:
    """Atoms that tell of one fault together. What stands before the first fault belongs to it, what follows the last one too."""
    groups: list[list[_Atom]] = []
    buffer: list[_Atom] = []
    for atom in atoms:
        if buffer and _begins_another(buffer, atom):
            groups.append(buffer)
            buffer = []
        buffer.append(atom)
        if atom.fault and atom.fault.strong:
            groups.append(buffer)
            buffer = []
    if buffer and groups and not any(_is_complaint(atom) or atom.item or _goes_on(groups[-1], atom) for atom in buffer):
        groups[-1] += buffer
    elif buffer:
        groups.append(buffer)
    return groups


def _is_complaint(atom: _Atom) -> bool:
    """Whether it tells of something by itself: “一版报纸挑错” after a complaint only says where that was found."""
    beside = functools.reduce(lambda rest, words: rest.replace(words, ""), atom.print, to_words(atom.cut))
    return bool(atom.fault and ((atom.print and WEAK.search(beside)) or atom.clues.paragraphs or atom.fault.strong))


def _begins_another(buffer: list[_Atom], atom: _Atom) -> bool:
    """Whether the atom tells of another fault than those before it: a new item, another place, other printed words."""
    matter = any(each.fault or each.print for each in buffer)
    if atom.item:
        return matter and any(each.item for each in buffer)
    faulty = any(each.fault for each in buffer)
    if (atom.fault or atom.print) and matter and _names_other_place(buffer, atom):
        return True
    return bool(faulty and atom.fault and _apart(buffer, atom)) or _goes_on(buffer, atom)


def _goes_on(buffer: list[_Atom], atom: _Atom) -> bool:
    """“另外……”: one more fault, though the words that tell it are known to nobody."""
    return bool(_ONE_MORE.match(atom.text)) and _apart(buffer, atom)


def _apart(buffer: list[_Atom], atom: _Atom) -> bool:
    before = [part for each in buffer for part in each.print]
    return bool(before and atom.print) and not any(one in other or other in one for one in before for other in atom.print)


def _placed(unit: Unit, around: re.Match[str] | None) -> Unit:
    """The site's form quotes what stands around the fault; that tells which of several like words is meant."""
    if around is None or unit.fault is None:
        return unit
    # Beyond a ┊ stand words borrowed from the paragraphs before and after.
    context = (around[1].rpartition("┊")[2] + around[2] + around[3].partition("┊")[0]).replace("……", "")
    read = unit.fault.wrong or ""
    wrong = around[2] if read in around[2] else read
    return replace(unit, cut=f"{unit.cut}\n{context}", fault=replace(unit.fault, wrong=wrong, context=(context, *unit.fault.context)))


def _names_other_place(buffer: list[_Atom], atom: _Atom) -> bool:
    said = [(each.clues.numbers, each.clues.pages) for each in buffer if each.clues.numbers or each.clues.pages]
    now = (atom.clues.numbers, atom.clues.pages)
    return bool(said) and any(now) and now not in said


def _parts(text: str, indexes: Sequence[PrintedIndex]) -> list[str]:
    marked = itemised(text)
    parts: list[str] = []
    depth, start = 0, 0
    for place, char in enumerate(marked):
        depth = depth + 1 if char in "“《" else max(0, depth - 1) if char in "”》" else 0 if char in f"\n{ITEM}" else depth
        if char == ITEM:
            parts.append(marked[start:place])
            start = place
        elif not depth and _END.match(char):
            parts.append(marked[start : place + 1])
            start = place + 1
    parts.append(marked[start:])
    return [piece for part in parts if part.strip() for piece in turns(part.strip(), indexes)]


def _atom(text: str, page_titles: tuple[tuple[str, int], ...], indexes: Sequence[PrintedIndex]) -> _Atom:
    item, text = text.startswith(ITEM), text.lstrip(ITEM)
    clues, cut = read_clues(text, page_titles)
    plain = _ONE_MORE.sub("", cut, count=1) if _ONE_MORE.match(cut) else cut
    fault = grounded(fault_of(plain, indexes) or fault_of(text, indexes), plain, indexes)
    told = (to_words(fault.wrong),) if fault and fault.wrong and len(to_words(fault.wrong)) > 1 and is_printed(fault.wrong, indexes) else ()
    return _Atom(text, cut, fault, clues, item, (*print_of(cut, indexes), *told))


def _unit(group: list[_Atom], indexes: Sequence[PrintedIndex]) -> Unit:
    fault = next((atom.fault for atom in group if atom.fault and atom.fault.strong), None)
    fault = fault or next((atom.fault for atom in group if atom.fault), None)
    text = "\n".join(atom.text for atom in group)
    cut = "\n".join(atom.cut for atom in group)
    if not (fault and fault.strong) and len(group) > 1:
        fault = read_contrast(cut, indexes) or fault
    clues = group[0].clues
    for atom in group[1:]:
        clues = _joined(clues, atom.clues)
    if fault and fault.right and len(to_words(fault.right)) > 1 and fault.right not in (fault.wrong or ""):
        rest = cut.replace(fault.right, "\n")
        cut = rest if is_printed(fault.wrong or "", indexes) or any(len(words) > BY_CHANCE for words in print_of(rest, indexes)) else cut
    if fault and fault.strong:
        fault = replace(fault, context=tuple(dict.fromkeys((*fault.context, *(quote for atom in group for quote in quotations(atom.cut))))))
    return Unit(text, cut, fault, clues, any(atom.item for atom in group))


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
        lead_in=first.lead_in or second.lead_in,
        earlier=first.earlier or second.earlier,
        apart=first.apart or second.apart,
        month=first.month or second.month,
        corner=first.corner or second.corner,
        line=first.line or second.line,
        beside=first.beside or second.beside,
    )


def _with_clues(units: list[Unit]) -> list[Unit]:
    carried = Clues()
    found: list[Unit] = []
    for unit in units:
        carried = merged(carried, unit.clues)
        found.append(replace(unit, clues=carried))
    return found
