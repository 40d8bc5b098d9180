"""Drafts stay at home: what is not signed off is printed and previewed, and on no page of the published website."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import Pdf

from build_tools.cli import main
from tests.production.papers import add_issue
from tests.production.previews import Served, at_work
from tests.site.conftest import lay_out_paper
from tests.waiting import until

NAME = "2026-02"


@pytest.fixture
def half_signed(signed_root: Path) -> Path:
    """January is signed off, February is not."""
    settings = signed_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("      drafts: show\n", ""), "utf-8")
    add_issue(signed_root, NAME, 2)
    return signed_root


def texts(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8").replace("<wbr>", "")
        for path in site.rglob("*")
        if path.suffix in (".html", ".xml", ".json", ".txt")
    }


def test_an_unsigned_issue_is_on_no_page_list_feed_search_or_map(
    half_signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--workers", "1", "--root", str(half_signed)]) == 0
    said = capsys.readouterr().out
    line = next(each for each in said.splitlines() if "没有付印" in each)
    assert NAME in line and "serve" in line and "drafts: show" in line
    site = half_signed / "dist/site"
    assert not (site / NAME).exists()
    # Its address and its numbers; the deadline of January is a day of February, too.
    signs = (f"{NAME}/", f'"{NAME}"', "2602-01", "2602015")
    told = [name for name, text in texts(site).items() if any(sign in text for sign in signs)]
    assert told == []
    assert (half_signed / f"dist/print/{NAME}").is_dir(), "its proof is printed all the same"


def test_readers_load_a_tagged_pdf_with_bookmarks_even_if_a_preview_printed_first(
    tmp_path: Path,
) -> None:
    root = lay_out_paper(tmp_path / "paper")
    with at_work(Served(root)) as served:
        until(lambda: any("各版排好了" in line for line in served.said))
    printed = root / "dist/print/2021-06"
    assert list(printed.glob("*.pdf")) and not list(printed.glob("*阅读版*")), (
        "a preview shows the print itself"
    )
    assert main(["build", "--workers", "1", "--root", str(root)]) == 0
    (offered,) = (root / "dist/site/2021-06").glob("*.pdf")
    with Pdf.open(offered) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_outline() as outline:
            headings = [[str(each.title) for each in page.children] for page in outline.root]
    assert len(headings) == 2 and all(headings)


def test_no_readers_copy_of_an_older_print_lies_beside_a_draft_that_stays_at_home(built_root: Path) -> None:
    printed = built_root / "dist/print/2026-01"
    assert list(printed.glob("*阅读版*"))
    settings = built_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("      drafts: show\n", ""), "utf-8")
    article = next((built_root / "issues/2026-01").glob("要闻/*.md"))
    article.write_text(article.read_text("utf-8").replace("headline: ", "headline: 再"), "utf-8")
    assert main(["build", "--workers", "1", "--root", str(built_root)]) == 0
    assert not list(printed.glob("*阅读版*"))


def test_no_readers_copy_of_the_draft_lies_beside_a_signed_print(built_root: Path) -> None:
    printed = built_root / "dist/print/2026-01"
    assert list(printed.glob("*阅读版*"))
    assert main(["signoff", "2026-01", "--by", "某编辑", "--root", str(built_root)]) == 0
    assert not list(printed.glob("*阅读版*"))
    assert main(["build", "--workers", "1", "--root", str(built_root)]) == 0
    assert list(printed.glob("*阅读版*"))


def test_the_paper_can_show_its_drafts_marked_as_proofs(half_signed: Path) -> None:
    settings = half_signed / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("code: SKB", "code: SKB\n      drafts: show"), "utf-8"
    )
    assert main(["build", "--web", "--workers", "1", "--root", str(half_signed)]) == 0
    site = half_signed / "dist/site"
    pages = [path for path in (site / NAME).rglob("index.html") if "wechat" not in path.parts]
    assert pages and all("校样" in path.read_text("utf-8") for path in pages)
    signed = (site / "2026-01/index.html").read_text("utf-8")
    assert "校样" not in signed


def test_mkdocs_itself_leaves_drafts_at_home_too(half_signed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"],
        cwd=half_signed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (half_signed / "dist/site" / NAME).exists()
    assert (half_signed / "dist/site/2026-01/index.html").is_file()


def test_a_paper_without_a_signed_issue_has_a_home_page(paper_root: Path) -> None:
    settings = paper_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("      drafts: show\n", ""), "utf-8")
    assert main(["build", "--web", "--workers", "1", "--root", str(paper_root)]) == 0
    assert "2026-01" not in (paper_root / "dist/site/index.html").read_text("utf-8")


def test_drafts_is_show_or_hide(paper_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = paper_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("drafts: show", "drafts: maybe"), "utf-8")
    assert main(["check", "--root", str(paper_root)]) == 1
    assert "drafts" in capsys.readouterr().out
