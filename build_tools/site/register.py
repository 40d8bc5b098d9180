"""稿号索引 ``/n/index.json``: every number, and where its article stands. For machines.

In: numbered issues. Out: the JSON text in the shape of the contract §5; a withdrawn number is marked so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from build_tools.model import NumberedIssue
from build_tools.site.corrected import corrected_issue


def register_entries(issues: Sequence[NumberedIssue]) -> dict[str, dict[str, object]]:
    """Number → facts, ordered by number."""
    entries: dict[str, dict[str, object]] = {}
    for numbered in map(corrected_issue, issues):
        name = numbered.issue.name
        for item in numbered.articles:
            entries[str(item.number)] = {
                "issue": name,
                "page": item.page,
                "section": item.article.section,
                "headline": item.article.listed_headline,
                "url": f"/{item.address}/",
                "paragraphs": item.article.paragraphs,
                **({"late": True} if item.late else {}),
            }
        for gone in numbered.withdrawn:
            entries[str(gone.number)] = {
                "issue": name,
                "page": gone.page,
                "section": gone.section,
                "headline": gone.headline,
                "url": f"/{gone.address}/",
                "paragraphs": 0,
                "withdrawn": True,
            }
    return dict(sorted(entries.items()))


def register_rows(numbered: NumberedIssue) -> tuple[str, ...]:
    """The lines of one issue, rising by number. Numbers begin with their month, so issues follow one another."""
    return tuple(
        f"{json.dumps(number)}: {json.dumps(facts, ensure_ascii=False)}"
        for number, facts in register_entries([numbered]).items()
    )


def join_register(rows: Iterable[str]) -> str:
    """The file's text, one number a line so that two builds can be compared by eye. ``rows`` rise by number."""
    return "{\n" + ",\n".join(rows) + "\n}\n"


def write_register(issues: Sequence[NumberedIssue]) -> str:
    """The file's text. ``issues`` oldest first."""
    return join_register(row for numbered in issues for row in register_rows(numbered))
