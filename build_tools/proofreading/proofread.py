"""全稿: brings the detectors together, article by article, then over the whole issue.

In: a gathered paper. Out: diagnostics, exemptions applied. What an article gives on its own is kept in memory by its
text, so that a preview looks again only at what was written anew.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.checks import without_exempted
from build_tools.diagnostics import Diagnostic, Place, diagnose, sorted_diagnostics
from build_tools.gathering import Gathered
from build_tools.model import Article, Kind, NumberedIssue
from build_tools.proofreading.across import check_across
from build_tools.proofreading.ages import check_ages
from build_tools.proofreading.characters import characters
from build_tools.proofreading.counts import check_counts
from build_tools.proofreading.dates import check_days
from build_tools.proofreading.fragments import check_fragments
from build_tools.proofreading.language import WordModel, word_model
from build_tools.proofreading.misprints import may_be_meant, suspicions
from build_tools.proofreading.neural import CharacterModel, character_model
from build_tools.proofreading.particles import check_particles
from build_tools.proofreading.phones import check_phones
from build_tools.proofreading.reading import Copy, Line, Part, read_copy
from build_tools.proofreading.sums import check_heads, check_repeated, check_sums
from build_tools.proofreading.variants import check_offices, check_variants
from build_tools.proofreading.wording import check_idioms, check_listed
from build_tools.readers import (
    FoundMisprint,
    HouseWords,
    earlier_copy,
    issue_names,
    read_found_misprints,
    read_words,
)

_EARLIER = 6
"""How many issues before this one tell what has stood in print before."""
_GRAM = 3
_OFTEN = 3
"""Two characters that stand together as often as this in an issue are a name or a word of its own (努里)."""
_EXEMPTED = re.compile(r"免检\s*SQ4[78][0-9]\s*[：:]([^>]*?)-->")
_OF_DAYS = ("SQ407", "SQ408", "SQ444")
"""What the checks say of days; nothing more is said of the same line."""
_QUOTED = re.compile("“([^”]{1,20})”")


@dataclass(frozen=True, slots=True)
class Background:
    """What the paper knows beside the issue itself: its words, its confusions, the copy of earlier issues."""

    words: HouseWords = field(default_factory=HouseWords)
    confusions: tuple[tuple[str, str], ...] = ()
    earlier: str = ""
    character_model: CharacterModel | None = None

    @property
    def right(self) -> tuple[str, ...]:
        """Strings that are as they should be."""
        dismissed = (words for hit in _EXEMPTED.finditer(self.earlier) for words in _QUOTED.findall(hit[1]))
        return (*self.words.names, *self.words.places, *self.words.words, *dismissed)


class Usage:
    """What an issue, the issues before it and the paper's list tell of how something is written."""

    def __init__(self, copies: Sequence[Copy], earlier: str, right: Sequence[str]) -> None:
        self._text = "\n".join(copy.text for copy in copies)
        self._grams = Counter(_grams(earlier))
        self._pairs: Counter[str] = Counter()
        for copy in copies:
            self._grams.update(_grams(copy.text))
            self._pairs.update(_grams(copy.text, 2))
        self._right = "\n".join(right)

    def immune(self, words: str) -> bool:
        """Whether two or three characters are known to be right."""
        often = self._grams[words] > 1 if len(words) == _GRAM else self._pairs[words] >= _OFTEN
        return often or (bool(self._right) and words in self._right)

    def stands(self, word: str) -> bool:
        """Whether the issue uses a word."""
        return word in self._text


def proofread_gathered(
    gathered: Gathered, names: Sequence[str] = (), signed: bool = True
) -> tuple[Diagnostic, ...]:
    """What was found in the issues named (all, when none is), and the faults of the list of words.

    ``signed`` False leaves out the issues that were signed for print: their words are past mending.
    """
    if gathered.paper is None:
        return ()
    words, faults = read_words(gathered.root, gathered.paper.standing)
    found = list(faults)
    for numbered in gathered.issues:
        if (not names or numbered.issue.name in names) and (signed or not numbered.signed):
            found += proofread_issue(gathered.root, numbered, words)
    if gathered.issues and word_model() is None:
        found.append(diagnose("SQ486", Place("mkdocs.yml")))
    said = {(each.place.path, each.place.line) for each in gathered.diagnostics if each.code in _OF_DAYS}
    return sorted_diagnostics(
        [each for each in found if each.code != "SQ477" or (each.place.path, each.place.line) not in said]
    )


def proofread_issue(root: Path, numbered: NumberedIssue, words: HouseWords) -> tuple[Diagnostic, ...]:
    """What was found in one issue, with what the paper's files teach."""
    before = [each for each in issue_names(root) if each < numbered.issue.name]
    background = read_background(root, words, before)
    found = proofread(numbered, background)
    asked = background.character_model
    if asked is None or asked.unusable is None:
        return found
    return (
        *found,
        diagnose("SQ489", words.model_place or Place(""), folder=words.model, **asked.unusable._asdict()),
    )


def read_background(root: Path, words: HouseWords, before: Sequence[str]) -> Background:
    """What the issues ``before``, oldest first, teach."""
    misprints = read_found_misprints(root, before)
    model = character_model(root / words.model) if words.model else None
    return Background(words, tuple(_learned(misprints)), earlier_copy(root, before[-_EARLIER:]), model)


def _learned(misprints: Iterable[FoundMisprint]) -> Iterator[tuple[str, str]]:
    """Misprints that readers found → strings that are wrong wherever they stand.

    One character alone tells nothing; it is taken with its neighbours, if they make a word with the right one only.
    """
    model = word_model()
    for each in misprints:
        if len(each.printed) > 1 and len(each.printed) == len(each.corrected):
            if model is None or each.printed not in model.ordinary:
                yield each.printed, each.corrected
        elif len(each.printed) == len(each.corrected) == 1 and model:
            for head, tail in (
                (each.before[-1:], ""),
                ("", each.behind[:1]),
                (each.before[-1:], each.behind[:1]),
            ):
                wrong, right = head + each.printed + tail, head + each.corrected + tail
                if right in model.ordinary and wrong not in model.ordinary:
                    yield wrong, right
                    break


def proofread(numbered: NumberedIssue, background: Background) -> tuple[Diagnostic, ...]:
    """Everything found in one issue; notices quote misprints, so they are left alone."""
    issue = numbered.issue
    articles = [article for article in issue.articles if article.kind is not Kind.NOTICE]
    copies = [_copy(issue.name, article) for article in articles]
    right = background.right
    usage = Usage(copies, background.earlier, right)
    model = word_model()
    found: list[Diagnostic] = []
    confusions = {**dict(background.confusions), **dict(background.words.confusions)}
    for copy in copies:
        found += _article(copy, issue.date, model, usage, confusions)
        if background.character_model:
            found += _characters(copy, background.character_model, model, usage, right)
    names = (*background.words.names, *background.words.places)
    found += check_variants(copies, names, model)
    found += check_offices(copies)
    found += check_phones(copies)
    told = {(each.code, each.place) for each in found}
    found += (each for each in check_across(copies) if (each.code, each.place) not in told)
    sources = {copy.path: article.source for copy, article in zip(copies, articles, strict=True)}
    found = [each for each in found if not _dismissed(each, sources[each.place.path], right)]
    return without_exempted(_one_a_place(found), issue)


@functools.lru_cache(512)
def _copy_of(issue: str, article: _Keyed) -> Copy:
    return read_copy(issue, article.article)


@dataclass(frozen=True)
class _Keyed:
    """An article by its file and text: what a preview reads again is the same one until it is written anew."""

    article: Article

    def __hash__(self) -> int:
        return hash((self.article.file, self.article.source))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Keyed)
            and self.article.file == other.article.file
            and self.article.source == other.article.source
        )


def _copy(issue: str, article: Article) -> Copy:
    return _copy_of(issue, _Keyed(article))


def _grams(text: str, size: int = _GRAM) -> Iterator[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))


def _article(
    copy: Copy,
    published: datetime.date,
    model: WordModel | None,
    usage: Usage,
    confusions: dict[str, str],
) -> Iterator[Diagnostic]:
    yield from check_days(copy, published)
    yield from check_sums(copy)
    yield from check_ages(copy, published)
    yield from check_counts(copy)
    yield from check_heads(copy)
    yield from check_repeated(copy)
    yield from check_fragments(copy, model)
    for line in copy.lines:
        if line.part is Part.BYLINE:
            continue
        yield from check_listed(line, confusions, published)
        yield from check_particles(line, model, usage.immune)
        yield from check_idioms(line, model, usage.immune)
        if model:
            yield from _words(line, model, usage)


def _words(line: Line, model: WordModel, usage: Usage) -> Iterator[Diagnostic]:
    for each in suspicions(line.text, model, usage.immune, usage.stands):
        yield line.finding(
            "SQ470",
            each.at,
            found=each.wrong,
            right=each.right,
            word=each.word,
            why=each.likeness.value if each.likeness else "颠倒",
        )


def _characters(
    copy: Copy,
    asked: CharacterModel,
    model: WordModel | None,
    usage: Usage,
    right: Sequence[str],
) -> Iterator[Diagnostic]:
    """What a character model of the paper's own would write otherwise, where nothing says that it stands rightly."""
    traditional = characters().traditional  # SQ480's matter, which knows quotations
    for line in copy.lines:
        if line.part is Part.BYLINE:
            continue
        text = line.text
        for at, meant in asked.proposals(text):
            listed = any(text.find(word, max(0, at - len(word) + 1), at + len(word)) >= 0 for word in right)
            if (
                not listed
                and text[at] not in traditional
                and may_be_meant(text, at, meant, model, usage.immune)
            ):
                yield line.finding("SQ488", at, found=text[at], right=meant)


_FIRST_WORD = re.compile("“([^”]+)”")


def _dismissed(found: Diagnostic, source: str, right: Sequence[str]) -> bool:
    """Whether what was found is on the paper's list, word for word or as part of what stands there (“资资” of 工资资)."""
    words = _FIRST_WORD.search(found.message)
    if not words or words[1] in right:
        return bool(words)
    line, at, size = source.split("\n")[found.place.line - 1], found.place.column - 1, len(words[1])
    return line.startswith(words[1], at) and any(
        line.find(each, max(at + size - len(each), 0), at + len(each)) >= 0 for each in right if each
    )


_ORDER = ("SQ484", "SQ471", "SQ472", "SQ473", "SQ480", "SQ479", "SQ470", "SQ487", "SQ488")
"""Of several that speak of one place the first is said."""


def _one_a_place(found: list[Diagnostic]) -> list[Diagnostic]:
    """Without what another detector has said of the same characters."""
    kept: list[Diagnostic] = []
    taken: set[tuple[str, int, int]] = set()
    rank = {code: place for place, code in enumerate(_ORDER)}
    for each in sorted(found, key=lambda each: rank.get(each.code, -1)):
        words = _FIRST_WORD.search(each.message)
        place = each.place
        covered = {
            (place.path, place.line, place.column + more) for more in range(len(words[1]) if words else 1)
        }
        if each.code in rank and covered & taken:
            continue
        taken |= covered
        kept.append(each)
    return kept
