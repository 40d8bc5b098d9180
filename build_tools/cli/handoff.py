"""``chenbao handoff [期 …]``: the offline copy of the site, and where each article's copy for WeChat is."""

from __future__ import annotations

import argparse
from pathlib import Path

from build_tools.cli.outcome import UNUSABLE, Outcome
from build_tools.gathering import gather
from build_tools.model import NumberedIssue, Paper
from build_tools.production.writing import write_whole
from build_tools.site.handoff.epub import epub_address
from build_tools.site.handoff.offline import write_offline


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
    lines = [f"离线包（解开后打开里面的“打开报纸.html”）：{packed.relative_to(arguments.root).as_posix()}"]
    lines += [f"{row['kind']}：{row['name']}　dist/site/{row['address']}" for row in listed]
    return Outcome(gathered.diagnostics, tuple(lines), {"offline": str(packed), "handed": listed})


def _pack(root: Path, site: Path, paper: Paper) -> Path:
    name = "-".join(part for part in (paper.name, paper.edition) if part)
    target = root / "dist" / "handoff" / f"{name}-离线.zip"
    write_whole(target, write_offline(site, name))
    return target


def _rows(site: Path, paper: Paper, numbered: NumberedIssue) -> list[dict[str, str]]:
    found = [{"kind": "电子书", "name": numbered.issue.name, "address": epub_address(paper, numbered.issue.name)}]
    found += [{"kind": "公众号稿", "name": f"{item.number.printed} {item.article.listed_headline}", "address": f"{item.address}/wechat/index.html"} for item in numbered.articles]
    return [row for row in found if (site / row["address"]).is_file()]
