"""What letters were read as is kept: no command reads them again, and nothing of it outlives a letter, a print or a program."""

from __future__ import annotations

import datetime
import errno
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from build_tools.bounty import opening, readings
from build_tools.bounty.claims import Resolution
from build_tools.bounty.inbox import reports_from
from build_tools.bounty.intake import Row
from build_tools.bounty.opening import Room, open_room
from build_tools.bounty.readings import stamp_of
from build_tools.bounty.resolver import resolve_message

LETTERS = (
    "第一版“坑洼已久”应为“坑洼多年”",
    "第一版“坑洼已久”这几个字不对，“二十把伞”后面的逗号应为句号",
    "祝编辑部新年好\ud83d",
    "是水仙呀编辑老师，我养了三十年",
)


def with_letters(paper_root: Path, *texts: str) -> Room:
    room, found = open_room(paper_root, "2026-01")
    assert room is not None and not found
    rows = [Row(order, {"内容": text, "姓名": f"读者{order}"}) for order, text in enumerate(texts)]
    room.inbox.add(reports_from(room.inbox.key, "test", rows, datetime.date(2026, 1, 21)))
    return room


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters that the resolver is asked about."""
    said: list[str] = []
    real = resolve_message

    def resolve(message: str, *rest: object) -> Resolution:
        said.append(message)
        return real(message, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "resolve_message", resolve)
    return said


def test_a_letter_is_read_once_and_comes_back_as_it_was_read(paper_root: Path, asked: list[str]) -> None:
    room = with_letters(paper_root, *LETTERS)
    first = room.desk()
    assert len(asked) == len(LETTERS)
    again = with_letters(paper_root, "2601-015 第1段有错字").desk()
    assert len(asked) == len(LETTERS) + 1
    for case in first.cases:
        assert case.fault.claims[0] in [claim for other in again.cases for claim in other.fault.claims]
    assert {letter: first.leads[letter] for letter in first.leads} == {
        letter: again.leads[letter] for letter in first.leads
    }


@pytest.mark.parametrize("changed", ["print", "program", "damage"])
def test_what_was_read_of_another_print_or_by_another_program_is_read_anew(
    paper_root: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    room = with_letters(paper_root, *LETTERS)
    room.desk()
    del asked[:]
    if changed == "print":
        (article, *rest) = room.index.articles
        other = replace(article, printed=replace(article.printed, headline="另一个标题"))
        room = replace(room, index=replace(room.index, articles=(other, *rest)))
    if changed == "program":
        monkeypatch.setattr(readings, "version", lambda name: f"{name} 99")
    if changed == "damage":
        path = room.inbox.folder / "read.jsonl"
        head, *lines = path.read_text("utf-8").split("\n")
        broken = [line.replace(':"', ":", 1) for line in lines[:2]] + ["", "x", *lines[2:]]
        path.write_text("\n".join([head, *broken]), "utf-8")
    assert room.desk().reports
    assert len(asked) == (2 if changed == "damage" else len(LETTERS))


def test_the_stamp_is_the_same_for_the_same_print(paper_root: Path) -> None:
    one, other = (with_letters(paper_root) for _ in range(2))
    assert stamp_of((one.index,), one.page_titles) == stamp_of((other.index,), other.page_titles)


def test_whoever_was_forgotten_while_letters_were_read_does_not_come_back_with_them(paper_root: Path) -> None:
    room = with_letters(paper_root, *LETTERS)
    reports = room.inbox.reports()
    kept = readings.Readings(room.inbox, "stamp", room.resolve)
    for report in reports:
        kept(report.text)
    gone = next(report for report in reports if "坑洼多年" in report.text)
    room.inbox.forget({gone.finder})
    kept.keep()
    held = (room.inbox.folder / "read.jsonl").read_text("utf-8").encode().decode("unicode_escape")
    assert "坑洼多年" not in held and "三十年" in held


def test_where_no_letter_came_nothing_is_written(paper_root: Path) -> None:
    room, _ = open_room(paper_root, "2026-01")
    assert room is not None and not room.desk().reports
    assert not room.inbox.folder.exists()


def test_letters_that_come_first_at_once_are_all_kept(paper_root: Path) -> None:
    room, _ = open_room(paper_root, "2026-01")
    assert room is not None
    ready = Barrier(len(LETTERS))

    def send(order: int) -> tuple[int, int]:
        row = Row(order, {"内容": LETTERS[order], "姓名": f"读者{order}"})
        ready.wait()
        return room.inbox.add(reports_from(room.inbox.key, "test", [row], datetime.date(2026, 1, 21)))

    for _ in range(5):
        with ThreadPoolExecutor(len(LETTERS)) as senders:
            assert [*senders.map(send, range(len(LETTERS)))] == [(1, 0)] * len(LETTERS)
        shutil.rmtree(room.inbox.folder)


def test_on_a_full_disk_letters_are_read_and_nothing_half_is_left(
    paper_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = with_letters(paper_root, *LETTERS)
    before = sorted(path.name for path in room.inbox.folder.iterdir())

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        assert room.desk() == room.desk() and len(room.desk().reports) == len(LETTERS)
        with pytest.raises(OSError, match="No space"):
            with_letters(paper_root, "第一版“二十把伞”不对")
        assert sorted(path.name for path in room.inbox.folder.iterdir()) == before
    assert len(with_letters(paper_root, "第一版“二十把伞”不对").desk().reports) == len(LETTERS) + 1
