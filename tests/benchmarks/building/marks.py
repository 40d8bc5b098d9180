"""The marks, and whether they are met: each a figure of this run, or two of this run set against each other.

In: ``Results``. Out: verdicts in Chinese, for the terminal and the handbook. A mark whose figures were not measured is
left out, not passed.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.building.results import (
    COLD,
    EDITED,
    MATERIAL,
    NOTHING,
    OURS,
    PRINT_COLD,
    PRINT_LAID,
    SERVED,
    SERVED_PRINT,
    TYPST,
    ZENSICAL,
    Results,
)

BESIDE = 120
"""The archive of ten years, on which engines are set side by side."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was asked for, the figure, the mark, both in the same unit (empty: a ratio)."""

    asked: str
    figure: float
    mark: float
    unit: str = ""

    @property
    def met(self) -> bool:
        """At the mark counts."""
        return self.figure <= self.mark

    @property
    def word(self) -> str:
        """达到 or 未达到."""
        return "达到" if self.met else "未达到"


def judge(results: Results) -> list[Verdict]:
    """All marks that this run has figures for."""
    verdicts = [
        _beside(results, f"{BESIDE}期网站全部重做，与mkdocs-material相比", COLD, MATERIAL, 0.6),
        _beside(results, f"{BESIDE}期网站全部重做，与Zensical相比", COLD, ZENSICAL, 0.9),
        _beside(results, f"{BESIDE}期里改一篇，与Zensical的增量构建相比", EDITED, ZENSICAL, 0.25),
        _most(results, "改一篇", EDITED, 1.5),
        _level(results),
        _most(results, "什么也没改", NOTHING, 0.3),
        _most(results, "serve：存盘到网页更新", SERVED, 0.3),
        _most(results, "serve：存盘到印刷版的图和PDF更新", SERVED_PRINT, 1.5),
        _most(results, "一期四个版从头排成PDF", PRINT_LAID, 4.0),
        _most(results, "一期四个版从头排出（连同它的网站）", PRINT_COLD, 4.0),
        _memory(results),
    ]
    return [verdict for verdict in verdicts if verdict]


def _beside(results: Results, asked: str, task: str, other: str, mark: float) -> Verdict | None:
    mine, theirs = results.find(OURS, task, BESIDE), results.find(other, task, BESIDE)
    return Verdict(asked, mine.wall / theirs.wall, mark) if mine and theirs else None


def _level(results: Results) -> Verdict | None:
    """The dearest edit in terms of the cheapest, over all sizes."""
    sizes = results.sizes(OURS, EDITED)
    seconds = [sample.wall for size in sizes if (sample := results.find(OURS, EDITED, size))]
    return (
        Verdict(f"改一篇：{sizes[0]}期到{sizes[-1]}期，最慢与最快相比", max(seconds) / min(seconds), 1.3)
        if len(sizes) > 1
        else None
    )


def _most(results: Results, asked: str, task: str, mark: float) -> Verdict | None:
    """On the largest archive measured."""
    sizes = results.sizes(OURS, task)
    sample = results.find(OURS, task, sizes[-1]) if sizes else None
    return (
        Verdict(f"{asked}（{sizes[-1]}期）" if sizes[-1] > 1 else asked, sample.wall, mark, "秒")
        if sample
        else None
    )


def _memory(results: Results) -> Verdict | None:
    sizes = results.sizes(OURS, f"{COLD} watched")
    if not sizes:
        return None
    samples = [results.find(OURS, f"{task} watched", sizes[-1]) for task in (COLD, EDITED)]
    return Verdict(
        f"内存峰值，各进程合计（{sizes[-1]}期）",
        max(sample.memory_mb for sample in samples if sample),
        400.0,
        "MB",
    )


def factor(results: Results) -> float | None:
    """How many of Typst's cold compilations go into one of our issues, for the curious: no mark stands on it."""
    mine, theirs = results.find(OURS, PRINT_COLD, 1), results.find(TYPST, PRINT_COLD, 1)
    return mine.wall / theirs.wall if mine and theirs else None
