"""量内存和时间: what one preflight takes, measured in a process that does nothing else.

    python -m tests.press.preflight.measuring FILE DEMANDS-AS-JSON

prints the findings, the seconds by the clock, the seconds of computing, and the largest memory of the inspection and of
Ghostscript. ``ru_maxrss`` of a child counts, besides the child, every other child that the caller ever had, and the
caller's own memory at the moment of starting it (Linux keeps the larger of the two over exec), so a test process that
has grown large cannot measure a small child.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from build_tools.press.preflight import Demands, preflight_file

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of one unit of ``ru_maxrss``: bytes on macOS, kilobytes elsewhere."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one preflight took, and what it found: codes with the problem they name. ``memory`` in bytes."""

    found: dict[str, str]
    seconds: float
    computing: float
    memory: int


def measured_preflight(path: Path, demands: Demands) -> Taken:
    """Preflight one file in a fresh process, which is small, and measure all that this starts."""
    command = [sys.executable, "-m", __spec__.name, str(path), json.dumps(demands.as_dict())]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[3])
    return Taken(**json.loads(done.stdout))


def _main(file: str, demands: str) -> None:
    began = time.monotonic()
    report = preflight_file(Path(file), Demands(**json.loads(demands)))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = {
        "found": {each.code: each.facts.get("problem", "") for each in report.findings},
        "seconds": time.monotonic() - began,
        "computing": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * _UNIT,
    }
    sys.stdout.write(json.dumps(taken))


if __name__ == "__main__":
    _main(*sys.argv[1:])
