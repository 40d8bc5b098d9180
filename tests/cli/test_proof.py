"""``chenbao proof``: rounds of proofs, what changed between them, and who read them."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Chenbao


def test_a_second_round_tells_what_changed_since_the_first(paper_root: Path, chenbao: Chenbao) -> None:
    first = chenbao("proof", "2026-01", "--stage", "小样", "--json")
    assert first.exit == 0 and first.json["round"] == 1 and Path(first.json["pdf"]).is_file()
    article = next((paper_root / "issues/2026-01/要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("，", "、", 1), "utf-8")
    second = chenbao("proof", "2026-01", "--json")
    assert [(change["before"], change["after"]) for change in second.json["changes"]] == [("，", "、")]
    assert (
        second.json["changes"][0]["number"].startswith("2601015") and second.json["changes"][0]["line"] >= 1
    )


def test_signatures_are_kept_and_no_two_reviews_are_by_one_person(paper_root: Path, chenbao: Chenbao) -> None:
    chenbao("proof", "2026-01", "--stage", "小样")
    assert chenbao("proof", "2026-01", "--sign", "1", "--task", "初审", "--by", "甲").exit == 0
    assert chenbao("proof", "2026-01", "--sign", "1", "--task", "复审", "--by", "甲", "--json").codes == [
        "SQ676"
    ]
    assert chenbao("proof", "2026-01", "--sign", "1", "--task", "复审", "--by", "乙").exit == 0
    record = (paper_root / "issues/2026-01/proofs.yml").read_text("utf-8")
    assert record.count("task: ") == 2 and 'name: "乙"' in record


def test_a_round_that_is_not_there_is_named(paper_root: Path, chenbao: Chenbao) -> None:
    assert chenbao("proof", "2026-01", "--sign", "3", "--task", "一校", "--by", "甲", "--json").codes == [
        "SQ675"
    ]
    assert chenbao("proof", "2026-01", "--against", "2", "--json").codes == ["SQ675"]
