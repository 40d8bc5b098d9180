"""One issue that uses every form the art editor has, taken all the way: checked, signed off, preflighted, edited, corrected.

Its pages: a drawn name, an advertisement in the 报眼, a 头版 whose lead goes on on page 3 and has a 引文; a picture and a 竖题 that
are pinned, one in the 中缝, the drawn head of a column, a filler with artwork; a section's drawn head, a 围框, an advertisement;
a 副刊 under its drawn head.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Chenbao
from tests.conftest import CLOCK, HERE

PICTURES = HERE.parent / "issues" / "2021-02" / "images"
SETTINGS = {
    '        - {name: 美, colour: "#2b6e3f"}\n': '        - {name: 美, colour: "#2b6e3f"}\n'
    '        - {name: 战, colour: "#1d5b96"}\n        - {name: 阅, colour: "#6b4396"}\n',
    "      code: SKB\n": "      code: SKB\n      masthead: pictures/报头.svg\n"
    "      heads: {战: pictures/战.svg, 楼里能人: pictures/楼里能人.svg, 副刊: pictures/副刊.svg}\n",
}


@pytest.fixture
def issue(paper_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its folder, in the test's own paper."""
    folder = paper_root / "issues" / "2026-01"
    for section in ("要闻", "美"):
        shutil.rmtree(folder / section)
    shutil.copytree(HERE / "every_form", paper_root, dirs_exist_ok=True)
    for name in ("pipe.jpg", "reading.jpg"):
        shutil.copy(PICTURES / name, folder / "images")
    settings = (paper_root / "mkdocs.yml").read_text("utf-8")
    for old, new in SETTINGS.items():
        settings = settings.replace(old, new)
    (paper_root / "mkdocs.yml").write_text(settings, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    return folder


def drawn(issue: Path) -> list[list[str]]:
    """What is drawn for the paper says so on each page of the record."""
    pages = [(issue / f"printed/p{page}.jsonl").read_text("utf-8").splitlines() for page in range(1, 5)]
    return [[each["alternate"] for each in map(json.loads, page) if "alternate" in each] for page in pages]


def test_an_issue_of_every_form_goes_all_the_way(issue: Path, chenbao: Chenbao) -> None:
    checked = chenbao("check", "--json")
    assert (checked.exit, checked.codes) == (0, [])

    signed = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    assert signed.exit == 0, signed.err
    press = issue.parents[1] / "dist/print/2026-01/press"
    assert len([*press.glob("*_ALL_v1.pdf"), *press.glob("*_SHEETS_v1.pdf")]) == 2, (
        "the preflight lets them pass"
    )
    (name,) = (issue / "printed" / "pictures").glob("报头-*.svg")
    assert drawn(issue) == [["试刊报"], ["楼里能人", "人走 关火 关阀"], ["战"], ["副刊"]]
    layout = json.loads((press.parent / "layout.json").read_text("utf-8"))
    standing = {block["number"] for page in layout["pages"] for block in page["blocks"]} - {""}
    assert len(standing) == 14 and {page["overset_lines"] for page in layout["pages"]} == {0}
    jumped = [page["page"] for page in layout["pages"] for b in page["blocks"] if b["number"] == "2601015"]
    assert set(jumped) == {1, 3}

    # What was signed does not change: neither by an edit nor by another drawing of the name.
    before = {path: path.read_bytes() for path in press.iterdir()}
    drawing = issue.parents[1] / "content/pictures/报头.svg"
    drawing.write_text(drawing.read_text("utf-8").replace("#b3261e", "#000000"), "utf-8")
    flowers = issue / "美" / "01-一楼的花开了.md"
    written = flowers.read_text("utf-8")
    flowers.write_text(written.replace("每天换一位", "每天换一个"), "utf-8")
    assert chenbao("check", "--json").codes == ["SQ307"]
    flowers.write_text(written, "utf-8")
    printed = ["--printed", "每天换一位", "--right", "每天换一个", "--date", "2026-01-12"]
    assert chenbao("correct", "2601044", *printed, "--json").exit == 0
    assert chenbao("signoff", "2026-01", "--verify").exit == 0
    assert {path: path.read_bytes() for path in press.iterdir()} == before and name.is_file()
    assert "每天换一位" in (issue / "printed" / "2601044.yml").read_text("utf-8")
