"""``chenbao preflight FILE.pdf …``: 预检, any PDF that is to go to the press, ours or an advertiser's."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic
from build_tools.model import STANDARDS, PressSettings
from build_tools.press.preflight import Demands, Finding, demands_of, finding_diagnostics, preflight_file
from build_tools.press.profile import profile_path
from build_tools.readers import read_paper

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)[x×*]([0-9]+(?:\.[0-9]+)?)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and what to ask of them beyond the paper's settings."""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="要查的 PDF")
    parser.add_argument(
        "--standard", choices=STANDARDS, default="", help="必须是哪一种；不写就按文件自称的查"
    )
    parser.add_argument("--size", default="", metavar="宽x高", help="成品尺寸，毫米，如 275x390")
    parser.add_argument("--pages", type=int, default=0, metavar="页数", help="应当有几页")
    parser.add_argument(
        "--ink", type=float, default=0.0, metavar="百分数", help="总墨量上限；不写就按 mkdocs.yml"
    )


def run(arguments: argparse.Namespace) -> Outcome:
    """Inspect each file; all findings at once."""
    size = _SIZE.fullmatch(arguments.size.strip())
    if arguments.size and size is None:
        return Outcome(lines=("--size 写成 宽x高，如 275x390。",), forced_exit=UNUSABLE)
    demands = _demands(arguments.root, arguments.standard)
    if size is not None:
        demands = replace(demands, page_width=float(size[1]), page_height=float(size[2]))
    demands = replace(demands, pages=arguments.pages, ink_limit=arguments.ink or demands.ink_limit)
    found: list[Diagnostic] = []
    files: dict[str, list[dict[str, object]]] = {}
    lines: list[str] = []
    for path in arguments.files:
        findings = (
            preflight_file(path, demands).findings
            if path.is_file()
            else (Finding("SQ620", facts={"problem": "没有这个文件"}),)
        )
        found += finding_diagnostics(str(path), findings)
        files[str(path)] = [each.as_json() for each in findings]
        lines += _clean_line(path, findings)
    return Outcome(tuple(found), tuple(lines), {"files": files})


def _demands(root: Path, standard: str) -> Demands:
    paper = read_paper(root).paper
    settings = paper.press if paper else PressSettings()
    return demands_of(settings, standard=standard, profile=profile_path(root, settings))


def _clean_line(path: Path, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return () if findings else (f"{path.name}：合格，可以付印。",)
