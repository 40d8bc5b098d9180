"""钉 and 版式 in the plan: read as the handbook shows them, told where they cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.model import PagePlan, Pin
from build_tools.readers.paper import read_paper
from build_tools.readers.pins import SHOWN, parse_pin
from build_tools.readers.plan import parse_plan

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "content" / "handbook" / "pages.md").read_text("utf-8")


def read(page: str) -> tuple[PagePlan, list[str]]:
    paper = read_paper(ROOT).paper
    assert paper is not None
    plan, found = parse_plan(f"number: 1\ndate: 2021-01-11\n{page}", "issue.yml", paper)
    assert plan is not None
    return plan.pages[0], [each.code for each in found]


def test_the_handbooks_pin_and_template_are_read() -> None:
    shown = [each for each in re.findall(r"```yaml\n(.*?)```", PAGES, re.DOTALL) if "pins:" in each]
    page, codes = read(shown[0])
    assert page.pins == (Pin("楼道里的小天地", 4, 150.0, 36.0, "右上"),)
    (standing,) = re.findall(r"- (.*竖题.*)", shown[1])
    assert parse_pin(standing) == Pin("花草过冬", 4, standing=True)
    assert page.template == "图片版"
    assert not {"SQ568", "SQ570"} & set(codes)
    assert parse_pin(SHOWN) == page.pins[0]
    pictured = re.findall(r"`(\S+ = [^`]*图[^`]*)`", PAGES)
    assert [parse_pin(each) for each in pictured] == [
        Pin("楼道里的小天地", 4, pictures=((1, "右上"),)),
        Pin("楼道里的小天地", pictures=((2, "左"),)),
    ]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("雨棚修好了=2栏", Pin("雨棚修好了", 2)),
        ("2101-032 ＝ 左下、 高60.5毫米", Pin("2101-032", 0, 60.5, 0.0, "左下")),
        ("雨棚修好了 = 标题28.5点 上", Pin("雨棚修好了", 0, 0.0, 28.5, "上")),
        ("雨棚修好了 = 图右上", Pin("雨棚修好了", pictures=((1, "右上"),))),
        ("雨棚修好了 = 左，图下 图3左", Pin("雨棚修好了", corner="左", pictures=((1, "下"), (3, "左")))),
        ("雨棚修好了 = 图0左", "图0左"),
        ("雨棚修好了 = 图中间", "图中间"),
        ("雨棚修好了 = 竖题，右", Pin("雨棚修好了", corner="右", standing=True)),
        ("雨棚修好了", "雨棚修好了"),
        ("雨棚修好了 = 4栏，大一点", "大一点"),
        ("= 4栏", "= 4栏"),
    ],
)
def test_pins_of_every_make(text: str, read_as: Pin | str) -> None:
    assert parse_pin(text) == read_as


def test_what_cannot_be_read_is_told() -> None:
    _, codes = read('pages:\n  - {title: 要闻, sections: [要闻], template: 大版, pins: ["雨棚 = 大"]}\n')
    assert {"SQ568", "SQ570"} <= set(codes)
