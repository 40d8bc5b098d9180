"""读付印: signoff.yml, printed/ and corrections.yml, which the program wrote and git kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import (
    ArticleNumber,
    PrintedBlock,
    PrintedKind,
    PrintedText,
)
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.issue import ISSUES
from build_tools.readers.yaml_nodes import Mapping, Scalar, YamlFault, YamlNode, read_yaml


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
    signed_at: str = ""


def read_signature(root: Path, issue: str) -> Signature | None:
    """The last sign-off's; None before the first."""
    version, _, _ = read_signed_digests(root, issue)
    node, _ = read_record(root, f"{ISSUES}/{issue}/signoff.yml")
    values = (
        {entry.key.text: entry.value.text for entry in node.entries if isinstance(entry.value, Scalar)}
        if isinstance(node, Mapping)
        else {}
    )
    if not version:
        return None
    sample = values.get("sample") == "true"
    return Signature(version, values.get("signed_by", ""), sample, values.get("signed_at", ""))


def read_signed_files(root: Path, issue: str) -> dict[str, str]:
    """Path → digest of every source and output that the last sign-off recorded; empty before the first."""
    node, _ = read_record(root, f"{ISSUES}/{issue}/signoff.yml")
    values = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
    tables = [values.get(key) for key in ("sources", "outputs")]
    entries = [entry for table in tables if isinstance(table, Mapping) for entry in table.entries]
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}


def read_signed_table(root: Path, issue: str, table: str) -> dict[str, str]:
    """One table of signoff.yml, path → digest; empty where there is none. Raises YamlFault, UnicodeDecodeError."""
    path = root / ISSUES / issue / "signoff.yml"
    node = read_yaml(path.read_text("utf-8")) if path.is_file() else None
    values = {entry.key.text: entry.value for entry in node.entries} if isinstance(node, Mapping) else {}
    found = values.get(table)
    entries = found.entries if isinstance(found, Mapping) else ()
    return {entry.key.text: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}


def signed_pdf(root: Path, issue: str) -> str:
    """The path of the PDF of all pages under which an issue was signed; "" before that, or where it cannot be read."""
    try:
        outputs = read_signed_table(root, issue, "outputs")
    except (YamlFault, UnicodeDecodeError):
        return ""
    folder = f"dist/print/{issue}/"
    return next((each for each in outputs if PurePosixPath(each).match(f"{folder}*.pdf")), "")


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
    kind = PrintedKind(
        fields.choice("kind", [each.value for each in PrintedKind], PrintedKind.PARAGRAPH.value)
    )
    ordinal = fields.number("ordinal", 1) or 0
    text = fields.node("text")
    printed.absorb(fields)
    return PrintedBlock(kind, ordinal, text.text if isinstance(text, Scalar) else "")


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
