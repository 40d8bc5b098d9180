"""Standing notices: the month's facts filled in, and no sentence about facts that are not there."""

from __future__ import annotations

from pathlib import Path

from build_tools.diagnostics import Place
from build_tools.model import plain_text
from build_tools.readers import parse_plan
from build_tools.readers.notices import notice_values, read_notice
from tests.factories import make_paper

PLAN = "number: 1\ndate: 2021-01-11\npages: [{title: 一, sections: [美]}]\nbounty:\n  deadline: 2021-02-01\n"
WINNERS = "  winners: {month: 2020-12, best: [甲], excellent: [乙, 丙]}\n"


def fill(root: Path, text: str, plan: str) -> tuple[list[str], list[tuple[str, int, int]]]:
    (root / "content" / "notices").mkdir(parents=True, exist_ok=True)
    (root / "content" / "notices" / "bounty.md").write_text(
        f"---\nheadline: 纠错有奖\n---\n\n{text}\n", "utf-8"
    )
    read, _ = parse_plan(plan, "issue.yml", make_paper())
    assert read
    values = notice_values(make_paper(), read.bounty, {})
    article, found = read_notice(root, make_paper(), "issues/2021-01", "bounty", values, Place("issue.yml"))
    assert article and article.file == "notices/bounty"
    texts = [plain_text(block.inlines) for block in article.body if hasattr(block, "inlines")]
    return texts, [(each.code, each.place.line, each.place.column) for each in found]


def test_the_months_facts_are_filled_in(tmp_path: Path) -> None:
    text = "读《{报名}》，{截止日期}截止。\n\n{上月}最佳：{最佳啄木鸟}；优秀：{优秀啄木鸟}。"
    assert fill(tmp_path, text, PLAN + WINNERS) == (
        ["读《社区晨报》，2021年2月1日截止。", "2020年12月最佳：甲；优秀：乙、丙。"],
        [],
    )


def test_a_line_whose_fact_is_missing_is_left_out(tmp_path: Path) -> None:
    assert fill(tmp_path, "截止{截止日期}。\n\n{上月}最佳：{最佳啄木鸟}。", PLAN) == (
        ["截止2021年2月1日。"],
        [],
    )


def test_an_unknown_placeholder_is_shown_where_it_stands(tmp_path: Path) -> None:
    assert fill(tmp_path, "读《{报各}》。", PLAN)[1] == [("SQ221", 5, 3)]


def test_a_name_that_leads_out_of_the_folder_is_no_notice(tmp_path: Path) -> None:
    for name in ("../index", "长" * 300, ""):
        article, (found,) = read_notice(
            tmp_path, make_paper(), "issues/2021-01", name, {}, Place("issue.yml", 5, 40)
        )
        assert (article, found.code, found.place.column) == (None, "SQ213", 40)
