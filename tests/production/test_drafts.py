"""Drafts stay at home: what is not signed off is printed and previewed, and on no page of the published website."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.cli import main
from tests.production.papers import add_issue

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
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in site.rglob("*")
        if path.suffix in (".html", ".xml", ".json", ".txt")
    }


def test_an_unsigned_issue_is_on_no_page_list_feed_search_or_map(
    half_signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(half_signed)]) == 0
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


def test_the_paper_can_show_its_drafts_marked_as_proofs(half_signed: Path) -> None:
    settings = half_signed / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("code: SKB", "code: SKB\n      drafts: show"), "utf-8"
    )
    assert main(["build", "--web", "--root", str(half_signed)]) == 0
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
    assert main(["build", "--web", "--root", str(paper_root)]) == 0
    assert "2026-01" not in (paper_root / "dist/site/index.html").read_text("utf-8")


def test_drafts_is_show_or_hide(paper_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = paper_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("drafts: show", "drafts: maybe"), "utf-8")
    assert main(["check", "--root", str(paper_root)]) == 1
    assert "drafts" in capsys.readouterr().out
