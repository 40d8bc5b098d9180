"""The page for the screen says what is printed, where it is printed; the sketch keeps the arrangement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.desk import live
from build_tools.typesetting.screen import on_screen, outlines

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"


@pytest.fixture
def shop(paper_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(live, "_shop", live._Shop(paper_root))
    return paper_root


def runs(page: dict[str, Any], kind: str) -> list[list[Any]]:
    return [
        run for block in page["blocks"] if block["kind"] == kind for _, row in block["lines"] for run in row
    ]


def shown(page: int = 1, kept: live.Arrangement | None = None) -> tuple[dict[str, Any], live.Arrangement]:
    told, found = live.set_page("2026-01", page, kept)
    arrangement = found or kept
    assert arrangement is not None
    return json.loads(json.dumps(told)), arrangement


def test_every_character_of_the_text_stands_on_the_screens_page(shop: Path) -> None:
    page, _ = shown()
    set_type = "".join(run[3] for run in runs(page, "text"))
    assert "坑洼已久" in set_type and "夜里有灯" in set_type
    assert ROAD in page["stories"].values()
    for run in (each for kind in ("text", "headline") for each in runs(page, kind)):
        face, size, _, words, left, right, glyphs, edges = run
        assert page["faces"][face] and size > 5 and len(glyphs) == len(edges) >= 1 and words
        assert left - 0.5 <= min(edges) and max(edges) <= right + 0.5 and edges == sorted(edges)
    assert 0 < page["size"][0] < page["size"][1]


def test_the_outlines_of_the_page_are_to_be_had(shop: Path) -> None:
    page, _ = shown()
    face, *_, glyphs, _ = runs(page, "headline")[0]
    found = outlines({page["faces"][face][0]: glyphs, "Nobody 400x": [1]})
    assert list(found) == [page["faces"][face][0]]
    assert all(path.startswith("M") and path.endswith("Z") for path in found[page["faces"][face][0]].values())


def test_a_sketch_shows_the_new_words_in_the_old_arrangement(shop: Path) -> None:
    whole, arrangement = shown()
    assert whole["sketch"] is False
    same, _ = shown(1, arrangement)
    assert same["sketch"] is True and same["blocks"] == whole["blocks"]
    path = shop / ROAD
    path.write_text(path.read_text("utf-8").replace("坑洼已久", "坑洼已经多年"), "utf-8")
    sketch, _ = shown(1, arrangement)
    assert sketch["sketch"] is True
    assert "坑洼已经多年" in "".join(run[3] for run in runs(sketch, "text"))
    assert shown()[0]["sketch"] is False


def test_a_page_that_runs_over_is_shown_in_its_arrangement_too(shop: Path) -> None:
    _, arrangement = shown()
    path = shop / ROAD
    for _ in range(2):
        path.write_text(path.read_text("utf-8") + f"\n{'满' * 900}\n", "utf-8")
        sketch, _ = shown(1, arrangement)
        assert sketch["sketch"] is True and sketch["overset"] > 0
        arrangement = shown()[1]


def test_a_story_more_and_the_page_is_made_up_anew(shop: Path) -> None:
    _, arrangement = shown()
    (shop / "issues/2026-01/要闻/03-新的.md").write_text("---\nheadline: 新的\n---\n\n新的一段。\n", "utf-8")
    assert shown(1, arrangement)[0]["sketch"] is False


def test_the_survey_names_every_story_with_its_length(shop: Path) -> None:
    found: dict[str, Any] = live.survey("2026-01")
    stories = [each for page in found["pages"] for each in page["stories"]]
    (road,) = [each for each in stories if each["path"] == ROAD]
    assert road["headline"] == "门口的路修平了" and road["weight"] == "lead" and road["characters"] == 88
    assert found["signed"] == 0 and found["sections"][:2] == ["要闻", "美"]


def test_what_is_not_there_is_no_error(shop: Path) -> None:
    assert live.set_page("2026-01", 9) == ({}, None) == live.set_page("2031-01", 1)
    assert live.survey("2031-01")["pages"] == []


def test_what_the_settings_inherit_and_where_their_pages_lie_is_seen_when_it_changes(shop: Path) -> None:
    settings = shop / "mkdocs.yml"
    settings.rename(shop / "shared.yml")
    settings.write_text("INHERIT: shared.yml\ndocs_dir: pages\n", "utf-8")
    (shop / "content").rename(shop / "pages")

    def printed() -> str:
        blocks = [block for number in (1, 2) for block in shown(number)[0]["blocks"]]
        return "".join(run[3] for block in blocks for _, row in block["lines"] for run in row)

    def sections() -> list[str]:
        told: dict[str, Any] = live.survey("2026-01")
        return list(told["sections"][:2])

    printed()
    notice = shop / "pages" / "notices" / "bounty.md"
    notice.write_text(notice.read_text("utf-8") + "\n另有一句新话。\n", "utf-8")
    assert "另有一句新话" in printed()
    assert sections() == ["要闻", "美"]
    shared = shop / "shared.yml"
    shared.write_text(shared.read_text("utf-8").replace("name: 美", "name: 丽"), "utf-8")
    assert sections() == ["要闻", "丽"]


def test_inks_are_shown_as_a_browser_knows_them() -> None:
    assert on_screen("device-cmyk(0 0 0 1)") == "rgb(0, 0, 0)"
    assert on_screen("device-cmyk(0 0 0 0.06)") == "rgb(240, 240, 240)"
    assert on_screen("#b3261e") == "#b3261e"


def test_the_stories_are_listed_without_a_page_being_made_up(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: dict[str, Any] = live.survey("2026-01")
    monkeypatch.setattr(live._Shop, "page", None)
    listed: dict[str, Any] = live.survey("2026-01", True)
    assert (listed["waiting"], whole["waiting"]) == (True, False)
    for one, other in zip(listed["pages"], whole["pages"], strict=True):
        assert (one["stories"], one["sections"]) == (other["stories"], other["sections"])
        assert set(one) == set(other)
