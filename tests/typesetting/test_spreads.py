"""跨版: headline and picture run across the fold of two pages that are made up apart; the text stands in columns on both."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Pdf
from PIL import Image

from build_tools.markup.body import parse_body
from build_tools.model import (
    Crop,
    Kind,
    NumberedArticle,
    Plate,
    PressSettings,
    Weight,
    facing_pages,
    paragraphs_of,
    pictures_of,
    plain_text,
    spread_fault,
)
from build_tools.press.conversion.inks import Inks
from build_tools.press.conversion.press_files import Edition, convert_to_press
from build_tools.press.imposition import impose, page_plan
from build_tools.press.preflight.demands import demands_of
from build_tools.press.preflight.running import preflight_file
from build_tools.press.profile import profile_path
from build_tools.readers.article import parse_article
from build_tools.site.presenting import view_article
from build_tools.typesetting.compose import FinishedPage, bind_pages, compose_page
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.frozen import page_text, parse_page
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, grid_of
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.placed import BlockKind, PlacedBlock, PlacedPicture
from build_tools.typesetting.reading import reading_document
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper
from tests.typesetting.test_gutter import sold

SHEET = read_sheet(9.0)
GRID = grid_of(make_paper().type_area, SHEET.page["head_share"])
WIDE = 275 * POINTS_A_MILLIMETRE
MARGIN = 3 * POINTS_A_MILLIMETRE
HEADLINE = "通河八村电梯全部完工"


def story(
    paragraphs: int = 9, pixels: tuple[int, int] = (3600, 1500), ordinal: int = 1, page: int = 2, **facts: Any
) -> NumberedArticle:
    body = parse_body("![居民排队坐电梯](../images/a.jpg)\n\n" + "\n\n".join([LOREM] * paragraphs)).blocks
    (art,) = pictures_of(body)
    drawn = dataclasses.replace(art, file="images/a.jpg", pixels=pixels)
    whole = tuple(drawn if block is art else block for block in body)
    usual: dict[str, Any] = {
        "weight": Weight.LEAD,
        "spread": True,
        "kicker": "加装三年记",
        "deck": "四十八台",
    }
    return make_item(ordinal, facts.pop("headline", HEADLINE), whole, page, **{**usual, **facts})


def other(ordinal: int, page: int) -> NumberedArticle:
    return make_item(ordinal, f"花草过冬{ordinal}", parse_body("\n\n".join([LOREM] * 3)).blocks, page)


SPREAD = story()


@functools.cache
def made(page: int, *items: NumberedArticle) -> FinishedPage:
    return compose_page(page_inputs(make_numbered(*items), make_paper(), SHEET, page))


def both(*items: NumberedArticle) -> tuple[FinishedPage, FinishedPage]:
    return made(2, *items), made(3, *items)


def of(found: FinishedPage, kind: BlockKind, item: NumberedArticle = SPREAD) -> list[PlacedBlock]:
    return [block for block in found.page.blocks if block.kind is kind and block.number == item.number]


def picture_of(found: FinishedPage) -> PlacedPicture:
    (block,) = of(found, BlockKind.IMAGE)
    assert block.picture is not None
    return block.picture


def words(block: PlacedBlock) -> str:
    return "".join(segment.text for line in block.lines for segment in line.line.segments)


def told(found: FinishedPage, code: str = "SQ584") -> list[str]:
    return [each.message for each in found.diagnostics if each.code == code]


def test_both_pages_show_one_picture_that_the_fold_goes_through() -> None:
    left, right = (picture_of(each) for each in both(SPREAD, other(2, 2), other(3, 3)))
    assert left.box.x - WIDE == pytest.approx(right.box.x) and left.box.x + left.box.w / 2 == pytest.approx(
        WIDE
    )
    assert (left.box.y, left.box.w, left.box.h) == (right.box.y, right.box.w, right.box.h)
    assert left.alternate == right.alternate == "居民排队坐电梯" and left.crop is not Crop.NONE
    # No more of it is lost than of any picture.
    assert 1 - 1 / 0.86 < 1 - (left.box.w / left.box.h) / (3600 / 1500) < 0.14


def test_the_headline_runs_over_the_fold_between_two_words() -> None:
    pages = both(SPREAD, other(2, 2), other(3, 3))
    (left,), (right,) = (of(each, BlockKind.HEADLINE) for each in pages)
    assert left.box.h == right.box.h
    halves = [max(block.lines, key=lambda each: each.line.segments[0].style.size) for block in (left, right)]
    assert [each.line.text for each in halves] == ["通河八村电梯", "全部完工"]
    assert halves[0].baseline == halves[1].baseline
    assert WIDE - 1.6 * MARGIN < halves[0].x + halves[0].line.measure <= WIDE - MARGIN
    assert MARGIN <= halves[1].x < 1.6 * MARGIN
    assert "加装三年记" in words(left) and "四十八台" in words(left) and "2103-014" in words(right)


def test_the_text_is_whole_and_beside_or_under_the_picture() -> None:
    pages = both(SPREAD, other(2, 2), other(3, 3))
    printed = Counter("".join(words(block) for each in pages for block in of(each, BlockKind.TEXT)))
    written = "".join(plain_text(each.inlines) for each in paragraphs_of(SPREAD.article.body))
    assert not Counter("".join(written.split())) - printed
    for each in pages:
        texts, box = of(each, BlockKind.TEXT), picture_of(each).box
        assert texts
        for block in texts:
            assert block.box.y >= box.bottom or block.box.right <= box.x or block.box.x >= box.right
    assert [len(of(each, BlockKind.CAPTION)) for each in pages] == [1, 0]


def test_other_stories_stand_below_it_on_either_page() -> None:
    for page, found in enumerate(both(SPREAD, other(2, 2), other(3, 3)), 2):
        own = max(block.box.bottom for block in found.page.blocks if block.number == SPREAD.number)
        below = [block for block in found.page.blocks if block.number == other(page, page).number]
        assert below and min(block.box.y for block in below) > own
        assert told(found) == [] and "SQ602" not in {each.code for each in found.diagnostics}
        assert page_text(parse_page(page_text(found.page))) == page_text(found.page)


def test_a_picture_of_the_usual_shape_has_its_text_beside_it() -> None:
    item = story(40, (3000, 2000))
    left, right = both(item)
    box = picture_of(left).box
    beside = [block for block in of(left, BlockKind.TEXT) if block.box.right < box.x]
    assert len(beside) == 3 and {block.box.y < box.y + 12 for block in beside} == {True}
    assert told(left) == told(right) == []


def test_a_picture_that_may_not_be_cropped_is_whole() -> None:
    (art,) = pictures_of(SPREAD.article.body)
    whole = (dataclasses.replace(art, crop=Crop.NONE), *SPREAD.article.body[1:])
    item = dataclasses.replace(SPREAD, article=dataclasses.replace(SPREAD.article, body=whole))
    box = picture_of(both(item)[0]).box
    assert box.w / box.h == pytest.approx(3600 / 1500)


def test_without_a_picture_headline_and_text_run_across() -> None:
    left, right = both(without_picture(SPREAD))
    assert len(of(left, BlockKind.TEXT)) == len(of(right, BlockKind.TEXT)) == 6
    assert of(left, BlockKind.IMAGE) == of(right, BlockKind.IMAGE) == []


def test_the_gutter_begins_below_it() -> None:
    for page, found in enumerate(both(SPREAD, sold(5, 2), sold(6, 3)), 2):
        (strip,) = of(found, BlockKind.NOTICE, sold(page + 3, page))
        assert strip.box.y > max(
            block.box.bottom for block in found.page.blocks if block.number == SPREAD.number
        )


def without_picture(item: NumberedArticle) -> NumberedArticle:
    return dataclasses.replace(item, article=dataclasses.replace(item.article, body=item.article.body[1:]))


def two_pictures() -> NumberedArticle:
    body = SPREAD.article.body
    return dataclasses.replace(SPREAD, article=dataclasses.replace(SPREAD.article, body=(*body, body[0])))


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (story(1), "正文约432字才配得上图的大小"),
        (story(9, (1500, 3000)), "图太高"),
        (two_pictures(), "有2幅图，只能跨一幅"),
        (without_picture(story(1)), "正文约72字，要432字到"),
        (story(headline="好" * 60), "标题60字，最多"),
        (story(9, (0, 0)), "图打不开"),
    ],
)
def test_what_cannot_lie_over_two_pages_is_told_and_is_whole_on_the_first(
    item: NumberedArticle, problem: str
) -> None:
    left, right = both(item)
    (said,) = told(left)
    assert problem in said and said.startswith(f"《{item.article.headline}》跨第2版和第3版排不成")
    assert told(right) == [] and not [block for block in right.page.blocks if block.number == item.number]
    assert len(of(left, BlockKind.HEADLINE, item)) == 1


def test_one_story_lies_over_the_pages_the_other_is_told() -> None:
    second = story(2, ordinal=2, headline="又一篇")
    left, right = both(SPREAD, second)
    assert told(left) == [f"《又一篇》跨第2版和第3版排不成：《{HEADLINE}》已经跨了。"] and told(right) == []
    assert not [block for block in right.page.blocks if block.number == second.number]


@pytest.mark.parametrize(
    ("pages", "fold", "pairs"),
    [(2, "nested", ()), (4, "nested", (2,)), (8, "nested", (4,)), (8, "separate", (2, 6)), (6, "nested", ())],
)
def test_pages_face_each_other_where_one_side_of_a_sheet_has_both(
    pages: int, fold: str, pairs: tuple[int, ...]
) -> None:
    assert facing_pages(pages, fold) == pairs
    if pages != 6:
        sides = [side for plan in page_plan(pages, fold) for side in (plan.outer, plan.inner)]
        assert tuple(left for left, right in sides if left and right == left + 1) == pairs


@pytest.mark.parametrize(
    ("facts", "page", "problem"),
    [
        ({}, 2, ""),
        ({}, 3, "它排在第3版，印在一张纸上又连着的只有第2版和第3版"),
        ({"advertisement": True}, 2, "广告"),
        ({"frame": "线框"}, 2, "围框"),
    ],
)
def test_where_it_may_lie(facts: dict[str, Any], page: int, problem: str) -> None:
    issue = make_numbered(SPREAD).issue
    said = spread_fault(dataclasses.replace(SPREAD.article, **facts), page, issue)
    assert said.startswith(problem) if not problem else problem in said
    assert bool(said) == bool(problem)


def test_the_web_names_both_pages() -> None:
    numbered = make_numbered(SPREAD, other(2, 2))
    view = view_article(numbered.articles[0], numbered, make_paper())
    assert (view.page, view.jump, view.jump_address, view.spread) == (2, 3, "2021-03/p3/", True)


def test_the_sheet_shows_it_whole_and_either_page_its_half(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    Image.new("RGB", (3600, 1500), (0, 90, 160)).save(tmp_path / "images" / "a.jpg")
    items = (SPREAD, other(2, 2), other(3, 3))
    issue = make_numbered(*items).issue
    drawn = draw_issue(
        bind_pages(issue, make_paper(), [made(page, *items) for page in range(1, 5)]), tmp_path, SHEET
    )
    assert drawn.diagnostics == ()
    box = picture_of(made(2, *items)).box
    inner = pypdfium2.PdfDocument(io.BytesIO(impose(drawn.pdf, "nested")))[1].render(scale=1).to_pil()
    row = round(box.y + box.h / 2)
    colours = {inner.getpixel((round(WIDE) + away, row)) for away in range(-300, 301)}
    assert len(colours) == 1 and (255, 255, 255) not in colours, "the picture runs through the fold"
    pages = pypdfium2.PdfDocument(io.BytesIO(drawn.pdf))
    for page, at in ((1, round(WIDE) - 2), (2, 1)):
        assert pages[page].render(scale=1).to_pil().getpixel((at, row)) in colours


# -- 整版, and the bleed ------------------------------------------------------------------------------------

PHOTOGRAPH = story(0, (7200, 4000), whole_spread=True)
FEATURE = story(30, (7200, 4400), whole_spread=True)


@functools.cache
def whole(item: NumberedArticle, bleed: float, *others: NumberedArticle) -> tuple[FinishedPage, FinishedPage]:
    numbered, paper = make_numbered(item, *others), make_paper(press=PressSettings(bleed=bleed))
    left, right = (compose_page(page_inputs(numbered, paper, SHEET, page)) for page in (2, 3))
    return left, right


@pytest.mark.parametrize("bleed", [0.0, 3.0])
def test_one_photograph_takes_both_pages_and_reaches_the_bleed(bleed: float) -> None:
    pages = whole(PHOTOGRAPH, bleed)
    left, right = (picture_of(each).box for each in pages)
    beyond = bleed * POINTS_A_MILLIMETRE
    outer = -beyond if bleed else GRID.left
    assert left.x == pytest.approx(outer) and right.right == pytest.approx(WIDE - outer)
    assert left.x + left.w / 2 == pytest.approx(WIDE) and right.x + right.w / 2 == pytest.approx(0.0)
    assert (left.y, left.h) == (right.y, right.h) and told(pages[0]) == told(pages[1]) == []
    for found in pages:
        (shown,) = of(found, BlockKind.IMAGE)
        assert shown.box.x >= 0.0 and shown.box.right <= WIDE + 0.01
        assert GRID.top + GRID.height - left.bottom < 3 * GRID.leading
        assert page_text(parse_page(page_text(found.page))) == page_text(found.page)
    (caption,) = of(pages[0], BlockKind.CAPTION)
    assert caption.box.x == GRID.left


@pytest.mark.parametrize("bleed", [0.0, 3.0])
def test_picture_and_text_fill_both_pages_to_the_foot(bleed: float) -> None:
    for found in whole(FEATURE, bleed):
        feet = [block.box.bottom for block in of(found, BlockKind.TEXT)]
        assert len(feet) >= 2 and min(feet) > GRID.top + GRID.height - 2.5 * GRID.leading
        assert told(found) == [] and found.page.overset_lines == 0


def test_what_does_not_fill_both_pages_is_told_how_much_would() -> None:
    short, none = story(9, (7200, 4400), whole_spread=True), story(3, (7200, 6400), whole_spread=True)
    (said,) = told(whole(short, 3.0)[0])
    assert "排满两版，现在约648字" in said
    (said,) = told(whole(none, 3.0)[0])
    assert "字才排满两版" in said or "换一幅横的" in said
    (said,) = told(whole(without_picture(FEATURE), 0.0)[0])
    assert "正文约" in said and "才排满两版" in said


@pytest.mark.parametrize("bleed", [0.0, 3.0])
@pytest.mark.parametrize("pixels", [(7200, 5600), (7200, 2000), (7200, 7200)])
def test_one_photograph_of_another_shape_is_told_the_shape_that_fills_both_pages(
    bleed: float, pixels: tuple[int, int]
) -> None:
    (said,) = told(whole(story(0, pixels, whole_spread=True), bleed)[0])
    wide, high, least = map(int, re.findall(r"照(\d+)×(\d+)毫米的长宽、宽(\d+)像素", said)[0])
    fitting = (least, least * high // wide)
    assert told(whole(story(0, fitting, whole_spread=True), bleed)[0]) == []


def test_other_stories_of_those_pages_are_over() -> None:
    left, right = whole(FEATURE, 0.0, other(2, 2))
    assert left.page.overset_lines > 0 and right.page.overset_lines == 0
    assert "花草过冬2" in "".join(each.message for each in left.diagnostics if each.code == "SQ602")
    assert not [block for block in left.page.blocks if block.number == other(2, 2).number]


def test_only_a_whole_spread_depends_on_the_bleed() -> None:
    papers = [make_paper(press=PressSettings(bleed=bleed)) for bleed in (0.0, 3.0)]
    for item, count in ((SPREAD, 1), (FEATURE, 2)):
        assert len({page_inputs(make_numbered(item), paper, SHEET, 2).digest for paper in papers}) == count


def test_a_head_across_finds_no_place_over_a_spread() -> None:
    numbered = make_numbered(SPREAD, other(2, 2))
    pages = tuple(dataclasses.replace(plan, head="副刊") for plan in numbered.issue.pages)
    numbered = dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, pages=pages))
    heads = (("副刊", Plate("../../content/pictures/a.svg", (1600.0, 200.0), drawing=True)),)
    found = compose_page(page_inputs(numbered, make_paper(heads=heads), SHEET, 2))
    assert told(found, "SQ588") == ["第2版有跨版的稿，刊头没有地方，不排。"]
    assert BlockKind.HEAD not in {block.kind for block in found.page.blocks}


@pytest.mark.parametrize("item", [SPREAD, PHOTOGRAPH], ids=["across", "whole"])
def test_the_picture_bleeds_at_the_edges_and_meets_at_the_fold(tmp_path: Path, item: NumberedArticle) -> None:
    (art,) = pictures_of(item.article.body)
    (tmp_path / "images").mkdir()
    Image.new("RGB", art.pixels, (0, 90, 160)).save(tmp_path / "images" / "a.jpg")
    numbered, settings = make_numbered(item), PressSettings(bleed=3.0, marks=True)
    paper = make_paper(press=settings)
    pages = [compose_page(page_inputs(numbered, paper, SHEET, page)) for page in range(1, 5)]
    drawn = draw_issue(bind_pages(numbered.issue, paper, pages), tmp_path, SHEET)
    profile = profile_path(Path(), settings)
    edition = Edition("ZMCB", "社区晨报", datetime.date(2021, 3, 8), 3, 1)
    (whole_file, *_) = convert_to_press(drawn.pdf, settings, Inks.from_file(Path(profile), 240.0), edition)
    path = tmp_path / whole_file.name
    path.write_bytes(whole_file.content)
    assert preflight_file(path, demands_of(settings, profile=str(profile))).findings == ()
    sheets = impose(whole_file.content, "nested", bleed=3.0, marks=True)
    with Pdf.open(io.BytesIO(sheets)) as pdf:
        media, trim = (tuple(map(float, pdf.pages[1].obj[key])) for key in ("/MediaBox", "/TrimBox"))
    inner = pypdfium2.PdfDocument(io.BytesIO(sheets))[1].render(scale=1).to_pil()
    box = picture_of(pages[1]).box
    row = round(media[3] - trim[3] + box.y + box.h / 2)
    left, right = round(trim[0] - media[0]), round(trim[2] - media[0])
    reach = range(-7, right - left + 7) if item is PHOTOGRAPH else range(round(box.x) + 2, 900)
    colours = {inner.getpixel((left + across, row)) for across in reach}
    assert len(colours) == 1 and (255, 255, 255) not in colours


def test_readers_have_one_bookmark_of_the_whole_headline(tmp_path: Path) -> None:
    items = (SPREAD, other(2, 2), other(3, 3))
    pages = [parse_page(page_text(made(page, *items).page)) for page in range(1, 5)]
    composed = bind_pages(
        make_numbered(*items).issue, make_paper(), [FinishedPage(page, (), ()) for page in pages]
    )
    drawn = reading_document(composed, tmp_path, SHEET).draw()
    assert drawn.diagnostics == ()
    with Pdf.open(io.BytesIO(drawn.pdf)) as pdf, pdf.open_outline() as outline:
        titles = [each.title for page in outline.root for each in page.children]
    assert titles == [f"{HEADLINE} 2103-014", "花草过冬2 2103-023", "花草过冬3 2103-038"]


def test_the_handbook_shows_it() -> None:
    root = Path(__file__).parents[2] / "content"
    handbook = (root / "handbook/pages.md").read_text("utf-8")
    shown = handbook.partition("## 跨版")[2].partition("```yaml\n")[2].partition("```")[0]
    article, found = parse_article(
        f"---\n{shown}---\n\n正文。\n", "a.md", "要闻/01-稿.md", "要闻", Kind.ARTICLE, "01-稿"
    )
    assert article.spread and not article.whole_spread and article.headline == HEADLINE and found == ()
    whole = handbook.partition("整整两版")[2].partition("```yaml\n")[2].partition("```")[0]
    article, found = parse_article(
        f"---\n{whole}---\n\n正文。\n", "a.md", "要闻/01-稿.md", "要闻", Kind.ARTICLE, "01-稿"
    )
    assert article.spread and article.whole_spread and found == ()
    assert (root / "pictures/whole-spread.jpg").is_file()
    assert "pictures/spread.jpg" in handbook and (root / "pictures/spread.jpg").is_file()
