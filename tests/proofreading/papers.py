"""A paper of one or two articles for the proofreader to look at."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from build_tools.diagnostics import Diagnostic
from build_tools.model import Issue, Kind, NumberedIssue
from build_tools.proofreading import Background, proofread
from build_tools.readers import HouseWords, parse_article

JANUARY = datetime.date(2021, 1, 11)


def make_numbered(
    *texts: str, published: datetime.date = JANUARY, front: str = "headline: 社区新事"
) -> NumberedIssue:
    """An issue of articles with these bodies."""
    articles = [
        parse_article(
            f"---\n{front}\n---\n\n{text}\n",
            f"issues/2021-01/要闻/{place:02}-稿.md",
            f"要闻/{place:02}-稿.md",
            "要闻",
            Kind.ARTICLE,
            f"{place:02}-稿.md",
        )[0]
        for place, text in enumerate(texts, 1)
    ]
    return NumberedIssue(Issue("2021-01", 1, published, (), tuple(articles)), ())


def findings(
    *texts: str,
    published: datetime.date = JANUARY,
    front: str = "headline: 社区新事",
    words: HouseWords | None = None,
    confusions: Sequence[tuple[str, str]] = (),
    earlier: str = "",
) -> tuple[Diagnostic, ...]:
    """What the proofreader finds in them."""
    background = Background(words or HouseWords(), tuple(confusions), earlier)
    return proofread(make_numbered(*texts, published=published, front=front), background)


def codes(*texts: str, **facts: object) -> list[str]:
    """The codes of :func:`findings`, in order of place."""
    found = findings(*texts, **facts)  # type: ignore[arg-type]
    return [each.code for each in sorted(found, key=lambda each: each.place)]
