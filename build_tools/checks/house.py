"""校对·家规: words that were printed wrongly once, corrected, and made a rule by an editor (SQ820).

In: an issue and the corrections that are rules. Out: a warning wherever the wrong words stand again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.checks.copy import Passage, passages
from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Correction, Kind, NumberedIssue, source_path


def check_house_rules(numbered: NumberedIssue, corrections: Sequence[Correction]) -> Iterator[Diagnostic]:
    """Every place where words stand that another issue had to correct; the issue's own print is past mending."""
    rules = {
        each.printed: each
        for each in corrections
        if each.rule and each.printed and each.number.issue != numbered.issue.name
    }
    for article in numbered.issue.articles if rules else ():
        # A 更正 notice quotes the very words.
        for passage in passages(article) if article.kind is not Kind.NOTICE else ():
            for wrong, rule in rules.items():
                yield from _found(passage, wrong, rule, source_path(numbered.issue.name, article))


def _found(passage: Passage, wrong: str, rule: Correction, path: str) -> Iterator[Diagnostic]:
    text = passage.text
    at = text.find(wrong)
    while at >= 0:
        # Where the right wording holds the wrong one within it, what stands here may be the right one.
        if not (rule.corrected and wrong in rule.corrected and rule.corrected in text):
            yield diagnose(
                "SQ820",
                Place(path, *passage.place(at)),
                wrong=wrong,
                right=rule.corrected,
                number=rule.number.printed,
            )
        at = text.find(wrong, at + len(wrong))
