"""校次: a new round of page proofs, and who has read it. What ``proof`` and the editing room both do.

In: the paper's folder, an issue, what is wanted and on which day. Out: :class:`Drawn` or :class:`SignedRound`; the
rounds are kept in proofs.yml, the PDF lies in dist/print/.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.gathering import gather
from build_tools.press.proofs import (
    Change,
    ProofRound,
    Signature,
    changes_between,
    changes_html,
    format_rounds,
    overlay_html,
    proof_lines,
    stamp,
    texts_of,
)
from build_tools.readers import ISSUES, signed_pdf
from build_tools.readers.proofs import read_proof_rounds
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive
from build_tools.typesetting import compose_issue, draw_form, draw_issue
from build_tools.typesetting.sheet import sheet_of

REVIEWS = ("初审", "复审", "终审")
"""三审: no two of them by the same person."""
TASKS = (*REVIEWS, "一校", "二校", "三校", "通读", "签样")


@dataclass(frozen=True, slots=True)
class Drawn:
    """出了一次校样. ``done`` is False where there was nothing to draw: only ``diagnostics`` count then."""

    diagnostics: tuple[Diagnostic, ...]
    ordinal: int = 0
    pdf: Path = Path()
    before: ProofRound | None = None
    changes: tuple[Change, ...] = ()
    done: bool = False


def rounds_of(root: Path, issue: str) -> tuple[tuple[ProofRound, ...], tuple[Diagnostic, ...]]:
    """The rounds so far, oldest first, and what is wrong with the file."""
    recorded, faults = read_proof_rounds(root, issue)
    rounds = tuple(
        ProofRound(
            each.ordinal,
            each.stage,
            each.date,
            each.texts,
            tuple(Signature(*sign) for sign in each.signatures),
        )
        for each in recorded
    )
    return rounds, tuple(faults)


def sign_round(root: Path, issue: str, ordinal: int, signature: Signature) -> tuple[Diagnostic, ...]:
    """签名 on a round; nothing where it is done, else why not (SQ675, SQ676). Waits for who else is at the rounds. Raises OSError."""
    place = Place(f"{ISSUES}/{issue}/proofs.yml")
    with exclusive(root / ISSUES / issue):
        rounds, faults = rounds_of(root, issue)
        if faults:
            return faults
        if not any(each.ordinal == ordinal for each in rounds):
            return (_no_round(place, ordinal, rounds),)
        others = [
            sign
            for each in rounds
            for sign in each.signatures
            if sign.task in REVIEWS and sign.task != signature.task
        ]
        clash = next((sign for sign in others if sign.name == signature.name), None)
        if signature.task in REVIEWS and clash is not None:
            return (diagnose("SQ676", place, name=signature.name, task=clash.task, other=signature.task),)
        signed = tuple(
            replace(each, signatures=(*each.signatures, signature)) if each.ordinal == ordinal else each
            for each in rounds
        )
        write_whole(root / place.path, format_rounds(signed).encode())
    return ()


def draw_round(root: Path, issue: str, stage: str, day: str, against: int | None = None) -> Drawn:
    """出校样: the next round, compared with round ``against`` or with the last. Raises OSError, FontError.

    Who signs or draws meanwhile, in a terminal or at the desk, waits: two rounds would bear one number.
    """
    with exclusive(root / ISSUES / issue):
        return _drawn_round(root, issue, stage, day, against)


def _drawn_round(root: Path, issue: str, stage: str, day: str, against: int | None) -> Drawn:
    gathered = gather(root, [issue])
    rounds, faults = rounds_of(root, issue)
    if faults or not gathered.issues or gathered.paper is None:
        return Drawn(sorted_diagnostics([*faults, *gathered.diagnostics]))
    numbered, paper = gathered.issues[0], gathered.paper
    name, ordinal = numbered.issue.name, len(rounds) + 1
    before = (
        next((each for each in rounds if each.ordinal == against), None)
        if against
        else (rounds[-1] if rounds else None)
    )
    place = Place(f"{ISSUES}/{name}/proofs.yml")
    if against and before is None:
        return Drawn((_no_round(place, against, rounds),))
    sheet = sheet_of(root, paper)
    composed = compose_issue(numbered, paper, sheet)
    composed = replace(composed, diagnostics=without_exempted(composed.diagnostics, numbered.issue))
    lines = proof_lines(composed)
    changes = changes_between(before.texts, lines) if before else ()
    mark = f"{stage}　第{ordinal}次　{name}　{day}" + (
        f"　与第{before.ordinal}次（{before.stage}）对照" if before else ""
    )
    drawn = draw_issue(composed, root / ISSUES / name, sheet)
    appendix = draw_form(changes_html(f"改动单　{mark}", changes)) if before else b""
    proof = stamp(drawn.pdf, draw_form(overlay_html(composed, lines, mark, changes)), appendix)
    printed = root / (signed_pdf(root, name) or f"dist/print/{paper.address(name, '.pdf')}")
    path = printed.parent / "proofs" / f"{name}-{ordinal:02d}-{stage}.pdf"
    write_whole(path, proof)
    record = ProofRound(ordinal, stage, day, texts_of(lines))
    write_whole(root / place.path, format_rounds((*rounds, record)).encode())
    found = (*gathered.diagnostics, *composed.diagnostics, *drawn.diagnostics)
    return Drawn(found, ordinal, path, before, changes, True)


def _no_round(place: Place, wanted: int, rounds: tuple[ProofRound, ...]) -> Diagnostic:
    return diagnose(
        "SQ675", place, round=wanted, known="、".join(str(each.ordinal) for each in rounds) or "无"
    )
