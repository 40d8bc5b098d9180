"""题头: the front matter of an article as fields that a form can show, and changed fields written back.

In: the text of an article's file. Out: :class:`FrontMatter`; or the text with some fields changed and every other line
as it was, remarks and order included. Values are read as :mod:`build_tools.readers.article` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.readers.yaml_nodes import Mapping as YamlMapping
from build_tools.readers.yaml_nodes import Scalar, Sequence, YamlFault, read_yaml

_FENCE = re.compile(r"^---[ \t]*$")
_KEY = re.compile(r"^([A-Za-z_]+|[\u4e00-\u9fff]{1,4})[ \t]*:(?=[ \t]|$)")
_PLAIN = re.compile(r"^[\u3400-\u9fffA-Za-z“《（·—…\u3000-\u303f\uff00-\uffef][^:#\[\]{}'\"\\|>&*!%@`]*$")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """题头与正文. ``fields``: key → its words, a list's items one a line. ``sound`` is False where the front matter cannot be read.

    ``body_line`` is the line of the file on which ``body`` begins, counted from 1.
    """

    fields: Mapping[str, str]
    body: str
    body_line: int
    sound: bool


def read_front_matter(text: str) -> FrontMatter:
    """Text → fields and body. Never raises; without front matter everything is body."""
    rows = text.split("\n")
    end = _end(rows)
    if end is None:
        return FrontMatter({}, text, 1, False)
    body = "\n".join(rows[end + 1 :])
    try:
        node = read_yaml("\n".join(rows[1:end]), 2)
    except YamlFault:
        return FrontMatter({}, body, end + 2, False)
    fields = {
        entry.key.text: _words(entry.value)
        for entry in (node.entries if isinstance(node, YamlMapping) else ())
        if isinstance(entry.value, Scalar | Sequence)
    }
    return FrontMatter(fields, body, end + 2, True)


def with_fields(text: str, changed: Mapping[str, str]) -> str:
    """The text with these fields: "" takes a field out, several lines become a list. Lines of other fields stay as they are."""
    rows = text.split("\n")
    end = _end(rows)
    if end is None:
        rows, end = ["---", "---", "", *rows], 1
    head = rows[1:end]
    for key, value in changed.items():
        head = _with_field(head, key, value)
    return "\n".join(["---", *head, *rows[end:]])


def with_body(text: str, body: str) -> str:
    """The text with another body."""
    rows = text.split("\n")
    end = _end(rows)
    return body if end is None else "\n".join([*rows[: end + 1], body])


def _end(rows: list[str]) -> int | None:
    if not _FENCE.match(rows[0]):
        return None
    return next((at for at, row in enumerate(rows[1:], 1) if _FENCE.match(row)), None)


def _words(node: Scalar | Sequence) -> str:
    if isinstance(node, Scalar):
        return node.text
    return "\n".join(item.text for item in node.items if isinstance(item, Scalar))


def _with_field(head: list[str], key: str, value: str) -> list[str]:
    start = next((at for at, row in enumerate(head) if (found := _KEY.match(row)) and found[1] == key), None)
    items = [as_scalar(item.strip()) for item in value.split("\n") if item.strip()]
    row = [] if not items else [f"{key}: {items[0] if len(items) == 1 else '[' + ', '.join(items) + ']'}"]
    if start is None:
        return [*head, *row]
    stop = start + 1
    while stop < len(head) and (head[stop][:1] in (" ", "\t", "-") and head[stop].strip()):
        stop += 1
    return [*head[:start], *row, *head[stop:]]


def as_scalar(words: str) -> str:
    """As YAML reads it back, quoted where it must be."""
    plain = _PLAIN.match(words) and "," not in words and words.lower() not in _WORDS
    return words if plain or words.isdecimal() else "'" + words.replace("'", "''") + "'"
