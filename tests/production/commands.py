"""Builds as an editor starts them, each a process of its own, to be watched, killed, or left without room.

In: a paper's folder and options. Out: the process at work; what a build left behind, told apart into whole generations.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

Output = dict[str, bytes]
PROGRAM = "import sys; from build_tools.cli import main; sys.exit(main())"


def start_build(root: Path, *options: str, before: str = "") -> subprocess.Popen[str]:
    """``chenbao build``, in a process group of its own; ``before`` is a line of Python to run first."""
    command = [sys.executable, "-c", f"{before}\n{PROGRAM}", "build", *options, "--root", str(root)]
    return subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def finished(build: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for its end: exit code, and what it said."""
    said, _ = build.communicate(timeout=300)
    return build.returncode, said


def killed(build: subprocess.Popen[str], after: float) -> bool:
    """Kill it and all its workers after so many seconds; false if it was done before."""
    try:
        build.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        return True
    assert build.returncode == 0
    return False


def generation(now: Output, old: Output, new: Output) -> str:
    """ "old" or "new": which of both lies there, site and prints whole and of one making. Raises AssertionError for anything else."""
    for name, whole in (("new", new), ("old", old)):
        if now == whole:
            return name
    parts = {
        part: [name for name, whole in (("old", old), ("new", new)) if _part(now, part) == _part(whole, part)]
        for part in sorted({_part_of(name) for name in now})
    }
    raise AssertionError(f"not of one making: {parts}")


def _part(output: Output, part: str) -> Output:
    return {name: content for name, content in output.items() if _part_of(name) == part}


def _part_of(name: str) -> str:
    """site, print/2026-01."""
    return "site" if name.startswith("site/") else name.rpartition("/")[0]
