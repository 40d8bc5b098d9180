"""拼音: Chinese names as addresses. The only importer of pypinyin.

Whoever has asked once need not load pypinyin's dictionaries again: :func:`recall` takes in the answers of an earlier
process, :func:`newly_asked` gives those found since. They are what pypinyin says, wherever they come from.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping

from build_tools.markup.place_names import PLACES

Answers = dict[str, tuple[str, ...]]
"""Question (``r长``: every reading of 长; ``t``: syllables with tones; ``s``: spelled for an address) → what is said."""

_known: Answers = {}
_new: Answers = {}


def slug(name: str, readings: Mapping[str, str] | None = None) -> str:
    """An address part: syllables without tone run together (``楼道里`` → ``loudaoli``), everything else but a–z and 0–9 a hyphen.

    ``readings`` is the paper's own list of words that pypinyin misreads, word → syllables parted by spaces; it goes
    before ours of places. "" when nothing is left.
    """
    known = {**PLACES, **(readings or {})}
    for word, reading in sorted(known.items(), key=lambda item: -len(item[0])):
        name = name.replace(word, plain_reading(reading).replace(" ", "")) if word else name
    return re.sub(r"[^a-z0-9]+", "-", syllable(name).lower()).strip("-")


def syllable(character: str) -> str:
    """The commonest reading of one character, without tone, or those of several run together; what is not Han stays as it is."""
    return _asked(f"s{character}", _spelled)[0]


def readings(character: str) -> tuple[str, ...]:
    """Every reading of one character, the commonest first, without tone (``长``: zhang, chang); () for what is not Han."""
    return _asked(f"r{character}", _readings)


def toned(words: str) -> tuple[str, ...]:
    """The syllables of some words with their tone marks, read by pypinyin's word list; what is not Han is left out."""
    return _asked(f"t{words}", _toned)


@functools.lru_cache(maxsize=4096)  # every address asks for all place names again
def plain_reading(reading: str) -> str:
    """A reading without tones, as addresses want it: ``rén jiā zhái`` → ``ren jia zhai``; ü becomes v."""
    letters = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def recall(answers: Answers) -> None:
    """Take in what was asked before, here or in another process."""
    _known.update(answers)


def newly_asked() -> Answers:
    """What was asked since this was last called and not recalled."""
    found = dict(_new)
    _new.clear()
    return found


def _asked(question: str, answer: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    known = _known.get(question)
    if known is None:
        known = _known[question] = _new[question] = answer(question[1:])
    return known


# pypinyin is loaded by the functions that need it: its dictionaries take a tenth of a second.


def _spelled(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return ("".join(lazy_pinyin(name, errors="default", v_to_u=False)),)


def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    return tuple(reading for reading in found[0] if reading.isascii() and reading.isalpha()) if found else ()


def _toned(words: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(words, style=Style.TONE, errors="ignore"))
