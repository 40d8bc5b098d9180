"""The table of codes in the handbook, anchors of headings, colours of sections."""

from __future__ import annotations

import markdown  # type: ignore[import-untyped]

from build_tools.diagnostics import CATALOGUE, Rule
from build_tools.model import Paper
from build_tools.site.standing import (
    PLACEHOLDER,
    aligned,
    codes_table,
    heading_anchor,
    insert_codes,
    reachable,
    section_styles,
    whole,
)


def test_table_has_every_code_once() -> None:
    table = codes_table()
    assert all(table.count(f"`{code}`") == 1 for code in CATALOGUE)


def test_blanks_stand_for_the_facts() -> None:
    table = codes_table({"SQ999": Rule("缺少“{key}”。", "{suggestion}")})
    assert "缺少“〔…〕”。" in table
    assert "照提示改" in table


def test_markup_in_a_message_is_shown_and_not_read() -> None:
    table = codes_table({"SQ999": Rule("写成 <!-- a|b --> 与 [^{label}]。", "不用*号。")})
    assert "&lt;!-- a\\|b --&gt;" in table
    assert "\\[^〔…〕\\]" in table


def test_placeholder_line_gives_way_to_the_table() -> None:
    page = insert_codes(f"前\n\n{PLACEHOLDER}\n\n后")
    assert PLACEHOLDER not in page
    assert page.startswith("前") and page.endswith("后") and "SQ101" in page


def test_page_without_placeholder_is_left_alone() -> None:
    assert insert_codes("没有") == "没有"


def test_chinese_heading_keeps_its_characters() -> None:
    assert heading_anchor("一期的路：从 git 开始？", "-") == "一期的路从-git-开始"


def test_code_blocks_are_reached_by_keyboard_and_words_in_a_line_are_not() -> None:
    assert (
        reachable('<pre><code class="a">x</code></pre>') == '<pre><code tabindex="0" class="a">x</code></pre>'
    )
    assert reachable("<p><code>x</code></p>") == "<p><code>x</code></p>"
    assert reachable("<table><tr>") == '<table tabindex="0"><tr>'


def test_columns_are_aligned_without_a_style_in_the_page() -> None:
    html = markdown.markdown("| 一 | 二 | 三 |\n|:--|:-:|--:|\n| 1 | 2 | 3 |", extensions=["tables"])
    assert "style=" in html and "style=" not in aligned(html)
    assert '<td class="center">2</td>' in aligned(html) and '<td class="right">3</td>' in aligned(html)


def test_a_number_given_as_an_example_is_kept_whole() -> None:
    assert (
        whole("<code>2101-032</code>、<code>git add</code>")
        == '<code class="whole">2101-032</code>、<code>git add</code>'
    )


def test_an_option_of_a_command_is_not_broken_behind_its_hyphens() -> None:
    assert (
        whole(
            "<p>加 <code>--merge 代号 --keep-until 日期</code>，a--b，<code>a--b</code>，<code tabindex>--x</code></p>"
        )
        == '<p>加 <code><span class="whole">--merge</span> 代号 <span class="whole">--keep-until</span> 日期</code>，'
        "a--b，<code>a--b</code>，<code tabindex>--x</code></p>"
    )


def test_every_section_has_its_colour(paper: Paper) -> None:
    styles = section_styles(paper)
    assert all(
        f".section-{section.slug} {{ --section: {section.colour}; }}" in styles for section in paper.sections
    )


def test_section_colours_can_be_read_on_white_and_under_white(paper: Paper) -> None:
    # WCAG 2.2 §1.4.3: at least 4.5:1.
    assert all(1.05 / (_luminance(section.colour) + 0.05) >= 4.5 for section in paper.sections)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
