"""The builder: what has not changed is not touched, what has changed is as a clean build would make it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_tools.production.unchanged import Order, as_before, look
from tests.production.edits import run
from tests.production.papers import FIRST, SECOND, THIRD, build_web, clean_output, differing, files_of, lay_out, output_of


@pytest.fixture(scope="module")
def built_paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_out(tmp_path_factory.mktemp("built") / "paper")
    assert build_web(root).diagnostics == ()
    return root


@pytest.fixture
def root(built_paper: Path, tmp_path: Path) -> Path:
    """A copy of the paper with all that was built, in another place."""
    return Path(shutil.copytree(built_paper, tmp_path / "paper", symlinks=True))


def test_built_paper_in_another_place_is_right_and_then_unchanged(root: Path, built_paper: Path) -> None:
    assert build_web(root).done
    assert differing(output_of(root), output_of(built_paper)) == []
    times = {path: path.stat().st_mtime_ns for path in (root / "dist" / "site").rglob("*")}
    order = Order(root, web_only=True)
    said = as_before(order, look(order))
    assert said is not None and said.done
    assert {path: path.stat().st_mtime_ns for path in (root / "dist" / "site").rglob("*")} == times


def test_edit_of_words_touches_its_own_issue_and_what_is_shared(root: Path) -> None:
    before = files_of(root / "dist" / "site")
    path = root / "issues" / FIRST / "要闻" / "02-借伞不用押金.md"
    path.write_text(path.read_text("utf-8") + "\n雨停了再还。\n", encoding="utf-8")
    assert build_web(root).done
    touched = differing(before, files_of(root / "dist" / "site"))
    assert any(name.startswith(f"{FIRST}/") for name in touched)
    assert not [name for name in touched if name.startswith((f"{SECOND}/", f"{THIRD}/"))]


def test_fault_stops_everything_before_anything_is_written(root: Path) -> None:
    before = files_of(root / "dist")
    (root / "issues" / FIRST / "要闻" / "02-借伞不用押金.md").write_text("---\nkicker: 引题\n---\n\n正文。\n", encoding="utf-8")
    assert not build_web(root).done
    assert differing(*({name: held for name, held in each.items() if name.startswith("site/")} for each in (before, files_of(root / "dist")))) == []


def test_issue_that_is_gone_leaves_nothing_behind(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "issues" / THIRD)
    assert build_web(root).done
    assert not (root / "dist" / "site" / THIRD).exists() and not (root / "dist" / "site" / "archive" / THIRD[:4]).exists()
    assert differing(output_of(root), clean_output(root, tmp_path / "clean")) == []


def test_damaged_and_deleted_files_of_the_site_are_repaired(root: Path, built_paper: Path) -> None:
    (root / "dist" / "site" / "index.html").write_text("坏", encoding="utf-8")
    (root / "dist" / "site" / FIRST / "index.html").unlink()
    assert build_web(root).done
    assert differing(output_of(root), output_of(built_paper)) == []


def test_two_processes_make_the_same_as_one(root: Path, tmp_path: Path, built_paper: Path) -> None:
    shutil.rmtree(root / "dist")
    assert build_web(root, 2).done
    assert differing(output_of(root), output_of(built_paper)) == []


def test_random_edits_come_to_what_a_clean_build_makes(tmp_path: Path) -> None:
    assert run(tmp_path, 6, 3, print_every=0)["done"] > 0
