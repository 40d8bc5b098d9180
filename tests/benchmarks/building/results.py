"""A run's figures: every cost of every engine, size and task, with the day, the machine and the versions.

As JSON and back; the median is what is compared, all single values stay in the file.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.benchmarks.building.processes import Cost

OURS, MATERIAL, ZENSICAL, TYPST = "chenbao", "material", "zensical", "typst"
COLD, EDITED, NOTHING = "cold", "edited", "nothing"
SERVED, SERVED_PRINT = "served", "served print"
PRINT_COLD, PRINT_LAID, PRINT_WARM = "print cold", "print laid", "print warm"
"""Tasks. Everything anew; one article edited; nothing changed; in ``serve`` the web page, and the printed page; an issue's print."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One engine at one task on an archive of so many issues: each repetition's cost, in the order measured."""

    engine: str
    task: str
    issues: int
    costs: tuple[Cost, ...]

    @property
    def wall(self) -> float:
        """Median of the seconds by the clock."""
        return statistics.median(cost.wall for cost in self.costs)

    @property
    def cpu(self) -> float:
        """Median of the processors' seconds."""
        return statistics.median(cost.cpu for cost in self.costs)

    @property
    def memory_mb(self) -> float:
        """The most ever: of all processes together where that was watched, else of the largest."""
        return max(cost.together_mb or cost.largest_mb for cost in self.costs)


@dataclass(slots=True)
class Results:
    """What a run has found so far."""

    date: str
    machine: dict[str, str]
    versions: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)

    def add(self, engine: str, task: str, issues: int, cost: Cost) -> None:
        """One more repetition."""
        old = self.find(engine, task, issues)
        costs = (*(old.costs if old else ()), cost)
        self.samples = [each for each in self.samples if each is not old] + [
            Sample(engine, task, issues, costs)
        ]

    def find(self, engine: str, task: str, issues: int) -> Sample | None:
        """The sample, if it was measured."""
        return next(
            (
                each
                for each in self.samples
                if (each.engine, each.task, each.issues) == (engine, task, issues)
            ),
            None,
        )

    def sizes(self, engine: str, task: str) -> list[int]:
        """On which archives, smallest first."""
        return sorted(each.issues for each in self.samples if (each.engine, each.task) == (engine, task))


def begin() -> Results:
    """Today, here."""
    return Results(datetime.date.today().isoformat(), _machine())


def write_results(results: Results, path: Path) -> None:
    """Everything, for a program."""
    path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """A run as it was written."""
    facts = json.loads(path.read_text(encoding="utf-8"))
    samples = [
        Sample(each["engine"], each["task"], each["issues"], _costs(each["costs"]))
        for each in facts["samples"]
    ]
    return Results(facts["date"], facts["machine"], facts["versions"], facts["failed"], samples)


def _costs(rows: Iterable[dict[str, float]]) -> tuple[Cost, ...]:
    return tuple(Cost(**row) for row in rows)


def _machine() -> dict[str, str]:
    """What matters about it, and nothing that names it."""
    model = _field(Path("/proc/cpuinfo"), "model name", ":")
    memory = int(_field(Path("/proc/meminfo"), "MemTotal", ":").split()[0]) / 1024**2
    system = _field(Path("/etc/os-release"), "PRETTY_NAME", "=").strip('"')
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GB",
        "system": system,
        "python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _field(path: Path, name: str, mark: str) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.partition(mark)[2].strip() for line in lines if line.startswith(name)), "unknown")
