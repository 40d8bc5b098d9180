"""Everything is gathered before anything is written: the whole paper, all its faults, none of them raised."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from build_tools.diagnostics import Severity
from build_tools.gathering import gather
from build_tools.model import printed_text
from build_tools.numbering import (
    SignOff,
    article_digests,
    format_ledger,
    format_printed,
    format_sign_off,
    signed_ledger,
)

ISSUE = "issues/2026-01"


def test_the_little_paper_is_clean_and_numbered_in_printing_order(paper_root: Path) -> None:
    gathered = gather(paper_root)
    assert (gathered.diagnostics, gathered.faulty) == ((), False)
    assert [(item.number.printed, item.page, item.address) for item in gathered.issues[0].articles] == [
        ("2601-015", 1, "2026-01/yaowen/menkoudeluxiupingle"),
        ("2601-028", 1, "2026-01/yaowen/jiesanbuyongyajin"),
        ("2601-031", 2, "2026-01/mei"),
        ("2601-044", 2, "2026-01/mei/yiloudehuakaile"),
        ("2601-053", 2, "2026-01/notices/bounty"),
    ]


def test_gathering_writes_nothing(paper_root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in paper_root.rglob("*")}
    gather(paper_root)
    assert {path: path.stat().st_mtime_ns for path in paper_root.rglob("*")} == before


def test_gathering_twice_gives_the_same(paper_root: Path) -> None:
    assert gather(paper_root) == gather(paper_root)


def test_one_more_article_moves_no_number_before_it(paper_root: Path) -> None:
    before = [item.number for item in gather(paper_root).issues[0].articles]
    (paper_root / ISSUE / "美" / "99-最后.md").write_text("---\nheadline: 最后\n---\n\n最后一篇。\n", "utf-8")
    after = gather(paper_root).issues[0].articles
    assert [item.number for item in after[:4]] == before[:4]
    assert [item.article.headline for item in after[4:]] == ["最后", "纠错有奖"]


def test_all_faults_of_all_files_are_told_at_once_sorted_by_place(paper_root: Path) -> None:
    (paper_root / ISSUE / "美" / "01-一楼的花开了.md").write_text(
        "---\nheadlin: 花\n---\n\n<b>花</b>\n", "utf-8"
    )
    (paper_root / ISSUE / "issue.yml").write_text(
        "number: 1\ndate: 2026-02-01\nbonty: 1\npages:\n  - {title: 要闻, sections: [要闻]}\n  - {title: 家园, sections: [美]}\n",
        "utf-8",
    )
    (paper_root / ISSUE / "要闻" / "03-坏.md").write_bytes(b"\xff\xfe")
    found = gather(paper_root).diagnostics
    assert [(each.place.path.rsplit("/", 1)[-1], each.place.line, each.code) for each in found] == [
        ("issue.yml", 2, "SQ211"),
        ("issue.yml", 3, "SQ203"),
        ("01-一楼的花开了.md", 2, "SQ104"),
        ("01-一楼的花开了.md", 2, "SQ105"),
        ("01-一楼的花开了.md", 5, "SQ401"),
        ("01-一楼的花开了.md", 5, "SQ401"),
        ("03-坏.md", 1, "SQ101"),
    ]


def test_an_issue_that_is_not_there_is_told_with_those_that_are(paper_root: Path) -> None:
    (found,) = gather(paper_root, ["2026-09"]).diagnostics
    assert (found.code, found.remedy) == ("SQ215", "现有：2026-01。新建用 ./chenbao new 2026-09。")


def test_a_folder_that_is_no_paper_is_told_and_no_more(tmp_path: Path) -> None:
    gathered = gather(tmp_path)
    assert ([each.code for each in gathered.diagnostics], gathered.issues) == (["SQ902"], ())


def test_an_exemption_silences_its_code_on_its_line_wherever_the_fault_was_found(paper_root: Path) -> None:
    path = paper_root / ISSUE / "要闻" / "02-借伞不用押金.md"
    path.write_text(
        "---\nheadline: 借伞,不用押金  # <!-- 免检 SQ410：照录 -->\n---\n\n<!-- 免检 SQ401：照录 -->\n\n<b>伞</b>不要钱,也不要押金。\n",
        "utf-8",
    )
    assert [(each.code, each.place.line) for each in gather(paper_root).diagnostics] == [("SQ410", 7)]


def test_a_warning_alone_does_not_make_a_paper_faulty(paper_root: Path) -> None:
    path = paper_root / ISSUE / "要闻" / "02-借伞不用押金.md"
    path.write_text("---\nheadline: 借伞\n---\n\n借伞。。\n", "utf-8")
    gathered = gather(paper_root)
    assert ([each.severity for each in gathered.diagnostics], gathered.faulty) == ([Severity.WARNING], False)


def test_the_real_issues_raise_no_alarm() -> None:
    assert gather(Path(__file__).parents[1]).diagnostics == ()


def sign(root: Path) -> None:
    """Leave everything behind that a sign-off and a correction leave."""
    gathered = gather(root)
    numbered, ledger = gathered.issues[0], gathered.ledgers[0]
    folder = root / ISSUE
    (folder / "printed").mkdir()
    for item in numbered.articles:
        (folder / "printed" / f"{item.number}.yml").write_text(format_printed(printed_text(item)), "utf-8")
    record = SignOff("2026-01", 1, "签发人", "2026-01-10T10:00:00+08:00", article_digests(numbered), {}, {})
    (folder / "signoff.yml").write_text(format_sign_off(record), "utf-8")
    (folder / "ledger.yml").write_text(format_ledger(signed_ledger(ledger, numbered)), "utf-8")
    (folder / "corrections.yml").write_text(
        '- {number: 2601015, paragraph: 1, printed: "三天", corrected: "四天", date: 2026-01-20}\n', "utf-8"
    )


def test_a_signed_paper_is_still_clean(paper_root: Path) -> None:
    sign(paper_root)
    gathered = gather(paper_root)
    # Signed before there were records: the one thing that is told.
    assert [each.code for each in gathered.diagnostics] == ["SQ314"]
    assert gathered.issues[0].signed and len(gathered.issues[0].corrections) == 1


@pytest.mark.parametrize("seed", range(40))
def test_a_paper_with_any_files_broken_is_still_gathered(paper_root: Path, seed: int) -> None:
    sign(paper_root)
    dice = random.Random(seed)
    files = sorted(path for path in paper_root.rglob("*") if path.is_file() and "theme" not in path.parts)
    for path in dice.sample(files, 4):
        raw = bytearray(path.read_bytes())
        for _ in range(dice.randint(1, 6)):
            raw[dice.randrange(len(raw)) : dice.randrange(len(raw))] = dice.randbytes(dice.randint(0, 4))
            raw = raw or bytearray(b"-")
        path.write_bytes(raw)
    gathered = gather(paper_root)
    assert all(str(each) for each in gathered.diagnostics)
    assert gathered.faulty or gathered.issues
