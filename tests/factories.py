"""What tests build their papers from: one sensible value for everything, to be overruled by name."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from build_tools.model import (
    Article,
    ArticleNumber,
    Issue,
    Kind,
    Ledger,
    LedgerEntry,
    PagePlan,
    Paper,
    Paragraph,
    Section,
    Text,
)
from build_tools.numbering import SignOff, format_sign_off

SECTIONS = ("要闻", "美", "战", "阅")
SLUGS = ("yaowen", "mei", "zhan", "yue")
ISSUE = "2021-01"


def make_paper(**facts: Any) -> Paper:
    """The paper with its four sections."""
    sections = tuple(Section(name, "#333333", slug) for name, slug in zip(SECTIONS, SLUGS, strict=True))
    return Paper(**{"name": "社区晨报", "edition": "张庙", "sections": sections, **facts})


def make_article(section: str = "要闻", stem: str = "稿", order: int = 1, **facts: Any) -> Article:
    """An article of one paragraph whose headline is its stem."""
    kind = facts.get("kind", Kind.ARTICLE)
    file = {Kind.LEAD_IN: f"{section}/index.md", Kind.NOTICE: f"notices/{stem}"}.get(
        kind, f"{section}/{order:02d}-{stem}.md"
    )
    usual: dict[str, Any] = {
        "file": file,
        "section": section,
        "kind": kind,
        "stem": stem,
        "headline": stem,
        "order": order,
    }
    return Article(**{**usual, "body": (Paragraph((Text("正文。"),), 4, 1),), **facts})


def make_issue(*articles: Article, **facts: Any) -> Issue:
    """A four-page issue, one section a page, the bounty notice on the last."""
    pages = tuple(
        PagePlan(number, name, (name,), ("bounty",) if number == 4 else ())
        for number, name in enumerate(SECTIONS, 1)
    )
    return Issue(
        **{
            "name": ISSUE,
            "number": 1,
            "date": datetime.date(2021, 1, 11),
            "pages": pages,
            "articles": articles,
            **facts,
        }
    )


def make_entry(ordinal: int, article: Article, **facts: Any) -> LedgerEntry:
    """The signed line of an article."""
    usual = {"file": article.file, "address": f"{ISSUE}/x/{article.stem}", "headline": article.headline}
    return LedgerEntry(
        ArticleNumber(ISSUE, ordinal),
        **{**usual, "section": article.section, "page": 1, "signed": True, **facts},
    )


def make_ledger(*entries: LedgerEntry) -> Ledger:
    """The ledger of the issue."""
    return Ledger(ISSUE, entries)


def write_early_sign_off(root: Path, issue: str) -> None:
    """The signoff.yml of an issue that was signed before there were records: its pages are made up anew."""
    record = SignOff(issue, 1, "签发人", "2026-01-10T10:00:00+08:00", {}, {}, {})
    (root / "issues" / issue / "signoff.yml").write_text(format_sign_off(record), "utf-8")


def make_public(issue: str = ISSUE, key: str = "ab12", **facts: Any) -> dict[str, Any]:
    """A month's ``public.json`` as ``bounty publish`` writes it, with one answer under a receipt's key; ``facts`` are of the figures or of the answer."""
    figures: dict[str, Any] = {
        "reports": 3,
        "claims": 2,
        "faults": 1,
        "accepted": 1,
        "duplicates": 0.5,
        "rate": 0.4,
        "by_kind": [["错、别、多、漏字1字", 1]],
        "by_page": [["要闻", 1]],
        "by_day": [["2021-01-12", 3]],
        "days_to_verdict": [["当天", 1]],
    }
    answer = {"place": "2101-010 第1段", "state": "属实", "printed": "文", "corrected": "稿", "reason": ""}
    return {
        "issue": issue,
        "answers": {key: [answer | {name: fact for name, fact in facts.items() if name in answer}]},
        "figures": figures | {name: fact for name, fact in facts.items() if name not in answer},
        "factors": ["版面字数"],
    }
