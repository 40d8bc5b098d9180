"""读报: the section ``plugins: - chenbao:`` of mkdocs.yml → :class:`Paper`, with every fault and its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.pinyin import slug
from build_tools.model import FOLDS, REGIMES, STANDARDS, BountyRules, Imprint, Paper, PressSettings, Section, TypeArea
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.yaml_nodes import Entry, Mapping, Scalar, Sequence, YamlFault, YamlNode, read_yaml

PATH = "mkdocs.yml"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PAGE_ADDRESS = re.compile(r"p[0-9]+")
# A section's name is the name of its folder, and beside it lie other things (contract §1).
_FOLDER = re.compile(r"[^/\\\0.][^/\\\0]{0,29}")
_REPORT_TO = re.compile(r"mailto:[^\s@?&#]+@[^\s@?&#]+\.[^\s@?&#]+|https://[^\s/]+\.[^\s]+")
_TAKEN = ("images", "printed", "bounty", "notices")


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """The paper, or None when mkdocs.yml says nothing of it, and every fault found."""

    paper: Paper | None
    diagnostics: tuple[Diagnostic, ...]


def read_paper(root: Path) -> ReadPaper:
    """Read mkdocs.yml in ``root``."""
    if not (root / PATH).is_file():
        return ReadPaper(None, (diagnose("SQ902", Place(PATH)),))
    read = read_text(root, PATH)
    return ReadPaper(None, read.diagnostics) if read.text is None else parse_paper(read.text)


def parse_paper(text: str) -> ReadPaper:
    """Text of mkdocs.yml → paper. Never raises."""
    try:
        node = read_yaml(text)
    except YamlFault as fault:
        return ReadPaper(None, (diagnose("SQ202", Place(PATH, fault.line, fault.column), problem=fault.problem),))
    settings = _our_section(node)
    if settings is None:
        remedy = "在 plugins: 下写 - chenbao: 和报名、栏目。"
        return ReadPaper(None, (diagnose("SQ204", Place(PATH), key="plugins: - chenbao", remedy=remedy),))
    fields = Fields(settings, PATH, PLAN)
    paper = _paper(fields, _text(node, "site_url"))
    found = tuple(fields.finish())
    return ReadPaper(paper if paper.name and paper.sections else None, found)


def _paper(fields: Fields, site_url: str) -> Paper:
    fields.require("name", "写上报名，如 name: 社区晨报。")
    fields.require("sections", "写上栏目，如 sections: 下面一行 - {name: 要闻, colour: \"#b3261e\"}。")
    readings = _pairs(fields.section("readings"), fields)
    return Paper(
        name=fields.text("name"),
        edition=fields.text("edition"),
        code=fields.text("code"),
        sections=_sections(fields, dict(readings)),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        imprint=_imprint(fields),
        bounty=_bounty(fields),
        type_area=_type_area(fields),
        readings=dict(readings),
        names=fields.texts("names"),
        regime=fields.choice("regime", REGIMES, REGIMES[0]),
        press=_press(fields),
    )


def _sections(plan: Fields, readings: dict[str, str]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for item in plan.sequence("sections"):
        fields = Fields(item, PATH, PLAN)
        fields.require("name", "写上栏目的名字。")
        name, colour = fields.text("name"), fields.text("colour") or "#000000"
        if not _COLOUR.fullmatch(colour):
            fields.wrong("colour", "应当是六位的颜色，如 \"#b3261e\"（要加引号）。")
            colour = "#000000"
        address = fields.text("slug") or slug(name, readings)
        if name and (not _FOLDER.fullmatch(name) or name in _TAKEN):
            fields.wrong("name", f"“{name}”不能作文件夹的名字。", "栏目的名字要短，不含斜线，不以点开头，也不叫 images、printed、bounty、notices。")
        elif any(name == other.name for other in sections):
            fields.wrong("name", f"栏目“{name}”写了两次。", "只留一个。")
        elif name and (not re.fullmatch(r"[a-z0-9-]+", address) or _PAGE_ADDRESS.fullmatch(address) or any(address == other.slug for other in sections)):
            fields.report("SQ223", item, section=name, address=address)
        elif name:
            sections.append(Section(name, colour, address))
        plan.absorb(fields)
    return tuple(sections)


def _bounty(plan: Fields) -> BountyRules:
    fields = plan.section("bounty")
    report_to = fields.text("report_to")
    if report_to and not _REPORT_TO.fullmatch(report_to):
        fields.wrong("report_to", f"“{report_to}”不是邮址，也不是网址。", "写成 mailto:邮址 或 https:// 开头的网址；不写就由读者自己复制留言。")
        report_to = ""
    rules = BountyRules(fields.text("account"), fields.number("reward") or 0, fields.number("gifts") or 0, report_to)
    plan.absorb(fields)
    return rules


def _type_area(plan: Fields) -> TypeArea:
    fields, usual = plan.section("type"), TypeArea()
    area = TypeArea(
        page_width=fields.measure("page_width", usual.page_width, 150, 420),
        page_height=fields.measure("page_height", usual.page_height, 200, 600),
        columns=fields.number("columns", 2, 10) or usual.columns,
        characters=fields.number("characters", 6, 40) or usual.characters,
        gap=fields.measure("gap", usual.gap, 0.5, 4),
        size=fields.measure("size", usual.size, 6, 24),
        leading=fields.measure("leading", usual.leading, 7, 48),
        lines=fields.number("lines", 20, 200) or usual.lines,
    )
    plan.absorb(fields)
    return area


def _imprint(plan: Fields) -> Imprint:
    fields = plan.section("imprint")
    return Imprint(_pairs(fields, plan), fields.marks)


def _press(plan: Fields) -> PressSettings:
    fields, usual = plan.section("press"), PressSettings()
    settings = PressSettings(
        standard=fields.choice("standard", STANDARDS, usual.standard),
        profile=fields.exact("profile") or usual.profile,
        ink_limit=fields.number("ink_limit", 150, 400) or usual.ink_limit,
        bleed=fields.measure("bleed", usual.bleed, 0, 10),
        marks=fields.truth("marks"),
        fold=fields.choice("fold", FOLDS, usual.fold),
        copies=fields.text("copies"),
        stock=fields.text("stock"),
        delivery=fields.text("delivery"),
        contact=fields.text("contact"),
        deadline=fields.text("deadline"),
    )
    plan.absorb(fields)
    return settings


def _pairs(fields: Fields, plan: Fields) -> tuple[tuple[str, str], ...]:
    pairs = tuple((key, fields.text(key)) for key in list(fields.entries))
    plan.absorb(fields)
    return pairs


def _our_section(node: YamlNode | None) -> YamlNode | None:
    plugins = _value(node, "plugins")
    for item in plugins.items if isinstance(plugins, Sequence) else ():
        if isinstance(item, Mapping) and item.entries and item.entries[0].key.text == "chenbao":
            return item.entries[0].value
    return _value(plugins, "chenbao")


def _value(node: YamlNode | None, key: str) -> YamlNode | None:
    entries: tuple[Entry, ...] = node.entries if isinstance(node, Mapping) else ()
    return next((entry.value for entry in entries if entry.key.text == key), None)


def _text(node: YamlNode | None, key: str) -> str:
    value = _value(node, key)
    return value.text if isinstance(value, Scalar) else ""
