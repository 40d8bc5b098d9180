"""Debian's unicode-data → build_tools/proofreading/data/characters.txt: sounds and look-alikes of 《通用规范汉字表》.

Run it when Unicode changes what it says (half a minute)::

    apt-get download unicode-data && dpkg-deb -x unicode-data_*.deb FOLDER
    python tests/benchmarks/proofreading/make_characters.py FOLDER/usr/share/unicode

One line a character of the list, in its order: the character, its readings (kTGHZ2013, tone as a figure, ü as v), the
characters of levels 1 and 2 that look like it, most alike first. Then, after an empty line, traditional and simplified
in pairs: characters that the list lacks and whose simplified variant it has.
"""

from __future__ import annotations

import bz2
import re
import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[3] / "build_tools" / "proofreading" / "data" / "characters.txt"
TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
ALIKE, MOST = 0.95, 12
"""How alike the characters of the third column are at least, and how many are listed."""
FARTHER, MOST_WITH_FARTHER = 0.75, 24
"""Likewise with those of the fourth, which only the word model proposes."""
PROPOSED = 6500
"""Levels 1 and 2: what a newspaper writes, and what is proposed."""


def read(folder: Path, file: str, key: str) -> dict[str, str]:
    """{character: value} of one property."""
    found = {}
    with bz2.open(folder / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, name, value = line.rstrip("\n").split("\t")
                if name == key:
                    found[chr(int(code[2:], 16))] = value
    return found


def sound(pinyin: str) -> str:
    """``lǜ`` → ``lv4``."""
    letters, tone = "", "0"
    for letter in unicodedata.normalize("NFD", pinyin):
        tone = TONES.get(letter, tone)
        if letter == "\u0308":
            letters = letters[:-1] + "v"
        elif letter.isascii():
            letters += letter
    return letters + tone


def common(one: str, other: str) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for letter in one:
        new = [0]
        for place, letter_of_other in enumerate(other):
            new.append(row[place] + 1 if letter == letter_of_other else max(row[place + 1], new[-1]))
        row = new
    return row[-1]


class Shapes:
    """How alike two characters look: their parts by Cangjie, a shared phonetic, the four corners, strokes."""

    def __init__(self, folder: Path) -> None:
        self.cangjie = read(folder, "DictionaryLikeData", "kCangjie")
        self.corners = read(folder, "DictionaryLikeData", "kFourCornerCode")
        self.phonetic = {
            char: set(re.findall(r"\d+[A-Z]?", value))
            for char, value in read(folder, "DictionaryLikeData", "kPhonetic").items()
        }
        self.strokes = {
            char: int(value.split()[0]) for char, value in read(folder, "IRGSources", "kTotalStrokes").items()
        }

    def traits(self, char: str) -> set[str]:
        """What two characters must have in common for a closer look."""
        parts, corners = self.cangjie.get(char, ""), self.corners.get(char, "")[:4]
        pieces = {parts[start : start + 2] for start in range(len(parts) - 1)} | {f"{parts[:1]}-{parts[-1:]}"}
        return pieces | self.phonetic.get(char, set()) | {f"{corners[:3]}.", f".{corners[1:]}"}

    def alike(self, one: str, other: str) -> float:
        """From 0 to about 2."""
        apart = abs(self.strokes[one] - self.strokes[other])
        if apart > 4:
            return 0.0
        parts = self.cangjie.get(one, ""), self.cangjie.get(other, "")
        score = 2 * common(*parts) / (len(parts[0]) + len(parts[1])) if all(parts) else 0.0
        if self.phonetic.get(one, set()) & self.phonetic.get(other, set()):
            score += 0.6
        corners = zip(self.corners.get(one, "")[:4], self.corners.get(other, "")[:4], strict=False)
        return score + 0.15 * sum(a == b for a, b in corners) - 0.06 * apart


def main(folder: Path) -> None:
    """Write the table."""
    numbered = read(folder, "OtherMappings", "kTGH")
    listed = sorted(numbered, key=lambda char: int(numbered[char].split(":")[1]))
    readings = read(folder, "Readings", "kTGHZ2013")
    shapes = Shapes(folder)
    groups: dict[str, set[str]] = {}
    for char in listed[:PROPOSED]:
        for trait in shapes.traits(char):
            groups.setdefault(trait, set()).add(char)
    lines = []
    for char in listed:
        sounds = dict.fromkeys(
            sound(one) for part in readings[char].split(" ") for one in part.split(":")[1].split(",")
        )
        others = set().union(*(groups.get(trait, ()) for trait in shapes.traits(char))) - {char}
        near = [(shapes.alike(char, other), other) for other in others]
        ranked = sorted(near, key=lambda pair: (-pair[0], pair[1]))
        alike = "".join(other for score, other in ranked[:MOST] if score >= ALIKE)
        farther = "".join(
            other for score, other in ranked[len(alike) : MOST_WITH_FARTHER] if score >= FARTHER
        )
        lines.append(f"{char}\t{' '.join(sounds)}\t{alike}\t{farther}")
    simplified = read(folder, "Variants", "kSimplifiedVariant")
    pairs = []
    for char, value in simplified.items():
        to = [chr(int(code[2:], 16)) for code in value.split()]
        if char not in numbered and to[0] in numbered:
            pairs.append(char + to[0])
    TARGET.write_text("\n".join([*lines, "", *pairs]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
