"""Fingerprints tell every change, and read nothing twice that they may trust."""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import pytest

from build_tools.store.fingerprints import Fingerprints

PAPER = Path(__file__).parents[1] / "issue_zero"
_NEWEST = max(os.stat(path).st_ctime for path in PAPER.rglob("*"))
time.sleep(max(0.0, min(2.1, _NEWEST + 2.1 - time.time())))  # checked out just now, it would not be trusted
_OPENED: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _OPENED.append(str(arguments[0]))


sys.addaudithook(_note)


def fresh(folder: Path) -> str:
    """The digest without a record."""
    return Fingerprints(folder.parent / "no record", folder).tree(folder)


def again(folder: Path) -> str:
    """The digest with the record of the last time, as a new process would have it."""
    prints = Fingerprints(folder.parent / "record", folder)
    digest = prints.tree(folder)
    prints.save()
    return digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "issue"
    for name in ("a.md", "b.md", "图/一.jpg", "图/二.jpg", "x/y/z.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(name.encode())
    return root


def test_the_same_files_give_the_same_digest_wherever_and_in_whatever_order_they_were_made(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere/issue"
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            (other / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (other / path.relative_to(folder)).write_bytes(path.read_bytes())
    (other / "empty folder").mkdir()
    assert fresh(folder) == fresh(other) == again(folder) == again(folder)


def test_names_contents_and_places_count(folder: Path) -> None:
    seen = {fresh(folder)}
    for change in (
        lambda: (folder / "a.md").write_bytes(b"else"),
        lambda: (folder / "a.md").rename(folder / "c.md"),
        lambda: (folder / "c.md").rename(folder / "x/c.md"),
        lambda: (folder / "x/c.md").unlink(),
        lambda: (folder / "empty").write_bytes(b""),
        lambda: (folder / "empty").rename(folder / "emptied"),
    ):
        change()
        seen.add(fresh(folder))
    assert len(seen) == 7


def test_a_missing_folder_and_a_missing_file_have_their_fixed_digest(tmp_path: Path) -> None:
    prints = Fingerprints(tmp_path / "record", tmp_path)
    assert (
        prints.tree(tmp_path / "none") == prints.tree(tmp_path / "neither") == prints.file(tmp_path / "none")
    )
    (tmp_path / "here").mkdir()
    assert prints.tree(tmp_path / "here") != prints.tree(tmp_path / "none")


def test_what_is_left_out_does_not_count(folder: Path) -> None:
    before = fresh(folder)
    (folder / "inbox/deep").mkdir(parents=True)
    (folder / "inbox/deep/mail.csv").write_bytes(b"private")
    (folder / ".a.md.swp").write_bytes(b"an editor's")
    prints = Fingerprints(folder.parent / "record", folder)
    assert prints.tree(folder, leave_out=lambda name: name == "inbox" or name.endswith(".swp")) == before


def test_a_link_counts_as_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    whole = fresh(folder)
    (tmp_path / "outside").mkdir()
    for name in ("a.md", "图"):
        (folder / name).rename(tmp_path / "outside" / name)
        (folder / name).symlink_to(tmp_path / "outside" / name)
    assert fresh(folder) == whole == again(folder)
    (tmp_path / "outside/图/一.jpg").write_bytes(b"changed")
    assert again(folder) == fresh(folder) != whole


def test_links_to_nowhere_and_in_a_circle_are_told_and_do_not_hang(folder: Path) -> None:
    whole = fresh(folder)
    (folder / "x/back").symlink_to(folder)
    circle = fresh(folder)
    (folder / "nowhere").symlink_to(folder / "gone")
    (folder / "itself").symlink_to(folder / "itself")
    assert len({whole, circle, fresh(folder)}) == 3
    (folder / "gone").write_bytes(b"there now")
    assert again(folder) == fresh(folder)


def test_pipes_are_no_files_and_what_vanishes_is_not_there(folder: Path) -> None:
    whole = fresh(folder)
    os.mkfifo(folder / "pipe")
    (folder / "brief").write_bytes(b"")

    def take_away(name: str) -> bool:
        if name == "brief":
            (folder / name).unlink()
        return False

    assert Fingerprints(folder.parent / "record", folder).tree(folder, leave_out=take_away) == whole


def test_an_edit_right_after_the_recording_is_noticed_even_at_the_same_size_and_time(folder: Path) -> None:
    path = folder / "a.md"
    for number in range(50):
        path.write_bytes(b"%04d" % number)
        time_of_change = os.stat(path).st_mtime_ns
        again(folder)
        path.write_bytes(b"%04d" % (number + 1))
        os.utime(path, ns=(time_of_change, time_of_change))
        assert again(folder) == fresh(folder)


def test_what_was_changed_just_now_is_not_trusted(folder: Path) -> None:
    again(folder)
    _OPENED.clear()
    again(folder)
    assert {str(path) for path in folder.rglob("*") if path.is_file()} <= {*_OPENED}


def test_files_that_may_be_trusted_are_not_read_again(tmp_path: Path) -> None:
    def prints() -> Fingerprints:
        return Fingerprints(tmp_path / "record", PAPER)

    first = prints()
    digest = first.tree(PAPER)
    first.save()
    _OPENED.clear()
    assert prints().tree(PAPER) == digest
    assert [name for name in _OPENED if name.startswith(f"{PAPER}/")] == []
    assert prints().tree(PAPER) == Fingerprints(tmp_path / "other", PAPER).tree(PAPER)
    assert [name for name in _OPENED if name.startswith(f"{PAPER}/")] != []


def test_files_outside_of_the_paper_are_read_once_by_a_process_unless_they_change(
    folder: Path, tmp_path: Path
) -> None:
    def seen() -> tuple[str, list[str]]:
        """As one more build of this process sees it, with no record."""
        _OPENED.clear()
        digest = Fingerprints(tmp_path / "no record", tmp_path / "paper").tree(folder)
        return digest, sorted(Path(name).name for name in _OPENED if name.startswith(str(folder)))

    time.sleep(2.1)
    whole, read = seen()
    assert len(read) == 5 and seen() == (whole, [])
    (folder / "b.md").write_bytes(b"else")
    assert seen() == (fresh(folder), ["b.md"]) and seen()[0] != whole
    (folder / "b.md").unlink()
    assert seen() == (fresh(folder), [])


def test_what_was_trusted_is_read_again_when_it_has_changed_in_any_way(folder: Path) -> None:
    chance = random.Random(7)
    files = [folder / f"{number}.md" for number in range(40)]
    for path in files:
        path.write_bytes(b"same size")
    time.sleep(2.1)
    seen = {again(folder)}
    for path in chance.sample(files, 30):
        marks = os.stat(path)
        way = chance.choice(("in place", "renamed over", "in place with its old time"))
        target = path if way.startswith("in place") else folder / "new"
        target.write_bytes(b"%9d" % len(seen))
        target.replace(path)
        if way.endswith("old time"):
            os.utime(path, ns=(marks.st_atime_ns, marks.st_mtime_ns))
        assert again(folder) == fresh(folder)
        seen.add(again(folder))
    assert len(seen) == 31


def test_a_damaged_or_foreign_record_counts_as_empty(tmp_path: Path) -> None:
    record, root = tmp_path / "record", PAPER.parent
    prints = Fingerprints(record, root)
    digest = prints.file(PAPER / "mkdocs.yml")
    prints.save()
    whole = record.read_bytes()
    for at in range(len(whole)):
        for way, damaged in enumerate(
            (
                whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :],
                whole[:at],
                whole[:at] + b"!" + whole[at:],
            )
        ):
            other = tmp_path / f"record {at} {way}"  # writing a file anew waits for the disk
            other.write_bytes(damaged)
            _OPENED.clear()
            assert Fingerprints(other, root).file(PAPER / "mkdocs.yml") == digest
            assert str(PAPER / "mkdocs.yml") in _OPENED
    _OPENED.clear()
    assert Fingerprints(record, PAPER).file(PAPER / "mkdocs.yml") == digest
    assert str(PAPER / "mkdocs.yml") in _OPENED
    assert Fingerprints(record, root).file(PAPER / "mkdocs.yml") == digest


def test_the_record_does_not_grow_with_files_that_are_gone(tmp_path: Path) -> None:
    root, sizes = tmp_path / "root", []
    root.mkdir()
    for number in range(5):
        (root / f"{number:03}").symlink_to(PAPER)
        prints = Fingerprints(tmp_path / "record", root)
        prints.tree(root)
        prints.save()
        sizes.append((tmp_path / "record").stat().st_size)
        (root / f"{number:03}").unlink()
    assert sizes[0] < sizes[1]
    assert max(sizes) < sizes[0] * 2.5
