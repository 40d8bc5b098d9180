"""排位: which piece of the printed paper a claim means.

In: clues, a fault and the words of one unit of a message. Out: candidates, best first, and what speaks against being sure.
The scores add up like bits of evidence; the constants were set on tests/bounty/messages/develop.txt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from build_tools.bounty.claims import Part
from build_tools.bounty.resolver.clues import Clues
from build_tools.bounty.resolver.index import Piece, PrintedIndex, Run, find_runs
from build_tools.bounty.resolver.normalise import to_words
from build_tools.bounty.resolver.places import TITLES, article_score, disjoint, places_said
from build_tools.bounty.resolver.units import Fault

_BETWEEN = re.compile(r"[\s，,。；;：:、“”（）()]+")
MOST_TEXT = 70.0


class Scored(NamedTuple):
    """A piece with its evidence: ``text`` from its words, ``place`` from what was said of the place."""

    piece: int
    text: float
    place: float

    @property
    def total(self) -> float:
        """All evidence."""
        return self.text + self.place


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one unit of a message offers: its words without clues, the fault in them, the clues."""

    words: str
    fault: Fault | None
    clues: Clues
    text: str = ""


def rank(index: PrintedIndex, evidence: Evidence) -> list[Scored]:
    """Every piece that has any evidence, best first; ties in order of printing."""
    runs = _runs_by_piece(index, evidence)
    articles = {
        order: article_score(index, order, evidence.clues, runs) for order in range(len(index.articles))
    }
    sections = _under_subheads(index, runs, Part.CELL in evidence.clues.parts)
    alone, rare = _standing_alone(index, evidence.fault), _rare(index, evidence.words)
    operands, tokens = _operands(index, evidence), _tokens(index, evidence.text)
    texts = [0.0] * len(index.pieces)
    shared: dict[int, float] = defaultdict(float)
    for order in sorted({*runs, *tokens, *operands.pieces, *alone, *rare}):
        piece = index.pieces[order]
        text = _text_score(piece, runs.get(order, ()), operands, tokens.get(order, ()))
        texts[order] = min(MOST_TEXT, text + (alone.get(order, 0.0) + rare.get(order, 0.0)))
        shared[piece.article] += min(30.0, texts[order])
    scored = []
    for order, (piece, text, place) in enumerate(
        zip(index.pieces, texts, places_said(index, evidence.clues), strict=True)
    ):
        article = piece.article
        if sections:
            place = articles[article] + place + sections.get(order, 0.0)
        else:
            place = articles[article] + place
        scored.append(Scored(order, text + shared[article] * 0.08 if article in shared else text, place))
    scored.sort(key=lambda each: (-each[1] - each[2], each[0]))
    return _beside(index, evidence.clues, scored)


def _beside(index: PrintedIndex, clues: Clues, scored: list[Scored]) -> list[Scored]:
    """“小标题‘启动之前’上面那段”: the subhead only leads to the paragraph."""
    if not clues.beside or not scored:
        return scored
    first = scored[0]
    here = [
        place
        for place in index.articles[index.pieces[first.piece].article].pieces
        if place == first.piece or index.pieces[place].spot.part == Part.PARAGRAPH.value
    ]
    at = here.index(first.piece) + clues.beside
    if index.pieces[first.piece].spot.part not in (
        Part.SUBHEAD.value,
        Part.CAPTION.value,
    ) or not 0 <= at < len(here):
        return scored
    meant = next(each for each in scored if each.piece == here[at])
    return [
        meant._replace(place=meant.place + first.total - meant.total + _BESIDE),
        *(each for each in scored if each is not meant),
    ]


_UNDER, _BESIDE = 7.0, 12.0
_SUBHEAD, _CELL = Part.SUBHEAD.value, Part.CELL.value


def _under_subheads(index: PrintedIndex, runs: dict[int, list[Run]], in_table: bool) -> dict[int, float]:
    """A subhead that is named lifts what stands under it; a cell of a table that is named, what stands beside it."""
    heads, cells = set(), set()
    for place, own in runs.items():
        piece = index.pieces[place]
        if piece.spot.part == _SUBHEAD and max(run.exact for run in own) >= 4:
            heads.add(place)
        elif in_table and piece.spot.part == _CELL:
            longest = max(run.exact for run in own)
            cells |= {place} if longest > 2 and longest == len(piece.words) else set()
    lifted: dict[int, float] = {}
    for article in index.articles if heads or cells else ():
        lift, beside = 0.0, False
        for place in article.pieces:
            if index.pieces[place].spot.part == _SUBHEAD:
                lift = _UNDER if place in heads else 0.0
            elif place in cells:
                beside = True
            elif lift or beside:
                lifted[place] = lift + _BESIDE * beside
                beside = False
    return lifted


def _tokens(index: PrintedIndex, text: str) -> dict[int, list[float]]:
    """Words set apart by blanks or commas, as people without quotation marks cite: piece → what each of them is worth."""
    found: dict[int, list[float]] = defaultdict(list)
    for token in dict.fromkeys(to_words(part) for part in _BETWEEN.split(text)):
        if 2 <= len(token) <= 12:
            holding = index.holding(token)
            if len(holding) <= 4:
                for place in holding:
                    found[place].append((3.0 + 0.5 * len(token)) / len(holding))
    return found


def _runs_by_piece(index: PrintedIndex, evidence: Evidence) -> dict[int, list[Run]]:
    found: dict[int, list[Run]] = defaultdict(list)
    for run in find_runs(index, evidence.words):
        found[run.piece].append(run)
    return found


_HEADS = frozenset((*TITLES, Part.CREDIT.value))


def _text_score(piece: Piece, runs: Sequence[Run], operands: _Operands, tokens: Iterable[float]) -> float:
    score = sum(run.weight for run in disjoint(runs)) if runs else 0.0
    score += _operand_score(piece, operands)
    score += 6.0 if operands.latin and _LATIN.search(piece.text) else 0.0
    for worth in tokens:
        score += worth
    if score and piece.spot.part in _HEADS:
        # A headline is mostly quoted to name the article, not because the fault is in it.
        score *= _title_share(piece, operands)
    return score


def _title_share(piece: Piece, operands: _Operands) -> float:
    if piece.spot.part in operands.parts or (piece.spot.part in TITLES and operands.headline):
        return 0.9
    return 0.45 if operands.wrong and operands.wrong in piece.words else _NAMING


_NAMING = 0.05
_RARE, _RARE_WORTH = 3, 3.0
"""Pieces in which a character may stand that still tells them from others, and its worth where it tells of one alone."""


def _rare(index: PrintedIndex, words: str) -> dict[int, float]:
    """Characters that stand in very few pieces: “竹字头的竿”."""
    found: dict[int, float] = defaultdict(float)
    for char in {*words}:
        having = index.having.get(char, ())
        if len(having) <= _RARE and "一" <= char <= "鿿":
            for place in having:
                found[place] += _RARE_WORTH / len(having)
    return found


_LATIN, _SPEAKS_OF_LATIN = (
    re.compile("[A-Za-z]{2,}"),
    re.compile("英文|英语|外文|外语|洋文|外国[话字]|字母|拉丁"),
)
_CHARACTER, _ONLY = 9.0, 8.0


def _standing_alone(index: PrintedIndex, fault: Fault | None) -> dict[int, float]:
    """What is called wrong and stands but once; of a single character, but once or a few times in an article."""
    wrong = to_words(fault.wrong or "") if fault else ""
    if len(wrong) != 1:
        holding = index.holding(wrong) if len(wrong) > 2 else ()
        return {holding[0]: _ONLY} if len(holding) == 1 else {}
    by_article: dict[int, list[int]] = defaultdict(list)
    for place in index.having.get(wrong, ()):
        by_article[index.pieces[place].article].append(place)
    return {place: _CHARACTER / len(here) for here in by_article.values() for place in here}


_QUOTED = 0.7


@dataclass(frozen=True, slots=True)
class _Operands:
    """What the fault quotes and the issue prints, with its worth; made once a unit, held against every piece."""

    quoted: str
    told: tuple[tuple[str, float], ...]
    wrong: str
    right: str
    parts: frozenset[str]
    headline: bool
    latin: bool
    pieces: tuple[int, ...]
    """The pieces in which any of it stands."""


def _operands(index: PrintedIndex, evidence: Evidence) -> _Operands:
    fault = evidence.fault
    told: list[tuple[str, float]] = []
    if fault:
        # What is quoted first is complained of; what comes later it is often only compared with.
        context = [each for each in fault.context[:4] if each != fault.right]
        worths = [(fault.wrong, 1.0), *((each, _QUOTED / (1 + order)) for order, each in enumerate(context))]
        told = [(words, worth) for each, worth in worths if index.stands(words := to_words(each or ""))]
    quoted = f"“{fault.wrong}”" if fault and fault.wrong else ""
    right = to_words(fault.right or "") if fault else ""
    latin = bool(_SPEAKS_OF_LATIN.search(evidence.text))
    holding = {place for words, _ in told for place in index.holding(words)}
    if len(right) >= 3:
        holding.update(index.holding(right))
    if quoted or latin:
        holding.update(
            place
            for place, piece in enumerate(index.pieces)
            if (quoted and quoted in piece.text) or (latin and _LATIN.search(piece.text))
        )
    return _Operands(
        quoted,
        tuple(told),
        to_words(fault.wrong or "") if fault else "",
        right,
        frozenset(part.value for part in evidence.clues.parts),
        Part.HEADLINE in evidence.clues.parts,
        latin,
        tuple(holding),
    )


def _operand_score(piece: Piece, operands: _Operands) -> float:
    score = 2.0 if operands.quoted and operands.quoted in piece.text else 0.0
    for words, worth in operands.told:
        if words in piece.words:
            score += worth * (6.0 + 1.5 * min(len(words), 10) if len(words) >= 2 else 2.0)
    if not score and len(operands.right) >= 3 and operands.right in piece.words:
        score += 4.0
    return score


def best_of_other_places(scored: Iterable[Scored], first: Scored) -> float:
    """The score of the runner-up."""
    return max((each.total for each in scored if each.piece != first.piece), default=0.0)
