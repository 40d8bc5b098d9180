"""The site in a real browser: requests, copying, width. Uses the system's Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from build_tools.cli.parts import installed_browser
from tests.site.conftest import Built


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


@dataclass
class Visit:
    """A page that is open, with what it asked for and complained of."""

    page: Page
    home: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.goto(self.home + address, wait_until="networkidle")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = installed_browser()
    assert path is not None, "no Chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(built.site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    visit = Visit(context.new_page(), home)
    visit.page.on("request", lambda request: visit.requested.append(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
    yield visit
    context.close()


@pytest.mark.parametrize(
    "address",
    ["", "2021-06/", "2021-06/p2/", "2021-06/mei/loudao/", "lanmu/", "lanmu/mei/", "archive/", "bounty/", "handbook/check/", "search/?q=楼道", "404.html"],
)
def test_page_asks_no_other_host_and_fits_any_width(visit: Visit, address: str) -> None:
    visit.open(address)
    for width in (320, 390, 1280):
        visit.page.set_viewport_size({"width": width, "height": 900})
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visit.requested and all(url.startswith(visit.home) for url in visit.requested)
    assert visit.complaints == []


def test_button_copies_the_citation(visit: Visit, built: Built) -> None:
    visit.open("2021-06/mei/loudao/")
    visit.page.get_by_role("button", name="复制出处").click()
    visit.page.wait_for_timeout(200)
    number = built.gathered.issues[0].articles[2].number.printed
    assert visit.page.evaluate("navigator.clipboard.readText()") == f"《社区晨报》2021年6月号 第2版《楼道》{number}"


def test_number_s_address_opens_the_article(visit: Visit, built: Built) -> None:
    visit.page.goto(f"{visit.home}n/{built.gathered.issues[0].articles[2].number}/")
    visit.page.wait_for_url("**/2021-06/mei/loudao/")
    assert visit.page.locator("h1").inner_text() == "楼道"


def test_hostile_headline_runs_nothing(visit: Visit) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("dialog", note)
    for address in ("", "2021-06/", "2021-06/yaowen/duanwu/", "archive/"):
        visit.open(address)
    visit.open("search/?q=龙舟")
    assert dialogs == []
