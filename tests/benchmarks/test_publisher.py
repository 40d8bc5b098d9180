"""The plan of a publisher of many editions: a straight line through what was tried, and one section of the handbook."""

from __future__ import annotations

from tests.benchmarks.publisher import EDITIONS, ISSUES, SHARDS, Line, Tried, line, section, with_section


def tried(issues: int) -> Tried:
    """Two shards that take 3 seconds to begin and 10 an issue, a join of 2 and 0.5, megabytes that grow by the issue."""
    size = issues * 1_000_000
    return Tried("某版", issues, 6 + 10 * issues, 2 + issues / 2, 0.0, 15.0, size, 9 * size, size, size)


def test_the_line_says_what_comes_once_and_what_with_each_issue() -> None:
    assert line([(2, 26.0), (4, 46.0), (6, 66.0)], 2) == Line(3.0, 10.0)
    assert line([(2, 15.0), (4, 14.0), (6, 13.0)]) == Line(14.0, 0.0)
    assert line([(1, 1.0), (3, 7.0)]) == Line(0.0, 2.0)


def test_the_plan_is_computed_from_what_was_tried() -> None:
    text = section([tried(2), tried(4), tried(6)], "2026-01-12", 0.0)
    shard = 3 + 10 * ISSUES / SHARDS
    assert f"{EDITIONS * SHARDS}片，{EDITIONS * SHARDS * shard / 3600:.1f}小时" in text
    assert f"| 网站 | {9 * ISSUES / 1000:.1f}GB | {EDITIONS * 9 * ISSUES / 1000:.1f}GB |" in text
    assert "GitHub Pages" in text


def test_the_section_is_written_in_place_of_the_last_one() -> None:
    text = section([tried(2), tried(4)], "2026-01-12", 0.0)
    page = "# 编排一期\n\n## 看一看\n\n各版。\n\n## 别的\n\n完。\n"
    first = with_section(page, text)
    assert first.startswith(page) and with_section(first, text) == first
    between = first.replace("## 别的\n\n完。\n\n", "") + "\n## 别的\n\n完。\n"
    assert with_section(between, text) == between
