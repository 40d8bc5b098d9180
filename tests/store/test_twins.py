"""The live folder is always what was published, whatever was put, dropped, moved or damaged."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from build_tools.store.exchange import by_renames, exchange, put_back
from build_tools.store.records import read_record
from build_tools.store.twins import Overlap, Published, Twins
from build_tools.store.units import write_unit
from tests.store.versions import Files, assert_level, bring, inodes_at, publish, tree_at, tree_of, units_of, version_at


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "dist/site"


def test_an_edit_writes_the_changed_files_and_leaves_all_others_their_inode_and_time(site: Path) -> None:
    draft = Twins(site).open_draft()
    draft.put("one", "1", {"1/index.html": b"a", "1/same.html": b"b", "1/old.html": b"c"})
    draft.put("two", "1", {"2/index.html": b"d"})
    assert draft.publish("first") == Published(4, 0, True)
    before = inodes_at(site)
    draft = Twins(site).open_draft()
    assert draft.keys == {"one": "1", "two": "1"}
    draft.put("one", "2", {"1/index.html": b"A", "1/same.html": b"b", "1/new/x.html": b"e"})
    assert draft.publish("second") == Published(2, 1, True)
    after = inodes_at(site)
    assert {address for address in before if before[address] == after.get(address)} == {"1/same.html", "2/index.html"}
    assert tree_at(site) == {"1/index.html": b"A", "1/same.html": b"b", "1/new/x.html": b"e", "2/index.html": b"d"}
    twins = Twins(site)
    assert (twins.keys, twins.note, twins.intact(thorough=True)) == ({"one": "2", "two": "1"}, "second", True)
    assert_level(twins)


def test_a_draft_in_which_nothing_changes_moves_nothing(site: Path) -> None:
    publish(Twins(site), 1)
    inode = os.stat(site).st_ino
    draft = Twins(site).open_draft()
    draft.put("front", "another key", units_of(1)["front"])
    assert draft.publish("a new note") == Published(0, 0, True)
    assert os.stat(site).st_ino == inode
    assert (Twins(site).note, Twins(site).keys["front"]) == ("a new note", "another key")
    assert Twins(site).intact()


def test_a_trusting_draft_mends_what_is_put_anew_and_the_next_one_that_looks_the_rest(site: Path) -> None:
    publish(Twins(site), 5)
    _edit_in_place(site)
    draft = Twins(site).open_draft(trusting=True)
    assert "issue/3" in draft.keys
    draft.put("issue/3", "again", units_of(5)["issue/3"])
    assert draft.publish() == Published(1, 0, True)
    assert version_at(site) == 5
    shutil.rmtree(site / "2")
    draft = Twins(site).open_draft(trusting=True)
    draft.put("front", "again", units_of(6)["front"])
    draft.publish()
    publish(Twins(site), 6)
    assert version_at(site) == 6
    assert_level(Twins(site))


def test_a_dropped_unit_takes_its_folders_with_it(site: Path) -> None:
    publish(Twins(site), 1)
    draft = Twins(site).open_draft()
    for unit in set(draft.keys) - {"front"}:
        draft.drop(unit)
    draft.drop("never there")
    draft.publish()
    assert tree_at(site) == units_of(1)["front"]
    assert_level(Twins(site))


def test_random_changes_give_the_tree_that_would_be_written_from_scratch(site: Path) -> None:
    chance = random.Random(11)
    pool = ["a", "a/b", "a/b/c", "a/d", "e/f", "e/g", "h", "h/i", "j/k/l", "m"]
    held: dict[str, Files] = {}
    overlaps = 0
    for number in range(150):
        twins = Twins(site)
        draft = twins.open_draft()
        assert draft.keys == {unit: repr(sorted(files.items())) for unit, files in held.items()}
        wanted = {unit: held.get(unit, {}) for unit in "pqr"}
        for unit in chance.sample("pqr", chance.randint(0, 3)):
            wanted[unit] = {address: b"%d" % chance.randrange(3) for address in chance.sample(pool, chance.randint(0, 4))}
        try:
            for unit in chance.sample("pqr", 3):
                if unit in held and not wanted[unit]:
                    draft.drop(unit)
                elif wanted[unit] and wanted[unit] != held.get(unit):
                    draft.put(unit, repr(sorted(wanted[unit].items())), wanted[unit])
            draft.publish(str(number))
        except (Overlap, OSError):
            addresses = [address for files in wanted.values() for address in files]
            assert len(addresses) > len(set(addresses)) or any(one.startswith(f"{other}/") for one in addresses for other in addresses)
            overlaps += 1
        else:
            held = {unit: files for unit, files in wanted.items() if files}
            assert_level(twins)
            assert Twins(site).intact()
        expected = {address: content for files in held.values() for address, content in files.items()}
        assert (tree_at(site) if site.exists() else {}) == expected
    assert 15 < overlaps < 120


def test_two_units_at_one_address_are_refused_by_name_and_the_live_folder_stays(site: Path) -> None:
    publish(Twins(site), 1)
    for address in ("index.html", "0", "guest/deep", "guest/deep/down.html/x"):
        draft = Twins(site).open_draft()
        draft.put("intruder", "1", {address: b"mine"})
        with pytest.raises(Overlap) as caught:
            draft.publish()
        assert "intruder" in caught.value.units
        assert len({*caught.value.units, *units_of(1)} - {"intruder"}) == len(units_of(1))
        assert version_at(site) == 1
    draft = Twins(site).open_draft()
    draft.put("one", "1", {"new.html": b"1"})
    with pytest.raises(Overlap) as caught:
        draft.put("two", "1", {"new.html": b"2"})
    assert caught.value.args == ("new.html: one, two",)
    publish(Twins(site), 2)
    assert version_at(site) == 2


def test_a_file_that_covered_anothers_for_a_moment_is_noticed(site: Path) -> None:
    publish(Twins(site), 1)
    draft = Twins(site).open_draft()
    draft.put("intruder", "1", {"index.html": b"mine"})
    draft.put("intruder", "2", {"elsewhere.html": b"mine"})
    with pytest.raises(Overlap):
        draft.publish()
    assert publish(Twins(site), 1).level
    assert version_at(site) == 1


def test_units_written_by_several_workers_at_once_come_together(site: Path) -> None:
    publish(Twins(site), 1)
    draft, units = Twins(site).open_draft(), units_of(4)
    with ThreadPoolExecutor(4) as workers:
        records = {unit: workers.submit(write_unit, draft.folder, repr(files), draft.before(unit), files) for unit, files in units.items()}
    for unit, record in records.items():
        draft.took(unit, record.result())
    for unit in set(draft.keys) - set(units):
        draft.drop(unit)
    draft.publish()
    assert version_at(site) == 4
    assert_level(Twins(site))


def test_a_path_is_copied_or_linked_as_asked(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "picture.webp"
    source.write_bytes(b"picture")
    draft = Twins(site).open_draft()
    draft.put("copied", "1", {"deep/copied.webp": source})
    draft.put("linked", "1", {"deep/er/linked.webp": source}, link=True)
    draft.publish()
    assert os.stat(site / "deep/er/linked.webp").st_ino == os.stat(source).st_ino != os.stat(site / "deep/copied.webp").st_ino
    assert tree_at(site) == {"deep/copied.webp": b"picture", "deep/er/linked.webp": b"picture"}


@pytest.mark.parametrize("address", ["../out", "/etc/out", "a//b", "a/../../b", "", "a\\b", "a/."])
def test_no_address_leads_out_of_the_folder(site: Path, address: str) -> None:
    draft = Twins(site).open_draft()
    with pytest.raises(ValueError):
        draft.put("bad", "1", {address: b""})
    with pytest.raises(RuntimeError):
        draft.publish()
    assert not site.exists()


def test_modes_follow_the_umask(site: Path) -> None:
    old = os.umask(0o027)
    try:
        publish(Twins(site), 1)
    finally:
        os.umask(old)
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*")} == {0o640, 0o750}


def _edit_in_place(site: Path) -> None:
    with (site / "3/same.html").open("r+b") as file:
        file.write(b"SAME")


def _replace_a_file(site: Path) -> None:
    (site / "3/new").write_bytes(b"same")
    (site / "3/new").rename(site / "3/same.html")


def _put_a_file_for_a_folder(site: Path) -> None:
    shutil.rmtree(site / "3")
    (site / "3").write_bytes(b"")


def _remove_a_file(site: Path) -> None:
    (site / "3/same.html").unlink()


def _remove_a_folder(site: Path) -> None:
    shutil.rmtree(site / "3")


def _remove_the_site(site: Path) -> None:
    shutil.rmtree(site)


def _put_another_site(site: Path) -> None:
    shutil.rmtree(site)
    site.mkdir()
    (site / "mine.txt").write_bytes(b"")


def _put_a_file_for_the_site(site: Path) -> None:
    shutil.rmtree(site)
    site.write_bytes(b"a file")


def _copy_the_site(site: Path) -> None:
    shutil.copytree(site, site.parent / "copy")
    site.rename(site.parent / "old")
    (site.parent / "copy").rename(site)


def _remove_the_tree(site: Path) -> None:
    shutil.rmtree(site.parent / ".site.twin/tree")


def _remove_the_twin(site: Path) -> None:
    shutil.rmtree(site.parent / ".site.twin")


def _remove_both(site: Path) -> None:
    shutil.rmtree(site.parent)


def _remove_the_record(site: Path) -> None:
    (site.parent / ".site.twin/record").unlink()


def _put_an_older_record(site: Path) -> None:
    (site.parent / ".site.twin/record.open").replace(site.parent / ".site.twin/record")


def _stop_between_two_renames(site: Path) -> None:
    site.rename(site.parent / ".site.twin/between")


DAMAGES = [
    _edit_in_place, _replace_a_file, _put_a_file_for_a_folder, _remove_a_file, _remove_a_folder, _remove_the_site, _put_another_site,
    _put_a_file_for_the_site, _copy_the_site, _remove_the_tree, _remove_the_twin, _remove_both, _remove_the_record, _put_an_older_record,
    _stop_between_two_renames,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_is_done_to_the_folders_by_hand_the_next_draft_mends(site: Path, damage: Callable[[Path], object]) -> None:
    publish(Twins(site), 4)
    publish(Twins(site), 5)
    damage(site)
    assert not Twins(site).intact()
    publish(Twins(site), 5)
    assert version_at(site) == 5
    assert Twins(site).intact(thorough=True)
    assert_level(Twins(site))


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_after_a_run_was_killed_is_mended_like_any_other(site: Path, damage: Callable[[Path], object]) -> None:
    for version in (3, 4, 5):
        publish(Twins(site), version)
    Twins(site).open_draft()
    (site.parent / ".site.twin/record").write_bytes(b"so that there is one to take away")
    damage(site)
    for version in (5, 6, 7):
        publish(Twins(site), version)
        assert version_at(site) == version
        assert_level(Twins(site))


def test_a_stranger_and_a_byte_changed_behind_the_clock_are_seen_by_the_thorough_look(site: Path) -> None:
    publish(Twins(site), 5)
    (site / "3/stranger.txt").write_bytes(b"")
    assert not Twins(site).intact(thorough=True)
    twins = Twins(site)
    twins.intact(thorough=True)
    bring(twins.open_draft(), 5)
    assert version_at(site) == 5
    assert_level(twins)
    assert Twins(site).intact(thorough=True)
    marks = os.stat(site / "3/same.html")
    _edit_in_place(site)
    os.utime(site / "3/same.html", ns=(marks.st_atime_ns, marks.st_mtime_ns))
    assert Twins(site).intact()
    twins = Twins(site)
    assert not twins.intact(thorough=True)
    bring(twins.open_draft(), 5)
    assert version_at(site) == 5
    assert Twins(site).intact(thorough=True)


def test_a_folder_that_is_not_ours_is_replaced_whole(site: Path) -> None:
    (site / "deep").mkdir(parents=True)
    (site / "deep/theirs.html").write_bytes(b"theirs")
    (site / "index.html").write_bytes(b"theirs")
    assert not Twins(site).intact()
    assert Twins(site).open_draft().keys == {}
    publish(Twins(site), 1)
    assert version_at(site) == 1
    assert_level(Twins(site))


def test_a_draft_that_was_never_published_leaves_nothing_behind(site: Path) -> None:
    publish(Twins(site), 1)
    draft = Twins(site).open_draft()
    draft.put("front", "?", {"half.html": b"done"})
    (draft.folder / "0/index.html").unlink()
    assert Twins(site).note is None
    draft = Twins(site).open_draft()
    assert draft.keys == {unit: repr(files) for unit, files in units_of(1).items()}
    assert draft.publish() == Published(0, 0, True)
    assert version_at(site) == 1
    assert_level(Twins(site))


def test_runs_killed_one_after_the_other_after_and_before_the_exchange_lose_no_unit(site: Path) -> None:
    for version in (3, 4, 5):
        publish(Twins(site), version)
    own = site.parent / ".site.twin"
    (own / "record").replace(own / "record.new")  # killed when all was done but this
    keys = {unit: repr(files) for unit, files in units_of(5).items()}
    assert Twins(site).open_draft().keys == keys  # killed over the draft, ...
    (own / "record.new").write_bytes(b"the record of another tree")  # ... when its record lay ready
    assert Twins(site).open_draft().keys == keys
    publish(Twins(site), 6)
    assert version_at(site) == 6
    assert_level(Twins(site))


def test_every_damage_to_the_record_is_noticed_and_the_folder_published_anew(site: Path) -> None:
    draft = Twins(site).open_draft()
    draft.put("one", "1", {"a.html": b"1"})
    draft.publish("note")
    record = site.parent / ".site.twin/record"
    whole = record.read_bytes()
    for at in range(len(whole)):
        for damaged in (whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :], whole[:at], whole[:at] + b"!" + whole[at:]):
            record.write_bytes(damaged)
            assert read_record(record) is None
            assert not Twins(site).intact()
    publish(Twins(site), 3)
    assert version_at(site) == 3
    assert_level(Twins(site))


def test_the_site_may_be_a_link_to_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere/htdocs")
    publish(Twins(tmp_path / "site"), 2)
    assert (tmp_path / "site").is_symlink()
    assert tree_at(tmp_path / "site") == tree_of(2)


@pytest.mark.parametrize("way", [exchange, by_renames])
def test_two_folders_change_places(tmp_path: Path, way: Callable[[Path, Path, Path], None]) -> None:
    one, other, between = (tmp_path / name for name in ("one", "other", "between"))
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).write_bytes(b"")
    way(one, other, between)
    assert sorted(tree_at(tmp_path)) == ["one/other", "other/one"]
    shutil.rmtree(other)
    with pytest.raises(OSError):
        way(one, other, between)
    put_back(one, other, between)
    assert sorted(tree_at(tmp_path)) == ["one/other"]


def test_a_run_killed_between_two_renames_is_mended_either_way(tmp_path: Path) -> None:
    one, other, between = (tmp_path / name for name in ("one", "other", "between"))
    between.mkdir()
    put_back(one, other, between)
    assert one.is_dir()
    between.mkdir()
    put_back(one, other, between)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]
    put_back(one, other, between)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "other"]
