"""Taking in: what the command writes, what it refuses, and that nothing is lost whatever comes."""

from __future__ import annotations

import functools
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.cli.main import main
from build_tools.intake import Sending, open_sending, take_in
from build_tools.intake.accounting import folded, unaccounted
from build_tools.intake.sending import take
from build_tools.readers.article import read_article
from tests.intake.office import Word, centre, locked, packed, photo, text, title

ROOT = Path(__file__).parents[2]
SENDING = Word().build(title("灯亮了") + centre("蒋文娟") + text("走进芳草里，人们会发现路灯变亮了。"))


def taken(name: str, content: bytes) -> list[str]:
    """The codes of the slip for one file."""
    sending = Sending()
    take(sending, name, content)
    return [each.code for each in take_in(sending).remarks]


def test_articles_pictures_and_report_lie_in_the_folder_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(SENDING)
    (tmp_path / "图1.jpg").write_bytes(photo(1))
    out = tmp_path / "out"
    assert main(["intake", "--out", str(out), str(tmp_path / "稿.docx"), str(tmp_path / "图1.jpg")]) == 0
    assert sorted(each.name for each in out.iterdir()) == [
        "01-灯亮了.md",
        "report.json",
        "收稿单.txt",
        "灯亮了-1.jpg",
    ]
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["articles"][0]["headline"] == "灯亮了"
    assert all({"code", "message", "remedy"} <= set(each) for each in report["slip"])


def test_what_is_taken_into_an_issue_is_read_as_one_of_its_articles(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    shutil.copytree(ROOT / "tests" / "issue_zero", paper)
    issue = next(each for each in (paper / "issues").iterdir() if not (each / "signoff.yml").exists())
    file = tmp_path / "稿.docx"
    file.write_bytes(SENDING)
    (tmp_path / "图1.jpg").write_bytes(photo(1))
    words = ["intake", "--root", str(paper), "--issue", issue.name, str(file), str(tmp_path / "图1.jpg")]
    assert main(words) == 0
    written = next(issue.glob("*/*灯亮了.md"))
    read = read_article(
        paper, f"issues/{issue.name}", written.relative_to(issue).as_posix(), written.parent.name
    )
    assert read.article is not None and read.article.headline == "灯亮了"
    assert not [each for each in read.diagnostics if each.severity.blocks_build]


def test_what_is_sent_again_is_said_with_the_place_of_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper"
    shutil.copytree(ROOT / "tests" / "issue_zero", paper)
    issue = next(each for each in (paper / "issues").iterdir() if not (each / "signoff.yml").exists())
    file = tmp_path / "稿.docx"
    file.write_bytes(SENDING)
    (tmp_path / "图1.jpg").write_bytes(photo(1))
    words = ["intake", "--root", str(paper), "--issue", issue.name, str(file), str(tmp_path / "图1.jpg")]
    assert main(words) == 0 and "SQ134" not in capsys.readouterr().out
    first = next(issue.glob("*/*灯亮了.md")).relative_to(paper).as_posix()
    main(words)
    said = capsys.readouterr().out
    assert "SQ134" in said and first in said
    assert sorted(each.name for each in issue.glob("images/灯亮了*")) == ["灯亮了-1.jpg", "灯亮了-2.jpg"]


def test_a_signed_issue_takes_nothing_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper"
    shutil.copytree(ROOT / "tests" / "issue_zero", paper)
    issue = next((paper / "issues").iterdir())
    (issue / "signoff.yml").write_text("", "utf-8")
    before = sorted(issue.rglob("*"))
    (tmp_path / "稿.docx").write_bytes(SENDING)
    assert main(["intake", "--root", str(paper), "--issue", issue.name, str(tmp_path / "稿.docx")]) == 2
    assert "已经付印" in capsys.readouterr().out
    assert sorted(issue.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--issue", "2099-01"], "没有这一期"),
        (["--out", "x", "--issue", "2021-01"], "只写一个"),
        (["nowhere.docx", "--out", "x"], "没有这个文件"),
    ],
)
def test_wrong_usage_is_said(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "稿.docx").write_bytes(SENDING)
    assert (
        main(["intake", "--root", str(ROOT / "tests" / "issue_zero"), str(tmp_path / "稿.docx"), *words]) == 2
    )
    assert said in capsys.readouterr().out


@functools.cache
def bomb() -> bytes:
    return packed({"word/document.xml": bytes(300 * 1024 * 1024)})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("锁.docx", locked(), "密码"),
        ("断.docx", SENDING[: len(SENDING) // 2], "坏"),
        ("弹.docx", bomb, "压缩炸弹"),
        ("弹.zip", bomb, "压缩炸弹"),
        ("片.pptx", packed({"ppt/presentation.xml": b"<a/>"}), "幻灯片"),
        ("包.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "7z"),
        ("坏.pdf", b"%PDF-1.4 nothing", "PDF"),
        ("音.mp3", b"ID3" + bytes(30), "录音"),
        ("片.pages", b"bplist" + bytes(30), "iWork"),
        ("乱.txt", bytes(range(256)) * 8, "不是文字"),
    ],
)
def test_what_cannot_be_read_is_named_as_what_it_is(
    name: str, content: bytes | Callable[[], bytes], said: str
) -> None:
    sending = Sending()
    take(sending, name, content if isinstance(content, bytes) else content())
    found = take_in(sending).remarks
    assert [each.code for each in found] == ["SQ120"]
    assert said in found[0].message


def test_a_locked_zip_is_named_and_the_rest_of_it_is_read(tmp_path: Path) -> None:
    content = bytearray(packed({"a.txt": "灯亮了\n\n路灯换了新的，晚上走路看得清楚。\n".encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    assert zipfile.ZipFile(io.BytesIO(bytes(content))).infolist()[0].flag_bits & 1
    sending = Sending()
    take(sending, "锁.zip", bytes(content))
    assert "密码" in take_in(sending).remarks[0].message


def test_a_picture_without_a_story_is_said_and_not_published() -> None:
    assert taken("照片.jpg", photo(1)) == ["SQ127"]


def test_an_empty_file_is_said() -> None:
    assert taken("空.txt", b"") == ["SQ133"]


def test_doubts_changes_cropping_and_comments_have_their_codes() -> None:
    word = Word()
    body = title("灯亮了") + text("共 ３６ 盏（数字待核实）。走进芳草里，人们会发现路灯变亮了。")
    cut = word.picture(photo(1), crop='<a:srcRect l="30000"/>')
    body += f"<w:p>{cut}</w:p><w:p>{word.comment('问一下')}</w:p>"
    body += f"<w:p>{word.picture(photo(2, 300, 300))}</w:p><w:p>{word.picture(photo(3, 60, 60))}</w:p>"
    body += text("【图9】")
    codes = taken("灯.docx", word.build(body))
    wanted = {"SQ122", "SQ123", "SQ124", "SQ125", "SQ126", "SQ128", "SQ130", "SQ132", "SQ520"}
    assert wanted <= set(codes)


def test_a_changed_picture_is_said(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(SENDING)
    (tmp_path / "图1.gif").write_bytes(photo(1, form="GIF"))
    assert "SQ131" in [each.code for each in take_in(open_sending([tmp_path])).remarks]


def test_a_left_out_line_and_an_unknown_one_have_their_codes() -> None:
    word = Word(header="内部刊物")
    assert "SQ121" in taken("灯.docx", word.build(text("走进芳草里，人们会发现路灯变亮了。")))
    found = unaccounted(["走进芳草里，路灯变亮了", "又一句"], ["走进芳草里，路灯变亮了。"])
    assert found == ["又一句"]
    # The code that says so: SQ129.


@pytest.mark.parametrize("row", ["----", "****", "* * *", "____"])
@pytest.mark.parametrize("name", ["灯.md", "灯.txt"])
def test_a_row_that_parts_paragraphs_is_told(name: str, row: str) -> None:
    sending = Sending()
    take(sending, name, f"# 灯亮了\n\n走进芳草里。\n\n{row}\n\n路灯变亮了。\n".encode())
    assert any(row in each.message for each in take_in(sending).remarks)


def test_what_is_missing_is_quoted_whole() -> None:
    there = ["邻里和睦。写信到 b@c.cn 也行。"]
    assert unaccounted(["写到a@b.com处"], there) == ["写到a@b.com处"]
    assert unaccounted(["邻里和睦，互相帮助abc。"], there) == [",互相帮助abc."]


@given(st.lists(st.text(max_size=30), max_size=12), st.integers(0, 11))
def test_what_is_there_is_never_missed_and_what_is_gone_never_found(texts: list[str], at: int) -> None:
    assert unaccounted(texts, texts) == []
    fresh = "丙丁戊己庚辛壬癸"
    assert unaccounted([*texts[:at], fresh, *texts[at:]], [text.replace("丙", "") for text in texts])


@pytest.mark.parametrize(
    "notes",
    [
        "正文。\n\n[^1]: 无人提起的甲。",
        "正文。\n\n[^1]: 只提自己[^1]的乙。",
        "正文。\n\n[^a]: 互提[^b]的丙。\n\n[^b]: 互提[^a]的丁。",
        "正文[^2]。\n\n[^1]: 注里才提的戊。\n\n[^2]: 己[^1]。",
        "正文[^1]。\n\n[^1]: 先写的庚。\n[^1]: 后写的辛。",
    ],
)
def test_a_note_that_no_text_refers_to_is_on_the_slip(notes: str) -> None:
    sending = Sending()
    take(sending, "稿.md", f"# 标题\n\n{notes}\n".encode())
    found = take_in(sending)
    there = "".join(each.text for each in found.articles) + "".join(each.message for each in found.remarks)
    assert [each for each in notes if each in "甲乙丙丁戊己庚辛提" and each not in there] == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=400))
def test_any_text_is_taken_in_without_loss(words: str) -> None:
    sending = Sending()
    take(sending, "稿.txt", words.encode("utf-8", "replace"))
    found = take_in(sending)
    there = folded(
        "".join(each.text for each in found.articles) + "".join(each.message for each in found.remarks)
    )
    kept = [
        each
        for each in folded(words.encode("utf-8", "replace").decode())
        if each.isalnum() and each not in there
    ]
    assert kept == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_mutated_files_are_no_tracebacks(data: st.DataObject) -> None:
    source = data.draw(st.sampled_from([SENDING, photo(1), packed({"a/稿.txt": "灯\n\n亮了。".encode()})]))
    content = bytearray(source)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    sending = Sending()
    take(
        sending,
        data.draw(st.sampled_from(["a.docx", "a.zip", "a.jpg", "a.html", "a.txt", "a.xlsx"])),
        bytes(content),
    )
    take_in(sending)
