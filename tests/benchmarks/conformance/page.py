"""The handbook's page 排版对照: what the cases ask, what each engine does, and why ours does otherwise where it does.

In: the cases and the outcomes of the engines. Out: Chinese Markdown. Our column comes first, so that a test can tell
whether the page says what the program does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from tests.benchmarks.conformance.cases import CASES, COMBINATIONS, EVERY, PLACE, Case, Kind
from tests.benchmarks.conformance.judging import Outcome
from tests.benchmarks.conformance.others import why

COMMAND = (
    "python -m tests.benchmarks.conformance --typst 装有typst的环境 --page content/handbook/conformance.md"
)
Columns = dict[str, list[Outcome]]
"""Outcomes of :data:`EVERY` case by the engine's name, ours first."""


def handbook_page(columns: Columns, day: str) -> str:
    """The whole page; ``day`` is when the other engines were measured."""
    ours, *others_named = columns
    sections = [
        f"### {group}\n\n" + "\n\n".join(_tables(list(cases), columns))
        for group, cases in groupby(enumerate(CASES), key=lambda pair: pair[1].group)
    ]
    return f"""---
title: 排版对照
---

# 排版对照

中文怎样断行、标点占多宽，有公开的要求：万维网联盟的[《中文排版需求》](https://www.w3.org/TR/clreq/)（下称CLREQ）、国家标准GB/T 15834《标点符号用法》，和[网页平台测试](https://github.com/web-platform-tests/wpt)（WPT）里中文断行、标点挤压、中西文间距的各项。这一页把它们写成{len(CASES)}个短例，逐个让本报的排行程序和另外几家排一遍，结果都列在下面。网页平台测试不是原样运行：取它所问的字和规则，放进同一种短句里，四家才能比。**本报不合的有{sum(not found.conforms for found in columns[ours])}例，每一例都写了理由，没有理由的0例。**两个标点相连的全部{len(COMBINATIONS)}种组合另外量过，只列合的数目；下面另外几家不合的例数把它们也算在内。

这张表由程序量出并写成：{day}，思源宋体（Noto Serif CJK SC），左齐；{"、".join(others_named)}。Chromium开了CSS里管中文的各项（`line-break: strict`、`text-spacing-trim: trim-start`、`text-autospace: normal`），WeasyPrint和Typst照中文的默认设置。

## 合多少

{chr(10).join(summary(columns))}

## 本报不合的和理由

{chr(10).join(deviations(columns[ours]))}

## 另外几家不合的和理由

{chr(10).join(others(columns))}

## 全部例子

“{PLACE}”是所问的地方，排的时候没有它。行长从短到长每隔半字量一次：“不可断”是没有一次行在这里结束，“可断”是至少有一次。宽以字（em）为单位：“宽”是一行里标点和空隙一共占多少，汉字和西文词本身不算；“行首宽”问的是第二行；“行末宽”是标点落在行末时占多少。✗是不合；“无字形”是那一家没有排出其中的字；“不可比”是那一家在这里断不成所问的行。

{(chr(10) * 2).join(sections)}

## 再量一遍

```
{COMMAND}
```

本报这一列，每次测试都重新排过，和这一页对照。
"""


def summary(columns: Columns) -> list[str]:
    """How many cases of each group an engine meets."""
    rows = _table_head(["组", "例"], columns, "---:")
    groups = [
        (group, [number for number, _case in cases])
        for group, cases in groupby(enumerate(CASES), key=lambda pair: pair[1].group)
    ]
    pairs = (COMBINATIONS[0].group, list(range(len(CASES), len(EVERY))))
    for group, numbers in [*groups, ("**一共**", list(range(len(CASES)))), pairs]:
        met = [str(sum(outcomes[number].conforms for number in numbers)) for outcomes in columns.values()]
        rows.append(f"| {group} | {len(numbers)} | " + " | ".join(met) + " |")
    return rows


def deviations(ours: Sequence[Outcome]) -> list[str]:
    """A line for each reason, with the cases that ours does not meet."""
    by_reason: dict[str, list[str]] = {}
    for case, outcome in zip(EVERY, ours, strict=True):
        if not outcome.conforms:
            told = f"`{case.text}`（{case.source}，{_asked(case)}，本报{outcome.shown}）"
            by_reason.setdefault(case.reason, []).append(told)
    return [f"- {reason}{len(told)}例：{'、'.join(told)}" for reason, told in by_reason.items()]


def others(columns: Columns) -> list[str]:
    """A line for each engine and reason; an empty reason says that none is known."""
    _ours, *names = columns
    found = Counter(
        (name, why(name, case))
        for name in names
        for case, outcome in zip(EVERY, columns[name], strict=True)
        if not outcome.conforms
    )
    return [f"- {_short(name)}，{count}例：{reason}" for (name, reason), count in found.items()]


def unexplained(columns: Columns) -> list[tuple[str, Case]]:
    """What no reason is known for, ours first."""
    ours = next(iter(columns))
    return [
        (name, case)
        for name, outcomes in columns.items()
        for case, outcome in zip(EVERY, outcomes, strict=True)
        if not outcome.conforms and not (case.reason if name == ours else why(name, case))
    ]


def our_cells(number: int, ours: Outcome) -> str:
    """The beginning of a case's row, up to our column."""
    case = CASES[number]
    return f"| `{case.text}` | {_asked(case)} | {_cell(ours)} |"


def _tables(cases: list[tuple[int, Case]], columns: Columns) -> list[str]:
    """A table for each source: file names in a column of their own leave no room."""
    head = _table_head(["例", "要求"], columns, "---")
    return [
        f"{source}\n\n" + "\n".join([*head, *(_row(number, columns) for number, _case in rows)])
        for source, rows in groupby(cases, key=lambda pair: pair[1].source)
    ]


def _table_head(first: list[str], columns: Columns, rule: str) -> list[str]:
    names = [*first, *map(_short, columns)]
    return [f"| {' | '.join(names)} |", "|---" * len(first) + f"|{rule}" * len(columns) + "|"]


def _short(name: str) -> str:
    """An engine's name without its version."""
    return name.partition(" ")[0]


def _row(number: int, columns: Columns) -> str:
    ours, *others = (outcomes[number] for outcomes in columns.values())
    return our_cells(number, ours) + "".join(f" {_cell(outcome)} |" for outcome in others)


def _cell(outcome: Outcome) -> str:
    return outcome.shown if outcome.conforms else f"{outcome.shown} ✗"


def _asked(case: Case) -> str:
    if case.kind in (Kind.KEEP, Kind.MAY):
        return str(case.kind.value)
    if case.low == case.high:
        return f"{case.kind.value} {_em(case.low)}"
    return f"{case.kind.value} {_em(case.low)}～{_em(case.high)}"


def _em(width: float) -> str:
    return f"{width:.3f}".removesuffix("0")
