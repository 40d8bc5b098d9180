"""预检: any PDF → findings, in bounded memory and time, whatever the file is made of.

In: a path and the demands. Out: findings and the ink of each page; a file that breaks the inspection is itself a finding.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from build_tools.press.preflight.demands import Demands
from build_tools.press.preflight.findings import Finding, finding_from_json
from build_tools.press.preflight.separations import PageInk

_WAITING = 40
"""Times the computing time that a file may take by the clock."""
_INSPECTION = "build_tools.press.preflight.inspecting"


@dataclass(frozen=True, slots=True)
class Report:
    """预检报告: what was found, and the ink of every page that could be measured."""

    findings: tuple[Finding, ...]
    ink: tuple[PageInk, ...] = ()


def preflight_file(path: Path, demands: Demands) -> Report:
    """预检 one file in a process of its own. Raises OSError when it cannot be read."""
    with path.open("rb"):
        pass
    command = [sys.executable, "-m", _INSPECTION, str(path.resolve()), json.dumps(demands.as_dict())]
    try:
        # The inspection bounds the time that it and Ghostscript compute; this is for a machine that makes them wait.
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            timeout=demands.most_seconds * _WAITING,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return _unfinished(f"{demands.most_seconds * _WAITING:g}秒还没有看完")
    if done.returncode != 0:
        return _unfinished(_why(done.returncode, done.stderr))
    report = json.loads(done.stdout)
    ink = tuple(PageInk(**(entry | {"colours": tuple(entry["colours"])})) for entry in report["ink"])
    return Report(tuple(finding_from_json(entry) for entry in report["findings"]), ink)


def _unfinished(problem: str) -> Report:
    return Report((Finding("SQ623", facts={"problem": problem}),))


def _why(code: int, stderr: bytes) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "太费时间"
    if b"MemoryError" in stderr or b"bad_alloc" in stderr or code < 0:
        return "太占内存"
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f"读它的程序停了（{lines[-1][:120] if lines else code}）"
