"""前后不一: a name or place that is written in two ways (SQ473), a person who bears two offices (SQ474).

In: the issue's articles and the names the paper knows. Out: findings at the rarer writing. Two writings count as one name
when they differ in one character that sounds or looks like the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.markup.surnames import SURNAMES
from build_tools.proofreading.characters import characters
from build_tools.proofreading.language import WordModel
from build_tools.proofreading.persons import AFTER, BEFORE
from build_tools.proofreading.reading import Copy, Line

_HAN = re.compile(r"[\u3400-\u9fff〇]+")
_PLACES = "居民区|居委会|新村|小区|社区|花园|公园|广场|大厦|公寓|学校|中学|小学|幼儿园|医院|图书馆|俱乐部|合唱团|艺术团|公司|超市|菜场|商店|饭店|书店|家园|雅苑|路|街|弄|巷|桥|村|里|坊|苑|镇|河|浜"
_PLACE = re.compile(rf"(?:{_PLACES})")
_COUNTED = frozenset(
    "一二三四五六七八九十百千两〇零东南西北中上下前后左右大小新老内外男女他她它的地得了在再和与及"
)
"""Characters whose exchange makes another name, not another writing: 一村 and 二村, 东路 and 西路."""
_NO_NAME = frozenset(
    "的是在了和有不都我你他她这那哪就也到从把被给对向将与及或等各每某本该此其去来进出走跑住为要以于个条座家些做让请"
)
"""Characters that stand before a place's name, not in it."""
OFFICES = "主任|书记|局长|校长|院长|馆长|园长|经理|组长|队长|会长|站长|所长|主席|处长|科长|镇长|团长|班长|理事长|秘书长|总监"
_CALLED = re.compile(r"老伯|阿姨|师傅|医生|老师|奶奶|先生|女士|大爷|大妈|阿婆|爷爷|同志|书记|主任")
_TITLED = re.compile(rf"(?P<surname>[\u3400-\u9fff])(?P<title>{_CALLED.pattern})")
_OFFICE = re.compile(rf"(?P<deputy>副)?(?P<office>{OFFICES})(?P<name>[\u3400-\u9fff]{{2,3}})")


@dataclass(frozen=True, slots=True)
class Written:
    """One writing of a name somewhere in the copy."""

    words: str
    line: Line
    at: int
    named: bool


def check_variants(
    copies: Sequence[Copy], known: Iterable[str], model: WordModel | None
) -> Iterator[Diagnostic]:
    """Names and places of all the articles that differ by a slip; ``known`` are right however rare."""
    right = set(known)
    for copy in copies:
        right.update(copy.bylines)
    counts: Counter[str] = Counter()
    written: list[Written] = []
    for copy in copies:
        text = copy.text
        for length in (3, 4, 5):
            counts.update(text[at : at + length] for at in range(len(text) - length + 1))
        for line in copy.lines:
            written += _persons(line, model)
            written += _places(line)
    groups: dict[str, dict[str, list[Written]]] = defaultdict(lambda: defaultdict(list))
    for each in written:
        for at in range(len(each.words)):
            groups[f"{at}:{each.words[:at]}?{each.words[at + 1 :]}"][each.words].append(each)
    if model:
        for copy in copies:
            yield from _called(copy, model, right)
    said: set[tuple[str, int, int]] = set()
    for pattern, writings in groups.items():
        if len(writings) > 1:
            for wrong, other in _pairs(writings, int(pattern.split(":")[0]), counts, right):
                for each in writings[wrong]:
                    place = each.line.place(each.at)
                    if (place.path, place.line, place.column) not in said:
                        said.add((place.path, place.line, place.column))
                        yield each.line.finding("SQ473", each.at, found=wrong, other=other)


def _pairs(
    writings: dict[str, list[Written]], at: int, counts: Counter[str], right: set[str]
) -> Iterator[tuple[str, str]]:
    """(the rarer writing, the other)."""
    table = characters()
    words = sorted(writings, key=lambda word: -counts[word])
    for place, other in enumerate(words):
        for wrong in words[place + 1 :]:
            chars = wrong[at], other[at]
            if set(chars) & _COUNTED or table.likeness(*chars) is None:
                continue
            if not any(each.named for word in (wrong, other) for each in writings[word]):
                continue
            if counts[wrong] > 1 and counts[wrong] * 3 > counts[other]:
                continue  # both are written again and again: two names
            if wrong in right:
                if other in right:
                    continue
                if counts[other] == counts[wrong]:
                    yield other, wrong
                continue
            yield wrong, other
            break


def _called(copy: Copy, model: WordModel, right: set[str]) -> Iterator[Diagnostic]:
    """桥师傅 where 乔师傅 stands again and again: what is no surname, sounds or looks like it, and never goes before the title."""
    table = characters()
    surnames = Counter(hit[0] for hit in _TITLED.finditer(copy.text) if hit["surname"] in SURNAMES)
    for line in copy.lines:
        for hit in _TITLED.finditer(line.text):
            char, title = hit["surname"], hit["title"]
            if char in SURNAMES or hit[0] in right or model.after(title, char) > model.alone(title):
                continue
            for other, count in surnames.items():
                if count > 1 and other[1:] == title and table.likeness(char, other[0]):
                    yield line.finding("SQ473", hit.start(), found=hit[0], other=other)
                    break


def _persons(line: Line, model: WordModel | None) -> Iterator[Written]:
    """Surname and two more characters; named when an office stands before or a verb of saying behind."""
    for run in _HAN.finditer(line.text):
        text = run[0]
        for at in range(len(text) - 2):
            if text[at] not in SURNAMES:
                continue
            words = text[at : at + 3]
            if _NO_NAME & set(words) or (
                model and (words[:2] in model.ordinary or words[1:] in model.ordinary)
            ):
                continue
            if _CALLED.match(words, 1):
                continue  # 方老伯 and 樊老伯 are two people
            before, after = BEFORE.search(text, max(0, at - 4), at), AFTER.match(text, at + 3)
            whole = at == 0 and len(text) == 3
            yield Written(words, line, run.start() + at, bool(before or after or whole))


def _places(line: Line) -> Iterator[Written]:
    """Two or three characters and the word that makes them a place."""
    for hit in _PLACE.finditer(line.text):
        for length in (3, 2):
            start = hit.start() - length
            name = line.text[max(start, 0) : hit.start()]
            if start >= 0 and _HAN.fullmatch(name) and not _NO_NAME & set(name):
                yield Written(name + hit[0], line, start, True)


def check_offices(copies: Sequence[Copy]) -> Iterator[Diagnostic]:
    """主任 here and 副主任 there, of one person in one article."""
    for copy in copies:
        seen: dict[tuple[str, str], list[tuple[Line, re.Match[str]]]] = defaultdict(list)
        for line in copy.lines:
            for hit in _OFFICE.finditer(line.text):
                if hit["name"][0] in SURNAMES:
                    seen[hit["office"], hit["name"]].append((line, hit))
        for (office, name), hits in seen.items():
            deputies = [bool(hit["deputy"]) for _, hit in hits]
            if all(deputies) or not any(deputies):
                continue
            line, hit = hits[deputies.index(not deputies[0])]
            first = f"{'副' * deputies[0]}{office}{name}"
            yield line.finding("SQ474", hit.start(), found=hit[0], other=first)
