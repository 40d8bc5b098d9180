"""What WeasyPrint draws of composed lines, read back from the PDF's glyphs by PDFium."""

from __future__ import annotations

import itertools

import pytest

from build_tools.typesetting.lines.compose import compose_paragraph
from build_tools.typesetting.lines.fonts import advances, switches
from build_tools.typesetting.lines.html import drawn_spacing, line_html, style_css
from build_tools.typesetting.lines.line import Alignment, Line, ParagraphShape, Run, Segment, TextStyle
from tests.typesetting.lines.printed import LEADING, LEFT, Glyph, draw_lines, read_glyphs, rows
from tests.typesetting.lines.rules import judge_column

SERIF = TextStyle("Noto Serif CJK SC", 9.5)
HEI = TextStyle("Noto Sans CJK SC", 9.5, 700)
KAI = TextStyle("LXGW WenKai", 9.5)
MILLIMETRE = 72 / 25.4
TOLERANCE = 0.02 * MILLIMETRE

COPY = (
    "2021年1月5日下午，张庙街道召开居民区“两委”换届工作动员暨培训会，近100人参加，到会率98.5%。",
    "“小小梦想家”——亲子活动……有的摆pose，有的画Wi-Fi图标！？《晨报》（注）·张庙～通河A/B区，AV To fi均可。",
    "水管爆裂，道路结冰，严寒天气曾给不少小区带来“重创”。在恶劣天气下，各职能部门、街镇、居村积极行动，保障城市运行。",
    "议案一经发布就得到居民的大力支持；短短一天就转化成项目？！物业、居委、街道（含12个部门）同建设团队进行商讨协商。",
)


def lines_of(ems: float) -> tuple[Line, ...]:
    composed = (compose_paragraph((Run(text, SERIF),), ParagraphShape((ems * SERIF.size,))) for text in COPY)
    return tuple(line for text in composed for line in text.lines)


def expected_origins(line: Line) -> list[tuple[str, float]]:
    found = []
    for segment in line.segments:
        x = segment.x
        for text, advance in advances(
            segment.style.family, segment.style.weight, segment.text, switches(segment.features)
        ):
            found.append((text, x))
            x += advance * segment.style.size + segment.letter_spacing
    return found


def assert_drawn_as_composed(line: Line, row: list[Glyph]) -> None:
    glyphs = iter(row)
    for text, x in expected_origins(line):
        drawn = [next(glyphs) for _ in text]
        assert "".join(glyph.character for glyph in drawn) == text
        assert drawn[0].x - LEFT == pytest.approx(x, abs=TOLERANCE), (line.text, text)


@pytest.mark.parametrize("ems", [9, 12, 13, 25])
def test_every_glyph_stands_where_the_composer_put_it(ems: int) -> None:
    lines = lines_of(ems)
    drawn = rows(read_glyphs(draw_lines(lines, SERIF, ems * SERIF.size)))
    assert len(drawn) == len(lines)
    for line, row in zip(lines, drawn, strict=True):
        assert_drawn_as_composed(line, row)


def test_the_pdf_text_is_the_copy_character_by_character() -> None:
    glyphs = read_glyphs(draw_lines(lines_of(13), SERIF, 13 * SERIF.size))
    assert "".join(glyph.character for glyph in glyphs) == "".join(COPY)


@pytest.mark.parametrize("ems", [12, 13, 20])
def test_printed_columns_are_flush_and_obey_the_rules(ems: int) -> None:
    drawn = rows(read_glyphs(draw_lines(lines_of(ems), SERIF, ems * SERIF.size)))
    verdict = judge_column(drawn, list(COPY), SERIF.size, LEFT + ems * SERIF.size)
    assert verdict.flush_lines == verdict.full_lines >= 8
    assert verdict.violations == ()
    assert verdict.single_character_last_lines == ()


def test_mixed_faces_and_sizes_share_a_line_without_drifting() -> None:
    runs = (
        Run("编者按：", HEI),
        Run("本报自2021年起每月出版，", SERIF),
        Run("“欢迎”来稿——", KAI),
        Run("注", TextStyle(SERIF.family, 6.0)),
        Run("人人可写。", SERIF),
    )
    lines = compose_paragraph(runs, ParagraphShape((13 * 9.5,))).lines
    for line, row in zip(lines, rows(read_glyphs(draw_lines(lines, SERIF, 130.0))), strict=True):
        assert_drawn_as_composed(line, row)


def test_a_missing_character_keeps_its_place_and_moves_no_other() -> None:
    lines = compose_paragraph(
        (Run("本报欢迎😀来稿，ש也可。", SERIF),), ParagraphShape((13 * 9.5,), alignment=Alignment.LEFT)
    ).lines
    segments = list(itertools.chain.from_iterable(line.segments for line in lines))
    assert [segment.text for segment in segments if segment.missing] == ["😀", "ש"]
    assert "inline-block;width:9.5pt" in line_html(lines[0], SERIF)


def test_other_faces_sizes_links_and_missing_glyphs_do_not_move_the_baseline() -> None:
    paragraphs = (
        (Run("社区晨报每月出版", SERIF),),
        (
            Run("社区", SERIF),
            Run("晨报abc", KAI),
            Run("出版", HEI),
            Run("注", TextStyle(SERIF.family, 6.0)),
            Run("大", TextStyle(KAI.family, 12.0)),
        ),
        (Run("社区😀晨报ש每月", SERIF),),
        (Run("社区——晨报", SERIF, "https://example.org/"),),
    )
    lines = tuple(
        line for runs in paragraphs for line in compose_paragraph(runs, ParagraphShape((123.5,))).lines
    )
    drawn = rows(read_glyphs(draw_lines(lines, SERIF, 123.5)))
    baselines = [row[0].y - drawn[0][0].y for row in drawn]
    assert baselines == pytest.approx([number * LEADING * SERIF.size for number in range(4)], abs=0.01)
    assert all(glyph.y == pytest.approx(row[0].y, abs=0.01) for row in drawn for glyph in row)


@pytest.mark.parametrize(
    "copy",
    [
        "字" * 40,
        "a" * 200,
        "“" * 30,
        "，" * 30,
        "字\x00字\x1b",
        "e\u0301\u0302x",
        "שלום 社区",
        "مرحبا 社区",
        "👩\u200d👩\u200d👧 社区",
        "<b>&amp;",
        "\u0301",
        "𠮷野家",
        "字\ufe00体",
        "A  B   C",
        "9" * 100 + "年",
    ],
)
def test_odd_copy_is_drawn_without_loss(copy: str) -> None:
    composed = compose_paragraph((Run(copy, SERIF),), ParagraphShape((123.5,)))
    drawn = "".join(glyph.character for glyph in read_glyphs(draw_lines(composed.lines, SERIF, 123.5)))
    for character in set(copy) - set(composed.missing) - {" "}:
        assert drawn.count(character) == copy.count(character)


@pytest.mark.parametrize("size", [7.875, 9.5, 36.0])
def test_letter_spacing_comes_out_as_asked(size: float) -> None:
    style = TextStyle(SERIF.family, size)
    asked = [thousandths / 1000 * size for thousandths in (0.7, 3, 10, 41.67, 100, 111.11, 250, -4, -10)]
    lines = tuple(
        Line(
            (Segment("社区晨报张庙版每月出版一期", style, 0.0, 13 * (size + spacing), spacing),),
            20 * size,
            full=False,
        )
        for spacing in asked
    )
    drawn = rows(read_glyphs(draw_lines(lines, style, 20 * size)))
    for spacing, row in zip(asked, drawn, strict=True):
        wanted = [LEFT + number * (size + spacing) for number in range(13)]
        assert [glyph.x for glyph in row] == pytest.approx(wanted, abs=0.006 * size)


def test_no_spacing_asks_for_none() -> None:
    assert drawn_spacing(0.0) == 0.0


def test_only_what_differs_from_the_block_is_written() -> None:
    line = compose_paragraph(
        (Run("社区", SERIF), Run("晨报", HEI)), ParagraphShape((200.0,), indent=0.0)
    ).lines[0]
    assert (
        line_html(line, SERIF)
        == "社区<span style=\"line-height:0;font-family:'Noto Sans CJK SC';font-weight:700\">晨报</span>"
    )
    assert style_css(SERIF) == "font-family:'Noto Serif CJK SC';font-size:9.5pt;font-weight:400"


def test_markup_in_copy_and_links_is_text() -> None:
    line = compose_paragraph(
        (Run("a<b&c", SERIF, 'https://example.org/?a="b"&c'),), ParagraphShape((200.0,), indent=0.0)
    ).lines[0]
    html = line_html(line, SERIF)
    assert "a&lt;b&amp;c" in html
    assert 'href="https://example.org/?a=&quot;b&quot;&amp;c"' in html
