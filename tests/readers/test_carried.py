"""更正 of earlier issues: facts on the page where they were wrong, misprints as a list, in the issue that comes next."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from build_tools.model import ArticleNumber, Correction, PagePlan, paragraph_place, parse_number, parse_place
from build_tools.readers import read_corrections, read_corrections_to_print
from build_tools.readers.carried import Carried, place_corrections

PAGES = tuple(PagePlan(number, "版", (), ("bounty",) if number == 4 else ()) for number in (1, 2, 3, 4))
BOTH = ("bounty", "corrections", "errata")


def notices(pages: tuple[PagePlan, ...]) -> list[tuple[str, ...]]:
    return [page.notices for page in pages]


def test_a_fact_stands_on_the_page_where_it_was_wrong_and_misprints_in_a_list_at_the_end() -> None:
    placed = place_corrections(PAGES, Carried(((3, "甲。"),), ("乙。", "丙。")), BOTH)
    assert notices(placed.pages) == [(), (), ("corrections",), ("bounty", "errata")]
    assert placed.texts == {"corrections": {"更正": "甲。"}, "errata": {"勘误": "- 乙。\n- 丙。"}}


def test_facts_of_two_pages_stand_on_both() -> None:
    placed = place_corrections(PAGES, Carried(((3, "丙。"), (1, "甲。"), (3, "丁。"))), BOTH)
    assert notices(placed.pages) == [("corrections",), (), ("corrections-p3",), ("bounty",)]
    assert placed.texts["corrections-p3"] == {"更正": "丙。\n\n丁。"}


def test_an_issue_with_fewer_pages_prints_it_on_its_last() -> None:
    assert notices(place_corrections(PAGES[:2], Carried(((4, "甲。"),)), BOTH).pages) == [
        (),
        ("corrections",),
    ]


def test_the_plan_has_the_last_word() -> None:
    pages = (PagePlan(1, "一", ()), PagePlan(2, "二", (), ("errata", "corrections")))
    placed = place_corrections(pages, Carried(((1, "甲。"), (2, "乙。")), ("丙。",)), BOTH)
    assert placed.pages == pages
    assert placed.texts["corrections"] == {"更正": "甲。\n\n乙。"}


def test_a_paper_without_a_text_for_misprints_prints_them_under_the_facts() -> None:
    placed = place_corrections(PAGES, Carried(((2, "甲。"),), ("乙。",)), ("bounty", "corrections"))
    assert notices(placed.pages) == [(), ("corrections",), (), ("bounty",)]
    assert placed.texts["corrections"] == {"更正": "甲。\n\n- 乙。"}
    assert notices(place_corrections(PAGES, Carried((), ("乙。",)), ("corrections",)).pages)[3] == (
        "corrections",
        "bounty",
    )


def test_corrections_that_no_notice_can_hold_are_counted() -> None:
    assert place_corrections(PAGES, Carried(((2, "甲。"),), ("乙。",)), ("bounty",)).homeless == 2
    assert place_corrections(PAGES, Carried(), ("bounty",)).homeless == 0


# Which issue prints what


def write(root: Path, issue: str, corrections: str = "", printed: str = "") -> None:
    folder = root / "issues" / issue
    folder.mkdir(parents=True)
    if corrections:
        (folder / "corrections.yml").write_text(corrections, "utf-8")
    if printed:
        number = parse_number(str(ArticleNumber(issue, 1)))
        (folder / "signoff.yml").write_text("version: 1\narticles: {}\n", "utf-8")
        (folder / "printed").mkdir()
        text = f'number: {number}\npage: 1\nsection: ""\nkicker: ""\nheadline: 更正\ndeck: ""\nbyline: []\ntext:\n- {{kind: paragraph, ordinal: 1, text: "{printed}"}}\n'
        (folder / "printed" / f"{number}.yml").write_text(text, "utf-8")


LINES = '- {number: 2601015, paragraph: 1, printed: "三天", corrected: "四天", fact: true, date: 2026-01-20}\n- {number: 2601015, place: 图说2, printed: "*a*", corrected: "b", finder: "甲_乙_", date: 2026-03-01}\n'
KNOWN = ("2026-01", "2026-02", "2026-03")


def test_the_next_issue_prints_them_and_no_other(tmp_path: Path) -> None:
    write(tmp_path, "2026-01", LINES)
    write(tmp_path, "2026-02")
    carried = read_corrections_to_print(tmp_path, KNOWN).get("2026-02", Carried())
    assert [page for page, _ in carried.facts] == [1] and "“三天”应为“四天”" in carried.facts[0][1]
    assert carried.misprints == (r"2026年1月号（2601\-015）图说2，“\*a\*”应为“b”。（甲\_乙\_指出）",)
    assert read_corrections_to_print(tmp_path, KNOWN).get("2026-03", Carried()) == Carried()


def test_what_was_found_after_the_next_issue_was_signed_is_printed_in_the_one_after(tmp_path: Path) -> None:
    write(tmp_path, "2026-01", LINES)
    write(tmp_path, "2026-02", printed="2026年1月号（2601-015）第1段，“三天”应为“四天”。")
    write(tmp_path, "2026-03")
    assert [
        len(found)
        for found in (
            read_corrections_to_print(tmp_path, KNOWN).get("2026-02", Carried()).facts,
            read_corrections_to_print(tmp_path, KNOWN).get("2026-02", Carried()).misprints,
        )
    ] == [1, 0]
    later = read_corrections_to_print(tmp_path, KNOWN).get("2026-03", Carried())
    assert (later.facts, len(later.misprints)) == ((), 1)


# corrections.yml


def test_every_place_reads_as_it_is_written_and_old_files_stay_valid(tmp_path: Path) -> None:
    places = [
        "paragraph: 3",
        "paragraph: 0",
        "place: 标题",
        "place: 图说 2",
        "place: 第3段",
        "place: 表格12",
        "place: 表格第12格",
        "place: 注",
    ]
    write(
        tmp_path,
        "2026-01",
        "".join(
            f'- {{number: 2601015, {place}, printed: "甲", corrected: "乙", date: 2026-01-20}}\n'
            for place in places
        ),
    )
    found, faults = read_corrections(tmp_path, "2026-01")
    assert [each.place.chinese for each in found] == [
        "第3段",
        "标题",
        "标题",
        "图说2",
        "第3段",
        "表格第12格",
        "表格第12格",
        "注",
    ] and not faults


@pytest.mark.parametrize(
    "written", ["图说0", "图说第2格", "表格第0格", "标题2", "段3", "第0段", "脚注", "第2幅图", ""]
)
def test_a_place_that_is_none_is_none(written: str) -> None:
    assert parse_place(written) is None


def test_a_correction_says_what_should_be() -> None:
    number = parse_number("2601015")
    assert number
    assert (
        Correction(number, paragraph_place(0), "甲", "乙", datetime.date(2026, 1, 20)).said == "“甲”应为“乙”"
    )
