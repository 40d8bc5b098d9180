"""报头的图: a drawn name stands whole in the place of the name in type; nothing else of the page moves."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
from pathlib import Path

import pytest
from pikepdf import Pdf, parse_content_stream
from PIL import Image

from build_tools.diagnostics import Place
from build_tools.markup.body import parse_body
from build_tools.model import Paper, Plate, PressSettings, Section, Weight
from build_tools.press.appearance import check_appearance
from build_tools.press.conversion.inks import Inks
from build_tools.press.conversion.press_files import Edition, convert_to_press
from build_tools.press.preflight.demands import demands_of
from build_tools.press.preflight.running import preflight_file
from build_tools.press.profile import profile_path
from build_tools.readers import parse_paper, parse_plan
from build_tools.readers.plates import read_plate
from build_tools.typesetting.compose import FinishedPage, bind_pages, compose_page
from build_tools.typesetting.draw import draw_issue
from build_tools.typesetting.frozen import page_text, parse_page
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.placed import BlockKind, PlacedBlock
from build_tools.typesetting.reading import reading_document
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
NEWS = make_item(1, "给水管穿好“棉衣”", parse_body("\n\n".join([LOREM] * 5)).blocks, 1, weight=Weight.LEAD)
PLATE = Plate("images/报头.svg", (800.0, 220.0), drawing=True)
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 220"><path d="M0 0H800V220H0z" fill="{}"/></svg>'


@functools.cache
def front(plate: Plate | None, *, own: Plate | None = None, page: int = 1) -> FinishedPage:
    numbered = make_numbered(NEWS)
    numbered = dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, nameplate=own))
    return compose_page(page_inputs(numbered, make_paper(nameplate=plate), SHEET, page))


def masthead(found: FinishedPage) -> PlacedBlock:
    (block,) = (block for block in found.page.blocks if block.kind is BlockKind.MASTHEAD)
    return block


def told(found: FinishedPage) -> dict[str, str]:
    return {each.code: each.message for each in found.diagnostics if each.code != "SQ603"}


def test_it_takes_the_place_of_the_name_and_moves_nothing_else() -> None:
    plain, drawn = front(None), front(PLATE)
    name, block = masthead(plain), masthead(drawn)
    assert block.box == name.box and block.picture is not None
    assert "社区晨报" in {line.line.text for line in name.lines}
    assert "社区晨报" not in {line.line.text for line in block.lines}
    assert {line.line.text for line in block.lines} >= set("张庙版") and block.picture.alternate == "社区晨报"
    rest = [each for each in plain.page.blocks if each.kind is not BlockKind.MASTHEAD]
    assert rest == [each for each in drawn.page.blocks if each.kind is not BlockKind.MASTHEAD]
    assert told(drawn) == told(plain) == {}


def test_it_stands_whole_in_its_place() -> None:
    block = masthead(front(PLATE))
    assert block.picture is not None
    box, tab, rule = block.picture.box, *block.strokes[:2]
    assert box.w / box.h == pytest.approx(800 / 220)
    assert box.x == block.box.x and box.right < tab.box.x and tab.box.right < block.box.x + block.box.w * 0.67
    assert block.box.y <= box.y and box.bottom < rule.box.y


def test_an_issue_has_its_own_before_the_papers() -> None:
    own = Plate("images/春节.png", (2000.0, 500.0))
    picture = masthead(front(PLATE, own=own)).picture
    assert picture is not None and picture.file.as_posix() == "images/春节.png"


def test_only_the_first_page_depends_on_it() -> None:
    numbered = make_numbered(NEWS)
    for page in (1, 2):
        digests = {
            page_inputs(numbered, make_paper(nameplate=each), SHEET, page).digest for each in (None, PLATE)
        }
        assert len(digests) == (2 if page == 1 else 1)


@pytest.mark.parametrize(
    ("plate", "code", "words"),
    [
        (Plate("../../content/pictures/长.svg", (900.0, 60.0), drawing=True), "SQ581", "长.svg"),
        (Plate("images/粗.png", (620.0, 160.0)), "SQ540", "像素/英寸"),
        (Plate("images/线.png", (2000.0, 560.0), line_art=True), "SQ541", "线条图 线.png"),
    ],
)
def test_what_comes_out_small_or_coarse_is_told(plate: Plate, code: str, words: str) -> None:
    found = told(front(plate))
    assert list(found) == [code] and words in found[code]


def test_it_is_drawn_in_print_and_for_readers_and_frozen(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "报头.svg").write_text(DRAWING.format("#b3261e"), "utf-8")
    finished = front(PLATE)
    issue = make_numbered(NEWS).issue
    composed = bind_pages(issue, make_paper(), [finished])
    drawn, blank = (draw_issue(composed, folder, SHEET) for folder in (tmp_path, tmp_path / "none"))
    assert drawn.diagnostics == () and drawn.pdf != blank.pdf
    copy = reading_document(composed, tmp_path, SHEET).draw()
    assert copy.diagnostics == ()
    again = parse_page(page_text(finished.page))
    assert masthead(dataclasses.replace(finished, page=again)).picture is not None
    assert page_text(again) == page_text(finished.page) and '"alternate": "社区晨报"' in page_text(again)


def test_a_name_as_high_as_its_drawing_is_larger_than_every_headline() -> None:
    numbered, paper = make_numbered(NEWS), make_paper(nameplate=PLATE)
    composed = bind_pages(numbered.issue, paper, [front(PLATE)])
    assert [each.code for each in check_appearance(composed, numbered, paper)] == []


# -- reading --------------------------------------------------------------------------------------------


def read(root: Path, content: bytes, name: str = "pictures/报头.svg") -> tuple[Plate | None, list[str]]:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    plate, found = read_plate(root, "content", "pictures", name, Place("mkdocs.yml"))
    return plate, [str(each) for each in found]


def test_a_drawing_of_outlines_is_taken(tmp_path: Path) -> None:
    plate, found = read(tmp_path, DRAWING.format("#000").encode())
    assert found == []
    assert plate == Plate("../../content/pictures/报头.svg", (800.0, 220.0), drawing=True)


def test_a_picture_is_measured(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("L", (1600, 400), 255).save(buffer, "PNG")
    plate, found = read(tmp_path, buffer.getvalue(), "pictures/报头.png")
    assert found == [] and plate is not None and plate.size == (1600, 400) and not plate.drawing


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<text>社区晨报</text>", "没有转成曲线的文字"),
        ('<image href="http://x/a.png"/>', "位图"),
        ("<defs><linearGradient/></defs>", "渐变"),
        ('<path d="M0 0" opacity=".5"/>', "透明"),
        ('<path d="M0 0" style="fill-opacity:0.3"/>', "透明"),
        ("<style>.a{opacity:.2}</style>", "透明"),
        ("<style>@import 'http://x/a.css'</style>", "引用的文件"),
        ("<script>alert(1)</script>", "脚本"),
        ("<foreignObject/>", "“foreignObject”"),
        (f"{'<g>' * 20_000}{'</g>' * 20_000}", "60层以上的编组"),
    ],
)
def test_what_presses_and_engines_draw_each_in_its_way_is_refused(
    tmp_path: Path, inside: str, said: str
) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2">{inside}</svg>'
    plate, (found,) = read(tmp_path, svg.encode())
    assert plate is None and "SQ580" in found and said in found


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 2"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8',
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 2">&a;</svg>',
        b"%PDF-1.7",
    ],
)
def test_a_file_that_is_no_drawing_is_told(tmp_path: Path, content: bytes) -> None:
    plate, (found,) = read(tmp_path, content)
    assert plate is None and "SQ580" in found


def test_what_a_drawing_program_notes_for_itself_does_no_harm(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/" width="80mm" height="20mm">'
        '<i:namedview opacity="0.3"/><metadata><title/><text/></metadata><style>.a{fill:#000;opacity:1}</style>'
        '<g style="opacity:1;fill-opacity:1"><path class="a" d="M0 0H9"/></g></svg>'
    )
    plate, found = read(tmp_path, svg.encode())
    assert found == [] and plate is not None and plate.size == (80.0, 20.0)


def test_the_paper_has_none_of_it_unless_it_says_so() -> None:
    assert Paper("报", "版", ()).nameplate is None


def test_the_handbook_shows_both_lines() -> None:
    handbook = (Path(__file__).parents[2] / "content/handbook/pages.md").read_text("utf-8")
    paper, issue = (line.strip() for line in handbook.splitlines() if line.strip().startswith("masthead:"))
    read = parse_paper(
        f"plugins:\n  - chenbao:\n      name: 报\n      sections: [{{name: 要闻}}]\n      {paper}\n"
    )
    assert read.diagnostics == () and read.paper is not None
    assert read.paper.nameplate == Plate("pictures/报头.svg")
    plan, found = parse_plan(
        f"number: 1\ndate: 2021-03-08\npages: [{{title: 要闻, sections: [要闻]}}]\n{issue}\n",
        "issue.yml",
        read.paper,
    )
    assert found == [] and plan is not None and plan.nameplate == Plate("images/春节.svg")
    picture = Path(__file__).parents[2] / "content/pictures/masthead.jpg"
    with Image.open(picture) as shown:
        assert shown.width >= 600


@pytest.mark.parametrize("standard", ["pdf/x-4", "pdf/x-1a"])
@pytest.mark.parametrize("name", ["报头.svg", "报头.png"])
def test_black_is_printed_with_black_ink_alone_and_passes_the_preflight(
    tmp_path: Path, name: str, standard: str
) -> None:
    (tmp_path / "images").mkdir()
    file = tmp_path / "images" / name
    if name.endswith(".svg"):
        file.write_text(DRAWING.format("black"), "utf-8")
    else:  # black on nothing, as drawing programs export it
        picture = Image.new("RGBA", (3200, 880), (0, 0, 0, 0))
        picture.paste((0, 0, 0, 255), (200, 100, 3000, 700))
        picture.save(file)
    size = (800.0, 220.0) if name.endswith(".svg") else (3200.0, 880.0)
    paper = make_paper(sections=(Section("要闻", "#000000", "yaowen"),))
    found = compose_page(
        page_inputs(
            make_numbered(NEWS),
            dataclasses.replace(paper, nameplate=Plate(f"images/{name}", size, name.endswith(".svg"))),
            SHEET,
            1,
        )
    )
    drawn = draw_issue(bind_pages(make_numbered(NEWS).issue, paper, [found]), tmp_path, SHEET)
    settings = PressSettings(standard=standard)
    profile = profile_path(Path(), settings)
    edition = Edition("ZMCB", "社区晨报", datetime.date(2021, 3, 8), 3, 1)
    (whole, _) = convert_to_press(drawn.pdf, settings, Inks.from_file(Path(profile), 240.0), edition)
    path = tmp_path / whole.name
    path.write_bytes(whole.content)
    assert preflight_file(path, demands_of(settings, standard=standard, profile=str(profile))).findings == ()
    with Pdf.open(path) as pdf:
        inks = {
            tuple(map(float, each.operands))
            for each in parse_content_stream(pdf.pages[0])
            if str(each.operator) in ("k", "K")
        }
        pictures = [each.get("/ColorSpace") for each in pdf.pages[0].get_images().values()]
    assert inks and {ink[:3] for ink in inks} == {(0.0, 0.0, 0.0)}
    assert all(space == "/DeviceGray" for space in pictures) and len(pictures) == name.endswith(".png")
