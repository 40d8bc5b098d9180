"""The job ticket says the same to people and to programs."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

from build_tools.model import NumberedIssue, PressSettings
from build_tools.press.ticket import DeliveredFile, JobTicket, checksums, ticket_document, ticket_html, ticket_xjdf
from tests.factories import make_issue, make_paper

_TEMPLATE = (Path(__file__).parents[2] / "theme/print/ticket.html").read_text("utf-8")
_FILE = DeliveredFile("ZMCB_20210111_001_A01_v1.pdf", 1, 1000, "ab" * 32, ("Black",), 203.0)
_PAPER = replace(make_paper(), code="ZMCB", press=PressSettings(stock="48.8克<新闻纸>", copies="3000", delivery="张庙", contact="某人", deadline="前一日"))
_TICKET = JobTicket(_PAPER, NumberedIssue(make_issue(), ()), 1, "某编辑", "Newsprint", (_FILE,))
_SPACE = "{http://www.CIP4.org/JDFSchema_2_0}"


def test_the_page_says_all_that_a_shop_asks() -> None:
    html = ticket_html(_TICKET, _TEMPLATE)
    for words in ("2021年1月11日", "总第1期", "4版", "275×390", "48.8克&lt;新闻纸&gt;", "3000", "不多于240%", "203%", "第1版1色", _FILE.digest, "某编辑", "前一日"):
        assert words in html
    assert "样报" not in html and "样报" in ticket_html(replace(_TICKET, sample=True), _TEMPLATE)


def test_programs_are_told_the_same() -> None:
    document = ticket_document(_TICKET)
    assert document["sheets"] == [{"outer": [4, 1], "inner": [2, 3]}] and document["copies"] == "3000"
    assert document["files"] == [{"name": _FILE.name, "page": 1, "bytes": 1000, "sha256": _FILE.digest, "colours": ["Black"], "heaviest_ink": 203.0}]
    root = ElementTree.fromstring(ticket_xjdf(_TICKET))
    assert root.get("JobID") == "ZMCB_20210111_001"
    product, spec, media = (root.find(f".//{_SPACE}{name}") for name in ("Product", "FileSpec", "Media"))
    assert product is not None and product.get("Amount") == "3000"
    assert spec is not None and spec.get("URL") == _FILE.name
    assert media is not None and media.get("DescriptiveName") == "48.8克<新闻纸>"


def test_check_sums_are_as_sha256sum_reads_them() -> None:
    assert checksums((_FILE,)) == f"{'ab' * 32}  {_FILE.name}\n"
