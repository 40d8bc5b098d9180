"""From the front page, no errand of a reader's takes more than three taps: in WeChat on a small phone, in the largest type too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browsers import put_away
from tests.serving import served
from tests.sharing import made_once
from tests.site.conftest import build_website
from tests.site.errands import ERRANDS, MOST_TAPS, Hand, lay_out_everyday_paper

_WECHAT = "Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0"
_SIZES = {"as it comes": 0, "largest type": 40}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = made_once(
        tmp_path_factory, "everyday", lambda folder: build_website(lay_out_everyday_paper(folder))
    )
    with served(root / "dist" / "site") as address:
        yield address


@pytest.fixture(params=_SIZES)
def hand(request: pytest.FixtureRequest, chromium: Browser, home: str) -> Iterator[Hand]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 664},
        has_touch=True,
        is_mobile=True,
        user_agent=_WECHAT,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{home}?elder={_SIZES[request.param]}")
    yield Hand(page, home)
    put_away(context)


@pytest.mark.parametrize("errand", ERRANDS)
def test_errand_takes_three_taps_at_most(hand: Hand, errand: str) -> None:
    ERRANDS[errand](hand)
    assert hand.taps <= MOST_TAPS


def test_what_was_typed_before_the_search_had_come_is_looked_for(hand: Hand) -> None:
    held: list[Route] = []
    hand.page.route("**/search-page.js*", lambda route: held.append(route))
    with hand.page.expect_request("**/search-page.js*"):
        hand.tap(".bar-search button")
    hand.write("#search-words", "富浩花园")
    while not held:
        hand.page.wait_for_timeout(20)
    held[0].continue_()
    expect(hand.page.locator(".found-headline").first).to_contain_text("楼道里的“小天地”")
