"""The finished site, read back from its files."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from tests.site.conftest import GONE, Built, build_paper

_FETCHED = {"img": "src", "script": "src", "link": "href", "source": "src", "iframe": "src"}


class _Requests(HTMLParser):
    """Collects what a browser would fetch by itself for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "link" and values.get("rel") in ("canonical", "alternate", "prev", "next"):
            return
        if address := values.get(_FETCHED.get(tag, "")):
            self.addresses.append(address)


def test_number_page_headline_and_section_agree_on_every_surface(built: Built) -> None:
    register = json.loads(built.text("n/index.json"))
    for number, facts in register.items():
        printed = f"{number[:4]}-{number[4:]}"
        own, hop = built.text(facts["url"].strip("/")), built.text(f"n/{number}")
        page, issue, feed = (
            built.text(f"2021-06/p{facts['page']}"),
            built.text("2021-06"),
            built.text("feed.xml"),
        )
        surfaces = [own, hop, page, issue] + ([] if facts.get("withdrawn") else [feed])
        assert all(printed in surface for surface in surfaces)
        assert all(f"第{facts['page']}版" in surface for surface in (own, hop, page, issue))
        if facts["section"]:
            assert f'class="mark section-{_slug(facts["section"])}"' in own


def test_hostile_headline_is_words_and_never_markup(built: Built) -> None:
    for page in built.site.rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text(encoding="utf-8"), page
    assert "龙舟&lt;script&gt;alert(1)&lt;/script&gt;与“粽子”" in built.text("2021-06").replace("<wbr>", "")


def test_every_paragraph_can_be_pointed_at(built: Built) -> None:
    own = built.text("2021-06/yaowen/duanwu")
    assert re.findall(r'<p id="p(\d)">', own) == ["1", "2", "3"]
    assert own.count('data-paragraph="第2段"') == 1


def test_number_leads_on_to_its_article(built: Built) -> None:
    (number,) = (
        key for key, facts in json.loads(built.text("n/index.json")).items() if facts["headline"] == "楼道"
    )
    page = built.text(f"n/{number}")
    assert '<meta http-equiv="refresh" content="0; url=../../2021-06/mei/loudao/">' in page
    assert '<a href="../../2021-06/mei/loudao/">楼道</a>' in page


def test_withdrawn_number_says_so(built: Built) -> None:
    for address in (f"n/{GONE.number}", GONE.address):
        page = built.text(address)
        assert GONE.number.printed in page and "已经撤下" in page and "所述有误" in page


def test_nothing_is_fetched_from_another_host(built: Built) -> None:
    for path in built.site.rglob("*.html"):
        requests = _Requests()
        requests.feed(path.read_text(encoding="utf-8"))
        assert not [each for each in requests.addresses if re.match(r"(?:[a-z]+:)?//", each)], path
    for path in built.site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", path.read_text(encoding="utf-8")), (
            path
        )


def test_every_address_within_the_site_leads_to_a_file(built: Built) -> None:
    for path in built.site.rglob("*.html"):
        if path.name == "404.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:|//", address):
                target = (path.parent / address).resolve()
                assert (target / "index.html" if target.is_dir() else target).is_file(), (path, address)


def test_handbook_holds_the_codes_and_notices_stay_unpublished(built: Built) -> None:
    assert '<code id="SQ104">SQ104</code>' in built.text("handbook/check")
    assert not (built.site / "notices").exists()


def test_home_shows_the_latest_issue_like_a_front_page(built: Built) -> None:
    home = built.text("")
    for words in (
        "社区晨报",
        "张庙版",
        "2021年6月14日",
        "星期一",
        "农历辛丑年五月初五",
        "总第7期",
        "本期2版",
        "任单",
    ):
        assert words in home


def test_nothing_tells_of_the_machine_or_the_clock(built: Built) -> None:
    for path in built.site.rglob("*"):
        if path.suffix in (".html", ".json", ".xml"):
            assert str(built.root) not in path.read_text(encoding="utf-8"), path
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", built.text("sitemap.xml"))) == {"2021-06-14"}


def test_same_paper_in_another_folder_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    again = build_paper(tmp_path / "别处 的报纸")
    assert _bytes(again.site) == _bytes(built.site)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _slug(section: str) -> str:
    return {"要闻": "yaowen", "美": "mei", "阅": "yue"}[section]
