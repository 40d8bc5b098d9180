"""移交用的网页: the report form, and beside each article its copy for WeChat's editor.

In: the paper, its numbered issues and the views of its articles. Out: :class:`SitePage` values, none of them searched.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model import NumberedArticle, NumberedIssue, Paper, plain_text
from build_tools.site.corrected import corrected_issue
from build_tools.site.handoff.wechat import WechatWriter
from build_tools.site.pages import SitePage
from build_tools.site.presenting import view_article
from build_tools.site.views import ArticleView
from build_tools.site.web_pictures import copy_address, widths_of

_GREY = "#57504a"
_DIGEST = 120
"""Characters that WeChat's 摘要 holds."""


@dataclass(frozen=True, slots=True)
class UploadView:
    """待传图片: where the text marks it, its file, its caption and its address from the site's root."""

    mark: str
    file: str
    caption: str
    address: str


@dataclass(frozen=True, slots=True)
class WechatView:
    """公众号稿 as its page shows it: what goes into each box of WeChat's editor."""

    title: str
    author: str
    digest: str
    source: str
    """原文链接: the article's number address, absolute when the site's address is known."""
    body: str
    uploads: tuple[UploadView, ...]


def wechat_pages(paper: Paper, numbered: NumberedIssue) -> list[SitePage]:
    """One WeChat page for every article of an issue."""
    right, found, paper = corrected_issue(numbered), [], numbered.as_printed(paper)
    for item in right.articles:
        article = view_article(item, right, paper)
        view = {"article": article, "wechat": view_wechat(item, article, right, paper)}
        title = f"公众号稿：{article.headline} {article.printed}"
        found.append(SitePage(f"{article.address}wechat/", "wechat.html", title, right.issue.date, view))
    return found


def view_wechat(
    item: NumberedArticle, article: ArticleView, numbered: NumberedIssue, paper: Paper
) -> WechatView:
    """What WeChat's editor is given of one article."""
    section = paper.section(item.article.section)
    writer = WechatWriter(section.colour if section else _GREY, paper.site_url)
    body = "\n".join(part for part in (writer.blocks(item.article.body), writer.link_notes()) if part)
    uploads = tuple(
        UploadView(
            each.mark,
            each.picture.file.rpartition("/")[2],
            plain_text(each.picture.caption),
            copy_address(numbered.issue.name, each.picture, widths_of(each.picture)[-1]),
        )
        for each in writer.uploads
    )
    source = paper.site_url + article.number_address if paper.site_url else ""
    return WechatView(
        article.headline,
        "　".join(item.article.bylines) or paper.name,
        article.opening[:_DIGEST],
        source,
        body,
        uploads,
    )
