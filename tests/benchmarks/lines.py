"""How large the house is, floor by floor, at two commits: lines and modules of Python, as a table for CONTRIBUTING.md.

    python -m tests.benchmarks.lines [BEFORE [AFTER]]

Without names: the last commit of the first round, and HEAD.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIRST_ROUND = "407553e"
_FLOORS = (
    "cli",
    "desk",
    "production",
    "production/preview",
    "bounty",
    "press",
    "site",
    "typesetting",
    "intake",
    "proofreading",
    "checks",
    "numbering",
    "readers",
    "markup",
    "model",
    "diagnostics",
    "store",
    "beside",
    "tests",
)


def floor_of(path: str) -> str:
    """The floor of a module; the preview apart, ``beside`` for what stands on none."""
    top, _, below = path.partition("/")
    if top == "tests":
        return top
    if below.startswith("production/preview/"):
        return "production/preview"
    return below.partition("/")[0] if "/" in below else "beside"


def lines_at(commit: str) -> dict[str, tuple[int, int]]:
    """Floor → lines and modules."""
    listed = _git("ls-tree", "-r", "-z", "--name-only", commit, "build_tools", "tests").decode().split("\0")
    paths = [path for path in listed if path.endswith(".py")]
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for path in paths:
        lines, modules = found[floor_of(path)]
        found[floor_of(path)] = lines + _git("show", f"{commit}:{path}").count(b"\n"), modules + 1
    return found


def table(before: str, after: str) -> str:
    """Both commits side by side; the sum is the program's, without its tests."""
    then, now = lines_at(before), lines_at(after)
    named = [*_FLOORS, *sorted(({*then} | {*now}) - {*_FLOORS})]
    rows = [f"| {floor} | {_cell(then.get(floor))} | {_cell(now.get(floor))} |" for floor in named]
    sums = [
        _cell((sum(each[0] for each in own), sum(each[1] for each in own)))
        for own in ([size for floor, size in found.items() if floor != "tests"] for found in (then, now))
    ]
    head = [f"| lines (modules) | {before} | {after} |", "|---|---:|---:|"]
    return "\n".join([*head, *rows, f"| the program without tests | {' | '.join(sums)} |"])


def _cell(size: tuple[int, int] | None) -> str:
    return f"{size[0]:,} ({size[1]})" if size else "–"


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


if __name__ == "__main__":
    names = sys.argv[1:] or [FIRST_ROUND]
    last = names[1] if len(names) > 1 else _git("rev-parse", "--short", "HEAD").decode().strip()
    sys.stdout.write(f"{table(names[0], last)}\n")
