"""The figures in words: a table for the terminal, and the handbook's page for editors of large archives.

In: ``Results``. Out: Chinese Markdown. The page says what each engine had to do, on what machine and on which day, and
what was not met, in the same breath as what was.
"""

from __future__ import annotations

from tests.benchmarks.building.marks import Verdict, factor, judge
from tests.benchmarks.building.results import (
    COLD,
    EDITED,
    MATERIAL,
    NOTHING,
    OURS,
    PRINT_COLD,
    PRINT_WARM,
    TYPST,
    ZENSICAL,
    Results,
)

_ROWS = (
    (OURS, COLD, "晨报：全部重做"),
    (OURS, EDITED, "晨报：改一篇"),
    (OURS, NOTHING, "晨报：什么也没改"),
    (MATERIAL, COLD, "mkdocs-material：全部重做"),
    (MATERIAL, EDITED, "mkdocs-material：改一篇"),
    (ZENSICAL, COLD, "Zensical：全部重做"),
    (ZENSICAL, EDITED, "Zensical：改一篇"),
    (ZENSICAL, NOTHING, "Zensical：什么也没改"),
)
_COMMAND = "python -m tests.benchmarks.building --issues 12,120 --repeat 2 --json 结果.json --plot content/pictures/speed.svg --page content/handbook/speed.md"


def summary(results: Results) -> str:
    """For the terminal: seconds, then marks."""
    return "\n".join([*_seconds(results), "", *_verdicts(judge(results)), "", *_print(results), ""])


def handbook_page(results: Results, picture: str) -> str:
    """The whole page; ``picture`` is the plot's address as seen from it."""
    machine = results.machine
    return f"""---
title: 有多快
---

# 有多快

存档一年比一年厚，做报纸不该一年比一年慢。本系统以期为单位记账：一期的稿件、版面和设置没有变，就不再读、不再排、不再写。改一篇，只重做它的那一页、它那一期的各表，以及首页、订阅和搜索里与它有关的部分。{_growth(results)}

![做网站的时间与期数]({picture})

下面的表和图由程序测出并写成：{results.date}，{machine["processor"]}处理器{machine["cores"]}核，内存{machine["memory"].replace(" ", "")}，{machine["system"]}，Python {machine["python"]}；开始测时机器的负载为{machine["load"]}。机器不同，秒数就不同，要看的是同一次测量里的比例。

## 秒数

{chr(10).join(_seconds(results))}

秒数是钟表走过的时间，{_repeats(results)}取中位数；斜线后是处理器用去的秒数。每次都是新开的进程。

## 定下的标准

{chr(10).join(_verdicts(judge(results)))}

{_closing(results)}"""


def _growth(results: Results) -> str:
    """How much longer an edit takes in the thickest archive than in the thinnest."""
    sizes = results.sizes(OURS, EDITED)
    thin, thick = (
        (results.find(OURS, EDITED, size) for size in (sizes[0], sizes[-1])) if sizes else (None, None)
    )
    if not thin or not thick or len(sizes) == 1:
        return ""
    return f"改一篇，{sizes[0]}期的存档用{_three(thin.wall)}秒，{sizes[-1]}期的用{_three(thick.wall)}秒。"


def _closing(results: Results) -> str:
    named = {MATERIAL: "mkdocs-material", ZENSICAL: "Zensical", TYPST: "Typst"}
    versions = "，".join(f"{named[name]} {version}" for name, version in results.versions.items())
    return f"""## 怎样比的

- 稿件：由样报的句子拼成的仿真稿，每期16篇，约12000字。三个程序做的是同样的字。
- mkdocs-material和Zensical：每篇一页普通的Markdown，外加一个首页；设置相同，只开`navigation.prune`和搜索，mkdocs-material另装jieba分词。不联网取字体。mkdocs-material没有增量构建（`--dirty`会丢掉搜索里别的页），改一篇就是全部重做。
- 晨报：`chenbao build --web`，做出完整的网站：除各篇外，还有各期、各栏、稿号、订阅、分享等页，检查全部稿件，搜索到字。比另外两家多做的，没有扣除。
- 全部重做以前，拿走上一次的产物和缓存（不删：刚删过几千个文件的磁盘，写新文件会慢几倍）；操作系统自己的文件缓存不清。
- 版本：{versions or "没有比别家"}。{_missing(results)}

{chr(10).join(_print(results))}

## 自己再测一遍

```
{_COMMAND}
```

第一次会把别家的程序装到系统的临时文件夹里，不动本系统。机器上没有别的活，要用六七分钟；只测自己，加`--only chenbao`；连五十年的存档也测，写`--issues 12,120,600`，要用半个多钟头。
"""


def _seconds(results: Results) -> list[str]:
    sizes = sorted({each.issues for each in results.samples if each.task in (COLD, EDITED, NOTHING)})
    rows = ["| 秒 | " + " | ".join(f"{size}期" for size in sizes) + " |", "|---|" + "---:|" * len(sizes)]
    for engine, task, name in _ROWS:
        if results.sizes(engine, task):
            rows.append(
                f"| {name} | " + " | ".join(_cell(results, engine, task, size) for size in sizes) + " |"
            )
    return rows


def _cell(results: Results, engine: str, task: str, issues: int) -> str:
    sample = results.find(engine, task, issues)
    if sample is None:
        return "超过10分钟" if f"{engine} {issues}" in results.failed else "没有测"
    return f"{_three(sample.wall)}／{_three(sample.cpu)}"


def _verdicts(verdicts: list[Verdict]) -> list[str]:
    rows = ["| 比什么 | 测得 | 标准 | |", "|---|---:|---:|---|"]
    for each in verdicts:
        rows.append(
            f"| {each.asked} | {_three(each.figure)}{each.unit or '倍'} | 不超过{each.mark:g}{each.unit or '倍'} | {each.word} |"
        )
    return rows


def _print(results: Results) -> list[str]:
    """What is said of Typst; nothing when it was not measured."""
    cold, warm, times = (
        results.find(TYPST, PRINT_COLD, 1),
        results.find(TYPST, PRINT_WARM, 1),
        factor(results),
    )
    if not cold or not warm:
        return []
    ratio = f"晨报排一期、连它的网站一起做，用的时间是它的{_three(times)}倍。" if times else ""
    return [
        f"印刷方面，排版程序Typst把同一期的字在同样大的四个版上排一遍，要{_three(cold.wall)}秒；开着不关，改一篇再排，要{_three(warm.wall)}秒。它不拼版，不编号，不查错，只是按栏排下去。{ratio}"
    ]


def _repeats(results: Results) -> str:
    most = max((len(each.costs) for each in results.samples), default=0)
    once = any(len(each.costs) < most for each in results.samples if each.task == COLD)
    return f"每项轮流测{most}次" + ("（别家在大存档上只测1次）" if once else "") + "，"


def _missing(results: Results) -> str:
    return (
        "装不上、没有比的："
        + "、".join(sorted(name for name in results.failed if name in (MATERIAL, ZENSICAL, TYPST)))
        + "。"
        if any(name in results.failed for name in (MATERIAL, ZENSICAL, TYPST))
        else ""
    )


def _three(value: float | None) -> str:
    """Two significant digits for what is small, whole numbers for what is large."""
    assert value is not None
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
