"""The job ticket says the same to people and to programs."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from build_tools.model import FOLDS, NumberedIssue, PressSettings
from build_tools.press.ticket import (
    XJDF_SPACE,
    DeliveredFile,
    JobTicket,
    checksums,
    ticket_document,
    ticket_html,
    ticket_xjdf,
)
from build_tools.typesetting.forms import draw_form
from tests.factories import make_issue, make_paper
from tests.press.xjdf_facts import breaches

_TEMPLATE = (Path(__file__).parents[2] / "theme/print/ticket.html").read_text("utf-8")
_FILE = DeliveredFile("ZMCB_20210111_001_A01_v1.pdf", 1, 1000, "ab" * 32, ("Black",), 203.0)
_PAPER = replace(
    make_paper(),
    code="ZMCB",
    press=PressSettings(
        stock="48.8克<新闻纸>",
        copies="3000",
        delivery="张庙",
        contact="某人",
        deadline="前一日",
        bundles="每捆50份",
        print_time="22时",
    ),
)
_TICKET = JobTicket(_PAPER, NumberedIssue(make_issue(), ()), 1, "某编辑", "Newsprint", (_FILE,))
_SPACE = "{http://www.CIP4.org/JDFSchema_2_0}"


def test_the_page_says_all_that_a_shop_asks() -> None:
    html = ticket_html(_TICKET, _TEMPLATE)
    for words in (
        "2021年1月11日",
        "总第1期",
        "4版",
        "275×390",
        "48.8克&lt;新闻纸&gt;",
        "3000",
        "不多于240%",
        "203%",
        "第1版1色",
        _FILE.digest,
        "某编辑",
        "前一日",
        "每英寸100线",
        "每捆50份",
        "22时",
        "跨版",
    ):
        assert words in html
    assert "样报" not in html and "样报" in ticket_html(replace(_TICKET, sample=True), _TEMPLATE)


@pytest.mark.parametrize("pages", [2, 4, 8])
def test_the_ticket_of_an_issue_of_every_usual_size_is_one_page_with_its_signatures(pages: int) -> None:
    issue = replace(
        make_issue(), pages=tuple(replace(make_issue().pages[0], number=at + 1) for at in range(pages))
    )
    files = [
        replace(_FILE, name=f"ZMCB_20210111_001_{part}_v1.pdf", page=at)
        for at, part in enumerate(["ALL", *range(pages)])
    ]
    files.append(replace(_FILE, name="ZMCB_20210111_001_SHEETS_v1.pdf", page=0, sheets=True))
    ticket = replace(_TICKET, numbered=NumberedIssue(issue, ()), files=tuple(files), sample=True)
    assert len(pikepdf.open(io.BytesIO(draw_form(ticket_html(ticket, _TEMPLATE)))).pages) == 1


def test_programs_are_told_the_same() -> None:
    document = ticket_document(_TICKET)
    assert document["sheets"] == [{"outer": [4, 1], "inner": [2, 3]}] and document["copies"] == "3000"
    assert document["files"] == [
        {
            "name": _FILE.name,
            "page": 1,
            "holds": "1",
            "bytes": 1000,
            "sha256": _FILE.digest,
            "colours": ["Black"],
            "heaviest_ink": 203.0,
        }
    ]
    root = ElementTree.fromstring(ticket_xjdf(_TICKET))
    assert root.get("JobID") == "ZMCB_20210111_001"
    product, spec, media, screen = (
        root.find(f".//{_SPACE}{name}") for name in ("Product", "FileSpec", "Media/..", "ScreenSelector")
    )
    assert product is not None and product.get("Amount") == "3000"
    assert spec is not None and spec.get("URL") == _FILE.name
    assert media is not None and media.get("DescriptiveName") == "48.8克<新闻纸>"
    assert screen is not None and screen.get("Frequency") == "100"
    facts = {each.get("IDUsage"): each.get("IDValue") for each in root.findall(f"{_SPACE}GeneralID")}
    assert facts == {"InkLimit": "240", "OutputProfile": "Newsprint", "Standard": "pdf/x-4"}


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("pages", [2, 4, 8, 12])
@pytest.mark.parametrize("copies", ["3000", "约三千", ""])
def test_the_xjdf_keeps_to_the_schema(pages: int, fold: str, copies: str) -> None:
    issue = make_issue()
    plans = tuple(replace(issue.pages[0], number=number) for number in range(1, pages + 1))
    paper = replace(_PAPER, press=replace(_PAPER.press, fold=fold, copies=copies))
    files = (
        *(replace(_FILE, name=f"A{plan.number:02d}.pdf", page=plan.number) for plan in plans),
        replace(_FILE, name="ALL.pdf", page=0),
        replace(_FILE, name="SHEETS.pdf", page=0, sheets=True),
    )
    numbered = NumberedIssue(replace(issue, pages=plans), ())
    text = ticket_xjdf(replace(_TICKET, paper=paper, numbered=numbered, files=files))
    assert list(breaches(text, XJDF_SPACE)) == []
    sides = [part for part in ElementTree.fromstring(text).iter(f"{_SPACE}Part") if part.get("Side")]
    assert len(sides) == max(pages // 2, 2)


def test_the_facts_know_what_the_schema_refuses() -> None:
    whole = ticket_xjdf(_TICKET)
    for right, wrong in (
        ("TwoSidedHeadToHead", "TwoSided"),
        ('Surface="Front"', 'Surface="Both"'),
        ('Pages="0 0"', 'Pages="0"'),
        ("<Media ", '<Media DescriptiveName="纸" '),
        ("F4-1", "F8"),
    ):
        assert right in whole
        assert list(breaches(whole.replace(right, wrong, 1), XJDF_SPACE)) != []


def test_check_sums_are_as_sha256sum_reads_them() -> None:
    assert checksums((_FILE,)) == f"{'ab' * 32}  {_FILE.name}\n"
