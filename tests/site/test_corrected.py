"""Corrections in the web's text: in their paragraph, at their words, and nowhere else."""

from __future__ import annotations

import datetime
import re

from build_tools.model import ArticleNumber, Correction
from build_tools.site.corrected import with_corrections

BODY = '<p id="p1">拍手称快，拍手<em>称快</em>。</p>\n<p id="p2">居民们<strong>在线上</strong>留言，拍手称快 &lt;b&gt;。</p>'


def correction(paragraph: int, printed: str, corrected: str) -> Correction:
    return Correction(ArticleNumber("2021-01", 5), paragraph, printed, corrected, datetime.date(2021, 2, 6))


def shown(html: str) -> str:
    """What stands there before anybody taps: without the printed words and the tags."""
    return re.sub(r"<[^>]*>", "", re.sub("<del.*?</del>", "", html))


def test_the_corrected_words_stand_in_their_paragraph_and_the_printed_ones_behind_them() -> None:
    html = with_corrections(BODY, [correction(2, "称快", "叫好")])
    assert shown(html).endswith("居民们在线上留言，拍手叫好 &lt;b&gt;。")
    assert html.startswith(BODY.split("\n")[0]) and '<del class="copy-note">称快</del>' in html


def test_words_that_run_through_mark_up_are_replaced_whole() -> None:
    html = with_corrections(BODY, [correction(2, "们在线上留", "在网上留")])
    assert shown(html).endswith("居民在网上留言，拍手称快 &lt;b&gt;。") and html.count("<strong>") == html.count("</strong>") == 1


def test_words_that_stand_twice_or_not_at_all_change_nothing() -> None:
    assert with_corrections(BODY, [correction(1, "称快", "叫好"), correction(2, "没有", "有"), correction(9, "称快", "叫好"), correction(0, "称快", "叫好")]) == BODY


def test_no_correction_brings_mark_up_along() -> None:
    html = with_corrections(BODY, [correction(2, "称快", '<script>alert(1)</script>"')])
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_two_corrections_of_one_paragraph_both_stand() -> None:
    html = with_corrections(BODY, [correction(2, "称快", "叫好"), correction(2, "居民们", "居民")])
    assert shown(html).endswith("居民在线上留言，拍手叫好 &lt;b&gt;。")
