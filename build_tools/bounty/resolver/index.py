"""见报文本的索引: the printed pieces of an issue, and how words of a letter and of the print are made comparable.

In: printed texts, and any text of a reader. Out: :class:`PrintedIndex`, searchable by character pairs and by sound, and the runs
in which a message and a piece agree; clean text with one spelling of quotes, digits and blanks; sound classes that homophones share.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from build_tools.bounty.claims import Part, Spot
from build_tools.bounty.layout import Layout
from build_tools.markup.numerals import from_han
from build_tools.markup.pinyin import syllable
from build_tools.model import PrintedKind, PrintedText

LONGEST = 4000
"""Characters of one message that are looked at; nobody reports errors at greater length."""

_OPEN, _CLOSE = "“‘「『〝﹁﹃", "”’」』〞﹂﹄"
_QUOTES = {**{ord(mark): "“" for mark in _OPEN}, **{ord(mark): "”" for mark in _CLOSE}}
_BLANKS = re.compile(r"[^\S\n]+")
_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
# What voice input and southern ears confuse: flat and curled tongue, front and back nasal.
_CONFUSED = ((re.compile("^(z|c|s)h"), r"\1"), (re.compile("(?<=[ie])ng$"), "n"))


def clean(message: str) -> str:
    """One spelling: half-width ASCII, “ ” for every quotation mark, no invisible or control characters.

    Right-to-left marks and zero-width characters go: they could make a text read otherwise than it is.
    """
    text = unicodedata.normalize("NFC", message[:LONGEST]).translate(_QUOTES)
    folded = "".join(_fold(char) for char in text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", _pair_straight_quotes(folded)).strip()


@functools.lru_cache(maxsize=30_000)
def _fold(char: str) -> str:
    if "！" <= char <= "～":
        return char if char in "，：；！？（）" else chr(ord(char) - 0xFEE0)
    if char in "\n\t" or char == "\u3000":
        return "\n" if char == "\n" else " "
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs", "Cn") else char


def _pair_straight_quotes(text: str) -> str:
    parts = re.split('["＂]', text)
    return "".join(part + ("" if at == len(parts) - 1 else "“”"[at % 2]) for at, part in enumerate(parts))


QUOTED = "“(?:[^“”]|“[^“”]*”)*”"
QUOTES, _INNER = re.compile(QUOTED), re.compile("“([^“”]*)”")
"""What stands between quotation marks, with one level of quotation inside; and that."""


def quoted_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where quotations stand, outer before inner, without the marks."""
    for hit in QUOTES.finditer(text):
        yield hit.start() + 1, hit.end() - 1
        for inner in _INNER.finditer(text, hit.start() + 1, hit.end() - 1):
            yield inner.span(1)


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outer before inner, without the marks."""
    return tuple(part for start, end in quoted_spans(text) if (part := text[start:end]).strip())


@functools.lru_cache(maxsize=2_000)
def to_words(text: str) -> str:
    """Word characters only; cuts stay as cuts."""
    return "".join([char for char in text.lower() if char.isalnum() or char in "%\n"])


@functools.lru_cache(maxsize=30_000)
def sound(char: str) -> str:
    """The sound class of one character: toneless pinyin without the distinctions that ears confuse."""
    said = syllable(_DIGITS.get(char, char)).lower()
    for pattern, replacement in _CONFUSED:
        said = pattern.sub(replacement, said)
    return said


_HEARD = {"\n": "\n"}
"""Sound class → the private character that stands for it."""


@functools.lru_cache(maxsize=30_000)
def _heard(char: str) -> str:
    return _HEARD.setdefault(sound(char), chr(0xF0000 + len(_HEARD)))


@functools.lru_cache(maxsize=8192)
def heard(words: str) -> str:
    """How some words sound, one private character for each sound class: what sounds alike is equal, and searched as text."""
    return "".join(map(_heard, words))


def find_all(text: str, part: str) -> list[tuple[int, int]]:
    """Every place of ``part``, overlapping ones too."""
    found: list[tuple[int, int]] = []
    at = text.find(part) if part else -1
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + 1)
    return found


def common_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters agree from the front, and how many of the rest from the back."""
    least, head, tail = min(len(one), len(other)), 0, 0
    while head < least and one[head] == other[head]:
        head += 1
    while head + tail < least and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail


def small_number(text: str) -> int | None:
    """``12``, ``十二``, ``二十``: numbers as people count paragraphs and pages; None if it is none."""
    return int(text) if text.isascii() and text.isdigit() else from_han(text)


# Print

_KINDS = {
    PrintedKind.SUBHEAD: Part.SUBHEAD,
    PrintedKind.CAPTION: Part.CAPTION,
    PrintedKind.CREDIT: Part.CREDIT,
    PrintedKind.CELL: Part.CELL,
    PrintedKind.NOTE: Part.NOTE,
}
_HEADLINE = Part.HEADLINE.value
_BY_SOUND = 0.55
"""What a pair of characters that only sounds alike is worth beside one that is the same."""
BLOT = "□"
"""Stands for every character that is not the reader's own."""
_COPIED = 5
"""Word characters that nobody writes as the print has them, unless they copy it."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One piece of printed text, with its word characters, where each stands in the text, and how each sounds."""

    spot: Spot
    text: str
    article: int
    words: str
    at: tuple[int, ...]
    sounds: str


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article as clues see it; ``last`` is the number of its last paragraph, ``head`` and ``body`` its word characters."""

    printed: PrintedText
    pieces: tuple[int, ...]
    last: int
    lead: bool = False
    brief: bool = False
    kind: str = "article"
    head: str = ""
    body: str = ""
    headlines: tuple[int, ...] = ()
    """The pieces that are its headline."""

    def ordinals(self, said: Iterable[int]) -> list[int]:
        """Paragraphs as they were counted, from the end where below zero, counted from the first."""
        return [ordinal if ordinal > 0 else self.last + 1 + ordinal for ordinal in said]


class Run(NamedTuple):
    """Agreement: ``length`` characters from ``message`` on equal those from ``piece_at`` on, by sight or by sound."""

    piece: int
    message: int
    piece_at: int
    length: int
    exact: int
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class PrintedIndex:
    """The printed issue, searchable."""

    issue: str
    articles: tuple[IndexedArticle, ...]
    pieces: tuple[Piece, ...]
    pairs: dict[str, list[tuple[int, int]]] = field(repr=False, default_factory=dict)
    """Two sounds → where they stand: piece, place in its words."""
    rarity: dict[str, float] = field(repr=False, default_factory=dict)
    paper: tuple[str, str] = ("", "")
    """The paper's name and edition."""
    layout: Layout | None = field(repr=False, default=None)
    """Where everything stands on the pages, once the issue has been drawn."""

    words: str = field(repr=False, default="")
    """Every piece's word characters, each piece on a line of its own."""
    sounds: str = field(repr=False, default="")
    """Every piece's sounds, each piece on a line of its own."""

    short: frozenset[str] = field(repr=False, default=frozenset())
    """Every stretch of two to :data:`_COPIED` characters of ``words``."""

    having: dict[str, tuple[int, ...]] = field(repr=False, default_factory=dict)
    """The pieces in which a character stands."""

    def stands(self, words: str) -> bool:
        """Whether some words are printed anywhere, by sight."""
        return words in self.short if 2 <= len(words) <= _COPIED else bool(words) and words in self.words

    def holding(self, words: str) -> tuple[int, ...]:
        """The pieces in which some words are printed, by sight."""
        if not self.stands(words):
            return ()
        return tuple([at for at, piece in enumerate(self.pieces) if words in piece.words])

    def prints(self, text: str) -> bool:
        """Whether some words are printed anywhere, by sight, or if they are two characters or more by sound."""
        words = to_words(text)
        return self.stands(words) or (len(words) > 1 and heard(words) in self.sounds)

    def own(self, text: str) -> str:
        """The text with all that is quoted, and all that is copied from the print, blotted out at the same length."""
        return _own(self, text)

    def piece(self, spot: Spot) -> Piece | None:
        """The piece at a spot."""
        return next((piece for piece in self.pieces if piece.spot == spot), None)


@functools.lru_cache(maxsize=64)
def _own(index: PrintedIndex, text: str) -> str:
    at = [place for place, char in enumerate(text) if char.isalnum() or char == "%"]
    words = "".join([text[place] for place in at]).lower()
    blotted = list(QUOTES.sub(lambda hit: f"“{BLOT * (len(hit[0]) - 2)}”", text))
    for first in range(len(at) - _COPIED + 1):
        if words[first : first + _COPIED] in index.short:
            for place in at[first : first + _COPIED]:
                blotted[place] = BLOT
    return "".join(blotted)


def stretch_of(index: PrintedIndex, spot: Spot) -> tuple[float, float]:
    """Where in the running text of its article a paragraph stands, from 0 to 1."""
    running = [
        piece
        for piece in index.pieces
        if piece.spot.number == spot.number and piece.spot.part in (Part.PARAGRAPH.value, Part.SUBHEAD.value)
    ]
    whole, passed = sum(len(piece.text) for piece in running), 0
    for piece in running:
        if piece.spot == spot:
            return passed / whole, (passed + len(piece.text)) / whole
        passed += len(piece.text)
    return 0.0, 1.0


@dataclass(frozen=True, slots=True)
class ArticleTraits:
    """What the plan says of an article beside its text."""

    lead: bool = False
    brief: bool = False
    kind: str = "article"


def build_index(
    issue: str,
    texts: Iterable[tuple[PrintedText, ArticleTraits]],
    layout: Layout | None = None,
    paper: tuple[str, str] = ("", ""),
) -> PrintedIndex:
    """Index the texts of one issue, in order of printing."""
    articles: list[IndexedArticle] = []
    pieces: list[Piece] = []
    for order, (printed, traits) in enumerate(texts):
        own = [_piece(spot, text, order) for spot, text in printed_pieces(printed)]
        places = tuple(range(len(pieces), len(pieces) + len(own)))
        pieces += own
        last = max((block.ordinal for block in printed.blocks), default=0)
        head = to_words(printed.headline + printed.kicker + printed.deck)
        body = to_words("".join(block.text for block in printed.blocks))
        heads = tuple(at for at, piece in zip(places, own, strict=True) if piece.spot.part == _HEADLINE)
        articles.append(
            IndexedArticle(printed, places, last, traits.lead, traits.brief, traits.kind, head, body, heads)
        )
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    having: dict[str, list[int]] = defaultdict(list)
    for order, piece in enumerate(pieces):
        for place in range(len(piece.sounds) - 1):
            pairs[piece.sounds[place : place + 2]].append((order, place))
        for char in {*piece.words}:
            having[char].append(order)
    words = "\n".join(piece.words for piece in pieces)
    return PrintedIndex(
        issue,
        tuple(articles),
        tuple(pieces),
        dict(pairs),
        {pair: math.log2(1 + len(pieces) / len({at for at, _ in found})) for pair, found in pairs.items()},
        paper,
        layout,
        words,
        "\n".join(piece.sounds for piece in pieces),
        frozenset(
            words[at : at + size] for size in range(2, _COPIED + 1) for at in range(len(words) - size + 1)
        ),
        {char: tuple(places) for char, places in having.items()},
    )


def printed_pieces(printed: PrintedText) -> list[tuple[Spot, str]]:
    """Every piece of an article with its spot, in reading order; what is empty is left out."""
    number = printed.number
    found = [
        (Spot(number, Part.KICKER.value, 1), printed.kicker),
        (Spot(number, Part.HEADLINE.value, 1), printed.headline),
        (Spot(number, Part.DECK.value, 1), printed.deck),
        (Spot(number, Part.BYLINE.value, 1), "、".join(printed.bylines)),
    ]
    count: dict[Part, int] = defaultdict(int)
    for block in printed.blocks:
        part = _KINDS.get(block.kind, Part.PARAGRAPH)
        if block.ordinal and part is Part.PARAGRAPH:
            found.append((Spot(number, part.value, block.ordinal), block.text))
        elif part is not Part.PARAGRAPH:
            count[part] += 1
            found.append((Spot(number, part.value, count[part]), block.text))
    return [(spot, text) for spot, text in found if text]


def _piece(spot: Spot, text: str, article: int) -> Piece:
    folded = clean(text) if len(clean(text)) == len(text) else text
    at = tuple(place for place, char in enumerate(folded) if to_words(char).strip())
    words = "".join(folded[place].lower() for place in at)
    return Piece(spot, text, article, words, at, heard(words))


@functools.lru_cache(maxsize=64)
def find_runs(index: PrintedIndex, words: str) -> tuple[Run, ...]:
    """Every longest stretch in which the message agrees with a piece, two characters or more.

    ``words`` may hold blanks where something was cut out; no run crosses them.
    """
    sounds = heard(words)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    runs: list[Run] = []
    for place in range(len(words) - 1):
        for piece, at in index.pairs.get(sounds[place : place + 2], ()):
            diagonal = (piece, at - place)
            start, end = ends.get(diagonal, (place, place))
            if end != place:
                runs.append(_run(index, words, piece, start, end, diagonal[1]))
                start = place
            ends[diagonal] = (start, place + 1)
    runs += [_run(index, words, piece, start, end, shift) for (piece, shift), (start, end) in ends.items()]
    return tuple([run for run in runs if run.weight > 0])


def _run(index: PrintedIndex, words: str, piece: int, start: int, end: int, shift: int) -> Run:
    own, first, length = index.pieces[piece], start + shift, end - start + 1
    same = list(map(str.__eq__, words[start : end + 1], own.words[first : first + length]))
    if length == 2:  # most are so short, and most of these agree by chance
        weight = index.rarity[own.sounds[first : first + 2]] * (0.6 if all(same) else 0.25 * _BY_SOUND)
        return Run(piece, start, first, 2, sum(same), weight)
    weight = 0.0
    for step in range(length - 1):
        pair = own.sounds[first + step : first + step + 2]
        weight += index.rarity[pair] * (1.0 if same[step] and same[step + 1] else _BY_SOUND)
    if length == 3 and not any(same):
        weight *= 0.6
    return Run(piece, start, first, length, sum(same), weight)
