"""YAML with positions: text → a tree that knows line and column of every key and value. The only importer of yaml."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50
_MOST_NODES = 50_000
"""Aliases of aliases can make a few lines stand for millions of nodes; a whole ledger has some 1,500."""
_ANCHOR, _TAG = "& 开头的值要加引号", "感叹号 ! 开头的值要加引号"
_TYPES = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
}
"""What YAML itself means by ``!!str`` and the like."""
_TOO_DEEP = "套得太深，或星号引用的内容太多"

# What PyYAML says, in words that tell an editor what to look for.
# The first that fits counts.
_IN_CHINESE = (
    ("while scanning an alias", "星号 * 开头的值要加引号"),
    ("while scanning an anchor", _ANCHOR),
    ("while scanning a tag", _TAG),
    ("while parsing a tag", _TAG),
    ("while scanning a block scalar", "竖线 | 或 > 开头的值要加引号"),
    ("while scanning a directive", "百分号 % 开头的一行要加引号"),
    ("escape", "双引号里的反斜线有别的意思，请改用单引号"),
    ("another document", "多了一行 ---"),
    ("could not find expected ':'", "少了一个冒号"),
    ("mapping values are not allowed", "多了一个冒号（值里有冒号时，整个值要加引号）"),
    ("expected <block end>", "缩进没有对齐，或多了一个符号"),
    ("did not find expected", "缩进没有对齐，或少了一个符号"),
    ("found unexpected end of stream", "引号没有成对"),
    ("while scanning a quoted scalar", "引号没有成对"),
    ("undefined alias", "星号 * 开头的值要加引号"),
    ("cannot start any token", "这个符号开头的值要加引号"),
    ("special characters are not allowed", "有不可见的控制字符"),
    ("control characters are not allowed", "有不可见的控制字符"),
)


class YamlFault(Exception):
    """The text is not YAML: what is wrong, in Chinese, and where."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem, self.line, self.column = problem, line, column


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written; ``quoted`` tells ``"1"`` from ``1``, ``path`` its file where several are read as one."""

    text: str
    line: int
    column: int
    quoted: bool = False
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[YamlNode, ...]
    line: int
    column: int
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its own place, and its value."""

    key: Scalar
    value: YamlNode


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the text; a key may stand twice."""

    entries: tuple[Entry, ...]
    line: int
    column: int
    path: str = field(default="", compare=False)


YamlNode = Scalar | Sequence | Mapping


def read_yaml(
    text: str, first_line: int = 1, *, environment: bool = False, path: str = ""
) -> YamlNode | None:
    """Parse one YAML document that begins on ``first_line`` of its file; None when it is empty.

    ``environment`` reads ``!ENV NAME`` and ``!ENV [NAME, OTHER, default]`` as MkDocs does, in its settings. ``path`` is kept
    with every node.

    Raises :class:`YamlFault` and nothing else, whatever the text.
    """
    try:
        _refuse_depth(text, first_line, words=not environment)
        node = yaml.compose(text, Loader=_LOADER)
        return None if node is None else _Converter(first_line, environment, path).node(node, 0)
    except yaml.MarkedYAMLError as error:
        raise _fault(error, text, first_line) from None
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes, the loader in plain Python characters.
        before = (
            text[: error.position].encode()
            if error.encoding == "unicode"
            else text.encode()[: error.position]
        )
        rows = before.decode(errors="ignore").split("\n")
        raise YamlFault(_chinese(str(error.reason)), len(rows) - 1 + first_line, len(rows[-1]) + 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise YamlFault("这里的写法读不懂", first_line, 1) from None


def _fault(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlFault:
    place = _place(error.problem_mark or error.context_mark, first_line)
    began = _place(error.context_mark, first_line)
    row = text.split("\n")[place[0] - first_line :][:1]
    if row and row[0][place[1] - 1 : place[1]] == "\t":
        return YamlFault("用了制表符缩进，请改用空格", *place)
    # What was never closed is shown where it was opened.
    return YamlFault(
        _chinese(f"{error.context} {error.problem}"),
        *(began if str(error.context).startswith("while") and began < (place[0], 1) else place),
    )


def _refuse_depth(text: str, first_line: int, *, words: bool) -> None:
    # libyaml's composer recurses in C: some ten thousand brackets overflow the stack and end the whole program.
    depth = 0
    marked: dict[str, Any] = {}
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise YamlFault(_TOO_DEEP, *_place(event.start_mark, first_line))
        if words and isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            # YAML takes these words away: "&A 座亮灯", "!important 停水".
            if event.tag and event.tag not in _TYPES:
                raise YamlFault(_TAG, *_place(event.start_mark, first_line))
            if event.anchor and isinstance(event, yaml.ScalarEvent):
                marked[event.anchor] = event.start_mark
        elif isinstance(event, yaml.AliasEvent):
            marked.pop(str(event.anchor), None)
    for mark in marked.values():
        raise YamlFault(_ANCHOR, *_place(mark, first_line))


def _place(mark: Any, first_line: int) -> tuple[int, int]:
    # The two loaders have a class of marks each.
    return (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)


class _Converter:
    """PyYAML's nodes → ours, counting them."""

    def __init__(self, first_line: int, environment: bool, path: str) -> None:
        self.first_line, self.environment, self.path = first_line, environment, path
        self.nodes = 0

    def node(self, node: yaml.Node, depth: int) -> YamlNode:
        line, column = node.start_mark.line + self.first_line, node.start_mark.column + 1
        self.nodes += 1
        if depth > _DEEPEST or self.nodes > _MOST_NODES:
            raise YamlFault(_TOO_DEEP, line, column)
        if self.environment and node.tag == "!ENV":
            return Scalar(_of_environment(node), line, column, True, self.path)
        if isinstance(node, yaml.ScalarNode):
            empty = node.tag == "tag:yaml.org,2002:null" and not node.style
            return Scalar("" if empty else str(node.value), line, column, bool(node.style), self.path)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self.node(item, depth + 1) for item in node.value)
            return Sequence(items, line, column, self.path)
        return Mapping(
            tuple(Entry(self.key(key), self.node(value, depth + 1)) for key, value in node.value),
            line,
            column,
            self.path,
        )

    def key(self, node: yaml.Node) -> Scalar:
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else "[…]"
        return Scalar(
            text, node.start_mark.line + self.first_line, node.start_mark.column + 1, path=self.path
        )


def _of_environment(node: yaml.Node) -> str:
    """The first variable that is set, else the last of several words (pyyaml_env_tag)."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    words = [str(item.value) for item in items if isinstance(item, yaml.ScalarNode)]
    for name in words if len(words) < 2 else words[:-1]:
        found = os.path.expandvars(f"${{{name}}}")
        if found != f"${{{name}}}":
            return found
    return words[-1] if len(words) > 1 else ""


def _chinese(problem: str) -> str:
    for english, chinese in _IN_CHINESE:
        if english in problem:
            return chinese
    return "这里的写法读不懂"
