"""补白: the handbook's filler is read word for word, and what cannot be one is told."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.model import Filler, plain_text
from build_tools.readers.fillers import read_fillers
from build_tools.readers.paper import read_paper
from build_tools.readers.plan import parse_plan

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "content" / "handbook" / "pages.md").read_text("utf-8")


def lay(root: Path, text: str, name: str = "楼道不堆物") -> tuple[tuple[Filler, ...], list[str]]:
    (root / "content" / "fillers").mkdir(parents=True, exist_ok=True)
    (root / "content" / "fillers" / f"{name}.md").write_text(text, "utf-8")
    fillers, found = read_fillers(root, "content")
    return fillers, [each.code for each in found]


def test_the_handbooks_filler_is_read(tmp_path: Path) -> None:
    shown = next(
        each for each in re.findall(r"```markdown\n(.*?)```", PAGES, re.DOTALL) if "公益广告" in each
    )
    ((filler,), codes) = lay(tmp_path, shown)
    assert (filler.name, filler.label, filler.headline) == ("楼道不堆物", "公益广告", "楼道不堆物 生命有通道")
    assert plain_text(filler.paragraphs[0].inlines).startswith("纸箱")
    assert codes == []


def test_what_is_no_paragraph_is_told(tmp_path: Path) -> None:
    assert lay(tmp_path, "---\nheadline: 征稿\n---\n\n- 一\n- 二\n") == ((), ["SQ562"])


def test_the_plan_names_fillers_of_the_paper() -> None:
    paper = read_paper(ROOT).paper
    assert paper is not None and "楼道不堆物" in {each.name for each in paper.fillers}
    (shown,) = [each for each in re.findall(r"```yaml\n(.*?)```", PAGES, re.DOTALL) if "filler:" in each]
    plan, found = parse_plan("number: 1\ndate: 2021-01-11\n" + shown, "issue.yml", paper)
    assert plan is not None and plan.pages[0].filler == "楼道不堆物"
    assert "SQ563" not in {each.code for each in found}
    _, found = parse_plan(
        "number: 1\ndate: 2021-01-11\n" + shown.replace("楼道不堆物", "楼道"), "issue.yml", paper
    )
    assert "SQ563" in {each.code for each in found}
