"""``chenbao impose FILE.pdf``: 拼大版, two pages side by side as they are folded, for a desk printer or a shop that asks."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.outcome import FAULTS, Outcome
from build_tools.diagnostics import Place, diagnose
from build_tools.model import FOLDS
from build_tools.press.imposition import Unfoldable, impose
from build_tools.readers import read_paper
from build_tools.store.files import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and the way of folding."""
    parser.add_argument("file", type=Path, metavar="文件", help="各版依次排好的 PDF")
    parser.add_argument(
        "--fold", choices=FOLDS, default="", help="nested 套折，separate 每四版单折；不写就按 mkdocs.yml"
    )
    parser.add_argument("--out", type=Path, metavar="文件", help="写到哪里；不写就写在旁边，名字加“-大版”")


def run(arguments: argparse.Namespace) -> Outcome:
    """Write the sheets beside the file."""
    source: Path = arguments.file
    paper = read_paper(arguments.root).paper
    fold = arguments.fold or (paper.press.fold if paper else FOLDS[0])
    try:
        sheets = impose(source.read_bytes(), fold)
    except Unfoldable as problem:
        return Outcome((diagnose("SQ677", Place(str(source)), problem=problem),), forced_exit=FAULTS)
    target: Path = arguments.out or source.with_name(f"{source.stem}-大版.pdf")
    write_whole(target, sheets)
    return Outcome(
        lines=(f"大版：{target}。双面打印，沿短边翻，对折。",), facts={"pdf": str(target), "fold": fold}
    )
