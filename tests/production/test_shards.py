"""Several machines: shards made apart are joined into the site that one machine makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_tools.production.building import assemble, build
from build_tools.production.order import Order, in_shard, shard_folder
from tests.production.papers import differing, files_of, lay_out, output_of

COUNT = 2


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Each made in a place of its own, as on a machine of its own."""
    found = []
    for place in range(1, COUNT + 1):
        root = lay_out(tmp_path_factory.mktemp("shard") / "paper")
        assert build(Order(root, web_only=True, shard=(place, COUNT)), 1).done
        assert not (root / "dist" / "site").exists()
        found.append(root / shard_folder(place, COUNT))
    return tuple(found)


def test_every_issue_is_in_one_shard() -> None:
    names = [f"2021-{month:02}" for month in range(1, 13)]
    parts = [in_shard(names, place, 5) for place in range(1, 6)]
    assert sorted(name for part in parts for name in part) == names


def test_shards_join_to_what_one_machine_makes(
    built_paper: Path, shards: tuple[Path, ...], tmp_path: Path
) -> None:
    root = lay_out(tmp_path / "paper")
    built, refused = assemble(Order(root, web_only=True), shards, 1)
    assert built.done and refused == ()
    assert differing(output_of(root), output_of(built_paper)) == []


def test_damaged_pack_is_refused_by_name_and_made_here(
    built_paper: Path, shards: tuple[Path, ...], tmp_path: Path
) -> None:
    shard = Path(shutil.copytree(shards[0], tmp_path / shards[0].name))
    pack = sorted(shard.glob("pages/*.pack"))[0]
    pack.write_bytes(pack.read_bytes()[:-1] + b"?")
    root = lay_out(tmp_path / "paper")
    built, refused = assemble(Order(root, web_only=True), (shard, *shards[1:]), 1)
    assert built.done and [name.rpartition("/")[2] for name in refused] == [pack.name]
    assert differing(output_of(root), output_of(built_paper)) == []


def test_compiled_templates_which_would_be_run_are_refused(
    built_paper: Path, shards: tuple[Path, ...], tmp_path: Path
) -> None:
    shard = tmp_path / shards[0].name
    shutil.copytree(built_paper / "dist/.cache/template", shard / "template")
    root = lay_out(tmp_path / "paper")
    _, refused = assemble(Order(root, web_only=True), (shard,), 1)
    assert refused == tuple(f"{shard.name}/template/{pack.name}" for pack in sorted(shard.glob("*/*"))) != ()


def test_lacking_shard_is_made_here(built_paper: Path, shards: tuple[Path, ...], tmp_path: Path) -> None:
    root = lay_out(tmp_path / "paper")
    built, _ = assemble(Order(root, web_only=True), shards[:1], 1)
    assert built.done and differing(output_of(root), output_of(built_paper)) == []


def test_more_shards_than_issues_join_with_their_print_to_what_one_machine_makes(
    printed_paper: Path, tmp_path: Path
) -> None:
    shards = []
    for place in (1, 2):
        root = _unbuilt(printed_paper, tmp_path / f"{place}")
        assert build(Order(root, shard=(place, 2)), 1).done
        shards.append(root / shard_folder(place, 2))
    assert not list(shards[1].glob("pages/*")) and list(shards[0].glob("pages/*"))
    root = _unbuilt(printed_paper, tmp_path / "joined")
    built, refused = assemble(Order(root), shards, 1)
    assert built.done and refused == ()
    assert differing(output_of(root), output_of(printed_paper)) == []


def _unbuilt(paper: Path, root: Path) -> Path:
    return Path(shutil.copytree(paper, root, ignore=shutil.ignore_patterns("dist", "ledger.yml")))


def test_shard_holds_no_word_of_where_it_was_made(shards: tuple[Path, ...]) -> None:
    for shard in shards:
        place = str(shard.parents[2]).encode()
        assert not [name for name, content in files_of(shard).items() if place in content]
