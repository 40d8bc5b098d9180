"""``chenbao numbers [期]``: the numbers, the page and the state of each."""

from __future__ import annotations

import argparse

from build_tools.cli.outcome import Outcome
from build_tools.gathering import gather
from build_tools.model import Ledger, NumberedIssue, Weight

_WEIGHTS = {Weight.LEAD: "头条", Weight.NORMAL: "", Weight.BRIEF: "简讯"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The issue to list."""
    parser.add_argument("issues", nargs="*", metavar="期", help="如 2021-01；不写就是全部")


def run(arguments: argparse.Namespace) -> Outcome:
    """List every number of the issues, withdrawn ones too."""
    gathered = gather(arguments.root, arguments.issues)
    rows = [
        row
        for numbered, ledger in zip(gathered.issues, gathered.ledgers, strict=True)
        for row in _rows(numbered, ledger)
    ]
    return Outcome(gathered.diagnostics, tuple(_line(row) for row in rows), {"numbers": rows})


def _rows(numbered: NumberedIssue, ledger: Ledger) -> list[dict[str, object]]:
    signed = {entry.number for entry in ledger.signed}
    standing: list[dict[str, object]] = [
        {
            "number": item.number.printed,
            "page": item.page,
            "state": "网上补发" if item.late else "已付印" if item.number in signed else "草号",
            "section": item.article.section,
            "weight": _WEIGHTS[item.article.weight],
            "headline": item.article.listed_headline,
            "file": item.article.file,
            "url": f"/{item.address}/",
        }
        for item in numbered.articles
    ]
    gone: list[dict[str, object]] = [
        {
            "number": item.number.printed,
            "page": item.page,
            "state": "已撤稿",
            "section": item.section,
            "weight": "",
            "headline": item.headline,
            "file": "",
            "url": f"/{item.address}/",
        }
        for item in numbered.withdrawn
    ]
    return sorted(standing + gone, key=lambda row: str(row["number"]))


def _line(row: dict[str, object]) -> str:
    section = f"【{row['section']}】" if row["section"] else ""
    weight = f"（{row['weight']}）" if row["weight"] else ""
    where = f"第{row['page']}版  " if row["page"] else ""
    return (
        f"{row['number']}  {where}{row['state']}  {section}{row['headline']}{weight}  "
        f"{row['file']}  {row['url']}".rstrip()
    )
