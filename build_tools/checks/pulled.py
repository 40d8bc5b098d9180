"""校对·引文: words set large that the article does not have (SQ446)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Issue, Role, paragraphs_of, plain_text, source_path

_CLAUSE = re.compile(r"[。！？!?；;…\n]+")
_BONES = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")


def check_pulled(issue: Issue) -> Iterator[Diagnostic]:
    """Every clause of an 引文 must stand in the article; marks between them may differ, and clauses may be left out."""
    for article in issue.articles:
        paragraphs = paragraphs_of(article.body)
        pulled = [each for each in paragraphs if each.role is Role.PULL]
        said = "".join(
            _BONES.sub("", plain_text(each.inlines)) for each in paragraphs if each.role is not Role.PULL
        )
        for each in pulled:
            clauses = [clause.strip() for clause in _CLAUSE.split(plain_text(each.inlines))]
            strange = next((clause for clause in clauses if _BONES.sub("", clause) not in said), "")
            if strange:
                yield diagnose("SQ446", Place(source_path(issue.name, article), each.line), found=strange)
