"""What lies under /search/: the same paper gives the same bytes, and each file depends on its own issues only."""

from __future__ import annotations

import dataclasses
import json
import random
import re

import pytest

from build_tools.model import NumberedIssue, Paper
from build_tools.site.search.entry import SearchEntry, search_entry
from build_tools.site.search.files import (
    issue_search_files,
    shared_search_files,
    volume_facts,
    volume_files,
    volume_version,
)
from build_tools.site.search.scripts import FOLDER
from build_tools.site.search.volumes import volumes
from tests.site.search.whole import write_search

NAMES = tuple(f"{year}-{month:02}" for year in (2029, 2030, 2031) for month in (1, 6, 12))


def _named(issue: NumberedIssue, name: str) -> NumberedIssue:
    return dataclasses.replace(issue, issue=dataclasses.replace(issue.issue, name=name))


@pytest.fixture(scope="module")
def archive(issue: NumberedIssue) -> tuple[NumberedIssue, ...]:
    return tuple(_named(issue, name) for name in NAMES)


@pytest.fixture(scope="module")
def entry(issue: NumberedIssue, paper: Paper) -> SearchEntry:
    return search_entry(issue, paper)


def _headline(issue: NumberedIssue, headline: str) -> NumberedIssue:
    """The issue with its third article renamed."""
    item = issue.articles[2]
    renamed = dataclasses.replace(item, article=dataclasses.replace(item.article, headline=headline))
    return dataclasses.replace(issue, articles=(*issue.articles[:2], renamed, *issue.articles[3:]))


def test_entry_comes_back_from_its_bytes(entry: SearchEntry) -> None:
    assert SearchEntry.from_bytes(entry.to_bytes()) == entry


def test_bytes_that_are_no_entry_are_refused(entry: SearchEntry) -> None:
    whole = entry.to_bytes()
    for broken in (
        b"",
        b"{}",
        whole[:-1],
        whole[:200],
        whole.replace(b"entry 2", b"entry 1", 1),
        whole.split(b"\n")[0] + b"\n[1]\n",
        whole.split(b"\n")[0] + b"\n{}\n",
    ):
        with pytest.raises(ValueError):
            SearchEntry.from_bytes(broken)


def test_same_issue_gives_the_same_entry_and_another_word_another_version(
    issue: NumberedIssue, paper: Paper, entry: SearchEntry
) -> None:
    assert search_entry(issue, paper).to_bytes() == entry.to_bytes()
    assert search_entry(_headline(issue, "走道"), paper).version != entry.version


def test_same_paper_gives_the_same_files_in_any_order(
    paper: Paper, archive: tuple[NumberedIssue, ...]
) -> None:
    shuffled = random.Random(3).sample(archive, len(archive))
    assert write_search(paper, archive) == write_search(paper, shuffled)


def test_kept_entries_give_the_same_files_as_none(paper: Paper, archive: tuple[NumberedIssue, ...]) -> None:
    kept = {each.issue.name: SearchEntry.from_bytes(search_entry(each, paper).to_bytes()) for each in archive}
    planned = volumes(tuple(kept))
    files = dict(shared_search_files(paper, [volume_facts(volume, kept) for volume in planned]).files)
    for volume in planned:
        files |= volume_files(volume, {name: kept[name] for name in volume.issues})
    for each in kept.values():
        files |= issue_search_files(each)
    assert files == write_search(paper, archive).files


def test_edit_changes_its_issue_s_text_its_volume_and_what_all_share(
    paper: Paper, archive: tuple[NumberedIssue, ...]
) -> None:
    newest = max(archive, key=lambda each: each.issue.name)
    edited = [each for each in archive if each is not newest] + [_headline(newest, "走道")]
    before, after = write_search(paper, archive), write_search(paper, edited)
    changed = {
        address.removeprefix(FOLDER) for address, text in after.files.items() if before.files[address] != text
    }
    assert before.files.keys() == after.files.keys()
    assert {"text-2031-12.js", "2031/issues.js", "manifest.js"} <= changed
    assert all(address.startswith(("text-2031-12", "2031/", "manifest", "readings")) for address in changed)
    assert before.version != after.version


def test_new_year_leaves_volumes_of_other_decades(paper: Paper, archive: tuple[NumberedIssue, ...]) -> None:
    before, after = (
        write_search(paper, archive),
        write_search(paper, [*archive, _named(archive[0], "2032-01")]),
    )
    old = f"{FOLDER}2020-2029/"
    assert {address for address in before.files if address.startswith(old)}
    assert all(
        after.files[address] == text
        for address, text in before.files.items()
        if address.startswith((old, f"{FOLDER}text-"))
    )
    assert not [address for address in after.files if address.startswith(f"{FOLDER}2031/")]


def test_version_of_a_volume_is_known_from_its_issues_versions(
    paper: Paper, archive: tuple[NumberedIssue, ...]
) -> None:
    entries = {each.issue.name: search_entry(each, paper) for each in archive}
    for volume in volumes(NAMES):
        versions = {name: entries[name].version for name in volume.issues}
        assert volume_version(volume, versions) == volume_facts(volume, entries).version
        assert (
            volume_version(volume, {**versions, volume.issues[-1]: "another"})
            != volume_facts(volume, entries).version
        )


def test_every_file_is_a_script_that_hands_over_one_value(
    paper: Paper, archive: tuple[NumberedIssue, ...]
) -> None:
    for address, text in write_search(paper, archive).files.items():
        name, value = re.fullmatch(r'chenbaoData\("([^"]+)",(.*)\);\n', text, re.DOTALL).groups()  # type: ignore[union-attr]
        assert address == f"{FOLDER}{name}.js"
        json.loads(value)
        assert "\u2028" not in text


def test_withdrawn_number_can_still_be_found(issue: NumberedIssue, entry: SearchEntry) -> None:
    (gone,) = issue.withdrawn
    assert f'"gone":[{{"n":"{gone.number}"' in issue_search_files(entry)[f"{FOLDER}text-2021-06.js"]


def test_paper_without_issues_has_files_too(paper: Paper) -> None:
    assert '"volumes":[]' in write_search(paper, []).files[f"{FOLDER}manifest.js"]
