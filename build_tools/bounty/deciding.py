"""下裁定: a judge's choice on a case → the verdict that is written down.

In: a case, the printed text, what the judge chose. Out: :class:`Verdict` whose printed words stand in the print, or why not.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.bounty.claims import Edit, Part, Spot
from build_tools.bounty.desk import Case
from build_tools.bounty.outputs import widened
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.bounty.weights import BY_CODE, kind_by_characters

_MARKS = set("，。、；：？！“”‘’（）《》…—·")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the judge filled in. ``printed`` and ``corrected`` None: as the first finder said."""

    decision: Decision
    judge: str
    at: str
    spot: Spot | None = None
    printed: str | None = None
    corrected: str | None = None
    kind: str = ""
    important: bool = False
    reason: str = ""
    final: bool = False


def suggest(case: Case, text: str) -> tuple[str, str]:
    """Printed words and corrected words as the first finder's claim gives them, wide enough to be found again."""
    edit = case.fault.clearest.edit
    if edit is None:
        return "", ""
    return widened(text, edit.start, edit.end, edit.replacement or "") if edit.replacement is not None else (edit.printed, "")


def suggested_kind(edit: Edit | None) -> str:
    """The row of the table that a change looks like; the judge decides."""
    if edit is None or edit.replacement is None:
        return "grammar"
    changed = (edit.printed + edit.replacement).strip()
    if changed and (all(char in _MARKS for char in changed) or edit.marks_only):
        return "mark"
    if edit.printed.isdigit() and edit.replacement.isdigit():
        return "figure"
    if sorted(edit.printed) == sorted(edit.replacement) and len(edit.printed) > 1:
        return "swap"
    return kind_by_characters(max(len(edit.printed), len(edit.replacement))).code


def decide(case: Case, choice: Choice, index: PrintedIndex) -> tuple[Verdict | None, str]:
    """The verdict, or what keeps it from being written: an accepted fault must stand in the print, once, word for word."""
    claims = tuple(filed.name for filed in case.fault.claims)
    spot = choice.spot or case.fault.spot
    plain = Verdict(claims, choice.judge, choice.at, choice.decision, spot, reason=choice.reason, final=choice.final)
    if choice.decision is not Decision.ACCEPTED:
        return plain, ""
    if choice.kind not in BY_CODE:
        return None, "写明类别"
    piece = index.piece(spot) if spot else None
    if spot is None or piece is None:
        if spot and spot.part == Part.ARTICLE.value:
            return Verdict(claims, choice.judge, choice.at, choice.decision, spot, 0, 0, "", choice.corrected or "", choice.kind, choice.important, choice.reason, choice.final), ""
        return None, "先指定位置"
    given, wanted = suggest(case, piece.text)
    printed = choice.printed if choice.printed is not None else given
    corrected = choice.corrected if choice.corrected is not None else wanted
    if not printed or printed not in piece.text:
        return None, "见报的文字里没有这几个字"
    if piece.text.count(printed) > 1:
        return None, "这几个字在这一段里不止一处，请多抄前后几个字"
    if printed == corrected:
        return None, "改文与原文相同"
    start = piece.text.index(printed)
    return Verdict(claims, choice.judge, choice.at, choice.decision, spot, start, start + len(printed), printed, corrected, choice.kind, choice.important, choice.reason, choice.final), ""
