"""The ready workflows: what they call exists, every issue is in one shard, and the program is tested when it changes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.cli import main
from build_tools.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
GITHUB, GITLAB = ".github/workflows/chenbao.yml", ".gitlab-ci.yml"
TESTS = ".github/workflows/tests.yml"


def read(name: str) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return document


def github_jobs() -> dict[str, Any]:
    jobs: dict[str, Any] = read(GITHUB)["jobs"]
    return jobs


def gitlab_jobs() -> dict[str, Any]:
    return {name: job for name, job in read(GITLAB).items() if isinstance(job, dict) and "script" in job}


def calls(name: str) -> list[str]:
    """Every call of ours, its variables as a runner would fill them in, once for each shard."""
    if name == GITHUB:
        jobs = github_jobs()
        shards = jobs["shard"]["strategy"]["matrix"]["shard"]
        lines = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
        own, total = "${{ matrix.shard }}", "${{ strategy.job-total }}"
    else:
        shards = list(range(1, read(GITLAB)["shard"]["parallel"] + 1))
        lines = [line for job in gitlab_jobs().values() for line in job["script"]]
        own, total = "$CI_NODE_INDEX", "$CI_NODE_TOTAL"
    filled = [
        line.replace(own, str(shard)).replace(total, str(len(shards))) for line in lines for shard in shards
    ]
    return list(dict.fromkeys(line for line in filled if "chenbao" in line))


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_every_command_and_option_in_a_workflow_exists(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for call in calls(name):
        program, command, *words = call.split()
        assert program == "./chenbao" and command in COMMANDS
        with pytest.raises(SystemExit):
            main([command, "--help"])
        known = re.findall(r"--[a-z-]+", capsys.readouterr().out)
        assert {word for word in words if word.startswith("--")} <= set(known), call


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_the_shards_are_all_of_one_to_n(name: str) -> None:
    shards = [re.search(r"--shard (\d+)/(\d+)$", call) for call in calls(name)]
    pairs = [(int(found[1]), int(found[2])) for found in shards if found]
    assert pairs == [(shard, len(pairs)) for shard in range(1, len(pairs) + 1)] and len(pairs) > 1


def test_github_names_a_shards_folder_as_the_program_does() -> None:
    steps = github_jobs()["shard"]["steps"]
    upload = next(step["with"] for step in steps if "upload-artifact" in step.get("uses", ""))
    assert upload["path"] == "dist/shards/" + upload["name"]
    fetched = next(
        step["with"]
        for step in github_jobs()["assemble"]["steps"]
        if "download-artifact" in step.get("uses", "")
    )
    assert fetched["path"] == "dist/shards" and re.fullmatch(
        fetched["pattern"].replace("*", r"\d+"), "3-of-8"
    )


def test_github_may_write_nothing_but_the_pages() -> None:
    document = read(GITHUB)
    assert document["permissions"] == {"contents": "read"}
    granted = {name: job["permissions"] for name, job in document["jobs"].items() if "permissions" in job}
    assert granted == {"publish": {"pages": "write", "id-token": "write"}}
    assert not [step for step in document["jobs"]["publish"]["steps"] if "run" in step]


def test_every_action_is_pinned_to_a_major_version() -> None:
    jobs = [*github_jobs().values(), *read(TESTS)["jobs"].values()]
    used = [step["uses"] for job in jobs for step in job["steps"] if "uses" in step]
    assert used and all(re.fullmatch(r"actions/[a-z/-]+@v\d+", each) for each in used)


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_a_push_publishes_only_where_it_was_switched_on(name: str) -> None:
    document = read(name)
    if name == GITHUB:
        condition = document["jobs"]["shard"]["if"]
        assert "vars.CHENBAO_PUBLISH == 'true'" in condition
        # YAML 1.1 takes the key for a truth.
        assert set(document[True]) == {"push", "workflow_dispatch"} and document[True]["push"] == {
            "branches": ["main"]
        }
    else:
        for job in ("shard", "pages"):
            assert [rule["if"] for rule in document[job]["rules"]] == [
                '$CI_PIPELINE_SOURCE == "web"',
                '$CHENBAO_PUBLISH == "true"',
            ]


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_what_is_kept_between_runs_is_named_by_the_locks(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "build_tools/lock/" in text and "dist/.cache" in text
    assert (ROOT / "build_tools/lock/requirements.txt").is_file()


def test_the_whole_suite_and_properdocs_are_tried_when_the_program_changes() -> None:
    """YAML 1.1 takes the key ``on`` for a truth."""
    github, gitlab = read(TESTS), read(GITLAB)["tests"]
    on = github[True]
    assert on["push"]["paths"] == on["pull_request"]["paths"] and "workflow_dispatch" in on
    assert github["permissions"] == {"contents": "read"}
    (job,) = github["jobs"].values()
    tried = [each["run"] for each in job["strategy"]["matrix"]["include"]]
    assert tried == gitlab["parallel"]["matrix"][0]["RUN"] == [".ci/run", ".ci/properdocs"]
    assert all(os.access(ROOT / each, os.X_OK) for each in tried)
    assert job["steps"][-1]["run"] == "${{ matrix.run }}" and gitlab["script"] == ["$RUN"]
    named = {
        path.partition("*")[0].rstrip("/") for path in [*on["push"]["paths"], *gitlab["rules"][0]["changes"]]
    }
    assert all((ROOT / path).exists() for path in named) and {"build_tools", "tests", "theme"} <= named
