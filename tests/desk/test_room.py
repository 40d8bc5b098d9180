"""The deeds of the editing room: each is a commit of one file in words, and nobody's words are lost."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import build_tools.cli.desk
import build_tools.desk.room as module
from build_tools.cli import main
from build_tools.desk.history import GitTrouble, History
from build_tools.desk.room import OUTSIDE, EditingRoom, Refusal
from build_tools.readers.article import LONGEST_LINE
from build_tools.store.files import write_whole
from tests.desk.conftest import JIA, YI, git

ROAD = "issues/2026-01/要闻/01-门口的路修平了.md"
UMBRELLA = "issues/2026-01/要闻/02-借伞不用押金.md"


def text_of(room: EditingRoom, path: str = ROAD) -> str:
    return (room.root / path).read_text("utf-8")


def log(room: EditingRoom, layout: str = "%an %s") -> list[str]:
    return git(room.root, "log", f"--format={layout}").strip().split("\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("开头几个字" + "长" * 20_000, "“开头几个字长长长长长长长……”一段有20005字，没有存：一段最多10000字"),
        ("一行\n\n" * 150_000, "一篇稿件最多40万字"),
    ],
)
def test_what_is_too_long_to_be_saved_is_told_by_its_place(room: EditingRoom, words: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        room.save(JIA, ROAD, text_of(room), text_of(room) + words)


def test_a_save_is_a_commit_by_the_person_in_words(room: EditingRoom) -> None:
    base = text_of(room)
    told = room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    assert "坑洼多年" in text_of(room) and told["trouble"] == "" and told["merged"] is False
    assert log(room)[0] == "甲 改《门口的路修平了》第1段"
    assert git(room.root, "status", "--porcelain") == ""
    assert git(room.root, "diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD").strip() == ROAD


def test_a_form_writes_only_what_was_changed_in_it(room: EditingRoom) -> None:
    story = room.story(ROAD)
    fields = {**story["fields"], "deck": "新的副题"}  # type: ignore[dict-item]
    room.save_parts(JIA, ROAD, str(story["text"]), fields, str(story["body"]))
    assert git(room.root, "show", "--numstat", "--format=", "HEAD").split()[:2] == ["1", "1"]
    assert log(room)[0] == "甲 改《门口的路修平了》副题"


def test_two_people_in_two_paragraphs_are_merged(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    told = room.save(YI, ROAD, base, base.replace("夜里有灯", "夜里亮灯"))
    assert told["merged"] is True
    assert "坑洼多年" in text_of(room) and "夜里亮灯" in text_of(room)
    assert [row.split()[0] for row in log(room)[:2]] == ["乙", "甲"]


def test_two_people_in_one_paragraph_are_shown_both_versions(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    with pytest.raises(Refusal) as refused:
        room.save(YI, ROAD, base, base.replace("坑洼已久", "坑坑洼洼"))
    (clash,) = [piece for piece in refused.value.facts["pieces"] if piece["clash"]]  # type: ignore[attr-defined]
    assert "坑洼多年" in clash["theirs"] and "坑坑洼洼" in clash["mine"]
    assert refused.value.status == 409 and "坑洼多年" in text_of(room)


def test_after_a_lost_answer_the_next_save_goes_on_and_takes_nothing_of_others_away(
    room: EditingRoom,
) -> None:
    base = text_of(room)
    mine = base.replace("坑洼已久", "坑洼多年")
    (room.root / ROAD).write_text(base.replace("夜里有灯", "夜里亮灯"), "utf-8")
    room.save(JIA, ROAD, base, mine, tab="窗一")  # merged, and the answer is lost on the way
    told = room.save(JIA, ROAD, base, mine.replace("坑洼多年", "坑洼多年了"), tab="窗一")
    assert "坑洼多年了" in text_of(room) and "夜里亮灯" in text_of(room) and told["merged"] is True


def test_who_goes_on_from_a_version_that_came_back_clashes_with_nobody(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"), tab="窗一")
    room.restore(JIA, ROAD, str(room.versions(ROAD)[-1]["commit"]))
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼三年"), tab="窗一")
    assert "坑洼三年" in text_of(room)


def test_a_draft_is_in_the_file_at_once_and_in_the_history_when_it_rests(room: EditingRoom) -> None:
    base = text_of(room)
    told = room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"), draft=True)
    assert told["kept"] is False and "坑洼多年" in text_of(room) and len(log(room)) == 1
    room.catch_up(quiet=60)
    assert len(log(room)) == 1
    room.catch_up()
    assert log(room)[0] == "甲 改《门口的路修平了》第1段"


def test_anothers_draft_is_committed_under_his_name_first(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"), draft=True)
    room.save(YI, ROAD, base, base.replace("夜里有灯", "夜里亮灯"))
    assert [row.split()[0] for row in log(room)[:2]] == ["乙", "甲"]


def test_what_was_changed_outside_is_a_version_of_its_own(room: EditingRoom) -> None:
    base = text_of(room)
    (room.root / ROAD).write_text(base.replace("夜里有灯", "夜里亮灯"), "utf-8")
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    assert [row.split()[0] for row in log(room)[:2]] == ["甲", OUTSIDE.name]
    assert "夜里亮灯" in text_of(room) and "坑洼多年" in text_of(room)


def test_a_colleagues_staged_work_stays_staged_and_is_not_committed(room: EditingRoom) -> None:
    other = room.root / UMBRELLA
    other.write_text(other.read_text("utf-8").replace("二十把", "三十把"), "utf-8")
    git(room.root, "add", UMBRELLA)
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    assert git(room.root, "status", "--porcelain").strip() == f"M  {UMBRELLA}"


def test_in_the_middle_of_a_merge_the_file_is_written_and_the_history_waits(room: EditingRoom) -> None:
    base = text_of(room)
    marker = room.root / ".git" / "MERGE_HEAD"
    marker.write_text("0" * 40)
    told = room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    assert "合并" in str(told["trouble"]) and "坑洼多年" in text_of(room)
    marker.unlink()
    assert room.catch_up() == "" and log(room)[0].startswith("甲 改")


def test_any_version_comes_back_with_one_deed(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    first = room.versions(ROAD)[-1]
    told = room.restore(YI, ROAD, str(first["commit"]))
    assert told["text"] == base == text_of(room)
    assert log(room)[0].startswith("乙 《门口的路修平了》退回到") and len(log(room)) == 3


def test_what_a_colleague_is_writing_is_in_the_history_before_a_version_comes_back(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"), draft=True)
    room.restore(YI, ROAD, str(room.versions(ROAD)[-1]["commit"]))
    assert text_of(room) == base
    assert [row.split()[0] for row in log(room)[:2]] == ["乙", "甲"]
    kept = room.history.text_of_then(room.history.versions(ROAD)[1]) or b""
    assert "坑洼多年" in kept.decode()


def test_a_withdrawn_story_comes_back_as_it_went_and_over_no_other(room: EditingRoom) -> None:
    base = text_of(room)
    commit = str(room.withdraw(JIA, ROAD)["commit"])
    room.restore(YI, ROAD, commit, gone=True)
    room.save(YI, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    with pytest.raises(Refusal) as refused:
        room.restore(JIA, ROAD, commit, gone=True)
    assert refused.value.status == 409 and "坑洼多年" in text_of(room)


def test_what_was_signed_while_a_deed_waited_for_its_turn_is_not_touched(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, commit = text_of(room), str(room.versions(ROAD)[0]["commit"])
    signed, found = [False], list[int]()
    monkeypatch.setattr(EditingRoom, "_is_signed", lambda self, path: signed[0])
    deeds: list[Callable[[], object]] = [
        lambda: room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年")),
        lambda: room.restore(JIA, ROAD, commit),
        lambda: room.move(JIA, ROAD, "要闻", 1),
        lambda: room.withdraw(JIA, ROAD),
    ]

    def done(deed: Callable[[], object]) -> None:
        try:
            deed()
        except Refusal as refusal:
            found.append(refusal.status)

    threads = [threading.Thread(target=done, args=(each,)) for each in deeds]
    with room.lock:
        for each in threads:
            each.start()
        # They have come as far as they come while another deed is done.
        for each in threads:
            each.join(0.2)
        signed[0] = True
    for each in threads:
        each.join()
    assert found == [423] * len(deeds) and text_of(room) == base


def test_when_a_version_was_made_is_told_by_the_paper_s_own_clock(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    first = room.versions(ROAD)[-1]
    moment = int(str(first["moment"]))
    shown = datetime.datetime.fromtimestamp(moment, ZoneInfo("Asia/Shanghai"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        room.restore(YI, ROAD, str(first["commit"]))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert f"{shown:%m-%d %H:%M} 的样子" in log(room)[0]


def test_differences_show_the_characters_that_went_and_came(room: EditingRoom) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    pieces = room.difference(ROAD, str(room.versions(ROAD)[0]["commit"]))
    assert [each["text"] for each in pieces if each["kind"] == "gone"] == ["已久"]
    assert [each["text"] for each in pieces if each["kind"] == "new"] == ["多年"]


def test_a_story_is_moved_with_its_history(room: EditingRoom) -> None:
    told = room.move(JIA, UMBRELLA, "要闻", 0)
    assert sorted(path.name for path in (room.root / "issues/2026-01/要闻").glob("*.md")) == [
        "01-借伞不用押金.md",
        "02-门口的路修平了.md",
    ]
    assert log(room)[0] == "甲 《借伞不用押金》排到要闻第1篇"
    assert git(room.root, "status", "--porcelain") == ""
    oldest = room.versions(str(told["path"]))[-1]
    assert oldest["words"] == "试刊号"
    assert room.restore(JIA, str(told["path"]), str(oldest["commit"]))["body"]


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
def test_empty_lines_at_a_files_end_clash_with_nobody(room: EditingRoom, end: str) -> None:
    told = room.new_story(JIA, "2026-01", "美", "楼道里的灯")
    path = str(told["path"])
    (room.root / path).write_text(str(told["text"]).rstrip("\n") + end, "utf-8")
    shown = room.story(path)
    saved = room.save_parts(
        JIA, path, str(shown["text"]), {"headline": "楼道里的灯"}, f"{shown['body']}灯亮了。"
    )
    assert str(saved["text"]).endswith("灯亮了。\n")


def test_the_headline_of_a_new_story_is_not_cut(room: EditingRoom) -> None:
    long = "老人孩子走在新修的路上" * 12
    told = room.new_story(JIA, "2026-01", "美", long)
    assert f"headline: {long}\n" in (room.root / str(told["path"])).read_text("utf-8")
    with pytest.raises(Refusal, match="一段最多"):
        room.new_story(JIA, "2026-01", "美", "字" * (LONGEST_LINE + 1))


def test_a_new_story_and_one_that_is_withdrawn(room: EditingRoom) -> None:
    path = str(room.new_story(JIA, "2026-01", "美", "窗台 / ../上的“花”")["path"])
    assert path == "issues/2026-01/美/02-窗台上的花.md"
    room.withdraw(JIA, path)
    assert not (room.root / path).exists()
    assert log(room)[:2] == ["甲 撤下《窗台 / ../上的“花”》", "甲 新写《窗台 / ../上的“花”》"]
    assert git(room.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "issues/2026-01/issue.yml",
        "issues/2026-01/../../mkdocs.md",
        "issues/2026-01/要闻/../../../x.md",
        "issues/2026-01/printed/x.md",
        "issues/2026-01/bounty/x.md",
        "issues/2026-01/要闻/.x.md",
        "issues/2026-01/要闻/a\0.md",
        "issues/2026-01/要闻\\x.md",
        "/etc/x/passwd/a.md",
    ],
)
def test_nothing_but_articles_can_be_reached(room: EditingRoom, path: str) -> None:
    for deed in (
        lambda: room.story(path),
        lambda: room.save(JIA, path, "", "甲"),
        lambda: room.versions(path),
    ):
        with pytest.raises(Refusal) as refused:
            deed()
        assert refused.value.status == 404


def test_a_link_that_leads_out_is_not_followed(room: EditingRoom, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘密", "utf-8")
    os.symlink(tmp_path / "secret.md", room.root / "issues/2026-01/要闻/09-外面.md")
    with pytest.raises(Refusal):
        room.story("issues/2026-01/要闻/09-外面.md")


def test_a_full_disk_loses_nothing_and_is_said(room: EditingRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: object, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("build_tools.desk.room.write_whole", full)
    base = text_of(room)
    with pytest.raises(Refusal) as refused:
        room.save(JIA, ROAD, base, base + "新的一段。\n")
    assert refused.value.status == 507 and "磁盘满了" in refused.value.words
    assert text_of(room) == base and not list((room.root / ROAD).parent.glob(".*"))


def test_somebody_who_writes_between_our_look_and_our_write_is_merged(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = text_of(room)
    link = os.link

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr("build_tools.desk.room.os.link", link)
        Path(source).write_text(base.replace("夜里有灯", "夜里亮灯"), "utf-8")
        link(source, target)

    monkeypatch.setattr("build_tools.desk.room.os.link", late)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    assert "夜里亮灯" in text_of(room) and "坑洼多年" in text_of(room)


def test_a_signed_story_is_not_touched(signed_root: Path) -> None:
    room = EditingRoom(signed_root, History(signed_root))
    base = text_of(room)
    assert room.story(ROAD)["signed"] is True
    with pytest.raises(Refusal) as refused:
        room.save(JIA, ROAD, base, base + "加一段。\n")
    assert refused.value.status == 423 and text_of(room) == base
    room.history.close()


def test_a_machine_without_git_is_said_with_its_remedy(
    paper_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys.modules["build_tools.cli.main"], "check_machine", lambda tests=False: ())
    monkeypatch.setattr(build_tools.cli.desk, "check_machine", lambda: ())
    assert main(["desk", "--root", str(paper_root), "--port", "0", "--no-browser"]) == 2
    assert "SQ950" in capsys.readouterr().out


def test_no_git_is_left_running_by_who_asks_late_or_after_it_died(
    room: EditingRoom, started: list[subprocess.Popen[bytes]]
) -> None:
    history = room.history
    head = history.head
    started[-1].kill()
    started[-1].wait()
    assert history.head == head
    history.close()
    asking = [threading.Thread(target=history.text, args=("HEAD", ROAD)) for _ in range(3)]
    for thread in asking:
        thread.start()
    assert history.head == head
    for thread in asking:
        thread.join()
    assert len(started) > 2
    for process in started:
        assert process.returncode is not None and process.stdin is not None and process.stdin.closed
        assert process.stdout is not None and process.stdout.closed


def test_what_git_refuses_is_said(room: EditingRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    git(room.root, "checkout", "-q", "--detach")
    with pytest.raises(GitTrouble, match="分支"):
        room.history.commit({ROAD: b"x"}, JIA, "改")


def test_a_colleague_who_replaces_the_file_while_ours_is_being_written_is_merged(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = room.root / ROAD, (room.root / ROAD).read_text("utf-8")
    written = write_whole

    def slow(target: Path, data: bytes) -> None:
        written(target, data)
        if target.name.endswith(".new.tmp") and "同事" not in path.read_text("utf-8"):
            other = path.with_name(".editor.tmp")
            other.write_text(before.rstrip("\n") + "\n\n同事写的一段。\n", "utf-8")
            other.replace(path)

    monkeypatch.setattr(module, "write_whole", slow)
    told = room.save(JIA, ROAD, before, before.replace("坑洼已久", "坑洼多年"))
    text = path.read_text("utf-8")
    assert told["merged"] and "坑洼多年" in text and "同事写的一段。" in text
    assert not list(path.parent.glob(".*.tmp"))


def test_what_a_desk_that_was_cut_off_left_is_cleared_away_and_no_words_with_it(room: EditingRoom) -> None:
    path = room.root / ROAD
    before = path.read_text("utf-8")
    names = {"was": before.replace("坑洼已久", "同事改的"), "new": before.replace("坑洼已久", "没写完的")}
    for kind, text in names.items():
        path.with_name(f".{path.name}.999999999-1.{kind}.tmp").write_text(text, "utf-8")
    alive = path.with_name(f".{path.name}.{os.getppid()}-1.was.tmp")
    alive.write_text("别人的", "utf-8")
    again = EditingRoom(room.root, room.history)
    assert [each.name for each in path.parent.glob(".*.tmp")] == [alive.name]
    assert (
        path.read_text("utf-8") == before and "同事改的" in (room.history.text("HEAD", ROAD) or b"").decode()
    )
    again.save(JIA, ROAD, before, before)
    assert (room.history.text("HEAD", ROAD) or b"").decode() == before


def test_what_a_colleague_writes_over_a_draft_is_a_version_whoever_wins(room: EditingRoom) -> None:
    path, before = room.root / ROAD, (room.root / ROAD).read_text("utf-8")
    mine = before.replace("坑洼已久", "坑洼多年")
    assert room.save(JIA, ROAD, before, mine, draft=True)["kept"] is False
    path.write_text(mine.replace("坑洼多年", "坑洼三年"), "utf-8")
    with pytest.raises(Refusal) as clash:
        room.save(JIA, ROAD, mine, mine.replace("坑洼多年", "坑洼百年"))
    room.save(JIA, ROAD, str(clash.value.facts["theirs"]), mine.replace("坑洼多年", "坑洼百年"))
    texts = [(room.history.text_of_then(each) or b"").decode() for each in room.history.versions(ROAD)]
    found = [
        next(word for word in ("百年", "三年", "多年", "已久") if f"坑洼{word}" in text) for text in texts
    ]
    assert found == ["百年", "三年", "多年", "已久"]
    names = [each.author for each in room.history.versions(ROAD)]
    assert names[:3] == [JIA.name, OUTSIDE.name, JIA.name]


def test_a_draft_that_nobody_goes_on_with_and_what_was_written_over_it_are_two_versions(
    room: EditingRoom,
) -> None:
    path, before = room.root / ROAD, (room.root / ROAD).read_text("utf-8")
    room.save(JIA, ROAD, before, before.replace("坑洼已久", "坑洼多年"), draft=True)
    path.write_text(before.replace("坑洼已久", "坑洼三年"), "utf-8")
    assert room.catch_up() == "" and room.catch_up() == ""
    assert [each.author for each in room.history.versions(ROAD)][:2] == [OUTSIDE.name, JIA.name]
    assert (room.history.text("HEAD", ROAD) or b"").decode() == path.read_text("utf-8")


@pytest.mark.parametrize(
    "late", ["乙在存好以后、回话以前写的。\n".encode(), "不是这个编码".encode("gb18030")]
)
@pytest.mark.parametrize("deed", ["look", "save", "draft", "restore", "new"])
def test_the_stamp_of_an_answer_is_that_of_its_text(
    room: EditingRoom, monkeypatch: pytest.MonkeyPatch, deed: str, late: bytes
) -> None:
    base = text_of(room)
    room.save(JIA, ROAD, base, base.replace("坑洼已久", "坑洼多年"))
    answer = EditingRoom._shown

    def written_meanwhile(self: EditingRoom, path: str, text: str) -> dict[str, object]:
        (room.root / path).write_bytes(late)
        return answer(self, path, text)

    monkeypatch.setattr(EditingRoom, "_shown", written_meanwhile)
    match deed:
        case "look":
            told = room.story(ROAD)
        case "restore":
            told = room.restore(JIA, ROAD, str(room.versions(ROAD)[-1]["commit"]))
        case "new":
            told = room.new_story(JIA, "2026-01", "要闻", "新的一篇")
        case _:
            told = room.save(JIA, ROAD, text_of(room), text_of(room) + "\n添一段。\n", draft=deed == "draft")
    monkeypatch.undo()
    path = str(told["path"])
    # A window that compares stamps is told that another text lies there, and fetches it.
    assert (room.root / path).read_bytes() == late
    assert told["stamp"] != room.story_stamp(path) != ""


def test_a_file_that_is_put_there_with_its_old_date_changes_the_stamp_of_the_issue(room: EditingRoom) -> None:
    stamp = room.stamp("2026-01")
    assert room.stamp("2026-01") == stamp
    made = room.root / "收到.md"
    made.write_text((room.root / ROAD).read_text("utf-8").replace("坑洼已久", "坑洼多年"), "utf-8")
    os.utime(made, (1_600_000_000, 1_600_000_000))
    made.replace(room.root / ROAD)
    assert room.stamp("2026-01") != stamp
