"""``chenbao serve``: live preview of site and page proofs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import Outcome
from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered
from build_tools.model import NumberedIssue
from build_tools.production.pressroom import open_pressroom
from build_tools.site.building import serve_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="地址", help="如 127.0.0.1:8000（不写就是它）")


def run(arguments: argparse.Namespace) -> Outcome:
    """Serve until interrupted."""
    lacking = check_machine()
    if lacking:
        return Outcome(lacking)
    # Said before the work begins: setting the proofs for the first time takes a while, and serving ends only by Ctrl-C.
    sys.stderr.write(f"正在排校样、建网站，几十秒后在浏览器里打开 http://{arguments.address}/ ；按 Ctrl-C 停下。\n")
    serve_site(arguments.root, arguments.address, _proofread)
    return Outcome()


def _proofread(gathered: Gathered, numbered: NumberedIssue) -> tuple[Path, tuple[Diagnostic, ...]]:
    pressroom = open_pressroom(gathered)
    composed = pressroom.compose(numbered)
    pdf, drawn = pressroom.write(composed)
    return pdf, (*composed.diagnostics, *drawn)
