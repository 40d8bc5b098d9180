"""``chenbao signoff 2021-01``: 付印. Freezes numbers and text: what is signed here never changes again."""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import FAULTS, UNUSABLE, Outcome
from build_tools.cli.pressroom import open_pressroom
from build_tools.cli.writing import write_ledger, write_whole
from build_tools.diagnostics import sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.model import Kind, Ledger, NumberedIssue, pictures_of, printed_text, source_path
from build_tools.numbering import (
    SignOff,
    article_digests,
    digest,
    format_printed,
    format_sign_off,
    signed_ledger,
    with_number,
)
from build_tools.readers import ISSUES, read_signed_digests


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue, and who signs."""
    parser.add_argument("issue", metavar="期", help="如 2021-01")
    parser.add_argument("--by", default="", metavar="签发人", help="不写就用 git 里的名字")


def run(arguments: argparse.Namespace) -> Outcome:
    """Check, freeze, draw, record. Any fault, and nothing is written."""
    root: Path = arguments.root
    lacking = check_machine()
    gathered = gather(root, [arguments.issue])
    if lacking or gathered.paper is None or not gathered.issues:
        return Outcome(sorted_diagnostics([*lacking, *gathered.diagnostics]))
    pressroom = open_pressroom(gathered)
    composed = pressroom.compose(gathered.issues[0])
    # A change since the last sign-off is what a second sign-off is for.
    found = [each for each in (*gathered.diagnostics, *composed.diagnostics) if each.code != "SQ307"]
    if found:
        lines = ("没有付印：上面的错和疑都要先改好（真的没有错的，用“免检”注明原因）。",)
        return Outcome(sorted_diagnostics(found), lines, forced_exit=FAULTS)
    signed_by = arguments.by or _git_name(root)
    if not signed_by:
        return Outcome(lines=("不知道是谁付印：用 --by 写上签发人。",), forced_exit=UNUSABLE)
    numbered, ledger = gathered.issues[0], gathered.ledgers[0]
    pdf, drawn = pressroom.write(composed)
    if drawn:
        return Outcome(drawn, ("没有付印。",), forced_exit=FAULTS)
    return _freeze(gathered, numbered, ledger, signed_by, pdf)


def _freeze(gathered: Gathered, numbered: NumberedIssue, ledger: Ledger, signed_by: str, pdf: Path) -> Outcome:
    root, name = gathered.root, numbered.issue.name
    folder = root / ISSUES / name
    for item in numbered.articles:
        if item.article.kind is Kind.ARTICLE:
            path = root / source_path(name, item.article)
            write_whole(path, with_number(path.read_text("utf-8"), item.number).encode())
        write_whole(folder / "printed" / f"{item.number}.yml", format_printed(printed_text(item)).encode())
    version = read_signed_digests(root, name)[0] + 1
    write_ledger(root, signed_ledger(ledger, numbered))
    outputs = {path.relative_to(root).as_posix(): digest(path.read_bytes()) for path in (pdf, pdf.with_name("layout.json"))}
    record = SignOff(name, version, signed_by, _now(), article_digests(numbered), _sources(root, numbered), outputs)
    write_whole(folder / "signoff.yml", format_sign_off(record).encode())
    lines = (
        f"{name} 已付印（第{version}次），{len(numbered.articles)}个稿号从此不变。",
        f"请把 {ISSUES}/{name}/ 提交到 git：稿号簿、付印底和见报文本都在里面。",
        f"付印的 PDF：{pdf.relative_to(root).as_posix()}",
    )
    return Outcome(lines=lines, facts={"version": version, "pdf": str(pdf), "numbers": [str(item.number) for item in numbered.articles]})


def _sources(root: Path, numbered: NumberedIssue) -> dict[str, str]:
    name = numbered.issue.name
    paths = {f"{ISSUES}/{name}/issue.yml", "mkdocs.yml"}
    for item in numbered.articles:
        paths.add(source_path(name, item.article))
        paths |= {f"{ISSUES}/{name}/{picture.file}" for picture in pictures_of(item.article.body)}
    return {path: digest((root / path).read_bytes()) for path in sorted(paths)}


def _now() -> str:
    # SOURCE_DATE_EPOCH lets two sign-offs of the same state give the same bytes.
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch.isdigit() else datetime.datetime.now().astimezone()
    return moment.isoformat(timespec="seconds")


def _git_name(root: Path) -> str:
    done = subprocess.run(["git", "config", "user.name"], cwd=root, check=False, capture_output=True, text=True)
    return done.stdout.strip()
