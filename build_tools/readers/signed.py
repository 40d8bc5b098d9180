"""读付印: signoff.yml, printed/ and corrections.yml, which the program wrote and git kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    ArticleNumber,
    Correction,
    PrintedBlock,
    PrintedKind,
    PrintedPlace,
    PrintedText,
    paragraph_place,
    parse_number,
    parse_place,
)
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.issue import ISSUES
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlFault, YamlNode, read_yaml


def read_signed_digests(root: Path, issue: str) -> tuple[int, dict[str, str], tuple[Diagnostic, ...]]:
    """Version of the last sign-off (0: none yet), number → digest of the text that was signed, and faults."""
    path = f"{ISSUES}/{issue}/signoff.yml"
    node, found = read_record(root, path)
    if node is not None and not isinstance(node, Mapping):
        found.append(diagnose("SQ202", Place(path), problem="应当是一项一行的“键: 值”"))
    values = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
    articles, version = values.get("articles"), values.get("version")
    digests = {
        entry.key.text: entry.value.text
        for entry in (articles.entries if isinstance(articles, Mapping) else ())
        if isinstance(entry.value, Scalar)
    }
    count = version.text if isinstance(version, Scalar) else "0"
    return int(count) if re.fullmatch("[0-9]{1,6}", count) else 0, digests, tuple(found)


@dataclass(frozen=True, slots=True)
class Signature:
    """签字: which sign-off it was, who signed, whether as a sample (样报)."""

    version: int
    signed_by: str
    sample: bool


def read_signature(root: Path, issue: str) -> Signature | None:
    """The last sign-off's; None before the first."""
    version, _, _ = read_signed_digests(root, issue)
    node, _ = read_record(root, f"{ISSUES}/{issue}/signoff.yml")
    values = {entry.key.text: entry.value.text for entry in node.entries if isinstance(entry.value, Scalar)} if isinstance(node, Mapping) else {}
    return Signature(version, values.get("signed_by", ""), values.get("sample") == "true") if version else None


def read_signed_files(root: Path, issue: str) -> dict[str, str]:
    """Path → digest of every source and output that the last sign-off recorded; empty before the first."""
    node, _ = read_record(root, f"{ISSUES}/{issue}/signoff.yml")
    values = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
    tables = [values.get(key) for key in ("sources", "outputs")]
    entries = [entry for table in tables if isinstance(table, Mapping) for entry in table.entries]
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}


def read_printed(root: Path, number: ArticleNumber) -> tuple[PrintedText | None, tuple[Diagnostic, ...]]:
    """The text of a number as it was printed; None when it has not been signed off."""
    path = f"{ISSUES}/{number.issue}/printed/{number}.yml"
    node, found = read_record(root, path)
    if node is None:
        return None, tuple(found)
    fields = Fields(node, path, PLAN)
    fields.text("number")
    printed = PrintedText(
        number,
        fields.number("page", 1) or 1,
        fields.text("section"),
        fields.text("kicker"),
        fields.text("headline"),
        fields.text("deck"),
        fields.texts("byline"),
        tuple(_block(item, fields) for item in fields.sequence("text")),
    )
    return printed, (*found, *fields.finish())


def _block(node: YamlNode, printed: Fields) -> PrintedBlock:
    fields = Fields(node, printed.path, PLAN)
    kind = PrintedKind(fields.choice("kind", [each.value for each in PrintedKind], PrintedKind.PARAGRAPH.value))
    ordinal = fields.number("ordinal", 1) or 0
    text = fields.node("text")
    printed.absorb(fields)
    return PrintedBlock(kind, ordinal, text.text if isinstance(text, Scalar) else "")


def read_corrections(root: Path, issue: str) -> tuple[tuple[Correction, ...], tuple[Diagnostic, ...]]:
    """The corrections made to an issue, oldest first."""
    path = f"{ISSUES}/{issue}/corrections.yml"
    node, found = read_record(root, path)
    if node is not None and not isinstance(node, Sequence):
        found.append(diagnose("SQ202", Place(path), problem="应当是一个列表，每条更正一行"))
    corrections: list[Correction] = []
    for item in node.items if isinstance(node, Sequence) else ():
        fields = Fields(item, path, PLAN)
        correction = _correction(fields, issue)
        if correction and not _stands_once(root, correction):
            path_printed = f"{ISSUES}/{issue}/printed/{correction.number}.yml"
            fields.report("SQ807", fields.entries["printed"].value, printed=correction.printed, number=correction.number.printed, where=correction.place.chinese, path=path_printed)
        found += fields.finish()
        corrections += [correction] if correction else []
    return tuple(corrections), tuple(found)


def _correction(fields: Fields, issue: str) -> Correction | None:
    for key in ("number", "printed", "corrected", "date"):
        fields.require(key, "用 ./chenbao correct 记更正，各项都会写好。")
    number, date = parse_number(fields.text("number")), fields.date("date")
    place, finder = _corrected_place(fields), fields.text("finder")
    fact, rule = fields.text("fact") == "true", fields.text("rule") == "true"
    printed, corrected = fields.node("printed"), fields.node("corrected")
    if number is None or number.issue != issue:
        fields.report("SQ801", fields.entries["number"].value if "number" in fields.entries else None, number=fields.text("number"))
        return None
    if date is None or place is None or not isinstance(printed, Scalar) or not isinstance(corrected, Scalar):
        return None
    return Correction(number, place, printed.text, corrected.text, date, finder, fact, rule)


def _stands_once(root: Path, correction: Correction) -> bool:
    """Whether the words stand where the correction says, just once; yes, where no printed text was kept."""
    printed = read_printed(root, correction.number)[0]
    return printed is None or dict(printed.pieces).get(correction.place, "").count(correction.printed) == 1


def _corrected_place(fields: Fields) -> PrintedPlace | None:
    """``paragraph: 3``, or ``place: 图说2``; paragraph 0 is the headline."""
    paragraph, written = fields.number("paragraph") or 0, fields.text("place")
    place = parse_place(written) if written else paragraph_place(paragraph)
    if place is None:
        fields.report("SQ805", fields.entries["place"].value, where=written)
    return place


def read_record(root: Path, path: str) -> tuple[YamlNode | None, list[Diagnostic]]:
    """A record that the program wrote; None and no fault when it is not there yet."""
    if not (root / path).is_file():
        return None, []
    read = read_text(root, path)
    if read.text is None:
        return None, list(read.diagnostics)
    try:
        return read_yaml(read.text), []
    except YamlFault as fault:
        return None, [diagnose("SQ202", Place(path, fault.line, fault.column), problem=fault.problem)]
