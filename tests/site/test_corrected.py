"""Corrections in the web's text: every part of an article, at its words and nowhere else, on every face of the site."""

from __future__ import annotations

import datetime
import json
import re
from html import unescape

import pytest

from build_tools.markup.html import render_blocks
from build_tools.model import (
    Article,
    ArticleNumber,
    Correction,
    Kind,
    Ledger,
    NumberedArticle,
    NumberedIssue,
    parse_place,
    printed_text,
)
from build_tools.numbering import assign_numbers
from build_tools.readers import parse_article
from build_tools.site.corrected import corrected_article, corrected_issue, tappable
from build_tools.site.feed import write_feed
from build_tools.site.handoff.pages import wechat_pages
from build_tools.site.json_feed import write_json_feed
from build_tools.site.register import write_register
from build_tools.site.woodpecker import issue_corrections, write_corrections_feed
from tests.factories import ISSUE, make_issue, make_paper
from tests.site.planned import planned
from tests.site.search.whole import write_search

SOURCE = """---
kicker: 引题有误
headline: 大题有误
deck: 副题有误
byline: [张有误, 李四]
---

拍手称快，拍手*称快*。

## 小标题

居民们**在线上**留言，拍手称快 a<b。

## 小标题有误

- 一条
- 二条有误

| 甲 | 乙有误 |
|---|---|
|  | 丙有误 |

![图说一](a.jpg "摄影：王五")

![图说有误](b.jpg "摄影：赵有误")

有注[^1]。

[^1]: 注里有误。
"""
DAY = datetime.date(2021, 2, 6)


def item_of(source: str = SOURCE) -> NumberedArticle:
    article, found = parse_article(source, "稿.md", "要闻/01-稿.md", "要闻", Kind.ARTICLE, "稿")
    assert not [each for each in found if each.code not in ("SQ501", "SQ502")]
    return NumberedArticle(ArticleNumber(ISSUE, 1), 1, f"{ISSUE}/yaowen/gao", article)


def correction(place: str, printed: str, corrected: str) -> Correction:
    known = parse_place(place)
    assert known
    return Correction(ArticleNumber(ISSUE, 1), known, printed, corrected, DAY)


def web(*corrections: Correction) -> str:
    return tappable(render_blocks(corrected_article(item_of(), corrections, marked=True).body), corrections)


def shown(html: str) -> str:
    """What stands there before anybody taps: without the printed words and the tags."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub("<del.*?</del>", "", html)))


def signed(*corrections: Correction) -> NumberedIssue:
    numbered = assign_numbers(make_issue(item_of().article), make_paper(), Ledger(ISSUE)).numbered
    return NumberedIssue(numbered.issue, numbered.articles, signed=True, corrections=corrections)


def test_the_corrected_words_stand_in_their_paragraph_and_the_printed_ones_behind_them() -> None:
    html = web(correction("第2段", "称快", "叫好"))
    assert "居民们在线上留言，拍手叫好 a<b。" in shown(html) and "拍手称快，拍手称快。" in shown(html)
    assert html.count('<del class="copy-note">称快</del>') == 1


def test_words_that_run_through_mark_up_are_replaced_whole() -> None:
    html = web(correction("第2段", "们在线上留", "在网上留"))
    assert (
        "居民在网上留言，拍手称快" in shown(html) and html.count("<strong>") == html.count("</strong>") == 1
    )


def test_words_that_stand_twice_or_not_at_all_change_nothing() -> None:
    untouched = render_blocks(item_of().article.body)
    assert (
        web(
            correction("第1段", "称快", "叫好"),
            correction("第2段", "没有", "有"),
            correction("第9段", "称快", "叫好"),
            correction("图说3", "图说", "图"),
        )
        == untouched
    )


def test_no_correction_brings_mark_up_along() -> None:
    html = web(correction("第2段", "称快", '<script>alert(1)</script>"'))
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_two_corrections_of_one_paragraph_both_stand_even_where_one_speaks_of_the_other() -> None:
    html = web(correction("第2段", "称快", "叫好"), correction("第2段", "居民们", "称快的居民"))
    assert "称快的居民在线上留言，拍手叫好" in shown(html)


@pytest.mark.parametrize(
    ("place", "printed", "part"),
    [("引题", "引题有误", "kicker"), ("标题", "大题有误", "headline"), ("副题", "有误", "deck")],
)
def test_heads_are_corrected(place: str, printed: str, part: str) -> None:
    article = corrected_article(item_of(), [correction(place, printed, "改好")])
    assert getattr(article, part).endswith("改好") and corrected_article(item_of(), []) == item_of().article


def test_a_byline_is_corrected() -> None:
    assert corrected_article(item_of(), [correction("署名", "张有误", "张三")]).bylines == ("张三", "李四")


@pytest.mark.parametrize(
    ("place", "printed", "wanted"),
    [
        ("小标题2", "有误", "<h2>小标题"),
        ("第4段", "有误", "二条"),
        ("表格2", "有误", '<th scope="col">乙'),
        ("表格3", "有误", '<td class="whole">丙'),
        ("图说2", "有误", "<figcaption>图说"),
        ("图片署名2", "有误", "摄影：赵"),
        ("注", "有误", "注里"),
    ],
)
def test_every_part_of_the_body_is_corrected_in_its_place(place: str, printed: str, wanted: str) -> None:
    html = web(correction(place, printed, "改好"))
    at = html.index('<label class="corrected">')
    assert "改好" in html[at:] and (html[:at].endswith(wanted) or place == "图片署名2")
    pieces = dict(printed_text(item_of()).pieces)
    known = parse_place(place)
    assert known and printed in pieces[known]
    fixed = NumberedArticle(
        item_of().number, 1, "", corrected_article(item_of(), [correction(place, printed, "改好")])
    )
    assert dict(printed_text(fixed).pieces)[known] == pieces[known].replace(printed, "改好")


def test_a_picture_is_described_by_the_corrected_caption() -> None:
    html = web(correction("图说2", "有误", "改好"))
    assert 'alt="图说改好"' in html and "\U000f0000" not in html and "\U0010fffd" not in html


def test_words_to_be_left_out_say_so() -> None:
    assert (
        "〔删〕" in web(correction("第2段", "拍手", ""))
        and correction("第2段", "拍手", "").said == "“拍手”应删去"
    )


def test_lists_feeds_search_and_the_register_show_the_corrected_words_and_only_those() -> None:
    paper, issue = (
        make_paper(site_url="https://zero.example/"),
        signed(correction("标题", "大题有误", "大题改好"), correction("第2段", "称快", "叫好")),
    )
    faces = [
        write_feed(paper, [issue]),
        write_json_feed(paper, [issue]),
        write_register([issue]),
        write_search(paper, [issue]).files[f"search/data/text-{ISSUE}.js"],
        str([page.view["wechat"] for page in wechat_pages(paper, issue) if "wechat" in page.view]),
    ]
    assert [("大题改好" in face, "大题有误" in face) for face in faces] == [(True, False)] * 5
    assert json.loads(faces[2])["2101010"]["headline"] == "大题改好"
    for face in (faces[0], faces[1], faces[3]):
        assert "拍手叫好" in face
    feed = write_corrections_feed(paper, [issue_corrections(issue)])
    assert "更正：大题改好 2101-010" in feed and "标题，“大题有误”应为“大题改好”。" in feed


def test_an_article_s_own_page_has_its_headline_to_tap() -> None:
    _, pages = planned(make_paper(), [signed(correction("标题", "有误", "改好"))])
    page = next(page for page in pages if page.template == "article.html")
    assert page.title == "大题改好 2101-010"
    heads = page.view["heads"]
    assert (
        isinstance(heads, dict)
        and shown(heads["headline"]) == "大题改好"
        and '<del class="copy-note">有误</del>' in heads["headline"]
    )


def test_what_print_is_made_of_stays_as_it_was() -> None:
    issue = signed(correction("标题", "有误", "改好"))
    before = issue.articles[0].article
    corrected_issue(issue)
    assert (
        issue.articles[0].article is before and isinstance(before, Article) and before.headline == "大题有误"
    )
