"""图片: the size of a picture file and whether it can be used. Pillow's importer among the readers."""

from __future__ import annotations

import difflib
import posixpath
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never
from urllib.parse import unquote

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    Block,
    Footnotes,
    Form,
    ItemList,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
)
from build_tools.readers.artwork import strict_reading, why_unusable

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 12_000
"""Longest side that is accepted: twice the widest page at 300 dpi."""
LEAST_PIXELS = 600
"""Fewer across look rough in even one text column at newsprint's 200 dpi (newspaper rules §5.2)."""
_FORMATS = ("JPEG", "PNG", "WEBP")


def resolve_pictures(
    blocks: tuple[Block, ...], folder: Path, file: str, path: str
) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Give every picture of an article its file inside the issue's folder and its pixels.

    ``file`` is the article inside ``folder``, ``path`` the same from the paper's root. Pictures that cannot
    be used are left out and reported.
    """
    found: list[Diagnostic] = []
    return _resolve(blocks, folder, file, path, found), found


def _resolve(
    blocks: tuple[Block, ...], folder: Path, file: str, path: str, found: list[Diagnostic]
) -> tuple[Block, ...]:
    kept: list[Block] = []
    for block in blocks:
        match block:
            case Picture():
                picture = _read_picture(block, folder, file, path, found)
                kept += [picture] if picture else []
            case Quotation() | Form():
                kept.append(replace(block, blocks=_resolve(block.blocks, folder, file, path, found)))
            case ItemList():
                items = tuple(_resolve(item, folder, file, path, found) for item in block.items)
                kept.append(replace(block, items=items))
            case Footnotes():
                notes = tuple(_resolve(note, folder, file, path, found) for note in block.notes)
                kept.append(replace(block, notes=notes))
            case Paragraph() | Subhead() | Table() | Rule():
                kept.append(block)
            case _:
                assert_never(block)
    return tuple(kept)


def _read_picture(
    picture: Picture, folder: Path, file: str, path: str, found: list[Diagnostic]
) -> Picture | None:
    place = Place(path, picture.line, picture.column)
    written = unquote(picture.file)
    if not written:
        remedy = "在圆括号里写上文件：![图说](../images/文件名.jpg)。"
        found.append(diagnose("SQ501", place, file="：圆括号里没有写文件", suggestion=remedy))
        return None
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(file), written))
    if "://" in written or written.startswith("/") or inside.startswith("..") or "\0" in written:
        found.append(diagnose("SQ506", place, file=written))
        return None
    if not _is_file(folder / inside):
        found.append(diagnose("SQ501", place, file=inside, suggestion=_suggest(folder, inside)))
        return None
    measured = measure(folder / inside, inside, place, found)
    return replace(picture, file=inside, pixels=measured[0], line_art=measured[1]) if measured else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than the file system's longest
        return False


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a picture file is: its pixels where it can be used, and the code and facts of what is to be told of it."""

    pixels: tuple[int, int] | None
    line_art: bool = False
    code: str = ""
    facts: tuple[tuple[str, str | int], ...] = ()


def measure(
    path: Path, name: str, place: Place, found: list[Diagnostic]
) -> tuple[tuple[int, int], bool] | None:
    """The pixels of a picture file and whether it is line art; None for what cannot be used. What is wrong goes to ``found``."""
    try:
        state = path.stat()
        measured = _measured(path, state.st_mtime_ns, state.st_size, state.st_ino)
    except OSError:
        measured = _DAMAGED
    if measured.code:
        found.append(diagnose(measured.code, place, file=name, **dict(measured.facts)))
    return (measured.pixels, measured.line_art) if measured.pixels else None


@lru_cache(maxsize=1024)
def _measured(path: Path, moment: int, size: int, inode: int) -> _Measured:
    """A file that lies as it lay (by its time, size and inode) is not decoded again: who types waits for its page."""
    from PIL import Image  # only now: an edit of an article without pictures need not wait for it

    if other := _kind_of_file(path):
        return _Measured(None, False, "SQ521", (("problem", other[0]), ("remedy", other[1])))
    try:
        with strict_reading(), Image.open(path) as image:
            width, height = _upright_size(image)
            line_art = image.mode == "1"
            if image.format not in _FORMATS:
                raise ValueError(f"是 {image.format} 格式")
            if max(width, height) <= MOST_PIXELS:
                _decode(image)
    except Exception as error:  # Pillow's decoders raise whatever a broken file provokes
        told = isinstance(error, ValueError) and "格式" in str(error)
        return replace(_DAMAGED, facts=(("problem", str(error)),)) if told else _DAMAGED
    sides = ("width", width), ("height", height)
    if max(width, height) > MOST_PIXELS:
        return _Measured(None, False, "SQ504", (*sides, ("most", MOST_PIXELS)))
    if width < LEAST_PIXELS:
        return _Measured((width, height), line_art, "SQ503", (*sides, ("least", LEAST_PIXELS)))
    return _Measured((width, height), line_art)


_DAMAGED = _Measured(None, False, "SQ502", (("problem", "文件已损坏，或不是图片"),))


def _kind_of_file(path: Path) -> tuple[str, str] | None:
    """What the file is instead of a picture that can be shown, and the way out."""
    try:
        with path.open("rb") as stream:
            return why_unusable(stream.read(2048))
    except OSError:
        return None  # told below, where it is opened


def _upright_size(image: Image.Image) -> tuple[int, int]:
    # A phone held upright writes its picture lying down and notes the turn (EXIF 2.32 §4.6.4, tag 0x0112, 5 to 8).
    # Phones write no PNG, and reading a PNG's EXIF would decode it before it can be verified.
    width, height = image.size
    lying = image.format != "PNG" and image.getexif().get(0x0112, 1) >= 5
    return (height, width) if lying else (width, height)


def _decode(image: Image.Image) -> None:
    # A JPEG is decoded at an eighth of its size: enough to notice that its end is missing.
    if image.format == "JPEG":
        image.draft("L", (image.width // 8, image.height // 8))
        image.load()
    else:
        image.verify()


def _suggest(folder: Path, wanted: str) -> str:
    here = [each.relative_to(folder).as_posix() for each in (folder / "images").glob("*") if each.is_file()]
    close = difflib.get_close_matches(wanted, here, 1, 0.6)
    return f"是不是 {close[0]}？" if close else "把图片放进本期的 images/ 文件夹，检查文件名的大小写和后缀。"
