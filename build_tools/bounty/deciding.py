"""下裁定: a judge's choice on a case → the verdict that is written down.

In: a case, the printed text, what the judge chose. Out: :class:`Verdict` whose printed words stand in the print, or why not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_tools.bounty.claims import Edit, Part, Spot
from build_tools.bounty.desk import Case
from build_tools.bounty.outputs import widened
from build_tools.bounty.resolver.index import PrintedIndex
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.bounty.weights import BY_CODE, kind_by_characters

_MARKS = set("，。、；：？！“”‘’（）《》…—·")


ASK_TOGETHER = "这个改动已经记在另一处（{names}）：并成一处吗？"
"""What is asked before one change would be recorded twice."""
ASK_DELETION = "“应为”是空的：是要把“{printed}”删去吗？"
"""What is asked before a deletion is written down that nobody has told of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the judge filled in. ``start`` and ``end`` are characters of the piece; ``printed`` words are looked for where they
    are None. ``corrected`` None: as the clearest claim says. ``deletion``: nothing shall stand there, and that is meant."""

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
    start: int | None = None
    end: int | None = None
    deletion: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is filled in for the judge: a stretch of the piece, and what should stand there.

    ``told``: a reader says so and the print bears it out; else only the stretch is shown and the judge writes the rest.
    """

    start: int = 0
    end: int = 0
    corrected: str = ""
    told: bool = False

    @property
    def deletion(self) -> bool:
        """Whether the stretch should go."""
        return self.told and not self.corrected


def suggest(case: Case, text: str) -> Suggestion:
    """The change of the clearest claim; nothing is proposed that the print does not bear out."""
    claim = case.fault.clearest
    edit = claim.edit
    if edit is None or edit.end > len(text):
        return Suggestion()
    if not claim.borne or edit.replacement is None:
        return Suggestion(edit.start, edit.end)
    return Suggestion(edit.start, edit.end, edit.replacement, told=True)


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
    """The verdict, or what keeps it from being written: an accepted fault must stand in the print, once, word for word,
    and nothing is written down that neither a reader nor the judge has said."""
    claims = tuple(filed.name for filed in case.fault.claims)
    spot = choice.spot or case.fault.spot
    plain = Verdict(
        claims, choice.judge, choice.at, choice.decision, spot, reason=choice.reason, final=choice.final
    )
    if choice.decision is not Decision.ACCEPTED:
        return plain, ""
    if choice.kind not in BY_CODE:
        return None, "写明类别"
    accepted = replace(plain, kind=choice.kind, important=choice.important)
    piece = index.piece(spot) if spot else None
    if spot is None or piece is None:
        if spot and spot.part == Part.ARTICLE.value:
            return replace(accepted, corrected=choice.corrected or ""), ""
        return None, "先指定位置"
    told, problem = _stretch(case, choice, piece.text)
    if told is None:
        return None, problem
    start, end, corrected = told
    if not corrected and start == end:
        return None, "没有改动：选中错的字，写上应为什么"
    if not corrected and not choice.deletion:
        return None, ASK_DELETION.format(printed=piece.text[start:end])
    if piece.text[start:end] == corrected:
        return None, "改文与原文相同"
    printed, wanted = widened(piece.text, start, end, corrected)
    start = piece.text.index(printed)
    return replace(accepted, start=start, end=start + len(printed), printed=printed, corrected=wanted), ""


def recorded_elsewhere(cases: Iterable[Case], case: Case, verdict: Verdict) -> Case | None:
    """Another case on which the very change of a verdict stands already: recorded twice, one fault would count twice."""
    for other in cases:
        standing = other.settled.verdict
        if other.fault.name != case.fault.name and standing and standing.change == verdict.change is not None:
            return other
    return None


def _stretch(case: Case, choice: Choice, text: str) -> tuple[tuple[int, int, str] | None, str]:
    """Which characters are changed into what; None and why."""
    given = suggest(case, text) if choice.spot in (None, case.fault.spot) else Suggestion()
    corrected = "" if choice.deletion else given.corrected if choice.corrected is None else choice.corrected
    if choice.start is not None and choice.end is not None:
        if not 0 <= choice.start <= choice.end <= len(text):
            return None, "选中的字不在这一段里"
        return (choice.start, choice.end, choice.corrected or ""), ""
    if choice.printed is None and choice.spot not in (None, case.fault.spot):
        return None, "换了位置：先在那一段里选中错的字"
    if choice.printed is None:
        if choice.corrected is None and not given.told and not choice.deletion:
            return None, "来信的改法没有从原文里得到印证：写明见报的字和应为的字"
        return (given.start, given.end, corrected), ""
    if not choice.printed or choice.printed not in text:
        return None, "见报的文字里没有这几个字"
    if text.count(choice.printed) > 1:
        return None, "这几个字在这一段里不止一处，请多抄前后几个字"
    start = text.index(choice.printed)
    return (start, start + len(choice.printed), corrected), ""
