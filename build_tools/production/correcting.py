"""更正 of what was printed: recorded after sign-off, or taken back. The printed text never changes.

In: a number, the words as printed and as they should be. Out: :class:`Corrected`, and one line in corrections.yml.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.gathering import unknown_issues
from build_tools.model import ArticleNumber, Correction, PrintedPlace, PrintedText
from build_tools.readers import (
    ISSUES,
    format_corrections,
    issue_names,
    overlap,
    read_printed,
    read_recorded_corrections,
)
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive


@dataclass(frozen=True, slots=True)
class Corrected:
    """The correction that was recorded or taken back, and the headline it stands under; else what stood in the way."""

    diagnostics: tuple[Diagnostic, ...] = ()
    correction: Correction | None = None
    headline: str = ""


def corrections_file(number: ArticleNumber) -> str:
    """Where the corrections of an issue are, from the paper's root."""
    return f"{ISSUES}/{number.issue}/corrections.yml"


def correct(
    root: Path,
    number: ArticleNumber,
    words: str,
    right: str,
    date: datetime.date,
    *,
    place: PrintedPlace | None = None,
    finder: str = "",
    fact: bool = False,
) -> Corrected:
    """Record that ``words`` should have been ``right``; ``place`` is needed where they were printed more than once."""
    path = corrections_file(number)
    if unknown := unknown_issues((number.issue,), issue_names(root)):
        return Corrected(tuple(unknown))
    with exclusive(root / path):
        printed, faults = read_printed(root, number)
        if faults:
            return Corrected(faults)
        if printed is None:
            return Corrected((diagnose("SQ802", Place(path), number=number.printed),))
        if words == right:
            return Corrected((diagnose("SQ882", Place(path), printed=words),))
        places = _find_printed(printed, words, place)
        if len(places) != 1:
            return Corrected((_unclear(printed, words, places),))
        correction = Correction(number, places[0], words, right, date, finder, fact)
        recorded, faults = read_recorded_corrections(root, number.issue)
        if any(fault.severity.blocks_build for fault in faults):
            return Corrected(faults)
        clash = next((each for each in recorded if overlap(root, each, correction)), None)
        if clash:
            facts = {"printed": words, "other": clash.printed, "number": clash.number.printed}
            return Corrected((diagnose("SQ880", Place(path), **facts),))
        write_whole(root / path, format_corrections((*recorded, correction)).encode())
    return Corrected((), correction, printed.headline)


def take_back(
    root: Path,
    number: ArticleNumber,
    date: datetime.date,
    *,
    words: str = "",
    right: str | None = None,
    place: PrintedPlace | None = None,
) -> Corrected:
    """Take one correction back. A file with corrections that clash can be mended so; no other fault may stand."""
    path = corrections_file(number)
    if unknown := unknown_issues((number.issue,), issue_names(root)):
        return Corrected(tuple(unknown))
    with exclusive(root / path):
        recorded, faults = read_recorded_corrections(root, number.issue)
        if any(fault.severity.blocks_build and fault.code != "SQ880" for fault in faults):
            return Corrected(faults)
        standing = [each for each in recorded if each.number == number and each.undone is None]
        meant = [
            each
            for each in standing
            if words in ("", each.printed) and place in (None, each.place) and right in (None, each.corrected)
        ]
        if len(meant) != 1:
            known = "、".join(f"{each.place.chinese}{each.said}" for each in standing) or "（无）"
            return Corrected((diagnose("SQ881", Place(path), number=number.printed, known=known),))
        after = tuple(replace(each, undone=date) if each is meant[0] else each for each in recorded)
        write_whole(root / path, format_corrections(after).encode())
    return Corrected((), meant[0])


def _find_printed(printed: PrintedText, words: str, place: PrintedPlace | None) -> list[PrintedPlace]:
    """The places in which the words stand, once for each time they stand there."""
    return [
        here
        for here, text in printed.pieces
        if place in (None, here)
        for _ in range(text.count(words) if words else 0)
    ]


def _unclear(printed: PrintedText, words: str, places: list[PrintedPlace]) -> Diagnostic:
    path = f"{ISSUES}/{printed.number.issue}/printed/{printed.number}.yml"
    facts = {"number": printed.number.printed, "headline": printed.headline, "printed": words}
    if not places:
        return diagnose("SQ803", Place(path), **facts, path=path)
    named = "、".join(place.chinese for place in places)
    return diagnose("SQ804", Place(path), **facts, places=named)
