"""How long the website of a large archive takes, ours beside the others', in one run on the same words.

    python -m tests.benchmarks.building [--issues 12,60,120,600] [--only chenbao,material,zensical,typst] [--repeat 3]
                                        [--all] [--json FILE] [--plot FILE] [--page FILE] [--read FILE]

Writes archives of so many issues × 16 articles, installs mkdocs-material, Zensical and Typst beside us (pip fetches
them; ``--only chenbao`` needs no network), and times all in turn: a cold build, a build after one sentence of one article of
the newest issue changed, a build with nothing changed, all in fresh processes; ``serve`` from saving to seeing; one
issue in print; the peak of memory. Prints seconds and ratios with the marks beside. ``--read`` takes the figures from
the JSON of an earlier run. Exits 1 when a mark is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.building.marks import judge
from tests.benchmarks.building.measuring import LARGE, Bench, measure_archive, measure_print
from tests.benchmarks.building.page import handbook_page, summary
from tests.benchmarks.building.plot import draw_plot
from tests.benchmarks.building.results import (
    MATERIAL,
    OURS,
    TYPST,
    ZENSICAL,
    Results,
    begin,
    read_results,
    write_results,
)
from tests.benchmarks.building.rivals import Rival, install

ENGINES = (OURS, MATERIAL, ZENSICAL, TYPST)


def main(words: Sequence[str] | None = None) -> int:
    """Measure or read, then print and write what was asked for."""
    arguments = _arguments(words)
    results = read_results(arguments.read) if arguments.read else measure(arguments)
    sys.stdout.write(summary(results))
    if arguments.plot:
        arguments.plot.write_text(draw_plot(results), encoding="utf-8")
    if arguments.page:
        picture = (
            os.path.relpath(arguments.plot, arguments.page.parent)
            if arguments.plot
            else "../pictures/speed.svg"
        )
        arguments.page.write_text(handbook_page(results, picture), encoding="utf-8")
    return 0 if all(verdict.met for verdict in judge(results)) else 1


def measure(arguments: argparse.Namespace) -> Results:
    """The whole run; the JSON is written after every archive, so that a broken run is not lost."""
    results, cache = begin(), Path(tempfile.gettempdir()) / "chenbao-benchmark"
    with tempfile.TemporaryDirectory(prefix="chenbao-benchmark-") as folder:
        bench = Bench(
            Path(folder),
            arguments.repeat,
            results,
            _tell,
            _installed(arguments.only, cache, results),
            arguments.only,
        )
        if OURS in arguments.only or TYPST in arguments.only:
            measure_print(bench)
        for issues in arguments.issues:
            measure_archive(bench, issues, rivals=arguments.all or issues <= LARGE)
            if arguments.json:
                write_results(results, arguments.json)
    return results


def _installed(names: Sequence[str], cache: Path, results: Results) -> dict[str, Rival]:
    found = {}
    for name in (each for each in names if each != OURS):
        try:
            found[name] = install(name, cache)
            results.versions[name] = found[name].version
        except subprocess.CalledProcessError as problem:
            results.failed[name] = str(problem)
            _tell(f"{name}: {problem}")
    return found


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--issues", type=_sizes, default=(12, 60, 120, 600), metavar="N,N,…")
    parser.add_argument("--only", type=_engines, default=ENGINES, metavar="NAME,…", help=", ".join(ENGINES))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument(
        "--all",
        action="store_true",
        help=f"the others above {LARGE} issues, too, once and at most ten minutes each",
    )
    for name, purpose in (
        ("json", "every figure"),
        ("plot", "an SVG"),
        ("page", "the handbook's page"),
        ("read", "the JSON of an earlier run"),
    ):
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=purpose)
    return parser.parse_args(words)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(each) for each in text.split(",")))


def _engines(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(ENGINES):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    sys.exit(main())
