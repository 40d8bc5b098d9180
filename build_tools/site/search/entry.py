"""一期的检索: what one issue contributes to the search, kept in a file so that an unchanged issue is never read again.

In: a numbered issue and the paper, of which only the sections and its own words count (:func:`own_words`).
Out: :class:`SearchEntry`, which depends on these alone and becomes bytes and back.
"""

from __future__ import annotations

import array
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.markup.almanac import issue_title, written_date
from build_tools.markup.pinyin import readings
from build_tools.model import NumberedArticle, NumberedIssue, Paper
from build_tools.site.search.folding import units
from build_tools.site.search.grams import BLOCKS, postings
from build_tools.site.search.pieces import HEADS, Piece, pieces_of
from build_tools.site.search.scripts import digest, value
from build_tools.site.search.shards import Blocks, write_blocks
from build_tools.site.search.spoken import names_in

_FORM = b"chenbao search entry 2\n"
_BOUND_BYTES = 4

_Named = tuple[Piece, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """检索条目: one issue's share in the search.

    ``text`` is what the browser reads of the issue, as a script's value; ``readings`` gives each syllable with the
    characters of names and headlines that are read so; ``version`` is a digest of all the rest.
    """

    name: str
    pages: int
    text: str
    readings: tuple[tuple[str, str], ...]
    blocks: Blocks
    version: str

    def to_bytes(self) -> bytes:
        """For a file; some 100 KB for 16 articles."""
        text = self.text.encode("utf-8")
        facts = json.dumps(
            [self.name, self.pages, self.readings, self.version, len(text)], ensure_ascii=False
        )
        return b"".join(
            (_FORM, facts.encode("utf-8"), b"\n", text, _bytes_of(self.blocks.bounds), self.blocks.data)
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> SearchEntry:
        """What :meth:`to_bytes` wrote. Raises ValueError for anything of another form; a flipped bit is not noticed."""
        end = data.find(b"\n", len(_FORM))
        if not data.startswith(_FORM) or end < 0:
            raise ValueError("not a search entry of this form")
        try:
            name, pages, found, version, length = json.loads(data[len(_FORM) : end])
            text, bounds = end + 1 + length, end + 1 + length + (BLOCKS + 1) * _BOUND_BYTES
            blocks = Blocks(data[bounds:], _numbers_of(data[text:bounds]))
            entry = cls(
                name,
                pages,
                data[end + 1 : text].decode("utf-8"),
                tuple((one, other) for one, other in found),
                blocks,
                version,
            )
        except TypeError as problem:
            raise ValueError("not the facts of a search entry") from problem
        if len(blocks.bounds) != BLOCKS + 1 or blocks.bounds[-1] != len(blocks.data):
            raise ValueError("a search entry cut short")
        return entry


def search_entry(numbered: NumberedIssue, paper: Paper) -> SearchEntry:
    """One issue by itself."""
    own, marks = own_words(paper), [section.name for section in paper.sections]
    articles = [
        (item, [(piece, _names(piece, own)) for piece in pieces_of(item)]) for item in numbered.articles
    ]
    found = [each for _, pieces in articles for each in pieces]
    text = value(_text(numbered, articles, marks))
    blocks = write_blocks(postings((piece.text, names) for piece, names in found))
    spoken, pages = _readings(found), len(numbered.issue.pages)
    version = digest(hashlib.sha256(value([text, spoken, pages]).encode("utf-8") + blocks.data))
    return SearchEntry(numbered.issue.name, pages, text, spoken, blocks, version)


def own_words(paper: Paper) -> tuple[str, ...]:
    """The paper's own names, found by pinyin wherever they stand."""
    return tuple(word for word in (paper.edition, paper.name, *paper.readings, *paper.names) if word)


def _text(
    numbered: NumberedIssue, articles: Sequence[tuple[NumberedArticle, Sequence[_Named]]], marks: list[str]
) -> dict[str, object]:
    name = numbered.issue.name
    return {
        "name": name,
        "title": issue_title(name),
        "date": written_date(numbered.issue.date),
        "articles": [
            {**_facts(item, marks), "t": [_written(each) for each in pieces]} for item, pieces in articles
        ],
        "gone": [
            {
                "n": str(gone.number),
                "p": gone.page,
                "s": _section(gone.section, marks),
                "u": f"{gone.address}/",
                "h": gone.headline,
            }
            for gone in numbered.withdrawn
        ],
    }


def _facts(item: NumberedArticle, marks: list[str]) -> dict[str, object]:
    section = _section(item.article.section, marks)
    return {
        "n": str(item.number),
        "p": item.page,
        "s": section,
        "u": f"{item.address}/",
        "h": item.article.listed_headline,
    }


def _section(name: str, marks: list[str]) -> int:
    """Its place among the paper's sections; what stands outside all of them comes last."""
    return marks.index(name) if name in marks else len(marks)


def _names(piece: Piece, own: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return ((0, len(piece.text)),) if piece.place in HEADS.values() else names_in(piece.text, own)


def _written(named: _Named) -> list[int | str]:
    """A piece's place and text, then start and length of each of its names in UTF-16 units."""
    piece, names = named
    spans = [
        bound
        for start, length in names
        for bound in (units(piece.text[:start]), units(piece.text[start : start + length]))
    ]
    return [piece.place, piece.text, *spans]


def _readings(found: Sequence[_Named]) -> tuple[tuple[str, str], ...]:
    """Syllable → the characters read so, of those that stand in a name or a headline."""
    characters = {
        character
        for piece, names in found
        for start, length in names
        for character in piece.text[start : start + length]
    }
    by_syllable: dict[str, str] = {}
    for character in sorted(characters):
        for syllable in readings(character):
            by_syllable[syllable] = by_syllable.get(syllable, "") + character
    return tuple(sorted(by_syllable.items()))


def _bytes_of(numbers: Sequence[int]) -> bytes:
    return _little(array.array("I", numbers)).tobytes()


def _numbers_of(data: bytes) -> tuple[int, ...]:
    return tuple(_little(array.array("I", data)))


def _little(numbers: array.array[int]) -> array.array[int]:
    """The same bytes on any machine: lowest byte first."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
