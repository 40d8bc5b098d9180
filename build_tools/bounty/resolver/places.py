"""版位的线索: what number, page, headline, paragraph, part and corner say for a piece.

In: the index, the clues of one unit of a message, the runs on headlines. Out: points, like bits of evidence.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable

from build_tools.bounty.claims import Part
from build_tools.bounty.layout import articles_at, line_of_article, paragraph_of_line
from build_tools.bounty.resolver.clues import Clues
from build_tools.bounty.resolver.index import IndexedArticle, Piece, PrintedIndex, Run
from build_tools.bounty.resolver.normalise import heard, to_words

_NUMBER, _DAMAGED, _PAGE, _TITLE, _LEAD, _NOTICE, _LEAD_IN = 34.0, 20.0, 9.0, 24.0, 8.0, 20.0, 16.0
_PARAGRAPH, _PART, _TITLE_PART, _TOPIC = 15.0, 16.0, 11.0, 9.0
_NAMED_LATER, _LOOSELY = 0.7, 0.6
TITLES = (Part.HEADLINE.value, Part.KICKER.value, Part.DECK.value, Part.SUBHEAD.value)
"""All that people may call a headline."""
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
