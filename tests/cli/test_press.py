"""``chenbao signoff`` to the print shop: the package, the refusal, the same bytes twice, and the proof a year later."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Chenbao
from tests.conftest import CLOCK

_PRESS = "dist/print/2026-01/press"


@pytest.fixture
def signed(signed_root: Path) -> Path:
    """The 试刊号, signed off with its clock stopped."""
    return signed_root


def _bytes(root: Path) -> dict[str, str]:
    folders = (root / _PRESS, root / "issues/2026-01")
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_shop_gets_pages_sheets_ticket_and_check_sums(signed: Path) -> None:
    names = {path.name for path in (signed / _PRESS).iterdir()}
    stem, parts = (
        "SKB_20260112_001",
        (
            "ALL_v1.pdf",
            "A01_v1.pdf",
            "A02_v1.pdf",
            "SHEETS_v1.pdf",
            "TICKET_v1.pdf",
            "TICKET_v1.json",
            "TICKET_v1.xjdf",
            "SHA256_v1.txt",
        ),
    )
    assert names == {f"{stem}_{part}" for part in parts}
    for line in (signed / _PRESS / f"{stem}_SHA256_v1.txt").read_text("utf-8").splitlines():
        value, name = line.split("  ")
        assert hashlib.sha256((signed / _PRESS / name).read_bytes()).hexdigest() == value


def test_every_page_for_the_shop_passes_the_preflight(signed: Path, chenbao: Chenbao) -> None:
    """All pages together and the sheets have passed it, or there would be none."""
    files = [str(signed / _PRESS / f"SKB_20260112_001_{part}_v1.pdf") for part in ("A01", "A02")]
    answer = chenbao("preflight", *files, "--standard", "pdf/x-4")
    assert answer.exit == 0, answer.out


def test_the_same_state_signed_elsewhere_gives_the_same_bytes(
    signed: Path, chenbao: Chenbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "别处 2"
    shutil.copytree(Path(__file__).parents[1] / "issue_zero", other)
    (other / "theme").symlink_to(signed / "theme")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    assert chenbao("signoff", "2026-01", "--by", "某编辑", "--root", str(other)).exit == 0
    assert _bytes(other) == _bytes(signed)


def test_a_comma_changed_after_sign_off_is_caught_and_named(signed: Path, chenbao: Chenbao) -> None:
    assert chenbao("signoff", "2026-01", "--verify").exit == 0
    article = next((signed / "issues/2026-01/要闻").glob("01-*.md"))
    article.write_text(article.read_text("utf-8").replace("，", "、", 1), "utf-8")
    assert chenbao("check", "2026-01", "--json").codes == ["SQ307"]
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ673"]
    assert answer.json["diagnostics"][0]["path"] == article.relative_to(signed).as_posix()


def test_what_all_issues_share_may_change_for_the_record_holds_it(signed: Path, chenbao: Chenbao) -> None:
    (signed / "mkdocs.yml").write_text((signed / "mkdocs.yml").read_text("utf-8") + "# 新的一行\n", "utf-8")
    plan = signed / "issues/2026-01/issue.yml"
    plan.write_text(plan.read_text("utf-8") + "# 新的一行\n", "utf-8")
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert answer.exit == 0 and answer.codes == []


def test_what_comes_out_otherwise_than_signed_is_not_written(signed: Path, chenbao: Chenbao) -> None:
    shutil.rmtree(signed / "dist")
    record = signed / "issues/2026-01/signoff.yml"
    line = next(each for each in record.read_text("utf-8").splitlines() if "_A02_v1.pdf" in each)
    other = line[:-64] + "0" * 64
    record.write_text(record.read_text("utf-8").replace(line, other), "utf-8")
    answer = chenbao("signoff", "2026-01", "--again", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ678"] and "_A02_v1.pdf" in answer.out
    assert not (signed / _PRESS).exists()


def test_a_print_that_is_not_the_signed_one_is_told(signed: Path, chenbao: Chenbao) -> None:
    layout = signed / "dist/print/2026-01/layout.json"
    layout.write_bytes(layout.read_bytes() + b"\n")
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ673"]
    layout.unlink()
    answer = chenbao("signoff", "2026-01", "--verify", "--json")
    assert answer.exit == 1 and answer.codes == ["SQ678"]


def test_before_sign_off_there_is_nothing_to_verify(paper_root: Path, chenbao: Chenbao) -> None:
    assert chenbao("signoff", "2026-01", "--verify", "--json").codes == ["SQ672"]


def test_facts_not_given_are_asked_for_and_a_sample_needs_none(paper_root: Path, chenbao: Chenbao) -> None:
    settings = paper_root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8")
        .replace("总编辑: 某编辑", "总编辑: 待补")
        .replace("copies: 1", "copies: 待补"),
        "utf-8",
    )
    answer = chenbao("signoff", "2026-01", "--by", "某编辑", "--json")
    asked = [found["message"] for found in answer.json["diagnostics"] if found["code"] == "SQ230"]
    assert answer.exit == 1 and [message[5:8] for message in asked] == ["印数”", "总编辑"]
    assert not (paper_root / _PRESS).exists() and not (paper_root / "issues/2026-01/signoff.yml").exists()
    assert chenbao("signoff", "2026-01", "--by", "某编辑", "--sample").exit == 0
    assert "sample: true" in (paper_root / "issues/2026-01/signoff.yml").read_text("utf-8")
