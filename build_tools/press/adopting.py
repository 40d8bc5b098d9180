"""补定本: a record for an issue that was signed off before there were records, and a plain word on what it is worth.

In: an issue whose signoff.yml names no record. Out: the record in its folder, and two lists: what is as it was signed,
what cannot be known or kept. Number, text and address are those that were signed; where the files no longer hold the
text that was signed nothing is written, for a record of another text would be a lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.gathering import gather
from build_tools.model import NumberedIssue, source_path
from build_tools.numbering import SignOff, article_digests, digest, format_sign_off
from build_tools.press.sign_off import (
    Made,
    as_sample,
    freeze,
    make_unsigned,
    numbered_sources,
    write_record,
)
from build_tools.readers import (
    ISSUES,
    read_print_record,
    read_signature,
    read_signed_digests,
    read_signed_table,
)
from build_tools.typesetting import compose_issue, draw_issue
from build_tools.typesetting.layout import LAYOUT
from build_tools.typesetting.sheet import sheet_of


@dataclass(frozen=True, slots=True)
class Adopted:
    """补定本的结果: what was kept and what was lost, in words; ``kept`` is empty when no record was written."""

    diagnostics: tuple[Diagnostic, ...] = ()
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def adopt(root: Path, issue: str) -> Adopted:
    """Make the record of an issue that has none. Raises OSError."""
    place, signature = Place(f"{ISSUES}/{issue}/signoff.yml"), read_signature(root, issue)
    known = read_print_record(root, issue)
    if known.printed or any(each.severity.blocks_build for each in known.diagnostics):
        return Adopted(known.diagnostics or (diagnose("SQ318", place, issue=issue),))
    if signature is None:
        return Adopted((diagnose("SQ672", place, issue=issue),))
    gathered = gather(root, [issue], anew=True)
    if gathered.paper is None or not gathered.issues or gathered.faulty:
        return Adopted(sorted_diagnostics(gathered.diagnostics))
    changed = _changed(root, gathered.issues[0])
    if changed:
        return Adopted(sorted_diagnostics(changed))
    gathered = as_sample(gathered) if signature.sample else gathered
    assert gathered.paper is not None
    numbered, sheet = gathered.issues[0], sheet_of(root, gathered.paper)
    composed = compose_issue(numbered, gathered.paper, sheet)
    frozen = freeze(root, numbered, gathered.paper, composed, sheet)
    made = make_unsigned(root, frozen, signature.version, signature.signed_by, signature.sample)
    if made.diagnostics:
        return Adopted(made.diagnostics)
    outputs = read_signed_table(root, issue, "outputs")
    # Drawn as it was then, from unrounded lengths: what is drawn from the record has other bytes.
    drawn = draw_issue(composed, root / ISSUES / issue, sheet)
    kept, lost = _compared(root, made, digest(drawn.pdf), outputs)
    kept = [f"{len(numbered.articles)}个稿号、网址和见报文字，与付印时一字不差", *kept]
    record = SignOff(
        issue,
        signature.version,
        signature.signed_by,
        signature.signed_at,
        article_digests(numbered),
        {path: digest(content) for path, content in numbered_sources(root, numbered).items()},
        outputs,
        signature.sample,
        {file: digest(content) for file, content in frozen.files.items()},
        adopted="；".join(lost) or "与付印时一字不差",
    )
    write_record(root / ISSUES / issue, frozen, format_sign_off(record).encode())
    return Adopted(kept=tuple(kept), lost=tuple(lost))


def _compared(root: Path, made: Made, drawn: str, outputs: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What of pages and press files is as it was signed, and what is not or cannot be told."""
    pdf, layout = (path.relative_to(root).as_posix() for path in (made.pdf, made.pdf.with_name(LAYOUT)))
    again = {path.relative_to(root).as_posix(): digest(content) for path, content in made.files.items()}
    lost = []
    if outputs.get(pdf) == drawn:
        kept = ["版面，每一行都在付印时的位置"]
    elif outputs.get(layout) == again[layout]:
        kept = ["版面，每一块都在付印时的位置，行数也一样"]
        lost.append("字距：重画的 PDF 与付印时不是一字不差，多半是字体或程序库换过")
    else:
        kept = []
        lost.append("版面：重排出来与付印时不同，纸上的位置可能不一样，从此以今天排的为准")
    if any(outputs.get(path) != value for path, value in again.items()):
        lost.append("给印厂的文件：重做出来与付印时不同，以付印时交出去的那一套为准")
    return kept, lost


def _changed(root: Path, numbered: NumberedIssue) -> list[Diagnostic]:
    """SQ319 for every number whose text is no longer the one that was signed, or has none."""
    issue = numbered.issue.name
    _, signed, _ = read_signed_digests(root, issue)
    now = article_digests(numbered)
    paths = {str(item.number): source_path(issue, item.article) for item in numbered.articles}
    return [
        diagnose("SQ319", Place(paths.get(number, f"{ISSUES}/{issue}/ledger.yml")), number=number)
        for number, value in signed.items()
        if now.get(number) != value
    ]
