"""A paper with one article that has everything a reader may select, built once and served as a static host does."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from build_tools.cli.parts import installed_browser
from build_tools.gathering import Gathered, gather
from build_tools.site.building import build_site
from tests.site.conftest import lay_out_paper

ARTICLE = """\
---
headline: 楼组长任单的一本“小账”
kicker: 泗塘新村三居民区
deck: 邻里之间那些说得清的事
byline: [仇曾]
---

泗塘新村三居民区的楼组长任单有一本小账，**谁家的水管漏了、谁家的灯坏了**，他都一笔一笔记下来，逢人就说不能忘。

去年冬天冷得早，旮旯里的水表冻坏了十七只，他和志愿者一家一家敲门，把保暖的棉套送到每一户人家手里，一直忙到腊月二十八才歇下来。[^1]

- 请曾老师写了一份防冻须知，贴在每个楼道的入口，一共三十六张。
- 再请单阿姨带着几位邻居，挨家挨户讲解怎样给水管穿上棉衣。

| 楼号 | 送出的棉套 |
|---|---|
| 十二号楼东单元一层到六层 | 二十四只，另有备用的四只 |
| 十三号楼 | 三十只 |

## 账本里的温暖

![任单在楼道里给水表包上棉套，邻居们在一旁帮忙](../images/plain.png "摄影：仇曾")

短短一句。

[^1]: 水表冻坏的只数由街道自来水服务站在一月五日统计并公布。
"""


class Static(http.server.SimpleHTTPRequestHandler):
    """A static host: an address that leads nowhere gets the site's own error page."""

    def log_message(self, format: str, *args: object) -> None:
        return

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@dataclass(frozen=True)
class ReaderSite:
    """The built site: its folder, what it was made of, where it is served, and the article's address."""

    folder: Path
    gathered: Gathered
    home: str
    address: str = "2021-06/mei/xiaozhang/"

    @property
    def number(self) -> str:
        """The article's number as printed."""
        (item,) = [item for item in self.gathered.issues[0].articles if item.article.stem == "小账"]
        return item.number.printed


@dataclass
class Reader:
    """Somebody with a browser, and what the browser complained of."""

    page: Page
    site: ReaderSite
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str | None = None) -> Page:
        self.page.goto(self.site.home + (self.site.address if address is None else address), wait_until="networkidle")
        return self.page


def lay_out_reader_paper(root: Path) -> Path:
    lay_out_paper(root)
    (root / "issues" / "2021-06" / "美" / "02-小账.md").write_text(ARTICLE, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def reader_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderSite]:
    root = lay_out_reader_paper(tmp_path_factory.mktemp("reader") / "paper")
    gathered, folder = gather(root), root / "dist" / "site"
    assert build_site(root, gathered, folder, pdfs={}) == ()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Static, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield ReaderSite(folder, gathered, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = installed_browser()
    assert path is not None, "no Chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def reader(context: BrowserContext, reader_site: ReaderSite) -> Reader:
    reader = Reader(context.new_page(), reader_site)
    reader.page.on("pageerror", lambda error: reader.complaints.append(str(error)))
    reader.page.on("console", lambda message: reader.complaints.append(message.text) if message.type == "error" else None)
    return reader
