"""期刊计划: issue.yml → the plan of an issue, with every fault and its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import TEMPLATES, Bounty, PagePlan, Paper, Pin, Plate, Winners
from build_tools.readers.fields import PLAN, Fields, nearest
from build_tools.readers.files import read_text
from build_tools.readers.pins import SHOWN, parse_pin
from build_tools.readers.plates import read_plate
from build_tools.readers.yaml_nodes import Scalar, Sequence, YamlFault, YamlNode, read_yaml

WORDS_FOR_FILLERS = ("随手记", "不用")
"""What a plan may say of 补白 besides the names of the paper's own: ruled lines for readers' notes, none."""
_ALIASES = {"总期号": "number", "日期": "date", "版": "pages"}


@dataclass(frozen=True, slots=True)
class Plan:
    """issue.yml as it stands; ``marks`` are the places of its keys (``pages``, ``page 2``, ``notice bounty``)."""

    number: int
    date: datetime.date
    pages: tuple[PagePlan, ...]
    bounty: Bounty | None
    specimen: str
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    nameplate: Plate | None = None


def read_plan(root: Path, folder: str, name: str, paper: Paper) -> tuple[Plan | None, list[Diagnostic]]:
    """Read ``folder``/issue.yml; None when it is not there or cannot be read at all."""
    path = f"{folder}/issue.yml"
    if not (root / path).is_file():
        return None, [diagnose("SQ201", Place(path), issue=name)]
    read = read_text(root, path)
    if read.text is None:
        return None, list(read.diagnostics)
    plan, found = parse_plan(read.text, path, paper)
    if plan and plan.nameplate:
        place = Place(path, *plan.marks["masthead"])
        plate, faults = read_plate(root, folder, "images", plan.nameplate.file, place)
        plan, found = replace(plan, nameplate=plate), [*found, *faults]
    return plan, found


def parse_plan(text: str, path: str, paper: Paper) -> tuple[Plan | None, list[Diagnostic]]:
    """Text → plan. Never raises; None without a date or pages."""
    try:
        node = read_yaml(text)
    except YamlFault as fault:
        return None, [diagnose("SQ202", Place(path, fault.line, fault.column), problem=fault.problem)]
    fields = Fields(node, path, PLAN, aliases=_ALIASES)
    fields.require("number", "写上总期号，如 number: 1。")
    fields.require("date", "写上出版日期，如 date: 2021-01-11。")
    fields.require("pages", "写上各版，如 pages: 下面一行 - {title: 要闻, sections: [要闻]}。")
    marks = dict(fields.marks)
    number, date = fields.number("number", 1), fields.date("date")
    pages = tuple(
        _page(item, index, fields, paper, marks) for index, item in enumerate(fields.sequence("pages"), 1)
    )
    for kind, twice in _twice(pages):
        fields.wrong(
            "pages",
            f"{kind}“{twice}”排了两次。",
            "只在一处写它；要把一篇稿件排到别的版，在那篇的题头写 page: 版序。",
        )
    bounty, specimen, named = _bounty(fields), fields.text("specimen"), fields.text("masthead")
    found = fields.finish()
    if number is None or date is None or not pages:
        return None, found
    nameplate = Plate(named) if named else None
    return Plan(number, date, pages, bounty, specimen, marks, nameplate), found


def _page(
    node: YamlNode, index: int, plan: Fields, paper: Paper, marks: dict[str, tuple[int, int]]
) -> PagePlan:
    fields = Fields(node, plan.path, PLAN)
    fields.require("title", "写上版名，如 title: 要闻。")
    marks[f"page {index}"] = (node.line, node.column)
    for key in ("sections", "notices"):
        _mark_items(fields.entries[key].value if key in fields.entries else None, key[:-1], marks)
    known = [section.name for section in paper.sections]
    for section in fields.texts("sections"):
        if section not in known:
            place = fields.entries["sections"].value
            fields.report("SQ207", _item(place, section), section=section, suggestion=nearest(section, known))
    filler = fields.text("filler")
    fillers = [*(each.name for each in paper.fillers), *WORDS_FOR_FILLERS]
    if filler and filler not in fillers:
        place = fields.entries["filler"].value
        fields.report("SQ563", place, name=filler, suggestion=nearest(filler, fillers))
        filler = ""
    page = PagePlan(
        index,
        fields.text("title"),
        fields.texts("sections"),
        fields.texts("notices"),
        _layout(fields),
        filler,
        _template(fields),
        tuple(_pins(fields)),
        _head(fields, paper),
    )
    plan.absorb(fields)
    return page


def _template(fields: Fields) -> str:
    name = fields.text("template")
    if name and name not in TEMPLATES:
        fields.report("SQ570", fields.entries["template"].value, name=name, known="、".join(TEMPLATES))
        return ""
    return name


def _head(fields: Fields, paper: Paper) -> str:
    """刊头 across the page: one of the paper's."""
    name, known = fields.text("head"), [each for each, _ in paper.heads]
    if name and name not in known:
        fields.report("SQ585", fields.entries["head"].value, name=name, known="、".join(known) or "（无）")
        return ""
    return name


def _pins(fields: Fields) -> Iterator[Pin]:
    for text in fields.texts("pins"):
        pin = parse_pin(text)
        if isinstance(pin, Pin):
            yield pin
        else:
            place = _item(fields.entries["pins"].value, text)
            fields.report("SQ568", place, pin=text, part=pin, shown=SHOWN)


def _twice(pages: tuple[PagePlan, ...]) -> list[tuple[str, str]]:
    named = [("栏目", name) for page in pages for name in page.sections] + [
        ("启事", name) for page in pages for name in page.notices
    ]
    return [each for index, each in enumerate(named) if each in named[:index]]


def _layout(fields: Fields) -> tuple[str, ...]:
    node = fields.node("layout")
    if isinstance(node, Scalar):
        return tuple(row.strip() for row in re.split(r"\s+", node.text) if row.strip())
    return fields.texts("layout")


def _bounty(plan: Fields) -> Bounty | None:
    if plan.node("bounty") is None:
        return None
    fields = plan.section("bounty")
    fields.require("deadline", "写上纠错的截止日期，如 deadline: 2021-02-01。")
    deadline = fields.date("deadline")
    winners = _winners(fields)
    plan.absorb(fields)
    return Bounty(deadline, winners) if deadline else None


def _winners(bounty: Fields) -> Winners | None:
    if bounty.node("winners") is None:
        return None
    fields = bounty.section("winners")
    fields.require("month", "写上得奖的月份，如 month: 2020-12。")
    month = fields.text("month")
    if month and not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month):
        fields.wrong("month", "应当是年-月，如 2020-12。")
        month = ""
    winners = Winners(month, fields.people("best", "，、"), fields.people("excellent", "，、"))
    bounty.absorb(fields)
    return winners if month else None


def _mark_items(node: YamlNode | None, kind: str, marks: dict[str, tuple[int, int]]) -> None:
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Scalar):
            marks.setdefault(f"{kind} {item.text}", (item.line, item.column))


def _item(node: YamlNode, text: str) -> YamlNode:
    items = node.items if isinstance(node, Sequence) else ()
    return next((item for item in items if isinstance(item, Scalar) and item.text == text), node)
