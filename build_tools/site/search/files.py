"""检索文件: what lies under ``/search/`` for the browser to fetch as it needs it.

In: the paper and its numbered issues. Out: address → text: one manifest, the shards, each issue's text, and how
its characters are read. All are scripts that hand over a value: a page opened from a USB stick can load a script
and nothing else, and any host compresses scripts.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.markup.almanac import issue_title, written_date
from build_tools.markup.pinyin import readings
from build_tools.model import NumberedArticle, NumberedIssue, Paper
from build_tools.site.corrected import corrected_issue
from build_tools.site.search.folding import fold, units
from build_tools.site.search.grams import Postings, postings
from build_tools.site.search.pieces import HEADS, Piece, pieces_of
from build_tools.site.search.shards import write_shards
from build_tools.site.search.spoken import names_in
from build_tools.site.views import NOTICES

FOLDER = "search/data/"
_HASH_LENGTH = 8


@dataclass(frozen=True, slots=True)
class SearchFiles:
    """检索文件: address from the site's root → text, and the version of the whole, for the address of the manifest."""

    files: Mapping[str, str]
    version: str


@dataclass(frozen=True, slots=True)
class IndexedIssue:
    """One issue ready to be joined with the others: its text for the browser, its postings, its characters."""

    text: str
    postings: Postings
    characters: frozenset[str]


def write_search(paper: Paper, issues: Sequence[NumberedIssue]) -> SearchFiles:
    """Everything the browser needs. ``issues`` in any order."""
    newest = sorted(map(corrected_issue, issues), key=lambda numbered: numbered.issue.name, reverse=True)
    own = tuple(word for word in (paper.edition, paper.name, *paper.readings, *paper.names) if word)
    slugs = tuple((section.name, section.slug) for section in paper.sections)
    indexed = [index_issue(numbered, slugs, own) for numbered in newest]
    files = {f"text-{numbered.issue.name}": each.text for numbered, each in zip(newest, indexed, strict=True)}
    for place, shard in enumerate(write_shards([each.postings for each in indexed])):
        files[f"shard-{place}"] = json.dumps(base64.b64encode(shard).decode("ascii"))
    files["readings"] = _readings(frozenset[str]().union(*(each.characters for each in indexed)))
    files["manifest"] = _manifest(slugs, newest, files)
    scripts = {f"{FOLDER}{name}.js": f"chenbaoData({json.dumps(name)},{value});\n" for name, value in files.items()}
    return SearchFiles(scripts, _version(files["manifest"]))


@functools.lru_cache(256)
def index_issue(numbered: NumberedIssue, slugs: tuple[tuple[str, str], ...], own: tuple[str, ...]) -> IndexedIssue:
    """One issue by itself; an issue that has not changed since the last call in this process is not done again."""
    marks = [name for name, _ in slugs]
    written, found = [], []
    for item in numbered.articles:
        pieces = [(piece, _names(piece, own)) for piece in pieces_of(item)]
        found += pieces
        texts = [[piece.place, piece.text, *(bound for name in names for bound in _in_units(piece.text, name))] for piece, names in pieces]
        written.append({**_facts(item, marks), "t": texts})
    name = numbered.issue.name
    text = {
        "name": name,
        "title": issue_title(name),
        "date": written_date(numbered.issue.date),
        "articles": written,
        "gone": [
            {"n": str(gone.number), "p": gone.page, "s": _section(gone.section, marks), "u": f"{gone.address}/", "h": gone.headline}
            for gone in numbered.withdrawn
        ],
    }
    spoken = frozenset(character for piece, names in found for start, length in names for character in piece.text[start : start + length])
    return IndexedIssue(_json(text), postings((fold(piece.text), names) for piece, names in found), spoken)


def _facts(item: NumberedArticle, marks: list[str]) -> dict[str, object]:
    section = _section(item.article.section, marks)
    return {"n": str(item.number), "p": item.page, "s": section, "u": f"{item.address}/", "h": item.article.listed_headline}


def _section(name: str, marks: list[str]) -> int:
    """Its place among the paper's sections; what stands outside all of them comes last."""
    return marks.index(name) if name in marks else len(marks)


def _names(piece: Piece, own: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return ((0, len(piece.text)),) if piece.place in HEADS else names_in(piece.text, own)


def _in_units(text: str, name: tuple[int, int]) -> tuple[int, int]:
    start, length = name
    return units(text[:start]), units(text[start : start + length])


def _readings(characters: frozenset[str]) -> str:
    """Syllable → the characters read so, of those that stand in a name or a headline."""
    by_syllable: dict[str, str] = {}
    for character in sorted(characters):
        for syllable in readings(character):
            by_syllable[syllable] = by_syllable.get(syllable, "") + character
    return _json(dict(sorted(by_syllable.items())))


def _manifest(slugs: tuple[tuple[str, str], ...], newest: Sequence[NumberedIssue], files: Mapping[str, str]) -> str:
    shards = [value for name, value in files.items() if name.startswith("shard-")]
    return _json(
        {
            "shards": len(shards),
            "version": _version("".join([*shards, files["readings"]])),
            "sections": [*slugs, (NOTICES.name, NOTICES.slug)],
            "issues": [[each.issue.name, _version(files[f"text-{each.issue.name}"]), len(each.issue.pages)] for each in newest],
        }
    )


def _version(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


def _json(value: object) -> str:
    # U+2028 and U+2029 end a line in old browsers' scripts even within a string.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
