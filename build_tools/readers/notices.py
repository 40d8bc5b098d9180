"""常设启事: content/notices/<name>.md, in whatever folder MkDocs has its pages, with the issue's facts filled in, as articles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Article, Bounty, Kind, Paper, notice_template
from build_tools.readers.article import parse_article
from build_tools.readers.fields import nearest
from build_tools.readers.files import read_text
from build_tools.readers.pictures import resolve_pictures

_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,20})\}")


def known_notices(root: Path, paper: Paper) -> tuple[str, ...]:
    """The names of the notices that have a text."""
    return tuple(sorted(path.stem for path in (root / paper.standing / "notices").glob("*.md")))


def notice_values(paper: Paper, bounty: Bounty | None, corrections: Mapping[str, str]) -> dict[str, str]:
    """What each placeholder stands for in this issue; "" where there is nothing to say.

    ``corrections`` are the notice's own 更正 and 勘误, of earlier issues.
    """
    winners = bounty.winners if bounty else None
    return {
        "报名": paper.name,
        "版别": paper.edition,
        "公众号": paper.bounty.account,
        "奖金": str(paper.bounty.reward or ""),
        "名额": str(paper.bounty.gifts or ""),
        "截止日期": f"{bounty.deadline.year}年{bounty.deadline.month}月{bounty.deadline.day}日"
        if bounty
        else "",
        "上月": f"{int(winners.month[:4])}年{int(winners.month[5:])}月" if winners else "",
        "最佳啄木鸟": "、".join(winners.best) if winners else "",
        "优秀啄木鸟": "、".join(winners.excellent) if winners else "",
        "更正": corrections.get("更正", ""),
        "勘误": corrections.get("勘误", ""),
    }


def read_notice(
    root: Path, paper: Paper, folder: str, name: str, values: dict[str, str], asked: Place
) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """The notice ``name`` as an article of the issue in ``folder``; ``asked`` is where the plan names it.

    A paragraph with a placeholder that has no value is left out. Its pictures are the issue's own.
    """
    path, known = f"{paper.standing}/notices/{notice_template(name)}.md", known_notices(root, paper)
    if notice_template(name) not in known:
        return None, (diagnose("SQ213", asked, notice=name, path=path, suggestion=nearest(name, known)),)
    read = read_text(root, path)
    if read.text is None:
        return None, read.diagnostics
    filled, found = _fill(read.text, values, path)
    article, faults = parse_article(filled, path, f"notices/{name}", "", Kind.NOTICE, name)
    body, picture_faults = resolve_pictures(article.body, root / folder, f"notices/{name}.md", path)
    return replace(article, stem=name, body=body, standing=paper.standing), (*found, *faults, *picture_faults)


def _fill(text: str, values: dict[str, str], path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    found: list[Diagnostic] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        names = _PLACEHOLDER.findall(line)
        for name in names:
            if name not in values:
                place = Place(path, number, line.index("{" + name) + 1)
                found.append(diagnose("SQ221", place, placeholder=name, known="、".join(values)))
        empty = any(values.get(name) == "" for name in names)
        # The line is emptied, not dropped: places in the file stay true.
        lines.append("" if empty else _PLACEHOLDER.sub(lambda hit: values.get(hit[1], hit[0]), line))
    return "\n".join(lines), tuple(found)
