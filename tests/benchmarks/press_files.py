"""The sample issues as press files of every kind, validated by everything at hand: one row a package.

    python -m tests.benchmarks.press_files [--issues 2021-01 2021-02] [--standards pdf/x-1a pdf/x-4] [--pages 4 8] [--bleeds 0 3]

A package is made as sign-off makes it, of the issue as it is printed (eight pages: the four twice). Then: our preflight of the
pages and of the sheets, Ghostscript stopping at the first error, qpdf, MuPDF and, where they are there, pdfcpu and
Poppler; the heaviest ink; how many runs of black text there are and how many do not overprint; XJDF by the facts of
CIP4's schema. ``ok`` means that the program finished without an error or a warning.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf

from build_tools.gathering import gather
from build_tools.model import NumberedIssue, Paper
from build_tools.press.package import Commission, make_press_package
from build_tools.press.profile import profile_path
from build_tools.press.reading.content import Walker
from build_tools.press.reading.marks import MarkKind
from build_tools.press.sign_off import as_sample
from build_tools.press.ticket import XJDF_SPACE
from build_tools.typesetting import compose_issue, draw_issue
from build_tools.typesetting.sheet import sheet_of
from tests.press.xjdf_facts import breaches

ROOT = Path(__file__).parents[2]
_JUDGES = {
    "Ghostscript": ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage"],
    "qpdf": ["qpdf", "--check", "--no-warn"],
    "MuPDF": ["mutool", "draw", "-q", "-F", "pbm", "-r", "36", "-o", "/dev/null"],
    "pdfcpu": ["pdfcpu", "validate", "-q"],
    "Poppler": ["pdftoppm", "-r", "36", "-gray"],
}  # fmt: skip


def judgements(path: Path) -> Iterator[tuple[str, str]]:
    """What each independent reader says of a file: ok, or its first complaint; "—" where the machine lacks it."""
    for name, command in _JUDGES.items():
        if shutil.which(command[0]) is None:
            yield name, "—"
            continue
        tail = [str(path.with_suffix(""))] if name == "Poppler" else []
        done = subprocess.run([*command, str(path), *tail], capture_output=True, check=False, timeout=600)
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        if name == "MuPDF":  # Debian builds it without, and it says so of every file
            said = [each for each in said if "ICC support is not available" not in each]
        if name == "qpdf":
            said = [each for each in said if "WARNING" in each or "error" in each.lower()]
        yield (
            name,
            "ok" if done.returncode == 0 and not said else (said or [f"exit {done.returncode}"])[0][:60],
        )


def black_runs(content: bytes) -> tuple[int, int]:
    """Runs of text in black ink alone, and how many of them do not overprint."""
    runs = knocked = 0
    with Pdf.open(BytesIO(content)) as pdf:
        walker = Walker(50_000_000)
        for page in pdf.pages:
            for mark in walker.page(page):
                if mark.kind is MarkKind.TEXT and mark.paint.is_black_alone and mark.paint.is_dark_neutral:
                    runs += 1
                    knocked += not mark.blending.overprint
    return runs, knocked


def doubled(drawn: bytes, numbered: NumberedIssue) -> tuple[bytes, NumberedIssue]:
    """The same pages once more behind the first."""
    buffer, plans = BytesIO(), numbered.issue.pages
    with Pdf.open(BytesIO(drawn)) as pdf, Pdf.open(BytesIO(drawn)) as again:
        pdf.pages.extend(again.pages)
        pdf.save(buffer)
    more = tuple(replace(each, number=each.number + len(plans)) for each in plans)
    return buffer.getvalue(), replace(numbered, issue=replace(numbered.issue, pages=(*plans, *more)))


def row(drawn: bytes, numbered: NumberedIssue, paper: Paper) -> tuple[list[str], bool]:
    """The cells of one package, and whether all is well."""
    press = paper.press
    commission = Commission(paper, numbered, 1, "某编辑", Path(profile_path(ROOT, press)), sample=True)
    package = make_press_package(drawn, commission)
    head = [numbered.issue.name, press.standard, str(len(numbered.issue.pages)), f"{press.bleed:g} mm"]
    if package.ticket is None:
        return [*head, " ".join(each.code for each in package.diagnostics)], False
    said: dict[str, str] = {}
    for part in ("ALL", "SHEETS"):
        name = commission.edition.file_name(part)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(package.files[name])
            for judge, verdict in judgements(path):
                if said.get(judge, "ok") in ("ok", "—"):
                    said[judge] = verdict
    runs, knocked = black_runs(package.files[commission.edition.file_name("ALL")])
    xjdf = package.files[commission.edition.file_name("TICKET", "xjdf")].decode()
    wrong = list(breaches(xjdf, XJDF_SPACE))
    heaviest = max(file.heaviest for file in package.ticket.files)
    cells = [*head, "合格", *said.values(), f"{heaviest:.0f} %", f"{knocked} of {runs}", f"{len(wrong)}"]
    well = not knocked and not wrong and all(each in ("ok", "—") for each in said.values())
    return cells, well and heaviest <= press.ink_limit


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", nargs="+", default=["2021-01", "2021-02"])
    parser.add_argument("--standards", nargs="+", default=["pdf/x-1a", "pdf/x-4"])
    parser.add_argument("--pages", nargs="+", type=int, default=[4, 8])
    parser.add_argument("--bleeds", nargs="+", type=float, default=[0.0, 3.0])
    arguments = parser.parse_args()
    columns = [
        "issue",
        "standard",
        "pages",
        "bleed",
        "preflight",
        *_JUDGES,
        "heaviest ink",
        "black text not overprinting",
        "XJDF breaches",
    ]
    sys.stdout.write(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n")
    failed = 0
    for name in arguments.issues:
        gathered = as_sample(gather(ROOT, [name], anew=True))
        assert gathered.paper is not None
        numbered, paper = gathered.issues[0], gathered.paper
        sheet = sheet_of(ROOT, paper)
        drawn = draw_issue(compose_issue(numbered, paper, sheet), ROOT / "issues" / name, sheet).pdf
        for pages, standard, bleed in itertools.product(
            arguments.pages, arguments.standards, arguments.bleeds
        ):
            content, issue = (drawn, numbered) if pages == 4 else doubled(drawn, numbered)
            press = replace(paper.press, standard=standard, bleed=bleed, marks=bool(bleed))
            cells, well = row(content, issue, replace(paper, press=press))
            failed += not well
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
