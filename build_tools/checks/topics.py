"""校对·地方与系列: front matter names only what content/places.yml has (SQ730)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Article, NumberedIssue, Paper, source_path


def check_topics(numbered: NumberedIssue, paper: Paper) -> Iterator[Diagnostic]:
    """Every place or series that an article names and nobody keeps."""
    known = [name for topic in paper.topics for name in topic.names]
    for item in numbered.articles:
        for name in item.article.topics:
            if name not in known:
                near = difflib.get_close_matches(name, known, 1, 0.5)
                line, column = _written(item.article, name)
                yield diagnose(
                    "SQ730",
                    Place(source_path(numbered.issue.name, item.article), line, column),
                    name=name,
                    remedy=f"是不是“{near[0]}”？" if near else "先把它写进 content/places.yml。",
                )


def _written(article: Article, name: str) -> tuple[int, int]:
    """Line and column of the key under which a name stands."""
    rows, keys = article.source.split("\n"), sorted(line for line, _ in article.marks.values())
    foot = next((number for number, row in enumerate(rows[1:], 2) if row.rstrip() == "---"), len(rows))
    own = [article.marks[key] for key in ("places", "series") if key in article.marks]
    for place in own:
        end = next((line for line in keys if line > place[0]), foot)
        if name in "\n".join(rows[place[0] - 1 : end - 1]):
            return place
    return own[0] if own else (1, 1)
