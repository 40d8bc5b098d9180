"""A small paper with an issue of two pages, its hostile headline and its withdrawn article; built once for all tests. And a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import Gathered, gather
from build_tools.model import ArticleNumber, Ledger, LedgerEntry, NumberedIssue, Paper
from build_tools.production.building import build
from build_tools.production.manuscripts import write_ledger
from build_tools.production.order import Built as Made
from build_tools.production.order import Order
from tests.browsers import put_away, start_chromium
from tests.factories import write_early_sign_off
from tests.sharing import made_once

_REPOSITORY = Path(__file__).parents[2]

PLAN = """\
number: 7
date: 2021-06-14
pages:
  - {title: 要闻, sections: [要闻]}
  - {title: 美, sections: [美, 阅], notices: [bounty]}
bounty:
  deadline: 2021-07-01
  winners: {month: 2021-05, best: [任单], excellent: [仇曾]}
"""

ARTICLES = {
    "要闻/01-端午.md": """\
---
headline: 龙舟<script>alert(1)</script>与“粽子”   # <!-- 免检 SQ430：试转义 -->
kicker: 引题 & 题
deck: 副题
byline:
  - 甲
  - 乙
weight: lead
---

第一段说龙舟。见[另一篇](/n/2106028/)。[^1]

第二段说**粽子**。

> 编者按：第三段。

[^1]: 注文在此。
""",
    "美/index.md": "---\n---\n\n美的导语一段。\n",
    "美/01-楼道.md": '---\nheadline: 楼道\n---\n\n楼道里有画。\n\n![图说一句](../images/plain.png "摄影：丙")\n',
    "阅/01-读报.md": "---\nheadline: 读报\nweight: brief\n---\n\n读报一段。\n",
}

GONE = LedgerEntry(
    ArticleNumber("2021-06", 6),
    "阅/02-撤稿.md",
    "2021-06/yue/cheqila",
    "撤下的一篇",
    "阅",
    2,
    signed=True,
    withdrawn="所述有误",
)


@dataclass(frozen=True)
class Built:
    """A paper's folder, what was gathered from it, and the site made of that."""

    root: Path
    gathered: Gathered
    site: Path

    def text(self, address: str) -> str:
        path = self.site / address
        return (path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8")


def lay_out_paper(root: Path) -> Path:
    """A paper's folder: the repository's settings, pages and theme, and an issue of its own."""
    root.mkdir(parents=True)
    shutil.copy(_REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(_REPOSITORY / "content", root / "content")
    shutil.copytree(_REPOSITORY / "theme" / "web", root / "theme" / "web")
    issue = root / "issues" / "2021-06"
    for file, text in ARTICLES.items():
        (issue / file).parent.mkdir(parents=True, exist_ok=True)
        (issue / file).write_text(text, encoding="utf-8")
    (issue / "issue.yml").write_text(PLAN, encoding="utf-8")
    (issue / "images").mkdir()
    Image.new("RGB", (800, 600), "white").save(issue / "images" / "plain.png")
    signed = (replace(entry, signed=True) for entry in gather(root).ledgers[0].entries)
    write_ledger(root, Ledger("2021-06", (*signed, GONE)))
    write_early_sign_off(root, "2021-06")
    return root


def told(made: Made) -> list[Diagnostic]:
    """What a build says, but that :func:`lay_out_paper`'s issue was signed before there were records."""
    return [each for each in made.diagnostics if each.code != "SQ314"]


def build_paper(root: Path) -> Built:
    """Lay the paper out and build its website."""
    lay_out_paper(root)
    return build_website(root)


def build_website(root: Path) -> Built:
    """The website of a paper that is laid out, without print."""
    made = build(Order(root, web_only=True), 1)
    assert made.done and told(made) == []
    return Built(root, gather(root), root / "dist" / "site")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = made_once(tmp_path_factory, "site", build_paper)
    return Built(root, gather(root), root / "dist" / "site")


@pytest.fixture(scope="session")
def issue(built: Built) -> NumberedIssue:
    return built.gathered.issues[0]


@pytest.fixture(scope="session")
def paper(built: Built) -> Paper:
    assert built.gathered.paper is not None
    return built.gathered.paper


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started."""
    with sync_playwright() as playwright:
        started = start_chromium(playwright)
        yield started
        started.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A reader's browser that knows nothing yet."""
    opened = chromium.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield opened
    put_away(opened)
