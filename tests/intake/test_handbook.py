"""The example of the handbook's page on taking in, word for word."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.cli.main import main
from tests.intake.office import photo

PAGE = (Path(__file__).parents[2] / "content" / "handbook" / "intake.md").read_text("utf-8")


def shown(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```", PAGE, re.M | re.S)
    assert found
    return found[1]


def test_the_sending_of_the_handbook_gives_the_article_and_the_slip_of_the_handbook(tmp_path: Path) -> None:
    (tmp_path / "投稿.txt").write_text(shown("来稿"), "utf-8")
    (tmp_path / "图1.jpg").write_bytes(photo(1))
    out = tmp_path / "收来的稿"
    assert main(["intake", str(tmp_path / "投稿.txt"), str(tmp_path / "图1.jpg"), "--out", str(out)]) == 0
    assert (out / "01-灯亮了.md").read_text("utf-8") == shown("稿件")
    assert (out / "收稿单.txt").read_text("utf-8") == shown("收稿单")
