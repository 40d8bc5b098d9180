"""``chenbao check [期 …] [--fix]``: 校对, all diagnostics at once; writes nothing but what ``--fix`` mends."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.press.refusals import OUTSTANDING, issue_before, refusals
from build_tools.production.mending import mend_copy
from build_tools.production.pressroom import open_pressroom
from build_tools.proofreading import proofread_gathered
from build_tools.readers import read_signature
from build_tools.readers.manuscripts import MendedFile

_LACKING = re.compile("付印要有“(.+)”，现在还没有")
"""SQ230."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues to look at."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")
    parser.add_argument(
        "--fix", action="store_true", help="清稿：先改好不用商量的毛病，改了什么一处一行；付印了的不动"
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Read, number, check and set in type; with ``--fix`` mend the copy first.

    What sign-off would refuse is told here: as a diagnostic where the editor mends it in the issue, as a line where
    somebody must be asked first.
    """
    mended = mend_copy(arguments.root, arguments.issues) if arguments.fix else ()
    gathered = gather(arguments.root, arguments.issues)
    lacking = check_machine()
    print_faults = [] if lacking or gathered.paper is None else _faults_in_type(arguments.root, gathered)
    outstanding = [each for each in print_faults if each.code in OUTSTANDING]
    misprints = proofread_gathered(gathered, signed=False)
    print_faults = [each for each in print_faults if each.code not in OUTSTANDING]
    found = sorted_diagnostics([*lacking, *gathered.diagnostics, *misprints, *print_faults])
    names = [numbered.issue.name for numbered in gathered.issues]
    lines = (*(() if found else (f"没有毛病：{'、'.join(names)}。",)), *_before_signing(outstanding))
    facts: dict[str, object] = {"issues": names, "before_signing": [each.as_json() for each in outstanding]}
    facts |= {"mended": _as_facts(mended)} if arguments.fix else {}
    return Outcome(found, (*(_told(mended) if arguments.fix else ()), *lines), facts)


def _faults_in_type(root: Path, gathered: Gathered) -> list[Diagnostic]:
    pressroom, found = open_pressroom(gathered), list[Diagnostic]()
    issues = {numbered.issue.name: numbered.issue for numbered in gathered.issues}
    for numbered in gathered.issues:
        composed = pressroom.compose(numbered)
        found += composed.diagnostics
        if read_signature(root, numbered.issue.name) is None:
            before = issue_before(root, numbered.issue.name, issues)
            found += refusals(root, numbered, pressroom.paper, composed, before)
    return list(dict.fromkeys(found))


def _before_signing(outstanding: list[Diagnostic]) -> list[str]:
    """付印前还要: one line, for what is no fault of the copy; facts that are lacking are named together."""
    said = dict.fromkeys(each.message.rstrip("。") for each in outstanding)
    lacking = [hit[1] for each in said if (hit := _LACKING.fullmatch(each))]
    together = [f"付印要有{''.join(f'“{each}”' for each in lacking)}，现在还没有"] if lacking else []
    rest = [each for each in said if not _LACKING.fullmatch(each)]
    return [f"付印前还要办：{'；'.join([*together, *rest])}。"] if said else []


def _told(mended: tuple[MendedFile, ...]) -> list[str]:
    """清稿单: one line a change."""
    rows: list[str] = []
    for file in mended:
        rows += [f"{file.path}: 改好：编码（{file.encoding} → UTF-8）"] if file.encoding else []
        rows += [
            f"{file.path}:{each.line}:{each.column}: 改好：{each.mending.value}"
            f"（“{_shown(each.before)}” → “{_shown(each.after)}”）"
            for each in file.changes
        ]
    count = sum(len(file.changes) + bool(file.encoding) for file in mended)
    return [*rows, f"清稿：改好{count}处，在{len(mended)}个文件里。" if rows else "清稿：没有要改的。"]


def _shown(text: str) -> str:
    """The characters that can be seen, the others by their code."""
    return "".join(
        each if each.isprintable() and not each.isspace() else f"U+{ord(each):04X}" for each in text
    )


def _as_facts(mended: tuple[MendedFile, ...]) -> list[dict[str, object]]:
    return [
        {
            "path": file.path,
            "encoding": file.encoding,
            "changes": [
                {
                    "line": each.line,
                    "column": each.column,
                    "what": each.mending.value,
                    "before": each.before,
                    "after": each.after,
                }
                for each in file.changes
            ],
        }
        for file in mended
    ]
