"""``chenbao signoff`` and ``correct``: what is signed never changes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Chenbao

ISSUE = "issues/2026-01"


@pytest.fixture
def signed(signed_root: Path) -> Path:
    """The 试刊号, signed off."""
    return signed_root / ISSUE


def numbers(chenbao: Chenbao) -> dict[str, str]:
    return {row["file"]: row["number"] for row in chenbao("numbers", "--json").json["numbers"]}


def test_sign_off_freezes_numbers_and_text(signed: Path, chenbao: Chenbao) -> None:
    ledger = (signed / "ledger.yml").read_text("utf-8")
    assert ledger.count("signed: true") == ledger.count("- {number:") == len(list((signed / "printed").iterdir()))
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


def test_a_withdrawn_number_leads_to_a_page_that_says_so_and_is_not_given_again(signed: Path, chenbao: Chenbao) -> None:
    next((signed / "要闻").glob("02-*.md")).unlink()
    (signed / "要闻" / "03-迟来的一篇.md").write_text("---\nheadline: 迟来的消息\n---\n\n正文。\n", "utf-8")
    assert chenbao("build", "--json").exit == 0
    rows = {row["headline"]: row for row in chenbao("numbers", "--json").json["numbers"]}
    assert rows["借伞不用押金"]["state"] == "已撤稿"
    assert rows["迟来的消息"]["number"][:7] == "2601-06" and rows["迟来的消息"]["state"] == "草号"
    page = signed.parents[1] / "dist/site/n/2601028/index.html"
    assert "撤" in page.read_text("utf-8")


def test_a_changed_text_is_named_after_sign_off(signed: Path, chenbao: Chenbao) -> None:
    article = next((signed / "要闻").glob("01-*.md"))
    # A character for a character, so that the page stays full.
    article.write_text(article.read_text("utf-8").replace("。", "！", 1), "utf-8")
    answer = chenbao("check", "--json")
    assert answer.codes == ["SQ307"] and answer.exit == 0
    again = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    assert again.exit == 0 and again.json["version"] == 2
    assert chenbao("check", "--json").codes == []


def test_a_fault_or_a_doubt_stops_sign_off_and_nothing_is_written(chenbao: Chenbao, paper_root: Path) -> None:
    article = next((paper_root / ISSUE / "要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("，", "，，", 1), "utf-8")
    answer = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ409"]
    assert not (paper_root / ISSUE / "ledger.yml").exists() and not (paper_root / ISSUE / "printed").exists()


def test_a_correction_is_found_in_the_printed_text_shown_and_carried_to_the_next_issue(signed: Path, chenbao: Chenbao) -> None:
    printed = (signed / "printed" / "2601015.yml").read_text("utf-8")
    words = printed.split('ordinal: 1, text: "')[1][:6]
    answer = chenbao("correct", "2601015", "--printed", words, "--right", "改正的字", "--finder", "读者甲", "--date", "2026-01-20", "--json")
    assert answer.exit == 0 and answer.json["paragraph"] == 1
    assert f'printed: "{words}"' in (signed / "corrections.yml").read_text("utf-8")
    chenbao("new", "2026-02")
    notices = signed.parents[1] / "content" / "notices"
    (notices / "corrections.md").write_text("---\nheadline: 更正\n---\n\n{更正}\n", "utf-8")
    plan = signed.parent / "2026-02" / "issue.yml"
    plan.write_text(plan.read_text("utf-8").replace("notices: [bounty]", "notices: [corrections, bounty]"), "utf-8")
    (signed.parent / "2026-02" / "美" / "01-补一篇.md").write_text("---\nheadline: 补一篇\n---\n\n正文。\n", "utf-8")
    assert chenbao("build").exit == 0
    page = (signed.parents[1] / "dist/site/2026-02/notices/corrections/index.html").read_text("utf-8")
    assert words in page and "改正的字" in page and "读者甲" in page


def test_a_correction_of_words_that_were_not_printed_is_refused(signed: Path, chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "没有这几个字", "--right", "别的", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ803"]
    assert not (signed / "corrections.yml").exists()


def test_a_correction_before_sign_off_is_refused(chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "路", "--right", "桥", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ802"]


def test_words_that_stand_twice_must_be_told_apart(signed: Path, chenbao: Chenbao) -> None:
    answer = chenbao("correct", "2601015", "--printed", "，", "--right", "。", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ804"]


def test_a_wrong_number_is_wrong_usage(chenbao: Chenbao) -> None:
    assert chenbao("correct", "2601016", "--printed", "路", "--right", "桥").exit == 2
