"""``chenbao signoff`` and ``correct``: what is signed never changes again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_tools.typesetting.tools import tools_of
from tests.cli.conftest import Chenbao
from tests.production.papers import files_of

ISSUE, PRESS = "issues/2026-01", "dist/print/2026-01/press"


@pytest.fixture
def signed(signed_root: Path) -> Path:
    """The 试刊号, signed off."""
    return signed_root / ISSUE


def numbers(chenbao: Chenbao) -> dict[str, str]:
    return {row["file"]: row["number"] for row in chenbao("numbers", "--json").json["numbers"]}


def test_sign_off_freezes_numbers_and_text(signed: Path, chenbao: Chenbao) -> None:
    ledger = (signed / "ledger.yml").read_text("utf-8")
    assert (
        ledger.count("signed: true")
        == ledger.count("- {number:")
        == len(list((signed / "printed").glob("*.yml")))
    )
    record = (signed / "signoff.yml").read_text("utf-8")
    assert 'signed_by: "某编辑"' in record and "version: 1" in record and "试刊报-零号-2026-01.pdf" in record
    article = next((signed / "要闻").glob("01-*.md"))
    assert "number: 2601-015\n---\n" in article.read_text("utf-8")
    assert {row["state"] for row in chenbao("numbers", "--json").json["numbers"]} == {"已付印"}


def test_renamed_moved_and_reordered_articles_keep_number_and_address(signed: Path, chenbao: Chenbao) -> None:
    before = chenbao("numbers", "--json").json["numbers"]
    first = next((signed / "要闻").glob("01-*.md"))
    first.rename(signed / "美" / "07-别的名字.md")
    after = chenbao("numbers", "--json").json["numbers"]
    by_number = {row["number"]: row for row in after}
    assert [row["number"] for row in after] == [row["number"] for row in before]
    assert by_number["2601-015"]["file"] == "美/07-别的名字.md"
    assert by_number["2601-015"]["url"] == before[0]["url"]


def test_a_withdrawn_number_leads_to_a_page_that_says_so_and_is_not_given_again(
    signed: Path, chenbao: Chenbao
) -> None:
    next((signed / "要闻").glob("02-*.md")).unlink()
    (signed / "要闻" / "03-迟来的一篇.md").write_text("---\nheadline: 迟来的消息\n---\n\n正文。\n", "utf-8")
    assert chenbao("build", "--web", "--workers", "1").exit == 0
    rows = {row["headline"]: row for row in chenbao("numbers", "--json").json["numbers"]}
    assert rows["借伞不用押金"]["state"] == "已撤稿"
    assert rows["迟来的消息"]["number"][:7] == "2601-06" and rows["迟来的消息"]["state"] == "网上补发"
    assert rows["迟来的消息"]["page"] == 0
    page = signed.parents[1] / "dist/site/n/2601028/index.html"
    assert "撤" in page.read_text("utf-8")


def test_a_changed_text_is_named_and_a_second_sign_off_raises_the_version_and_overwrites_nothing(
    signed: Path, chenbao: Chenbao
) -> None:
    first = files_of(signed.parents[1] / PRESS)
    article = next((signed / "要闻").glob("01-*.md"))
    # A character for a character, so that the page stays full.
    article.write_text(article.read_text("utf-8").replace("。", "！", 1), "utf-8")
    answer = chenbao("check", "--json")
    assert answer.codes == ["SQ307"] and answer.exit == 0
    again = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    assert again.exit == 0 and again.json["version"] == 2
    second = files_of(signed.parents[1] / PRESS)
    assert first.items() <= second.items() and "SKB_20260112_001_ALL_v2.pdf" in second
    assert chenbao("check", "--json").codes == []


def test_a_fault_or_a_doubt_stops_sign_off_and_nothing_is_written(chenbao: Chenbao, paper_root: Path) -> None:
    article = next((paper_root / ISSUE / "要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("，", "，，", 1), "utf-8")
    answer = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ409"]
    assert not (paper_root / ISSUE / "ledger.yml").exists() and not (paper_root / ISSUE / "printed").exists()


def test_a_correction_is_found_in_the_printed_text_shown_and_carried_to_the_next_issue(
    signed: Path, chenbao: Chenbao
) -> None:
    printed = (signed / "printed" / "2601015.yml").read_text("utf-8")
    words = printed.split('ordinal: 1, text: "')[1][:6]
    answer = chenbao(
        "correct",
        "2601015",
        "--printed",
        words,
        "--right",
        "改正的字",
        "--finder",
        "读者甲",
        "--date",
        "2026-01-20",
        "--json",
    )
    assert answer.exit == 0 and answer.json["paragraph"] == 1
    assert f'printed: "{words}"' in (signed / "corrections.yml").read_text("utf-8")
    chenbao("new", "2026-02")
    notices = signed.parents[1] / "content" / "notices"
    (notices / "corrections.md").write_text("---\nheadline: 更正\n---\n\n{更正}\n", "utf-8")
    plan = signed.parent / "2026-02" / "issue.yml"
    plan.write_text(
        plan.read_text("utf-8").replace("notices: [bounty]", "notices: [corrections, bounty]"), "utf-8"
    )
    (signed.parent / "2026-02" / "美" / "01-补一篇.md").write_text(
        "---\nheadline: 补一篇\n---\n\n正文。\n", "utf-8"
    )
    assert chenbao("build", "--web", "--workers", "1").exit == 0
    page = (signed.parents[1] / "dist/site/2026-02/notices/corrections/index.html").read_text("utf-8")
    assert words in page and "改正的字" in page and "读者甲" in page


def test_a_correction_of_words_that_were_not_printed_is_refused(signed: Path, chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "没有这几个字", "--right", "别的", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ803"]
    assert not (signed / "corrections.yml").exists()


def test_a_correction_before_sign_off_is_refused(chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "路", "--right", "桥", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ802"]


@pytest.mark.parametrize("words", [("--printed", "路", "--right", "桥"), ("--undo",)])
def test_a_correction_of_an_issue_that_there_is_not_leaves_no_folder(
    chenbao: Chenbao, paper_root: Path, words: tuple[str, ...]
) -> None:
    answer = chenbao("correct", "2001018", *words, "--json")
    assert answer.exit == 1 and answer.codes == ["SQ215"]
    assert not (paper_root / "issues/2020-01").exists()


def test_words_that_stand_twice_must_be_told_apart(signed: Path, chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "，", "--right", "。", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ804"]


def test_a_correction_that_corrects_nothing_is_refused(signed: Path, chenbao: Chenbao) -> None:
    words = (signed / "printed" / "2601015.yml").read_text("utf-8").split('ordinal: 1, text: "')[1][:4]
    answer = chenbao("correct", "2601015", "--printed", words, "--right", words, "--json")
    assert answer.codes == ["SQ882"] and not (signed / "corrections.yml").exists()


def test_a_build_that_writes_the_ledger_of_a_signed_issue_says_so_once(
    signed: Path, chenbao: Chenbao
) -> None:
    (signed / "要闻" / "03-迟来的一篇.md").write_text("---\nheadline: 迟来的消息\n---\n\n正文。\n", "utf-8")
    assert (
        "请提交到 git" in (said := chenbao("build", "--web", "--workers", "1").out)
        and f"{ISSUE}/ledger.yml" in said
    )
    assert "请提交到 git" not in chenbao("build", "--web", "--workers", "1").out


def test_a_wrong_number_is_wrong_usage(chenbao: Chenbao) -> None:
    assert chenbao("correct", "2601016", "--printed", "路", "--right", "桥").exit == 2


def test_corrections_that_speak_of_the_same_words_are_refused_and_one_can_be_taken_back(
    signed: Path, chenbao: Chenbao
) -> None:
    text = (signed / "printed" / "2601015.yml").read_text("utf-8").split('ordinal: 1, text: "')[1]
    words, wider, apart = text[2:6], text[1:9], text[10:13]
    assert chenbao("correct", "2601015", "--printed", words, "--right", "甲乙").exit == 0
    for overlapping in (wider, text[4:8], text[0:3], words):
        answer = chenbao("correct", "2601015", "--printed", overlapping, "--right", "丙", "--json")
        assert answer.codes == ["SQ880"] and answer.exit == 1
    assert chenbao("correct", "2601015", "--printed", apart, "--right", "丁").exit == 0
    taken = chenbao("correct", "2601015", "--undo", "--printed", words, "--date", "2026-02-03", "--json")
    assert taken.exit == 0
    lines = (signed / "corrections.yml").read_text("utf-8").splitlines()
    assert [line.endswith("undone: 2026-02-03}") for line in lines[1:]] == [True, False]
    assert chenbao("correct", "2601015", "--printed", wider, "--right", "丙").exit == 0
    assert chenbao("check", "--json").codes == []


def test_a_correction_that_was_taken_back_is_shown_nowhere(signed: Path, chenbao: Chenbao) -> None:
    words = (signed / "printed" / "2601015.yml").read_text("utf-8").split('ordinal: 1, text: "')[1][:4]
    chenbao("correct", "2601015", "--printed", words, "--right", "改成这样")
    chenbao("correct", "2601015", "--undo")
    assert chenbao("build", "--web", "--workers", "1").exit == 0
    pages = (signed.parents[1] / "dist/site").rglob("*.html")
    assert not any("改成这样" in page.read_text("utf-8") for page in pages)


@pytest.mark.parametrize("words", [("--undo",), ("--undo", "--printed", "没有这几个字")])
def test_what_is_no_correction_cannot_be_taken_back(
    signed: Path, chenbao: Chenbao, words: tuple[str, ...]
) -> None:
    answer = chenbao("correct", "2601015", *words, "--json")
    assert answer.codes == ["SQ881"] and not (signed / "corrections.yml").exists()


def test_two_corrections_that_clash_in_the_file_are_a_fault(signed: Path, chenbao: Chenbao) -> None:
    text = (signed / "printed" / "2601015.yml").read_text("utf-8").split('ordinal: 1, text: "')[1]
    lines = [
        f'- {{number: 2601015, paragraph: 1, printed: "{words}", corrected: "改", date: 2026-01-20}}\n'
        for words in (text[2:6], text[1:9])
    ]
    (signed / "corrections.yml").write_text("".join(lines), "utf-8")
    answer = chenbao("check", "--json")
    assert (answer.codes, answer.exit) == (["SQ880"], 1)


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Shanghai", "2026-01-12"), ("America/New_York", "2026-01-11"), ("", "2026-01-12")]
)
def test_a_date_is_that_of_the_paper_s_own_place(
    signed: Path, chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    settings = signed.parents[1] / "mkdocs.yml"
    line = f"\n      timezone: {zone}" if zone else ""
    settings.write_text(settings.read_text("utf-8").replace("code: SKB", f"code: SKB{line}"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768161600")  # 2026-01-11 20:00 UTC
    monkeypatch.setenv("TZ", "UTC")
    words = (signed / "printed" / "2601015.yml").read_text("utf-8").split('ordinal: 1, text: "')[1][:4]
    assert chenbao("correct", "2601015", "--printed", words, "--right", "改").exit == 0
    assert f"date: {day}" in (signed / "corrections.yml").read_text("utf-8")


def test_an_unknown_time_zone_is_a_fault(chenbao: Chenbao, paper_root: Path) -> None:
    settings = paper_root / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("code: SKB", "code: SKB\n      timezone: 上海")
    settings.write_text(text, "utf-8")
    assert chenbao("check", "--json").codes == ["SQ205"]


def test_an_issue_is_not_signed_before_an_earlier_one_without_a_word(signed: Path, chenbao: Chenbao) -> None:
    folder = signed.parents[1] / "issues"
    shutil.copytree(
        signed, folder / "2026-02", ignore=shutil.ignore_patterns("printed", "signoff.yml", "ledger.yml")
    )
    shutil.copytree(folder / "2026-02", folder / "2026-03")
    for name, number in (("2026-02", 2), ("2026-03", 3)):
        plan = folder / name / "issue.yml"
        text = (
            plan.read_text("utf-8")
            .replace("2026-01-12", f"{name}-12")
            .replace("number: 1", f"number: {number}")
        )
        plan.write_text(text.replace("2026-02-01", f"{name}-28"), "utf-8")
        for article in (folder / name).glob("*/*.md"):
            lines = article.read_text("utf-8").splitlines(keepends=True)
            article.write_text("".join(line for line in lines if not line.startswith("number:")), "utf-8")
    refused = chenbao("signoff", "2026-03", "--by", "某编辑", "--json")
    assert (refused.codes, refused.exit) == (["SQ317"], 1)
    assert not (folder / "2026-03" / "signoff.yml").exists()
    answered = chenbao("signoff", "2026-03", "--by", "某编辑", "--ahead", "二月号停刊", "--json")
    assert answered.exit == 0, answered.out
    assert 'ahead: "二月号停刊"' in (folder / "2026-03" / "signoff.yml").read_text("utf-8")


def test_verify_finds_what_differs_and_says_so_with_its_exit_code(signed: Path, chenbao: Chenbao) -> None:
    assert chenbao("signoff", "2026-01", "--verify").exit == 0
    first = next((signed / "要闻").glob("01-*.md"))
    first.rename(signed / "美" / "09-改了名.md")
    assert chenbao("signoff", "2026-01", "--verify").exit == 0, "a renamed file is the same article"
    moved = signed / "美" / "09-改了名.md"
    moved.write_text(moved.read_text("utf-8").replace("。", "！", 1), "utf-8")
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert (answer.exit, answer.codes) == (1, ["SQ673"])


def test_verify_and_again_name_the_typeface_that_is_another(
    signed: Path, chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {"字体 NotoSerifCJK-Bold.ttc": "0" * 64, "Pango": "9.9"}
    monkeypatch.setattr("build_tools.press.signed.tools_of", lambda composed: {**tools_of(composed), **other})
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert answer.exit == 1 and set(answer.codes) == {"SQ316"}
    assert "Pango" in answer.out and "9.9" in answer.out


def test_again_makes_the_whole_package_from_the_record_byte_for_byte_and_touches_nothing_else(
    signed: Path, chenbao: Chenbao
) -> None:
    """Whatever has become of articles, pictures, plan and settings."""
    root = signed.parents[1]
    before = files_of(root / "dist/print")
    shutil.rmtree(root / "dist")
    for path in [*signed.glob("*/*.md"), *(signed / "images").iterdir()]:
        path.unlink()
    (signed / "issue.yml").write_text("坏了: [", "utf-8")
    settings = root / "mkdocs.yml"
    text = (
        settings.read_text("utf-8")
        .replace("name: 试刊报", "name: 改名报")
        .replace("columns: 3", "columns: 2")
    )
    settings.write_text(text, "utf-8")
    left = files_of(root / "issues")
    answer = chenbao("signoff", "--again", "--json")
    assert answer.exit == 0 and answer.json["made"] == ["2026-01"], answer.out
    assert files_of(root / "dist/print") == before and files_of(root / "issues") == left
