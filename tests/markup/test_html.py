"""Block tree → HTML of the website."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.markup.body import parse_body
from build_tools.markup.html import PictureFiles, render_blocks
from build_tools.model import LineBreak, Link, Paragraph, Picture, Text


def rendered(markdown: str) -> str:
    return render_blocks(parse_body(markdown).blocks)


def test_paragraphs_carry_their_ordinal_and_a_pointer() -> None:
    page = rendered("一。\n\n二。")
    assert '<p id="p1">一。<a class="pointer" href="#p1" data-paragraph="第1段"' in page
    assert '<p id="p2">二。' in page


def test_pointer_adds_no_characters_to_the_copy() -> None:
    assert re.sub(r"<[^>]*>", "", rendered("一。")) == "一。"


def test_feeds_get_no_ids() -> None:
    page = render_blocks(parse_body("一[^1]。\n\n[^1]: 注。").blocks, pointers=False)
    assert "id=" not in page and "href=" not in page
    assert "注。" in page


@given(st.text())
def test_no_characters_of_the_copy_become_markup(words: str) -> None:
    page = render_blocks((Paragraph((Text(words),), 1, 0),))
    assert html.unescape(page.removeprefix("<p>").removesuffix("</p>")) == words
    assert "<" not in page.removeprefix("<p>").removesuffix("</p>")


def test_link_that_would_run_a_script_is_only_words() -> None:
    for address in ("javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example/x"):
        assert render_blocks((Paragraph((Link(address, (Text("点"),)),), 1, 0),)) == "<p>点</p>"


def test_link_out_of_the_site_is_marked_and_within_goes_through_the_given_function() -> None:
    body = parse_body("[甲](https://example.org/?a=1&b=2)[乙](/n/2101032/)").blocks
    page = render_blocks(body, link=lambda address: address.replace("/n/", "../n/"), pointers=False)
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="external noopener">甲</a>' in page
    assert '<a href="../n/2101032/">乙</a>' in page


def test_picture_has_caption_credit_size_and_a_link_that_enlarges() -> None:
    picture = Picture("images/a.jpg", (Text("图说"),), "摄影：丙", 1, (600, 800))
    page = render_blocks((picture,), files=lambda each: PictureFiles("../small", "../large", "../small 640w"))
    assert '<figure class="upright"><a class="enlarge" href="../large" aria-label="看大图：图说">' in page
    assert '<source type="image/webp" srcset="../small 640w"' in page
    assert 'alt="图说" width="600" height="800" loading="lazy"' in page
    assert '<figcaption>图说<span class="credit">摄影：丙</span></figcaption>' in page


def test_footnote_and_mark_lead_to_each_other() -> None:
    page = rendered("甲[^a]乙[^a]。\n\n[^a]: 注文。")
    assert page.count('id="fnref1"') == 1 and page.count('href="#fn1"') == 2
    assert '<li id="fn1"><p>注文。</p><a class="note-back" href="#fnref1"' in page


def test_subheads_lists_tables_quotations_and_rules() -> None:
    page = rendered("## 小标题\n\n3. 三\n4. 四\n\n| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |\n\n> 引文\n\n---\n\n- 点")
    assert "<h2>小标题</h2>" in page
    assert '<ol start="3">' in page and "<ul>" in page
    assert '<th scope="col" class="center">甲</th>' in page and '<td class="right whole">2</td>' in page
    assert "<blockquote>" in page and "<hr>" in page


@pytest.mark.parametrize("cell", ["12月26日", "13:30-15:00", "素琴工作室", "021-56780088", ""])
def test_a_short_cell_is_not_parted(cell: str) -> None:
    page = rendered(f"| 甲 | 乙 |\n|---|---|\n| {cell} | 老年人智能手机班（自带手机） |")
    assert f'<td class="whole">{cell}</td>' in page and "<td>老年人智能手机班（自带手机）</td>" in page


def test_emphasis_and_line_break() -> None:
    assert "<strong>要</strong><em>紧</em>" in rendered("**要***紧*")
    assert render_blocks((Paragraph((Text("甲"), LineBreak(), Text("乙")), 1, 0),)) == "<p>甲<br>乙</p>"


def test_ids_are_unique_and_ordered() -> None:
    page = rendered("一\n\n- 二\n- 三\n\n> 四\n\n五")
    assert re.findall(r'id="(p\d)"', page) == ["p1", "p2", "p3", "p4", "p5"]
