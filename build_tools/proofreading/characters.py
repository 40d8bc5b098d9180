"""字: which characters sound or look like one another, and what the traditional ones are in print today.

In: ``data/characters.txt``, which ``tests/benchmarks/proofreading/make_characters.py`` makes from Unicode's Unihan.
Out: for a character the others that may have been meant, each with why.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass

from build_tools.proofreading.language import DATA


class Likeness(enum.Enum):
    """Why one character is taken for another."""

    SOUND = "同音"
    NEAR = "近音"
    SHAPE = "形近"


# What dialects and quick typing confuse: initials, then finals.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@dataclass(frozen=True, slots=True)
class Characters:
    """``readings`` of each character without tones; ``alike`` the characters each looks like, ``farther`` those that
    look somewhat like it; ``traditional`` → simplified."""

    readings: dict[str, tuple[str, ...]]
    tones: dict[str, frozenset[str]]
    alike: dict[str, str]
    farther: dict[str, str]
    by_sound: dict[str, str]
    traditional: dict[str, str]

    def near(self, char: str) -> set[str]:
        """The characters whose sound is easily confused with this one's."""
        sounds = {near for sound in self.readings.get(char, ()) for near in near_sounds(sound)}
        return {other for sound in sounds for other in self.by_sound.get(sound, "")}

    def likeness(self, one: str, other: str) -> Likeness | None:
        """Why ``one`` may stand where ``other`` was meant; None when nothing speaks for it."""
        sounds = self.readings.get(one, ()), self.readings.get(other, ())
        if set(sounds[0]) & set(sounds[1]):
            return Likeness.SOUND
        if other in self.alike.get(one, "") or one in self.alike.get(other, ""):
            return Likeness.SHAPE
        near = {sound for first in sounds[0] for sound in near_sounds(first)}
        return Likeness.NEAR if near & set(sounds[1]) else None


@functools.lru_cache(None)
def near_sounds(sound: str) -> tuple[str, ...]:
    """The syllables that are confused with this one: ``zhang`` → ``zang``, ``zhan``, ``zan``."""
    found = {sound}
    for one, other in _INITIALS:
        for first, second in ((one, other), (other, one)):
            if sound.startswith(first) and not (len(first) == 1 and sound[1:2] == "h"):
                found.add(second + sound[len(first) :])
    for each in tuple(found):
        for one, other in _FINALS:
            for first, second in ((one, other), (other, one)):
                if each.endswith(first):
                    found.add(each[: -len(first)] + second)
    return tuple(sorted(found - {sound}))


@functools.lru_cache(1)
def characters() -> Characters:
    """The table that comes with the program."""
    listed, _, pairs = (DATA / "characters.txt").read_text("utf-8").partition("\n\n")
    readings, tones, alike, farther = {}, {}, {}, {}
    by_sound: dict[str, list[str]] = {}
    for place, line in enumerate(listed.split("\n")):
        char, sounds, look, less = line.split("\t")
        readings[char] = tuple(dict.fromkeys(sound[:-1] for sound in sounds.split(" ")))
        tones[char] = frozenset(sounds.split(" "))
        alike[char], farther[char] = look, less
        if place < 6500:  # levels 1 and 2: what a newspaper writes, and what is proposed
            for sound in readings[char]:
                by_sound.setdefault(sound, []).append(char)
    return Characters(
        readings,
        tones,
        alike,
        farther,
        {sound: "".join(each) for sound, each in by_sound.items()},
        {pair[0]: pair[1] for pair in pairs.split("\n") if pair},
    )
