"""Headlines on the web turn between phrases; whoever copies, searches or cites them gets the words alone."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from playwright.sync_api import BrowserContext

from build_tools.model import Paper, Topic
from build_tools.proofreading.phrases import phrases
from build_tools.site.phrased import phrased
from tests.serving import served
from tests.site.conftest import Built

LINES = """head => {
  const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT), lines = [];
  let height = null;
  for (let text; (text = texts.nextNode()); )
    for (let at = 0; at < text.length; at++) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { top, width } = range.getBoundingClientRect();
      if (width && (height === null || Math.abs(top - height) > 4)) { lines.push(''); height = top; }
      if (lines.length) lines[lines.length - 1] += text.data[at];
    }
  return lines;
}"""
"""A headline's lines as they stand on the screen."""
HEADLINES = {
    "给老年读者的几点提醒": "读者",
    "电瓶车充电，不进楼不过夜": "电瓶车",
    "阅！“社区通”创新社会治理模式": "“社区通”",
    "张庙街道召开2021年居民区“两委”换届动员暨培训会": "2021年",
    "富浩花园的楼道里办起了“小天地”": "富浩花园",
}
"""A headline, and what no line of it may end inside."""


@pytest.mark.quick
@settings(deadline=None)
@given(st.text("社区晨报给老年读者的几点提醒，。“”《》（）0129个年 　a<>&", max_size=30))
def test_pieces_are_the_words_and_no_line_begins_with_a_mark(words: str) -> None:
    parted = phrases(words)
    assert "".join(parted) == words
    assert not any(piece[:1] in "，。”》） 　" for piece in parted[1:] if piece)
    assert html.unescape(re.sub("<[^>]*>", "", phrased(Paper("晨报", "", ()), words))) == words


@pytest.mark.quick
def test_marks_of_a_correction_stay_as_they_are() -> None:
    marked = Markup(
        '给老年读者<label class="corrected"><input id="c1" aria-label="应为“几点&quot;提醒”"><ins>几点提醒</ins></label>'
    )
    assert re.sub(r"<wbr>|</?span[^>]*>", "", phrased(Paper("晨报", "", ()), marked)) == marked


@pytest.mark.parametrize("elder", [0, 24, 40])
@pytest.mark.parametrize("words", HEADLINES)
def test_line_of_a_headline_ends_between_phrases(
    context: BrowserContext, built: Built, words: str, elder: int
) -> None:
    paper = Paper("晨报", "", (), topics=(Topic("富浩花园", "小区", (), "fuhao"),))
    with served(built.site) as home:
        page = context.new_page()
        page.goto(f"{home}2021-06/mei/loudao/?elder={elder}")
        page.locator("h1").evaluate("(head, words) => { head.innerHTML = words; }", phrased(paper, words))
        for width in range(320, 900, 58):
            page.set_viewport_size({"width": width, "height": 900})
            lines = page.locator("h1").evaluate(LINES)
            assert "".join(lines) == words
            assert HEADLINES[words] in "\n".join(lines), (width, lines)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        copied = "getSelection().selectAllChildren(document.querySelector('h1')), getSelection().toString()"
        assert page.evaluate(copied) == words
        assert page.locator("h1").inner_text() == words
