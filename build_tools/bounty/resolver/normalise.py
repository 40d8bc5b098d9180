"""读来信: a message as typed → one spelling of quotes, digits and blanks; and how a character sounds.

In: any text. Out: clean text for the patterns; sound classes that homophones share.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from build_tools.markup.numerals import from_han
from build_tools.markup.pinyin import syllable

LONGEST = 4000
"""Characters of one message that are looked at; nobody reports errors at greater length."""

_OPEN, _CLOSE = "“‘「『〝﹁﹃", "”’」』〞﹂﹄"
_QUOTES = {**{ord(mark): "“" for mark in _OPEN}, **{ord(mark): "”" for mark in _CLOSE}}
_BLANKS = re.compile(r"[^\S\n]+")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
# What voice input and southern ears confuse: flat and curled tongue, front and back nasal.
_CONFUSED = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("(?<=[ie])ng$"), "n"))


def clean(message: str) -> str:
    """One spelling: half-width ASCII, “ ” for every quotation mark, no invisible or control characters.

    Right-to-left marks and zero-width characters go: they could make a text read otherwise than it is.
    """
    text = unicodedata.normalize("NFC", message[:LONGEST]).translate(_QUOTES)
    folded = "".join(_fold(char) for char in text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", _pair_straight_quotes(folded)).strip()


@functools.lru_cache(maxsize=30_000)
def _fold(char: str) -> str:
    if "！" <= char <= "～":
        return char if char in "，：；！？（）" else chr(ord(char) - 0xFEE0)
    if char in "\n\t" or char == "\u3000":
        return "\n" if char == "\n" else " "
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs", "Cn") else char


def _pair_straight_quotes(text: str) -> str:
    parts = re.split('["＂]', text)
    return "".join(part + ("" if at == len(parts) - 1 else "“”"[at % 2]) for at, part in enumerate(parts))


QUOTED = "“(?:[^“”]|“[^“”]*”)*”"
QUOTES = re.compile(QUOTED)
"""What stands between quotation marks, with one level of quotation inside."""


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outer before inner, without the marks."""
    found: list[str] = []
    for hit in QUOTES.finditer(text):
        found.append(hit[0][1:-1])
        found += re.findall("“([^“”]*)”", hit[0][1:-1])
    return tuple(part for part in found if part.strip())


def is_word(char: str) -> bool:
    """Whether a character carries meaning in a match: Han, letter or digit."""
    return char.isalnum() or char == "%"


@functools.lru_cache(maxsize=2_000)
def to_words(text: str) -> str:
    """Word characters only; cuts stay as cuts."""
    return "".join([char for char in text.lower() if char.isalnum() or char in "%\n"])


@functools.lru_cache(maxsize=30_000)
def sound(char: str) -> str:
    """The sound class of one character: toneless pinyin without the distinctions that ears confuse."""
    said = syllable(_DIGITS.get(char, char)).lower()
    for pattern, replacement in _CONFUSED:
        said = pattern.sub(replacement, said)
    return said


_HEARD = {"\n": "\n"}
"""Sound class → the private character that stands for it."""


@functools.lru_cache(maxsize=30_000)
def _heard(char: str) -> str:
    return _HEARD.setdefault(sound(char), chr(0xF0000 + len(_HEARD)))


@functools.lru_cache(maxsize=8192)
def heard(words: str) -> str:
    """How some words sound, one private character for each sound class: what sounds alike is equal, and searched as text."""
    return "".join(map(_heard, words))


def common_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters agree from the front, and how many of the rest from the back."""
    least, head, tail = min(len(one), len(other)), 0, 0
    while head < least and one[head] == other[head]:
        head += 1
    while head + tail < least and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def small_number(text: str) -> int | None:
    """``12``, ``十二``, ``二十``: numbers as people count paragraphs and pages; None if it is none."""
    return int(text) if text.isascii() and text.isdigit() else from_han(text)
