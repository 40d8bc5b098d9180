"""校对: finds faults, never mends them. Knows the model only."""

from __future__ import annotations

from build_tools.checks.characters import check_characters
from build_tools.checks.exemptions import exempted_codes, without_exempted, without_exempted_in
from build_tools.checks.house import check_house_rules
from build_tools.checks.imprint import SAMPLE, check_imprint, wanted_facts, with_sample_facts
from build_tools.checks.plan import check_plan, check_series
from build_tools.checks.pulled import check_pulled
from build_tools.checks.repeats import check_repeats
from build_tools.checks.text import check_text
from build_tools.checks.topics import check_topics
from build_tools.diagnostics import Diagnostic
from build_tools.model import NumberedIssue

__all__ = [
    "SAMPLE",
    "check_characters",
    "check_house_rules",
    "check_imprint",
    "check_issue",
    "check_series",
    "check_topics",
    "exempted_codes",
    "wanted_facts",
    "with_sample_facts",
    "without_exempted",
    "without_exempted_in",
]


def check_issue(numbered: NumberedIssue) -> tuple[Diagnostic, ...]:
    """Every fault of an issue that can be seen without setting it in type; exemptions are not applied yet."""
    return (
        *check_plan(numbered.issue),
        *check_repeats(numbered.issue),
        *check_pulled(numbered.issue),
        *check_text(numbered),
    )
