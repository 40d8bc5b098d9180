"""A break that an editor writes into a headline is kept for print, and is no part of the headline's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.model import Kind
from build_tools.readers.article import parse_article

PAGES = (Path(__file__).parents[2] / "content" / "handbook" / "pages.md").read_text("utf-8")


def read(front: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    article, found = parse_article(
        f"---\n{front}\n---\n\n正文。\n", "a.md", "a.md", "要闻", Kind.ARTICLE, "a"
    )
    return article.headline, article.headline_lines, tuple(each.code for each in found)


def test_the_handbooks_break_is_read() -> None:
    shown = next(each for each in re.findall(r"```yaml\n(.*?)\n```", PAGES, re.DOTALL) if "<br>" in each)
    assert read(shown) == ("通河八村的电梯全部完工了", ("通河八村的电梯", "全部完工了"), ())


@pytest.mark.parametrize(
    ("written", "headline", "lines"),
    [
        ("headline: 路修平了", "路修平了", ()),
        ("headline: 路<br/>修平了<br>", "路修平了", ("路", "修平了")),
        ("headline: 路修好<br>灯<br>亮了", "路修好灯亮了", ("路修好", "灯", "亮了")),
        ("headline: Open <BR> Day", "Open Day", ("Open", "Day")),
        ("headline: <br>", "", ()),
    ],
)
def test_breaks_of_every_make(written: str, headline: str, lines: tuple[str, ...]) -> None:
    assert read(written)[:2] == (headline, lines)


def test_other_markup_in_a_headline_is_still_told() -> None:
    assert read("headline: 路<b>修平</b><br>了")[2][:1] == ("SQ430",)
    assert read("headline: 路修平了\nkicker: 三号<br>楼")[2][:1] == ("SQ430",)


def test_the_handbooks_advertisement_is_read() -> None:
    shown = next(
        each for each in re.findall(r"```markdown\n(.*?)```", PAGES, re.DOTALL) if "ad: true" in each
    )
    article, found = parse_article(shown, "a.md", "a.md", "要闻", Kind.ARTICLE, "a")
    assert (article.advertisement, article.size, found) == (True, "通栏", ())


@pytest.mark.parametrize(
    ("written", "size", "codes"),
    [
        ("110×60", "110×60", []),
        ("110 x 60 mm", "110×60", []),
        ("半张", "", ["SQ564"]),
        ("0×9", "", ["SQ564"]),
    ],
)
def test_sizes_of_advertisements(written: str, size: str, codes: list[str]) -> None:
    text = f"---\nheadline: 包子\nad: true\nsize: {written}\n---\n\n香。\n"
    article, found = parse_article(text, "a.md", "a.md", "要闻", Kind.ARTICLE, "a")
    assert (article.size, [each.code for each in found]) == (size, codes)
