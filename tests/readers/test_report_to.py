"""Where the site's report form sends to, and the names whose sound the site gives, as mkdocs.yml says them."""

from __future__ import annotations

import pytest

from build_tools.readers.paper import parse_paper

_PAPER = """\
plugins:
  - chenbao:
      name: 晨报
      sections: [{name: 美, colour: "#2b6e3f"}]
      names: [任单, 仇曾]
      bounty: {report_to: "%s"}
"""


@pytest.mark.parametrize("address", ["", "mailto:bao@chenbao.example", "https://chenbao.example/bao?a=1"])
def test_mail_address_and_endpoint_are_taken(address: str) -> None:
    read = parse_paper(_PAPER % address)
    assert read.diagnostics == () and read.paper is not None
    assert read.paper.bounty.report_to == address and read.paper.names == ("任单", "仇曾")


@pytest.mark.parametrize(
    "address",
    [
        "bao@chenbao.example",
        "http://chenbao.example/bao",
        "javascript:alert(1)",
        "mailto:",
        "mailto:a@b.cn?bcc=c@d.cn",
        "https://x",
    ],
)
def test_anything_else_is_a_fault_with_its_place(address: str) -> None:
    read = parse_paper(_PAPER % address)
    (found,) = read.diagnostics
    assert (found.code, found.place.line) == ("SQ205", 6) and "mailto:" in found.remedy
    assert read.paper is not None and read.paper.bounty.report_to == ""
