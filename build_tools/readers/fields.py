"""题头项: the keys of one YAML mapping, read one by one with their types; every fault is kept, none raised.

In: a mapping node and the file it stands in. Out: values of the model; diagnostics with line and column.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.readers.yaml_nodes import Entry, Mapping, Scalar, Sequence, YamlNode

_TRUE, _FALSE = {"true", "yes", "on", "是"}, {"false", "no", "off", "否", ""}
_LARGEST = 99_999


@dataclass(frozen=True, slots=True)
class Codes:
    """Which codes a file's faults bear: unknown key, wrong value, twice, missing."""

    unknown: str
    wrong: str
    twice: str
    missing: str


FRONT_MATTER = Codes("SQ105", "SQ106", "SQ108", "SQ104")
PLAN = Codes("SQ203", "SQ205", "SQ108", "SQ204")


def nearest(word: str, right: Iterable[str]) -> str:
    """The remedy for a wrong word: the nearest right one, else all of them."""
    known = list(right)
    close = difflib.get_close_matches(word, known, 1, 0.5)
    return f"是不是“{close[0]}”？" if close else f"可用的有：{'、'.join(known) or '（无）'}。"


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in texts if text.strip())


class Fields:
    """One mapping being read. Ask for each key once, then :meth:`finish`."""

    def __init__(
        self,
        node: YamlNode | None,
        path: str,
        codes: Codes,
        line: int = 1,
        aliases: dict[str, str] | None = None,
    ) -> None:
        self.path = (node and node.path) or path
        self.codes = codes
        self.diagnostics: list[Diagnostic] = []
        self.entries: dict[str, Entry] = {}
        self.asked: list[str] = []
        self.line, self.column = (node.line, node.column) if node else (line, 1)
        self._aliases = aliases or {}
        if isinstance(node, Mapping):
            self._take(node)
        elif node is not None and node != Scalar("", node.line, node.column):
            self._wrong("（整段）", "这里应当是一项一行的“键: 值”。", node)

    def _take(self, node: Mapping) -> None:
        for entry in node.entries:
            if entry.key.text in self.entries:
                self.report(self.codes.twice, entry.key, key=entry.key.text)
            else:
                self.entries[entry.key.text] = entry

    # Values

    def node(self, key: str) -> YamlNode | None:
        """The raw value of a key, None when it is not there or empty."""
        self.asked.append(key)
        entry = self.entries.get(key)
        if entry is None or (
            isinstance(entry.value, Scalar) and not entry.value.text and not entry.value.quoted
        ):
            return None
        return entry.value

    def text(self, key: str) -> str:
        """One line of text; "" when absent."""
        node = self.node(key)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self._wrong(key, "应当是一行文字。", node)
            return ""
        return " ".join(node.text.split())

    def exact(self, key: str) -> str:
        """A text whose every space counts (a file's name); "" when absent."""
        node = self.node(key)
        return node.text if isinstance(node, Scalar) else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        node = self.node(key)
        match node:
            case None:
                return ()
            case Scalar(text=text):
                return _filled((text,))
            case Sequence(items=items) if all(isinstance(item, Scalar) for item in items):
                return _filled(item.text for item in items if isinstance(item, Scalar))
        self._wrong(key, "应当是一个名单，如 [甲, 乙]。", node)
        return ()

    def people(self, key: str, apart: str = "，") -> tuple[str, ...]:
        """A list of names; several that a mark of full width made one are told: [张三，李四]."""
        node = self.node(key)
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar) and re.search(f"[{apart}]", item.text):
                problem = f"“{item.text}”成了一个名字。"
                self._wrong(key, problem, item, "几个名字之间用半角逗号，如 [甲, 乙]。")
        return self.texts(key)

    def number(self, key: str, least: int = 0, most: int = _LARGEST) -> int | None:
        """A whole number from ``least`` to ``most``; None when absent or wrong."""
        node = self.node(key)
        if node is None:
            return None
        if (
            isinstance(node, Scalar)
            and re.fullmatch(r"[0-9]{1,6}", node.text)
            and least <= int(node.text) <= most
        ):
            return int(node.text)
        self._wrong(key, f"应当是{least}到{most}的整数。", node)
        return None

    def measure(self, key: str, default: float, least: float, most: float) -> float:
        """A number with a decimal point, from ``least`` to ``most``."""
        node = self.node(key)
        if node is None:
            return default
        if (
            isinstance(node, Scalar)
            and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", node.text)
            and least <= float(node.text) <= most
        ):
            return float(node.text)
        self._wrong(key, f"应当是{least:g}到{most:g}的数。", node)
        return default

    def truth(self, key: str) -> bool:
        """true or false; false when absent."""
        node = self.node(key)
        word = node.text.lower() if isinstance(node, Scalar) else "" if node is None else "?"
        if word not in _TRUE | _FALSE and node is not None:
            self._wrong(key, "应当是 true 或 false。", node)
        return word in _TRUE

    def date(self, key: str) -> datetime.date | None:
        """A calendar date ``2021-01-11``; None when absent or impossible."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", node.text):
            try:
                return datetime.date(*(int(part) for part in node.text.split("-")))
            except ValueError:
                self._wrong(key, f"日历上没有 {node.text}。", node)
                return None
        self._wrong(key, "应当是年-月-日，如 2021-01-11。", node)
        return None

    def choice(self, key: str, right: Iterable[str], default: str) -> str:
        """One of some words; the default when absent or wrong."""
        node = self.node(key)
        if node is None:
            return default
        known = list(right)
        if isinstance(node, Scalar) and node.text in known:
            return node.text
        written = node.text if isinstance(node, Scalar) else ""
        self._wrong(key, f"没有“{written}”这个选择。", node, nearest(written, known))
        return default

    def section(self, key: str) -> Fields:
        """A mapping under a key, to be read on its own; its faults come along with :meth:`absorb`."""
        return Fields(self.node(key), self.path, self.codes, self.line)

    def sequence(self, key: str) -> tuple[YamlNode, ...]:
        """The items of a list."""
        node = self.node(key)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self._wrong(key, "应当是一个列表，每项一行，以“- ”开头。", node)
        return ()

    # Faults

    def require(self, key: str, remedy: str) -> None:
        """Report a key that must be there and is not."""
        if self.node(key) is None:
            self.report(self.codes.missing, None, key=key, remedy=remedy)

    def wrong(self, key: str, problem: str, remedy: str = "") -> None:
        """Report the value of a key as wrong for a reason that only the caller knows."""
        self._wrong(key, problem, self.node(key), remedy)

    def report(self, code: str, node: YamlNode | None, **facts: object) -> None:
        """Report any code at a node, or at the mapping itself."""
        line, column = (node.line, node.column) if node else (self.line, self.column)
        path = (node and node.path) or self.path
        self.diagnostics.append(diagnose(code, Place(path, line, column), **facts))

    def absorb(self, other: Fields) -> None:
        """Finish another mapping and take its faults."""
        self.diagnostics += other.finish()

    def finish(self) -> list[Diagnostic]:
        """Every fault, with the keys that nobody asked for."""
        known = list(dict.fromkeys(self.asked))
        for key, entry in self.entries.items():
            if key not in known:
                self.report(self.codes.unknown, entry.key, key=key, suggestion=self._suggest(key, known))
        return self.diagnostics

    def _suggest(self, key: str, known: list[str]) -> str:
        return f"是不是“{self._aliases[key]}”？" if key in self._aliases else nearest(key, known)

    def _wrong(self, key: str, problem: str, node: YamlNode | None, remedy: str = "") -> None:
        self.report(
            self.codes.wrong, node, key=key, problem=problem, remedy=remedy or "照上面说的改写这一项。"
        )

    @property
    def marks(self) -> dict[str, tuple[int, int]]:
        """(line, column) of every key."""
        return {key: (entry.key.line, entry.key.column) for key, entry in self.entries.items()}
