"""两篇对看: what two articles of an issue tell of one thing in two ways: figures, days, hours (SQ475), names beside an office
(SQ473).

In: the issue's articles. Out: findings at the later article. Two articles are compared where they share enough that no
third one says; two figures where the words around them are the same.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from build_tools.diagnostics import Diagnostic
from build_tools.markup.surnames import SURNAMES
from build_tools.proofreading.characters import characters
from build_tools.proofreading.figures import Figure, figures, slip
from build_tools.proofreading.persons import AFTER
from build_tools.proofreading.reading import Copy, Line, Part
from build_tools.proofreading.variants import OFFICES

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_GRAM = 4
"""Characters of what two articles must share."""
_RELATED = 3
"""So many such strings that no third article has make two articles speak of one thing."""
_AROUND = 12
"""Characters on either side of a figure that are compared."""
_ALIKE = 5
"""So many of them, next to the figure, tell that both count the same."""
_ALIKE_LONG = 3
"""The same for figures of two digits or more that differ by a slip of the finger."""
_TELLS_NOTHING = re.compile(r"[^\u4e00-\u9fff]|[零〇一二两三四五六七八九十百千万年月日时点分第的了在是和有]")
_MOST = 40
"""So many places of the other article are looked at for each: rows of figures take linear time."""
_HALF = re.compile(r"(?:上午|中午|下午|早上|早晨|清晨|晚上|傍晚)\Z")
_CLOCK = "时点"
_OFFICE_AND_NAME = re.compile(
    rf"(?P<office>{OFFICES}|教师|医生|律师|教练)(?P<surname>[\u4e00-\u9fff])(?P<given>[\u4e00-\u9fff]{{1,2}})"
)
_ENDS = re.compile(rf"(?:{AFTER.pattern})|[^\u4e00-\u9fff]|\Z")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure where it stands, and the words around it."""

    line: Line
    figure: Figure
    before: str
    behind: str

    @property
    def said(self) -> str:
        """The figure with its measure."""
        return self.figure.written + self.figure.unit * (self.figure.unit not in ("%", "个百分点"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A name behind an office. ``given`` may run on into what follows; ``length`` is how much of it is the name, 0: unknown."""

    line: Line
    at: int
    office: str
    surname: str
    given: str
    length: int


def check_across(copies: Sequence[Copy]) -> Iterator[Diagnostic]:
    """Every pair of articles that speak of one thing."""
    counted = [list(_counted(copy)) for copy in copies]
    said: set[tuple[str, int, int]] = set()
    for (one, other), shared in _related(copies).items():
        named = _persons(copies[one], copies[other])
        for finding in (*_figures(counted[one], counted[other], shared), *named):
            place = finding.place.path, finding.place.line, finding.place.column
            if place not in said:
                said.add(place)
                yield finding


def _related(copies: Sequence[Copy]) -> dict[tuple[int, int], set[str]]:
    """The pairs that share strings which no third article has, with those."""
    articles: dict[str, set[int]] = defaultdict(set)
    for number, copy in enumerate(copies):
        for line in copy.lines:
            if line.part is not Part.BYLINE:
                for gram in _grams(line.text):
                    articles[gram].add(number)
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for gram, numbers in articles.items():
        if len(numbers) == 2:
            one, other = sorted(numbers)
            shared[one, other].add(gram)
    return {pair: grams for pair, grams in sorted(shared.items()) if len(grams) >= _RELATED}


def _grams(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        for at in range(len(run) - _GRAM + 1):
            yield run[at : at + _GRAM]


def _counted(copy: Copy) -> Iterator[_Counted]:
    for line in copy.lines:
        if line.part in (Part.BYLINE, Part.ROW):
            continue
        for figure in figures(line.text):
            numbered = line.text[: figure.start].endswith("第")
            if figure.unit and not figure.more and not numbered:
                before = line.text[max(0, figure.start - _AROUND) : figure.start]
                yield _Counted(line, figure, before, _behind(line.text, figure))


def _behind(text: str, figure: Figure) -> str:
    """What stands behind the measure."""
    end = figure.end + len(figure.unit) * text.startswith(figure.unit, figure.end)
    return text[end : end + _AROUND]


def _figures(first: Sequence[_Counted], second: Sequence[_Counted], shared: set[str]) -> Iterator[Diagnostic]:
    """What the second article counts otherwise than the first; a figure that both know contradicts nothing.

    Notices of two courses are written alike: where little but the words around what differs is shared, or far more
    differs than agrees, two things are spoken of.
    """
    known = [{(each.figure.value, each.figure.unit) for each in counted} for counted in (first, second)]
    beside_alike: dict[tuple[str, str], list[_Counted]] = defaultdict(list)
    for each in first:
        for key in _keys(each):
            beside_alike[key].append(each)
    agree: set[tuple[float, str]] = set()
    apart: list[tuple[_Counted, _Counted]] = []
    for each in second:
        for other in itertools.chain.from_iterable(beside_alike[key][:_MOST] for key in _keys(each)):
            named = [(which.figure.value, which.figure.unit) for which in (each, other)]
            if named[0] == named[1]:
                if each.figure.unit in _CLOCK and _other_half(each, other):
                    apart.append((each, other))
                    break
                agree.add(named[0])
            elif named[0] not in known[0] and named[1] not in known[1] and _same_thing(each, other):
                apart.append((each, other))
                break
    said = {gram for pair in apart for gram in _grams(_around_both(*pair))}
    if len(shared - said) >= _RELATED and len(apart) <= len(agree) + _RELATED:
        yield from itertools.starmap(_contradiction, apart)


def _keys(each: _Counted) -> tuple[tuple[str, str], ...]:
    """Two figures that count the same agree in one of these."""
    return (each.figure.unit, f"{each.before[-1:]}…"), (each.figure.unit, f"…{each.behind[:1]}")


def _same_thing(one: _Counted, other: _Counted) -> bool:
    alike = _common(one.behind, other.behind) + _common(one.before[::-1], other.before[::-1])
    slipped = min(one.figure.value, other.figure.value) >= 10 and slip(one.figure.digits, other.figure.digits)
    return alike >= (_ALIKE_LONG if slipped else _ALIKE)


def _other_half(one: _Counted, other: _Counted) -> bool:
    """下午9时 where the other has 上午9时 before the same words."""
    halves = _HALF.search(one.before), _HALF.search(other.before)
    return bool(
        halves[0]
        and halves[1]
        and halves[0][0] != halves[1][0]
        and _common(one.behind, other.behind)
        + _common(one.before[: halves[0].start()][::-1], other.before[: halves[1].start()][::-1])
        >= _ALIKE_LONG
    )


def _persons(first: Copy, second: Copy) -> Iterator[Diagnostic]:
    """组长贺景山 where the other article has 组长贺景川: the same office and surname, one character of the name another."""
    known: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for each in filter(attrgetter("length"), _named(first)):
        known[each.office, each.surname].append(each)
    for each in _named(second):
        others = known[each.office, each.surname]
        if not any(each.given[: other.length] == other.given[: other.length] for other in others):
            for other in others[:_MOST]:
                wrong, right = (name.given[: other.length] for name in (each, other))
                if _one_person(wrong, right):
                    yield each.line.finding(
                        "SQ473", each.at, found=each.surname + wrong, other=each.surname + right
                    )
                    break


def _one_person(wrong: str, right: str) -> bool:
    """Whether one character of a given name of two is the same, or the only one sounds or looks alike."""
    if len(right) == 1:
        return characters().likeness(wrong, right) is not None
    return len(wrong) == len(right) and (wrong[0] == right[0]) != (wrong[1] == right[1])


def _named(copy: Copy) -> Iterator[_Named]:
    for line in copy.lines:
        for hit in _OFFICE_AND_NAME.finditer(line.text):
            at = hit.start("surname")
            if hit["surname"] in SURNAMES:
                yield _Named(line, at, hit["office"], hit["surname"], hit["given"], _length(line.text, at))


def _length(text: str, at: int) -> int:
    """Characters of the given name that begins behind ``at``, where what follows tells; else 0."""
    return next((many for many in (1, 2) if _ENDS.match(text, at + 1 + many)), 0)


def _around_both(one: _Counted, other: _Counted) -> str:
    """The words around that both have."""
    behind = _same_start(one.behind, other.behind)
    before = _same_start(one.before[::-1], other.before[::-1])[::-1]
    return f"{before}\n{behind}"


def _common(one: str, other: str) -> int:
    """How many characters that tell something both begin with."""
    return sum(not _TELLS_NOTHING.match(char) for char in _same_start(one, other))


def _same_start(one: str, other: str) -> str:
    pairs = zip(one, other, strict=False)
    return "".join(char for char, _ in itertools.takewhile(lambda pair: pair[0] == pair[1] != "\0", pairs))


def _contradiction(each: _Counted, other: _Counted) -> Diagnostic:
    halves = _HALF.search(each.before), _HALF.search(other.before)
    one, two = (half[0] if half else "" for half in halves)
    if each.figure.value != other.figure.value:
        one = two = ""
    return each.line.finding(
        "SQ475",
        each.figure.start - len(one),
        found=one + each.said,
        other=two + other.said,
        where="另一篇里",
    )
