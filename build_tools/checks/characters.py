"""校对·字符: characters that look right on a screen and are not, as pasting from PDF and web pages leaves them (SQ403)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.dialect import without_code

_FILLERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
# Unified ideographs that Unicode keeps in the compatibility block by mistake.
_UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
_KINDS = (
    (0xFFFD, 0xFFFD, "编码坏了留下的替代符"),
    (0xE000, 0xF8FF, "自造字"),
    (0xF0000, 0x10FFFF, "自造字"),
    (0x2E80, 0x2FDF, "部首，不是字"),
    (0xF900, 0xFAFF, "兼容字形"),
    (0x2F800, 0x2FA1F, "兼容字形"),
    (0x200B, 0x200F, "看不见的零宽字符"),
    (0x2028, 0x202E, "看不见的控制字符"),
    (0x2060, 0x206F, "看不见的零宽字符"),
    (0xFEFF, 0xFEFF, "看不见的零宽字符"),
    (0x00AD, 0x00AD, "软连字符"),
    (0x00A0, 0x00A0, "不换行空格"),
    (0x202F, 0x202F, "不换行空格"),
    (0x0300, 0x036F, "单独的附加符号"),
    (0x20D0, 0x20E2, "单独的附加符号"),
    (0x20E4, 0x20FF, "单独的附加符号"),
    (0x3099, 0x309A, "单独的附加符号"),
    (0xFE00, 0xFE0E, "看不见的字形选择符"),
    (0xE0100, 0xE01EF, "看不见的字形选择符"),
    (0xFFFC, 0xFFFC, "原来有图或表情的空位"),
    (0x061C, 0x061C, "看不见的控制字符"),
    (0x180B, 0x180F, "看不见的控制字符"),
    (0xFFF9, 0xFFFB, "看不见的控制字符"),
    (0xE0000, 0xE007F, "看不见的控制字符"),
    *((ord(each), ord(each), "看不见的填充字符") for each in _FILLERS),
    (0x0000, 0x0008, "看不见的控制字符"),
    (0x000B, 0x001F, "看不见的控制字符"),
    (0x007F, 0x009F, "看不见的控制字符"),
)


_SUSPECT = re.compile(
    "[{}]".format("".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last, _ in _KINDS))
)


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def check_characters(source: str, path: str) -> Iterator[Diagnostic]:
    """One fault for each such character of a whole file, written as itself or as an entity (``&nbsp;``, ``&#12034;``)."""
    for hit in _ENTITY.finditer(without_code(source)) if "&" in source else ():
        for character in html.unescape(hit[0]):
            if kind := _kind(character):
                name = f"写作 {hit[0]}，{kind}{_meant(character)}"
                yield diagnose(
                    "SQ403", _place(source, path, hit.start()), character=_shown(character), name=name
                )
    for hit in _SUSPECT.finditer(source):
        character = hit[0]
        if kind := _kind(character):
            place = _place(source, path, hit.start())
            yield diagnose("SQ403", place, character=_shown(character), name=f"{kind}{_meant(character)}")


def _place(source: str, path: str, at: int) -> Place:
    return Place(path, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))


def _kind(character: str) -> str:
    if character in _UNIFIED:
        return ""
    code = ord(character)
    return next((name for first, last, name in _KINDS if first <= code <= last), "")


def _shown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    visible = (unicodedata.category(character) in ("Lo", "So") and character not in _FILLERS) or (
        character == "\ufffd"
    )
    return f"“{character}”（{code}）" if visible else code


def _meant(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    seen = plain.strip() and character not in _FILLERS
    return f"，应为“{plain}”" if plain != character and seen else ""
