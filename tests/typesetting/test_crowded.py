"""Pages with so many stories and pictures that the search runs out of steps, and advertisements that nobody sold a size."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from build_tools.model import NumberedArticle, Pin, Weight
from build_tools.typesetting.compose import compose_page
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, grid_of
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.made import MadePage
from build_tools.typesetting.makeup.page import PageMaker
from build_tools.typesetting.sheet import read_sheet
from tests.benchmarks.generated_pages import generate_mixed
from tests.typesetting.newsroom import LOREM, make_item
from tests.typesetting.newsroom import compose_page as compose_on_second
from tests.typesetting.test_make_up import body


def made_page(seed: int, page: int, monkeypatch: pytest.MonkeyPatch) -> tuple[MadePage, PageMaker]:
    """A generated page as it was made up, and its maker."""
    kept: list[tuple[MadePage, PageMaker]] = []
    make_up = PageMaker.make_up

    def kept_up(self: PageMaker) -> MadePage:
        kept.append((make_up(self), self))
        return kept[-1][0]

    monkeypatch.setattr(PageMaker, "make_up", kept_up)
    made = generate_mixed(seed)
    compose_page(page_inputs(made.numbered, made.paper, read_sheet(made.paper.type_area.size), page))
    return kept[-1]


@pytest.mark.parametrize(("seed", "page"), [(700, 5), (702, 3), (702, 4), (702, 8)])
def test_a_crowded_page_has_no_headlines_or_pictures_that_meet(
    seed: int, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, maker = made_page(seed, page, monkeypatch)
    assert len(maker.leaves) > 6
    assert not {"碰题", "叠题", "断版", "图相撞"} & set(made.broken)


@pytest.mark.parametrize(("seed", "page"), [(909, 1), (903, 2), (955, 1)])
def test_no_page_is_taken_whose_white_nobody_looked_at(
    seed: int, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """天窗: where many arrangements leave a hole, the next one is not taken for one without."""
    made, _ = made_page(seed, page, monkeypatch)
    assert made.hole > 0.0


@pytest.mark.parametrize("stories", range(3, 10))
@pytest.mark.parametrize("longest", [2, 6])
def test_stories_that_do_not_fill_a_page_are_all_on_it(stories: int, longest: int) -> None:
    """欠版: however many ways there are to leave white, none of the copy is told as too much."""
    headlines = "给水管穿好“棉衣”、楼道里的小天地、电梯全部完工了、旧书换着看、借伞不用押金、雨棚修好了、出远门前、腊八粥、好邻居"
    weights = [Weight.LEAD] + [Weight.NORMAL] * stories
    items = [
        make_item(place, headline, body(1 + (longest + place) % longest), weight=weight)
        for place, (headline, weight) in enumerate(
            zip(headlines.split("、")[:stories], weights, strict=False), 1
        )
    ]
    page = compose_on_second(*items).pages[0]
    assert page.overset_lines == 0, page.fill
    printed = "".join(
        segment.text for block in page.blocks for each in block.lines for segment in each.line.segments
    )
    assert all(item.article.headline[:2] in printed for item in items)
    assert printed.count(LOREM[-6:]) == sum(len(item.article.body) for item in items)


def advertisement(seed: int, page: int, monkeypatch: pytest.MonkeyPatch) -> tuple[NumberedArticle, Leaf]:
    _, maker = made_page(seed, page, monkeypatch)
    return next((leaf.item, leaf) for leaf in maker.leaves if leaf.item.article.advertisement)


def test_an_advertisement_that_nobody_sold_a_size_may_be_higher_and_fills_its_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item, leaf = advertisement(702, 5, monkeypatch)
    assert not item.article.size
    grid = grid_of(generate_mixed(702).paper.type_area, leaf.sheet.page["head_share"])
    for columns in range(2, grid.columns + 1):
        options = sorted(leaf.options(columns, Cut()), key=lambda option: option.rows)
        least = options[0].rows
        assert [option.rows for option in options] == list(range(least, least + len(options)))
        assert len(options) > 3
        assert [option.cost for option in options] == sorted(option.cost for option in options)
        for option in options:
            assert isinstance(option.design, BoxDesign)
            assert math.isclose(option.design.height, option.rows * grid.leading, abs_tol=0.01)
            assert all(0 < y < option.design.height for _, y, _ in option.design.lines)
            sizes = [each.style.size for _, _, line in option.design.lines for each in line.segments]
            assert max(sizes) < min(leaf.sheet.headlines[Weight.NORMAL].for_width(2))


def test_a_height_that_only_a_tucked_shape_has_is_kept() -> None:
    numbered, paper = generate_mixed(1000).numbered, generate_mixed(1000).paper
    sheet = read_sheet(paper.type_area.size)
    pin = Pin("邻里节办到了家门口", columns=6, millimetres=154.0, corner="右")
    pages = tuple(replace(plan, pins=(pin,)) if plan.number == 5 else plan for plan in numbered.issue.pages)
    numbered = replace(numbered, issue=replace(numbered.issue, pages=pages))
    found = compose_page(page_inputs(numbered, paper, sheet, 5))
    assert "SQ569" not in {each.code for each in found.diagnostics}
    (number,) = (item.number for item in numbered.articles if item.article.headline == pin.story)
    boxes = [block.box for block in found.page.blocks if block.number == number]
    height = max(box.bottom for box in boxes) - min(box.y for box in boxes)
    assert abs(height / POINTS_A_MILLIMETRE - pin.millimetres) < 9
