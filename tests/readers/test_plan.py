"""issue.yml and mkdocs.yml: what is read, with which marks."""

from __future__ import annotations

import datetime

from build_tools.model import Winners
from build_tools.readers import Plan, parse_paper, parse_plan
from tests.factories import make_paper

PLAN = """number: 3
date: 2021-03-08
specimen: 样刊
pages:
  - {title: 要闻, sections: [要闻], layout: "AAB AAC"}
  - title: 家园
    sections: [美, 阅]
    notices: [bounty]
    layout: [AB, AB]
bounty:
  deadline: 2021-04-01
  winners: {month: 2021-02, best: 甲, excellent: [乙, 丙]}
"""


def read(text: str) -> tuple[Plan | None, list[str]]:
    plan, found = parse_plan(text, "issue.yml", make_paper())
    return plan, [each.code for each in found]


def test_a_whole_plan_is_read() -> None:
    plan, found = read(PLAN)
    assert plan and found == []
    assert (plan.number, plan.date, plan.specimen) == (3, datetime.date(2021, 3, 8), "样刊")
    assert [(page.number, page.title, page.sections, page.notices, page.layout) for page in plan.pages] == [
        (1, "要闻", ("要闻",), (), ("AAB", "AAC")),
        (2, "家园", ("美", "阅"), ("bounty",), ("AB", "AB")),
    ]
    assert plan.bounty and plan.bounty.winners == Winners("2021-02", ("甲",), ("乙", "丙"))


def test_pages_sections_and_notices_have_their_marks() -> None:
    plan, _ = read(PLAN)
    assert plan and [plan.marks[key] for key in ("number", "page 2", "section 阅", "notice bounty")] == [
        (1, 1),
        (6, 5),
        (7, 19),
        (8, 15),
    ]


def test_without_a_date_there_is_no_plan_but_all_its_faults() -> None:
    assert read("number: x\npages: [1]\n") == (None, ["SQ204", "SQ205", "SQ205", "SQ204"])


def test_a_paper_has_its_facts_and_its_sections_addresses() -> None:
    text = (
        "site_url: https://a.example\nplugins:\n- search\n- chenbao:\n    name: 晨报\n    edition: 张庙\n"
        "    sections: [{name: 要闻, colour: '#b3261e'}, {name: 重庆, slug: cq}, {name: 任家宅}]\n"
        "    readings: {任家宅: ren jia zhai}\n    imprint: {定价: 待补, 地址: 长江西路}\n    type: {columns: 5, gap: 1.5}\n"
    )
    read = parse_paper(text)
    assert read.paper and read.diagnostics == ()
    assert [(section.name, section.slug) for section in read.paper.sections] == [
        ("要闻", "yaowen"),
        ("重庆", "cq"),
        ("任家宅", "renjiazhai"),
    ]
    assert (read.paper.site_url, read.paper.imprint.given) == ("https://a.example/", (("地址", "长江西路"),))
    assert (read.paper.type_area.columns, read.paper.type_area.gap, read.paper.type_area.characters) == (
        5,
        1.5,
        12,
    )


def test_a_site_without_our_section_is_told_so() -> None:
    for text in ("", "plugins: [search]\n", "plugins:\n- chenbao\n", "- 1\n"):
        read = parse_paper(text)
        assert (read.paper, [each.code for each in read.diagnostics]) == (None, ["SQ204"])
