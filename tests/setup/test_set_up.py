"""./chenbao from nothing to the program, with the real venv and the real pip, on a press of one line and empty locks."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.conftest import ROOT

_PROJECT = """
[build-system]
requires = []
build-backend = "one_line"
backend-path = ["."]
[project]
name = "chenbao"
version = "1"
"""

# The smallest build backend there is: a wheel that points back at the folder, and the command.
_BACKEND = """
import pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name, info = "chenbao-1-py3-none-any.whl", "chenbao-1.dist-info/"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("chenbao.pth", str(pathlib.Path.cwd()))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: chenbao\\nVersion: 1\\n")
        wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(info + "entry_points.txt", "[console_scripts]\\nchenbao = one_line:main\\n")
        wheel.writestr(info + "RECORD", "")
    return name
build_wheel = None
def main():
    import os, sys
    print(sys.argv[1:], os.environ["VIRTUAL_ENV"] == sys.prefix, open("/dev/null").encoding.lower())
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A clone that two people have just started at once."""
    place = tmp_path_factory.mktemp("报 社") / "社区 晨报"
    (place / "build_tools" / "cli").mkdir(parents=True)
    (place / "build_tools" / "lock").mkdir()
    for name in ("chenbao", "build_tools/cli/parts.py"):
        shutil.copy(ROOT / name, place / name)
    for lock in (ROOT / "build_tools" / "lock").glob("*.txt"):
        (place / "build_tools" / "lock" / lock.name).write_text("# nothing\n", encoding="utf-8")
    (place / "pyproject.toml").write_text(_PROJECT, encoding="utf-8")
    (place / "one_line.py").write_text(_BACKEND, encoding="utf-8")
    both = [start(place, "numbers", "2021-01") for _ in range(2)]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [out for out, _ in said] == ["['numbers', '2021-01'] True utf-8\n"] * 2
    assert sorted("装好了" in err for _, err in said) == [False, True], "one of them sets up, the other waits"
    yield place
    shutil.rmtree(place)


def start(press: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    return subprocess.Popen(
        [press / "chenbao", *arguments],
        env={**kept, "LC_ALL": "POSIX", "PIP_NO_INDEX": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def run(press: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    process = start(press, *arguments, **environment)
    out, err = process.communicate()
    return process.returncode, out, err


def test_second_run_asks_nobody_and_starts_at_once(press: Path) -> None:
    before = os.times()
    assert run(press, "--help") == (0, "['--help'] True utf-8\n", "")
    after = os.times()
    # Processor time, for the clock on the wall also measures whoever else is at work.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.35


def test_user_install_set_in_pip_does_not_lead_astray(press: Path) -> None:
    with (press / "build_tools" / "lock" / "requirements.txt").open("a") as lock:
        lock.write("# changed\n")
    code, _, said = run(press, "check", PIP_USER="1")
    assert (code, said.count("装好了")) == (0, 1), said


def test_changed_lock_brings_the_environment_up_to_date_without_making_it_anew(press: Path) -> None:
    (press / ".venv" / "mine").touch()
    with (press / "build_tools" / "lock" / "requirements.txt").open("a") as lock:
        lock.write("# changed again\n")
    assert "装好了" in run(press, "check")[2]
    assert (press / ".venv" / "mine").exists()


def test_part_that_went_missing_is_looked_for_again(press: Path) -> None:
    mark = press / ".venv" / "chenbao" / "run"
    mark.write_text(mark.read_text(encoding="utf-8") + "/usr/lib/gone.so\n", encoding="utf-8")
    assert "装好了" in run(press, "check")[2]
    assert "/usr/lib/gone.so" not in mark.read_text(encoding="utf-8")


def test_environment_cut_short_is_made_anew_and_a_failing_one_leaves_nothing(press: Path) -> None:
    (press / ".venv" / "chenbao" / "building").touch()
    lock = press / "build_tools" / "lock" / "requirements.txt"
    lock.write_text("segno==0 --hash=sha256:" + "0" * 64, encoding="utf-8")
    code, out, said = run(press, "check")
    assert (code, out) == (2, "")
    assert "segno==0" in said and "Python 部件没有装上" in said
    assert not list(press.glob(".venv*")), "neither what was cut short nor what took its place"
