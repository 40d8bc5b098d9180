"""Pages as a reader's printer gets them, on A4: no buttons, no blank sheet, no heading left alone, dark ink on white."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.browsing import Visit
from tests.site.printed.conftest import ISSUE, Printed
from tests.typesetting.printed_pages import read_pages, same_text

_A4 = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "15mm")}

_PALE = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = text => { canvas.fillStyle = '#fff'; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = rgb => { const [x, y, z] = rgb.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * x + .7152 * y + .0722 * z; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const each = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !each.getClientRects().length || each.closest('script, noscript, template, svg')) continue;
    if (1.05 / (light(read(getComputedStyle(each).color)) + .05) < 4.5) found.push(`${each.tagName}.${each.className} “${walker.currentNode.data.trim().slice(0, 12)}”`);
  }
  return found;
}"""
"""Text that has less than 4.5 to 1 on white; printers leave the ground out."""


_BARE = """() => [...document.querySelectorAll('h1, h2, h3')].filter(each => each.innerText.trim() && each.getClientRects().length && each.parentElement.innerText.trim() === each.innerText.trim() && !each.closest('header')).map(each => each.innerText)"""
"""Headings of what is not printed."""


def kinds_of_page(printed: Printed) -> list[str]:
    article = max(printed.issue.articles, key=lambda item: len(item.article.body))
    return [f"{article.address}/", f"{ISSUE}/", f"{ISSUE}/p1/", "lanmu/mei/", "archive/", "gengzheng/"]


@pytest.mark.parametrize("elder", ["", "24"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_is_dark_and_nothing_to_press_is_printed(
    visit: Visit, printed: Printed, scheme: str, elder: str
) -> None:
    for address in kinds_of_page(printed):
        page = visit.open(address)
        page.emulate_media(media="print", color_scheme="light")
        page.evaluate(
            "([scheme, elder]) => { const kept = document.documentElement.dataset; kept.scheme = scheme; if (elder) kept.elder = elder; }",
            [scheme, elder],
        )
        assert page.evaluate(_PALE) == [], address
        assert page.locator("button:visible, .button:visible, input:visible").all_inner_texts() == [], address
        assert page.evaluate(_BARE) == [], address


def test_no_sheet_is_blank_or_half_empty_and_no_heading_stands_alone_at_its_foot(
    visit: Visit, printed: Printed
) -> None:
    for address in kinds_of_page(printed):
        page = visit.open(address)
        _have_all_pictures(page)
        page.emulate_media(media="print")
        heads = {
            same_text(head)
            for head in page.locator("h1, h2, h3, .kicker, .entry-headline:has(+ .deck)").all_inner_texts()
            if head.strip()
        }
        sheets = read_pages(page.pdf(**_A4))  # type: ignore[arg-type]
        for order, sheet in enumerate(sheets, 1):
            assert sheet.glyphs or sheet.others, (address, order, "blank")
            foot = max((glyph.baseline for glyph in sheet.glyphs), default=0)
            last = same_text("".join(glyph.text for glyph in sheet.glyphs if abs(glyph.baseline - foot) < 3))
            assert order == len(sheets) or last not in heads, (address, order, last)
            low = max([foot, *(bottom for _, _, _, bottom in sheet.others)])
            assert order == len(sheets) or low > sheet.height / 2, (address, order, "half empty")
        page.emulate_media(media="screen")


def _have_all_pictures(page: Page) -> None:
    page.evaluate("for (const each of document.images) each.loading = 'eager'")
    page.wait_for_load_state("networkidle")
