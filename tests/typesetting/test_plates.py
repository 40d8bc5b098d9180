"""刊头 and 图样: what is drawn for a section, a column, a page or a filler stands whole in its place, and is told where it cannot."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from build_tools.markup.body import parse_body
from build_tools.model import (
    Filler,
    Kind,
    NumberedArticle,
    Paper,
    Paragraph,
    Plate,
    PressSettings,
    Section,
    Weight,
)
from build_tools.model.limits import LEAST_DPI, effective_dpi
from build_tools.press.conversion.inks import Inks
from build_tools.press.conversion.press_files import Edition, convert_to_press
from build_tools.press.preflight.demands import demands_of
from build_tools.press.preflight.running import preflight_file
from build_tools.press.profile import profile_path
from build_tools.readers import parse_article, parse_paper, parse_plan
from build_tools.readers.fillers import read_fillers
from build_tools.readers.paper import read_paper
from build_tools.typesetting.compose import FinishedPage, bind_pages, compose_page
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.frozen import page_text, parse_page
from build_tools.typesetting.grid import grid_of
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.makeup.boxes import sold_size
from build_tools.typesetting.makeup.filler import artwork_designs, filler_designs
from build_tools.typesetting.placed import BlockKind, PlacedBlock
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
GRID = grid_of(make_paper().type_area, SHEET.page["head_share"])
HANDBOOK = (Path(__file__).parents[2] / "content/handbook/pages.md").read_text("utf-8")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><path d="M0 0H{}V{}H0z" fill="#1d5b96"/></svg>'


def drawn(name: str, wide: float, high: float) -> Plate:
    return Plate(f"../../content/pictures/{name}.svg", (wide, high), drawing=True)


def story(ordinal: int, headline: str, paragraphs: int, **facts: Any) -> NumberedArticle:
    return make_item(ordinal, headline, parse_body("\n\n".join([LOREM] * paragraphs)).blocks, **facts)


COLUMN, SECTION, ACROSS = drawn("专栏", 300, 120), drawn("栏", 400, 100), drawn("副刊", 1600, 200)
HEADS = (("要闻", SECTION), ("健康课堂", COLUMN), ("副刊", ACROSS))
NEWS = (
    story(1, "给水管穿好“棉衣”", 8, weight=Weight.LEAD),
    story(2, "楼道里的小天地", 5),
    story(3, "旧书换着看", 5, drawn_head="健康课堂"),
    story(4, "借伞不用押金", 4),
)


def paged(
    items: Sequence[NumberedArticle] = NEWS,
    *,
    plan: dict[str, Any] | None = None,
    page: int = 2,
    **facts: Any,
) -> FinishedPage:
    numbered = make_numbered(*items)
    plans = tuple(
        dataclasses.replace(each, **(plan or {})) if each.number == page else each
        for each in numbered.issue.pages
    )
    numbered = dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, pages=plans))
    return compose_page(page_inputs(numbered, make_paper(**facts), SHEET, page))


def pictured(found: FinishedPage) -> dict[str, PlacedBlock]:
    return {block.picture.alternate: block for block in found.page.blocks if block.picture}


def words(found: FinishedPage) -> str:
    return "".join(line.line.text for block in found.page.blocks for line in block.lines)


def told(found: FinishedPage) -> list[str]:
    return [
        f"{each.code} {each.message}" for each in found.diagnostics if each.code not in ("SQ602", "SQ603")
    ]


# -- 刊头 --------------------------------------------------------------------------------------------------


def test_a_drawn_head_stands_where_the_sections_name_stood() -> None:
    plain, found = paged(), paged(heads=HEADS)
    assert "【要闻】" in words(plain) and "【要闻】" not in words(found)
    assert told(found) == []
    block = pictured(found)["要闻"]
    assert block.kind is BlockKind.HEADLINE and block.number == NEWS[0].number and block.picture
    box = block.picture.box
    assert box.w / box.h == pytest.approx(4.0) and box.x == block.box.x
    assert block.box.y < box.y and box.bottom <= block.box.bottom
    # Neither the headline nor its kicker runs into it.
    beside = [line for line in block.lines if line.baseline - 0.88 * 8 < box.bottom and line.line.segments]
    assert all(line.x + line.line.segments[0].x > box.right for line in beside)


def test_a_column_has_its_own_head_over_one_story() -> None:
    block = pictured(paged(heads=HEADS))["健康课堂"]
    assert block.number == NEWS[2].number and block.picture
    assert block.picture.box.w / block.picture.box.h == pytest.approx(2.5)
    assert block.picture.file.as_posix() == "../../content/pictures/专栏.svg"


def test_a_lead_in_is_opened_by_the_drawn_head() -> None:
    opening = dataclasses.replace(NEWS[0], article=dataclasses.replace(NEWS[0].article, kind=Kind.LEAD_IN))
    block = pictured(paged((opening, *NEWS[1:]), heads=HEADS))["要闻"]
    assert block.kind is BlockKind.TEXT and block.picture and block.picture.box.y > block.box.y + 3
    assert not any(
        line.baseline - 12 < block.picture.box.bottom - 1 and line.x < block.picture.box.right
        for line in block.lines
    )


def test_a_head_across_the_page_stands_over_all_its_stories() -> None:
    found = paged(heads=HEADS, plan={"head": "副刊"})
    block = pictured(found)["副刊"]
    assert block.kind is BlockKind.HEAD and block.picture and block.box.w == pytest.approx(GRID.width)
    assert block.picture.box.w == pytest.approx(GRID.width)
    below = [each for each in found.page.blocks if each.number]
    assert min(each.box.y for each in below) >= block.box.bottom and told(found) == []
    # The section that the page is called after is not named again.
    twice = paged(heads=(("要闻", ACROSS),), plan={"head": "要闻"})
    assert list(pictured(twice)) == ["要闻"] and "【要闻】" not in words(twice)


def test_what_is_too_high_or_coarse_or_not_there_is_told() -> None:
    tall = paged(heads=(("副刊", drawn("高", 800, 300)),), plan={"head": "副刊"})
    assert [each.split()[0] for each in told(tall)] == ["SQ586", "SQ585"]
    assert "最多44毫米" in told(tall)[0] and "健康课堂" in told(tall)[1]
    box = pictured(tall)["副刊"].picture
    assert box and box.box.h <= 10 * GRID.leading + 0.01
    assert abs(box.box.x + box.box.w / 2 - GRID.left - GRID.width / 2) < 0.01
    coarse = paged(heads=(("要闻", Plate("../../content/pictures/a.png", (120.0, 40.0))),), items=NEWS[:2])
    assert [each.split()[0] for each in told(coarse)] == ["SQ540"]


def test_only_pages_that_show_a_head_depend_on_it() -> None:
    numbered = make_numbered(*NEWS)
    other = make_paper(heads=(*HEADS[:2], ("副刊", drawn("副刊", 1700, 200))))
    one, two = (page_inputs(numbered, paper, SHEET, 2).digest for paper in (make_paper(heads=HEADS), other))
    assert one == two
    other = make_paper(heads=(("要闻", drawn("栏", 500, 100)), *HEADS[1:]))
    assert page_inputs(numbered, other, SHEET, 2).digest != one
    three, four = (
        page_inputs(numbered, paper, SHEET, 3).digest for paper in (make_paper(heads=HEADS), other)
    )
    assert three == four


def test_a_head_is_frozen_with_its_page() -> None:
    found = paged(heads=HEADS, plan={"head": "副刊"})
    text = page_text(found.page)
    again = parse_page(text)
    assert page_text(again) == text
    assert {"要闻", "健康课堂", "副刊"} == {each.picture.alternate for each in again.blocks if each.picture}


# -- 图样 --------------------------------------------------------------------------------------------------

CARE = tuple(each for each in parse_body("用火的时候人别走开。").blocks if isinstance(each, Paragraph))
WIDE, HIGH = drawn("横", 900, 500), drawn("竖", 500, 900)


def filler(*artwork: tuple[Plate, str], text: tuple[Paragraph, ...] = CARE) -> Filler:
    return Filler("关阀", "公益广告", "人走 关火 关阀", text, artwork)


@pytest.mark.parametrize("text", [CARE, ()])
@pytest.mark.parametrize("columns", [2, 3, 6])
def test_artwork_stands_whole_in_every_frame_that_it_fits(text: tuple[Paragraph, ...], columns: int) -> None:
    for plate in (WIDE, HIGH):
        made = artwork_designs(filler(text=text), plate, "", columns, 70, GRID, SHEET)
        assert made or (columns == 6 and plate is HIGH)
        for rows, design in made.items():
            box = design.plate_box
            assert box and box.w / box.h == pytest.approx(plate.size[0] / plate.size[1])
            assert box.x >= 12 and box.right <= GRID.span(columns) - 12 + 0.01
            feet = [baseline for _, baseline, line in design.lines if line.text != "公益广告"]
            assert box.bottom < min(feet, default=rows * GRID.leading) and bool(feet) == bool(text)
            assert max(feet, default=0.0) < rows * GRID.leading - 8
            assert design.says == "人走 关火 关阀"


def test_the_artwork_of_the_shape_that_the_room_has_is_chosen() -> None:
    both = filler((WIDE, ""), (HIGH, ""))
    chosen = {
        rows: design.plate
        for rows, design in filler_designs(both, 2, 70, GRID, SHEET).items()
        if design.plate
    }
    assert set(chosen.values()) == {WIDE, HIGH}
    assert max(rows for rows in chosen if chosen[rows] is WIDE) < min(
        rows for rows in chosen if chosen[rows] is HIGH
    )
    # Where neither fits, the words stand alone.
    assert any(design.plate is None for design in filler_designs(both, 2, 70, GRID, SHEET).values())
    assert all(
        design.plate for design in filler_designs(filler((WIDE, ""), text=()), 2, 70, GRID, SHEET).values()
    )


def test_artwork_drawn_for_a_size_stands_in_that_size_alone() -> None:
    sized = filler((WIDE, "110×72"), text=())
    columns, rows = sold_size("110×72", GRID)
    for width in range(2, 7):
        assert list(filler_designs(sized, width, 70, GRID, SHEET)) == [rows] * (width == columns)


def test_coarse_artwork_is_set_no_larger_than_its_pixels_bear() -> None:
    plate = Plate("a.png", (1000.0, 600.0))
    every = [artwork_designs(filler(), plate, "", width, 70, GRID, SHEET) for width in range(2, 7)]
    boxes = [design.plate_box for made in every for design in made.values() if design.plate_box]
    assert boxes and all(effective_dpi(plate.size, box.w, box.h) >= LEAST_DPI for box in boxes)
    assert every[-1] == {}


def test_a_thin_page_is_filled_with_the_artwork() -> None:
    found = paged(NEWS[:3], fillers=(filler((WIDE, ""), (HIGH, "")),))
    block = pictured(found)["人走 关火 关阀"]
    assert block.kind is BlockKind.FILLER and "公益广告" in words(found) and "用火的时候" in words(found)
    assert found.page.fill > 0.97 and told(found) == ["SQ585 没有叫“健康课堂”的刊头。"]
    assert (
        parse_page(page_text(found.page)).blocks
        == parse_page(page_text(parse_page(page_text(found.page)))).blocks
    )


def test_artwork_that_no_room_is_right_for_is_told_once() -> None:
    useless = filler((drawn("长", 3000, 20), ""), (WIDE, "通栏"))
    first, second = (told(paged((), fillers=(useless,), page=page)) for page in (1, 2))
    assert [each.split()[0] for each in first] == ["SQ587", "SQ587"] and second == []
    assert any("长.svg 太扁、太高，" in each for each in first) and any("通栏" in each for each in first)


@pytest.mark.parametrize("size", ["通栏", "半通栏", "半版", "110×72"])
@pytest.mark.parametrize("text", [CARE, ()])
def test_artwork_drawn_as_it_is_told_fits_its_size(size: str, text: tuple[Paragraph, ...]) -> None:
    def unfit(wide: int, high: int) -> list[str]:
        useless = filler((drawn("图", wide, high), size), text=text)
        found = paged((), fillers=(useless,), page=1).diagnostics
        return [each.remedy for each in found if each.code == "SQ587"]

    (remedy,) = unfit(3000, 100)
    assert unfit(*map(int, re.findall(r"照(\d+)×(\d+)毫米", remedy)[0])) == []


# -- reading -----------------------------------------------------------------------------------------------


def lay(root: Path, name: str, wide: int = 900, high: int = 500) -> None:
    (root / "content/pictures").mkdir(parents=True, exist_ok=True)
    (root / f"content/pictures/{name}").write_text(DRAWING.format(wide, high, wide, high), "utf-8")


def test_the_handbooks_filler_with_artwork_is_read(tmp_path: Path) -> None:
    (shown,) = [
        each for each in re.findall(r"```markdown\n(.*?)```", HANDBOOK, re.DOTALL) if "artwork" in each
    ]
    (tmp_path / "content/fillers").mkdir(parents=True)
    (tmp_path / "content/fillers/关阀.md").write_text(shown, "utf-8")
    for name in re.findall(r"pictures/(\S+\.svg)", shown):
        lay(tmp_path, name)
    ((read,), found) = read_fillers(tmp_path, "content")
    assert found == [] and [size for _, size in read.artwork] == ["", "通栏"]
    assert read.artwork[0][0].size == (900, 500) and read.paragraphs != ()


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("pictures/无.svg", ["SQ501"]),
        ("图.svg", ["SQ579"]),
        ("pictures/字.svg", ["SQ580"]),
        ("pictures/好.svg 大号", ["SQ564"]),
        ("pictures/好.svg 报眼", ["SQ564"]),
    ],
)
def test_artwork_that_cannot_be_used_is_told_and_the_words_stay(
    tmp_path: Path, written: str, codes: list[str]
) -> None:
    lay(tmp_path, "好.svg")
    text = DRAWING.format(8, 2, 8, 2).replace("<path", "<text>关</text><path")
    (tmp_path / "content/pictures/字.svg").write_text(text, "utf-8")
    (tmp_path / "content/fillers").mkdir()
    (tmp_path / "content/fillers/关阀.md").write_text(
        f"---\nheadline: 关阀\nartwork: {written}\n---\n\n人走关火。\n", "utf-8"
    )
    ((read,), found) = read_fillers(tmp_path, "content")
    assert [each.code for each in found] == codes and read.paragraphs


def test_artwork_alone_is_a_filler_and_no_article_has_any(tmp_path: Path) -> None:
    lay(tmp_path, "好.svg")
    (tmp_path / "content/fillers").mkdir()
    alone = "---\nheadline: 关阀\nartwork: pictures/好.svg\n---\n"
    (tmp_path / "content/fillers/关阀.md").write_text(alone, "utf-8")
    ((read,), found) = read_fillers(tmp_path, "content")
    assert found == [] and read.paragraphs == () and len(read.artwork) == 1
    _, wrong = parse_article(alone + "\n一段。\n", "a.md", "a.md", "要闻", Kind.ARTICLE, "a")
    assert [each.code for each in wrong] == ["SQ105"]


SETTINGS = "plugins:\n  - chenbao:\n      name: 报\n      sections: [{name: 美}]\n"


def test_the_handbook_shows_where_a_head_is_named_and_asked_for(tmp_path: Path) -> None:
    paper, article, plan = (
        each
        for each in re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)
        if re.search(r"\bheads?:", each)
    )
    for name in ("美.svg", "健康课堂.svg", "副刊.svg"):
        lay(tmp_path, name, 400, 100)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + paper, "utf-8")
    read = read_paper(tmp_path)
    assert [each.code for each in read.diagnostics] == [] and read.paper
    assert [name for name, _ in read.paper.heads] == ["美", "健康课堂", "副刊"]
    assert read.paper.head("美") == Plate("../../content/pictures/美.svg", (400, 100), drawing=True)
    made, found = parse_plan(f"number: 1\ndate: 2021-03-08\n{plan}", "issue.yml", read.paper)
    assert made and made.pages[0].head == "副刊" and "SQ585" not in {each.code for each in found}
    got, _ = parse_article(f"---\n{article}---\n\n一段。\n", "a.md", "a.md", "美", Kind.ARTICLE, "a")
    assert got.drawn_head == "健康课堂"
    with Image.open(Path(__file__).parents[2] / "content/pictures/heads.jpg") as shown:
        assert shown.width >= 600


def test_a_head_that_there_is_not_is_told_at_its_line() -> None:
    paper = Paper("报", "版", (Section("美", "#000000", "mei"),), heads=HEADS)
    text = "number: 1\ndate: 2021-03-08\npages:\n  - {title: 美, sections: [美], head: 副页}\n"
    plan, found = parse_plan(text, "issue.yml", paper)
    assert plan and plan.pages[0].head == ""
    assert [(each.code, each.place.line) for each in found] == [("SQ585", 4)]


def test_a_head_whose_picture_is_broken_is_told_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS + "      heads:\n        美: pictures/无.svg\n", "utf-8")
    read = read_paper(tmp_path)
    assert [(each.code, each.place.line) for each in read.diagnostics] == [("SQ501", 6)]
    assert read.paper and read.paper.heads and read.paper.head("美") is None
    assert parse_paper(SETTINGS).diagnostics == ()


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
def test_heads_and_artwork_pass_the_preflight(tmp_path: Path, standard: str) -> None:
    for name, wide, high in (
        ("栏", 400, 100),
        ("专栏", 300, 120),
        ("副刊", 1600, 200),
        ("横", 900, 500),
        ("竖", 500, 900),
    ):
        lay(tmp_path, f"{name}.svg", wide, high)
    folder = tmp_path / "issues/2021-03"
    folder.mkdir(parents=True)
    found = paged(heads=HEADS, fillers=(filler((WIDE, ""), (HIGH, "")),), plan={"head": "副刊"})
    assert len(pictured(found)) == 4
    issue = make_numbered(*NEWS).issue
    made = draw_issue(bind_pages(issue, make_paper(), [found]), folder, SHEET)
    assert made.diagnostics == ()
    settings = PressSettings(standard=standard)
    profile = profile_path(Path(), settings)
    edition = Edition("ZMCB", "社区晨报", datetime.date(2021, 3, 8), 3, 1)
    (whole, _) = convert_to_press(made.pdf, settings, Inks.from_file(Path(profile), 240.0), edition)
    path = tmp_path / whole.name
    path.write_bytes(whole.content)
    assert preflight_file(path, demands_of(settings, standard=standard, profile=str(profile))).findings == ()
