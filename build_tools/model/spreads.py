"""跨版: a story over two pages that lie beside each other on the inside of a sheet, so that the fold goes through it.

In: an article whose front matter asks for it, and its page, the left one. Out: whether it can.
"""

from __future__ import annotations

from build_tools.model.issue import Article, Issue, Kind
from build_tools.model.press import FOLDS


def facing_pages(pages: int, fold: str) -> tuple[int, ...]:
    """跨得过的: the left page of each pair that follow one another on one side of one sheet. None of a single leaf."""
    if pages < 4 or pages % 4:
        return ()
    return (pages // 2,) if fold == FOLDS[0] else tuple(range(2, pages, 4))


def spread_fault(article: Article, page: int, issue: Issue) -> str:
    """What stands in the way of a spread from that page, in the editor's words; "" where nothing does or none is asked for."""
    if not article.spread:
        return ""
    if article.kind is not Kind.ARTICLE or article.advertisement or article.frame or article.jump:
        return "广告、启事、导语、围框和转版的稿不跨版"
    pairs = facing_pages(len(issue.pages), issue.fold)
    if not pairs:
        return f"本期{len(issue.pages)}版，没有连着的两版"
    if page not in pairs:
        said = "，".join(f"第{left}版和第{left + 1}版" for left in pairs)
        return f"它排在第{page}版，印在一张纸上又连着的只有{said}，要排在左边那一版"
    return ""
