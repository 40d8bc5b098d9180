"""The measurements in turn: every engine once, then all again, so that a busy moment hits all alike.

In: sizes, engines, how often. Out: ``Results``, told of after every figure. Each archive is written once; before a cold
build everything that an earlier one left is deleted; the clock runs for the command alone.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.building import ours, typst_pages
from tests.benchmarks.building.corpus import Corpus, edit, write_corpus
from tests.benchmarks.building.processes import Cost, OverLimit, put_away, run
from tests.benchmarks.building.results import (
    COLD,
    EDITED,
    MATERIAL,
    NOTHING,
    OURS,
    PRINT_COLD,
    PRINT_LAID,
    PRINT_WARM,
    SERVED,
    SERVED_PRINT,
    TYPST,
    ZENSICAL,
    Results,
)
from tests.benchmarks.building.rivals import Rival, write_settings

LARGE = 120
"""Issues above which the others are measured only when asked for, and once: they take minutes."""
_LIMIT = 600.0


@dataclass(slots=True)
class Bench:
    """Where and how often is measured, and who hears of it."""

    folder: Path
    repeat: int
    results: Results
    tell: Callable[[str], None]
    rivals: dict[str, Rival]
    engines: Sequence[str] = (OURS, MATERIAL, ZENSICAL, TYPST)
    edits: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def note(self, engine: str, task: str, issues: int, cost: Cost) -> None:
        """Keep a figure and say it."""
        self.results.add(engine, task, issues, cost)
        memory = cost.together_mb or cost.largest_mb
        self.tell(
            f"{issues:4} issues  {engine:9} {task:13} {cost.wall:8.2f} s, {cost.cpu:8.2f} s of processors, {memory:5.0f} MB"
        )


def measure_archive(bench: Bench, issues: int, *, rivals: bool) -> None:
    """Cold, edited, nothing changed: ``bench.repeat`` times in turn; then the memory, and ``serve``."""
    corpus = write_corpus(bench.folder / f"{issues}", issues)
    write_settings(corpus.plain)
    for turn in range(bench.repeat if issues <= LARGE else 1):
        if OURS in bench.engines:
            _our_turn(bench, corpus)
        for name in (MATERIAL, ZENSICAL):
            if name in bench.rivals and rivals and (turn == 0 or issues <= LARGE):
                _rival_turn(bench, corpus, bench.rivals[name])
    if OURS in bench.engines:
        _our_memory(bench, corpus)
        _our_serving(bench, corpus)


def _our_turn(bench: Bench, corpus: Corpus) -> None:
    command = ours.build_command(corpus.paper)
    ours.forget(corpus.paper)
    bench.note(OURS, COLD, corpus.issues, run(command, corpus.paper))
    assert ours.articles_shown(corpus.paper) >= corpus.pages, "the website lacks issues"
    edit(corpus, next(bench.edits))
    bench.note(OURS, EDITED, corpus.issues, run(command, corpus.paper))
    bench.note(OURS, NOTHING, corpus.issues, run(command, corpus.paper))


def _rival_turn(bench: Bench, corpus: Corpus, rival: Rival) -> None:
    for left in ("site", ".cache"):
        put_away(corpus.plain / left)
    try:
        bench.note(rival.name, COLD, corpus.issues, run(rival.build_command(cold=True), corpus.plain, _LIMIT))
        edit(corpus, next(bench.edits))
        bench.note(
            rival.name, EDITED, corpus.issues, run(rival.build_command(cold=False), corpus.plain, _LIMIT)
        )
        if rival.name != MATERIAL:  # which knows only whole builds
            bench.note(
                rival.name, NOTHING, corpus.issues, run(rival.build_command(cold=False), corpus.plain, _LIMIT)
            )
    except OverLimit as problem:
        bench.results.failed[f"{rival.name} {corpus.issues}"] = str(problem)
        bench.tell(str(problem))


def _our_memory(bench: Bench, corpus: Corpus) -> None:
    """Apart from the timed builds, since watching costs time: as further tasks' costs, seconds and all."""
    ours.forget(corpus.paper)
    bench.note(
        OURS,
        f"{COLD} watched",
        corpus.issues,
        run(ours.build_command(corpus.paper), corpus.paper, memory=True),
    )
    edit(corpus, next(bench.edits))
    bench.note(
        OURS,
        f"{EDITED} watched",
        corpus.issues,
        run(ours.build_command(corpus.paper), corpus.paper, memory=True),
    )


def _our_serving(bench: Bench, corpus: Corpus) -> None:
    """From saving to seeing; the processor's time and the memory of a server are not asked for."""
    try:
        for shown in ours.save_and_look(corpus, [next(bench.edits) for _ in range(bench.repeat)]):
            bench.note(OURS, SERVED, corpus.issues, Cost(shown.web, 0.0, 0.0))
            bench.note(OURS, SERVED_PRINT, corpus.issues, Cost(shown.printed, 0.0, 0.0))
    except TimeoutError as problem:
        bench.results.failed[f"{OURS} {SERVED} {corpus.issues}"] = str(problem)
        bench.tell(f"serve: {problem}")


def measure_print(bench: Bench) -> None:
    """One issue of four full pages: ours with its website, from nothing; Typst's, cold and warm."""
    corpus = write_corpus(bench.folder / "print", 1)
    rival = bench.rivals.get(TYPST)
    for _ in range(bench.repeat):
        if OURS in bench.engines:
            ours.forget(corpus.paper)
            began = time.time()
            bench.note(OURS, PRINT_COLD, 1, run(ours.build_command(corpus.paper, web=False), corpus.paper))
            bench.note(OURS, PRINT_LAID, 1, Cost(ours.laid_at(corpus.paper) - began, 0.0, 0.0))
        if rival:
            bench.note(TYPST, PRINT_COLD, 1, typst_pages.compile_cold(rival, typst_pages.write_pages(corpus)))
    if rival:
        for seconds in typst_pages.compile_warm(
            rival, corpus, [next(bench.edits) for _ in range(bench.repeat)]
        ):
            bench.note(TYPST, PRINT_WARM, 1, Cost(seconds, 0.0, 0.0))
