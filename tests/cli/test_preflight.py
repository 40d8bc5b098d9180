"""``chenbao preflight``: any PDF, from anywhere, in Chinese and as JSON."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from tests.cli.conftest import Chenbao


def _advertisement(folder: Path) -> Path:
    canvas = Canvas(str(folder / "ad.pdf"), pagesize=(200, 100))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(20, 20, 40, 40, stroke=0, fill=1)
    canvas.save()
    return folder / "ad.pdf"


def test_an_advertisers_file_is_told_its_faults_with_page_and_place(chenbao: Chenbao, tmp_path: Path) -> None:
    path = _advertisement(tmp_path)
    answer = chenbao("preflight", str(path), "--size", "70x35", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ625", "SQ626", "SQ634", "SQ635", "SQ640"]
    red = answer.json["files"][str(path)][-1]
    assert (red["page"], red["x_mm"], red["y_mm"]) == (1, 7.1, 14.1)


def test_the_report_for_people_says_where_what_and_how_to_mend_it(chenbao: Chenbao, tmp_path: Path) -> None:
    answer = chenbao("preflight", str(_advertisement(tmp_path)))
    assert "第1页（距左7.1毫米、距上14.1毫米）：色块用了 RGB 颜色。\n    改法：" in answer.out


def test_a_wrong_size_is_wrong_usage_and_a_file_that_is_not_there_is_a_fault(chenbao: Chenbao, tmp_path: Path) -> None:
    assert chenbao("preflight", str(_advertisement(tmp_path)), "--size", "A4").exit == 2
    assert chenbao("preflight", str(tmp_path / "none.pdf"), "--json").codes == ["SQ620"]
