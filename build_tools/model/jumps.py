"""转版, 跨版: an article that goes on on another page, under the one number, its paragraphs counted through.

In: an article whose front matter asks for it, and its page. Out: whether it can, and its two parts as they are set.
"""

from __future__ import annotations

from dataclasses import replace

from build_tools.model.issue import Article, Issue, Kind, Weight
from build_tools.model.numbered import NumberedArticle, NumberedIssue
from build_tools.model.spreads import spread_fault
from build_tools.model.text import Block, Footnotes, Paragraph, Role, Text, paragraphs_of, walk_blocks


def jump_fault(article: Article, page: int, issue: Issue) -> str:
    """What stands in the way of a jump from that page, in the editor's words; "" where nothing does or none is asked for."""
    jump = article.jump
    if jump is None:
        return ""
    if article.kind is not Kind.ARTICLE or article.advertisement or article.frame:
        return "广告、启事、导语和围框里的稿不转版"
    if not 1 <= jump.page <= len(issue.pages):
        return f"本期只有{len(issue.pages)}版"
    if jump.page == page:
        return f"它就排在第{page}版"
    if jump.page < page:
        return f"它排在第{page}版，只能往后转"
    count = len(paragraphs_of(article.body))
    if jump.after > count:
        return f"正文只有{count}段"
    if all(isinstance(block, Footnotes) for block in article.body[_end(article, jump.after) :]):
        return f"第{jump.after}段后面没有正文了"
    return ""


def goes_on(item: NumberedArticle, issue: Issue) -> int:
    """The page on which an article goes on; 0 where it is whole on its own."""
    jump = item.article.jump
    if item.article.spread:
        return item.page + 1 if item.page and not spread_fault(item.article, item.page, issue) else 0
    return jump.page if jump and item.page and not jump_fault(item.article, item.page, issue) else 0


def continued_on(numbered: NumberedIssue, page: int) -> tuple[NumberedArticle, ...]:
    """The articles of other pages that go on on this one, in order of printing."""
    return tuple(item for item in numbered.articles if goes_on(item, numbered.issue) == page)


def set_on(numbered: NumberedIssue, page: int) -> tuple[NumberedArticle, ...]:
    """What is set on a page: its articles, of those that jump the first part, then what comes from other pages; what lies over
    two pages is whole on both, and is the first one's."""
    own = tuple(
        _first(item) if goes_on(item, numbered.issue) and not item.article.spread else item
        for item in numbered.on_page(page)
    )
    others = continued_on(numbered, page)
    return (*own, *(item if item.article.spread else _second(item, page) for item in others))


def _end(article: Article, after: int) -> int:
    """How many blocks there are up to the one that holds the paragraph."""
    return next(
        place
        for place, block in enumerate(article.body, 1)
        for each in walk_blocks((block,))
        if isinstance(each, Paragraph) and each.ordinal == after
    )


def _first(item: NumberedArticle) -> NumberedArticle:
    article, jump = item.article, item.article.jump
    assert jump is not None
    kept = article.body[: _end(article, jump.after)]
    words: Block = Paragraph((Text(f"（下转第{jump.page}版）"),), kept[-1].line, 0, Role.JUMP)
    return replace(item, article=replace(article, body=(*kept, words)))


def _second(item: NumberedArticle, page: int) -> NumberedArticle:
    """The rest under its headline once more. It opens no section and leads no page."""
    article, jump = item.article, item.article.jump
    assert jump is not None
    rest = replace(
        article,
        section="",
        kicker=f"上接第{item.page}版",
        deck="",
        bylines=(),
        weight=Weight.BRIEF if article.weight is Weight.BRIEF else Weight.NORMAL,
        body=article.body[_end(article, jump.after) :],
    )
    return replace(item, page=page, article=rest)
