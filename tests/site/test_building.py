"""Building for the command line: quiet, whole or not at all; and MkDocs' own commands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.site.building import build_site
from tests.site.conftest import gather_paper, lay_out_paper


def test_print_pdf_is_copied_and_linked(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (tmp_path / "proof.pdf").write_bytes(b"%PDF-1.7 proof")
    assert build_site(root, gather_paper(root), tmp_path / "site", {"2021-06": tmp_path / "proof.pdf"}) == ()
    name = "社区晨报-张庙-2021-06.pdf"
    assert (tmp_path / "site" / "2021-06" / name).read_bytes() == b"%PDF-1.7 proof"
    assert f'href="{name}"' in (tmp_path / "site" / "2021-06" / "index.html").read_text(encoding="utf-8")
    assert f'href="../{name}#page=2"' in (tmp_path / "site" / "2021-06" / "p2" / "index.html").read_text(encoding="utf-8")


def test_broken_template_is_a_diagnostic_and_leaves_the_old_site(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "theme" / "web" / "issue.html").write_text("第一行\n{% if %}", encoding="utf-8")
    site = tmp_path / "dist" / "site"
    site.mkdir(parents=True)
    (site / "old.html").write_text("旧", encoding="utf-8")
    found = build_site(root, gather_paper(root), site, {})
    assert [(each.code, str(each.place)) for each in found] == [("SQ701", "theme/web/issue.html:2:1")]
    assert [each.name for each in (tmp_path / "dist").iterdir()] == ["site"]
    assert (site / "old.html").read_text(encoding="utf-8") == "旧"


def test_broken_link_in_a_standing_page_is_a_diagnostic_of_a_finished_site(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    with (root / "content" / "about.md").open("a", encoding="utf-8") as page:
        page.write("\n[断了](nowhere.md)\n")
    found = build_site(root, gather_paper(root), tmp_path / "site", {})
    assert [each.code for each in found] == ["SQ701"] and "nowhere.md" in found[0].message
    assert (tmp_path / "site" / "about" / "index.html").is_file()


def test_settings_without_the_plugin_are_a_diagnostic(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    gathered = gather_paper(root)
    (root / "mkdocs.yml").write_text("site_name: 无\ndocs_dir: content\n", encoding="utf-8")
    (found,) = build_site(root, gathered, tmp_path / "site", {})
    assert found.code == "SQ701" and "chenbao" in found.message


def test_building_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = lay_out_paper(tmp_path / "paper")
    build_site(root, gather_paper(root), tmp_path / "site", {})
    assert capfd.readouterr() == ("", "")


def test_mkdocs_build_names_place_and_remedy_of_a_fault_without_traceback(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    (root / "issues" / "2021-06" / "阅" / "02-无题.md").write_text("---\nkicker: 引题\n---\n\n正文。\n", encoding="utf-8")
    done = mkdocs(root, "build")
    assert done.returncode == 1
    assert re.search(r"issues/2021-06/阅/02-无题\.md:\d+:\d+: SQ104 .*\n +改法：", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (root / "dist" / "site" / "index.html").exists()


def test_mkdocs_build_makes_the_site_in_dist(tmp_path: Path) -> None:
    root = lay_out_paper(tmp_path / "paper")
    done = mkdocs(root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (root / "dist" / "site" / "2021-06" / "mei" / "loudao" / "index.html").is_file()


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
