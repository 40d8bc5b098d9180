"""The flat plan: stories go to other pages and sections and back, and their files stay what they are called."""

from __future__ import annotations

import pytest

from build_tools.desk.history import Author
from build_tools.desk.months import Months
from build_tools.desk.room import EditingRoom, Refusal
from build_tools.gathering import gather
from tests.desk.conftest import JIA, YI, git

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"
UMBRELLA = "issues/2026-01/要闻/02-借伞不用押金.md"
FLOWERS = "issues/2026-01/美/01-一楼的花开了.md"


def pages(room: EditingRoom) -> list[list[str]]:
    """The headlines on each page, in the order of printing."""
    (issue,) = gather(room.root, ["2026-01"]).issues
    return [
        [item.article.headline for item in issue.on_page(plan.number) if item.article.headline]
        for plan in issue.issue.pages
    ]


def test_a_story_goes_to_another_page_and_back(room: EditingRoom) -> None:
    before = pages(room)
    told = room.move(JIA, UMBRELLA, "美", 0, 2)
    assert pages(room)[1][:2] == ["借伞不用押金", "一楼的花开了"] and "借伞不用押金" not in pages(room)[0]
    assert "page:" not in (room.root / str(told["path"])).read_text("utf-8")
    assert git(room.root, "log", "-1", "--format=%s").strip() == "《借伞不用押金》排到第2版美第1篇"
    was = told["was"]
    assert was == {"section": "要闻", "place": 1, "page": 1}
    room.move(JIA, str(told["path"]), "要闻", 1, 1)
    assert pages(room) == before and git(room.root, "status", "--porcelain") == ""


def test_a_guest_keeps_its_section_and_names_its_page(room: EditingRoom) -> None:
    told = room.move(JIA, UMBRELLA, "要闻", 0, 2)
    path = str(told["path"])
    assert "page: 2" in (room.root / path).read_text("utf-8") and "借伞不用押金" in pages(room)[1]
    # Home again: nothing is left of the page that it named.
    assert room.move(JIA, path, "要闻", 9, 1)["was"] == {"section": "要闻", "place": 0, "page": 2}
    assert "page:" not in (room.root / UMBRELLA).read_text("utf-8") and "借伞不用押金" in pages(room)[0]


def test_a_page_named_in_chinese_is_taken_back_too(room: EditingRoom) -> None:
    path = room.root / UMBRELLA
    path.write_text(path.read_text("utf-8").replace("weight:", "版: 2\nweight:"), "utf-8")
    room.move(JIA, UMBRELLA, "要闻", 1, 1)
    assert "版:" not in path.read_text("utf-8") and "借伞不用押金" in pages(room)[0]


def test_order_in_a_section_leaves_the_page_that_a_story_names(room: EditingRoom) -> None:
    path = room.root / UMBRELLA
    path.write_text(path.read_text("utf-8").replace("weight:", "page: 2\nweight:"), "utf-8")
    told = room.move(JIA, UMBRELLA, "要闻", 0)
    assert "page: 2" in (room.root / str(told["path"])).read_text("utf-8")


def test_a_pin_does_not_stay_behind_on_the_page_that_a_story_has_left(room: EditingRoom) -> None:
    Months(room).pin(JIA, "2026-01", 1, UMBRELLA, "右下", None)
    moved = room.move(JIA, UMBRELLA, "要闻", 0)
    assert "借伞不用押金 = 右下" in (room.root / "issues/2026-01/issue.yml").read_text("utf-8")
    room.move(JIA, str(moved["path"]), "美", 0, 2)
    assert "pins" not in (room.root / "issues/2026-01/issue.yml").read_text("utf-8")
    assert git(room.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("name", "then"),
    [
        ("65个项目开工.md", "01-65个项目开工.md"),
        ("2026年要办的事.md", "01-2026年要办的事.md"),
        ("01.md", "01.md"),
        ("07.md", "01.md"),
        ("3_春天.md", "01-春天.md"),
        ("无题.md", "01-无题.md"),
    ],
)
def test_a_file_keeps_what_it_is_called(room: EditingRoom, name: str, then: str) -> None:
    path = f"issues/2026-01/要闻/{name}"
    (room.root / path).write_text("---\nheadline: 某事\n---\n\n字。\n", "utf-8")
    assert room.move(JIA, path, "要闻", 0)["path"] == f"issues/2026-01/要闻/{then}"
    assert "某事" in pages(room)[0]


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        (ROAD, ("没有", 0, 1), 404),
        (ROAD, ("要闻", 0, 9), 404),
        ("issues/2026-01/美/index.md", ("美", 0, 2), 409),
        ("issues/stock/美/x.md", ("美", 0, 2), 409),
    ],
)
def test_what_cannot_be_moved_stays(
    room: EditingRoom, path: str, asked: tuple[str, int, int], status: int
) -> None:
    with pytest.raises(Refusal) as refused:
        room.move(JIA, path, *asked)
    assert refused.value.status == status and git(room.root, "status", "--porcelain") == ""


def test_nothing_comes_later_of_a_draft_that_was_moved_or_withdrawn(room: EditingRoom) -> None:
    for path in (UMBRELLA, ROAD):
        base = str(room.story(path)["text"])
        room.save(YI, path, base, base.replace("。", "！", 1), draft=True)
        if path == UMBRELLA:
            room.move(JIA, path, "美", 0, 2)
        else:
            room.withdraw(JIA, path)
    assert room.catch_up() == ""
    assert git(room.root, "log", "-4", "--format=%an").split() == ["甲", "乙", "甲", "乙"]
    assert git(room.root, "rev-list", "--count", "HEAD").strip() == "5"


def test_who_changed_what_is_told_round_by_round(room: EditingRoom) -> None:
    months, plan = Months(room), room.root / "issues/2026-01/proofs.yml"
    base = str(room.story(UMBRELLA)["text"])
    room.save(JIA, UMBRELLA, base, base.replace("二十把", "三十把"))
    plan.write_text("", "utf-8")
    room.record(Author("小李", "li@example.invalid"), [plan], "出第1次校样（小样）")
    base = str(room.story(UMBRELLA)["text"])
    room.save(YI, UMBRELLA, base, base.replace("三十把", "四十把"))
    found = months._changed_since("2026-01")
    assert found[1] == [{"name": "乙", "deeds": ["改《借伞不用押金》第1段"]}]
    assert {"name": "甲", "deeds": ["改《借伞不用押金》第1段"]} in found[0]
