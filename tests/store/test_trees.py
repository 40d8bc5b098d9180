"""A folder of output that is at every moment one whole tree, whatever happens to it, its spare and its records."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.store import trees as module
from build_tools.store.trees import Overlap, Trees, write_files
from tests.store.versions import (
    assert_nothing_left,
    bring,
    publish,
    shares_of,
    stats_at,
    tree_at,
    tree_of,
    trees_at,
    version_at,
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "dist/site"


def test_an_edit_writes_the_changed_files_and_leaves_all_others_their_inode_and_time(site: Path) -> None:
    for version in range(8):
        before = stats_at(site) if version else {}
        old = tree_at(site) if version else {}
        publish(trees_at(site), version)
        now = stats_at(site)
        same = {address for address, content in tree_of(version).items() if old.get(address) == content}
        assert {address for address in now if before.get(address) == now[address]} == {
            address for address in same if _owner(version, address) == _owner(version - 1, address)
        }
        assert_nothing_left(trees_at(site))


def _owner(version: int, address: str) -> str:
    return next(owner for owner, files in shares_of(version).items() if address in files)


def test_what_is_written_anew_as_it_was_stays_the_same_file(site: Path) -> None:
    for turn in range(3):
        draft = trees_at(site).open_draft()
        draft.settle("a", str(turn), write_files(draft.folder, {"a": b"same", "b": b"%d" % turn}))
        before = stats_at(site) if turn else {}
        draft.publish("")
        assert turn == 0 or (stats_at(site)["a"] == before["a"] and stats_at(site)["b"] != before["b"])


def test_a_draft_in_which_nothing_changes_moves_nothing(site: Path) -> None:
    publish(trees_at(site), 1)
    inode, before = site.stat().st_ino, stats_at(site)
    publish(trees_at(site), 1)
    assert (site.stat().st_ino, stats_at(site)) == (inode, before)
    assert trees_at(site).intact() and trees_at(site).note == "1"


def test_nothing_of_an_owner_that_is_gone_stays_because_one_of_its_files_was_changed(site: Path) -> None:
    gone = {"gone/one": b"1", "gone/two": b"2"}
    bring(trees_at(site).open_draft(), shares_of(1) | {"gone": gone}).publish("")
    (site / "gone/one").write_bytes(b"changed by hand")
    publish(trees_at(site), 1)
    assert tree_at(site) == tree_of(1)


@pytest.mark.parametrize("trusting", [False, True])
def test_random_changes_give_the_tree_that_would_be_written_from_scratch(site: Path, trusting: bool) -> None:
    chance, trees = random.Random(3), trees_at(site)
    for _ in range(60):
        version = chance.randrange(20)
        if chance.random() < 0.3:  # a draft that fails half-way, as for a broken template
            shares = list(shares_of(chance.randrange(20)).items())
            bring(
                trees.open_draft(trusting=trusting), dict(shares[: chance.randrange(len(shares))])
            ).drop_others()
        publish(trees, version, trusting=trusting)
        assert version_at(site) == version
        assert_nothing_left(trees)


def test_live_files_are_never_written_into(site: Path) -> None:
    publish(trees_at(site), 1)
    publish(trees_at(site), 2)
    before = tree_at(site)
    draft = trees_at(site).open_draft()
    for address in before:
        write_files(draft.folder, {address: b"new"})
    assert tree_at(site) == before


@pytest.mark.parametrize("address", ["0/index.html", "0", "0/index.html/deeper"])
def test_two_owners_at_one_address_are_refused_by_name_and_the_live_folder_stays(
    site: Path, address: str
) -> None:
    publish(trees_at(site), 1)
    draft = bring(trees_at(site).open_draft(), shares_of(2))
    draft.settle("late", "key", write_files(draft.folder, {address: b"late"}))
    with pytest.raises(Overlap) as caught:
        draft.publish("")
    assert set(caught.value.owners) == {"issue/0", "late"}
    assert version_at(site) == 1
    publish(trees_at(site), 2)
    assert version_at(site) == 2


def test_a_draft_that_was_never_published_leaves_nothing_behind(site: Path) -> None:
    publish(trees_at(site), 1)
    trees = trees_at(site)
    for _ in range(2):
        bring(trees.open_draft(trusting=True), shares_of(5))
        assert version_at(site) == 1
    publish(trees, 1, trusting=True)
    assert version_at(site) == 1
    publish(trees, 2, trusting=True)
    assert version_at(site) == 2


def test_what_is_not_to_be_relied_on_is_made_again(site: Path) -> None:
    draft = bring(trees_at(site).open_draft(), shares_of(1))
    draft.distrust()
    draft.publish("1")
    assert version_at(site) == 1
    assert not trees_at(site).open_draft().take("front", f"front {shares_of(1)['front']!r}")


def _delete(*paths: Path) -> None:
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _replace_by_another(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()
    (path / "x").touch()


def _replace_by_a_copy(path: Path) -> None:
    shutil.copytree(path, path.with_name("copy"))
    shutil.rmtree(path)
    path.with_name("copy").rename(path)


DAMAGE: dict[str, Callable[[Trees], object]] = {
    "a file is gone": lambda trees: _delete(trees.site / "0/index.html"),
    "a file is written into": lambda trees: (trees.site / "0/index.html").write_bytes(b"?"),
    "a file of the spare is gone": lambda trees: _delete(trees.spare / "1/same.html"),
    "a stranger in the live folder": lambda trees: (trees.site / "stranger.html").write_bytes(b"?"),
    "a stranger in the spare": lambda trees: (trees.spare / "0/strange").write_bytes(b"?"),
    "a folder for a file": lambda trees: _replace_by_a_folder(trees.site / "index.html"),
    "the live folder is gone": lambda trees: _delete(trees.site),
    "the spare is gone": lambda trees: _delete(trees.spare),
    "both are gone": lambda trees: _delete(trees.site, trees.spare),
    "the records are gone": lambda trees: _delete(trees.site.parent / ".cache"),
    "the live folder is another's": lambda trees: _replace_by_another(trees.site),
    "everything was copied": lambda trees: _replace_by_a_copy(trees.site),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_whatever_is_done_to_the_folders_by_hand_the_next_drafts_mend(site: Path, name: str) -> None:
    publish(trees_at(site), 1)
    publish(trees_at(site), 2)
    DAMAGE[name](trees_at(site))
    for version in (2, 3, 3, 4):
        publish(trees_at(site), version)
    assert version_at(site) == 4
    assert_nothing_left(trees_at(site))


def test_damage_is_seen_by_a_look_at_the_files(site: Path) -> None:
    publish(trees_at(site), 1)
    assert trees_at(site).intact()
    (site / "0/index.html").unlink()
    assert not trees_at(site).intact()


def test_every_damage_to_a_record_is_noticed_and_the_folder_published_anew(site: Path) -> None:
    publish(trees_at(site), 1)
    record = site.parent / ".cache/trees" / str(site.stat().st_ino)
    whole = record.read_bytes()
    for at in range(0, len(whole), 97):
        record.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert trees_at(site).note == ""
    publish(trees_at(site), 2)
    assert version_at(site) == 2 and trees_at(site).note == "2"


def test_the_site_may_be_a_link_to_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist/site").symlink_to(tmp_path / "real")
    for version in (1, 2):
        publish(Trees(tmp_path / "dist/site", tmp_path / "records"), version)
        assert version_at(tmp_path / "real") == version_at(tmp_path / "dist/site") == version


def test_without_hard_links_files_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: object, target: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for version in range(4):
        publish(trees_at(site), version)
        assert version_at(site) == version


def test_a_copy_for_which_there_is_no_room_leaves_nothing_behind(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: object, target: object) -> None:
        raise PermissionError(1, "no links here")

    def half(source: Path, target: str) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(28, "no room")

    publish(trees_at(site), 1)
    draft = trees_at(site).open_draft()
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copy2", half)
    with pytest.raises(OSError, match="no room"):
        bring(draft, shares_of(1))
    assert_nothing_left(trees_at(site))


def test_without_an_exchange_at_one_stroke_renames_do(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_at_one_stroke", lambda one, other: False)
    for version in range(4):
        publish(trees_at(site), version)
        assert version_at(site) == version
        assert_nothing_left(trees_at(site))


@pytest.mark.parametrize("moved", [False, True])
def test_a_run_killed_between_two_renames_is_mended_either_way(site: Path, moved: bool) -> None:
    publish(trees_at(site), 1)
    publish(trees_at(site), 2)
    trees = trees_at(site)
    os.rename(site, site.with_name(".site.between"))
    if moved:
        os.rename(trees.spare, site)
    publish(trees_at(site), 3)
    assert version_at(site) == 3
    assert_nothing_left(trees)
