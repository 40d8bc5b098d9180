"""Files as text: every encoding fault and every unreadable file is a diagnostic."""

from __future__ import annotations

from pathlib import Path

from build_tools.readers import decode_text, read_text


def test_a_byte_order_mark_and_foreign_line_ends_are_dropped() -> None:
    assert decode_text("\ufeff甲\r\n乙\r丙\n".encode(), "a.md").text == "甲\n乙\n丙\n"


def test_a_broken_byte_is_shown_where_it_stands() -> None:
    (found,) = decode_text("甲\n乙丙".encode() + b"\xff", "a.md").diagnostics
    assert (found.code, found.place.line, found.place.column) == ("SQ101", 2, 3)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (folder,) = read_text(tmp_path, ".").diagnostics
    (missing,) = read_text(tmp_path, "没有.md").diagnostics
    (impossible,) = read_text(tmp_path, "a\0b").diagnostics
    assert {folder.code, missing.code, impossible.code} == {"SQ219"}
    assert missing.message == "读不了这个文件：没有这个文件。"
