"""诗、信、启事 on the web page, at a telephone's width and a desk's: edges, not pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from build_tools.markup.body import parse_body
from build_tools.markup.html import render_blocks

STYLES = Path(__file__).parents[2] / "theme" / "web" / "assets" / "chenbao.css"
BODY = """\
:::诗 冬夜
灯下一盏茶，
窗外半轮月，这一句特别长，长到在手机上一行放不下，要转到下一行去才行。

邻家犬吠声，
一声远一声。
:::

:::信
编辑同志：
灯修好了，谢谢。

此致
敬礼！

三号楼 张三

2026年1月1日
:::
"""
LINES = """selector => [...document.querySelectorAll(selector)].flatMap(p => {
  const range = document.createRange(), found = [];
  for (const node of [...p.childNodes].filter(each => each.nodeType === Node.TEXT_NODE && each.data.trim())) {
    const start = node.data.search(/\\S/);
    range.setStart(node, start); range.setEnd(node, start + 1);
    const box = range.getBoundingClientRect();
    range.selectNodeContents(node);
    found.push({first: box.left, ends: Math.max(...[...range.getClientRects()].map(each => each.right))});
  }
  return found;
})"""


@pytest.fixture
def shown(context: BrowserContext) -> Page:
    page = context.new_page()
    body = render_blocks(parse_body(BODY, 1).blocks)
    page.set_content(
        f'<style>{STYLES.read_text("utf-8")}</style><div class="width reading"><article class="copy"><div class="body">{body}</div></article></div>'
    )
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_all_lines_of_a_poem_begin_below_each_other_and_stand_in_the_middle(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 900})
    lines = shown.evaluate(LINES, ".poem .verse")
    assert len(lines) == 4 and len({round(each["first"]) for each in lines}) == 1
    poem, body = (shown.locator(each).bounding_box() for each in (".poem", ".body"))
    assert poem is not None and body is not None
    assert abs((poem["x"] * 2 + poem["width"]) - (body["x"] * 2 + body["width"])) < 2
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_name_and_date_of_a_letter_stand_at_the_right(shown: Page, width: int) -> None:
    shown.set_viewport_size({"width": width, "height": 900})
    name, date = shown.evaluate(LINES, ".letter .signature")
    body = shown.locator(".body").bounding_box()
    assert body is not None
    assert all(each["first"] > body["x"] + body["width"] / 2 for each in (name, date))
    assert abs(name["ends"] - date["ends"]) < 3
