"""拼音: Chinese names as addresses. The only importer of pypinyin."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

from pypinyin import Style, lazy_pinyin, pinyin


def slug(name: str, readings: Mapping[str, str] | None = None) -> str:
    """An address part: syllables without tone run together (``楼道里`` → ``loudaoli``), everything else but a–z and 0–9 a hyphen.

    ``readings`` is the paper's own list of words that pypinyin misreads, word → syllables parted by spaces.
    "" when nothing is left.
    """
    for word, reading in sorted((readings or {}).items(), key=lambda item: -len(item[0])):
        name = name.replace(word, plain_reading(reading).replace(" ", "")) if word else name
    return re.sub(r"[^a-z0-9]+", "-", _spelled(name)).strip("-")


@functools.lru_cache(4096)
def _spelled(name: str) -> str:
    return "".join(lazy_pinyin(name, errors="default", v_to_u=False)).lower()


def syllable(character: str) -> str:
    """The commonest reading of one character, without tone; what is not Han stays as it is."""
    return "".join(lazy_pinyin(character, errors="default", v_to_u=False))


@functools.lru_cache(1 << 14)
def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character, the commonest first, without tone (``长``: zhang, chang); () for what is not Han."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    return tuple(reading for reading in found[0] if reading.isascii() and reading.isalpha()) if found else ()


def toned(words: str) -> tuple[str, ...]:
    """The syllables of some words with their tone marks, read by pypinyin's word list; what is not Han is left out."""
    return tuple(lazy_pinyin(words, style=Style.TONE, errors="ignore"))


def plain_reading(reading: str) -> str:
    """A reading without tones, as addresses want it: ``rén jiā zhái`` → ``ren jia zhai``; ü becomes v."""
    letters = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
