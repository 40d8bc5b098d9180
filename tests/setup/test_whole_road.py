"""The whole road with the lowest interpreter that this machine has, in processes of their own, as a user walks it.

Python 3.11.0 to 3.11.3 keep enumerations otherwise than later ones, and the standard library's modules move from version to
version: what one process leaves behind the next one must be able to read, under each of them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import site
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOWEST = (3, 11, 2)
_NAMES = ("python3", "python3.11", "python3.12", "python3.13", "python3.14")
_PLACES = ("/usr/bin", "/usr/local/bin", *os.environ.get("PATH", "").split(os.pathsep))
_ASK = "import sys; print(*sys.version_info[:3]); print(sys._base_executable)"


def lowest_interpreter() -> tuple[tuple[int, ...], Path]:
    """Version and path of the lowest supported interpreter here; this process's own counts."""
    found = {}
    for path in (Path(sys.executable), *(Path(place) / name for place in _PLACES for name in _NAMES)):
        if path.is_file():
            told = subprocess.run([path, "-I", "-c", _ASK], capture_output=True, text=True, check=False)
            if told.returncode == 0:
                version, where = told.stdout.splitlines()[:2]
                found[tuple(map(int, version.split()))] = Path(where)
    return min((version, path) for version, path in found.items() if version >= LOWEST)


def command_of(version: Sequence[int], python: Path, folder: Path) -> tuple[list[str], dict[str, str]]:
    """How to run chenbao with that interpreter, and in which environment.

    One of our own minor version takes our libraries; for another one they are set up anew, as ./chenbao does it.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    if tuple(version[:2]) == sys.version_info[:2]:
        places = [str(ROOT), *(each for each in sys.path if "site-packages" in each), *site.getsitepackages()]
        environment["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(places))
        return [
            str(python),
            "-c",
            "import sys; from build_tools.cli import main; sys.exit(main(sys.argv[1:]))",
        ], environment
    clone = folder / "program"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    environment["PYTHON"] = str(python)
    return [str(clone / "chenbao")], environment


@pytest.fixture
def walked(tmp_path: Path) -> Path:
    """A paper of its own to walk the road with."""
    paper = tmp_path / "paper"
    shutil.copytree(ROOT / "tests/issue_zero", paper)
    (paper / "theme").symlink_to(ROOT / "theme")
    return paper


def test_the_whole_road_with_the_lowest_interpreter_here(walked: Path, tmp_path: Path) -> None:
    version, python = lowest_interpreter()
    command, environment = command_of(version, python, tmp_path)

    def chenbao(*words: str) -> str:
        done = subprocess.run(
            [*command, *words, "--root", str(walked)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{version} {words}: {done.stdout}{done.stderr}"
        return done.stdout

    chenbao("build")
    article = next((walked / "issues/2026-01/要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("。", "！", 1), "utf-8")
    chenbao("build")
    chenbao("signoff", "2026-01", "--by", "某编辑")
    chenbao("signoff", "2026-01", "--verify")
    made = {path: path.read_bytes() for path in (walked / "dist/print").rglob("*") if path.is_file()}
    shutil.rmtree(walked / "dist")
    chenbao("signoff", "--again")
    assert {path: path.read_bytes() for path in (walked / "dist/print").rglob("*") if path.is_file()} == made
    chenbao("build")
    numbers = json.loads((walked / "dist/site/n/index.json").read_text("utf-8"))
    assert numbers["2601015"]["page"] == 1
    assert "2601-015" in served_page(
        [*command, "serve", "--root", str(walked), "--address", "127.0.0.1:0"], environment
    )


def served_page(command: list[str], environment: dict[str, str]) -> str:
    """One article's page from the preview."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            assert server.stdout is not None
            said = ""
            for line in server.stdout:
                said += line
                address = re.search(r"http://127\.0\.0\.1:\d+/\S*", said)
                if address:
                    break
            else:
                pytest.fail(f"the preview ended: {said}")
            for _ in range(100):
                try:
                    with urllib.request.urlopen(f"{address[0].rstrip('/')}/n/2601015/") as answer:
                        return str(answer.read().decode())
                except OSError:
                    time.sleep(0.3)
            pytest.fail(f"no page: {said}")
        finally:
            server.terminate()
            server.wait(120)


def test_an_interpreter_below_the_lowest_is_not_taken() -> None:
    assert lowest_interpreter()[0] >= LOWEST
