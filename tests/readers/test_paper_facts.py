"""Facts written into mkdocs.yml: only they change, whatever the settings look like; what cannot be done is not done by halves."""

from __future__ import annotations

import pytest

from build_tools.readers.paper import parse_paper
from build_tools.readers.paper_facts import with_facts

HEAD = """site_name: 试刊报   # 报名
plugins:
  - search
  - chenbao:
      name: 试刊报
      edition: 试版
      sections: [{name: 要闻, colour: "#b3261e"}]
"""
BLOCK = f"""{HEAD}      imprint:            # 版权栏
        总编辑: 待补       # 谁
        电话: "021-1"

      press:
        copies: 待补  # 印数
      # stock: 48.8克
theme: {{name: material}}
"""
BRACES = f"""{HEAD}      imprint: {{总编辑: 待补, 电话: 1}}
      press: {{copies: 1, deadline: 不限}}
"""
VALUES = (
    "某编辑",
    "2000",
    "0123",
    "12月13日22:00，印厂",
    "a: b # c",
    "“引号”、'单'",
    "是",
    "no",
    "021-55550000",
    "[x], {y}",
)


@pytest.mark.parametrize("text", [BLOCK, BRACES])
@pytest.mark.parametrize("value", VALUES)
def test_a_fact_is_read_back_as_it_was_given(text: str, value: str) -> None:
    given = {("imprint", "总编辑"): value, ("press", "copies"): value, ("press", "stock"): value}
    changed = with_facts(text, given)
    assert changed is not None
    paper = parse_paper(changed).paper
    assert paper is not None and paper.imprint.fact("总编辑") == value
    assert (paper.press.copies, paper.press.stock) == (value, value)
    before = parse_paper(text).paper
    assert before is not None and paper.imprint.fact("电话") == before.imprint.fact("电话")
    assert paper.press.deadline == before.press.deadline


def test_every_other_line_stands_as_it_stood() -> None:
    changed = with_facts(BLOCK, {("imprint", "总编辑"): "某编辑", ("press", "stock"): "新闻纸"})
    assert changed is not None
    assert changed.replace("某编辑", "待补").replace("        stock: 新闻纸\n", "") == BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plugins: [chenbao",
        HEAD,
        f"{HEAD}      imprint:\n        总编辑:\n          - 甲\n",
        f"{HEAD}      imprint:\n        总编辑: >\n          甲\n          乙\n",
        "INHERIT: base.yml\n",
    ],
)
def test_what_is_written_otherwise_is_left_to_a_person(text: str) -> None:
    assert with_facts(text, {("imprint", "总编辑"): "某编辑"}) is None
