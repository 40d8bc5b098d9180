"""The register of numbers, in the shape of the contract §5."""

from __future__ import annotations

import json

from build_tools.model import NumberedIssue
from build_tools.site.register import register_entries, write_register
from tests.site.conftest import GONE


def test_entry_has_the_contract_s_shape(issue: NumberedIssue) -> None:
    item = issue.articles[2]
    assert register_entries([issue])[str(item.number)] == {
        "issue": "2021-06",
        "page": 2,
        "section": "美",
        "headline": "楼道",
        "url": "/2021-06/mei/loudao/",
        "paragraphs": 1,
    }


def test_withdrawn_number_is_listed_and_marked(issue: NumberedIssue) -> None:
    entry = register_entries([issue])[str(GONE.number)]
    assert entry["withdrawn"] is True
    assert entry["headline"] == "撤下的一篇"


def test_written_register_is_json_ordered_by_number(issue: NumberedIssue) -> None:
    numbers = list(json.loads(write_register([issue])))
    assert numbers == sorted(numbers)
    assert len(numbers) == len(issue.articles) + 1


def test_paper_without_issues_has_an_empty_register() -> None:
    assert json.loads(write_register([])) == {}
