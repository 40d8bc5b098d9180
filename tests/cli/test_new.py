"""``chenbao new``: a folder ready to write in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from build_tools.readers import parse_plan, read_paper
from tests.cli.conftest import Chenbao


def test_a_new_issue_has_the_next_number_the_months_dates_and_every_section(
    chenbao: Chenbao, paper_root: Path
) -> None:
    answer = chenbao("new", "2026-02")
    assert answer.exit == 0
    folder = paper_root / "issues" / "2026-02"
    plan = (folder / "issue.yml").read_text("utf-8")
    # The first issue came out on 2026-01-12, the second Monday of its month.
    assert "number: 2 " in plan and "date: 2026-02-09 " in plan and "deadline: 2026-03-01 " in plan
    assert "month: 2026-01" in plan
    assert {path.name for path in folder.iterdir()} == {"issue.yml", "要闻", "美", "images"}


def test_the_sample_article_is_sound_copy(chenbao: Chenbao) -> None:
    chenbao("new", "2026-02")
    answer = chenbao("numbers", "2026-02", "--json")
    assert answer.codes == []
    assert [row["headline"] for row in answer.json["numbers"]] == ["在这里写标题", "纠错有奖"]


@pytest.mark.parametrize(
    ("sections", "pages"),
    [
        ("甲", ["甲", ""]),
        ("甲乙", ["甲", "乙"]),
        ("甲乙丙", ["甲乙", "丙"]),
        ("甲乙丙丁", ["甲", "乙", "丙", "丁"]),
        ("甲乙丙丁戊", ["甲乙", "丙", "丁", "戊"]),
        ("甲乙丙丁戊己庚辛壬", ["甲乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]),
    ],
)
def test_a_new_issue_has_as_many_pages_as_a_paper_may_have(
    chenbao: Chenbao, paper_root: Path, sections: str, pages: list[str]
) -> None:
    settings = paper_root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    own = "".join(f"        - {{name: {each}, slug: s{at}}}\n" for at, each in enumerate(sections))
    settings.write_text(
        re.sub(r"      sections:\n(        - .*\n)+", lambda _: f"      sections:\n{own}", text), "utf-8"
    )
    shutil.rmtree(paper_root / "issues")
    chenbao("new", "2026-02")
    paper = read_paper(paper_root).paper
    assert paper is not None
    plan, found = parse_plan((paper_root / "issues/2026-02/issue.yml").read_text("utf-8"), "2026-02", paper)
    assert plan is not None and found == []
    assert ["".join(page.sections) for page in plan.pages] == pages
    assert set(chenbao("numbers", "2026-02", "--json").codes) <= {
        "SQ208"
    }  # pages that nobody has written for


def test_an_issue_that_exists_is_not_touched(chenbao: Chenbao, paper_root: Path) -> None:
    before = (paper_root / "issues/2026-01/issue.yml").read_bytes()
    answer = chenbao("new", "2026-01")
    assert answer.exit == 2 and "已经有了" in answer.out
    assert (paper_root / "issues/2026-01/issue.yml").read_bytes() == before


def test_a_name_that_is_no_month_is_refused(chenbao: Chenbao, paper_root: Path) -> None:
    for name in ("2026-13", "2026", "三月", "../2026-02"):
        assert chenbao("new", name).exit == 2
    assert [path.name for path in (paper_root / "issues").iterdir()] == ["2026-01"]


def test_the_pages_of_a_new_issue_are_those_of_another(chenbao: Chenbao, paper_root: Path) -> None:
    """Its titles, sections, notices, 版式 and 补白; not its pins and drawings, which are its stories'."""
    plan = paper_root / "issues/2026-01/issue.yml"
    head, _, rest = plan.read_text("utf-8").partition("pages:")
    bounty = rest[rest.index("bounty:\n") :]
    pages = (
        '  - {title: "头版: 一", sections: [], template: 图片版, filler: 随手记, pins: ["门口的路修平了 = 2栏"]}\n'
        "  - {title: 家园, sections: [要闻], notices: [bounty, errata]}\n"
    )
    plan.write_text(f"{head}pages:\n{pages}{bounty}", "utf-8")
    answer = chenbao("new", "2026-02", "--like", "2026-01")
    assert answer.exit == 0, answer.out
    paper = read_paper(paper_root).paper
    assert paper is not None
    text = (paper_root / "issues/2026-02/issue.yml").read_text("utf-8")
    made, found = parse_plan(text, "issue.yml", paper)
    assert made is not None and found == []
    assert [
        (each.title, each.sections, each.notices, each.template, each.filler, each.pins)
        for each in made.pages
    ] == [
        ("头版: 一", (), (), "图片版", "随手记", ()),
        # A section that has no page there is on the last.
        ("家园", ("要闻", "美"), ("bounty", "errata"), "", "", ()),
    ]
    assert "number: 2 " in text


def test_an_issue_that_is_not_there_is_no_pattern(chenbao: Chenbao, paper_root: Path) -> None:
    answer = chenbao("new", "2026-02", "--like", "2025-12")
    assert answer.exit == 2 and "2025-12" in answer.out
    assert not (paper_root / "issues/2026-02").exists()
