"""付印以后: is everything as it was signed, and the press package once more, on any machine.

In: a signed issue. Out: what differs from what was recorded; the press files again, if not a byte of them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import CLEAN, FAULTS, Outcome
from build_tools.cli.signing import Signing, as_sample, commission_of, press_files
from build_tools.diagnostics import Place, diagnose, sorted_diagnostics
from build_tools.gathering import gather
from build_tools.numbering import digest
from build_tools.press.package import make_press_package
from build_tools.production.places import LAYOUT, layout_text
from build_tools.production.pressroom import open_pressroom
from build_tools.production.writing import write_whole
from build_tools.readers import ISSUES, issue_names, read_signature, read_signed_files
from build_tools.typesetting import draw_issue, layout_document


def verify(root: Path, issue: str) -> Outcome:
    """核对: every file that the sign-off recorded, as it is today."""
    recorded = _recorded(root, issue)
    if not recorded:
        return _unsigned(issue)
    found = []
    for path, value in recorded.items():
        lies = (root / path).is_file()
        if not lies or digest((root / path).read_bytes()) != value:
            found.append(diagnose(_code(path, issue, lies), Place(path), path=path, what="与付印时不同" if lies else "不在这里"))
    lines = () if found else (f"{issue}：付印时记下的{len(recorded)}个文件，一个也没有变。",)
    return Outcome(sorted_diagnostics(found), lines, {"files": len(recorded)})


def signed_issues(root: Path) -> tuple[str, ...]:
    """The issues that were signed off, oldest first."""
    return tuple(name for name in issue_names(root) if read_signature(root, name))


def make_again(root: Path, issues: Sequence[str]) -> Outcome:
    """重出: set, draw and package issues as they were signed. Of one that comes out otherwise all that differs is named, and nothing written."""
    outcomes = [_make_one(root, issue) for issue in issues]
    return Outcome(
        sorted_diagnostics([found for each in outcomes for found in each.diagnostics]),
        tuple(line for each in outcomes for line in each.lines) or ("还没有付过印的期。",),
        {"made": [issue for issue, each in zip(issues, outcomes, strict=True) if each.exit_code == CLEAN]},
        forced_exit=max((each.exit_code for each in outcomes), default=CLEAN),
    )


def _make_one(root: Path, issue: str) -> Outcome:
    signature, recorded = read_signature(root, issue), _recorded(root, issue)
    if signature is None or not recorded:
        return _unsigned(issue)
    lacking, gathered = check_machine(), gather(root, [issue])
    if lacking or gathered.paper is None or not gathered.issues:
        return Outcome(sorted_diagnostics([*lacking, *gathered.diagnostics]))
    gathered = as_sample(gathered) if signature.sample else gathered
    pressroom, commission = open_pressroom(gathered), commission_of(gathered, signature.version, signature.signed_by, sample=signature.sample)
    composed = pressroom.compose(gathered.issues[0])
    drawn = draw_issue(composed, pressroom.folder(issue), pressroom.sheet)
    package = make_press_package(drawn.pdf, commission)
    if drawn.diagnostics or package.diagnostics:
        return Outcome(sorted_diagnostics([*drawn.diagnostics, *package.diagnostics]), (f"{issue}：没有写，重做的版面过不了预检。",), forced_exit=FAULTS)
    signing = Signing(gathered, pressroom, commission, pressroom.pdf_path(issue))
    made = {signing.pdf: drawn.pdf, signing.pdf.with_name(LAYOUT): layout_text(layout_document(composed))}
    made |= {signing.press / name: content for name, content in press_files(signing, package).items()}
    return _written(root, issue, made, recorded)


def _written(root: Path, issue: str, made: dict[Path, bytes], recorded: dict[str, str]) -> Outcome:
    paths = {path: path.relative_to(root).as_posix() for path in made}
    differing = [paths[path] for path, content in made.items() if recorded.get(paths[path]) != digest(content)]
    if differing:
        found = [diagnose("SQ678", Place(path), path=path, what="重做出来与付印时不同") for path in differing]
        return Outcome(sorted_diagnostics(found), (f"{issue}：没有写，与付印时不同的文件不能交给印厂。",), forced_exit=FAULTS)
    for path, content in made.items():
        write_whole(path, content)
    return Outcome(lines=(f"{issue}：重做的{len(made)}个文件与付印时一字不差，在 dist/print/{issue}/ 里。",))


def _recorded(root: Path, issue: str) -> dict[str, str]:
    """Path → digest; typefaces and the colour profile, which lie elsewhere, left out."""
    return {path: value for path, value in read_signed_files(root, issue).items() if " " not in path}


def _unsigned(issue: str) -> Outcome:
    return Outcome((diagnose("SQ672", Place(f"{ISSUES}/{issue}/signoff.yml"), issue=issue),))


def _code(path: str, issue: str, lies: bool) -> str:
    """What all issues share, what a later build has set anew, and what was built elsewhere, may be otherwise by now."""
    if path.startswith(f"dist/print/{issue}/") and "/press/" not in path and lies:
        return "SQ678"
    own = path.startswith((f"{ISSUES}/{issue}/", "dist/"))
    return "SQ674" if not own or (not lies and path.startswith("dist/")) else "SQ673"
