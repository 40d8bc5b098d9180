"""What is printed stays printed, whatever happens to files, plan, settings, theme and program afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pikepdf import Pdf

from build_tools.cli import main
from build_tools.model import reading_name
from build_tools.model.paper import READING_MARK
from build_tools.readers import ReadRecord
from tests.press.lives import NAME, live


@pytest.fixture(scope="module")
def signed(signed_specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 试刊号 signed and built, to be copied."""
    root = tmp_path_factory.mktemp("lives") / "signed"
    shutil.copytree(signed_specimen, root, symlinks=True)
    assert main(["build", "--root", str(root), "--workers", "1"]) == 0
    return root


@pytest.mark.parametrize("seed", range(1, 9))
def test_of_every_number_all_is_as_on_the_day_of_sign_off(signed: Path, tmp_path: Path, seed: int) -> None:
    assert live(signed, tmp_path, seed)[1] == []


def test_without_the_record_the_same_lives_do_change_what_was_printed(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("build_tools.gathering.read_print_record", lambda root, name: ReadRecord(None))
    assert any(live(signed, tmp_path, seed)[1] for seed in range(1, 4))


def test_the_website_offers_readers_the_copy_made_for_them_and_says_how_large_it_is(signed: Path) -> None:
    (printed,) = (
        path for path in (signed / f"dist/print/{NAME}").glob("*.pdf") if READING_MARK not in path.name
    )
    copy = printed.with_name(reading_name(printed.name))
    offered = signed / f"dist/site/{NAME}" / printed.name
    assert offered.read_bytes() == copy.read_bytes()
    assert copy.stat().st_size < printed.stat().st_size / 4
    page = (signed / f"dist/site/{NAME}/index.html").read_text("utf-8")
    assert f"看整份报纸（PDF，{copy.stat().st_size / 1e6:.1f}\u00a0MB）" in page
    with Pdf.open(offered) as pdf:
        assert "/StructTreeRoot" in pdf.Root and "/Outlines" in pdf.Root
