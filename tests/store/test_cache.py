"""Packs are whole or absent, whoever writes and whatever becomes of their bytes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from build_tools.diagnostics import Place
from build_tools.store.cache import Cache

ROOT = Path(__file__).parents[2]
CONTENT = {"a.html": b"<p>1</p>", "空.txt": b"", "b/c": bytes(range(16))}


def test_what_is_put_can_be_got_and_what_is_not_is_lacking(tmp_path: Path) -> None:
    store = Cache(tmp_path / "store")
    assert store.get("page", "ab") is None
    assert not store.has("page", "ab")
    store.put("page", "2021-01-ab", CONTENT)
    assert store.get("page", "2021-01-ab") == CONTENT
    assert store.has("page", "2021-01-ab")
    store.put("page", "2021-01-ab", {})
    assert store.get("page", "2021-01-ab") == {}


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("..", "ab"),
        ("page", "../ab"),
        ("page", "a/b"),
        ("page", ""),
        ("", "ab"),
        ("page", "A"),
        ("page", ".ab"),
        ("a/b", "c"),
        ("page", "ab\n"),
    ],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, kind: str, key: str) -> None:
    for use in (Cache(tmp_path).get, Cache(tmp_path).has):
        with pytest.raises(ValueError):
            use(kind, key)
    with pytest.raises(ValueError):
        Cache(tmp_path).put(kind, key, {})
    assert list(tmp_path.iterdir()) == []


def test_a_byte_changed_cut_or_added_anywhere_is_noticed_and_the_pack_thrown_away(tmp_path: Path) -> None:
    store, path = Cache(tmp_path), tmp_path / "page/ab.pack"
    store.put("page", "ab", CONTENT)
    whole = path.read_bytes()
    flipped = [whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :] for at in range(len(whole))]
    cut = [whole[:at] for at in range(len(whole))] + [
        whole[:at] + whole[at + 1 :] for at in range(len(whole))
    ]
    added = [whole[:at] + b"\0" + whole[at:] for at in range(len(whole) + 1)]
    for damaged in flipped + cut + added:
        if damaged != whole:
            path.write_bytes(damaged)
            assert store.get("page", "ab") is None
            assert not store.has("page", "ab")
    path.write_bytes(whole)
    assert store.get("page", "ab") == CONTENT


def test_a_pack_under_another_name_is_not_taken_for_that_one(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.put("page", "ab", CONTENT)
    (tmp_path / "page/ab.pack").rename(tmp_path / "page/cd.pack")
    assert store.get("page", "cd") is None


def test_processes_that_put_the_same_key_at_once_leave_one_whole_pack(tmp_path: Path) -> None:
    store = Cache(tmp_path / "store")
    program = "import sys; from pathlib import Path; from build_tools.store.cache import Cache\nfor n in range(150): Cache(Path(sys.argv[1])).put('page', 'ab', {'x': sys.argv[2].encode() * 20000})"
    writers = [
        subprocess.Popen([sys.executable, "-S", "-c", program, str(store.folder), name], cwd=ROOT)
        for name in "pq"
    ]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        content = store.get("page", "ab")
        if content is not None:
            seen.add(content["x"])
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen <= {b"p" * 20000, b"q" * 20000}
    assert store.get("page", "ab") in ({"x": b"p" * 20000}, {"x": b"q" * 20000})
    assert [path.name for path in (store.folder / "page").iterdir()] == ["ab.pack"]


def test_a_pack_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.put("page", "ab", CONTENT)
    (tmp_path / "page/cd.pack").mkdir()
    with pytest.raises(OSError):
        store.put("page", "cd", CONTENT)
    assert sorted(path.name for path in (tmp_path / "page").iterdir()) == ["ab.pack", "cd.pack"]
    assert store.get("page", "ab") == CONTENT
    assert store.get("page", "cd") is None


def test_pruning_spares_what_was_read_lately(tmp_path: Path) -> None:
    store, old = Cache(tmp_path), time.time() - 40 * 86400
    for key in ("read", "old"):
        store.put("page", key, CONTENT)
        os.utime(tmp_path / f"page/{key}.pack", (old, old))
    store.put("page", "new", CONTENT)
    (tmp_path / "page/record").write_bytes(b"somebody's who keeps more than packs here")
    os.utime(tmp_path / "page/record", (old, old))
    for name, age in ((".1-2-3.tmp", old), (".4-5-6.tmp", time.time())):
        (tmp_path / "page" / name).write_bytes(b"left by a killed writer")
        os.utime(tmp_path / "page" / name, (age, age))
    store.get("page", "read")
    store.prune(older_than_days=30)
    assert sorted(path.name for path in (tmp_path / "page").iterdir()) == [
        ".4-5-6.tmp",
        "new.pack",
        "read.pack",
        "record",
    ]


def test_packs_travel_and_damaged_ones_are_refused_by_name(tmp_path: Path) -> None:
    here, there = Cache(tmp_path / "here"), Cache(tmp_path / "there")
    for key in ("ab", "cd", "ef"):
        here.put("issue", key, {"x": key.encode()})
    with (tmp_path / "here/issue/cd.pack").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"!")
    (tmp_path / "here/issue/NOT_A_NAME.pack").write_text("not a pack")
    assert there.adopt(tmp_path / "here") == ("issue/NOT_A_NAME.pack", "issue/cd.pack")
    assert there.get("issue", "ab") == {"x": b"ab"} and there.get("issue", "ef") == {"x": b"ef"}
    assert there.get("issue", "cd") is None
    assert there.adopt(tmp_path / "nowhere") == ()


def test_values_come_back_as_they_were_and_of_their_class_only(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.put_value("place", "ab", Place("要闻/一.md", 3))
    assert store.get_value("place", "ab", Place) == Place("要闻/一.md", 3)
    assert store.get_value("place", "ab", tuple) is None and store.get_value("place", "cd", Place) is None
