"""Make-up measured on generated issues and on the real ones, by the glyphs in the PDF.

    python -m tests.benchmarks.make_up [--issues 40] [--json]

Prints, for pages whose copy fits: fill, the largest empty rectangle, baselines, column ends, rules broken;
for pages whose copy does not: how exactly the overset was told, and that no character was lost; and the
times of composing, drawing, and of WeasyPrint alone on the same ready-made blocks.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.model import Kind, NumberedIssue, Paper, paragraphs_of, plain_text
from build_tools.typesetting.compose import compose_issue
from build_tools.typesetting.draw import _Painter, draw_issue
from build_tools.typesetting.engine import write_pdf
from build_tools.typesetting.grid import Grid, grid_of
from build_tools.typesetting.placed import BlockKind, ComposedIssue, ComposedPage
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.generated_issues import generate, make_pictures
from tests.typesetting.printed_pages import PrintedPage, largest_empty, read_pages, same_text


@dataclass(slots=True)
class Tally:
    """What was found over all issues."""

    full: int = 0
    short: int = 0
    over: int = 0
    fills: list[float] = field(default_factory=list)
    empties: list[float] = field(default_factory=list)
    emptiest: tuple[float, str] = (0.0, "")
    ends: list[float] = field(default_factory=list)
    worst_end: tuple[float, str] = (0.0, "")
    baselines: list[float] = field(default_factory=list)
    drift: list[float] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)
    faulty: list[str] = field(default_factory=list)
    lost: int = 0
    misreported: list[float] = field(default_factory=list)
    compose: list[float] = field(default_factory=list)
    draw: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    short_shares: list[float] = field(default_factory=list)
    full_shares: list[float] = field(default_factory=list)
    over_shares: list[float] = field(default_factory=list)


def measure(
    numbered: NumberedIssue,
    paper: Paper,
    folder: Path,
    tally: Tally,
    shares: tuple[float, ...],
    name: str,
    keep: Path | None,
) -> ComposedIssue:
    """Compose, draw, read back and judge one issue; gives it as it was composed."""
    sheet = read_sheet(paper.type_area.size)
    grid = grid_of(paper.type_area, sheet.page["head_share"])
    started = time.process_time()
    composed = compose_issue(numbered, paper, sheet)
    tally.compose.append(time.process_time() - started)
    started = time.perf_counter()
    drawing = draw_issue(composed, folder, sheet)
    tally.draw.append(time.perf_counter() - started)
    if keep:
        (keep / f"{name}.pdf").write_bytes(drawing.pdf)
    printed = read_pages(drawing.pdf)
    _judge_text(numbered, composed, printed, tally, name)
    # More pictures than the page bears are more copy than fits, too.
    crowded = {each.message.split("版")[0] for each in composed.diagnostics if each.code == "SQ571"}
    blank = {each.message.split("版")[0] for each in composed.diagnostics if each.code == "SQ603"}
    for page, sheet_page, share in zip(composed.pages, printed, shares, strict=False):
        _judge_place(page, sheet_page, tally)
        over = page.overset_lines or f"第{page.number}" in crowded
        state = "over" if over else "short" if f"第{page.number}" in blank else "full"
        getattr(tally, f"{state}_shares").append(share)
        if state == "full":
            _judge_full(page, sheet_page, grid, tally, f"{name} p{page.number}")
        tally.full += state == "full"
        tally.short += state == "short"
        tally.over += state == "over"
    return composed


def _judge_full(page: ComposedPage, printed: PrintedPage, grid: Grid, tally: Tally, where: str) -> None:
    tally.fills.append(page.fill)
    tally.broken.update(page.broken_rules)
    tally.faulty += [f"{where} {rule}" for rule in page.broken_rules] + [f"{where} fill {page.fill:.4f}"] * (
        page.fill < 0.985
    )
    area = (grid.left, grid.top, grid.left + grid.width, grid.top + grid.height)
    empty, _ = largest_empty(printed, area, grid.gap, grid.leading, grid.size)
    tally.empties.append(empty)
    tally.faulty += [f"{where} empty {empty:.4f}"] * (empty > 0.015)
    tally.emptiest = max(tally.emptiest, (empty, where))
    ends = _column_ends(page, printed, grid)
    tally.ends.append(max(ends) - min(ends))
    tally.worst_end = max(tally.worst_end, (max(ends) - min(ends), where))
    tally.faulty += [f"{where} ends {max(ends) - min(ends):.1f}"] * (max(ends) - min(ends) > 19)


def _column_ends(page: ComposedPage, printed: PrintedPage, grid: Grid) -> list[float]:
    """For each column of the grid the lowest ink of the blocks that stand over it."""
    ends = [grid.top] * grid.columns
    inks = [(glyph.x, glyph.baseline, glyph.baseline + 0.12 * grid.size) for glyph in printed.glyphs]
    inks += [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[3]) for box in printed.others]
    for block in page.blocks:
        box = block.box
        # PDFium gives the whole picture's bounds, and a picture is clipped by its block.
        clip = box.bottom if block.kind is BlockKind.IMAGE else math.inf
        inside = [
            min(foot, clip)
            for x, y, foot in inks
            if box.x - 1 <= x <= box.right + 1 and box.y - 1 <= y <= box.bottom + 1
        ]
        for column in range(grid.columns):
            if inside and box.x < grid.x(column) + grid.column - 1 and box.right > grid.x(column) + 1:
                ends[column] = max(ends[column], min(max(inside), grid.top + grid.height))
    return ends


def _judge_place(page: ComposedPage, printed: PrintedPage, tally: Tally) -> None:
    """Every line stands where layout.json's blocks say, and body lines stand on the grid."""
    glyphs = iter(printed.glyphs)
    for block in page.blocks:
        for placed in block.lines:
            count = len("".join(placed.line.text.split()))
            line = [next(glyphs, None) for _ in range(count)]
            for glyph in line[:1]:
                if glyph:
                    tally.drift.append(abs(glyph.baseline - placed.baseline))
            found = [glyph for glyph in line if glyph]
            first = placed.line.segments[0] if placed.line.segments else None
            if found and first and first.text[0].isalnum() and not first.features:
                tally.drift.append(abs(found[0].x - placed.x - first.x))


def _judge_text(
    numbered: NumberedIssue,
    composed: ComposedIssue,
    printed: tuple[PrintedPage, ...],
    tally: Tally,
    name: str,
) -> None:
    """Nothing lost, nothing twice: paragraph by paragraph, page and overset sheet together."""
    whole = [same_text(page.text) for page in printed]
    main, extra = "".join(whole[: len(composed.pages)]), "".join(whole[len(composed.pages) :])
    for item in numbered.articles:
        if item.article.kind is not Kind.ARTICLE:
            continue
        wanted = Counter(
            same_text("".join(plain_text(each.inlines) for each in paragraphs_of(item.article.body)))
        )
        pages = [
            block
            for page in (*composed.pages, *composed.overset)
            for block in page.blocks
            if block.number == item.number and block.kind is BlockKind.TEXT
        ]
        set_text = Counter(same_text("".join(line.line.text for block in pages for line in block.lines)))
        tally.lost += sum((wanted - set_text).values())
    set_all = Counter(
        same_text(
            "".join(
                line.line.text
                for page in (*composed.pages, *composed.overset)
                for block in page.blocks
                for line in block.lines
            )
        )
    )
    tally.lost += sum((set_all - Counter(main + extra)).values())
    reported = sum(
        int(each.message.split("超版")[1].split("字")[0])
        for each in composed.diagnostics
        if each.code == "SQ602"
    )
    over = sum(
        len("".join(line.line.text.split()))
        for page in composed.overset
        for block in page.blocks
        if block.kind is BlockKind.TEXT
        for line in block.lines
    )
    if over:
        tally.misreported.append(abs(reported - over) / over)


def report(tally: Tally) -> dict[str, object]:
    """The figures."""

    def spread(values: list[float]) -> dict[str, float]:
        if not values:
            return {}
        return {
            "mean": round(statistics.fmean(values), 4),
            "least": round(min(values), 4),
            "most": round(max(values), 4),
        }

    return {
        "pages": {"full": tally.full, "short of copy": tally.short, "overset": tally.over},
        "share of copy": {
            "full": spread(tally.full_shares),
            "short": spread(tally.short_shares),
            "overset": spread(tally.over_shares),
        },
        "fill of full pages": spread(tally.fills),
        "full pages with fill >= 0.985": sum(fill >= 0.985 for fill in tally.fills),
        "largest empty rectangle": {
            **spread(tally.empties),
            "where": tally.emptiest[1],
            "pages over 1.5 %": sum(empty > 0.015 for empty in tally.empties),
        },
        "column ends apart (pt)": {
            **spread(tally.ends),
            "where": tally.worst_end[1],
            "pages over a line and a half": sum(end > 19 for end in tally.ends),
        },
        "glyph off its place (pt)": spread(tally.drift),
        "rules broken": dict(tally.broken),
        "faulty pages": tally.faulty,
        "characters lost": tally.lost,
        "overset misreported": spread(tally.misreported),
        "compose (CPU s an issue)": spread(tally.compose),
        "draw (s)": spread(tally.draw),
        "weasyprint alone (s)": spread(tally.alone),
        "draw / weasyprint alone": round(sum(tally.draw) / sum(tally.alone), 3) if sum(tally.alone) else 0.0,
    }


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--issues", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder))
        for seed in range(options.first, options.first + options.issues):
            made = generate(seed)
            composed = measure(
                made.numbered, made.paper, Path(folder), tally, made.shares, f"issue-{seed}", options.keep
            )
            sheet = read_sheet(made.paper.type_area.size)
            painter = _Painter(composed, Path(folder), sheet)
            html, began = painter.document(), time.perf_counter()
            write_pdf(html, composed.site_url, painter.picture)
            tally.alone.append(time.perf_counter() - began)
    figures = report(tally)
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=None if options.json else 2) + "\n")


if __name__ == "__main__":
    main()
