"""WCAG 2.2 AA by axe-core, reflow, zoom and the keyboard: on each kind of page, in light, dark and 长辈版."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.browsers import put_away
from tests.site.browsing import Visit, start_visit
from tests.site.printed.conftest import ISSUE, Printed

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # 2.5.8; axe leaves it off unless asked
    "resultTypes": ["violations"],
}
_MODES: dict[str, tuple[Literal["light", "dark"], int, int]] = {
    "light": ("light", 0, 1280),
    "light-phone": ("light", 0, 390),
    "dark": ("dark", 0, 1280),
    "elder-phone": ("light", 24, 390),
    "elder-largest": ("light", 40, 390),
    "elder-dark": ("dark", 24, 1280),
}
"""Colour scheme, size of type in 长辈版 or 0, width of the window in pixels."""
_BROKEN = """rules => axe.run(rules).then(found => found.violations.map(each =>
  [each.id, each.nodes.slice(0, 2).map(node => node.html.slice(0, 120))]))"""
"""Axe tells of all that it looked at: only what is broken leaves the browser."""


def kinds_of_page(printed: Printed) -> list[str]:
    """Home, issue, page, article (with list, table, picture), number, section, archive, rules, search, handbook, no such page."""
    article = max(printed.issue.articles, key=lambda item: len(item.article.body))
    return [
        "",
        f"{ISSUE}/",
        f"{ISSUE}/p1/",
        f"{article.address}/",
        "lanmu/",
        "lanmu/mei/",
        "archive/",
        "bounty/",
        "search/",
        "report/",
        "banmian/",
        "difang/",
        "gengzheng/",
        "huizhi/",
        "dejiang/",
        "handbook/check/",
        "404.html",
    ]


@pytest.fixture(params=_MODES)
def mode(request: pytest.FixtureRequest, chromium: Browser, home: str) -> Iterator[Visit]:
    scheme, elder, width = _MODES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script(AXE_SCRIPT)  # goes to the browser once, not to every page
    visit = start_visit(context, home)
    if elder:
        visit.open(f"?elder={elder}")
        assert visit.page.evaluate("document.documentElement.dataset.elder") == str(elder)
    yield visit
    put_away(context)


def test_no_page_breaks_a_rule_that_a_machine_can_check(mode: Visit, printed: Printed) -> None:
    broken = []
    for address in kinds_of_page(printed):
        mode.page.goto(mode.home + address)
        broken += [(address, *each) for each in mode.page.evaluate(_BROKEN, RULES)]
    assert broken == []
    assert mode.complaints == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 450)])
def test_nothing_is_cut_off_at_320_pixels_or_twice_the_size(
    visit: Visit, printed: Printed, width: int, height: int
) -> None:
    # 1.4.10: 1280 pixels at 400 % are 320; 1.4.4: at 200 % they are 640.
    visit.page.set_viewport_size({"width": width, "height": height})
    for address in kinds_of_page(printed):
        visit.page.goto(visit.home + address)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_mark_of_a_paragraph_takes_no_line_of_its_own(visit: Visit, printed: Printed) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    for item in printed.issue.articles:
        page = visit.open(f"{item.address}/")
        alone = page.locator(".body p > .pointer").evaluate_all(
            """all => all.filter(each => {
              const words = document.createRange();
              words.setStart(each.parentElement, 0);
              words.setEndBefore(each);
              const lines = [...words.getClientRects()], { top, bottom } = each.getBoundingClientRect();
              return !lines.some(line => line.top < (top + bottom) / 2 && line.bottom > (top + bottom) / 2);
            }).map(each => each.parentElement.id)"""
        )
        assert alone == [], item.address


def test_reader_gets_from_the_front_page_to_an_article_and_on_by_keyboard_alone(
    visit: Visit, printed: Printed
) -> None:
    page = visit.open("")
    first, second = printed.issue.on_page(1)[1:3]
    _walk_to(visit, f"{first.address}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.address}/")
    _walk_to(visit, f"{second.address}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second.address}/")
    _walk_to(visit, f"{ISSUE}/p1/#n{second.number}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{ISSUE}/p1/#n{second.number}")


def _walk_to(visit: Visit, address: str) -> None:
    """Press Tab until the link is reached; every stop on the way must be seen to have the focus."""
    for _ in range(120):
        visit.page.keyboard.press("Tab")
        where = visit.page.evaluate(
            """() => { const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
            const shape = here.querySelector('path'), stroke = shape ? getComputedStyle(shape).strokeWidth : '0';
            return { href: here.href?.baseVal ?? here.href ?? '', seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || parseFloat(stroke) > 2 || here.matches('input'), size: box.width * box.height, html: here.outerHTML.slice(0, 120) }; }"""
        )
        assert where["seen"] and where["size"] > 0, where["html"]
        if where["href"].endswith(address):
            return
    raise AssertionError(f"{address} is not reached")
