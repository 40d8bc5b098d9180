"""长辈版, measured in the browser: type, spacing, contrast, targets, and that it stays on without a flash."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.site.reader.conftest import Reader

PAGES = [
    "",
    "2021-06/",
    "2021-06/p2/",
    "2021-06/mei/xiaozhang/",
    "report/",
    "search/",
    "archive/",
    "lanmu/mei/",
    "bounty/",
    "handbook/check/",
    "n/2106999/",
]

_MEASURE = """() => {
  const shown = each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && each.getClientRects().length;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true }), known = new Map();
  const read = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const colour = text => { if (!known.has(text)) known.set(text, read(text)); return known.get(text); };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * x + .7152 * y + .0722 * z; };
  const ground = each => { for (; each; each = each.parentElement) { const c = colour(getComputedStyle(each).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255]; };
  const faults = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), seen = new Set();
  while (walker.nextNode()) {
    const each = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(each) || each.closest('script, noscript, template, svg, .md-search, .md-skip') || !shown(each)) continue;
    seen.add(each);
    const style = getComputedStyle(each), size = parseFloat(style.fontSize);
    const [a, b] = [light(colour(style.color)), light(ground(each))].sort((x, y) => y - x), contrast = (a + .05) / (b + .05);
    const name = `${each.tagName}.${each.className} “${walker.currentNode.data.trim().slice(0, 12)}”`;
    if (size < 24) faults.push(`${name}: ${size}px`);
    if (parseFloat(style.lineHeight) / size < 1.599) faults.push(`${name}: spacing ${parseFloat(style.lineHeight) / size}`);
    if (contrast < 7) faults.push(`${name}: contrast ${contrast.toFixed(2)}`);
    if (style.animationName !== 'none' || !/^0s(, 0s)*$/.test(style.transitionDuration)) faults.push(`${name}: moves`);
  }
  // Links in running text are excepted, as WCAG 2.5.8 excepts them.
  const running = 'p:not(.line, .ear, .path, .more, .kicker, .number, .facts, .entry-headline, .colophon p, .lead-in p, .years), .opening, td, .citation, .body li, .md-typeset li, .standing aside + *, .headerlink';
  for (const each of document.querySelectorAll('a[href], button, input:not([type=hidden], [type=checkbox]), select, textarea, summary, [role=button]:not(.reading-word)')) {
    if (!shown(each) || each.closest('.md-search, .md-skip, .teaser-picture, figure, [aria-hidden=true]') || each.matches('.md-skip')) continue;
    if (each.matches('a') && each.closest(running) && !each.matches('.button, .pointer, .note-mark')) continue;
    const box = each.getBoundingClientRect();
    if (box.width < 59.5 || box.height < 59.5) faults.push(`${each.tagName}.${each.className} “${each.textContent.trim().slice(0, 12)}”: ${box.width.toFixed()}×${box.height.toFixed()}`);
  }
  return faults;
}"""


def keep(context: BrowserContext, size: int) -> None:
    context.add_init_script(
        f"if (location.protocol !== 'about:') localStorage.setItem('chenbao.elder', '{size}')"
    )


@pytest.mark.parametrize("address", PAGES)
def test_text_is_large_spaced_and_clear_targets_are_sixty_pixels_and_the_largest_type_fits_a_phone(
    reader: Reader, context: BrowserContext, address: str
) -> None:
    keep(context, 24)
    page = reader.open(address)
    assert page.evaluate(_MEASURE) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(_MEASURE) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("window.chenbao.elder.set(40)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(_MEASURE) == []


def test_switch_is_on_every_page_and_is_remembered(reader: Reader) -> None:
    page = reader.open("")
    page.click(".elder-switch")
    assert page.get_attribute(".elder-switch", "aria-pressed") == "true"
    page.click(".menu-switch")
    for size in ("21磅", "24磅", "27磅", "30磅"):
        page.click("[data-step='1']")
        assert page.inner_text(".elder-bar output") == size
    assert page.locator("[data-step='1']").is_disabled()
    reader.open()
    assert page.evaluate("getComputedStyle(document.querySelector('#p1')).fontSize") == "40px"
    page.click(".menu-switch")
    page.click(".elder-off")
    reader.open("2021-06/")
    assert page.evaluate("document.documentElement.dataset.elder") is None


def test_size_is_set_before_anything_is_painted(reader: Reader, context: BrowserContext) -> None:
    keep(context, 32)
    context.add_init_script(
        "new MutationObserver((_, watch) => { if (document.body) { window.atBody = document.documentElement.dataset.elder; watch.disconnect(); } }).observe(document, { childList: true, subtree: true })"
    )
    assert reader.open().evaluate("window.atBody") == "32"


def test_switch_works_where_nothing_can_be_stored(reader: Reader) -> None:
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = reader.open()
    page.click(".elder-switch")
    assert page.evaluate("document.documentElement.dataset.elder") == "24"
    assert not [each for each in reader.complaints if "elder" in each]


def test_report_form_and_player_keep_to_the_same_measures(reader: Reader, context: BrowserContext) -> None:
    keep(context, 24)
    context.add_init_script(
        "window.SpeechSynthesisUtterance = class {}; Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => [], cancel() {}, speak() {} } })"
    )
    page = reader.open()
    page.click(".aloud")
    assert page.locator(".player").is_visible() and page.evaluate(_MEASURE) == []
    page.click("[data-do=close]")
    page.click("#p1 .pointer")
    page.click(".report-copy")
    page.wait_for_selector(".report-made")
    assert page.evaluate(_MEASURE) == []


def test_the_mark_of_a_note_stands_by_its_word_though_its_target_is_large(
    reader: Reader, context: BrowserContext
) -> None:
    keep(context, 24)
    page = reader.open("2021-06/mei/xiaozhang/")
    page.set_viewport_size({"width": 360, "height": 664})
    gap, width, over = page.evaluate(
        """() => {
      const paragraph = document.querySelector('.body p');
      paragraph.innerHTML = '再用温水<sup><a class="note-mark" href="#fn1">1</a></sup>浇洒毛巾';
      const box = node => { const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect(); };
      const mark = paragraph.querySelector('.note-mark');
      return [box(mark).left - box(paragraph.firstChild).right, mark.getBoundingClientRect().width,
        box(paragraph.lastChild).left - box(mark).right];
    }"""
    )
    assert width >= 59.5 and 0 <= gap < 8 and 0 <= over < 8
