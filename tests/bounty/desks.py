"""What tests of the desk are built from: verdicts and reports with one sensible value for everything."""

from __future__ import annotations

from typing import Any

from build_tools.bounty.claims import Resolution, Spot
from build_tools.bounty.report import Report
from build_tools.bounty.resolver import resolve_message
from build_tools.bounty.verdicts import Decision, Verdict
from build_tools.model import ArticleNumber
from tests.bounty.paper import index_of, page_titles

JANUARY = "2021-01"
DEADLINE = "2021-02-01"


def make_spot(ordinal: int = 3, paragraph: int = 1, part: str = "paragraph") -> Spot:
    return Spot(ArticleNumber(JANUARY, ordinal), part, paragraph)


def make_verdict(order: int = 1, **facts: Any) -> Verdict:
    """An accepted misprint of one character, each at a place of its own."""
    usual: dict[str, Any] = {
        "claims": (f"{order:012d}#1",),
        "judge": "甲",
        "at": f"2021-02-02T10:00:{order % 60:02d}",
        "decision": Decision.ACCEPTED,
        "spot": make_spot(),
        "start": order,
        "end": order + 1,
        "printed": f"误{order}",
        "corrected": f"正{order}",
        "kind": "word",
    }
    return Verdict(**{**usual, **facts})


def make_report(order: int, text: str, finder: str = "", **facts: Any) -> Report:
    """A report on time."""
    usual: dict[str, Any] = {"received": f"2021-01-{12 + order % 15:02d}T09:00:00"}
    return Report(f"{order:012d}", finder or f"finder{order:04d}", text=text, **{**usual, **facts})


def resolve(message: str) -> Resolution:
    """Against the January issue."""
    return resolve_message(message, index_of(JANUARY), (), page_titles(JANUARY))
