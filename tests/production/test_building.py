"""The builder: what has not changed is not touched, what has changed is as a clean build would make it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.cli.build import say_outcome
from build_tools.production.building import build
from build_tools.production.order import Order, as_before, look
from tests.factories import write_early_sign_off
from tests.production.commands import finished, start_build
from tests.production.editing import EDITS, replace
from tests.production.edits import run
from tests.production.papers import (
    FIRST,
    HERE,
    SECOND,
    THIRD,
    add_issue,
    build_web,
    clean_output,
    differing,
    files_of,
    output_of,
)
from tests.production.records import ACCIDENTS, RECORDS

UMBRELLAS = "要闻/02-借伞不用押金.md"
CORRECTION = (
    '- {number: 2601015, paragraph: 1, printed: "坑洼已久", corrected: "坑洼多年", date: 2026-01-20}\n'
)


def article(root: Path, issue: str = FIRST) -> Path:
    return root / "issues" / issue / UMBRELLAS


def touched(root: Path) -> list[str]:
    """Addresses of the website that a build changes; what it comes to must be a clean build's."""
    before = files_of(root / "dist" / "site")
    assert build_web(root).done
    now = output_of(root)
    assert differing(now, clean_output(root, root.with_name("clean"))) == []
    return differing(before, {name.removeprefix("site/"): content for name, content in now.items()})


def issues_in(addresses: list[str]) -> set[str]:
    return {name.split("/")[0] for name in addresses} & {FIRST, SECOND, THIRD}


def numbers(root: Path, issue: str = FIRST) -> dict[str, str]:
    """Headline → number, as the public table has them."""
    rows = json.loads((root / "dist/site/n/index.json").read_text("utf-8"))
    return {row["headline"]: number for number, row in rows.items() if row["issue"] == issue}


def sign(root: Path, issue: str = FIRST) -> None:
    """Freeze the numbers, as a sign-off does."""
    ledger = root / "issues" / issue / "ledger.yml"
    ledger.write_text(ledger.read_text("utf-8").replace('"}\n', '", signed: true}\n'), encoding="utf-8")
    write_early_sign_off(root, issue)


def test_built_paper_in_another_place_is_right_and_then_unchanged(root: Path, built_paper: Path) -> None:
    assert build_web(root).done
    assert differing(output_of(root), output_of(built_paper)) == []
    times = {path: path.stat().st_mtime_ns for path in (root / "dist" / "site").rglob("*")}
    order = Order(root, web_only=True)
    said = as_before(order, look(order))
    assert said is not None and said.done
    assert {path: path.stat().st_mtime_ns for path in (root / "dist" / "site").rglob("*")} == times


def test_edit_of_words_touches_its_own_issue_and_what_is_shared(root: Path) -> None:
    article(root).write_text(article(root).read_text("utf-8") + "\n雨停了再还。\n", encoding="utf-8")
    addresses = touched(root)
    assert issues_in(addresses) == {FIRST}
    assert f"{FIRST}/yaowen/jiesanbuyongyajin/index.html" in addresses
    assert not [
        name
        for name in addresses
        if name.startswith(("assets/", "archive/", "lanmu/2027", "huizhi/", "report/"))
    ]


def test_edit_of_a_headline_changes_its_neighbours_and_every_list(root: Path) -> None:
    replace(article(root), "headline: .*", "headline: 雨伞随借随还")
    addresses = touched(root)
    assert issues_in(addresses) == {FIRST, SECOND}, "the next issue leads back to the last one's articles"
    for address in ("yaowen/menkoudeluxiupingle", "mei", "p1", "."):
        assert (Path(FIRST) / address / "index.html").as_posix() in addresses
    assert {"feed.xml", "feed.json", "n/index.json", "lanmu/yaowen/2026/index.html"} <= set(addresses), (
        addresses
    )


def test_edit_of_the_theme_touches_every_page_and_says_so(root: Path) -> None:
    replace(root / "theme" / "web" / "main.html", 'class="menu"', 'class="menu other"')
    pages = {name for name in files_of(root / "dist" / "site") if name.endswith(".html")}
    shown = {name for name in pages if b'class="menu"' in (root / "dist" / "site" / name).read_bytes()}
    built = build_web(root)
    assert say_outcome(Order(root, web_only=True), built, "").lines[0] == "theme/web/ 改了，各期都重做了。"
    assert shown and not [
        name for name in shown if b'class="menu"' in (root / "dist" / "site" / name).read_bytes()
    ]
    assert differing(output_of(root), clean_output(root, root.with_name("clean"))) == []
    article(root).write_text(article(root).read_text("utf-8") + "\n雨停了再还。\n", encoding="utf-8")
    assert build_web(root).everything == ()


def test_correction_reaches_its_issue_and_the_lists_of_corrections(root: Path) -> None:
    (root / "issues" / FIRST / "corrections.yml").write_text(CORRECTION, encoding="utf-8")
    addresses = touched(root)
    assert (
        f"{FIRST}/yaowen/menkoudeluxiupingle/index.html" in addresses
        and "gengzheng/2026/index.html" in addresses
    )
    assert THIRD not in issues_in(addresses)
    (root / "issues" / FIRST / "corrections.yml").unlink()
    assert "gengzheng/2026/index.html" in touched(root)


def test_article_added_after_sign_off_takes_a_new_number_and_all_others_keep_theirs(root: Path) -> None:
    sign(root)
    before = numbers(root)
    (article(root).parent / "00-新来的一篇.md").write_text(
        "---\nheadline: 新来的一篇\nweight: brief\n---\n\n一段。\n", encoding="utf-8"
    )
    assert f"{FIRST}/yaowen/xinlaideyipian/index.html" in touched(root)
    after = numbers(root)
    assert {headline: after[headline] for headline in before} == before
    assert after["新来的一篇"] not in before.values()


def test_renamed_article_keeps_its_number_and_leaves_its_address(root: Path) -> None:
    before = numbers(root)
    article(root).rename(article(root).with_name("02-换了名字.md"))
    touched(root)
    assert numbers(root) == before
    assert (root / "dist" / "site" / FIRST / "yaowen" / "huanlemingzi").is_dir()
    assert not (root / "dist" / "site" / FIRST / "yaowen" / "jiesanbuyongyajin").exists()


def test_withdrawn_article_leaves_a_page_that_says_so(root: Path) -> None:
    sign(root)
    article(root).unlink()
    assert f"{FIRST}/yaowen/jiesanbuyongyajin/index.html" in touched(root)
    assert "撤" in (root / "dist" / "site" / FIRST / "yaowen/jiesanbuyongyajin/index.html").read_text("utf-8")


def test_new_issue_and_new_year_are_linked_from_the_issue_before(root: Path) -> None:
    add_issue(root, "2028-01", 4)
    addresses = touched(root)
    assert issues_in(addresses) == {THIRD}
    assert "2028-01" in (root / "dist" / "site" / THIRD / "index.html").read_text("utf-8")
    assert {"2028-01/index.html", "archive/2028/index.html", "index.html"} <= set(addresses)


def test_issue_put_in_between_changes_both_its_neighbours(root: Path) -> None:
    add_issue(root, "2026-07", 4)
    assert issues_in(touched(root)) == {SECOND, THIRD}


def test_issue_that_is_gone_leaves_nothing_behind(root: Path) -> None:
    shutil.rmtree(root / "issues" / THIRD)
    touched(root)
    assert (
        not (root / "dist" / "site" / THIRD).exists()
        and not (root / "dist" / "site" / "archive" / THIRD[:4]).exists()
    )


def test_fault_stops_everything_before_anything_is_written(root: Path) -> None:
    before = output_of(root)
    article(root).write_text("---\nkicker: 引题\n---\n\n正文。\n", encoding="utf-8")
    assert not build_web(root).done
    assert differing(output_of(root), before) == []


def test_named_issue_is_built_beside_a_faulty_one_which_is_left_out(root: Path, tmp_path: Path) -> None:
    sound = article(root).read_text("utf-8")
    article(root).write_text("---\nkicker: 引题\n---\n\n正文。\n", encoding="utf-8")
    built = build(Order(root, (SECOND,), web_only=True), 1)
    assert built.done and built.left_out == (FIRST,)
    assert not (root / "dist" / "site" / FIRST).exists() and (root / "dist" / "site" / SECOND).is_dir()
    article(root).write_text(sound, encoding="utf-8")
    touched(root)
    assert (root / "dist" / "site" / FIRST).is_dir()


def test_what_another_version_of_the_program_kept_is_not_used(
    root: Path, built_paper: Path, tmp_path: Path
) -> None:
    other = Path(
        shutil.copytree(
            HERE.parent / "build_tools",
            tmp_path / "other" / "build_tools",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    )
    replace(other / "site" / "register.py", '"headline": ', '"title": ')
    shutil.rmtree(root / "dist")
    build_by = f"import sys; sys.path.insert(0, {str(other.parent)!r})"
    assert finished(start_build(root, "--web", before=build_by))[0] == 0
    assert differing(output_of(root), output_of(built_paper)) == ["site/n/index.json"]
    assert build_web(root).done
    assert differing(output_of(root), output_of(built_paper)) == []


def test_damaged_and_deleted_files_of_the_site_are_repaired(root: Path, built_paper: Path) -> None:
    (root / "dist" / "site" / "index.html").write_text("坏", encoding="utf-8")
    (root / "dist" / "site" / FIRST / "index.html").unlink()
    assert build_web(root).done
    assert differing(output_of(root), output_of(built_paper)) == []


@pytest.mark.parametrize("count", [2, 3])
def test_any_number_of_processes_makes_the_same(root: Path, built_paper: Path, count: int) -> None:
    shutil.rmtree(root / "dist")
    assert build_web(root, count).done
    assert differing(output_of(root), output_of(built_paper)) == []


def test_website_without_print_and_with_it_again_are_each_as_if_nothing_else_had_been_built(
    printed: Path, tmp_path: Path
) -> None:
    whole = output_of(printed)
    assert build_web(printed).done
    without = {name: content for name, content in output_of(printed).items() if name.startswith("site/")}
    assert differing(without, clean_output(printed, tmp_path / "clean")) == []
    assert build(Order(printed), 1).done
    assert differing(output_of(printed), whole) == []


def test_what_no_page_shows_may_change_and_nothing_is_drawn_anew(printed: Path, tmp_path: Path) -> None:
    def drawn() -> dict[str, int]:
        kept = (printed / "dist" / ".cache" / "drawn").glob("*.pack")
        return {path.name: path.stat().st_mtime_ns for path in kept}

    before, old = drawn(), output_of(printed)
    assert len(before) == 2, "the print, and the copy for readers"
    for name in ("mkdocs.yml", "theme/print/sheet.toml"):
        path = printed / name
        path.write_text(path.read_text("utf-8") + "# 给网管的话\n", "utf-8")
    assert build(Order(printed), 1).done
    assert drawn() == before
    now = output_of(printed)
    assert [name for name in differing(now, old) if name.startswith("print/")] == []
    assert differing(now, clean_output(printed, tmp_path / "clean", web_only=False)) == []
    picture = next((printed / "issues" / FIRST / "images").iterdir())
    picture.write_bytes(picture.read_bytes() + b"\0")
    assert build(Order(printed), 1).done
    assert len(drawn()) == 4, "whatever bytes a picture has, they count"


@pytest.mark.parametrize("edits", [EDITS, RECORDS, ACCIDENTS], ids=["edits", "records", "accidents"])
def test_random_edits_come_to_what_a_clean_build_makes(
    tmp_path: Path, edits: tuple[Callable[..., None], ...]
) -> None:
    assert run(tmp_path, 4, 3, print_every=0, edits=edits).total() >= 4
