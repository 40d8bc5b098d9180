"""``chenbao impose``: sheets of any PDF, and a refusal in words."""

from __future__ import annotations

from pathlib import Path

from pikepdf import Pdf

from tests.cli.conftest import Chenbao


def _pages(folder: Path, count: int) -> Path:
    with Pdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page(page_size=(200, 300))
        pdf.save(folder / "paper.pdf")
    return folder / "paper.pdf"


def test_eight_pages_become_two_sheets_of_two_sides(chenbao: Chenbao, tmp_path: Path) -> None:
    assert chenbao("impose", str(_pages(tmp_path, 8))).exit == 0
    with Pdf.open(tmp_path / "paper-大版.pdf") as sheets:
        assert [[float(value) for value in page.obj.MediaBox] for page in sheets.pages] == [
            [0, 0, 400, 300]
        ] * 4


def test_a_place_that_cannot_be_written_is_said(chenbao: Chenbao, tmp_path: Path) -> None:
    answer = chenbao("impose", str(_pages(tmp_path, 4)), "--out", "/proc/none/sheets.pdf", "--json")
    assert answer.exit == 2 and answer.codes == ["SQ903"]


def test_six_pages_are_refused_and_nothing_is_written(chenbao: Chenbao, tmp_path: Path) -> None:
    answer = chenbao("impose", str(_pages(tmp_path, 6)), "--json")
    assert answer.exit == 1 and answer.codes == ["SQ677"]
    assert not (tmp_path / "paper-大版.pdf").exists()
