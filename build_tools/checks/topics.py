"""校对·地方与系列: front matter names only what content/places.yml has (SQ730)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import NumberedIssue, Paper, source_path


def check_topics(numbered: NumberedIssue, paper: Paper) -> Iterator[Diagnostic]:
    """Every place or series that an article names and nobody keeps."""
    known = [name for topic in paper.topics for name in topic.names]
    for item in numbered.articles:
        for name in item.article.topics:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.5)
                line, column = item.article.marks.get("places") or item.article.marks.get("series") or (1, 1)
                yield diagnose(
                    "SQ730",
                    Place(source_path(numbered.issue.name, item.article), line, column),
                    name=name,
                    remedy=f"是不是“{near[0]}”？" if near else "先把它写进 content/places.yml。",
                )
