"""校对·重稿: one text that would be printed twice under two numbers (SQ441)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Article, Issue, Kind, paragraphs_of, plain_text, source_path

_BONES = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")
_LEAST = 30
"""Characters: shorter texts (a greeting, 本期暂缺) may well stand twice."""
_SHARED = 0.8
"""Share of the shorter text's paragraphs that stand in the other word for word: then it is the same text, cut."""


def check_repeats(issue: Issue) -> Iterator[Diagnostic]:
    """Of two articles with the same words the later one; what was cut or put together anew counts as the same."""
    seen: list[tuple[Article, frozenset[str]]] = []
    for article in issue.articles:
        words = _paragraphs(article) if article.kind is Kind.ARTICLE else frozenset()
        for other, others in seen:
            shared = sum(map(len, words & others))
            shorter = min(sum(map(len, words)), sum(map(len, others)))
            if shared >= max(_LEAST, _SHARED * shorter):
                yield diagnose("SQ441", Place(source_path(issue.name, article)), other=other.file)
                break
        seen += [(article, words)] if words else []


def _paragraphs(article: Article) -> frozenset[str]:
    return frozenset(
        bones
        for paragraph in paragraphs_of(article.body)
        if (bones := _BONES.sub("", plain_text(paragraph.inlines)))
    )
