"""付印单: the job ticket that goes with the files, for people as one A4 page and for programs as JSON and XJDF.

In: what is printed, how, and the files. Out: HTML from theme/print/ticket.html, a JSON document, an XJDF text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from string import Template

from build_tools.model import FOLDS, NumberedIssue, Paper
from build_tools.press.imposition import SheetPlan, page_plan
from build_tools.press.preflight.separations import INKS

_FOLDS = {"nested": "套折", "separate": "每四版单折"}
_POINTS_A_MILLIMETRE = 72 / 25.4
_WEIGHT = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(?:克|g)")
XJDF_SPACE = "http://www.CIP4.org/JDFSchema_2_0"


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """交付的文件: ``page`` is 0 for the file of all pages and for the sheets; the digest is SHA-256 in hex."""

    name: str
    page: int
    size: int
    digest: str
    colours: tuple[str, ...] = ()
    heaviest: float = 0.0
    """Total ink of the worst spot of the page, in per cent."""
    sheets: bool = False
    """Whether it is the file of imposed sheets 大版."""

    @property
    def holds(self) -> str:
        """What it holds, for the table of files: the number of its page, 全 or 大版."""
        return "大版" if self.sheets else str(self.page or "全")


@dataclass(frozen=True, slots=True)
class JobTicket:
    """付印单. ``sample`` marks a 样报, of which nothing may be sold or distributed as the paper."""

    paper: Paper
    numbered: NumberedIssue
    version: int
    signed_by: str
    profile: str
    files: tuple[DeliveredFile, ...]
    sample: bool = False

    @property
    def title(self) -> str:
        """社区晨报·张庙版 2021-01."""
        return f"{self.paper.name}·{self.paper.edition}版 {self.numbered.issue.name}"


def ticket_document(ticket: JobTicket) -> dict[str, object]:
    """付印单 as plain values, all that the A4 page says."""
    paper, issue, press = ticket.paper, ticket.numbered.issue, ticket.paper.press
    return {
        "paper": paper.name,
        "edition": paper.edition,
        "regime": paper.regime,
        "issue": issue.name,
        "date": issue.date.isoformat(),
        "number": issue.number,
        "version": ticket.version,
        "sample": ticket.sample,
        "pages": len(issue.pages),
        "trim_mm": [paper.type_area.page_width, paper.type_area.page_height],
        "bleed_mm": press.bleed,
        "marks": press.marks,
        "fold": press.fold,
        "sheets": [
            {"outer": list(sheet.outer), "inner": list(sheet.inner)}
            for sheet in page_plan(len(issue.pages), press.fold)
        ],
        "spreads": [],
        "screen_lpi": press.screen,
        "stock": press.stock,
        "copies": press.copies,
        "standard": press.standard,
        "profile": ticket.profile,
        "ink_limit": press.ink_limit,
        "deadline": press.deadline,
        "print_time": press.print_time,
        "bundles": press.bundles,
        "delivery": press.delivery,
        "contact": press.contact,
        "imprint": dict(paper.imprint.given),
        "advertisements": sum(item.article.advertisement for item in ticket.numbered.articles),
        "signed_by": ticket.signed_by,
        "files": [_file_entry(file) for file in ticket.files],
    }


def _file_entry(file: DeliveredFile) -> dict[str, object]:
    return {
        "name": file.name,
        "page": file.page,
        "holds": file.holds,
        "bytes": file.size,
        "sha256": file.digest,
        "colours": list(file.colours),
        "heaviest_ink": file.heaviest,
    }


def ticket_html(ticket: JobTicket, template: str) -> str:
    """付印单 as the A4 page; ``template`` is the text of theme/print/ticket.html."""
    paper, issue, press = ticket.paper, ticket.numbered.issue, ticket.paper.press
    area, count = paper.type_area, len(issue.pages)
    product = {
        "版数": f"{count}版" + (f"（{count // 4}张）" if count % 4 == 0 else "（单张）"),
        "成品尺寸": f"每版{area.page_width:g}×{area.page_height:g}毫米，摊开{2 * area.page_width:g}×{area.page_height:g}毫米",
        "出血": f"{press.bleed:g}毫米" if press.bleed else "无",
        "裁切线": "有，在出血外" if press.marks else "无",
        "折法": "对折" if count == 4 else "不折" if count == 2 else _FOLDS[press.fold],
        "跨版": "无",
        "用纸": press.stock,
        "印数": press.copies,
        "印刷单位": paper.imprint.fact("印刷单位"),
        "刊号" if paper.regime == "cn" else "准印证": paper.imprint.fact(
            "国内统一连续出版物号" if paper.regime == "cn" else "准印证"
        ),
        "广告": f"{sum(item.article.advertisement for item in ticket.numbered.articles)}条",
    }
    colour = {
        "标准": f"{press.standard.upper()}，四色（CMYK），无专色；黑字 K100 叠印",
        "特性文件": ticket.profile,
        "总墨量": f"不多于{press.ink_limit}%；实测最高{max((file.heaviest for file in ticket.files), default=0):.0f}%",
        "加网": f"每英寸{press.screen}线",
        "各版色数": "，".join(f"第{file.page}版{len(file.colours)}色" for file in ticket.files if file.page),
    }
    delivery = {
        "收文件时限": press.deadline,
        "开印": press.print_time,
        "打捆": press.bundles,
        "送达": press.delivery,
        "联系人": press.contact,
    }
    return Template(template).substitute(
        title=escape(ticket.title),
        date=issue.date.isoformat(),
        paper=escape(f"{paper.name}·{paper.edition}版"),
        mark='　<span class="sample">样报，不发行</span>' if ticket.sample else "",
        day=f"{issue.date.year}年{issue.date.month}月{issue.date.day}日",
        number=issue.number,
        version=ticket.version,
        product=_rows(product),
        plan=_plan(ticket),
        colour=_rows(colour),
        files="".join(_file_row(file) for file in ticket.files),
        delivery=_rows(delivery),
        signed_by=escape(ticket.signed_by),
    )


def _rows(facts: dict[str, str]) -> str:
    """Two facts a row, to keep the ticket on one page."""
    cells = [f"<th>{escape(label)}</th><td>{escape(value) or '—'}</td>" for label, value in facts.items()]
    if len(cells) < 6:
        return "".join(f"<tr>{cell}</tr>" for cell in cells)
    pairs = [cells[index : index + 2] for index in range(0, len(cells), 2)]
    return "".join(
        f"<tr>{''.join(pair)}{'<th></th><td></td>' if len(pair) == 1 else ''}</tr>" for pair in pairs
    )


def _plan(ticket: JobTicket) -> str:
    sheets = page_plan(len(ticket.numbered.issue.pages), ticket.paper.press.fold)
    return "".join(
        f"<figure>第{index}张　外{_side(sheet.outer)}内{_side(sheet.inner)}</figure>"
        for index, sheet in enumerate(sheets, 1)
    )


def _side(pages: tuple[int, int]) -> str:
    cells = "".join(f"<b>{page or '　'}</b>" for page in pages)
    return f'<span class="side">{cells}</span>'


def _file_row(file: DeliveredFile) -> str:
    return f'<tr><td><code>{escape(file.name)}</code></td><td class="n">{file.holds}</td><td class="n">{file.size}</td><td><code>{file.digest}</code></td></tr>'


def ticket_xjdf(ticket: JobTicket) -> str:
    """付印单 as XJDF 2.1 (CIP4): product, stock, colour, ink limit, folding, delivery and the files. Lengths in points.

    What has no place of its own there (ink limit, profile, free words of the shop) stands in GeneralID and Comment.
    """
    paper, issue, press = ticket.paper, ticket.numbered.issue, ticket.paper.press
    plan = page_plan(len(issue.pages), press.fold)
    resources = (
        _set("CustomerInfo", f'<CustomerInfo CustomerJobName="{_attribute(ticket.title)}"/>'),
        _set("Media", _stock(press.stock), descriptive=press.stock),
        _set(
            "ColorantControl",
            '<ColorantControl ColorantParams="Cyan Magenta Yellow Black" ProcessColorModel="DeviceCMYK"/>',
        ),
        _set(
            "ScreeningParams",
            f'<ScreeningParams><ScreenSelector Frequency="{press.screen}" ScreeningType="AM"/></ScreeningParams>',
        ),
        _set("FoldingParams", f'<FoldingParams FoldCatalog="{_fold(len(issue.pages))}"/>'),
        _files(ticket, len(plan)),
    )
    facts = {"InkLimit": str(press.ink_limit), "OutputProfile": ticket.profile, "Standard": press.standard}
    said = {"收文件时限": press.deadline, "开印": press.print_time, "打捆": press.bundles}
    said |= {"送达": press.delivery, "联系人": press.contact, "版序": "；".join(each.said for each in plan)}
    words = "；".join(f"{label}：{value}" for label, value in said.items() if value)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<XJDF xmlns="{XJDF_SPACE}" Version="2.1" JobID="{paper.code}_{issue.date:%Y%m%d}_{issue.number:03d}" '
        f'JobPartID="v{ticket.version}" DescriptiveName="{_attribute(ticket.title)}" Types="Product">\n'
        f'  <Comment Type="Instruction">{escape(words)}</Comment>\n'
        + "".join(
            f'  <GeneralID IDUsage="{key}" IDValue="{_attribute(value)}"/>\n' for key, value in facts.items()
        )
        + f"  <ProductList>{_product(ticket, plan)}</ProductList>\n{''.join(resources)}</XJDF>\n"
    )


def _product(ticket: JobTicket, plan: tuple[SheetPlan, ...]) -> str:
    """The newspaper as its buyer knows it; every sheet is folded once and put into or upon the others."""
    paper, issue, press = ticket.paper, ticket.numbered.issue, ticket.paper.press
    width, height, bleed = (
        round(value * _POINTS_A_MILLIMETRE, 3)
        for value in (paper.type_area.page_width, paper.type_area.page_height, press.bleed)
    )
    order = "None" if len(plan) == 1 else "Collecting" if press.fold == FOLDS[0] else "Gathering"
    inks = {colour for file in ticket.files for colour in file.colours}
    used = " ".join(ink for ink in INKS if ink in inks) or "Black"
    surfaces = "".join(f'<SurfaceColor ColorsUsed="{used}" Surface="{side}"/>' for side in ("Front", "Back"))
    intents = {
        "LayoutIntent": f'<LayoutIntent Bleed="{bleed:g}" FinishedDimensions="{width} {height} 0" '
        f'Pages="{len(issue.pages)}" Sides="TwoSidedHeadToHead" SpreadType="SinglePage"/>',
        "ColorIntent": f"<ColorIntent>{surfaces}</ColorIntent>",
        "MediaIntent": _stock(press.stock).replace("<Media ", "<MediaIntent "),
        "FoldingIntent": f'<FoldingIntent FoldCatalog="{_fold(len(issue.pages))}"/>',
        "BindingIntent": f'<BindingIntent BindingOrder="{order}" BindingType="None"/>',
        "ProductionIntent": '<ProductionIntent PrintProcess="OffsetLithography"/>',
    }
    amount = f' Amount="{press.copies}"' if press.copies.isdecimal() and press.copies.isascii() else ""
    return f'<Product IsRoot="true" ProductType="Newspaper"{amount}>{_intents(intents)}</Product>'


def _intents(intents: dict[str, str]) -> str:
    return "".join(f'<Intent Name="{name}">{content}</Intent>' for name, content in intents.items())


def _stock(stock: str) -> str:
    weight = _WEIGHT.search(stock)
    grams = f' Weight="{weight[1]}"' if weight else ""
    return f'<Media MediaType="Paper" MediaTypeDetails="Newsprint"{grams}/>'


def _fold(pages: int) -> str:
    """折页目录: a leaf, or sheets of four pages that are each folded once, however many lie in one another."""
    return "F2-1" if pages == 2 else "F4-1"


def _files(ticket: JobTicket, count: int) -> str:
    """The pages in order of running, and the sheets by side; the file of all pages is named by the page files' set."""
    whole = next((file.name for file in ticket.files if not file.page and not file.sheets), "")
    pages = "".join(
        f'<Resource DescriptiveName="第{file.page}版"><Part RunIndex="{index} {index}"/>{_run(file, 0)}</Resource>'
        for index, file in enumerate(each for each in ticket.files if each.page)
    )
    described = f' DescriptiveName="{_attribute(whole)}"' if whole else ""
    found = f'  <ResourceSet{described} Name="RunList" ProcessUsage="Document" Usage="Input">{pages}</ResourceSet>\n'
    for file in ticket.files:
        if file.sheets:
            sides = "".join(
                f'<Resource><Part SheetName="S{index // 2 + 1}" Side="{("Front", "Back")[index % 2]}"/>'
                f"{_run(file, index)}</Resource>"
                for index in range(2 * count)
            )
            found += (
                f'  <ResourceSet Name="RunList" ProcessUsage="Surface" Usage="Input">{sides}</ResourceSet>\n'
            )
    return found


def _set(name: str, content: str, descriptive: str = "") -> str:
    said = f' DescriptiveName="{_attribute(descriptive)}"' if descriptive else ""
    inner = f"<Resource{said}>{content}</Resource>"
    return f'  <ResourceSet Name="{name}" Usage="Input">{inner}</ResourceSet>\n'


def _run(file: DeliveredFile, page: int) -> str:
    spec = f'CheckSum="{file.digest}" FileSize="{file.size}" MimeType="application/pdf" URL="{_attribute(file.name)}"'
    return f'<RunList NPage="1" Pages="{page} {page}"><FileSpec {spec}/></RunList>'


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def checksums(files: Iterable[DeliveredFile]) -> str:
    """sha256sum.txt, as ``sha256sum -c`` reads it."""
    return "".join(f"{file.digest}  {file.name}\n" for file in files)
