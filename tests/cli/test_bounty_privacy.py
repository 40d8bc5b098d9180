"""Whoever is forgotten is gone: from every byte of the folder, and from every object of git."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from tests.bounty.workbooks import make_workbook
from tests.cli.conftest import Chenbao

PHONE, NAME, OTHER = "13912345678", "张三丰", "李四光"
SECRETS = (PHONE, NAME, "zhang-wx-01")
ISSUE = "2026-01"


def holding(root: Path, word: str) -> list[str]:
    """Files in which a word stands, as text in any encoding that is used here, zipped, or as JSON escapes it."""
    wanted = {word.encode(), word.encode("gb18030"), word.encode("unicode_escape"), word.encode("utf-16-le")}
    found = []
    for path in root.rglob("*"):
        if not path.is_file() or "theme" in path.parts:
            continue
        content = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                content += [archive.read(name) for name in archive.namelist()]
        if any(each in part for each in wanted for part in content):
            found.append(path.relative_to(root).as_posix())
    # Every object of git, loose or packed, whether or not anything leads to it.
    objects = git(root, "cat-file", "--batch-all-objects", "--batch")
    return found + [".git/objects"] * any(each in objects for each in wanted)


def git(root: Path, *words: str) -> bytes:
    return subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "core.autocrlf=false", *words],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout


def test_forgetting_leaves_no_byte_of_a_person_in_the_folder_or_in_git(
    paper_root: Path, chenbao: Chenbao
) -> None:
    (paper_root / ".gitignore").write_text(
        (Path(__file__).parents[2] / ".gitignore").read_text("utf-8"), "utf-8"
    )
    git(paper_root, "init", "-q")
    header = ["姓名", "手机号", "微信号", "时间", "内容"]
    letters = [
        [NAME, PHONE, "zhang-wx-01", "2026-01-20", f"第一版“坑洼已久”应为“坑洼多年”，我的电话{PHONE}"],
        [OTHER, "13800001111", "", "2026-01-21", "第一版“二十把伞”应为“二十多把伞”"],
    ]
    sent = paper_root.parent / "sent"
    sent.mkdir()
    (sent / "book.xlsx").write_bytes(make_workbook([header, *letters]))
    (sent / "table.csv").write_bytes(
        "\n".join(",".join(line) for line in (header, *letters)).encode("gb18030")
    )
    (sent / "odd.csv").write_text(f"甲列,乙列\n{NAME},{PHONE}\n", "utf-8")
    (sent / "empty.csv").write_text(f"姓名,手机号,内容\n{NAME},{PHONE},\n", "utf-8")
    files = [str(path) for path in sorted(sent.iterdir())]
    assert chenbao("bounty", "import", ISSUE, *files, "--keep-until", "2099-01-01", "--json").json["new"] == 2
    people = {each["code"] for each in chenbao("bounty", "people", ISSUE, "--json").json["people"]}
    for code in people:
        chenbao(
            "bounty", "people", ISSUE, code, "--contact", f"又一个号码 {PHONE}" if len(people) == 1 else ""
        )
    for case in chenbao("bounty", "list", ISSUE, "--json").json["cases"]:
        chenbao("bounty", "verdict", ISSUE, str(case["name"]), "--decision", "rejected")
    chenbao("bounty", "answers", ISSUE)
    assert chenbao("bounty", "seal", ISSUE, "--source", "x", "--when", "2099-01-01").exit == 0
    git(paper_root, "add", "-A")
    git(paper_root, "commit", "-qm", "the month")
    git(paper_root, "gc", "-q")
    assert all(holding(paper_root, word) for word in SECRETS)

    assert chenbao("bounty", "forget", ISSUE, "--person", PHONE, "--json").json["removed"] == 1
    assert {word: holding(paper_root, word) for word in SECRETS} == {word: [] for word in SECRETS}
    assert holding(paper_root, OTHER)
    # The file comes once more: what is forgotten stays away, and nobody else is lost.
    chenbao("bounty", "import", ISSUE, files[0])
    assert [holding(paper_root, word) for word in SECRETS] == [[], [], []] and holding(paper_root, OTHER)


def test_letters_stay_out_of_git_where_nothing_tells_it_so(paper_root: Path, chenbao: Chenbao) -> None:
    git(paper_root, "init", "-q")
    letter = f"姓名,手机号,内容\n{NAME},{PHONE},第一版“坑洼已久”应为“坑洼多年”\n"
    sent = paper_root.parent / "sent.csv"
    sent.write_text(letter, "utf-8")
    assert (
        chenbao("bounty", "import", ISSUE, str(sent), "--keep-until", "2099-01-01", "--json").json["new"] == 1
    )
    git(paper_root, "add", "-A")
    git(paper_root, "commit", "-qm", "the month")
    assert not [path for path in holding(paper_root, PHONE) if "/bounty/inbox/" not in path]
    assert b"inbox" not in git(paper_root, "ls-files")


def test_the_search_finds_what_only_git_still_holds(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for words in (f"电话{PHONE}", "没有电话"):
        (tmp_path / "a.txt").write_text(words, "gb18030")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "x")
    git(tmp_path, "gc", "-q")
    assert holding(tmp_path, PHONE) == [".git/objects"]


def test_what_is_committed_holds_no_receipt_no_code_and_no_key(paper_root: Path, chenbao: Chenbao) -> None:
    (paper_root / "in.csv").write_text(
        "姓名,微信号,时间,内容\n甲某,wx-1,2026-01-20,第一版“坑洼已久”应为“坑洼多年”\n", "utf-8"
    )
    chenbao("bounty", "import", ISSUE, "in.csv", "--keep-until", "2099-01-01")
    (case,) = chenbao("bounty", "list", ISSUE, "--json").json["cases"]
    chenbao("bounty", "verdict", ISSUE, case["name"], "--decision", "accepted", "--kind", "words")
    chenbao("bounty", "seal", ISSUE, "--source", "x", "--when", "2099-01-01")
    chenbao("bounty", "answers", ISSUE)
    inbox = paper_root / "issues" / ISSUE / "bounty" / "inbox"
    line = (inbox / "answers.csv").read_text("utf-8-sig").splitlines()[1].split(",")
    code = chenbao("bounty", "people", ISSUE, "--json").json["people"][0]["code"]
    key = (inbox / "key").read_text()
    committed = [path for path in inbox.parent.iterdir() if path.is_file()]
    for word in (line[0].replace("-", ""), line[0], code, key):
        assert len(word) >= 16 and not any(word in path.read_text("utf-8") for path in committed)


def test_nobody_is_called_by_nothing_and_a_title_is_no_wildcard(paper_root: Path, chenbao: Chenbao) -> None:
    (paper_root / "in.csv").write_text(
        "姓名,手机号,时间,内容\n"
        + f"王先生,,2026-01-20,第一版“坑洼已久”应为“坑洼多年”\n王女士,,2026-01-20,第一版有错，打{PHONE}\n"
        + f",{PHONE}/021-5678123,2026-01-20,第二版有错\n微信用户,,2026-01-20,第三版有错\n",
        "utf-8",
    )
    chenbao("bounty", "import", ISSUE, "in.csv", "--keep-until", "2099-01-01")
    for nobody in ("老师", "😀", "-", "同志", "微信用户"):
        assert chenbao("bounty", "forget", ISSUE, "--person", nobody, "--json").json["removed"] == 0
    told = chenbao("bounty", "forget", ISSUE, "--person", "王")
    assert "没有叫“王”的" in told.out and "王先生" in told.out and "王女士" in told.out
    told = chenbao("bounty", "forget", ISSUE, "--person", f"+86{PHONE}")
    assert "删去了1条来信" in told.out and "王女士" in told.out
    assert chenbao("bounty", "forget", ISSUE, "--person", "王先生", "--json").json["removed"] == 1
    assert len(chenbao("bounty", "people", ISSUE, "--json").json["people"]) == 2


def test_a_code_that_is_two_peoples_changes_neither(paper_root: Path, chenbao: Chenbao) -> None:
    rows = "".join(f"某{order},wx_{order},2026-01-20,第一版有错\n" for order in range(17))
    (paper_root / "in.csv").write_text(f"姓名,微信号,时间,内容\n{rows}", "utf-8")
    chenbao("bounty", "import", ISSUE, "in.csv", "--keep-until", "2099-01-01")
    codes = [each["code"] for each in chenbao("bounty", "people", ISSUE, "--json").json["people"]]
    first = next(code[0] for code in codes if sum(each[0] == code[0] for each in codes) > 1)
    assert "SQ815" in chenbao("bounty", "people", ISSUE, first, "--naming", "实名").out
    assert "不是一种署名" in chenbao("bounty", "people", ISSUE, codes[0], "--naming", "用全名吧").out
    assert {each["naming"] for each in chenbao("bounty", "people", ISSUE, "--json").json["people"]} == {
        "none"
    }
    assert chenbao("bounty", "people", ISSUE, codes[0], "--naming", "匿名").exit == 0
