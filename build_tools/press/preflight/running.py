"""预检: any PDF → findings, in bounded memory and time, whatever the file is made of.

In: a path and the demands. Out: findings; a file that breaks the inspection is itself a finding.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from build_tools.press.preflight.demands import Demands
from build_tools.press.preflight.findings import Finding, finding_from_json

_INSPECTION = "build_tools.press.preflight.inspecting"


def preflight_file(path: Path, demands: Demands) -> tuple[Finding, ...]:
    """预检 one file in a process of its own. Raises OSError when it cannot be read."""
    with path.open("rb"):
        pass
    command = [sys.executable, "-m", _INSPECTION, str(path.resolve()), json.dumps(demands.as_dict())]
    try:
        # The inspection bounds Ghostscript itself; the outer bound is for the reading before it.
        done = subprocess.run(command, check=False, capture_output=True, timeout=demands.most_seconds * 2, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return (Finding("SQ623", facts={"problem": f"{demands.most_seconds * 2:g}秒还没有看完"}),)
    if done.returncode != 0:
        return (Finding("SQ623", facts={"problem": _why(done.returncode, done.stderr)}),)
    return tuple(finding_from_json(entry) for entry in json.loads(done.stdout))


def _why(code: int, stderr: bytes) -> str:
    if b"MemoryError" in stderr or b"bad_alloc" in stderr or code < 0:
        return "太占内存"
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f"读它的程序停了（{lines[-1][:120] if lines else code}）"
