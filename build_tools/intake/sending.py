"""来件: the files of a sending, folders and archives opened, each told by its content rather than by its name."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.intake.archives import is_junk, member_name, open_archive, read_member
from build_tools.intake.draft import Unreadable
from build_tools.readers.artwork import kind_of

LARGEST_FILE = 200 * 1024 * 1024
MOST_FILES = 1_000
_DEEPEST = 3
_SHORTCUT = bytes.fromhex("4C00000001140200")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PICTURES = frozenset(
    [
        "jpg",
        "jpeg",
        "png",
        "webp",
        "heic",
        "heif",
        "tif",
        "tiff",
        "bmp",
        "gif",
        "svg",
        "eps",
        "psd",
        "emf",
        "wmf",
        "avif",
        "raw",
        "cr2",
        "nef",
        "arw",
        "dng",
        "mov",
        "mp4",
    ]
)
_OFFICE = frozenset(["doc", "rtf", "odt", "wps", "wpt", "dot", "fodt", "sxw"])
_SHEETS = frozenset(["csv", "tsv", "xlsx", "xlsm", "xls", "et", "ods", "xlsb"])
_RAW = frozenset(["raw", "cr2", "cr3", "nef", "arw", "dng", "rw2", "orf"])


@dataclass(frozen=True, slots=True)
class Received:
    """One file: where it lay in the sending, its bytes, and what it is: "word", "office", "text", "marked", "page",
    "chosen" (a part of a page that somebody selected), "mht", "sheet", "pdf", "picture"."""

    name: str
    content: bytes
    kind: str

    @property
    def folder(self) -> str:
        """The folder it lay in, "" at the top."""
        return self.name.rpartition("/")[0]

    @property
    def base(self) -> str:
        """Its name without the folder."""
        return self.name.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        stem, dot, _ = self.base.rpartition(".")
        return stem if dot else self.base


@dataclass(slots=True)
class Sending:
    """All that came: the files, and those that cannot be read, each with problem and remedy."""

    files: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def open_sending(paths: list[Path]) -> Sending:
    """Read files and folders. Raises OSError when one of them is not there."""
    sending = Sending()
    for path in paths:
        if path.is_dir():
            # Beside other files a folder keeps its name: a saved page names its pictures so.
            base = path if len(paths) == 1 else path.parent
            for each in sorted(path.rglob("*")):
                if each.is_file() and not any(part.startswith(".") for part in each.relative_to(path).parts):
                    _take_path(sending, each, _readable(each.relative_to(base).as_posix()))
        else:
            _take_path(sending, path, _readable(path.name))
    return sending


def _readable(name: str) -> str:
    """A name without what no text can hold; NFC, as macOS writes the parts of é apart."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return unicodedata.normalize("NFC", name)


def _take_path(sending: Sending, path: Path, name: str) -> None:
    if is_junk(name):
        sending.ignored.append(name)
    elif path.stat().st_size > LARGEST_FILE:
        sending.refused.append(
            (name, f"太大（{path.stat().st_size // 2**20}兆）", "请来稿人分开发，图片发原图而不是视频。")
        )
    else:
        take(sending, name, path.read_bytes())


def take(sending: Sending, name: str, content: bytes, depth: int = 0) -> None:
    """Add one file; an archive is opened and its files are added."""
    if is_junk(name):
        sending.ignored.append(name)
        return
    if len(sending.files) >= MOST_FILES:
        sending.refused.append((name, f"文件太多（超过{MOST_FILES}个），没有读", "分几次收。"))
        return
    try:
        kind = _kind(name, content)
        if kind == "zip":
            _unpack(sending, name, content, depth)
        else:
            sending.files.append(Received(name, content, kind))
    except Unreadable as problem:
        sending.refused.append((name, problem.problem, problem.remedy))


def _unpack(sending: Sending, name: str, content: bytes, depth: int) -> None:
    if depth >= _DEEPEST:
        raise Unreadable("压缩包里还套着压缩包，套得太深", "请来稿人不要压缩，直接发文件。")
    archive = open_archive(content)
    if not archive.namelist():
        raise Unreadable("是空的压缩包，里面没有文件", "请来稿人重新压缩，或直接发文件。")
    # Photographs packed in a folder of one's own keep their place beside the copy in it.
    for info in archive.infolist():
        inner = member_name(info)
        if info.is_dir() or inner.endswith("/"):
            continue
        if is_junk(inner):
            sending.ignored.append(inner)
            continue
        safe = "/".join(part for part in inner.split("/") if part not in ("", ".", ".."))
        whole = "/".join(part for part in (name.rpartition("/")[0], safe) if part)
        try:
            take(sending, whole, read_member(archive, info.filename), depth + 1)
        except Unreadable as problem:
            sending.refused.append((whole, problem.problem, problem.remedy))


def _kind(name: str, content: bytes) -> str:
    ending = name.lower().rpartition(".")[2]
    if not content.strip(b"\0 \r\n\t"):
        return "text" if ending not in _PICTURES else "picture"
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _kind_of_zip(ending, content)
    if content.startswith(_OLE):
        return _kind_of_ole(ending, content)
    if content.startswith(b"{\\rtf"):
        return "office"
    for head, kind in ((b"Rar!", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gz")):
        if content.startswith(head):
            raise Unreadable(f"是 {kind} 压缩包，解不开", "在电脑上解压以后再收，或请来稿人用 zip 压缩。")
    if content[257:262] == b"ustar":
        raise Unreadable("是 tar 压缩包，解不开", "在电脑上解压以后再收，或请来稿人用 zip 压缩。")
    if content.startswith(_SHORTCUT) or ending in ("lnk", "url", "webloc", "desktop"):
        raise Unreadable("是快捷方式，不是文件本身", "请来稿人打开原来的文件夹，把文件本身发来。")
    if b'progid="Excel.Sheet"' in content[:600]:
        raise Unreadable("是 Excel 2003 的 XML 表格", "请来稿人在 Excel 或 WPS 里另存为 .xlsx 再发。")
    if b'progid="Word.Document"' in content[:600]:
        return "office"
    if ending in _RAW:
        raise Unreadable("是相机的原始格式（RAW）", "请来稿人在相机或修图软件里导出 JPEG 再发。")
    if kind_of(content) == "PDF":
        return "pdf"
    lead = content[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    # Word writes "<?xml" too; SVG is told by its root.
    if kind_of(content):
        return "picture"
    if lead.startswith((b"<!doctype html", b"<html", b"<head", b"<!-- saved")) or ending in (
        "html",
        "htm",
        "xhtml",
    ):
        return "page"
    if ending in ("mht", "mhtml", "eml") or (
        re.search(rb"^mime-version:", content[:4000], re.M | re.I)
        and b"content-type:" in content[:4000].lower()
    ):
        return "mht"
    if ending in ("docx", "docm", "xlsx", "zip"):
        raise Unreadable("文件坏了，或没有传完", "请来稿人重新保存一次再发。")
    if ending in _OFFICE:
        return "office"
    if ending in _SHEETS:
        return "sheet"
    if ending in ("md", "markdown"):
        return "marked"
    if ending in _PICTURES:
        return "picture"
    if ending in ("pages", "key", "numbers"):
        raise Unreadable("是苹果电脑的 iWork 文件", "请来稿人在 Pages 里“导出为→Word”再发。")
    if ending in ("mp3", "m4a", "wav", "amr", "silk", "avi", "mkv"):
        raise Unreadable("是录音或录像", "请来稿人把要说的话写成文字再发。")
    return "text"


def _kind_of_zip(ending: str, content: bytes) -> str:
    try:
        archive = open_archive(content)
    except Unreadable:
        if ending in ("docx", "docm", "xlsx", "xlsm"):
            raise
        raise
    names = archive.namelist()
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "word"
    if any(name.startswith("xl/") for name in names):
        return "sheet"
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("是幻灯片（PPT）", "请来稿人把文字拷进 Word，图片单独发。")
    if "OFD.xml" in names:
        raise Unreadable("是 OFD 版式文件", "请来稿人发做成 OFD 以前的 Word 文件。")
    if "mimetype" in names:
        try:
            kind = read_member(archive, "mimetype", 200).decode("ascii", "replace")
        except (Unreadable, zipfile.BadZipFile):
            kind = ""
        if "spreadsheet" in kind:
            return "sheet"
        if "opendocument" in kind:
            return "office"
        if "epub" in kind:
            raise Unreadable("是电子书（EPUB）", "请来稿人把要登的文字拷进 Word 再发。")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise Unreadable("是苹果电脑的 iWork 文件", "请来稿人在 Pages 里“导出为→Word”再发。")
    return "zip"


def _kind_of_ole(ending: str, content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        raise Unreadable("加了密码，打不开", "向来稿人要密码，或请来稿人去掉密码（文件→信息→保护文档）再发。")
    if any(each.encode("utf-16-le") in content for each in ("Workbook", "Book\0")) and ending not in (
        "doc",
        "wps",
    ):
        return "sheet"
    if ending in ("ppt", "pps", "dps"):
        raise Unreadable("是幻灯片（PPT）", "请来稿人把文字拷进 Word，图片单独发。")
    if ending == "msg":
        raise Unreadable("是 Outlook 的邮件文件（.msg）", "在 Outlook 里另存为网页或纯文本，附件单独存出来。")
    return "office"
