"""Files as text: bytes → characters, with the faults of encoding and reading. Never raises on any file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose


@dataclass(frozen=True, slots=True)
class ReadText:
    """A file's text with plain newlines, or None and why."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_text(root: Path, path: str) -> ReadText:
    """Read a file given by its path from the paper's root; UTF-8, with or without a byte order mark."""
    try:
        raw = (root / path).read_bytes()
    except (OSError, ValueError) as error:
        return ReadText(None, (diagnose("SQ219", Place(path), problem=_in_chinese(error)),))
    return decode_text(raw, path)


def decode_text(raw: bytes, path: str) -> ReadText:
    """Bytes → text with plain newlines; the place of a broken byte counts the characters before it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace").split("\n")
        place = Place(path, len(before), len(before[-1]) + 1)
        return ReadText(None, (diagnose("SQ101", place, byte=error.start + 1),))
    return ReadText(text.replace("\r\n", "\n").replace("\r", "\n"))


def _in_chinese(error: Exception) -> str:
    reasons: dict[type[Exception], str] = {
        PermissionError: "没有读它的权限",
        FileNotFoundError: "没有这个文件",
        IsADirectoryError: "它是文件夹",
    }
    return reasons.get(type(error), "磁盘或文件系统出了错")
