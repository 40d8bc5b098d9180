"""稿: one article's text as the editing room needs it: what changed, in words; how two versions differ; how long it is.

In: texts of an article's file. Out: words for a commit, readable differences, counts. Reads no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import assert_never

from build_tools.markup.cleaning import clean_markdown
from build_tools.model import (
    Article,
    Footnotes,
    Form,
    ItemList,
    Kind,
    Paragraph,
    Picture,
    Quotation,
    Rule,
    Subhead,
    Table,
    plain_text,
    walk_blocks,
)
from build_tools.readers import parse_article
from build_tools.readers.front_matter import read_front_matter

FIELDS = {
    "headline": "主题",
    "kicker": "引题",
    "deck": "副题",
    "byline": "署名",
    "weight": "分量",
    "frame": "围框",
    "page": "版次",
    "jump": "转版",
    "ad": "广告",
    "size": "尺寸",
}
"""What the form shows of the front matter, in its order, each key with what it is called."""
_VALUES = {
    ("weight", "lead"): "头条",
    ("weight", "normal"): "一般",
    ("weight", "brief"): "简讯",
    ("ad", "true"): "是",
}
_REMARK = re.compile(r"(?:^|\s)#.*")
_MOST_PLACES = 4
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Difference:
    """One stretch of a difference: ``kind`` is same, gone or new."""

    kind: str
    text: str


def article_of(text: str, path: str) -> Article:
    """The article as the reader has it, pictures not looked for."""
    file = PurePosixPath(path)
    name = file.name.removesuffix(".md")
    kind = Kind.LEAD_IN if name == "index" else Kind.ARTICLE
    return parse_article(text, path, f"{file.parent.name}/{file.name}", file.parent.name, kind, name)[0]


def title_of(text: str, path: str) -> str:
    """What the article is called in messages: its headline, else its file's name."""
    return read_front_matter(text).fields.get("headline", "") or PurePosixPath(path).stem


def characters_of(text: str, path: str) -> int:
    """字数 of the body as it is printed, white space not counted."""
    blocks = walk_blocks(article_of(text, path).body)
    return sum(
        len(_SPACE.sub("", plain_text(each.inlines))) for each in blocks if isinstance(each, Paragraph)
    )


def change_in_words(before: str | None, after: str, path: str) -> str:
    """改动的话 for the history: 改《楼道里的小天地》主题、第2段."""
    title = title_of(after, path)
    if before is None:
        return f"新写《{title}》"
    old, new = read_front_matter(before).fields, read_front_matter(after).fields
    places = [FIELDS.get(key, key) for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    places += _changed_paragraphs(before, after, path)
    shown = "、".join(places[:_MOST_PLACES]) + ("等" if len(places) > _MOST_PLACES else "")
    return f"改《{title}》{shown or '的写法'}"


def _changed_paragraphs(before: str, after: str, path: str) -> list[str]:
    old, new = _pieces(before, path), _pieces(after, path)
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    places: list[str] = []
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "delete":
            places += [f"删{name}" for name, _ in old[start:stop]]
        elif kind != "equal":
            places += [name for name, _ in new[first:last]]
    return list(dict.fromkeys(places))


def _pieces(text: str, path: str) -> list[tuple[str, str]]:
    """What can be named, with its text: paragraphs by their number, the rest by what it is."""
    found: list[tuple[str, str]] = []
    for block in walk_blocks(article_of(text, path).body):
        match block:
            case Paragraph(inlines=inlines, ordinal=ordinal):
                found.append((f"第{ordinal}段" if ordinal else "注", plain_text(inlines)))
            case Picture():
                shown = (block.file, block.caption, block.credit, block.columns, block.crop, block.focus)
                found.append(("图片", repr(shown)))
            case Subhead(inlines=inlines):
                found.append(("小标题", plain_text(inlines)))
            case Table(header=header, rows=rows):
                found.append(("表", repr((header, rows))))
            case ItemList() | Quotation() | Form() | Footnotes() | Rule():
                pass  # what holds other blocks changes with them
            case _:
                assert_never(block)
    return found


def in_words(text: str) -> str:
    """The text to be read by people: its front matter as the form names it, remarks in it kept; else as it stands."""
    front = read_front_matter(text)
    if not front.sound:
        return text
    rows = [
        f"{FIELDS.get(key, key)}：{_VALUES.get((key, value), value).replace(chr(10), '、')}"
        for key, value in front.fields.items()
    ]
    head = text.split("\n")[1 : front.body_line - 2]
    rows += [hit.group().strip() for row in head if (hit := _REMARK.search(row))]
    return "\n".join([*rows, "", front.body.lstrip("\n")])


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """改动, to be read: whole lines that stayed, and within changed ones the characters that went and came."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Difference] = []
    for kind, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[start:stop]), "".join(new[first:last])
        if kind == "equal":
            found.append(Difference("same", was))
        else:
            found += _within(was, now)
    return tuple(each for each in found if each.text)


def _within(was: str, now: str) -> list[Difference]:
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.quick_ratio() < 0.3:
        return [Difference("gone", was), Difference("new", now)]
    found: list[Difference] = []
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal":
            found.append(Difference("same", was[start:stop]))
        else:
            found += [Difference("gone", was[start:stop]), Difference("new", now[first:last])]
    return found


def mendable_lines(text: str) -> tuple[dict[str, object], ...]:
    """清稿 line by line: where ``check --fix`` would mend something: the line, how it should read, what is wrong with it."""
    cleaned = clean_markdown(text)
    rows, mended = text.split("\n"), cleaned.text.split("\n")
    if len(rows) != len(mended):
        return ()
    what: dict[int, list[str]] = {}
    for change in cleaned.changes:
        what.setdefault(change.line, []).append(change.mending.value)
    return tuple(
        {"line": at, "before": row, "after": new, "what": "、".join(dict.fromkeys(what.get(at, ["写法"])))}
        for at, (row, new) in enumerate(zip(rows, mended, strict=True), 1)
        if row != new
    )
