"""``chenbao build`` and ``check``: whole output, or none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Chenbao
from tests.production.papers import differing

PDF = "dist/print/2026-01/试刊报-零号-2026-01.pdf"


def tree(folder: Path) -> dict[str, bytes]:
    """Every file but those in hidden folders: the storeroom and the website's twin are this machine's own."""
    files = {
        path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
    }
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if not any(part.startswith(".") for part in name.split("/")[:-1])
    }


def test_a_build_gives_everything_the_contract_names(
    chenbao: Chenbao, built_root: Path, paper_root: Path
) -> None:
    assert chenbao("build", "--json").exit == 0
    layout = json.loads((paper_root / "dist/print/2026-01/layout.json").read_text("utf-8"))
    assert layout["issue"] == "2026-01" and [page["page"] for page in layout["pages"]] == [1, 2]
    assert (paper_root / PDF).read_bytes().startswith(b"%PDF-")
    for address in ("", "2026-01/", "2026-01/p2/", "2026-01/mei/", "n/2601015/"):
        assert (paper_root / "dist/site" / address / "index.html").is_file()
    for file in ("feed.xml", "n/index.json", "2026-01/试刊报-零号-2026-01.pdf"):
        assert (paper_root / "dist/site" / file).is_file()
    assert "2601015" in (paper_root / "issues/2026-01/ledger.yml").read_text("utf-8")


def test_a_fault_stops_the_build_and_the_last_output_stays(
    chenbao: Chenbao, built_root: Path, paper_root: Path
) -> None:
    before = tree(paper_root / "dist")
    assert before
    article = next((paper_root / "issues/2026-01/要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("headline:", "headlin:"), "utf-8")
    answer = chenbao("build", "--json")
    assert answer.exit == 1 and set(answer.codes) == {"SQ104", "SQ105"}
    assert differing(tree(paper_root / "dist"), before) == []


def test_an_unfinished_issue_does_not_hold_up_another(
    chenbao: Chenbao, built_root: Path, paper_root: Path
) -> None:
    chenbao("new", "2026-02")
    (paper_root / "issues/2026-02/要闻/02-没写完.md").write_text(
        "---\nkicker: 还没有标题\n---\n\n正文。\n", "utf-8"
    )
    assert chenbao("build").exit == 1
    answer = chenbao("build", "2026-01", "--workers", "1", "--json")
    assert answer.exit == 0 and answer.json["left_out"] == ["2026-02"]
    assert not (paper_root / "dist/site/2026-02").exists()


def test_an_issue_that_does_not_exist_is_a_fault(chenbao: Chenbao, paper_root: Path) -> None:
    answer = chenbao("build", "2025-12", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ215"]
    assert tree(paper_root / "dist") == {}


def test_check_writes_nothing(chenbao: Chenbao, paper_root: Path) -> None:
    before = tree(paper_root)
    assert chenbao("check").exit == 0
    assert differing(tree(paper_root), before) == []


def test_the_same_paper_in_another_folder_gives_the_same_bytes(
    chenbao: Chenbao, printed_paper: Path, paper_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "别的 地方"
    shutil.copytree(paper_root, other, symlinks=True)
    monkeypatch.chdir(other)
    assert chenbao("build", "--workers", "1").exit == 0
    assert differing(tree(other / "dist"), tree(printed_paper / "dist")) == []
