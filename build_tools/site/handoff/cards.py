"""分享图: the card that messengers show beside a link: paper, headline, number and page, drawn.

In: a few words. Out: a JPEG of 800 by 420 pixels, which is more than WeChat and its like show, made once and kept in the storeroom; none on a machine that has none of
the typefaces, since a card without Chinese would be worse.
"""

from __future__ import annotations

import functools
import hashlib
import io
import math
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.store.cache import Cache

if TYPE_CHECKING:
    from PIL import ImageFont
    from PIL.Image import Image

SIZE = (800, 420)
"""Pixels. At 1,200 by 630 the cards of an archive took a third of the time of a build, and twice the bytes."""
_KIND = "card"
_RECIPE = "card-3"
"""Names what a kept card was made by; change it whenever the drawing changes."""
_EDGE, _AROUND = 48, 8
"""Pixels at the edges of a card, and around a character that is drawn by itself."""
_QUALITY = 80
_GROUND, _INK, _SOFT, _RED = "#fbf8f1", "#1d1a16", "#575046", "#b3261e"
_FACES = {"song": "Noto Serif CJK SC:style=Black", "hei": "Noto Sans CJK SC:style=Regular"}
_HEADLINE = (64, 56, 48, 40)
"""Pixels: the largest in which the headline fits three lines."""
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: above, large, and below; ``colour`` is the section's, ``#rrggbb``."""

    paper: str
    headline: str
    line: str
    colour: str = _RED


def draw_card(card: Card, store: Cache) -> bytes:
    """The JPEG; b"" where no typeface for it is installed. Raises OSError when it cannot be kept."""
    if not drawable():
        return b""
    words = "\n".join((_RECIPE, card.paper, card.headline, card.line, card.colour))
    key = hashlib.sha256(words.encode()).hexdigest()[:32]
    kept = store.get(_KIND, key)
    if kept is None:
        kept = {"jpeg": _drawn(card)}
        store.put(_KIND, key, kept)
    return kept["jpeg"]


def _drawn(card: Card) -> bytes:
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", SIZE, _GROUND)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, SIZE[0], 12), fill=card.colour)
    _write(sheet, 44, card.paper, ("song", 31), _RED)
    pen.line((_EDGE, 95, SIZE[0] - _EDGE, 95), fill=_INK, width=2)
    size, lines = _fitted(card.headline)
    top = 95 + (SIZE[1] - 95 - 73 - round(size * 1.35) * len(lines)) // 2
    for order, line in enumerate(lines):
        _write(sheet, top + order * round(size * 1.35), line, ("song", size), _INK)
    _write(sheet, SIZE[1] - 61, card.line, ("hei", 27), _SOFT)
    written = io.BytesIO()
    sheet.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _write(sheet: Image, top: int, words: str, face: tuple[str, int], colour: str) -> None:
    """A line from the left edge. Headlines are made of few characters again and again: each is drawn once."""
    left = float(_EDGE)
    for each in words:
        sheet.paste(colour, (round(left) - _AROUND, top - _AROUND), _character(*face, each))
        left += _advance(*face, each)


@functools.lru_cache(8192)
def _character(name: str, size: int, character: str) -> Image:
    """Its mask, with so much around it as strokes may reach beyond their square."""
    from PIL import Image, ImageDraw

    wide = math.ceil(_advance(name, size, character)) + 2 * _AROUND
    mask = Image.new("L", (wide, 2 * size + _AROUND))
    ImageDraw.Draw(mask).text((_AROUND, _AROUND), character, font=_face(name, size), fill=255)
    return mask


@functools.lru_cache(8192)
def _advance(name: str, size: int, character: str) -> float:
    face = _face(name, size)
    assert face is not None
    return face.getlength(character)


def _fitted(headline: str) -> tuple[int, Sequence[str]]:
    for size in _HEADLINE:
        lines = _lines(headline, size, SIZE[0] - 2 * _EDGE)
        if len(lines) <= _MOST_LINES:
            return size, lines
    kept = lines[:_MOST_LINES]
    return size, (*kept[:-1], kept[-1][:-1] + "…")


def _lines(words: str, size: int, room: int) -> list[str]:
    """Broken where a line is full, never before a mark that closes nor behind one that opens."""
    lines = [""]
    for each in words:
        long = sum(_advance("song", size, each) for each in lines[-1] + each)
        if lines[-1] and long > room and each not in "，。、；：！？”’）》」』…":
            opened = lines[-1][-1] in "“‘（《「『"
            lines.append((lines[-1][-1] if opened else "") + each)
            lines[-2] = lines[-2][:-1] if opened else lines[-2]
        else:
            lines[-1] += each
    return lines


@functools.lru_cache(64)
def _face(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    from PIL import ImageFont

    found = _file(name)
    return ImageFont.truetype(str(found[0]), size, index=found[1]) if found else None


@functools.cache
def _file(name: str) -> tuple[Path, int] | None:
    program = shutil.which("fc-match")
    if not program:
        return None
    asked = [program, "-f", "%{file}\n%{index}\n%{family}", _FACES[name]]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=30)
    path, index, family = (*done.stdout.split("\n"), "", "", "")[:3]
    return (Path(path), int(index)) if "CJK" in family and Path(path).is_file() else None


def drawable() -> bool:
    """Whether this machine has the typefaces that cards are drawn in."""
    return _face("song", _HEADLINE[0]) is not None and _face("hei", _HEADLINE[0]) is not None


def card_address(issue: str, name: str) -> str:
    """Where a card stands: ``2021-01/cards/2101032.jpg``; that of the whole issue is named ``issue``."""
    return f"{issue}/cards/{name}.jpg"


def draw_cover(paper: str, issue: str, headlines: Sequence[str], store: Cache) -> bytes:
    """封面 of an e-book, 1,200 by 1,600 pixels: paper, issue, the headline of each page; b"" as :func:`draw_card`."""
    if not drawable():
        return b""
    key = hashlib.sha256("\n".join((_RECIPE, "cover", paper, issue, *headlines)).encode()).hexdigest()[:32]
    kept = store.get(_KIND, key)
    if kept is None:
        kept = {"jpeg": _drawn_cover(paper, issue, headlines)}
        store.put(_KIND, key, kept)
    return kept["jpeg"]


def _drawn_cover(paper: str, issue: str, headlines: Sequence[str]) -> bytes:
    from PIL import Image, ImageDraw

    wide, high, edge = 1200, 1600, 72
    sheet = Image.new("RGB", (wide, high), _GROUND)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, wide, 28), fill=_RED)
    size = min(230, (wide - 2 * edge) // max(len(paper), 1))
    pen.text((wide // 2, 190), paper, font=_face("song", size), fill=_RED, anchor="mt")
    pen.line((edge, 500, wide - edge, 500), fill=_INK, width=6)
    pen.text((wide // 2, 540), issue, font=_face("hei", 54), fill=_SOFT, anchor="mt")
    top = 680
    for headline in headlines:
        lines = _lines(headline, 64, wide - 2 * edge)[:2]
        if top + 88 * len(lines) > high - 60:
            break
        for line in lines:
            pen.text((edge, top), line, font=_face("song", 64), fill=_INK)
            top += 88
        pen.line((edge, top + 16, wide - edge, top + 16), fill="#d9d1c2", width=2)
        top += 44
    written = io.BytesIO()
    sheet.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def draw_icon(words: str, size: int) -> bytes:
    """图标: a square PNG with a character or two in white on red, all of it within the round that telephones cut out."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (size, size), _RED)
    face = _face("song", round(size * 0.5 / max(len(words), 1) * 1.1))
    ImageDraw.Draw(sheet).text((size // 2, size // 2), words, font=face, fill="#ffffff", anchor="mm")
    written = io.BytesIO()
    sheet.save(written, "PNG", optimize=True)
    return written.getvalue()
