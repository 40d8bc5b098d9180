"""A paper with one article that has everything a reader may select, built once and served as a static host does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from build_tools.gathering import Gathered, gather
from tests.serving import served
from tests.sharing import made_once
from tests.site.browsing import Visit, start_visit
from tests.site.conftest import build_website, lay_out_paper

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

    visit: Visit
    site: ReaderSite

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def complaints(self) -> list[str]:
        return self.visit.complaints

    def open(self, address: str | None = None) -> Page:
        return self.visit.open(self.site.address if address is None else address)


def lay_out_reader_paper(root: Path) -> Path:
    lay_out_paper(root)
    (root / "issues" / "2021-06" / "美" / "02-小账.md").write_text(ARTICLE, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def reader_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReaderSite]:
    root = made_once(tmp_path_factory, "reader", _build)
    site = root / "dist" / "site"
    with served(site) as home:
        yield ReaderSite(site, gather(root), home)


def _build(root: Path) -> None:
    build_website(lay_out_reader_paper(root))


@pytest.fixture
def reader(context: BrowserContext, reader_site: ReaderSite) -> Reader:
    return Reader(start_visit(context, reader_site.home), reader_site)
