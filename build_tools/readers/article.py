"""读稿: one Markdown file → one :class:`Article`, with every fault of its front matter, body and pictures."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.body import MarkupFault, parse_body
from build_tools.model import Article, ArticleNumber, Kind, Weight, parse_number
from build_tools.readers.fields import FRONT_MATTER, Fields
from build_tools.readers.files import read_text
from build_tools.readers.pictures import resolve_pictures
from build_tools.readers.yaml_nodes import Scalar, YamlFault, YamlNode, read_yaml

UNORDERED = 10_000
"""The order of a file without a number before its name: after all that have one."""
# ``01-楼道`` and ``01楼道`` are ordered, ``65个项目`` is a name that begins with a number.
_ORDER = re.compile(r"^(0[0-9]{1,3}|[0-9]{1,4}(?=[-_.、\s]|$))[-_.、\s]*(.*)$")
_FENCE = re.compile(r"^---[ \t]*$")
_ALIASES = {"title": "headline", "标题": "headline", "主题": "headline", "引题": "kicker", "副题": "deck", "作者": "byline", "author": "byline", "署名": "byline", "版": "page", "广告": "ad"}
_WEIGHTS = tuple(weight.value for weight in Weight)


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article, or None when nothing of it could be read, and every fault found."""

    article: Article | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Manuscript:
    """A file in its two parts. ``body_line`` is the line on which the body begins, 0 when that cannot be told."""

    front: YamlNode | None
    body: str
    body_line: int
    diagnostics: tuple[Diagnostic, ...]


def read_article(root: Path, folder: str, file: str, section: str) -> ReadArticle:
    """Read ``folder``/``file`` (``issues/2021-01``, ``美/01-….md``); ``index.md`` is the section's 导语."""
    path = posixpath.join(folder, file)
    read = read_text(root, path)
    if read.text is None:
        return ReadArticle(None, read.diagnostics)
    name = unicodedata.normalize("NFC", posixpath.basename(file)).removesuffix(".md")
    kind = Kind.LEAD_IN if name == "index" else Kind.ARTICLE
    article, found = parse_article(read.text, path, file, section, kind, name)
    body, picture_faults = resolve_pictures(article.body, root / folder, file, path)
    return ReadArticle(replace(article, body=body), (*found, *picture_faults))


def parse_article(text: str, path: str, file: str, section: str, kind: Kind, name: str) -> tuple[Article, tuple[Diagnostic, ...]]:
    """Text → article, without looking at any other file. Never raises."""
    manuscript = _split(text, path, kind)
    fields = Fields(manuscript.front, path, FRONT_MATTER, aliases=_ALIASES)
    body = parse_body(manuscript.body, manuscript.body_line)
    order, stem = _order_and_stem(name)
    article = Article(
        file=file,
        section=section,
        kind=kind,
        stem=stem,
        order=order,
        headline=fields.text("headline"),
        kicker=fields.text("kicker"),
        deck=fields.text("deck"),
        bylines=fields.texts("byline"),
        weight=Weight(fields.choice("weight", _WEIGHTS, Weight.NORMAL.value)),
        page=fields.number("page", 1),
        advertisement=fields.truth("ad"),
        given_number=_given_number(fields),
        body=body.blocks,
        source=text,
        marks=fields.marks,
    )
    if not article.headline and kind is not Kind.LEAD_IN and manuscript.front is not None:
        fields.report("SQ104", None)
    found = (*manuscript.diagnostics, *fields.finish(), *(_diagnostic(fault, path) for fault in body.faults))
    if not article.body and manuscript.body_line:
        found = (*found, diagnose("SQ402", Place(path, manuscript.body_line)))
    return article, found


def _split(text: str, path: str, kind: Kind) -> _Manuscript:
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        missing = () if kind is Kind.LEAD_IN else (diagnose("SQ102", Place(path)),)
        return _Manuscript(None, text, 1, missing)
    end = next((index for index, line in enumerate(lines[1:], 1) if _FENCE.match(line)), None)
    if end is None:
        return _Manuscript(None, "", 0, (diagnose("SQ107", Place(path)),))
    body, body_line = "\n".join(lines[end + 1 :]), end + 2
    try:
        front = read_yaml("\n".join(lines[1:end]), 2) or Scalar("", 1, 1)
    except YamlFault as fault:
        problem = diagnose("SQ103", Place(path, fault.line, fault.column), problem=fault.problem)
        return _Manuscript(None, body, body_line, (problem,))
    return _Manuscript(front, body, body_line, ())


def _order_and_stem(name: str) -> tuple[int, str]:
    match = _ORDER.match(name)
    if not match:
        return UNORDERED, name
    return int(match[1]), match[2] or match[1]


def _given_number(fields: Fields) -> ArticleNumber | None:
    written = fields.text("number")
    number = parse_number(written) if written else None
    if written and number is None:
        node = fields.entries["number"].value
        fields.report("SQ303", node, number=written, problem="不是七位数字，或末位校验码不合。")
    return number


def _diagnostic(fault: MarkupFault, path: str) -> Diagnostic:
    return diagnose(fault.code, Place(path, fault.line, fault.column), **fault.facts)
