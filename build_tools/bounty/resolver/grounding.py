"""印证: what the words of a message tell of a fault, held against the print.

In: a piece of a message and the printed issues. Out: the fault as the print bears it out, and the printed words in the piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.bounty.resolver.contrast import read_contrast
from build_tools.bounty.resolver.faults import Fault, read_fault
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.resolver.normalise import to_words
from build_tools.bounty.resolver.operands import quotations, resemblance

_ALIKE = 0.4
_PARTED = re.compile(r"[\s，,。；;：:、“”（）()！!？?/|→]+")
BY_CHANCE = 3
"""Characters of print that people write in words of their own too."""


def fault_of(text: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """The fault that the reader's own words tell of; what they quote or copy is no cue."""
    return read_fault(text, indexes[0].own(text) if indexes else text)


def grounded(fault: Fault | None, cut: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """The fault as the words tell it, unless the print shows that other words of the message are meant."""
    fault = _without_place(fault, indexes)
    if fault and (fault.mark or fault.missing or fault.extra):
        return fault
    if fault and fault.wrong and fault.right and is_printed(fault.wrong, indexes):
        return fault
    if fault and not fault.strong and fault.wrong and f"“{fault.wrong}”" not in cut and not is_printed(fault.wrong, indexes):
        fault = replace(fault, wrong=None)  # the reader's own words
    return read_contrast(cut, indexes) or _nearest_printed(fault, cut, indexes)


_LEADS = re.compile("[的里中是写句段篇条]")


def _without_place(fault: Fault | None, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """“十组词里的少不得”: what leads to the printed words is no part of them."""
    if fault is None or not fault.wrong or is_printed(fault.wrong, indexes):
        return fault
    rests = (fault.wrong[hit.end() :] for hit in _LEADS.finditer(fault.wrong))
    return replace(fault, wrong=next((rest for rest in rests if len(to_words(rest)) > 1 and is_printed(rest, indexes)), fault.wrong))


def _nearest_printed(fault: Fault | None, cut: str, indexes: Sequence[PrintedIndex]) -> Fault | None:
    """Where what stands before the cue is the reader's own words: the printed words of theirs that share most with the right ones."""
    if not fault or not fault.wrong or not fault.right or "“" in cut or resemblance(fault.wrong, fault.right) >= _ALIKE:
        return fault
    right = {*fault.right}
    told = [part for part in re.split(r"[\s，,。；;：:]+", cut) if part != fault.right and len({*part} & right) > 1 and is_printed(part, indexes)]
    return replace(fault, wrong=max(told, key=lambda part: len({*part} & right))) if told else fault


def is_printed(words: str, indexes: Sequence[PrintedIndex]) -> bool:
    """Whether some words stand in print, by sight or by sound."""
    return any(index.stands(to_words(words)) or index.sounds_printed(to_words(words)) for index in indexes)


def print_of(cut: str, indexes: Sequence[PrintedIndex]) -> tuple[str, ...]:
    """Printed words that are quoted, or where nothing is quoted, written in one go."""
    parts = quotations(cut) if "“" in cut else tuple(part for part in _PARTED.split(cut) if len(part) > BY_CHANCE)
    return tuple(words for part in parts if len(words := to_words(part)) > 1 and any(index.stands(words) for index in indexes))
