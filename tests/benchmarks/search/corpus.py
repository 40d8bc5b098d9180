"""The truth a search is measured against: which articles, and which pieces of them, hold a string.

In: numbered issues. Out: :class:`Corpus`, told from the printed text; strings to ask for; :class:`Score`.
"""

from __future__ import annotations

import functools
import random
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from build_tools.markup.traditional import SIMPLIFIED
from build_tools.model import NumberedIssue, printed_text
from build_tools.site.corrected import corrected_issue

NAMES = (
    *[
        "施永根",
        "黄一欣",
        "陈春娟",
        "王燕华",
        "唐金虎",
        "曹西虹",
        "张德胜",
        "李群",
        "陆继农",
        "严志明",
        "薛关钧",
        "万燮楸",
        "刁顺亮",
        "王亚新",
        "路永敏",
        "编者按",
        "本报编辑部",
    ],
    *[
        "张庙",
        "张庙街道",
        "上海",
        "上海市",
        "宝山区",
        "静安区",
        "通八三居民区",
        "通七二居民区",
        "富浩花园",
        "富浩小区",
        "通河八村第三居民区",
        "通河七村第二居民区",
    ],
    *[
        "通河四村",
        "呼玛二村",
        "百步园",
        "泗塘六村",
        "静安区知行社区营造服务中心",
        "上海社区发布",
        "居委会",
        "社区党建办公室",
        "社区自治办公室",
        "社区通",
        "议事厅",
    ],
)
"""Every name of a person, a place or an office in the sample issues, and a few words editors look for."""


@dataclass(slots=True)
class Score:
    """Right, missed and wrong over all strings."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    worst: list[str] = field(default_factory=list)

    def add(self, words: str, truth: set[Any], found: set[Any]) -> None:
        self.right += len(truth & found)
        self.missed += len(truth - found)
        self.wrong += len(found - truth)
        if truth != found and len(self.worst) < 8:
            self.worst.append(words)

    def facts(self) -> dict[str, object]:
        return {
            "recall": round(self.right / max(self.right + self.missed, 1), 4),
            "precision": round(self.right / max(self.right + self.wrong, 1), 4),
            "places": self.right + self.missed,
            "amiss": self.worst,
        }


@dataclass(frozen=True, slots=True)
class Corpus:
    """Number → the pieces of an article as printed, corrected since as the website is."""

    pieces: dict[str, tuple[str, ...]]
    _alike: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        # No piece's end is taken for its neighbour's beginning: nothing alike holds a line's end.
        self._alike.update({number: "\n".join(map(alike, texts)) for number, texts in self.pieces.items()})

    def articles(self, words: str) -> set[str]:
        wanted = alike(words)
        return {number for number, text in self._alike.items() if wanted and wanted in text}

    def places(self, words: str) -> set[tuple[str, str]]:
        wanted = alike(words)
        return {
            (number, bare(text))
            for number in self.articles(words)
            for text in self.pieces[number]
            if wanted in alike(text)
        }


def corpus_of(issues: Iterable[NumberedIssue]) -> Corpus:
    pieces = {}
    for numbered in issues:
        for item in corrected_issue(numbered).articles:
            printed = printed_text(item)
            heads = (printed.kicker, item.article.listed_headline, printed.deck, "　".join(printed.bylines))
            pieces[str(item.number)] = tuple(
                text for text in (*heads, *(block.text for block in printed.blocks)) if text
            )
    return Corpus(pieces)


@functools.lru_cache(1 << 17)
def alike(text: str) -> str:
    """What a reader takes for the same: width, capitals, traditional characters; marks and white space left out."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(SIMPLIFIED)
    return "".join(each for each in plain if not _is_mark(each))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZC" or (ord(character) < 0xBF and not character.isalnum())


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def random_strings(corpus: Corpus, count: int, seed: int = 7) -> list[str]:
    """Substrings of 1 to 20 characters from anywhere in the text; a search box drops outer spaces."""
    chance = random.Random(seed)
    texts = [text for texts in corpus.pieces.values() for text in texts]
    weights = [len(text) for text in texts]
    found: list[str] = []
    while len(found) < count:
        (text,) = chance.choices(texts, weights)
        start = chance.randrange(len(text))
        words = text[start : start + chance.randint(1, 20)].strip()
        if words and "\n" not in words:
            found.append(words)
    return found
