"""What a page weighs, where its parts come from, and that the policy stands in the way of nothing that is ours."""

from __future__ import annotations

import gzip
import re

from tests.site.browsing import Visit
from tests.site.printed.conftest import ISSUE, Printed


def test_article_is_at_most_30_kilobytes_of_html(printed: Printed) -> None:
    for item in printed.issue.articles:
        assert (printed.site / item.address / "index.html").stat().st_size <= 30_000, item.address


def test_styles_and_scripts_of_an_article_are_at_most_50_kilobytes_compressed(printed: Printed) -> None:
    folder = printed.site / printed.issue.articles[1].address
    page = (folder / "index.html").read_text(encoding="utf-8")
    addresses = set(re.findall(r'(?:<script src|rel="stylesheet" href)="([^"]+)"', page))
    assert len(addresses) > 5
    assert (
        sum(len(gzip.compress((folder / address.partition("?")[0]).read_bytes(), 6)) for address in addresses)
        <= 50_000
    )


def test_every_kind_of_page_keeps_to_the_policy_and_to_its_own_host(visit: Visit, printed: Printed) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    article = next(
        item
        for item in printed.issue.articles
        if any(block.__class__.__name__ == "Picture" for block in item.article.body)
    )
    for address in (
        "",
        f"{ISSUE}/",
        f"{ISSUE}/p1/",
        f"{article.address}/",
        "archive/",
        "lanmu/mei/",
        "bounty/",
        "report/",
        "search/",
        "handbook/check/",
        "404.html",
    ):
        visit.open(address)
    visit.open(f"{article.address}/").locator("a.enlarge").first.click()
    assert visit.page.locator("dialog.picture-dialog").is_visible()
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("dialog.picture-dialog").is_hidden()
    assert visit.complaints == []
    assert not [url for url in asked if url.endswith("sitemap.xml")]
    assert asked and all(url.startswith(visit.home) or url.startswith("data:") for url in asked)


def test_policy_stops_a_script_that_stands_in_the_page(visit: Visit) -> None:
    page = visit.open("")
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script); }"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in visit.complaints)


def test_dark_mode_darkens_the_paper_and_lightens_the_ink(visit: Visit) -> None:
    luminances = {}
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page = visit.open("")
        colours = page.evaluate(
            "['backgroundColor', 'color'].map(name => getComputedStyle(document.body)[name])"
        )
        luminances[scheme] = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours]
    assert luminances["light"][0] > luminances["light"][1] and luminances["dark"][0] < luminances["dark"][1]
