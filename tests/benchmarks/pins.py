"""Random pins that a page can keep: how many are kept, at what cost in broken rules, and in what time.

    python -m tests.benchmarks.pins 1000 [--first 0] [--json] [--told 20]

A pin is feasible because it is read off an arrangement of the same page that was found and not taken: one of the up to
150 that a wide search brings breaks no rule and has a story in that shape and place. Pages are those of
``generated_pages`` whose free make-up breaks no rule and has nothing over; columns, height, headline size and corner
are pinned in random company, one story a page. Each pinned page is made up from nothing. What was kept is read off the
placed blocks (edges, width, headline size), not asked of the program.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from build_tools.model import Pin
from build_tools.typesetting.compose import FinishedPage, _Press, compose_page
from build_tools.typesetting.copy.setting import Troubles
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid, grid_of
from build_tools.typesetting.inputs import PageInputs, page_inputs
from build_tools.typesetting.makeup.cells import Allowance, SpentError
from build_tools.typesetting.makeup.leaves import Cut, Leaf
from build_tools.typesetting.makeup.options import ArticleDesign
from build_tools.typesetting.makeup.page import Fit, PageMaker
from build_tools.typesetting.makeup.pieces import Standing, standings
from build_tools.typesetting.makeup.rules import broken_rules
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.benchmarks.generated_pages import generate_mixed

_SLACK, _STEPS = 95.0, 400_000
_EDGES = ("左", "右", "上", "下")


@dataclass(slots=True)
class Run:
    """What a run gathers. ``broken`` counts kept pins whose page breaks a rule of the trade."""

    pins: int = 0
    told: int = 0
    kept: int = 0
    broken: int = 0
    seconds: list[float] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def report(self) -> dict[str, object]:
        """The figures."""
        times, pins = sorted(self.seconds), max(self.pins, 1)
        return {
            "pins": self.pins,
            "told that it cannot be kept": self.told,
            "kept": self.kept,
            "kept, share": round(self.kept / pins, 4),
            "kept and no rule broken, share": round((self.kept - self.broken) / pins, 4),
            "CPU s a page, median": round(statistics.median(times), 2) if times else 0.0,
            "CPU s a page, p95": round(times[math.ceil(0.95 * len(times)) - 1], 2) if times else 0.0,
            "CPU s a page, worst": round(max(times, default=0.0), 2),
        }


def pages(first: int) -> Iterator[tuple[str, PageInputs]]:
    """Inner pages of generated issues: those without masthead and imprint."""
    seed = first
    while True:
        made = generate_mixed(seed)
        sheet = read_sheet(made.paper.type_area.size)
        for plan in made.numbered.issue.pages[1:-1]:
            yield f"g{seed:03d} p{plan.number}", page_inputs(made.numbered, made.paper, sheet, plan.number)
        seed += 1


def arrangements(inputs: PageInputs, grid: Grid) -> tuple[tuple[Leaf, ...], list[tuple[Standing, ...]]]:
    """The page's stories, and every arrangement that a wide search finds and that breaks no rule."""
    press = _Press(inputs.numbered, inputs.paper, inputs.sheet, grid, Troubles(), None, None)
    leaves = tuple(press._leaves(inputs.plan, grid.rows, 999.0))
    maker = PageMaker(leaves, grid, grid.rows, _allowance=Allowance(_STEPS))
    found: list[tuple[Standing, ...]] = []
    with suppress(SpentError):
        shelf = maker._shelf(tuple(Cut() for _ in leaves), Fit.TUCKED)
        found = [tuple(standings(node)) for node in maker._arrange(shelf, Fit.TUCKED, _SLACK)]
    return leaves, [each for each in found if not broken_rules(each, grid, grid.rows)]


def random_pin(chance: random.Random, leaves: tuple[Leaf, ...], standing: Standing, grid: Grid) -> Pin:
    """Some of what an arrangement shows of one story."""
    option, design = standing.option, standing.option.design
    at = {
        "左": standing.column == 0,
        "右": standing.column + option.columns == grid.columns,
        "上": standing.row == 0,
        "下": standing.row + option.rows >= grid.rows - 1,
    }
    across, down = (
        chance.choice(["", *(edge for edge in pair if at[edge])]) for pair in (_EDGES[:2], _EDGES[2:])
    )
    height = round(option.rows * grid.leading / POINTS_A_MILLIMETRE) * chance.choice((0, 1))
    size = design.heading.size * chance.choice((0, 0, 1)) if isinstance(design, ArticleDesign) else 0.0
    # At least the columns, which every editor names first.
    return Pin(
        leaves[standing.ordinal].item.article.headline, option.columns, float(height), size, across + down
    )


def keeps(finished: FinishedPage, leaf: Leaf, pin: Pin, grid: Grid) -> bool:
    """The pin is kept, as far as the placed blocks of the story show it: its width, edges, height and headline."""
    mine = [block for block in finished.page.blocks if block.number == leaf.item.number]
    if not mine:
        return False
    left, right = min(block.box.x for block in mine), max(block.box.right for block in mine)
    top, bottom = min(block.box.y for block in mine), max(block.box.bottom for block in mine)
    row, half = grid.leading, grid.column / 2
    sizes = [
        segment.style.size
        for block in mine
        if block.kind is BlockKind.HEADLINE
        for line in block.lines
        for segment in line.line.segments
    ]
    return (
        abs(right - left - grid.span(pin.columns)) < half
        and (not pin.millimetres or abs(bottom - top - pin.millimetres * POINTS_A_MILLIMETRE) < 3.5 * row)
        and (not pin.size or any(abs(size - pin.size) < 0.3 for size in sizes))
        and ("左" not in pin.corner or left - grid.left < half)
        and ("右" not in pin.corner or grid.left + grid.width - right < half)
        and ("上" not in pin.corner or top - grid.top < 2.5 * row)
        and ("下" not in pin.corner or grid.top + grid.height - bottom < 3.5 * row)
    )


def try_page(run: Run, chance: random.Random, name: str, inputs: PageInputs, most: int) -> None:
    """Up to so many pins of one page."""
    grid = grid_of(inputs.paper.type_area, inputs.sheet.page["head_share"])
    free = compose_page(inputs)
    if free.overset or free.page.broken_rules:
        return
    leaves, found = arrangements(inputs, grid)
    for arranged in chance.sample(found, min(most, len(found))):
        stories = [each for each in arranged if isinstance(each.option.design, ArticleDesign)]
        standing = chance.choice(stories)
        pin = random_pin(chance, leaves, standing, grid)
        issue = inputs.numbered.issue
        plans = tuple(
            replace(plan, pins=(pin,)) if plan.number == inputs.plan.number else plan for plan in issue.pages
        )
        numbered = dataclasses.replace(inputs.numbered, issue=replace(issue, pages=plans))
        begun = time.process_time()
        pinned = compose_page(page_inputs(numbered, inputs.paper, inputs.sheet, inputs.plan.number))
        run.seconds.append(time.process_time() - begun)
        run.pins += 1
        said = [each.message for each in pinned.diagnostics if each.code == "SQ569"]
        kept = not said and keeps(pinned, leaves[standing.ordinal], pin, grid)
        run.told, run.kept = run.told + bool(said), run.kept + kept
        run.broken += kept and bool(pinned.page.broken_rules or pinned.overset)
        if not kept or pinned.page.broken_rules:
            run.words.append(f"{name} {pin}: {said or pinned.page.broken_rules}")


def main(arguments: Iterable[str] | None = None) -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pins", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--each", type=int, default=4, help="pins tried on one page")
    parser.add_argument(
        "--told", type=int, default=0, help="print so many of those not kept, or kept with a rule broken"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    run, chance = Run(), random.Random(options.first)
    for name, inputs in pages(options.first):
        if run.pins >= options.pins:
            break
        try_page(run, chance, name, inputs, min(options.each, options.pins - run.pins))
    for each in run.words[: options.told]:
        sys.stdout.write(each + "\n")
    sys.stdout.write(json.dumps(run.report(), ensure_ascii=False, indent=None if options.json else 2) + "\n")


if __name__ == "__main__":
    main()
