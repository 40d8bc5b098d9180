"""Files that somebody sends to do harm: links that lead out of the paper, and copy that is endless."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from build_tools.gathering import gather
from build_tools.readers import read_paper
from build_tools.readers.article import LONGEST_LINE

ARTICLE = "issues/2026-01/要闻/09-怪.md"


def codes(root: Path) -> list[tuple[str, str]]:
    return [
        (found.place.path, found.code) for found in gather(root).diagnostics if found.severity.blocks_build
    ]


@pytest.mark.parametrize(
    "link",
    [
        ARTICLE,
        "issues/2026-01/images/p.jpg",
        "content/secret.md",
        "content/folder",
        "issues/2031-01",
        "content/a/b/c.txt",
    ],
)
@pytest.mark.parametrize(
    "target", ["/etc/passwd", "/nowhere/at/all", "../../../../../../../../etc", "/proc/self/environ"]
)
def test_a_link_that_leads_out_of_the_paper_is_refused(paper_root: Path, link: str, target: str) -> None:
    path = paper_root / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    assert (link, "SQ830") in codes(paper_root)
    assert "SQ830" in [found.code for found in read_paper(paper_root).diagnostics]


@pytest.mark.parametrize("private", ["issues/2026-01/bounty/inbox/reports.jsonl", ".git/config"])
def test_a_link_to_what_is_private_in_the_paper_is_refused(paper_root: Path, private: str) -> None:
    (paper_root / private).parent.mkdir(parents=True, exist_ok=True)
    (paper_root / private).write_text("private", "utf-8")
    (paper_root / "content" / "letters.txt").symlink_to(paper_root / private)
    assert ("content/letters.txt", "SQ830") in codes(paper_root)
    (paper_root / "content").rename(paper_root / "pages")
    settings = paper_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("docs_dir: content", "docs_dir: pages"), "utf-8")
    assert ("pages/letters.txt", "SQ830") in codes(paper_root)


def test_a_link_within_the_paper_is_as_good_as_a_file(paper_root: Path) -> None:
    (paper_root / "content" / "again.md").symlink_to(paper_root / "content" / "about.md")
    first = next((paper_root / "issues" / "2026-01").rglob("*.md"))
    shutil.copy(first, paper_root / "content" / "about.md")
    assert "SQ830" not in [code for _, code in codes(paper_root)]


@pytest.mark.parametrize(
    "text",
    [
        "---\nheadline: " + "甲" * 5_000_000 + "\n---\n\n正文\n",
        "---\nheadline: 甲\n---\n\n" + "1" * 100_000 + "\n",
        "---\nheadline: 甲\n---\n\n" + "[" * 30_000 + "\n",
        "---\nheadline: 甲\n---\n\n" + "*a_" * 30_000 + "\n",
        "---\nheadline: 甲\n---\n\n" + "![](" * 20_000 + "\n",
        "---\nheadline: 甲\nbyline: [" + "甲, " * 30_000 + "]\n---\n\n正文\n",
    ],
    ids=["headline", "digits", "brackets", "emphasis", "pictures", "bylines"],
)
def test_an_endless_line_is_told_of_and_not_read(paper_root: Path, text: str) -> None:
    (paper_root / ARTICLE).write_text(text, "utf-8")
    start = time.process_time()
    assert (ARTICLE, "SQ831") in codes(paper_root)
    assert time.process_time() - start < 10


def test_a_long_paragraph_is_read(paper_root: Path) -> None:
    (paper_root / ARTICLE).write_text(f"---\nheadline: 甲\n---\n\n{'甲' * (LONGEST_LINE // 2)}\n", "utf-8")
    assert "SQ831" not in [code for _, code in codes(paper_root)]
