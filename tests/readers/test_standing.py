"""常设页面: read for the faults of an article, and rewritten so that MkDocs reads them as articles are read."""

from __future__ import annotations

from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from build_tools.gathering import standing_faults
from build_tools.markup.body import ParsedBody, parse_body
from build_tools.markup.standing import as_dialect
from build_tools.readers import standing

ROOT = Path(__file__).parents[2]


def faults(root: Path, text: str) -> list[tuple[str, int]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content" / "about.md").write_text(text, "utf-8")
    return [(each.code, each.place.line) for each in standing_faults(root, "content")]


def test_a_page_is_parsed_again_only_where_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def noted(text: str, first_line: int) -> ParsedBody:
        parsed.append(text)
        return parse_body(text, first_line)

    monkeypatch.setattr(standing, "parse_body", noted)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("只在这里说的一句话。\n\n##小标题\n", "utf-8")
    first = faults(tmp_path, "##只在这里写的小标题\n")
    assert len(parsed) == 2 and faults(tmp_path, "##只在这里写的小标题\n") == first and len(parsed) == 2
    # The same words lower down have their faults lower down.
    assert faults(tmp_path, "---\ntitle: 甲\n---\n##只在这里写的小标题\n") == [("SQ430", 4), first[1]]
    assert faults(tmp_path, "没有小标题\n") == first[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: 关于\n---\n\n##小标题\n", [("SQ430", 5)]),
        ("看[这里]（https://a.cn）。\n", [("SQ430", 1)]),
        ("<<<<<<< HEAD\n甲。\n=======\n乙。\n>>>>>>> zhang\n", [("SQ435", 1), ("SQ435", 3), ("SQ435", 5)]),
        ("第一段。\n　　第二段。\n", [("SQ440", 2)]),
        ("| 甲 |\n|---|\n| 1 | 2 |\n", [("SQ432", 3)]),
        ("见\u2f45。\n", [("SQ403", 1)]),
        ("##小标题 <!-- 免检 SQ430：原文 -->\n", []),
        ("<div markdown>\n**甲**\n</div>\n\n<!-- 说明 -->\n\n!!! note\n\n    乙\n\n{{ 诊断代码 }}\n", []),
        ("```markdown\n##小标题\n```\n", []),
        ('见[甲](https://a.cn "题")、[乙][b]、$x^2$。\n\n[b]: https://b.cn "题"\n', []),
    ],
)
def test_a_standing_page_is_read_for_the_same_faults(
    tmp_path: Path, text: str, expected: list[tuple[str, int]]
) -> None:
    assert faults(tmp_path, text) == expected


def test_the_paper_s_own_pages_have_none() -> None:
    assert standing_faults(ROOT, "content") == ()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("社区的\n报纸。", "<p>社区的报纸。</p>"),
        ("the\npress", "<p>the\npress</p>"),
        ("1949. 建村\n1958. 改名", "<p>1949. 建村<br />\n1958. 改名</p>"),
        ("> 甲\n> 乙", "<blockquote>\n<p>甲乙</p>\n</blockquote>"),
    ],
)
def test_line_ends_and_numbers_are_those_of_an_article(written: str, shown: str) -> None:
    assert markdown.markdown(as_dialect(written)) == shown


@pytest.mark.parametrize(
    "written",
    [
        "1. 甲\n2. 乙",
        "- 甲\n- 乙",
        "```\n甲\n乙\n```",
        "# 甲\n乙",
        "| 甲 |\n|---|\n| 乙 |",
        "甲  \n乙",
        "甲\n\n乙",
    ],
)
def test_what_mkdocs_reads_rightly_is_left_as_it_is(written: str) -> None:
    assert as_dialect(written) == written
