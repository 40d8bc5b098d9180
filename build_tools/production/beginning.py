"""开期: the folder of a new issue, ready to write in.

In: the paper's folder and a name. Out: :class:`Begun`; what is there already is never touched.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.gathering import gather
from build_tools.model import Issue, Paper
from build_tools.readers import ISSUES, NAME, UNWRITTEN
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive

_SAMPLE = f"""---
headline: {UNWRITTEN}
# 下面各项可写可不写，不用的行删去：
# kicker: 引题，印在标题上面
# deck: 副题，印在标题下面
# byline: 张三            # 几个人写：[张三, 李四]
# weight: lead            # lead 头条，normal 一般（不写就是它），brief 简讯
# page: 2                 # 不按栏目排版时，指定第几版
# ad: true                # 广告，版面上会印“广告”二字
# 图片放进本期的 images/ 文件夹，在正文里单独占一段，写成：![图说](../images/文件名.jpg "摄影：某某")
# 文件名开头的数字管先后，后面的字变成网址；写好以后，把这个文件改成自己的名字。
---

第一段写最要紧的事：谁、什么时候、在哪里、做了什么。

## 小标题

第二段。
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """新的一期: its files, the sample article among them; ``refused`` says why there is none."""

    folder: Path
    files: tuple[Path, ...] = ()
    refused: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def begin_issue(root: Path, name: str, *, sample: bool = True, like: str = "") -> Begun:
    """Write the plan with the next total number and the month's dates, section folders and a sample article. Raises OSError.

    The pages are those of the issue ``like``: their titles, sections, notices, 版式 and 补白; "" is a page a section.
    """
    with exclusive(root / ISSUES / name):
        return _begun(root, name, sample, like)


def _begun(root: Path, name: str, sample: bool, like: str) -> Begun:
    gathered = gather(root)
    folder = root / ISSUES / name
    if gathered.paper is None:
        return Begun(folder, diagnostics=gathered.diagnostics)
    if not NAME.fullmatch(name):
        return Begun(folder, refused=f"期名“{name}”不是年-月，如 2021-03。")
    if folder.exists():
        return Begun(folder, refused=f"{ISSUES}/{name}/ 已经有了，什么也没有动。")
    pattern = next((each.issue for each in gathered.issues if each.issue.name == like), None)
    if like and pattern is None:
        return Begun(folder, refused=f"没有可照的一期：{ISSUES}/{like}/。")
    before = [numbered.issue for numbered in gathered.issues if numbered.issue.name < name]
    files = [folder / "issue.yml"]
    write_whole(files[0], _plan(name, gathered.paper, before, pattern).encode())
    for section in gathered.paper.sections:
        (folder / section.name).mkdir(parents=True)
    (folder / "images").mkdir()
    if sample:
        files.append(folder / gathered.paper.sections[0].name / "01-样稿.md")
        write_whole(files[1], _SAMPLE.encode())
    return Begun(folder, tuple(files))


def _plan(name: str, paper: Paper, before: list[Issue], pattern: Issue | None) -> str:
    last = before[-1] if before else None
    number = last.number + 1 if last else 1
    date = _date_like(last.date if last else None, name)
    deadline = _first_of_next_month(date)
    pages = _pages_of(paper) if pattern is None else _pages_like(pattern, paper)
    return (
        f"number: {number}                 # 总期号\n"
        f"date: {date}          # 出版日期\n"
        "pages:                    # 版，按印刷的先后；2版，或4的倍数\n" + "\n".join(pages) + "\n"
        "bounty:                   # 纠错有奖\n"
        f"  deadline: {deadline}    # 本期报错的截止日期\n"
        "  # winners:              # 上月的啄木鸟，有了就去掉 # 号填上\n"
        f"  #   month: {_month_before(name)}\n"
        "  #   best: [某某]\n"
        "  #   excellent: [某某, 某某]\n"
    )


def _pages_of(paper: Paper) -> list[str]:
    """A page a section, as far as a sheet of 2 or 4 pages has them: else neighbours share one, and a lone section has a page beside it."""
    names = [_quoted(section.name) for section in paper.sections]
    count = len(names) // 4 * 4 or 2
    shared: list[list[str]] = [[] for _ in range(count)]
    for place, name in enumerate(names):
        shared[place * count // len(names)].append(name)
    rows = [f"  - {{title: {own[0] if own else '综合'}, sections: [{', '.join(own)}]}}" for own in shared]
    # The monthly notice closes the last page.
    return [*rows[:-1], rows[-1].removesuffix("}") + ", notices: [bounty]}"]


def _pages_like(pattern: Issue, paper: Paper) -> list[str]:
    """The pages of another issue, without what was meant for its stories; sections that have come since are on the last."""
    known = [section.name for section in paper.sections]
    placed = {name for page in pattern.pages for name in page.sections}
    rows = []
    for page in pattern.pages:
        sections = [name for name in page.sections if name in known]
        if page is pattern.pages[-1]:
            sections += [name for name in known if name not in placed]
        parts = [f"title: {_quoted(page.title)}", f"sections: [{', '.join(map(_quoted, sections))}]"]
        parts += [f"notices: [{', '.join(page.notices)}]"] if page.notices else []
        parts += [f"template: {_quoted(page.template)}"] if page.template else []
        parts += [f"filler: {_quoted(page.filler)}"] if page.filler else []
        parts += [f"head: {_quoted(page.head)}"] if paper.head(page.head) else []
        rows.append(f"  - {{{', '.join(parts)}}}")
    return rows


def _quoted(words: str) -> str:
    """As YAML has it: plain where nothing in it could be read otherwise."""
    return words if re.fullmatch(r"[\u4e00-\u9fff]+", words) else json.dumps(words, ensure_ascii=False)


def _date_like(last: datetime.date | None, name: str) -> datetime.date:
    """The same weekday of the same week of the month as last time (a monthly's habit); else the second Monday."""
    first = datetime.date(int(name[:4]), int(name[5:]), 1)
    weekday, week = (last.weekday(), (last.day - 1) // 7) if last else (0, 1)
    start = first + datetime.timedelta(days=(weekday - first.weekday()) % 7)
    date = start + datetime.timedelta(weeks=week)
    return date if date.month == first.month else date - datetime.timedelta(weeks=1)


def _first_of_next_month(date: datetime.date) -> datetime.date:
    return (date.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def _month_before(name: str) -> str:
    first = datetime.date(int(name[:4]), int(name[5:]), 1)
    return f"{first - datetime.timedelta(days=1):%Y-%m}"
