"""``chenbao preflight``: any PDF, from anywhere, in Chinese and as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from tests.cli.conftest import Chenbao

ROOT = Path(__file__).parents[2]


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


def test_a_wrong_size_is_wrong_usage_and_a_file_that_is_not_there_is_a_fault(
    chenbao: Chenbao, tmp_path: Path
) -> None:
    assert chenbao("preflight", str(_advertisement(tmp_path)), "--size", "A4").exit == 2
    assert chenbao("preflight", str(tmp_path / "none.pdf"), "--json").codes == ["SQ620"]


def test_it_needs_no_paper_neither_as_a_command_nor_as_a_module(tmp_path: Path) -> None:
    """In a folder of anyone's: no mkdocs.yml, no issue; the handbook shows both lines."""
    _advertisement(tmp_path).rename(tmp_path / "广告.pdf")
    shown = (ROOT / "content/handbook/preflight.md").read_text("utf-8")
    codes = []
    for line in (
        "chenbao preflight 广告.pdf --json",
        "python -m build_tools.cli preflight 广告.pdf --json",
    ):
        assert line in shown
        words = line.split()
        start = [sys.executable] if words[0] == "python" else [str(Path(sys.executable).with_name("chenbao"))]
        done = subprocess.run(
            [*start, *words[1:]],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        codes.append([each["code"] for each in json.loads(done.stdout)["files"]["广告.pdf"]])
    assert codes == [["SQ625", "SQ626", "SQ634", "SQ640"]] * 2
