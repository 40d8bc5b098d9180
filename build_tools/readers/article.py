"""读稿: one Markdown file → one :class:`Article`, with every fault of its front matter, body and pictures."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.body import CONFLICT, MarkupFault, parse_body
from build_tools.markup.lookalikes import lookalikes_in_headline
from build_tools.model import AD_SIZES, FRAMES, HEAD, Article, ArticleNumber, Jump, Kind, Weight, parse_number
from build_tools.readers.fields import FRONT_MATTER, Fields
from build_tools.readers.files import read_text
from build_tools.readers.pictures import resolve_pictures
from build_tools.readers.yaml_nodes import Scalar, Sequence, YamlFault, YamlNode, read_yaml

UNWRITTEN = "在这里写标题"
"""The headline of the sample article that a new issue begins with."""
UNORDERED = 10_000
"""The order of a file without a number before its name: after all that have one."""
# ``01-楼道`` and ``01楼道`` are ordered, ``65个项目`` is a name that begins with a number.
_ORDER = re.compile(r"^(0[0-9]{1,3}|[0-9]{1,4}(?=[-_.、\s]|$))[-_.、\s]*(.*)$")
_FENCE = re.compile(r"^---[ \t]*$")
_WRONG_COLON = re.compile(
    r"(?P<key>[A-Za-z_]{2,20}|[\u4e00-\u9fff]{1,4})[ \t\u3000]*(?:：[ \t\u3000]*|:(?![\s/])|:[\u3000\u00a0\u2000-\u200a\u202f]+[ \t]*)(?=\S)"
)
_CUT = re.compile(
    rf"(?P<key>{'|'.join(HEAD)}):[ \t]+"
    r"(?P<kept>[^\s\"'\[{|>#][^\n]*?)(?P<gap>[ \t]+)(?P<mark>#)(?P<rest>.*)$"
)
_HASH_FIRST = re.compile(rf"(?P<key>{'|'.join(HEAD)}):[ \t]+(?P<mark>#+)[ \t]*(?P<words>\S.*)$")
"""A value that is nothing but a remark, as YAML reads it."""
_BROKEN = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
"""断行: where an editor breaks a headline."""
_MILLIMETRES = re.compile(r"([1-9][0-9]{1,3})\s*(?:毫米|mm)?\s*[x×X*]\s*([1-9][0-9]{1,3})\s*(?:毫米|mm)?")
_JUMP = re.compile(r"第?([1-9][0-9]{0,2})段后?[，,]?下?转第?([1-9][0-9]?)版")
_WHOLE_SPREAD = "整版"
_NOTHING = re.compile(r"(?!)")
_LATIN_SEAM = re.compile(r"(?<=[A-Za-z0-9])\n(?=[A-Za-z0-9])")
_ALIASES = {
    "title": "headline",
    "标题": "headline",
    "主题": "headline",
    "引题": "kicker",
    "副题": "deck",
    "作者": "byline",
    "author": "byline",
    "署名": "byline",
    "版": "page",
    "广告": "ad",
    "大小": "size",
    "围框": "frame",
    "转版": "jump",
    "跨版": "spread",
    "刊头": "head",
}
_WEIGHTS = tuple(weight.value for weight in Weight)


LONGEST_LINE = 10_000
"""Characters of one line. A whole page of print holds some five thousand; what is longer is no copy, and what parses and
composes it takes time that grows with its square."""


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
    if endless := _endless_line(read.text):
        return ReadArticle(
            None, (diagnose("SQ831", Place(path, endless[0]), count=endless[1], most=LONGEST_LINE),)
        )
    name = unicodedata.normalize("NFC", posixpath.basename(file)).removesuffix(".md")
    kind = Kind.LEAD_IN if name == "index" else Kind.ARTICLE
    article, found = parse_article(read.text, path, file, section, kind, name)
    body, picture_faults = resolve_pictures(article.body, root / folder, file, path)
    return ReadArticle(replace(article, body=body), (*found, *picture_faults))


def _endless_line(text: str) -> tuple[int, int] | None:
    """The first line that is too long, and its length."""
    return next(
        ((number, len(line)) for number, line in enumerate(text.split("\n"), 1) if len(line) > LONGEST_LINE),
        None,
    )


@lru_cache(maxsize=128)
def parse_article(
    text: str, path: str, file: str, section: str, kind: Kind, name: str, filler: bool = False
) -> tuple[Article, tuple[Diagnostic, ...]]:
    """Text → article, without looking at any other file; what was read before is at hand. A ``filler`` may have artwork. Never raises."""
    manuscript = _split(text, path, kind)
    fields = Fields(manuscript.front, path, FRONT_MATTER, aliases=_ALIASES)
    headings = tuple(_failed_markup(fields, path))
    body = parse_body(manuscript.body, manuscript.body_line)
    order, stem = _order_and_stem(name)
    lines = tuple(line for line in _BROKEN.split(fields.text("headline")) if line)
    whole = fields.text("spread") == _WHOLE_SPREAD
    article = Article(
        file=file,
        section=section,
        kind=kind,
        stem=stem,
        order=order,
        headline=_LATIN_SEAM.sub(" ", "\n".join(lines)).replace("\n", ""),
        kicker=fields.text("kicker"),
        deck=fields.text("deck"),
        bylines=fields.people("byline"),
        weight=Weight(fields.choice("weight", _WEIGHTS, Weight.NORMAL.value)),
        page=fields.number("page", 1),
        advertisement=fields.truth("ad"),
        given_number=_given_number(fields),
        size=_ad_size(fields),
        frame=_frame(fields),
        topics=(*fields.texts("places"), *fields.texts("series")),
        body=body.blocks,
        source=text,
        marks=fields.marks,
        headline_lines=lines if len(lines) > 1 else (),
        jump=_jump(fields),
        artwork=fields.texts("artwork") if filler else (),
        drawn_head=fields.text("head"),
        spread=whole or fields.truth("spread"),
        whole_spread=whole,
    )
    if not article.headline and kind is not Kind.LEAD_IN and manuscript.front is not None:
        fields.report("SQ104", None)
    found = (
        *manuscript.diagnostics,
        *headings,
        *fields.finish(),
        *(_diagnostic(fault, path) for fault in body.faults),
    )
    if not (article.body or article.artwork) and manuscript.body_line:
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
    rows, found = _front_matter(lines[1:end], path)
    try:
        front = read_yaml("\n".join(rows), 2) or Scalar("", 1, 1)
    except YamlFault as fault:
        problem = diagnose("SQ103", Place(path, fault.line, fault.column), problem=fault.problem)
        return _Manuscript(None, body, body_line, (*found, problem))
    return _Manuscript(front, body, body_line, tuple(found))


def _front_matter(rows: list[str], path: str) -> tuple[list[str], list[Diagnostic]]:
    """The rows as YAML can read them, and what only a reader of Chinese sees: a full-width colon, a value cut by `` #``."""
    found: list[Diagnostic] = []
    read: list[str] = []
    for number, row in enumerate(rows, 2):
        if left := CONFLICT.match(row):
            place = Place(path, number, left.start("mark") + 1)
            found.append(diagnose("SQ435", place, found=left["mark"].strip()))
        wrong = _WRONG_COLON.match(row)
        if wrong and (wrong["key"].isascii() or wrong["key"] in _ALIASES):
            key = _ALIASES.get(wrong["key"], wrong["key"])
            right = f"{key}: {row[wrong.end() :].strip()}"
            place = Place(path, number, wrong.end("key") + 1)
            found.append(diagnose("SQ111", place, key=wrong["key"], right=right))
            row = right
        cut = _CUT.match(row)
        code = _meant_as_text(cut) if cut else ""
        if cut and code:
            whole = row[cut.end("key") + 1 :].strip().replace("'", "''")
            place = Place(path, number, cut.start("mark") + 1)
            right = f"{cut['key']}: '{whole}'"
            found.append(diagnose(code, place, key=cut["key"], kept=cut["kept"].strip(), right=right))
        if (first := _HASH_FIRST.match(row)) and not first["words"].startswith("<!--"):
            # #3单元 is a number, ## 标题 a mark that is not wanted here.
            whole = first["words"] if len(first["mark"]) > 1 else "#" + first["words"]
            right = f"{first['key']}: '{whole.strip().replace(chr(39), chr(39) * 2)}'"
            place = Place(path, number, first.start("mark") + 1)
            found.append(diagnose("SQ110", place, key=first["key"], kept="", right=right))
            row = right
        read.append(row)
    return read, found


def _meant_as_text(cut: re.Match[str]) -> str:
    """SQ110 where `` #`` is a number sign for sure (``5号楼 #3 单元``), SQ112 where it may be one, "" for a remark."""
    rest = cut["rest"]
    if not rest.strip() or rest.lstrip().startswith("<!--"):
        return ""
    if not rest[0].isspace() or rest.strip()[0].isdigit():
        return "SQ110"
    return "SQ112" if len(cut["gap"]) == 1 else ""


def parse_size(written: str) -> str | None:
    """A size by name, or in millimetres as 110×60; "" where none is written, None for what is none."""
    measured = _MILLIMETRES.fullmatch(written)
    if measured:
        return f"{measured[1]}×{measured[2]}"
    return written if not written or written in AD_SIZES else None


def _ad_size(fields: Fields) -> str:
    """广告的大小: a name or millimetres; "" where none is written, or none that can be."""
    written = fields.text("size")
    size = parse_size(written)
    if size is None:
        entry = fields.entries.get("size")
        fields.report("SQ564", entry.value if entry else None, size=written, known="、".join(AD_SIZES))
    return size or ""


def _frame(fields: Fields) -> str:
    """围框: one of the paper's; "" where none is written, or none that there is."""
    frame = fields.text("frame")
    if frame and frame not in FRAMES:
        entry = fields.entries.get("frame")
        fields.report("SQ572", entry.value if entry else None, frame=frame, known="、".join(FRAMES))
        return ""
    return frame


def _jump(fields: Fields) -> Jump | None:
    """转版: 第4段后转第3版."""
    written = fields.text("jump")
    found = _JUMP.fullmatch("".join(written.split()))
    if written and not found:
        fields.wrong("jump", "读不懂。", "写明从哪一段后转到哪一版，如 jump: 第4段后转第3版。")
    return Jump(int(found[1]), int(found[2])) if found else None


def _failed_markup(fields: Fields, path: str) -> Iterator[Diagnostic]:
    """Mark-up in the head, which is printed as it stands."""
    for key in HEAD:
        entry = fields.entries.get(key)
        value = entry.value if entry else None
        nodes = value.items if isinstance(value, Sequence) else (value,)
        for node in nodes:
            if isinstance(node, Scalar):
                # A break of the same length in spaces, so that what else is wrong keeps its place.
                breaks = _BROKEN if key == "headline" else _NOTHING
                words = breaks.sub(lambda hit: " " * len(hit.group()), node.text)
                for each in lookalikes_in_headline(words):
                    column = node.column + node.quoted + max(node.text.find(each.found), 0)
                    code = "SQ430" if each.sure else "SQ431"
                    place = Place(path, node.line, column)
                    right = each.right
                    for hit in breaks.finditer(node.text):
                        right = right.replace(" " * len(hit[0]), hit[0], 1)
                    yield diagnose(code, place, what=each.what, found=each.found, right=right)


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
