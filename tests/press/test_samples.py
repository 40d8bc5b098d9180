"""The sample issues in this repository are signed; anybody's clone makes their press files again, or says what hinders it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from build_tools.press.signed import make_again, verify
from build_tools.readers import read_print_record, read_signed_table
from build_tools.typesetting import compose_issue
from build_tools.typesetting.tools import tools_of

ROOT = Path(__file__).parents[2]
ISSUES = ("2021-01", "2021-02")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The committed paper in another folder, without anything that was built."""
    folder = tmp_path_factory.mktemp("clone") / "另一处"
    told = subprocess.run(
        ["git", "ls-files", "-z", "--", "issues", "content", "mkdocs.yml"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, told.stdout.decode().split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("issue", ISSUES)
def test_the_samples_are_made_again_from_a_clone(clone: Path, issue: str) -> None:
    printed = read_print_record(clone, issue).printed
    assert printed is not None and printed.issue.record is not None
    record = printed.issue.record
    now = tools_of(compose_issue(printed, record.paper))
    others = {name for name in {*now, *record.tools} if now.get(name) != record.tools.get(name)}
    done = make_again(clone, issue)
    if not others:
        assert done.diagnostics == () and done.files == len(read_signed_table(clone, issue, "outputs"))
        assert verify(clone, issue).agrees
    elif done.files == 0:
        # On a machine with other typefaces or libraries the bytes may differ: then each of those is named.
        named = {each.message for each in done.diagnostics if each.code == "SQ316"}
        assert len(named) == len(others) and all(any(name in each for each in named) for name in others)
        assert not (clone / "dist").exists() or issue == ISSUES[1]
