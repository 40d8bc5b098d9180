"""The offline copy: links that lead to files, the same bytes each time, and it reads from a stick in Chromium."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from build_tools.site.handoff.offline import localise, write_offline
from tests.site.conftest import Built


@pytest.fixture(scope="module")
def stick(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(io.BytesIO(write_offline(built.site, "社区晨报"))) as archive:
        archive.extractall(folder)
    return folder / "社区晨报"


def test_links_to_folders_become_links_to_files() -> None:
    known = {"index.html", "2021-06/index.html", "n/2106010/index.html", "a.css", "bare"}
    page = '<a href="../">一</a><a href="../2021-06/?q=1#p2">二</a><a href="../a.css">三</a><a href="https://a.example/">四</a><a href="#p1">五</a><a href="..">六</a><a href="../gone/">七</a><meta http-equiv="refresh" content="0; url=../2021-06/">'
    assert localise(page, "archive/index.html", known) == (
        '<a href="../index.html">一</a><a href="../2021-06/index.html?q=1#p2">二</a><a href="../a.css">三</a><a href="https://a.example/">四</a>'
        '<a href="#p1">五</a><a href="../index.html">六</a><a href="../gone/">七</a><meta http-equiv="refresh" content="0; url=../2021-06/index.html">'
    )


def test_every_link_in_the_copy_leads_to_a_file(stick: Path) -> None:
    files = {path.relative_to(stick).as_posix() for path in stick.rglob("*") if path.is_file()}
    for name in (name for name in files if name.endswith(".html")):
        for address in re.findall(r'(?:href|src)="([^"#?]+)', (stick / name).read_text(encoding="utf-8")):
            if (
                not re.match(r"[a-z]+:|//", address)
                and address not in ("feed.xml", "feed.json")
                and not address.endswith(("/feed.xml", "/feed.json"))
            ):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) in files, (
                    name,
                    address,
                )


def test_same_site_gives_the_same_bytes(built: Built) -> None:
    assert write_offline(built.site, "社区晨报") == write_offline(built.site, "社区晨报")


def test_reader_walks_to_an_article_through_its_number_and_by_search_without_a_server(
    stick: Path, built: Built, chromium: Browser
) -> None:
    number = built.gathered.issues[0].articles[2].number
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((stick / "打开报纸.html").as_uri())
    page.wait_for_url("**/index.html")
    page.click("text=楼道 >> nth=0")
    assert (
        page.inner_text("h1") == "楼道"
        and page.evaluate("getComputedStyle(document.body).lineBreak") == "strict"
    )
    page.click(".elder-switch")
    assert page.evaluate("getComputedStyle(document.querySelector('#p1')).fontSize") == "24px"
    page.click("#p1 .pointer")
    assert page.locator(".report-panel").is_visible()
    page.goto((stick / "n" / str(number) / "index.html").as_uri())
    page.wait_for_url("**/mei/loudao/index.html")
    page.goto((stick / "search" / "index.html").as_uri())
    page.fill(".search-form input[name=q]", "楼道里有画")
    page.click(".search-results .found-hits a")
    page.wait_for_url("**/mei/loudao/index.html*")
    assert errors == []
