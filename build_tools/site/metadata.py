"""文章元数据: what machines read in the head of an article's page: share cards, search engines, reference managers.

In: an article and its views. Out: pairs of ``<meta>`` (Open Graph, ``citation_*``) and the text of a JSON-LD
``NewsArticle`` with its ``BreadcrumbList`` (schema.org), ready to stand in a page. Pure.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from build_tools.model import NumberedArticle, Paper
from build_tools.site.addresses import known
from build_tools.site.authors import authors_of
from build_tools.site.handoff.cards import card_address, drawable
from build_tools.site.presenting import length_of
from build_tools.site.views import ArticleView, IssueView


@dataclass(frozen=True, slots=True)
class MetadataView:
    """文章元数据. ``properties`` are Open Graph's (``property=``), ``citations`` reference managers' (``name=``)."""

    properties: tuple[tuple[str, str], ...]
    citations: tuple[tuple[str, str], ...]
    linked_data: str
    """JSON, with nothing in it that could end a ``<script>``."""


def describe_article(
    item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper
) -> MetadataView:
    """文章元数据 of one article. Addresses are left out while the paper has no ``site_url``: none of them may be relative."""
    picture = share_picture(article, issue)
    image = known(paper, picture) if picture else ""
    return MetadataView(
        _given(_open_graph(item, article, paper, image)),
        _given(_citation(item, article, issue, paper)),
        _script_safe(
            [_news_article(item, article, issue, paper, image), _breadcrumb(article, issue, paper)]
            if paper.site_url
            else [_news_article(item, article, issue, paper, image)]
        ),
    )


def share_picture(article: ArticleView, issue: IssueView) -> str:
    """分享图: the drawn card, else the article's first picture, else its place on the printed page; "" for want of all."""
    if drawable():
        return card_address(article.issue, article.number)
    if article.picture:
        return article.picture.shared
    replicas = (page.replica for page in issue.pages if page.number == article.page)
    return next((replica.shares.get(article.number, "") for replica in replicas if replica), "")


def _open_graph(
    item: NumberedArticle, article: ArticleView, paper: Paper, image: str
) -> list[tuple[str, str]]:
    return [
        ("og:type", "article"),
        ("og:title", article.headline),
        ("og:description", article.opening),
        ("og:url", known(paper, article.address)),
        ("og:image", image),
        ("og:site_name", _paper_name(paper)),
        ("og:locale", "zh_CN"),
        ("article:published_time", article.date),
        ("article:section", article.mark.name),
        *(("article:author", name) for name in authors_of(item.article)),
    ]


def _citation(
    item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper
) -> list[tuple[str, str]]:
    ends = (("citation_firstpage", article.page), ("citation_lastpage", max(article.page, article.jump)))
    pages = [(key, str(page)) for key, page in ends if page]
    return [
        ("citation_title", article.headline),
        *(("citation_author", name) for name in authors_of(item.article)),
        ("citation_journal_title", _paper_name(paper)),
        ("citation_publication_date", article.date.replace("-", "/")),
        ("citation_issue", str(issue.number)),
        *pages,
        ("citation_id", article.printed),
        ("citation_language", "zh-Hans"),
        ("citation_public_url", known(paper, article.number_address)),
    ]


def _news_article(
    item: NumberedArticle, article: ArticleView, issue: IssueView, paper: Paper, image: str
) -> dict[str, object]:
    newspaper = {"@type": "Newspaper", "name": paper.name}
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "alternativeHeadline": article.deck,
        "identifier": {"@type": "PropertyValue", "propertyID": "稿号", "value": article.printed},
        "url": known(paper, article.address),
        "image": image,
        "datePublished": article.date,
        "dateModified": _last_change(item, article, issue),
        "author": [{"@type": "Person", "name": name} for name in authors_of(item.article)]
        or [{"@type": "NewsMediaOrganization", "name": _paper_name(paper)}],
        "mainEntityOfPage": known(paper, article.address),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": _paper_name(paper),
            **({"url": known(paper, "")} if paper.site_url else {}),
        },
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": issue.number,
            "datePublished": issue.date,
            "isPartOf": newspaper,
        },
        "printEdition": paper.edition,
        "printPage": str(article.page or ""),
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


def _breadcrumb(article: ArticleView, issue: IssueView, paper: Paper) -> dict[str, object]:
    """所在位置: the paper, the issue, the printed page, the article."""
    steps = [
        (_paper_name(paper), ""),
        (issue.title, issue.address),
        *([(f"第{article.page}版", article.page_address)] if article.page else []),
        (article.headline, article.address),
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": order, "name": name, "item": known(paper, address)}
            for order, (name, address) in enumerate(steps, 1)
        ],
    }


def _given(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, content) for name, content in pairs if content)


def _script_safe(facts: list[dict[str, object]]) -> str:
    # HTML ends a script at "</", whatever the JSON around it says.
    return (
        json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
