"""拼音: Chinese names as addresses. The only importer of pypinyin."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from pypinyin import lazy_pinyin


def slug(name: str, readings: Mapping[str, str] | None = None) -> str:
    """An address part: syllables without tone run together (``楼道里`` → ``loudaoli``), everything else but a–z and 0–9 a hyphen.

    ``readings`` is the paper's own list of words that pypinyin misreads, word → syllables parted by spaces.
    "" when nothing is left.
    """
    for word, reading in sorted((readings or {}).items(), key=lambda item: -len(item[0])):
        name = name.replace(word, reading.replace(" ", "")) if word else name
    return re.sub(r"[^a-z0-9]+", "-", _spelled(name)).strip("-")


@functools.lru_cache(4096)
def _spelled(name: str) -> str:
    return "".join(lazy_pinyin(name, errors="default", v_to_u=False)).lower()


def syllable(character: str) -> str:
    """The commonest reading of one character, without tone; what is not Han stays as it is."""
    return "".join(lazy_pinyin(character, errors="default", v_to_u=False))
