"""Two branches that each add an article merge in git without trouble, before a sign-off and after."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from build_tools.gathering import gather
from build_tools.model import Kind, source_path
from build_tools.numbering import format_ledger, signed_ledger, with_number
from tests.factories import write_early_sign_off

ROOT = Path(__file__).parents[2]
ISSUE = "2026-01"
_SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "editor"), ("EMAIL", "editor@example"))
}


def git(root: Path, *arguments: str) -> None:
    environment = {
        **os.environ,
        **_SOMEBODY,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, env=environment)


def number_and_commit(root: Path, sign: bool = False) -> None:
    gathered = gather(root)
    assert not gathered.faulty, gathered.diagnostics
    numbered, ledger = gathered.issues[0], gathered.ledgers[0]
    if sign:
        ledger = signed_ledger(ledger, numbered)
        write_early_sign_off(root, ISSUE)
        for item in numbered.articles:
            if item.article.kind is Kind.ARTICLE:
                path = root / source_path(ISSUE, item.article)
                path.write_text(with_number(path.read_text("utf-8"), item.number), "utf-8")
    (root / "issues" / ISSUE / "ledger.yml").write_text(format_ledger(ledger), "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "改稿")


def add_on_branch(root: Path, branch: str, file: str) -> None:
    git(root, "checkout", "-q", "-b", branch, "main")
    (root / "issues" / ISSUE / file).write_text(
        f"---\nheadline: {branch}的新稿\n---\n\n这是{branch}写的。\n", "utf-8"
    )
    number_and_commit(root)


@pytest.mark.parametrize("signed", [False, True], ids=["before sign-off", "after sign-off"])
def test_two_branches_that_each_add_an_article_merge_without_a_conflict(
    paper_root: Path, signed: bool
) -> None:
    (paper_root / ".gitattributes").write_text((ROOT / ".gitattributes").read_text("utf-8"), "utf-8")
    git(paper_root, "init", "-q", "-b", "main")
    number_and_commit(paper_root, sign=signed)
    before = {entry.file: entry.number for entry in gather(paper_root).ledgers[0].signed}
    add_on_branch(paper_root, "甲", "要闻/00-甲的新稿.md")
    add_on_branch(paper_root, "乙", "要闻/01-乙的新稿.md")
    git(paper_root, "merge", "-q", "--no-edit", "甲")
    gathered = gather(paper_root)
    numbers = {item.article.file: item.number for item in gathered.issues[0].articles}
    assert [each.code for each in gathered.diagnostics] == ["SQ314"] * signed
    assert len(numbers) == len(set(numbers.values())) == 7
    assert len(before) == (5 if signed else 0) and before.items() <= numbers.items()
    assert [entry.file for entry in gathered.ledgers[0].entries] == sorted(
        numbers, key=lambda file: numbers[file]
    )
