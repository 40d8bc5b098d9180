"""YAML with positions: text → a tree that knows line and column of every key and value. The only importer of yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 50

# What PyYAML says, in words that tell an editor what to look for.
_IN_CHINESE = (
    ("could not find expected ':'", "少了一个冒号"),
    ("mapping values are not allowed", "多了一个冒号（值里有冒号时，整个值要加引号）"),
    ("'\\t' that cannot start any token", "用了制表符缩进，请改用空格"),
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
    """A single value, as written; ``quoted`` tells ``"1"`` from ``1``."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[YamlNode, ...]
    line: int
    column: int


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


YamlNode = Scalar | Sequence | Mapping


def read_yaml(text: str, first_line: int = 1) -> YamlNode | None:
    """Parse one YAML document that begins on ``first_line`` of its file; None when it is empty.

    Raises :class:`YamlFault` and nothing else, whatever the text.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
        return None if node is None else _convert(node, first_line, 0)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise YamlFault(_chinese(str(error.problem or error.context or "")), *place) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        raise YamlFault(_chinese(str(error.reason)), line, 1) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise YamlFault("读不懂", first_line, 1) from None


def _convert(node: yaml.Node, first_line: int, depth: int) -> YamlNode:
    if depth > _DEEPEST:
        raise RecursionError
    line, column = node.start_mark.line + first_line, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null" and not node.style
        return Scalar("" if empty else str(node.value), line, column, bool(node.style))
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(item, first_line, depth + 1) for item in node.value), line, column)
    entries = [
        Entry(_key(key, first_line), _convert(value, first_line, depth + 1))
        for key, value in node.value
    ]
    return Mapping(tuple(entries), line, column)


def _key(node: yaml.Node, first_line: int) -> Scalar:
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else "[…]"
    return Scalar(text, node.start_mark.line + first_line, node.start_mark.column + 1)


def _chinese(problem: str) -> str:
    for english, chinese in _IN_CHINESE:
        if english in problem:
            return chinese
    return re.sub(r"\s+", " ", problem) or "读不懂"
