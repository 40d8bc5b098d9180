"""Fonts 字体: which file stands for a style, how far each glyph advances, where its ink lies.

In: a :class:`TextStyle` and characters. Out: advances and ink edges in em (1.0 = the type size), and the
characters the face has no glyph for. Faces are found by fontconfig, as Pango finds them when WeasyPrint
draws, and measured by HarfBuzz, which shapes for Pango too: what is computed here is what is drawn.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from dataclasses import dataclass

import uharfbuzz  # type: ignore[import-untyped]

from build_tools.typesetting.lines.line import TextStyle

_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")
_FEATURE = re.compile(r'"(\w{4})"([^,]*)')
_FONTCONFIG_WEIGHTS = (
    (100, 0),
    (200, 40),
    (300, 50),
    (350, 55),
    (400, 80),
    (500, 100),
    (600, 180),
    (700, 200),
    (800, 205),
    (900, 210),
)


class FontError(Exception):
    """找不到字体: no edit to an article mends this; the machine lacks a font or a program. Says so in Chinese."""


@dataclass(frozen=True, slots=True)
class FontFace:
    """字面: one face of a font file; ``index`` counts the faces of a collection (SC is not the first)."""

    path: str
    index: int
    upem: int
    font: uharfbuzz.Font
    characters: frozenset[int]


@functools.cache
def face_of(family: str, weight: int) -> FontFace:
    """查字体: the face fontconfig chooses for a family name and a CSS weight (100–900).

    Raises :class:`FontError` when the machine has no fontconfig or no readable font file.
    """
    path, index = _matched_file(family, weight)
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path), index)
    except (OSError, uharfbuzz.HarfBuzzError) as fault:
        raise FontError(f"字体文件读不出来：{path}") from fault
    return FontFace(path, index, face.upem, uharfbuzz.Font(face), frozenset(face.unicodes))


def _matched_file(family: str, weight: int) -> tuple[str, int]:
    program = shutil.which("fc-match")
    if program is None:
        raise FontError("本机没有 fontconfig（找不到 fc-match 命令），无法查字体。")
    fontconfig_weight = min(_FONTCONFIG_WEIGHTS, key=lambda pair: abs(pair[0] - weight))[1]
    escaped = "".join("\\" + character if character in "\\-:," else character for character in family)
    pattern = f"{escaped}:weight={fontconfig_weight}"
    answer = subprocess.run(
        [program, "-f", "%{file}|%{index}", pattern], capture_output=True, text=True, check=False
    ).stdout
    path, _, index = answer.rpartition("|")
    if not path:
        raise FontError(f"本机找不到字体“{family}”。")
    return path, int(index) & 0xFFFF  # the upper half numbers instances of a variable font


def switches(features: str) -> tuple[tuple[str, bool], ...]:
    """开关: OpenType features as CSS writes them (``'"kern" 0, "fwid"'``) as names that are on or off."""
    return tuple((name, value.strip() not in ("0", "off")) for name, value in _FEATURE.findall(features))


@functools.lru_cache(maxsize=65536)
def advances(
    family: str, weight: int, text: str, features: tuple[tuple[str, bool], ...] = ()
) -> tuple[tuple[str, float], ...]:
    """字宽: the clusters of ``text`` with their advances (em), shaped as one run, left to right.

    ``features`` switches OpenType features on or off. A character without a glyph counts as one em.
    """
    face = face_of(family, weight)
    return _clusters(text, _shape(face, text, features), face.upem)


Glyphs = tuple[tuple[int, float], ...]
"""Glyphs of a cluster: each with where it stands (em from the left edge of the cluster)."""


@functools.lru_cache(maxsize=65536)
def shaped(
    family: str, weight: int, text: str, features: tuple[tuple[str, bool], ...] = ()
) -> tuple[tuple[str, float, Glyphs], ...]:
    """字形: the clusters as :func:`advances` gives them, each with its glyphs."""
    face = face_of(family, weight)
    buffer = _shape(face, text, features)
    drawn: dict[int, list[tuple[int, float]]] = {}
    pens: dict[int, float] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = pens.get(info.cluster, 0.0)
        drawn.setdefault(info.cluster, []).append((info.codepoint, pen + position.x_offset / face.upem))
        pens[info.cluster] = pen + position.x_advance / face.upem
    widths = _clusters(text, buffer, face.upem)
    return tuple(
        (characters, width, tuple(drawn[at]))
        for (characters, width), at in zip(widths, sorted(drawn), strict=True)
    )


def _shape(face: FontFace, text: str, features: tuple[tuple[str, bool], ...]) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    buffer.language = (
        "en" if _LETTER.search(text) else "zh-cn"
    )  # as Pango: Chinese is not written in Latin script
    uharfbuzz.shape(face.font, buffer, dict(features))
    return buffer


def _clusters(text: str, buffer: uharfbuzz.Buffer, upem: int) -> tuple[tuple[str, float], ...]:
    widths: dict[int, float] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        width = position.x_advance / upem if info.codepoint else 1.0
        widths[info.cluster] = widths.get(info.cluster, 0.0) + width
    starts = sorted(widths)
    ends = [*starts[1:], len(text)]
    return tuple((text[start:end], widths[start]) for start, end in zip(starts, ends, strict=True))


@functools.lru_cache(maxsize=65536)
def ink_edges(family: str, weight: int, character: str) -> tuple[float, float]:
    """墨边: left and right edge of a character's ink (em from the glyph's origin); (0, 0) when it has none."""
    face = face_of(family, weight)
    glyph = face.font.get_nominal_glyph(ord(character))
    extents = face.font.get_glyph_extents(glyph) if glyph else None
    if extents is None:
        return 0.0, 0.0
    return extents.x_bearing / face.upem, (extents.x_bearing + extents.width) / face.upem


def missing_characters(text: str, style: TextStyle) -> tuple[str, ...]:
    """缺字: the characters of ``text``, each once and in order, that the style's face has no glyph for."""
    known = face_of(style.family, style.weight).characters
    return tuple(dict.fromkeys(character for character in text if ord(character) not in known))
