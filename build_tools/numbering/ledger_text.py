"""稿号簿 as text: one number a line, each line whole in itself.

That is what git needs: ``.gitattributes`` gives the file the union merge driver, so that two branches
which each add an article both keep their lines, and the next build sorts the drafts out.
"""

from __future__ import annotations

from build_tools.markup.quoting import yaml_string
from build_tools.model import Ledger, LedgerEntry

_HEAD = "# 稿号簿：程序所写，随稿件一起提交。signed 和 late（网上补发）的行永不删改；撤稿时在那一行写 withdrawn: 原因。\n"


def format_ledger(ledger: Ledger) -> str:
    """The text of ledger.yml. Strings are JSON strings, which are YAML too."""
    return _HEAD + "".join(_line(entry) for entry in ledger.entries)


def _line(entry: LedgerEntry) -> str:
    parts = [f"number: {entry.number}", f"page: {entry.page}"]
    for key in ("section", "headline", "address", "file"):
        parts.append(f"{key}: {yaml_string(getattr(entry, key))}")
    if entry.signed:
        parts.append("signed: true")
    if entry.late:
        parts.append("late: true")
    if entry.withdrawn:
        parts.append(f"withdrawn: {yaml_string(entry.withdrawn)}")
    return f"- {{{', '.join(parts)}}}\n"
