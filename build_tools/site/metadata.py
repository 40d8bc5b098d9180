"""文章元数据: what machines read in the head of an article's page: share cards, search engines, reference managers.

In: an article and its views. Out: pairs of ``<meta>`` (Open Graph, ``citation_*``) and the text of a JSON-LD
``NewsArticle`` (schema.org), ready to stand in a page. Pure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from build_tools.model import NumberedArticle, Paper
from build_tools.site.presenting import length_of
from build_tools.site.views import ArticleView, IssueView

_MIDDLE = 1280
"""Pixels: the copy of a picture that a share card shows, or the next smaller one."""


@dataclass(frozen=True, slots=True)
class MetadataView:
    """文章元数据. ``properties`` are Open Graph's (``property=``), ``citations`` reference managers' (``name=``)."""

    properties: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str], ...]
    linked_data: str
    """JSON, with nothing in it that could end a ``<script>``."""


def describe_article(item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper) -> MetadataView:
    """文章元数据 of one article. Addresses are left out while the paper has no ``site_url``: none of them may be relative."""
    picture = share_picture(article, issue)
    image = _absolute(paper, picture) if picture else ""
    return MetadataView(
        _given(_open_graph(item, article, paper, image)),
        _given(_citation(item, article, issue, paper)),
        _script_safe(_news_article(item, article, issue, paper, image)),
    )


def share_picture(article: ArticleView, issue: IssueView) -> str:
    """分享图: the article's first picture, else its place on the printed page; "" for want of both."""
    if article.picture:
        small = [address for address, width in article.picture.copies if width <= _MIDDLE]
        return small[-1] if small else article.picture.address
    replicas = (page.replica for page in issue.pages if page.number == article.page)
    return next((replica.shares.get(article.number, "") for replica in replicas if replica), "")


def _open_graph(item: NumberedArticle, article: ArticleView, paper: Paper, image: str) -> list[tuple[str, str]]:
    return [
        ("og:type", "article"),
        ("og:title", article.headline),
        ("og:description", article.opening),
        ("og:url", _absolute(paper, article.address)),
        ("og:image", image),
        ("og:site_name", _paper_name(paper)),
        ("og:locale", "zh_CN"),
        ("article:published_time", article.date),
        ("article:section", article.mark.name),
        *(("article:author", name) for name in item.article.bylines),
    ]


def _citation(item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper) -> list[tuple[str, str]]:
    page = str(article.page)
    return [
        ("citation_title", article.headline),
        *(("citation_author", name) for name in item.article.bylines),
        ("citation_journal_title", _paper_name(paper)),
        ("citation_publication_date", article.date.replace("-", "/")),
        ("citation_issue", str(issue.number)),
        ("citation_firstpage", page),
        ("citation_lastpage", page),
        ("citation_id", article.printed),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", _absolute(paper, article.number_address)),
    ]


def _news_article(item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper, image: str) -> dict[str, object]:
    newspaper = {"@type": "Newspaper", "name": paper.name}
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "alternativeHeadline": article.deck,
        "identifier": {"@type": "PropertyValue", "propertyID": "稿号", "value": article.printed},
        "url": _absolute(paper, article.address),
        "image": image,
        "datePublished": article.date,
        "dateModified": _last_change(item, article, issue),
        "author": [{"@type": "Person", "name": name} for name in item.article.bylines],
        "publisher": {"@type": "NewsMediaOrganization", "name": _paper_name(paper)},
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": issue.number, "datePublished": issue.date, "isPartOf": newspaper},
        "printEdition": paper.edition,
        "printPage": str(article.page),
        "printSection": article.mark.name,
        "articleSection": article.mark.name,
        "wordCount": length_of(item.article).characters,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
    }
    return {name: fact for name, fact in facts.items() if fact not in ("", [])}


def _last_change(item: NumberedArticle, article: ArticleView, issue: IssueView) -> str:
    return max((issue.date, *(correction.date for correction in article.corrections)))


def _paper_name(paper: Paper) -> str:
    return f"{paper.name}·{paper.edition}" if paper.edition else paper.name


def _absolute(paper: Paper, address: str) -> str:
    return urljoin(paper.site_url, quote(address)) if paper.site_url else ""


def _given(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, content) for name, content in pairs if content)


def _script_safe(facts: dict[str, object]) -> str:
    # HTML ends a script at "</", whatever the JSON around it says.
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
