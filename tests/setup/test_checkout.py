"""What a clone brings besides the program: the script's soundness, .ci/run, what git merges and ignores."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.setup.conftest import ROOT


@pytest.mark.parametrize("shell", [name for name in ("sh", "dash", "bash", "busybox") if shutil.which(name)])
def test_script_is_sound_for_every_shell_here(shell: str) -> None:
    command = ("busybox", "sh") if shell == "busybox" else (shell,)
    done = subprocess.run(
        [*command, "-n", ROOT / "chenbao"], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["chenbao", ".ci/run"])
def test_entry_can_be_executed(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


def test_ci_does_nothing_but_call_the_tests() -> None:
    shebang, *commands = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert shebang == "#!/bin/sh"
    assert commands == ['cd -- "$(dirname -- "$0")/.." && exec ./chenbao test']


def git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    ).stdout


def test_two_branches_that_each_add_a_number_merge() -> None:
    assert (
        git("check-attr", "merge", "issues/2021-03/ledger.yml") == "issues/2021-03/ledger.yml: merge: union\n"
    )


@pytest.mark.parametrize(
    "path", ["dist/site/index.html", ".venv/bin/python", "issues/2021-03/bounty/inbox/1.eml"]
)
def test_git_ignores_what_is_made_or_private(path: str) -> None:
    assert git("check-ignore", path) == f"{path}\n"


@pytest.mark.parametrize(
    "path", ["issues/2021-03/bounty/verdicts.yml", "issues/2021-03/ledger.yml", "chenbao"]
)
def test_git_keeps_what_is_written(path: str) -> None:
    assert git("check-ignore", path) == ""
