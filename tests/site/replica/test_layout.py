"""layout.json, read back."""

from __future__ import annotations

import json

import pytest

from build_tools.site.replica.layout import PrintedBlock, parse_layout

_BLOCK = {"number": "2106014", "kind": "text", "x": 15.5, "y": 26, "w": 38.1, "h": 100, "lines": 22}


def layout(**changes: object) -> str:
    page = {"page": 1, "title": "要闻", "fill": 0.9, "overset_lines": 0, "blocks": [_BLOCK]}
    return json.dumps({"issue": "2021-06", "page_mm": [275, 390], "pages": [page], **changes})


def test_block_is_known_by_its_edges() -> None:
    printed = parse_layout(layout())
    assert (printed.width, printed.height) == (275, 390)
    assert printed.pages[0].blocks == (PrintedBlock("2106014", 15.5, 26, 53.6, 126),)


def test_keys_that_others_added_are_no_fault() -> None:
    assert parse_layout(layout(broken_rules=[], colour="spot")).pages[0].number == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"page_mm": [275, 390]}',
        layout(page_mm=[275]),
        layout(page_mm=[0, 390]),
        layout(pages=[{"page": 1}]),
        layout(pages=[{"page": 1, "blocks": [{**_BLOCK, "x": None}]}]),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_layout(text)
