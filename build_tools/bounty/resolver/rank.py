"""排位: which piece of the printed paper a claim means.

In: the index; clues, a fault and the words of one unit of a message. Out: candidates, best first. The scores add up like bits of
evidence; the constants were set on tests/bounty/messages/develop.txt and its like, never on the sets that measure.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from build_tools.bounty.claims import Part
from build_tools.bounty.layout import articles_at, line_of_article, paragraph_of_line
from build_tools.bounty.resolver.clues import Clues
from build_tools.bounty.resolver.index import IndexedArticle, Piece, PrintedIndex, Run, find_runs
from build_tools.bounty.resolver.normalise import heard, to_words
from build_tools.bounty.resolver.units import Fault

_BETWEEN = re.compile(r"[\s，,。；;：:、“”（）()]+")
MOST_TEXT = 70.0
TITLES = (Part.HEADLINE.value, Part.KICKER.value, Part.DECK.value, Part.SUBHEAD.value)
"""All that people may call a headline."""


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


# What number, page, headline, paragraph, part and corner say for a piece

_NUMBER, _DAMAGED, _PAGE, _TITLE, _LEAD, _NOTICE, _LEAD_IN = 34.0, 20.0, 9.0, 24.0, 8.0, 20.0, 16.0
_PARAGRAPH, _PART, _TITLE_PART, _TOPIC = 15.0, 16.0, 11.0, 9.0
_NAMED_LATER, _LOOSELY = 0.7, 0.6
_CORNER, _LINE = 10.0, 12
_UNSAID = {Part.CELL.value: -4.0, Part.CAPTION.value: -2.0, Part.CREDIT.value: -4.0}
"""Nobody means a table or a caption without saying so, if the words stand in the copy too."""


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


def article_score(index: PrintedIndex, order: int, clues: Clues, runs: dict[int, list[Run]]) -> float:
    """What was said of the article, and how much of its headline is quoted."""
    article = index.articles[order]
    score = _by_number(article, clues) if clues.numbers or clues.damaged else 0.0
    score += _by_page(index, article, clues) if clues.pages else 0.0
    titles = (*clues.titles, *(topic for topic in clues.topics if len(topic) >= 4))
    score += max((_title_score(article, title) for title in titles), default=0.0) if titles else 0.0
    score += _by_headline(index, article, runs) + (_by_topic(article, clues) if clues.topics else 0.0)
    score += _NOTICE if clues.notice and article.kind == "notice" else 0.0
    score += _LEAD_IN if clues.lead_in and article.kind == "lead-in" else 0.0
    score += _LEAD if clues.lead and article.lead else 0.0
    score += 5.0 if clues.lead and article.lead and not clues.pages and article.printed.page == 1 else 0.0
    cornered = _by_corner(index, article, clues)
    score += cornered
    if article.kind == "notice" and not (clues.notice or cornered):
        score -= 4.0
    return score


def _by_number(article: IndexedArticle, clues: Clues) -> float:
    if article.printed.number in clues.numbers:
        return _NUMBER
    own = str(article.printed.number)
    if any(digits[:6] == own[:6] for digits in clues.damaged):
        return _DAMAGED  # only the check digit is wrong
    return _DAMAGED * 0.7 if any(_near(digits, own) for digits in clues.damaged) else 0.0


def _near(typed: str, own: str) -> bool:
    """One digit wrong, left out, put in, or two neighbours swapped."""
    if typed == own:
        return True
    if len(typed) == len(own):
        different = [place for place in range(len(own)) if typed[place] != own[place]]
        swapped = (
            len(different) == 2
            and different[1] == different[0] + 1
            and typed[different[0]] == own[different[1]]
            and typed[different[1]] == own[different[0]]
        )
        return len(different) == 1 or swapped
    short, long = sorted((typed, own), key=len)
    return len(long) - len(short) == 1 and any(
        long[:place] + long[place + 1 :] == short for place in range(len(long))
    )


def _by_page(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> float:
    if not clues.pages:
        return 0.0
    last = max(each.printed.page for each in index.articles)
    pages = {last if page == -1 else page for page in clues.pages}
    score = _PAGE if article.printed.page in pages else -_PAGE
    if clues.lead and article.lead and article.printed.page in pages:
        score += _PAGE
    return score


def _by_corner(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> float:
    """“第三版左下角”: what the drawn page has there."""
    if (
        not clues.corner
        or index.layout is None
        or len(clues.pages) != 1
        or article.printed.page != clues.pages[0]
    ):
        return 0.0
    there = articles_at(index.layout, clues.corner, article.printed.page)
    return _CORNER if there and there[0] == str(article.printed.number) else 0.0


def _line_ordinal(index: PrintedIndex, article: IndexedArticle, clues: Clues) -> int:
    """The paragraph that holds a line of the article, or of its stretch in a corner; from the drawn lines where there are any."""
    lengths = [
        len(index.pieces[place].text)
        for place in article.pieces
        if index.pieces[place].spot.part == Part.PARAGRAPH.value
    ]
    corner = clues.corner if clues.pages == (article.printed.page,) else ""
    line, drawn = (
        line_of_article(index.layout, str(article.printed.number), clues.line, corner, article.printed.page)
        if index.layout
        else (0, 0)
    )
    return paragraph_of_line(
        lengths, line or clues.line, drawn or sum(-(-(length + 2) // _LINE) for length in lengths)
    )


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
        best = 0.0
        for size in range(min(4, len(topic)), 1, -1):
            tail = [topic[at : at + size] for at in range(len(topic) - size + 1)]
            if any(part in article.head for part in tail):
                best = max(best, _TOPIC * (0.4 + 0.3 * size))
            best = max(best, max(min(4, article.body.count(part)) for part in tail) * 0.5 * size)
        score = max(score, best)
    return score


def places_said(index: PrintedIndex, clues: Clues) -> tuple[float, ...]:
    """What was said of the paragraph or part, for every piece."""
    return _places(
        index,
        Clues(
            pages=clues.pages,
            paragraphs=clues.paragraphs,
            parts=clues.parts,
            part_ordinal=clues.part_ordinal,
            apart=clues.apart,
            corner=clues.corner,
            line=clues.line,
        ),
    )


@functools.lru_cache(maxsize=512)
def _places(index: PrintedIndex, clues: Clues) -> tuple[float, ...]:
    return tuple([_place_in_article(index, piece, clues) for piece in index.pieces])


def _place_in_article(index: PrintedIndex, piece: Piece, clues: Clues) -> float:
    if not (clues.paragraphs or clues.parts or clues.line):
        return _UNSAID.get(piece.spot.part, 0.0)
    return _by_paragraph(index, piece, clues) + _by_part(index, piece, clues)


def _by_paragraph(index: PrintedIndex, piece: Piece, clues: Clues) -> float:
    if clues.line and not clues.paragraphs and piece.spot.part == Part.PARAGRAPH.value:
        wanted = _line_ordinal(index, index.articles[piece.article], clues)
        return _PARAGRAPH * 0.6 if piece.spot.ordinal == wanted else 0.0
    if not clues.paragraphs:
        return 0.0
    if piece.spot.part != Part.PARAGRAPH.value:
        return -6.0
    last = index.articles[piece.article].last
    meant = [ordinal if ordinal > 0 else last + 1 + ordinal for ordinal in clues.paragraphs]
    if piece.spot.ordinal == meant[0]:
        return _PARAGRAPH
    if piece.spot.ordinal in meant:
        return _PARAGRAPH * 0.7
    # People miscount by one: subheads, lead-ins and pictures get in the way.
    return -1.0 if any(abs(piece.spot.ordinal - ordinal) == 1 for ordinal in meant) else -6.0


def _by_part(index: PrintedIndex, piece: Piece, clues: Clues) -> float:
    if not clues.parts:
        return _UNSAID.get(piece.spot.part, 0.0)
    if (
        piece.spot.part in TITLES
        and Part.HEADLINE in clues.parts
        and piece.spot.part not in [part.value for part in clues.parts]
        and not clues.apart
    ):
        return _TITLE_PART * _LOOSELY
    if piece.spot.part not in [part.value for part in clues.parts]:
        return (
            -2.0 if clues.parts == (Part.HEADLINE,) and not clues.apart else -30.0 if clues.apart else -10.0
        )
    score = _TITLE_PART if piece.spot.part == Part.HEADLINE.value else _PART
    score *= 1.0 if piece.spot.part == clues.parts[0].value else _NAMED_LATER
    if clues.part_ordinal:
        count = sum(
            index.pieces[place].spot.part == piece.spot.part for place in index.articles[piece.article].pieces
        )
        meant = count if clues.part_ordinal == -1 else clues.part_ordinal
        score += 8.0 if piece.spot.ordinal == meant else 0.0
    return score
