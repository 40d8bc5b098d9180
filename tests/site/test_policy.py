"""The Content-Security-Policy that stands in every page."""

from __future__ import annotations

import dataclasses

from build_tools.model import Paper
from build_tools.site.policy import content_policy
from tests.site.conftest import Built


def sent_to(paper: Paper, address: str) -> Paper:
    return dataclasses.replace(paper, bounty=dataclasses.replace(paper.bounty, report_to=address))


def rule(policy: str, name: str) -> str:
    (found,) = [each for each in policy.split("; ") if each.split()[0] == name]
    return found


def test_no_script_may_stand_in_a_page(paper: Paper) -> None:
    for policy in (content_policy(paper), content_policy(paper, styled=True)):
        assert rule(policy, "script-src") == "script-src 'self'"
        assert (
            "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
            and "unsafe-eval" not in policy
        )


def test_forms_go_where_the_paper_takes_its_reports_and_nowhere_else(paper: Paper) -> None:
    assert rule(content_policy(sent_to(paper, "")), "form-action") == "form-action 'self'"
    assert (
        rule(content_policy(sent_to(paper, "mailto:a@example.org")), "form-action")
        == "form-action 'self' mailto:"
    )
    assert (
        rule(content_policy(sent_to(paper, "https://example.org/in?x=1")), "form-action")
        == "form-action 'self' https://example.org"
    )


def test_every_page_states_it_before_anything_runs(built: Built) -> None:
    for path in built.site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        place = page.find('http-equiv="Content-Security-Policy"')
        assert place > 0 and ("<script" not in page or place < page.index("<script")), path
