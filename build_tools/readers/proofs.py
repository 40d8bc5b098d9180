"""读校样簿: proofs.yml, which the program wrote and git kept → plain values for the press."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.issue import ISSUES
from build_tools.readers.signed import read_record
from build_tools.readers.yaml_nodes import Scalar, Sequence, YamlNode


@dataclass(frozen=True, slots=True)
class RecordedRound:
    """One round as recorded: ``signatures`` are (task, name, date)."""

    ordinal: int
    stage: str
    date: str
    texts: dict[str, str]
    signatures: tuple[tuple[str, str, str], ...]


def read_proof_rounds(root: Path, issue: str) -> tuple[tuple[RecordedRound, ...], tuple[Diagnostic, ...]]:
    """All rounds of an issue, oldest first; none before the first proof."""
    path = f"{ISSUES}/{issue}/proofs.yml"
    node, found = read_record(root, path)
    rounds = []
    for item in node.items if isinstance(node, Sequence) else ():
        fields = Fields(item, path, PLAN)
        rounds.append(_round(fields))
        found += fields.finish()
    return tuple(rounds), tuple(found)


def _round(fields: Fields) -> RecordedRound:
    texts = fields.section("texts")
    words = {key: _exact(texts.node(key)) for key in list(texts.entries)}
    signatures = []
    for item in fields.sequence("signatures"):
        sign = Fields(item, fields.path, PLAN)
        signatures.append((sign.text("task"), sign.text("name"), sign.text("date")))
        fields.absorb(sign)
    fields.absorb(texts)
    return RecordedRound(
        fields.number("round", 1) or 1, fields.text("stage"), fields.text("date"), words, tuple(signatures)
    )


def _exact(node: YamlNode | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
