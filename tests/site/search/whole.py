"""All search files of a paper at once, from nothing; the site makes them part by part.

In: the paper and its numbered issues. Out: address → text, and the version of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.model import NumberedIssue, Paper
from build_tools.site.corrected import corrected_issue
from build_tools.site.search.entry import search_entry
from build_tools.site.search.files import (
    SearchFiles,
    issue_search_files,
    shared_search_files,
    volume_facts,
    volume_files,
)
from build_tools.site.search.volumes import volumes


def write_search(paper: Paper, issues: Sequence[NumberedIssue]) -> SearchFiles:
    """Everything the browser needs, from nothing. ``issues`` in any order."""
    entries = {numbered.issue.name: search_entry(corrected_issue(numbered), paper) for numbered in issues}
    files: dict[str, str] = {}
    for entry in entries.values():
        files |= issue_search_files(entry)
    facts = []
    for volume in volumes(tuple(entries)):
        files |= volume_files(volume, entries)
        facts.append(volume_facts(volume, entries))
    shared = shared_search_files(paper, facts)
    return SearchFiles({**files, **shared.files}, shared.version)
