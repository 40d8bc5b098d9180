"""Pins are written into a plan as people write plans, and nothing else in it changes."""

from __future__ import annotations

import re

import pytest

from build_tools.model import Pin
from build_tools.readers.pins import format_pin, parse_pin, with_pins, with_template
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, read_yaml

PINS = (
    Pin("楼道里的小天地", 4, 0.0, 0.0, "右上", standing=True),
    Pin('“一”与"二"：', 2, pictures=((1, "左上"), (12, "下"))),
)
BRACES = """# 总编排
number: 1                 # 总期号
date: 2021-01-11
pages:                    # 版
  - {title: 要闻, sections: [要闻]}   # 头版
  - {title: "美 } #", sections: [美], template: 图片版}
  - {title: 战, sections: [战]}
bounty:
  deadline: 2021-02-01
"""
LINES = """number: 1
pages:
- title: 要闻
  sections: [要闻]

# 第二版
- title: 美
  sections:
  - 美
  # 说明
  template: 图片版

- title: 战
  sections: [战]
"""
WIDE = """number: 1
pages:
    -   title: 要闻
        sections: [要闻]
    -   sections: [美]
        title: 美
"""
WITH = """pages:
  - title: 要闻
    pins:
      # 旧的
      - 甲 = 左上
      - 乙 = 2栏
    sections: [要闻]
  - {title: 美, pins: [甲 = 上], sections: [美]}
  - {pins: ["甲 = 上"], title: 战}
  - {title: 阅,
     sections: [阅],   # 末版
     pins: [
       甲 = 下,
     ]}
"""


def pins_of(text: str, page: int) -> list[str]:
    plan = read_yaml(text)
    assert isinstance(plan, Mapping)
    pages = next(each.value for each in plan.entries if each.key.text == "pages")
    assert isinstance(pages, Sequence)
    item = pages.items[page - 1]
    assert isinstance(item, Mapping)
    value = next((each.value for each in item.entries if each.key.text == "pins"), Sequence((), 1, 1))
    assert isinstance(value, Sequence)
    return [each.text for each in value.items if isinstance(each, Scalar)]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (text, page)
        for text, most in ((BRACES, 3), (LINES, 3), (WIDE, 2), (WITH, 4))
        for page in range(1, most + 1)
    ],
)
def test_pins_are_put_on_a_page_changed_and_taken_away(text: str, page: int) -> None:
    pinned = with_pins(text, page, PINS)
    assert pinned is not None and pins_of(pinned, page) == [format_pin(pin) for pin in PINS]
    assert tuple(parse_pin(each) for each in pins_of(pinned, page)) == PINS
    fewer = with_pins(pinned, page, PINS[:1])
    assert fewer is not None and pins_of(fewer, page) == [format_pin(PINS[0])]
    none = with_pins(fewer, page, ())
    assert none is not None and pins_of(none, page) == []
    if not pins_of(text, page):
        assert none == text
    remarks = [found for found in re.findall(r"(?<=\s)# .+$", text, re.M) if "旧的" not in found]
    assert all(remark in pinned for remark in remarks)


@pytest.mark.parametrize(
    "text",
    [
        "pages: [",
        "pages: {title: 美}\n",
        "pages:\n  - 美\n",
        "pages:\n  - &a {title: 美}\n  - *a\n",
        "- pages\n",
        "",
        "pages:\n  - pins: [甲 = 上]\n    title: 美\n",
    ],
)
def test_what_cannot_be_changed_without_a_person_stays(text: str) -> None:
    found = with_pins(text, 1 if "&a" not in text else 2, PINS)
    assert found is None or pins_of(found, 1 if "&a" not in text else 2) == [format_pin(pin) for pin in PINS]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (text, page)
        for text, most in ((BRACES, 3), (LINES, 3), (WIDE, 2), (WITH, 4))
        for page in range(1, most + 1)
    ],
)
def test_a_template_is_put_on_a_page_changed_and_taken_away(text: str, page: int) -> None:
    pins = pins_of(text, page)
    made = with_template(text, page, "头版")
    assert made is not None and made.count("template: 头版") == 1 and pins_of(made, page) == pins
    changed = with_template(made.replace("template: 头版", 'template: "头版"'), page, "副刊")
    assert changed == made.replace("template: 头版", "template: 副刊")
    assert changed is not None
    none = with_template(changed, page, "")
    assert none is not None and none.count("template") == made.count("template") - 1
    if none.count("template") == text.count("template"):
        assert none == text


def test_a_page_that_is_not_there_gets_no_template() -> None:
    assert with_template("pages:\n  - {title: 美}\n", 2, "头版") is None
    assert with_template("pages: [", 1, "头版") is None
