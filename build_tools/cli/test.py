"""``chenbao test [pytest 的参数]``: the whole test suite, on all cores."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from build_tools.cli.machine import check_machine
from build_tools.cli.outcome import CLEAN, FAULTS, Outcome

_ROOT = Path(__file__).resolve().parents[2]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything else goes to pytest as it is."""
    parser.epilog = "其余参数原样交给 pytest，如 chenbao test tests/numbering -k ledger。"


def run(arguments: argparse.Namespace) -> Outcome:
    """Run pytest on the program's own tests."""
    lacking = check_machine(tests=True)
    if lacking:
        return Outcome(lacking)
    # A module at a time, in the order of tests/conftest.py: what its tests share, a browser for one, is made once. Two
    # workers a core, for many tests wait: for browsers, for other processes, for the clock.
    workers = str(2 * (os.cpu_count() or 1))
    everything = ["-n", workers, "--dist", "loadscope", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *(arguments.rest or everything)]
    # With --json stdout is for the report alone.
    output = sys.stderr if arguments.json else None
    # Hundreds of processes load the program: what Python has compiled of it is kept, whatever the machine says elsewhere.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=_ROOT, env=environment, check=False, stdout=output)
    return Outcome(facts={"pytest": done.returncode}, forced_exit=CLEAN if done.returncode == 0 else FAULTS)
