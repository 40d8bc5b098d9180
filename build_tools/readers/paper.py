"""读报: the section ``plugins: - chenbao:`` of mkdocs.yml → :class:`Paper`, with every fault and its place."""

from __future__ import annotations

import posixpath
import re
import zoneinfo
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.pinyin import slug
from build_tools.model import (
    FOLDS,
    REGIMES,
    STANDARDS,
    BountyRules,
    Imprint,
    Paper,
    Plate,
    PressSettings,
    Section,
    TypeArea,
)
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.fillers import read_fillers
from build_tools.readers.links import links_leading_out
from build_tools.readers.plates import HEAD, read_plate
from build_tools.readers.topics import read_topics
from build_tools.readers.yaml_nodes import Entry, Mapping, Scalar, Sequence, YamlFault, YamlNode, read_yaml

PATH = "mkdocs.yml"
_WHOLE = ("site_url", "docs_dir")
"""What we need to know of MkDocs' own settings."""
_INHERIT = re.compile(r"""^INHERIT:\s*["']?([^"'#\n]+)""", re.MULTILINE)
_MOST_INHERITED = 10
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5
"""Of words with their ground: WCAG 2.2, 1.4.3."""
_PAGE_ADDRESS = re.compile(r"p[0-9]+")
# A section's name is the name of its folder, and beside it lie other things (contract §1).
_FOLDER = re.compile(r"[^/\\\0.][^/\\\0]{0,29}")
_ACCOUNT_LINK = re.compile(r"(?:https|weixin)://\S+")
_REPORT_TO = re.compile(r"mailto:[^\s@?&#]+@[^\s@?&#]+\.[^\s@?&#]+|https://[^\s/]+\.[^\s]+")
_DRAFTS = ("hide", "show")
_TAKEN = ("images", "printed", "bounty", "notices")


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """The paper, or None when mkdocs.yml says nothing of it, and every fault found."""

    paper: Paper | None
    diagnostics: tuple[Diagnostic, ...]
    drawn: tuple[tuple[str, Place], ...] = ()
    """Where it names its 刊头, by name, and under "" its 报头."""
    settings: tuple[str, ...] = (PATH,)
    """The files that were read: mkdocs.yml and what it inherits from."""


def read_paper(root: Path) -> ReadPaper:
    """Read mkdocs.yml in ``root``."""
    if not (root / PATH).is_file():
        return ReadPaper(None, (diagnose("SQ902", Place(PATH)),))
    files: list[tuple[str, str]] = []
    path = PATH
    while path and len(files) < _MOST_INHERITED:
        read = read_text(root, path)
        if read.text is None:
            return ReadPaper(None, read.diagnostics)
        files.append((path, read.text))
        path = _inherited(path, read.text)
    parsed = parse_paper(files[0][1], *files[1:])
    standing = (parsed.paper or Paper("", "", ())).standing
    outside = links_leading_out(root, standing)
    if parsed.paper is None:
        return replace(parsed, diagnostics=(*parsed.diagnostics, *outside))
    topics, found = read_topics(root, standing, parsed.paper.readings)
    fillers, faults = read_fillers(root, parsed.paper.standing)
    paper = replace(parsed.paper, topics=topics, fillers=fillers)
    places = dict(parsed.drawn)
    if paper.nameplate:
        plate, wrong = read_plate(root, paper.standing, "pictures", paper.nameplate.file, places[""])
        paper, faults = replace(paper, nameplate=plate), [*faults, *wrong]
    heads: list[tuple[str, Plate]] = []
    for name, head in paper.heads:
        use = replace(HEAD, key=name)
        plate, wrong = read_plate(root, paper.standing, "pictures", head.file, places[name], use)
        heads.append((name, plate or head))
        faults = [*faults, *wrong]
    paper = replace(paper, heads=tuple(heads))
    read_from = tuple(path for path, _ in files)
    return ReadPaper(paper, (*parsed.diagnostics, *found, *faults, *outside), settings=read_from)


def parse_paper(text: str, *inherited: tuple[str, str]) -> ReadPaper:
    """Text of mkdocs.yml → paper. ``inherited``: names and texts of what it inherits from (INHERIT), nearest first. Never raises."""
    node: YamlNode | None = None
    for path, written in reversed(((PATH, text), *inherited)):
        try:
            nearer = read_yaml(written, environment=True, path=path)
        except YamlFault as fault:
            place = Place(path, fault.line, fault.column)
            return ReadPaper(None, (diagnose("SQ202", place, problem=fault.problem),))
        node = _joined(nearer, node) if nearer and node else nearer or node
    settings = our_section(node)
    if settings is None:
        remedy = "在 plugins: 下写 - chenbao: 和报名、栏目。"
        return ReadPaper(None, (diagnose("SQ204", Place(PATH), key="plugins: - chenbao", remedy=remedy),))
    fields = Fields(settings, PATH, PLAN)
    paper = _paper(fields, *(_text(node, key) for key in _WHOLE))
    found = tuple(fields.finish())
    masthead, heads = fields.entries.get("masthead"), fields.section("heads").entries
    keys = {"": masthead.key} if masthead else {}
    keys |= {name: entry.key for name, entry in heads.items()}
    drawn = tuple((name, Place(key.path, key.line, key.column)) for name, key in keys.items())
    return ReadPaper(paper if paper.name and paper.sections else None, found, drawn)


def _inherited(path: str, text: str) -> str:
    """The file that a file of settings inherits from, from the paper's root; "" for none."""
    found = _INHERIT.search(text)
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1].strip())) if found else ""


def _paper(fields: Fields, site_url: str, docs_dir: str) -> Paper:
    fields.require("name", "写上报名，如 name: 社区晨报。")
    fields.require("sections", '写上栏目，如 sections: 下面一行 - {name: 要闻, colour: "#b3261e"}。')
    readings = _pairs(fields.section("readings"), fields)
    return Paper(
        name=fields.text("name"),
        edition=fields.text("edition"),
        code=fields.text("code"),
        sections=_sections(fields, dict(readings)),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        standing=posixpath.normpath(docs_dir) if docs_dir else "content",  # the contract's own place
        imprint=_imprint(fields),
        bounty=_bounty(fields),
        type_area=_type_area(fields),
        readings=dict(readings),
        names=fields.texts("names"),
        timezone=_timezone(fields),
        drafts=fields.choice("drafts", _DRAFTS, _DRAFTS[0]) == _DRAFTS[1],
        audio=fields.texts("audio"),
        regime=fields.choice("regime", REGIMES, REGIMES[0]),
        press=_press(fields),
        nameplate=Plate(named) if (named := fields.text("masthead")) else None,
        heads=tuple((name, Plate(file)) for name, file in _pairs(fields.section("heads"), fields)),
    )


def _timezone(fields: Fields) -> str:
    name, usual = fields.text("timezone"), Paper("", "", ()).timezone
    try:
        zoneinfo.ZoneInfo(name or usual)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        remedy = "写时区的国际名字，如 Asia/Shanghai、Asia/Urumqi；不写就是 Asia/Shanghai。"
        fields.wrong("timezone", f"没有叫“{name}”的时区。", remedy)
        return usual
    return name or usual


def _sections(plan: Fields, readings: dict[str, str]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for item in plan.sequence("sections"):
        fields = Fields(item, PATH, PLAN)
        fields.require("name", "写上栏目的名字。")
        name, colour = fields.text("name"), fields.text("colour") or "#000000"
        if not _COLOUR.fullmatch(colour):
            fields.wrong("colour", '应当是六位的颜色，如 "#b3261e"（要加引号）。')
            colour = "#000000"
        elif (contrast := _contrast_with_white(colour)) < _LEAST_CONTRAST:
            fields.report(
                "SQ225", fields.node("colour"), section=name, colour=colour, contrast=f"{contrast:.1f}"
            )
        address = fields.text("slug") or slug(name, readings)
        if name and (not _FOLDER.fullmatch(name) or name in _TAKEN):
            fields.wrong(
                "name",
                f"“{name}”不能作文件夹的名字。",
                "栏目的名字要短，不含斜线，不以点开头，也不叫 images、printed、bounty、notices。",
            )
        elif any(name == other.name for other in sections):
            fields.wrong("name", f"栏目“{name}”写了两次。", "只留一个。")
        elif name and (
            not re.fullmatch(r"[a-z0-9-]+", address)
            or _PAGE_ADDRESS.fullmatch(address)
            or any(address == other.slug for other in sections)
        ):
            fields.report("SQ223", item, section=name, address=address)
        elif name:
            sections.append(Section(name, colour, address))
        plan.absorb(fields)
    return tuple(sections)


def _contrast_with_white(colour: str) -> float:
    """As WCAG 2.2 reckons it, from 1 to 21."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    light = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 1.05 / (
        sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), light, strict=True)) + 0.05
    )


def _account_code(fields: Fields) -> str:
    found = fields.text("account_code")
    if found and (found.startswith(("/", "http")) or ".." in found.split("/")):
        fields.wrong(
            "account_code",
            f"“{found}”不是 content/ 里的图片。",
            "把公众号二维码的图片放进 content/pictures/，写成 pictures/文件名.png。",
        )
        return ""
    return found


def _account_link(fields: Fields) -> str:
    found = fields.text("account_link")
    if found and not _ACCOUNT_LINK.fullmatch(found):
        fields.wrong(
            "account_link",
            f"“{found}”不是网址。",
            "写成 https:// 开头的网址；没有就不写。",
        )
        return ""
    return found


def _bounty(plan: Fields) -> BountyRules:
    fields = plan.section("bounty")
    report_to = fields.text("report_to")
    if report_to and not _REPORT_TO.fullmatch(report_to):
        fields.wrong(
            "report_to",
            f"“{report_to}”不是邮址，也不是网址。",
            "写成 mailto:邮址 或 https:// 开头的网址；不写就由读者自己复制留言。",
        )
        report_to = ""
    rules = BountyRules(
        fields.text("account"),
        fields.number("reward") or 0,
        fields.number("gifts") or 0,
        report_to,
        _account_code(fields),
        _account_link(fields),
    )
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
        screen=fields.number("screen", 60, 200) or usual.screen,
        print_time=fields.text("print_time"),
        bundles=fields.text("bundles"),
    )
    plan.absorb(fields)
    return settings


def _pairs(fields: Fields, plan: Fields) -> tuple[tuple[str, str], ...]:
    pairs = tuple((key, fields.text(key)) for key in list(fields.entries))
    plan.absorb(fields)
    return pairs


def _joined(near: YamlNode, far: YamlNode) -> YamlNode:
    """As MkDocs joins settings with what they inherit: mappings key by key; of anything else the nearer counts, whole."""
    if not (isinstance(near, Mapping) and isinstance(far, Mapping)):
        return near
    behind = {entry.key.text: entry for entry in far.entries}
    own = tuple(
        replace(entry, value=_joined(entry.value, other.value))
        if (other := behind.get(entry.key.text))
        else entry
        for entry in near.entries
    )
    named = {entry.key.text for entry in near.entries}
    return replace(near, entries=(*own, *(each for each in far.entries if each.key.text not in named)))


def our_section(node: YamlNode | None) -> YamlNode | None:
    """What the settings say under ``- chenbao:``."""
    plugins = value_of(node, "plugins")
    for item in plugins.items if isinstance(plugins, Sequence) else ():
        if isinstance(item, Mapping) and item.entries and item.entries[0].key.text == "chenbao":
            return item.entries[0].value
    return value_of(plugins, "chenbao")


def value_of(node: YamlNode | None, key: str) -> YamlNode | None:
    """The value of a key."""
    entries: tuple[Entry, ...] = node.entries if isinstance(node, Mapping) else ()
    return next((entry.value for entry in entries if entry.key.text == key), None)


def _text(node: YamlNode | None, key: str) -> str:
    value = value_of(node, key)
    return value.text if isinstance(value, Scalar) else ""
