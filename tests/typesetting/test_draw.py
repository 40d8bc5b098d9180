"""The PDF shows what was placed, where it was placed, the same on every machine."""

from __future__ import annotations

import contextlib
import datetime
import functools
import re
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from build_tools.markup.almanac import lunar_date
from build_tools.model import (
    Bounty,
    Emphasis,
    FootnoteMark,
    Footnotes,
    ItemList,
    Link,
    NumberedIssue,
    Paragraph,
    Picture,
    Quotation,
    Subhead,
    Table,
    Text,
    Weight,
)
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import Drawing, draw_issue
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.layout import layout_document
from build_tools.typesetting.placed import BlockKind, Box, ComposedIssue, Stroke
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper
from tests.typesetting.printed_pages import PrintedPage, read_pages, same_text

TENTH_OF_A_MILLIMETRE = 0.1 * POINTS_A_MILLIMETRE


def text(words: str, ordinal: int) -> Paragraph:
    return Paragraph((Text(words),), ordinal, ordinal)


def rich_body() -> tuple:  # type: ignore[type-arg]
    return (
        Paragraph(
            (
                Text("先看"),
                Emphasis((Text("水表"),), strong=True),
                Text("，再看"),
                Emphasis((Text("水管"),)),
                Text("。"),
                FootnoteMark(1),
                Link("/n/2103010/", (Text("前文"),)),
                Text(LOREM),
            ),
            1,
            1,
        ),
        Subhead((Text("三件事"),), 2),
        ItemList(((text("裹好水管。", 2),), (text("关上总阀。", 3),)), True, 3),
        Picture("images/one.png", (Text("裹水管示意图"),), "绘图：本报", 5, (1200, 800)),
        Quotation((text("编者按：" + LOREM, 4),), 6),
        Table(((Text("时间"),), (Text("温度"),)), (((Text("夜里"),), (Text("－5℃"),)),), ("", "right"), 7),
        *(text(LOREM * 2, place) for place in range(5, 15)),
        Footnotes(((text("据市气象局。", 0),),), 9),
    )


def issue(**facts: object) -> NumberedIssue:
    items = [
        make_item(place, f"第{place}版的“头条”，有引号", rich_body(), page=place, weight=Weight.LEAD)
        for place in range(1, 5)
    ]
    return make_numbered(*items, bounty=Bounty(datetime.date(2021, 4, 1)), **facts)


@functools.cache
def drawn() -> tuple[ComposedIssue, Drawing]:
    composed = compose_issue(issue(), make_paper())
    folder = Path(__file__).parent
    return composed, draw_issue(composed, folder, read_sheet(9.0))


@functools.cache
def printed() -> tuple[PrintedPage, ...]:
    return read_pages(drawn()[1].pdf)


def test_the_engine_has_nothing_to_complain_of() -> None:
    assert drawn()[1].diagnostics == ()


def test_every_page_has_the_papers_size() -> None:
    for page in printed():
        assert page.width == pytest.approx(275 * POINTS_A_MILLIMETRE, abs=0.05)
        assert page.height == pytest.approx(390 * POINTS_A_MILLIMETRE, abs=0.05)


def test_the_text_of_the_pdf_is_what_was_set_in_that_order() -> None:
    for page, sheet in zip(drawn()[0].pages, printed(), strict=False):
        wanted = "".join(line.line.text for block in page.blocks for line in block.lines)
        assert same_text(sheet.text) == same_text(wanted)


def test_every_line_stands_within_a_tenth_of_a_millimetre_of_its_place() -> None:
    for page, sheet in zip(drawn()[0].pages, printed(), strict=False):
        glyphs = iter(sheet.glyphs)
        for block in page.blocks:
            for placed in block.lines:
                line = [next(glyphs) for _ in "".join(placed.line.text.split())]
                assert all(abs(glyph.baseline - placed.baseline) < TENTH_OF_A_MILLIMETRE for glyph in line)
                if line and placed.line.segments[0].text[0].isalnum():
                    assert abs(line[0].x - placed.x - placed.line.segments[0].x) < TENTH_OF_A_MILLIMETRE


def test_layout_json_gives_the_boxes_of_what_is_printed() -> None:
    document = layout_document(drawn()[0])
    assert document["issue"] == "2021-03"
    assert document["page_mm"] == [275.0, 390.0]
    for page, sheet in zip(document["pages"], printed(), strict=True):  # type: ignore[call-overload]
        for block in page["blocks"]:
            if block["kind"] == "text":
                left, top = block["x"] * POINTS_A_MILLIMETRE, block["y"] * POINTS_A_MILLIMETRE
                right, foot = left + block["w"] * POINTS_A_MILLIMETRE, top + block["h"] * POINTS_A_MILLIMETRE
                inside = [
                    glyph
                    for glyph in sheet.glyphs
                    if left - 1 < glyph.x < right and top < glyph.baseline < foot
                ]
                assert len({round(glyph.baseline, 1) for glyph in inside}) == block["lines"]


def test_body_lines_of_all_columns_share_their_baselines() -> None:
    for page in drawn()[0].pages:
        grid = {
            round((line.baseline - block.box.y) % 12.5, 2)
            for block in page.blocks
            if block.kind is BlockKind.TEXT
            for line in block.lines
            if line.line.segments[0].style.size == 9.0
        }
        assert len(grid) == 1


def test_the_papers_name_is_larger_than_all_other_type_on_page_one() -> None:
    heights = sorted(
        {round(glyph.box[3] - glyph.box[1], 1): glyph.text for glyph in printed()[0].glyphs}.items()
    )
    largest = heights[-1][0]
    assert {
        glyph.text for glyph in printed()[0].glyphs if glyph.box[3] - glyph.box[1] > largest - 0.2
    } <= set("社区晨报")
    assert heights[-2][0] < 0.8 * largest


def test_every_page_bears_number_and_date_at_the_same_place() -> None:
    places = set()
    for number, page in enumerate(printed(), 1):
        assert page.text.startswith(f"第{number}版")
        assert "2021年3月8日" in page.text
        places.add((round(page.glyphs[0].x, 2), round(page.glyphs[0].baseline, 2)))
    assert len(places) == 1


def test_the_masthead_has_what_a_paper_must_print() -> None:
    for words in ("社区晨报", "2021年3月8日", "星期一", "农历辛丑年正月廿五", "总第3期", "本期4版", "导读"):
        assert words in printed()[0].text


def test_a_specimen_is_marked_on_every_page() -> None:
    composed = compose_issue(issue(specimen="样刊"), make_paper())
    for page in composed.pages:
        assert "样刊" in "".join(
            line.line.text for block in page.blocks for line in block.lines if block.kind is BlockKind.FOLIO
        )


def content_streams(pdf: bytes) -> bytes:
    """What the pages' operators are, unpacked."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompress(packed))
    return b"\n".join(found)


def test_black_is_black_ink_alone() -> None:
    operators = content_streams(drawn()[1].pdf)
    assert b"0 0 0 1 scn" in operators
    assert not re.search(rb"^0(\.0+)? 0(\.0+)? 0(\.0+)? (rg|RG)$", operators, re.MULTILINE)


def test_the_same_issue_gives_the_same_bytes_and_no_path_of_the_machine(tmp_path: Path) -> None:
    composed, first = drawn()
    (tmp_path / "elsewhere").mkdir()
    again = draw_issue(composed, tmp_path / "elsewhere", read_sheet(9.0))
    assert again.pdf == first.pdf
    assert not re.search(rb"/(home|work|tmp|root)/", first.pdf)


def test_a_picture_is_drawn_where_it_was_placed(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (1200, 800), (200, 30, 30)).save(tmp_path / "images" / "one.png")
    composed = drawn()[0]
    sheet = read_pages(draw_issue(composed, tmp_path, read_sheet(9.0)).pdf)[1]
    box = next(block.box for block in composed.pages[1].blocks if block.kind is BlockKind.IMAGE)
    assert any(
        left <= box.x + 0.3 and top <= box.y + 0.3 and right >= box.right - 0.3 and bottom >= box.bottom - 0.3
        for left, top, right, bottom in sheet.others
    )


def test_a_picture_that_cannot_be_read_is_a_diagnostic(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "one.png").write_bytes(b"no picture")
    drawing = draw_issue(drawn()[0], tmp_path, read_sheet(9.0))
    assert {each.code for each in drawing.diagnostics} == {"SQ605"}
    assert str(tmp_path) not in "".join(each.message for each in drawing.diagnostics)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2021-01-11", "农历庚子年十一月廿八"),
        ("2021-02-08", "农历庚子年十二月廿七"),
        ("2023-03-22", "农历癸卯年闰二月初一"),
        ("2021-02-12", "农历辛丑年正月初一"),
    ],
)
def test_the_lunar_date(date: str, words: str) -> None:
    assert lunar_date(datetime.date.fromisoformat(date)) == words


def test_no_hairline_is_lost_on_a_screen_wherever_it_falls(tmp_path: Path) -> None:
    """Of rules that were clipped to themselves one in six had no pixel at 80 dpi."""
    sheet = read_sheet(9.0)
    composed = compose_issue(issue(), make_paper(), sheet)
    level = [Box(40.0, 40.0 + 10.13 * each, 200.0, sheet.page["rule"]) for each in range(40)]
    upright = [Box(300.0 + 10.37 * each, 40.0, sheet.page["rule"], 200.0) for each in range(20)]
    strokes = tuple(Stroke(box, sheet.inks["black"]) for box in (*level, *upright))
    page = replace(composed.pages[0], blocks=(), strokes=strokes)
    (tmp_path / "rules.pdf").write_bytes(
        draw_issue(replace(composed, pages=(page,), overset=()), tmp_path, sheet).pdf
    )
    command = ["pdftoppm", "-r", "80", "-gray", str(tmp_path / "rules.pdf"), str(tmp_path / "seen")]
    subprocess.run(command, check=True)
    seen = Image.open(next(tmp_path.glob("seen-*.pgm")))
    scale = 80 / 72
    for box in (*level, *upright):
        x, y = int((box.x + box.w / 2) * scale), int((box.y + box.h / 2) * scale)
        around = seen.crop((x - 1, y, x + 2, y + 1) if box.h > box.w else (x, y - 1, x + 1, y + 2))
        assert min(around.tobytes()) < 180, box
