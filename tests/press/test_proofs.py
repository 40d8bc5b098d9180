"""Proofs: every line can be named, and what changed between two rounds is found and shown where it stands."""

from __future__ import annotations

import subprocess
from pathlib import Path

from build_tools.press.proofs import (
    ProofRound,
    Signature,
    changes_between,
    changes_html,
    format_rounds,
    overlay_html,
    proof_lines,
    stamp,
    texts_of,
)
from build_tools.typesetting import draw_form
from build_tools.typesetting.placed import BlockKind
from tests.press.composed import FOLIO, NUMBER, block, composed

_HEAD = block(BlockKind.HEADLINE, "花开了", size=30, number=NUMBER)
_BEFORE = composed(
    FOLIO,
    _HEAD,
    block(BlockKind.TEXT, "一楼的花开了，", "红的一朵。", number=NUMBER),
    block(BlockKind.TEXT, "黄的两朵。", number=NUMBER, left=200),
)
_AFTER = composed(
    FOLIO,
    _HEAD,
    block(BlockKind.TEXT, "一楼的花开了", "红的三朵。黄", number=NUMBER),
    block(BlockKind.TEXT, "的两朵。", number=NUMBER, left=200),
)


def test_lines_are_counted_through_the_columns_of_an_article() -> None:
    assert [(line.part, line.ordinal, line.text) for line in proof_lines(_BEFORE)] == [
        ("标题", 1, "花开了"),
        ("", 1, "一楼的花开了，"),
        ("", 2, "红的一朵。"),
        ("", 3, "黄的两朵。"),
    ]


def test_a_lost_comma_and_a_changed_character_are_found_and_a_new_line_break_is_none() -> None:
    changes = changes_between(texts_of(proof_lines(_BEFORE)), proof_lines(_AFTER))
    assert [(change.before, change.after) for change in changes] == [("，", ""), ("一", "三")]
    assert changes[1].lines[0].ordinal == 2
    listed = changes_html("改动单", changes)
    assert "2101-010 第2行（第1版）" in listed and "，" in listed


def test_a_changed_headline_is_found_too() -> None:
    after = composed(FOLIO, block(BlockKind.HEADLINE, "花谢了", size=30, number=NUMBER))
    changes = changes_between(texts_of(proof_lines(_BEFORE)), proof_lines(after))
    assert ("开", "谢") in [(change.before, change.after) for change in changes]
    assert any(change.before.startswith("一楼") for change in changes)


def test_a_change_is_marked_on_the_page_where_it_stands() -> None:
    lines = proof_lines(_AFTER)
    html = overlay_html(_AFTER, lines, "大样　第2次", changes_between(texts_of(proof_lines(_BEFORE)), lines))
    assert '<b style="left:68.00pt;top:101.00pt;width:9.00pt;height:11.25pt">' in html
    assert "大样" in html and html.count("<b ") == 2


def test_marks_are_laid_over_every_page_and_the_list_comes_behind(tmp_path: Path) -> None:
    def page(first: str, second: str) -> bytes:
        return draw_form(
            f'<style>@page {{size: 100mm 80mm}}</style><p>{first}</p><p style="break-before: page">{second}</p>'
        )

    (tmp_path / "proof.pdf").write_bytes(stamp(page("A", "B"), page("1", "2"), draw_form("<p>C</p>")))
    done = subprocess.run(
        ["pdftotext", str(tmp_path / "proof.pdf"), "-"], check=True, capture_output=True, text=True
    )
    assert [sorted(each.split()) for each in done.stdout.split("\f")[:3]] == [["1", "A"], ["2", "B"], ["C"]]


def test_rounds_are_written_with_their_signatures() -> None:
    text = format_rounds(
        (
            ProofRound(
                1, "小样", "2021-01-05", {"2101010": '他说："好"'}, (Signature("一校", "甲", "2021-01-06"),)
            ),
        )
    )
    assert '- {task: "一校", name: "甲", date: 2021-01-06}' in text and r"他说：\"好\"" in text
