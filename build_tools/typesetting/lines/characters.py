"""Character classes 字符类: what a character may do in a line of type.

In: text. Out: tokens, each with the :class:`Kind` that decides where a line may break and where blank
may be squeezed. Sources: GB/T 15834—2011 §5.1 (positions of marks in horizontal text) and CLREQ 3.1.4, 3.1.5.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from collections.abc import Mapping

from build_tools.markup.apostrophes import apostrophes


class Kind(enum.IntEnum):
    """字类: the class of a character or of an unbreakable token."""

    HAN = 0
    """汉字: ideographs, kana, full-width letters, everything that may stand anywhere."""
    OPENING = 1
    """开始引号、括号、书名号: not at a line's end (GB/T 15834 5.1.3)."""
    CLOSING = 2
    """结束引号、括号、书名号: not at a line's start (5.1.3)."""
    COMMA = 3
    """逗号、顿号、分号、冒号: not at a line's start (5.1.1)."""
    STOP = 4
    """句号、问号、叹号: not at a line's start (5.1.1, 5.1.2)."""
    DASH = 5
    """破折号: two em, never divided (5.1.4)."""
    ELLIPSIS = 6
    """省略号: two em, never divided (5.1.5)."""
    CONNECTOR = 7
    """连接号: not at a line's start (5.1.6)."""
    DOT = 8
    """间隔号: half an em, not at a line's start (5.1.7)."""
    SOLIDUS = 9
    """分隔号: half an em, neither at a line's start nor at its end (5.1.9)."""
    PREFIX = 10
    """前置符号 ￥ № and the like: not at a line's end."""
    SUFFIX = 11
    """后置符号 ％ ℃ and the like: not at a line's start."""
    SPACE = 12
    """空格: a line may break after it, and there it vanishes."""
    WORD = 13
    """西文单词、数字: letters and digits that stay together."""
    PIECE = 14
    """拆开的单词: a part of a word that is wider than the column."""
    BREAK = 15
    """换行: the editor's own end of a line."""
    UNDRAWN = 16
    """不可见字符: control characters and the like, which no line can show."""


_KIND_OF: Mapping[str, Kind] = {
    **dict.fromkeys("“‘（〔【《〈「『〖［｛", Kind.OPENING),
    **dict.fromkeys("”’）〕】》〉」』〗］｝", Kind.CLOSING),
    **dict.fromkeys("，、；：", Kind.COMMA),
    **dict.fromkeys("。？！．‼⁇⁈⁉", Kind.STOP),
    **dict.fromkeys("～〜—–‐‑‒―－゠", Kind.CONNECTOR),
    **dict.fromkeys("·‧•・･", Kind.DOT),
    **dict.fromkeys("／", Kind.SOLIDUS),
    **dict.fromkeys("￥＄￡№", Kind.PREFIX),
    **dict.fromkeys("％﹪‰℃℉°′″‵￠々〻ゝゞヽヾー", Kind.SUFFIX),
    **dict.fromkeys(" \t\u00a0\u3000\u2002\u2003\u2009", Kind.SPACE),
    **dict.fromkeys("\n\u2028\u2029", Kind.BREAK),
    "⸺": Kind.DASH,
}

LINE_START_PROHIBITED = frozenset(
    {Kind.CLOSING, Kind.COMMA, Kind.STOP, Kind.CONNECTOR, Kind.DOT, Kind.SOLIDUS, Kind.SUFFIX, Kind.SPACE}
)
"""行首禁则, by kind."""
LINE_END_PROHIBITED = frozenset({Kind.OPENING, Kind.SOLIDUS, Kind.PREFIX})
"""行末禁则, by kind."""
FULL_WIDTH_MARKS = frozenset({Kind.OPENING, Kind.CLOSING, Kind.COMMA, Kind.STOP})
"""全角标点: marks half of whose em is blank."""
NARROW_START_PROHIBITED = frozenset("!%),./:;?]}~-_’+=|&@°")
"""Half-width characters that a line must not start with; a word that begins with one clings to what precedes."""
NARROW_END_PROHIBITED = frozenset("([{$#@/\\&+=~-_|<")
"""Half-width characters that a line must not end with."""
HARD_UNITS = frozenset("年月日号时分秒点岁元角万亿千百％‰℃")
"""量词和单位 that never part from the number before them."""

_MARK = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
_NARROW = "!-~\u00a1-\u00a7\u00a9-\u00ac\u00ae-\u00b6\u00b8-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2070-\u209f\u20a0-\u20bf\u2150-\u215e"
_JOINABLE = "\u2190-\u2bff\U0001f000-\U0001faff"
_TOKEN = re.compile(
    f"(?P<word>(?:[{_NARROW}][{_MARK}]*)+)"
    "|(?P<dash>——)|(?P<dots>……|⋯⋯)|(?P<marks>[？！]{2,3}(?![？！]))"
    f"|(?:[\U0001f1e6-\U0001f1ff]{{2}}|.)(?:[{_MARK}]|\u200d[{_JOINABLE}])*",
    re.DOTALL,
)
_SPECIAL = {"dash": Kind.DASH, "dots": Kind.ELLIPSIS, "marks": Kind.STOP}


def tokens(text: str) -> list[tuple[str, Kind]]:
    """切分: the text in unbreakable tokens with their kinds; joined they are the text again."""
    plain = text
    for at in apostrophes(text):
        plain = f"{plain[:at]}'{plain[at + 1 :]}"
    return [(text[slice(*match.span())], _kind_of_match(match)) for match in _TOKEN.finditer(plain)]


def _kind_of_match(match: re.Match[str]) -> Kind:
    if match.lastgroup is None:
        return kind_of(match[0])
    if match.lastgroup == "word":
        return _kind_of_word(match[0])
    return _SPECIAL[match.lastgroup]


def _kind_of_word(word: str) -> Kind:
    if word == "/":
        return Kind.SOLIDUS
    return Kind.CONNECTOR if word in ("-", "~") else _KIND_OF.get(word, Kind.WORD)


@functools.lru_cache(maxsize=16384)
def kind_of(cluster: str) -> Kind:
    """归类: the kind of one character with its combining marks."""
    # Nothing is put into the table: a figure that stands by itself in one place is part of a word in another.
    kind = _KIND_OF.get(cluster)
    if kind is None:
        kind = Kind.ELLIPSIS if cluster in ("…", "⋯") else Kind.HAN
        if kind is Kind.HAN and unicodedata.category(cluster[0]) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kind = Kind.UNDRAWN
    return kind
