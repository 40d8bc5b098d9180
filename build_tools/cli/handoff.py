"""``chenbao handoff [期 …]``: the offline copy of the site, the PDF for readers, and where the copies for WeChat are."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.diagnostics import Diagnostic, sorted_diagnostics
from build_tools.gathering import Gathered, gather
from build_tools.model import NumberedIssue, Paper, reading_name
from build_tools.press.reading_copy import make_reading_copy
from build_tools.production.pressroom import open_pressroom
from build_tools.site.handoff.offline import write_offline
from build_tools.store.files import write_whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issues whose pages are listed."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是最近一期")


def run(arguments: argparse.Namespace) -> Outcome:
    """Pack the site as it was built last; list the e-book and the WeChat pages of the issues."""
    site = arguments.root / "dist" / "site"
    if not (site / "index.html").is_file():
        return Outcome(lines=("还没有网站可以移交：先运行 ./chenbao build。",), forced_exit=UNUSABLE)
    gathered = gather(arguments.root, arguments.issues)
    if gathered.paper is None or not gathered.issues:
        return Outcome(gathered.diagnostics)
    packed = _pack(arguments.root, site, gathered.paper)
    chosen = gathered.issues if arguments.issues else gathered.issues[-1:]
    listed = [row for numbered in chosen for row in _rows(site, gathered.paper, numbered)]
    read = [_reading_copy(arguments.root, gathered, numbered) for numbered in chosen]
    lines = [f"离线包（解开后打开里面的“打开报纸.html”）：{packed.relative_to(arguments.root).as_posix()}"]
    lines += [f"{row['kind']}：{row['name']}　dist/site/{row['address']}" for row in listed]
    lines += [
        f"阅读版（给读者下载的 PDF）：{path.relative_to(arguments.root).as_posix()}" for path, _ in read
    ]
    found = sorted_diagnostics([*gathered.diagnostics, *(each for _, drawn in read for each in drawn)])
    facts = {"offline": str(packed), "handed": listed, "reading": [str(path) for path, _ in read]}
    return Outcome(found, tuple(lines), facts)


def _reading_copy(
    root: Path, gathered: Gathered, numbered: NumberedIssue
) -> tuple[Path, tuple[Diagnostic, ...]]:
    pressroom, name = open_pressroom(gathered), numbered.issue.name
    drawn = make_reading_copy(pressroom.compose(numbered), pressroom.folder(name), pressroom.sheet)
    target = root / "dist" / "handoff" / reading_name(pressroom.paper.pdf_name(name))
    write_whole(target, drawn.pdf)
    return target, drawn.diagnostics


def _pack(root: Path, site: Path, paper: Paper) -> Path:
    name = "-".join(part for part in (paper.name, paper.edition) if part)
    target = root / "dist" / "handoff" / f"{name}-离线.zip"
    write_whole(target, write_offline(site, name))
    return target


def _rows(site: Path, paper: Paper, numbered: NumberedIssue) -> list[dict[str, str]]:
    found = [
        {
            "kind": "电子书",
            "name": numbered.issue.name,
            "address": paper.address(numbered.issue.name, ".epub"),
        }
    ]
    found += [
        {
            "kind": "公众号稿",
            "name": f"{item.number.printed} {item.article.listed_headline}",
            "address": f"{item.address}/wechat/index.html",
        }
        for item in numbered.articles
    ]
    return [row for row in found if (site / row["address"]).is_file()]
