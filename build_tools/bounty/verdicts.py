"""裁定: what judges decided, as data and as the text of verdicts.yml. No personal data, no receipts: keyed codes only.

In: decisions. Out: one line a decision, and what holds when several judges have spoken.
"""

from __future__ import annotations

import enum
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_tools.bounty.claims import Spot
from build_tools.bounty.merging import Grouping
from build_tools.bounty.resolver.index import common_ends
from build_tools.model import parse_number
from build_tools.readers.yaml_nodes import Mapping as YamlMapping
from build_tools.readers.yaml_nodes import Scalar, Sequence, YamlFault, YamlNode, read_yaml

HEAD = "# 裁定：程序所写。一行是一位裁定人的一次决定；不含姓名、账号和来信原文。\n"


class Decision(enum.Enum):
    """裁定的结果."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ADVICE = "advice"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"
    """撤回: the judge takes back what they said; as if they had said nothing."""

    @property
    def chinese(self) -> str:
        """As shown."""
        return _CHINESE[self.value]


_CHINESE = {
    "accepted": "属实",
    "rejected": "不属实",
    "advice": "不算差错，是好建议",
    "unsure": "待定",
    "withdrawn": "撤回",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """一次裁定: on the fault that ``claims`` (``letter#ordinal``) tell of.

    ``start`` to ``end`` are characters of the printed piece; ``kind`` a code of the table of weights;
    ``important`` for names and times that count double; ``final`` ends a difference between judges.
    """

    claims: tuple[str, ...]
    judge: str
    at: str
    decision: Decision
    spot: Spot | None = None
    start: int = 0
    end: int = 0
    printed: str = ""
    corrected: str = ""
    kind: str = ""
    important: bool = False
    reason: str = ""
    final: bool = False

    @property
    def change(self) -> tuple[Spot, int, str, str] | None:
        """Of what is accepted: where, what is printed and what should be, without what is the same in both: one change told
        widely and narrowly is one. None where no words are told."""
        if self.decision is not Decision.ACCEPTED or self.spot is None or self.printed == self.corrected:
            return None
        head, tail = common_ends(self.printed, self.corrected)
        printed, corrected = (text[head : len(text) - tail] for text in (self.printed, self.corrected))
        return self.spot, self.start + head, printed, corrected

    @property
    def key(self) -> tuple[str, str, str, tuple[str, ...]]:
        """Later decisions come later, whatever the order of the lines."""
        return self.at, self.judge, self.decision.value, self.claims


def format_verdict(verdict: Verdict) -> str:
    """One line of verdicts.yml."""
    parts = [
        f"claims: {json.dumps(list(verdict.claims))}",
        f"judge: {_text(verdict.judge)}",
        f"at: {_text(verdict.at)}",
        f"decision: {verdict.decision.value}",
    ]
    if verdict.spot:
        parts += [
            f"number: {_text(str(verdict.spot.number))}",
            f"part: {verdict.spot.part}",
            f"ordinal: {verdict.spot.ordinal}",
            f"start: {verdict.start}",
            f"end: {verdict.end}",
        ]
    for key in ("printed", "corrected", "kind", "reason"):
        if getattr(verdict, key):
            parts.append(f"{key}: {_text(getattr(verdict, key))}")
    parts += ["important: true"] * verdict.important + ["final: true"] * verdict.final
    return f"- {{{', '.join(parts)}}}\n"


def _text(value: str) -> str:
    """A JSON string is a YAML string but for characters beyond the first plane, which YAML escapes in its own way."""
    return "".join(
        char if char.isprintable() else _escaped(ord(char)) for char in json.dumps(value, ensure_ascii=False)
    )


def _escaped(code: int) -> str:
    if 0xD800 <= code < 0xE000:
        return "\ufffd"  # half a character: no file can hold it
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def parse_verdicts(text: str) -> tuple[tuple[Verdict, ...], tuple[int, ...]]:
    """The decisions, and the lines that are none. Never raises."""
    found: list[Verdict] = []
    wrong: list[int] = []
    for line, item in _decisions(text):
        verdict = _verdict(item) if item else None
        if verdict is None:
            wrong.append(line)
        else:
            found.append(verdict)
    return tuple(found), tuple(wrong)


def _decisions(text: str) -> Iterator[tuple[int, YamlMapping | None]]:
    """Every decision with its line. Where the file as a whole is no YAML (a merge left its marks, an editor a half line) each
    line is read by itself: one that says nothing costs no other."""
    try:
        nodes = [read_yaml(text)]
    except YamlFault:
        nodes = [_read_line(line, order) for order, line in enumerate(text.split("\n"), 1)]
    for node in nodes:
        for item in node.items if isinstance(node, Sequence) else (node,) if node else ():
            yield item.line, item if isinstance(item, YamlMapping) else None


def _read_line(line: str, order: int) -> YamlNode | None:
    try:
        return read_yaml(line, order)
    except YamlFault:
        return Scalar(line, order, 1)


def _verdict(item: YamlMapping) -> Verdict | None:
    values = {entry.key.text: entry.value.text for entry in item.entries if isinstance(entry.value, Scalar)}
    lists = {entry.key.text: entry.value.items for entry in item.entries if isinstance(entry.value, Sequence)}
    claims = tuple(claim.text for claim in lists.get("claims", ()) if isinstance(claim, Scalar))
    if not claims or values.get("decision") not in [each.value for each in Decision]:
        return None
    return Verdict(
        claims,
        values.get("judge", ""),
        values.get("at", ""),
        Decision(values["decision"]),
        _spot(values),
        _count(values, "start"),
        _count(values, "end"),
        values.get("printed", ""),
        values.get("corrected", ""),
        values.get("kind", ""),
        values.get("important") == "true",
        values.get("reason", ""),
        values.get("final") == "true",
    )


def _spot(values: Mapping[str, str]) -> Spot | None:
    number = parse_number(values.get("number", ""))
    return Spot(number, values.get("part", "paragraph"), _count(values, "ordinal")) if number else None


def _count(values: Mapping[str, str], key: str) -> int:
    return int(values[key]) if values.get(key, "").isdigit() else 0


@dataclass(frozen=True, slots=True)
class Settled:
    """裁决: what holds for one fault. ``verdict`` None while judges differ or are unsure."""

    verdict: Verdict | None
    each: tuple[Verdict, ...]
    """The last word of every judge."""

    @property
    def disputed(self) -> bool:
        """Whether judges differ and nobody has ended it."""
        return self.verdict is None and not _agree(self.each)


def settle(verdicts: Iterable[Verdict]) -> Settled:
    """What several decisions on one fault come to: the last of each judge counts; they must agree, or one be final."""
    said: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda verdict: verdict.key):
        own = said[verdict.judge]
        if verdict.decision is Decision.WITHDRAWN:
            # Of a case that was put together since, only what was said of its own part is taken back.
            own[:] = [other for other in own if {*other.claims}.isdisjoint(verdict.claims)]
        else:
            own.append(verdict)
    each = tuple(sorted((own[-1] for own in said.values() if own), key=lambda verdict: verdict.key))
    final = [verdict for verdict in each if verdict.final]
    chosen = final[-1] if final else each[0] if each and _agree(each) else None
    return Settled(None if chosen and chosen.decision is Decision.UNSURE else chosen, each)


def _agree(verdicts: Iterable[Verdict]) -> bool:
    """Whether judges have said the same: of what they accept, the same change too."""
    return len({(one.decision, one.kind, one.important, one.change) for one in verdicts}) <= 1


def verdicts_by_claim(verdicts: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Claim name → decisions on it."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for claim in verdict.claims:
            found[claim].append(verdict)
    return found


# 并、分


GROUPS_HEAD = "# 并案和分案：程序所写。一行是一位裁定人的一次决定；不含姓名、账号和来信原文。\n"


def format_grouping(grouping: Grouping) -> str:
    """One line of groups.yml."""
    key = "together" if grouping.together else "apart"
    return f"- {{{key}: {json.dumps(list(grouping.claims))}, judge: {_text(grouping.judge)}, at: {_text(grouping.at)}}}\n"


def parse_groupings(text: str) -> tuple[tuple[Grouping, ...], tuple[int, ...]]:
    """The decisions, and the lines that are none. Never raises."""
    found: list[Grouping] = []
    wrong: list[int] = []
    for line, item in _decisions(text):
        entries = {entry.key.text: entry.value for entry in item.entries} if item else {}
        key = next((key for key in ("together", "apart") if isinstance(entries.get(key), Sequence)), "")
        listed = entries.get(key)
        claims = tuple(
            each.text
            for each in (listed.items if isinstance(listed, Sequence) else ())
            if isinstance(each, Scalar)
        )
        said = {name: value.text for name, value in entries.items() if isinstance(value, Scalar)}
        if claims:
            found.append(Grouping(claims, key == "together", said.get("judge", ""), said.get("at", "")))
        else:
            wrong.append(line)
    return tuple(found), tuple(wrong)
