"""版式 by name: what each asks of its page is done as far as the copy bears it, never at the cost of a rule, and told where it is not."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from build_tools.markup.body import parse_body
from build_tools.model import FRONT, SERVICE, SUPPLEMENT, TEMPLATES, NumberedArticle, Pin, Weight
from build_tools.typesetting.compose import FinishedPage, compose_page
from build_tools.typesetting.inputs import page_inputs
from build_tools.typesetting.placed import BlockKind, PlacedBlock
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.newsroom import LOREM, make_item, make_numbered, make_paper

SHEET = read_sheet(9.0)
PAGES = (Path(__file__).parents[2] / "content" / "handbook" / "pages.md").read_text("utf-8")


def story(ordinal: int, paragraphs: int, **facts: Any) -> NumberedArticle:
    return make_item(
        ordinal,
        f"阳台花草怎样过冬{'一二三四'[ordinal - 1]}",
        parse_body("\n\n".join([LOREM] * paragraphs)).blocks,
        **facts,
    )


COPY = (
    story(1, 17, weight=Weight.LEAD),
    story(2, 17),
    story(3, 15),
    story(4, 4, weight=Weight.BRIEF),
)


def made(
    template: str, items: tuple[NumberedArticle, ...] = COPY, pins: tuple[Pin, ...] = ()
) -> FinishedPage:
    numbered = make_numbered(*items, pins=pins)
    plans = tuple(dataclasses.replace(plan, template=template) for plan in numbered.issue.pages)
    numbered = dataclasses.replace(numbered, issue=dataclasses.replace(numbered.issue, pages=plans))
    return compose_page(page_inputs(numbered, make_paper(), SHEET, 2))


def heading(found: FinishedPage, ordinal: int) -> PlacedBlock:
    (block,) = (
        each
        for each in found.page.blocks
        if each.kind is BlockKind.HEADLINE and each.number and each.number.ordinal == ordinal
    )
    return block


def upright(block: PlacedBlock) -> bool:
    return any(segment.features == '"vert"' for line in block.lines for segment in line.line.segments)


def test_the_front_page_gives_the_lead_its_whole_width_at_the_top() -> None:
    found = made(FRONT)
    lead = heading(found, 1)
    area = [block.box for block in found.page.blocks if block.number]
    assert lead.box.y == min(box.y for box in area)
    assert lead.box.w > 600.0 and found.page.broken_rules == ()


def test_the_service_page_frames_its_briefs_and_nothing_else() -> None:
    found = made(SERVICE)
    framed = {
        block.number.ordinal
        for block in found.page.blocks
        for stroke in block.strokes
        if block.number and stroke.box.h > 30.0 and stroke.box.w < 2.0
    }
    assert framed == {4}


def test_the_supplement_stands_its_leads_headline_upright() -> None:
    found = made(SUPPLEMENT)
    assert upright(heading(found, 1)) and not upright(heading(found, 2))


@pytest.mark.parametrize("template", [FRONT, SUPPLEMENT])
def test_a_lead_that_is_pinned_is_set_as_pinned(template: str) -> None:
    pins = (Pin(COPY[0].article.headline, columns=4),)
    assert made(template, pins=pins).page == made("", pins=pins).page


def told(found: FinishedPage) -> list[str]:
    return [each.message for each in found.diagnostics if each.code in ("SQ569", "SQ578")]


def test_what_the_copy_does_not_bear_is_told_and_the_page_made_up_as_any() -> None:
    items = (
        dataclasses.replace(COPY[0], article=dataclasses.replace(COPY[0].article, headline="2021年的花草")),
        *COPY[1:],
    )
    found = made(SUPPLEMENT, items)
    assert found.page == made("", items).page
    (message,) = told(found)
    assert message.startswith("第2版排不成副刊：") and "2021" in message


def test_briefs_whose_frames_cost_text_stand_without_them() -> None:
    items = tuple(story(place, 8, weight=Weight.BRIEF) for place in (1, 2, 3, 4))
    items += tuple(
        make_item(place, f"简讯{place}则", parse_body(LOREM * 3).blocks, weight=Weight.BRIEF)
        for place in range(5, 13)
    )
    found = made(SERVICE, items)
    assert made("", items).overset == ()
    assert found.page == made("", items).page
    (message,) = told(found)
    assert message.startswith("第2版排不成服务版：照它排，多")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_that_is_kept_says_nothing(template: str) -> None:
    assert told(made(template)) == []


def test_the_handbook_names_every_template() -> None:
    (table,) = re.findall(r"\| 版式 \| 怎么排 \|\n(.*?)\n\n", PAGES, re.DOTALL)
    assert re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE) == list(TEMPLATES)
