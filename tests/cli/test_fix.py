"""``check --fix``: the files are mended, every change is told, twice is once, and what was signed is never touched."""

from __future__ import annotations

from pathlib import Path

from build_tools.numbering import format_ledger
from build_tools.readers import read_ledger
from build_tools.readers.manuscripts import guess_text, mend_file
from tests.cli.conftest import Chenbao
from tests.factories import write_early_sign_off

ARTICLE = "---\nheadline: 借伞,不用押金\n---\n\n　　伞在门口,随便拿.\n"


def an_article(paper_root: Path) -> Path:
    return sorted(paper_root.glob("issues/*/*/0*.md"))[0]


def test_files_are_mended_and_every_change_is_told(chenbao: Chenbao, paper_root: Path) -> None:
    path = an_article(paper_root)
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode("utf-8-sig"))
    answer = chenbao("check", "--fix")
    assert path.read_text("utf-8") == "---\nheadline: 借伞，不用押金\n---\n\n伞在门口，随便拿。\n"
    shown = path.relative_to(paper_root).as_posix()
    assert f"{shown}: 改好：编码（UTF-8 BOM → UTF-8）\n" in answer.out
    assert f"{shown}:2:13: 改好：汉字旁的半角标点（“,” → “，”）\n" in answer.out
    assert f"{shown}:5:1: 改好：段首的空格（“U+3000U+3000” → “”）\n" in answer.out
    assert "SQ410" not in answer.out
    assert "清稿：没有要改的。" in chenbao("check", "--fix").out


def test_gbk_becomes_utf8_and_bytes_that_say_nothing_stay(chenbao: Chenbao, paper_root: Path) -> None:
    path = an_article(paper_root)
    path.write_bytes(ARTICLE.encode("gbk"))
    other = path.with_name("09-坏了.md")
    other.write_bytes(b"\x81\x30\xff\xfe\x00--")
    mended = chenbao("check", "--fix", "--json").json["mended"]
    assert [(file["path"], file["encoding"]) for file in mended] == [
        (path.relative_to(paper_root).as_posix(), "GBK")
    ]
    assert path.read_text("utf-8").startswith("---\nheadline: 借伞，不用押金\n")
    assert other.read_bytes() == b"\x81\x30\xff\xfe\x00--"


def test_big5_is_not_taken_for_gbk() -> None:
    assert guess_text("這裡是繁體中文的一段文字，說明鄰里之間的關係。".encode("big5")) is None
    assert guess_text("这里是简体中文的一段文字，说明邻里之间的关系。".encode("gbk"))


def test_a_signed_text_is_never_touched_even_when_it_was_moved(chenbao: Chenbao, paper_root: Path) -> None:
    path = an_article(paper_root)
    issue = path.parts[-3]
    assert chenbao("build", "--web", "--workers", "1").exit == 0
    ledger, _ = read_ledger(paper_root, issue)
    place = paper_root / "issues" / issue / "ledger.yml"
    place.write_text(format_ledger(ledger).replace("headline:", "signed: true, headline:", 1), "utf-8")
    write_early_sign_off(paper_root, issue)
    signed = read_ledger(paper_root, issue)[0].signed[0]
    lies = paper_root / "issues" / issue / signed.file
    moved = lies.with_name("07-改了名.md")
    written = lies.read_text("utf-8").replace("---\n\n", "---\n\n　　甲,乙。", 1)
    lies.unlink()
    moved.write_text(written.replace("---\n", f"---\nnumber: {signed.number}\n", 1), "utf-8")
    assert chenbao("check", "--fix", "--json").json["mended"] == []
    assert "　　甲,乙。" in moved.read_text("utf-8")


def test_an_issue_that_is_named_is_all_that_is_touched(chenbao: Chenbao, paper_root: Path) -> None:
    page = paper_root / "content" / "about.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# 关于\n\n伞在门口,随便拿.\n", "utf-8")
    path = an_article(paper_root)
    path.write_text(ARTICLE, "utf-8")
    shown = path.relative_to(paper_root).as_posix()
    mended = chenbao("check", path.parts[-3], "--fix", "--json").json["mended"]
    assert [file["path"] for file in mended] == [shown]
    assert [file["path"] for file in chenbao("check", "--fix", "--json").json["mended"]] == [
        "content/about.md"
    ]


def test_our_own_pages_are_clean_and_stay_as_they_are_written() -> None:
    """The meaning of a term keeps its indent (``:   ``), and what is shown as an example is no copy."""
    root = Path(__file__).parents[2]
    changed = [path for path in sorted((root / "content").rglob("*.md")) if mend_file(path, path.name)]
    assert changed == []


def test_the_folder_that_mkdocs_has_its_pages_in_is_read_whatever_it_is_called(
    paper_root: Path, chenbao: Chenbao
) -> None:
    (paper_root / "content").rename(paper_root / "pages")
    settings = paper_root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("docs_dir: content", "docs_dir: pages"), "utf-8")
    about = paper_root / "pages" / "关于.md"
    about.write_bytes("# 关于\r\n\r\n##小标题\r\n".encode("utf-8-sig"))
    (paper_root / "pages" / "words.yml").write_text("confusions: {自愿者: 自愿者}\n", "utf-8")
    said = chenbao("check", "--fix", "--json").json
    found = {(each["code"], each["path"]) for each in said["diagnostics"]}
    assert {("SQ430", "pages/关于.md"), ("SQ485", "pages/words.yml")} <= found
    assert [each["path"] for each in said["mended"]] == ["pages/关于.md"]
    assert about.read_bytes().startswith("# 关于\n".encode())
