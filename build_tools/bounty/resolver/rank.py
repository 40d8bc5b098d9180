"""排位: which piece of the printed paper a claim means.

In: the index, one unit of a message. Out: candidates, best first. The scores add up like bits of evidence; the constants were
set on tests/bounty/messages/develop.txt and its like, never on the sets that measure.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from build_tools.bounty.claims import Part
from build_tools.bounty.layout import articles_at, line_of_article, paragraph_of_line
from build_tools.bounty.resolver.index import (
    IndexedArticle,
    Piece,
    PrintedIndex,
    Run,
    find_runs,
    heard,
    to_words,
)
from build_tools.bounty.resolver.reading import Clues
from build_tools.bounty.resolver.slips import told
from build_tools.bounty.resolver.units import Fault, Unit

_BETWEEN = re.compile(r"[\s，,。；;：:、“”（）()]+")
_HEADLINE, _SUBHEAD, _CELL, _PARAGRAPH = (
    part.value for part in (Part.HEADLINE, Part.SUBHEAD, Part.CELL, Part.PARAGRAPH)
)
_TITLES = (_HEADLINE, Part.KICKER.value, Part.DECK.value, _SUBHEAD)
"""All that people may call a headline."""
_HEADS = frozenset((*_TITLES, Part.CREDIT.value))
_MOST_TEXT = 70.0
_QUOTED, _NAMING = 0.7, 0.05
_RARE, _RARE_WORTH = 3, 3.0
"""Pieces in which a character may stand that still tells them from others, and its worth where it tells of one alone."""
_NUMBER, _DAMAGED, _PAGE, _TITLE, _LEAD, _NOTICE, _LEAD_IN = 34.0, 20.0, 9.0, 24.0, 8.0, 20.0, 16.0
_ORDINAL, _PART, _TITLE_PART, _TOPIC, _CORNER = 15.0, 16.0, 11.0, 9.0, 10.0
_UNDER, _BESIDE = 7.0, 12.0
_NAMED_LATER = 0.7
_LINE = 12
"""Characters of a line, where nothing has been drawn."""


class Scored(NamedTuple):
    """A piece with its evidence: ``text`` from its words, ``place`` from what was said of the place."""

    piece: int
    text: float
    place: float

    @property
    def total(self) -> float:
        """All evidence."""
        return self.text + self.place


def rank(index: PrintedIndex, unit: Unit) -> list[Scored]:
    """Every piece, the likeliest first; ties in order of printing."""
    clues, words = unit.clues, to_words(unit.cut)
    runs: dict[int, list[Run]] = defaultdict(list)
    for run in find_runs(index, words):
        runs[run.piece].append(run)
    articles = [_article_score(index, article, clues, runs) for article in index.articles]
    cited, rare = _cited(index, unit), _rare(index, words)
    texts = [0.0] * len(index.pieces)
    shared = [0.0] * len(articles)
    for order in sorted({*runs, *cited, *rare}):
        piece = index.pieces[order]
        text = sum(run.weight for run in disjoint(runs.get(order, ()))) + cited.get(order, 0.0)
        # A headline is mostly quoted to name the article, not because the fault is in it.
        text *= _title_share(piece, unit) if piece.spot.part in _HEADS else 1.0
        texts[order] = min(_MOST_TEXT, text + rare.get(order, 0.0))
        shared[piece.article] += min(30.0, texts[order])
    places, lifted = _places_said(index, clues), _under_named(index, clues, runs)
    scored = [
        Scored(
            order,
            text + 0.08 * shared[piece.article],
            articles[piece.article] + place + lifted.get(order, 0.0),
        )
        for order, (piece, text, place) in enumerate(zip(index.pieces, texts, places, strict=True))
    ]
    scored.sort(key=lambda each: (-each[1] - each[2], each[0]))
    return _beside(index, clues, scored)


def _beside(index: PrintedIndex, clues: Clues, scored: list[Scored]) -> list[Scored]:
    """“小标题‘启动之前’上面那段”: the subhead only leads to the paragraph."""
    first = scored[0] if scored and clues.beside else None
    if first is None or index.pieces[first.piece].spot.part not in (_SUBHEAD, Part.CAPTION.value):
        return scored
    here = [
        place
        for place in index.articles[index.pieces[first.piece].article].pieces
        if place == first.piece or index.pieces[place].spot.part == _PARAGRAPH
    ]
    at = here.index(first.piece) + clues.beside
    if not 0 <= at < len(here):
        return scored
    meant = next(each for each in scored if each.piece == here[at])
    nearer = meant._replace(place=meant.place + first.total - meant.total + _BESIDE)
    return [nearer, *(each for each in scored if each is not meant)]


# What the words say


def disjoint(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The heaviest runs that share no character of the message."""
    kept: list[Run] = []
    ordered = sorted(runs, key=lambda run: (-run.weight, run.message, run.piece_at))
    taken = bytearray(max((run.message + run.length for run in ordered), default=0))
    for run in ordered:
        first, last = run.message, run.message + run.length
        if 1 not in taken[first:last]:
            taken[first:last] = b"\1" * run.length
            kept.append(run)
    return tuple(kept)


def _cited(index: PrintedIndex, unit: Unit) -> dict[int, float]:
    """What is called wrong, what is quoted, and words set apart by blanks or commas, as people without quotation marks cite."""
    fault, found = unit.fault or Fault(), defaultdict[int, float](float)
    # What is quoted first is complained of; what comes later it is often only compared with.
    context = [each for each in fault.context[:4] if each != fault.right]
    worths = [
        (fault.wrong or "", 1.0),
        *((said, _QUOTED / (1 + order)) for order, said in enumerate(context)),
    ]
    for said, worth in worths:
        words = to_words(said)
        for place in index.holding(words):
            found[place] += worth * (6.0 + 1.5 * min(len(words), 10) if len(words) >= 2 else 2.0)
    for slip, odds, *_ in told(index, unit.cut)[:4] if not fault.strong else ():
        found[slip.piece] += 5.0 + 2.0 * odds
    right = to_words(fault.right or "")
    for place in index.holding(right) if len(right) >= 3 else ():
        found[place] = found[place] or 4.0
    for token in dict.fromkeys(to_words(part) for part in _BETWEEN.split(unit.cut)):
        holding = index.holding(token) if 2 <= len(token) <= 12 else ()
        for place in holding if len(holding) <= 4 else ():
            found[place] += (3.0 + 0.5 * len(token)) / len(holding)
    return found


def _title_share(piece: Piece, unit: Unit) -> float:
    parts = unit.clues.parts
    if Part(piece.spot.part) in parts or (piece.spot.part in _TITLES and Part.HEADLINE in parts):
        return 0.9
    wrong = to_words(unit.fault.wrong or "") if unit.fault else ""
    return 0.45 if wrong and wrong in piece.words else _NAMING


def _rare(index: PrintedIndex, words: str) -> dict[int, float]:
    """Characters that stand in very few pieces: “竹字头的竿”."""
    found: dict[int, float] = defaultdict(float)
    for char in {*words}:
        having = index.having.get(char, ())
        for place in having if len(having) <= _RARE and "一" <= char <= "鿿" else ():
            found[place] += _RARE_WORTH / len(having)
    return found


def _under_named(index: PrintedIndex, clues: Clues, runs: dict[int, list[Run]]) -> dict[int, float]:
    """What stands under a subhead that is named, and beside a cell of a table that is."""
    lifted: dict[int, float] = {}
    named = {
        index.pieces[place].article for place in runs if index.pieces[place].spot.part in (_SUBHEAD, _CELL)
    }
    for article in [index.articles[order] for order in sorted(named)]:
        under = 0.0
        for before, place in pairwise(article.pieces):
            piece, longest = index.pieces[before], max((run.exact for run in runs.get(before, ())), default=0)
            if piece.spot.part == _SUBHEAD:
                under = _UNDER if longest >= 4 else 0.0
            whole = piece.spot.part == _CELL and Part.CELL in clues.parts and 2 < longest == len(piece.words)
            lifted[place] = under * (index.pieces[place].spot.part != _SUBHEAD) + _BESIDE * whole
    return lifted


# What is said of the article


def _article_score(
    index: PrintedIndex, article: IndexedArticle, clues: Clues, runs: dict[int, list[Run]]
) -> float:
    """What was said of the article, and how much of its headline is quoted."""
    score = _by_number(article, clues) + _by_page(index, article, clues)
    titles = (*clues.titles, *(topic for topic in clues.topics if len(topic) >= 4))
    score += max((_title_score(article, title) for title in titles), default=0.0)
    score += _by_headline(index, article, runs) + _by_topic(article, clues)
    score += _NOTICE if clues.notice and article.kind == "notice" else 0.0
    score += _LEAD_IN if clues.lead_in and article.kind == "lead-in" else 0.0
    score += _LEAD if clues.lead and article.lead else 0.0
    score += 5.0 if clues.lead and article.lead and not clues.pages and article.printed.page == 1 else 0.0
    cornered = _CORNER if clues.corner and _is_cornered(index, article, clues) else 0.0
    return score + cornered - (4.0 if article.kind == "notice" and not (clues.notice or cornered) else 0.0)


def _by_number(article: IndexedArticle, clues: Clues) -> float:
    if article.printed.number in clues.numbers:
        return _NUMBER
    own = str(article.printed.number)
    # Only the check digit is wrong.
    return _DAMAGED if any(digits[:6] == own[:6] for digits in clues.damaged) else 0.0


def _by_page(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> float:
    if not clues.pages:
        return 0.0
    last = max(each.printed.page for each in index.articles)
    if article.printed.page not in [last if page == -1 else page for page in clues.pages]:
        return -_PAGE
    return _PAGE + (_PAGE if clues.lead and article.lead else 0.0)


def _is_cornered(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> bool:
    """“第三版左下角”: what the drawn page has there."""
    if index.layout is None or clues.pages != (article.printed.page,):
        return False
    there = articles_at(index.layout, clues.corner, article.printed.page)
    return there[:1] == (str(article.printed.number),)


def _title_score(article: IndexedArticle, title: str) -> float:
    ours, theirs = to_words(article.printed.headline), to_words(title)
    if not ours or not theirs:
        return 0.0
    share = _agreement(heard(theirs), heard(ours)) / min(len(ours), len(theirs))
    return _TITLE * share if share >= 0.5 else 0.0


@functools.lru_cache(maxsize=2048)
def _agreement(one: str, other: str) -> int:
    """Sounds that two titles share in stretches of two or more."""
    same = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in same.get_matching_blocks() if block.size >= 2)


def _by_headline(index: PrintedIndex, article: IndexedArticle, runs: dict[int, list[Run]]) -> float:
    best = 0.0
    for place in article.headlines:
        kept = [run for run in disjoint(runs.get(place, ())) if run.length >= 3]
        share = sum(run.length for run in kept) / max(1, len(index.pieces[place].words))
        best = max(best, min(_TITLE, sum(run.weight for run in kept)) * min(1.0, 0.4 + share))
    return best


def _by_topic(article: IndexedArticle, clues: Clues) -> float:
    score = 0.0
    for topic in clues.topics:
        for size in range(min(4, len(topic)), 1, -1):
            tail = [topic[at : at + size] for at in range(len(topic) - size + 1)]
            if any(part in article.head for part in tail):
                score = max(score, _TOPIC * (0.4 + 0.3 * size))
            score = max(score, max(min(4, article.body.count(part)) for part in tail) * 0.5 * size)
    return score


# What is said of the paragraph or part


def _places_said(index: PrintedIndex, clues: Clues) -> Sequence[float]:
    """What was said of the paragraph or part, for every piece."""
    where = Clues(pages=clues.pages, paragraphs=clues.paragraphs, line=clues.line, corner=clues.corner)
    what = replace(where, parts=clues.parts, part_ordinal=clues.part_ordinal, apart=clues.apart)
    return _places(index, what)


@functools.lru_cache(maxsize=512)
def _places(index: PrintedIndex, clues: Clues) -> tuple[float, ...]:
    return tuple(
        [_by_paragraph(index, piece, clues) + _by_part(index, piece, clues) for piece in index.pieces]
    )


def _by_paragraph(index: PrintedIndex, piece: Piece, clues: Clues) -> float:
    if not clues.paragraphs and not clues.line:
        return 0.0
    if piece.spot.part != _PARAGRAPH:
        return -6.0 if clues.paragraphs else 0.0
    article = index.articles[piece.article]
    if not clues.paragraphs:
        return _ORDINAL * 0.6 if piece.spot.ordinal == _line_ordinal(index, article, clues) else 0.0
    meant = article.ordinals(clues.paragraphs)
    if piece.spot.ordinal in meant:
        return _ORDINAL * (1.0 if piece.spot.ordinal == meant[0] else 0.7)
    # People miscount by one: subheads, lead-ins and pictures get in the way.
    return -1.0 if any(abs(piece.spot.ordinal - ordinal) == 1 for ordinal in meant) else -6.0


def _line_ordinal(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> int:
    """The paragraph that holds a line of the article, or of its stretch in a corner; from the drawn lines where there are any."""
    own = [index.pieces[place] for place in article.pieces]
    lengths = [len(piece.text) for piece in own if piece.spot.part == _PARAGRAPH]
    corner = clues.corner if clues.pages == (article.printed.page,) else ""
    line, drawn = 0, 0
    if index.layout:
        number, page = str(article.printed.number), article.printed.page
        line, drawn = line_of_article(index.layout, number, clues.line, corner, page)
    lines = drawn or sum(-(-(length + 2) // _LINE) for length in lengths)
    return paragraph_of_line(lengths, line or clues.line, lines)


def _by_part(index: PrintedIndex, piece: Piece, clues: Clues) -> float:
    part = Part(piece.spot.part)
    if not clues.parts:
        return 0.0
    if part not in clues.parts:
        if clues.apart:
            return -30.0
        if Part.HEADLINE in clues.parts and part.value in _TITLES:
            return 0.0
        return -2.0 if clues.parts == (Part.HEADLINE,) else -10.0
    score = _TITLE_PART if part is Part.HEADLINE else _PART
    score *= 1.0 if part is clues.parts[0] else _NAMED_LATER
    if clues.part_ordinal:
        own = [index.pieces[place].spot.part for place in index.articles[piece.article].pieces]
        meant = own.count(part.value) if clues.part_ordinal == -1 else clues.part_ordinal
        score += 8.0 if piece.spot.ordinal == meant else 0.0
    return score
