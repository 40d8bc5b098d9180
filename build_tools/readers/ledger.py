"""读稿号簿: ledger.yml → :class:`Ledger`. One number a line, so that git can merge two branches line by line."""

from __future__ import annotations

from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Ledger, LedgerEntry, parse_number
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.files import read_text
from build_tools.readers.issue import ISSUES
from build_tools.readers.yaml_nodes import Sequence, YamlFault, YamlNode, read_yaml


def read_ledger(root: Path, issue: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger of an issue; an empty one when there is none yet."""
    path = f"{ISSUES}/{issue}/ledger.yml"
    if not (root / path).is_file():
        return Ledger(issue), ()
    read = read_text(root, path)
    return (Ledger(issue), read.diagnostics) if read.text is None else parse_ledger(read.text, path, issue)


def parse_ledger(text: str, path: str, issue: str) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """Text → ledger. Never raises; a line that cannot be read is a fault, because it may hold a signed number."""
    try:
        node = read_yaml(text)
    except YamlFault as fault:
        return Ledger(issue), (
            diagnose("SQ301", Place(path, fault.line, fault.column), problem=f"{fault.problem}。"),
        )
    if node is None:
        return Ledger(issue), ()
    if not isinstance(node, Sequence):
        return Ledger(issue), (diagnose("SQ301", Place(path), problem="应当是一行一个稿号的列表。"),)
    found: list[Diagnostic] = []
    entries = [_entry(item, path, issue, found) for item in node.items]
    return Ledger(issue, tuple(entry for entry in entries if entry)), tuple(found)


def _entry(node: YamlNode, path: str, issue: str, found: list[Diagnostic]) -> LedgerEntry | None:
    fields = Fields(node, path, PLAN)
    number = parse_number(fields.text("number"))
    late = fields.truth("late")
    entry_page = 0 if late else fields.number("page", 1) or 1
    fields.node("page")
    file, address, headline, section = (
        fields.exact(key) for key in ("file", "address", "headline", "section")
    )
    signed, withdrawn = fields.truth("signed"), fields.exact("withdrawn")
    found += fields.finish()
    if number is None or number.issue != issue:
        found.append(
            diagnose("SQ301", Place(path, node.line), problem="这一行的稿号不是本期的，或末位校验码不合。")
        )
        return None
    return LedgerEntry(
        number, file, address, headline, section, entry_page, signed, withdrawn, node.line, late
    )
