"""Killed at any moment, out of room at any byte, two at once: one whole making lies there, and the next build is right."""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

import pytest

from build_tools.production.building import build
from build_tools.production.order import Order
from build_tools.production.preview.serving import Preview
from tests.production.commands import finished, start_build
from tests.production.editing import edit_headline
from tests.production.kills import run
from tests.production.papers import SECOND, build_web, clean_output, differing, lay_out, output_of

_NO_ROOM = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
"""No file can grow over so many bytes: write(2) then fails as on a full disk, in every process of the build and for every user."""


def test_killed_builds_leave_one_whole_site_and_the_next_is_right(tmp_path: Path) -> None:
    assert run(tmp_path, 6, 5, web_only=True).total() == 6


# From the smallest files of the cache over the pages of the website to the PDF and the pictures of its pages.
@pytest.mark.parametrize("size", [0, 3_000, 30_000, 100_000])
def test_build_that_finds_no_room_leaves_site_and_print_as_they_were(printed: Path, size: int) -> None:
    old = output_of(printed)
    edit_headline(printed, random.Random(1))
    code, said = finished(start_build(printed, "--workers", "2", before=_NO_ROOM.format(size=size)))
    assert code == 2 and "SQ903" in said
    assert differing(output_of(printed), old) == []
    assert build(Order(printed), 1).done
    assert differing(output_of(printed), old) != []


def test_flipped_byte_in_every_file_of_the_storeroom_is_noticed(printed: Path, tmp_path: Path) -> None:
    edit_headline(printed, random.Random(2))
    files = sorted(
        path for path in (printed / "dist" / ".cache").rglob("*") if path.is_file() and path.stat().st_size
    )
    for place, path in enumerate(files):
        content = bytearray(path.read_bytes())
        content[len(content) * (place % 10) // 10] ^= 1 << place % 8
        path.write_bytes(content)
    # In a process of its own, which has nothing at hand.
    code, said = finished(start_build(printed, "--workers", "1"))
    assert code == 0, said
    assert differing(output_of(printed), clean_output(printed, tmp_path / "clean", web_only=False)) == []


def test_website_that_cannot_be_made_leaves_the_print_as_it_was_too(printed: Path) -> None:
    old = output_of(printed)
    edit_headline(printed, random.Random(3))
    template = printed / "theme" / "web" / "article.html"
    template.write_text(template.read_text("utf-8") + "{% if %}", encoding="utf-8")
    built = build(Order(printed), 1)
    assert not built.done and [fault.code for fault in built.diagnostics] == ["SQ701"]
    assert differing(output_of(printed), old) == []


@pytest.mark.parametrize("fault", ["{{ nothing.here }}", "{{ 1 + '1' }}", "{{ none.x() }}"])
def test_a_fault_in_a_template_is_told_at_its_line_whichever_process_meets_it(
    tmp_path: Path, fault: str
) -> None:
    root = lay_out(tmp_path / "paper")
    head = "{% extends 'newspaper.html' %}\n{% block content %}\n"
    (root / "theme/web/issue.html").write_text(f"{head}{fault}{{% endblock %}}", "utf-8")
    for count in (1, 2):
        (found,) = build_web(root, count).diagnostics
        assert (found.code, str(found.place)) == ("SQ701", "theme/web/issue.html:3:1")


def test_two_builds_at_once_wait_for_each_other_and_come_to_the_same(printed: Path, tmp_path: Path) -> None:
    edit_headline(printed, random.Random(4))
    ends = [
        finished(each)
        for each in [
            start_build(printed, "--workers", "2"),
            start_build(printed),
            start_build(printed, "--workers", "1"),
        ]
    ]
    assert [code for code, _ in ends] == [0, 0, 0], ends
    assert sum("等它做完" in said for _, said in ends) >= 1
    assert differing(output_of(printed), clean_output(printed, tmp_path / "clean", web_only=False)) == []


def test_build_and_preview_at_once_do_not_disturb_each_other(printed: Path, tmp_path: Path) -> None:
    said: list[str] = []
    preview = Preview(printed, "127.0.0.1", 0, said.append)
    preview.start()
    follower = threading.Thread(target=preview.follow, daemon=True)
    follower.start()
    for seed in range(2):
        edit_headline(printed, random.Random(seed))
        code, told = finished(start_build(printed, "--workers", "2"))
        assert code == 0, told
    assert differing(output_of(printed), clean_output(printed, tmp_path / "clean", web_only=False)) == []
    preview.close()
    follower.join()
    assert preview.board.state()["faults"] == []
    assert not [line for line in said if "Traceback" in line or "没有排成" in line]


def test_what_is_saved_while_the_build_is_at_work_is_never_taken_for_what_lay_there_before(
    root: Path, tmp_path: Path
) -> None:
    before = {
        path: path.read_text("utf-8")
        for path in (
            root / "issues" / SECOND / "要闻" / "02-借伞不用押金.md",
            root / "content" / "index.md",
            root / "mkdocs.yml",
            *(root / "theme" / "web").rglob("*.css"),
        )
    }
    shutil.rmtree(root / "dist")

    def save(what: str, name: str, done: int, whole: int) -> None:
        """The editor saves when the first issue has been read."""
        for path, text in before.items():
            path.write_text(
                text.replace("第二天", "第三天").replace("某编辑", "某某某") + "\n", encoding="utf-8"
            )

    assert build(Order(root, web_only=True), 1, save).done
    for path, text in before.items():  # and takes everything back
        path.write_text(text, encoding="utf-8")
    assert build_web(root).done
    assert differing(output_of(root), clean_output(root, tmp_path / "clean")) == []
