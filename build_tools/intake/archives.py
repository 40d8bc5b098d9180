"""压缩包: opens zips without trusting them: how much they hold is counted before anything is unpacked."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib

from build_tools.intake.draft import Unreadable

MOST_FILES = 2_000
LARGEST_WHOLE = 600 * 1024 * 1024
"""Bytes of an archive unpacked: sixty photographs as a good camera writes them."""
LARGEST_MEMBER = 80 * 1024 * 1024
_STEEPEST = 400
"""A part packed smaller than 1 : this is no text and no picture; XML of tables packs at 1 : 100."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What reading a part of a damaged archive may raise."""
_BOMB = ("压缩包解开后大得不正常（可能是“压缩炸弹”），没有解开", "请来稿人不要压缩，直接发文件。")
_OUR_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$", "._")


def open_archive(content: bytes) -> zipfile.ZipFile:
    """The archive, after a look at its size. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        raise Unreadable("文件坏了，或没有传完", "请来稿人重新发一次。") from error
    members = archive.infolist()
    if len(members) > MOST_FILES or sum(each.file_size for each in members) > LARGEST_WHOLE:
        raise Unreadable(*_BOMB)
    if any(
        each.file_size > 1024 * 1024 and each.file_size > _STEEPEST * max(1, each.compress_size)
        for each in members
    ):
        raise Unreadable(*_BOMB)
    return archive


def read_member(archive: zipfile.ZipFile, name: str, largest: int = LARGEST_MEMBER) -> bytes:
    """One file of an archive. Raises Unreadable when it is damaged, locked or larger than it says."""
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise Unreadable("加了密码，打不开", "向来稿人要密码，解开后重新发来。")
    if info.file_size > largest:
        raise Unreadable(
            f"里面的 {name} 太大（{info.file_size // 2**20}兆）", "请来稿人分开发，或把内容拆小。"
        )
    try:
        with archive.open(info) as stream:
            content = stream.read(largest + 1)
    except DAMAGED as error:
        raise Unreadable(f"里面的 {name} 坏了", "请来稿人重新保存一次再发。") from error
    if len(content) > largest:
        raise Unreadable(*_BOMB)
    return content


def is_junk(name: str) -> bool:
    """Whether a file is what computers leave beside one's own files."""
    last = name.rstrip("/").rsplit("/", 1)[-1]
    return "__MACOSX/" in name or last.startswith(("~$", "._", ".")) or last in _OUR_JUNK


def member_name(info: zipfile.ZipInfo) -> str:
    """A name as it was meant: UTF-8 where the archive says or shows so, else GBK, as Windows in China writes it."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
