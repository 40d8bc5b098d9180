"""A publisher of many editions: what it costs, computed from what a few small ones cost.

    python -m tests.benchmarks.publisher [--issues 2,4,6] [--page content/handbook/site.md]

Makes an edition for each number of issues, a paper of its own: each of its shards in a folder of its own, as on a
machine of its own, then one joined site, which is held against the site that one machine makes; then one article is
edited and the site brought up to date. Every step is a fresh ``chenbao`` with one worker. What an issue costs more, and
what a machine costs before its first issue, is the straight line through the editions (least squares).
Out: seconds of processors and bytes, the plan for 60 editions of 120 issues; with ``--page``, as a section of that page.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.benchmarks.archive import PER_PAGE, write_archive
from tests.benchmarks.building.ours import PROGRAM
from tests.benchmarks.building.processes import run
from tests.production.papers import differing, files_of

EDITIONS, ISSUES, SHARDS = 60, 120, 4
"""What is planned: shards an edition."""
_TRIED = 2
"""Shards an edition in what is tried."""
_NAMES = "张庙", "通河", "泗塘", "呼玛", "高境", "庙行"
_HEADING = "## 几十个版，上百期"
_PAGES_LIMIT = 1e9
"""Bytes of a site that GitHub publishes at most (docs.github.com, "GitHub Pages limits")."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One edition: seconds of processors for the shards together, for the join, for all on one machine, after an edit; bytes."""

    name: str
    issues: int
    shards: float
    join: float
    whole: float
    edited: float
    shard_bytes: int
    site_bytes: int
    print_bytes: int
    cache_bytes: int


@dataclass(frozen=True, slots=True)
class Line:
    """What comes once, and what comes with each issue."""

    once: float
    each: float

    def at(self, issues: float, times: int = 1) -> float:
        """For so many issues, what comes once so many times."""
        return self.once * times + self.each * issues


def line(points: Sequence[tuple[int, float]], times: int = 1) -> Line:
    """The straight line of least squares, which never falls; what comes once is in each figure so many times."""
    slope, start = statistics.linear_regression(*zip(*points, strict=True))
    if slope < 0 or start < 0:  # less than the figures waver by
        middle, height = (statistics.fmean(each) for each in zip(*points, strict=True))
        slope, start = (0.0, height) if slope < 0 else (height / middle, 0.0)
    return Line(start / times, slope)


def try_edition(folder: Path, name: str, issues: int, seed: int) -> Tried:
    """Make one edition by shards, join it, edit it. Raises AssertionError if the joined site is not that of one machine."""
    write_archive(folder / "copy", issues, seed)
    settings = folder / "copy" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("edition: 张庙", f"edition: {name}"), "utf-8")
    machines = [_machine(folder, f"shard-{place}") for place in range(1, _TRIED + 1)]
    made = sum(
        _spent(machine, "build", "--shard", f"{place}/{_TRIED}") for place, machine in enumerate(machines, 1)
    )
    shards = [machine / f"dist/shards/{place}-of-{_TRIED}" for place, machine in enumerate(machines, 1)]
    joined, alone = _machine(folder, "joined"), _machine(folder, "alone")
    join, whole = _spent(joined, "assemble", *shards), _spent(alone, "build")
    for output in ("dist/site", "dist/print"):
        assert differing(files_of(joined / output), files_of(alone / output)) == [], output
    sizes = [
        sum(map(_bytes, shards)),
        *(_bytes(joined / f"dist/{each}") for each in ("site", "print", ".cache")),
    ]
    article = max((joined / "issues").glob("*/*/*.md"))
    article.write_text(article.read_text("utf-8") + "\n改了一句。\n", "utf-8")
    return Tried(name, issues, made, join, whole, _spent(joined, "build"), *sizes)


def _machine(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder / "copy", folder / name))


def _spent(root: Path, command: str, *words: str | Path) -> float:
    return run([PROGRAM, command, *words, "--workers", "1", "--root", root], root).cpu


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def section(tried: Sequence[Tried], day: str, load: float) -> str:
    """The plan in Chinese, under its own heading."""

    def by(figure: Callable[[Tried], float], times: int = 1) -> Line:
        return line([(each.issues, figure(each)) for each in tried], times)

    shard, join = by(lambda each: each.shards, _TRIED), by(lambda each: each.join)
    one, joined = shard.at(ISSUES / SHARDS), join.at(ISSUES)
    anew = EDITIONS * (SHARDS * one + joined)
    monthly = shard.at(1, SHARDS) + joined
    packs, site, prints, cache = (
        by(figure)
        for figure in (
            lambda each: each.shard_bytes,
            lambda each: each.site_bytes,
            lambda each: each.print_bytes,
            lambda each: each.cache_bytes,
        )
    )
    rows = [
        f"| {each.name}，{each.issues}期 | {each.shards:.1f} | {each.join:.1f} | {each.whole:.1f} | {each.edited:.1f} "
        f"| {_size(each.shard_bytes)} | {_size(each.site_bytes)} | {_size(each.print_bytes)} |"
        for each in tried
    ]
    articles = EDITIONS * ISSUES * 4 * PER_PAGE
    return f"""{_HEADING}

一家出{EDITIONS}个社区版、每版存了{ISSUES}期的报社（共{EDITIONS * ISSUES:,}期，约{articles:,}篇），每版是一个文件夹，有自己的`mkdocs.yml`、`content/`和`issues/`，各做各的网站。要多少机器，先小做一遍再算。下面由程序测出并写成：{day}，{platform.python_implementation()} {platform.python_version()}，{os.cpu_count()}核，开始测时机器的负载为{load:.0f}{_busy(load)}。时间都是处理器用去的秒，每步一个新进程、一个人手；每期16篇仿真稿，四个版，没有照片，连印刷用的PDF一起做。

| 版 | 分{_TRIED}片做，各片合计 | 合成 | 一台机器全做 | 再改一篇 | 各片 | 网站 | 印刷 |
|---|---:|---:|---:|---:|---:|---:|---:|
{chr(10).join(rows)}

合成的网站和PDF，与一台机器做的比过，一个字节不差。

照此推算（一台机器{_begins(shard)}每期{shard.each:.1f}秒；合成{_begins(join)}每期{join.each:.2f}秒），每版分{SHARDS}片：

| {EDITIONS}个版，每版{ISSUES}期 | 一台机器 | 全部 |
|---|---:|---:|
| 全部重做：一片（{ISSUES // SHARDS}期） | {_minutes(one)} | {EDITIONS * SHARDS}片，{_minutes(EDITIONS * SHARDS * one)} |
| 全部重做：合成一版 | {_minutes(joined)} | {_minutes(EDITIONS * joined)} |
| 全部重做，合计 | | {_minutes(anew)} |
| 每月各添一期，各片有上次的缓存 | {_minutes(monthly)} | {_minutes(EDITIONS * monthly)} |
| 片（合成以后就可以删） | {_size(packs.at(ISSUES / SHARDS))} | {_size(EDITIONS * packs.at(ISSUES, SHARDS))} |
| 网站 | {_size(site.at(ISSUES))} | {_size(EDITIONS * site.at(ISSUES))} |
| 印刷用的PDF | {_size(prints.at(ISSUES))} | {_size(EDITIONS * prints.at(ISSUES))} |
| 缓存 | {_size(cache.at(ISSUES))} | {_size(EDITIONS * cache.at(ISSUES))} |

全部重做，只在换了程序、主题或字体以后才要：一个版的{SHARDS}片同时做，再合成，从头到尾{_minutes(one + joined)}；同时有{EDITIONS}台机器，各做各的版，是{_minutes(SHARDS * one + joined)}。有几核，人手就有几个，时间大致照核数减。装程序、取稿件、传文件的时间没有算在内；照片多的，另加照片的字节。推算是直线，从{min(each.issues for each in tried)}到{max(each.issues for each in tried)}期量到{ISSUES}期，没有真的做过{ISSUES}期的{EDITIONS}个版。

{_too_large(site.at(ISSUES))}自己再算一遍：`python -m tests.benchmarks.publisher --page content/handbook/site.md`。
"""


def _begins(costs: Line) -> str:
    return f"开工{costs.once:.1f}秒，" if costs.once >= 0.05 else ""


def _busy(load: float) -> str:
    return "（有别的活在做，秒数偏多）" if load > (os.cpu_count() or 1) else ""


def _too_large(site: float) -> str:
    if site <= _PAGES_LIMIT:
        return ""
    return f"GitHub Pages上一个网站至多{_size(_PAGES_LIMIT)}，{ISSUES}期的一版放不下：请放在自己的主机上，或者旧的各年另做一个网站。\n\n"


def _minutes(seconds: float) -> str:
    return (
        f"{seconds:.1f}秒"
        if seconds < 60
        else f"{seconds / 60:.1f}分"
        if seconds < 6000
        else f"{seconds / 3600:.1f}小时"
    )


def _size(count: float) -> str:
    return (
        f"{count / 1e9:.1f}GB"
        if count >= 1e9
        else f"{count / 1e6:.0f}MB"
        if count >= 1e7
        else f"{count / 1e6:.1f}MB"
    )


def with_section(page: str, text: str) -> str:
    """The page with this section in place of the one under the same heading, or at its end."""
    before, _, rest = page.partition(f"\n{_HEADING}\n")
    _, mark, after = rest.partition("\n## ")
    return f"{before.rstrip()}\n\n{text.rstrip()}\n{mark}{after}"


def main(words: Sequence[str] | None = None) -> int:
    """Try, compute, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--issues", default="2,4,6", help="issues of each edition that is tried, two at least"
    )
    parser.add_argument("--page", type=Path, help="write the plan into this page")
    arguments = parser.parse_args(words)
    load, tried = os.getloadavg()[0], []
    sizes = [int(each) for each in arguments.issues.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        for seed, (name, issues) in enumerate(zip(_NAMES, sizes, strict=False), 1):
            tried.append(try_edition(Path(folder) / name, name, issues, seed))
            sys.stderr.write(f"{tried[-1]}\n")
    text = section(tried, date.today().isoformat(), load)
    sys.stdout.write(text)
    if arguments.page:
        arguments.page.write_text(with_section(arguments.page.read_text("utf-8"), text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
