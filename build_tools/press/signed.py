"""付印以后: is everything as it was signed, the press package once more, and a record for what was signed without one.

In: a signed issue. Out: what differs from what was recorded, by name; the press files again, if not a byte of them does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.gathering import gather
from build_tools.model import Kind, NumberedIssue, PrintRecord
from build_tools.numbering import digest
from build_tools.press.sign_off import Made, make_from_record
from build_tools.readers import (
    ISSUES,
    issue_names,
    read_print_record,
    read_signature,
    read_signed_files,
    read_signed_table,
)
from build_tools.store.files import write_whole
from build_tools.typesetting import compose_issue
from build_tools.typesetting.tools import tools_of


@dataclass(frozen=True, slots=True)
class Verified:
    """核对的结果: everything that differs, and how many things were looked at. ``agrees`` when nothing does.

    ``away``: the files for the press do not lie here at all and were made again, in memory only, to be compared.
    """

    diagnostics: tuple[Diagnostic, ...]
    looked_at: int
    away: bool = False

    @property
    def agrees(self) -> bool:
        """Whether all is as it was signed."""
        return not self.diagnostics


@dataclass(frozen=True, slots=True)
class MadeAgain:
    """重出的结果: the files that were written; none where there are diagnostics that forbid it."""

    issue: str
    diagnostics: tuple[Diagnostic, ...]
    files: int = 0


def signed_issues(root: Path) -> tuple[str, ...]:
    """The issues that were signed off, oldest first."""
    return tuple(name for name in issue_names(root) if read_signature(root, name))


def verify(root: Path, issue: str) -> Verified:
    """核对: the record, the articles' files, what lies in dist/print/, typefaces, libraries and profile.

    A file that was renamed or moved since counts as the same while its text is. Raises OSError.
    """
    record = read_print_record(root, issue)
    if record.printed is None:
        return Verified(record.diagnostics or (_unsigned(issue),), 0)
    found = [*record.diagnostics]
    numbers, files = _bearers(root, issue), read_signed_files(root, issue)
    outputs = read_signed_table(root, issue, "outputs")
    away = not any((root / path).is_file() for path in outputs)
    if away:  # a fresh clone: what went to press is not in git, but can be made again
        found += make_again(root, issue, write=False).diagnostics
    for path, value in files.items():
        if path in outputs and away:
            continue
        here = path if path in outputs else numbers.get(path, path)
        if not here:
            continue  # withdrawn since, which the ledger says
        lies = (root / here).is_file()
        if not lies or digest((root / here).read_bytes()) != value:
            found.append(_differs(here, lies=lies, output=path in outputs))
    frozen, tools = record.printed.issue.record, 0
    if frozen:
        found += _other_tools(record.printed, issue)
        tools = len(frozen.tools)
    found = list(dict.fromkeys(found))
    looked_at = len(files) + len(read_signed_table(root, issue, "frozen")) + tools
    return Verified(sorted_diagnostics(found), looked_at, away)


def make_again(root: Path, issue: str, *, write: bool = True) -> MadeAgain:
    """重出: draw and pack an issue from its record. Where a byte comes out otherwise, all that differs is named, and nothing written.

    Nor is it without ``write``. Raises OSError.
    """
    record = read_print_record(root, issue)
    if record.printed is None:
        return MadeAgain(issue, record.diagnostics or (_unsigned(issue),))
    signature, outputs = read_signature(root, issue), read_signed_table(root, issue, "outputs")
    assert signature is not None
    made = make_from_record(
        root,
        record.printed,
        root / ISSUES / issue,
        signature.version,
        signature.signed_by,
        signature.sample,
    )
    if made.diagnostics:
        return MadeAgain(issue, made.diagnostics)
    differing = _differing(root, made, outputs)
    if differing:
        tools = _other_tools(record.printed, issue)
        return MadeAgain(issue, sorted_diagnostics([*differing, *tools]))
    for path, content in made.files.items() if write else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    return MadeAgain(issue, (), len(made.files))


def _differing(root: Path, made: Made, outputs: Mapping[str, str]) -> list[Diagnostic]:
    paths = {path.relative_to(root).as_posix(): digest(content) for path, content in made.files.items()}
    return [
        diagnose("SQ678", Place(path), path=path, what="重做出来与付印时不同")
        for path, value in paths.items()
        if outputs.get(path) != value
    ] + [
        diagnose("SQ678", Place(path), path=path, what="付印时有，重做时没有")
        for path in outputs.keys() - paths.keys()
    ]


def _bearers(root: Path, issue: str) -> dict[str, str]:
    """File at sign-off → the file that bears the same number today, "" for what the ledger calls withdrawn; from the root."""
    record = read_print_record(root, issue).printed
    numbered = next((each for each in gather(root, [issue]).issues), None)
    if record is None or numbered is None:
        return {}
    today = {item.number: item.article.file for item in numbered.articles}
    today |= {entry.number: "" for entry in numbered.withdrawn if entry.reason}
    then = {
        item.number: item.article.file for item in record.articles if item.article.kind is not Kind.NOTICE
    }
    return {
        f"{ISSUES}/{issue}/{file}": f"{ISSUES}/{issue}/{now}" if (now := today.get(number, file)) else ""
        for number, file in then.items()
    }


def _other_tools(printed: NumberedIssue, issue: str) -> list[Diagnostic]:
    """SQ316 for every typeface and library that is not the recorded one."""
    record = printed.issue.record
    assert record is not None
    now = tools_of(compose_issue(printed, record.paper))
    place = Place(f"{ISSUES}/{issue}/printed/issue.json")
    names = sorted({*record.tools, *now})
    return [
        diagnose("SQ316", place, what=name, then=_short(record, name), now=now.get(name, "没有")[:16])
        for name in names
        if record.tools.get(name) != now.get(name)
    ]


def _short(record: PrintRecord, name: str) -> str:
    return record.tools.get(name, "没有")[:16]


def _differs(path: str, *, lies: bool, output: bool) -> Diagnostic:
    if output and not lies:
        return diagnose("SQ678", Place(path), path=path, what="不在这里")
    what = "与付印时不同" if lies else "不在这里"
    return diagnose("SQ673", Place(path), path=path, what=what)


def _unsigned(issue: str) -> Diagnostic:
    return diagnose("SQ672", Place(f"{ISSUES}/{issue}/signoff.yml"), issue=issue)
