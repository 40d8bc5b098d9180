"""版面家具: what the paper says of itself on its first and its last page."""

from __future__ import annotations

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import Imprint, Weight
from build_tools.typesetting.compose import compose_page
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
FACTS = (
    ("主管单位", "柳荫街道办事处"), ("主办单位", "柳荫街道社区文化活动中心"), ("承办单位", "柳荫里编辑部"),
    ("国内统一连续出版物号", "CN 31-0099"), ("总编辑", "赵敏"), ("印刷单位", "柳荫印务有限公司"), ("发行方式", "赠阅"),
    ("地址", "柳荫路1号"), ("邮政编码", "200099"), ("电话", "021-56780088"), ("定价", "免费"),
)  # fmt: skip
LONG = "柳荫街道社区文化活动中心" * 12


@pytest.mark.parametrize("page", [1, 4])
@pytest.mark.parametrize("start", range(4))
def test_no_fact_of_the_imprint_is_parted_between_two_lines(page: int, start: int) -> None:
    facts = FACTS[start:] + FACTS[:start]
    found = rows(page, facts)
    assert "".join(found) == "".join(f"{label}：{value}" for label, value in facts)
    assert len(found) == 2
    for label, value in facts:
        assert any(f"{label}：{value}" in row for row in found)


@pytest.mark.parametrize("page", [1, 4])
def test_a_fact_longer_than_a_line_takes_several(page: int) -> None:
    found = rows(page, (("主办单位", LONG), *FACTS[4:6]))
    assert "".join(found[:-1]) == f"主办单位：{LONG}"
    assert found[-1] == "总编辑：赵敏印刷单位：柳荫印务有限公司"


def rows(page: int, facts: tuple[tuple[str, str], ...]) -> list[str]:
    """The lines that the imprint takes on a page, without white space between the facts."""
    news = make_item(
        1, "给水管穿好“棉衣”", parse_body("\n\n".join([LOREM] * 9)).blocks, 1, weight=Weight.LEAD
    )
    paper = make_paper(imprint=Imprint(facts))
    made = compose_page(page_inputs(make_numbered(news), paper, SHEET, page)).page
    kind = BlockKind.MASTHEAD if page == 1 else BlockKind.IMPRINT
    words = [line.line.text for block in made.blocks if block.kind is kind for line in block.lines]
    first = next(n for n, row in enumerate(words) if row.startswith(facts[0][0]))
    return [row.replace("\u3000", "") for row in words[first:]]
