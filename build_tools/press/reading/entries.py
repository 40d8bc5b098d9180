"""条目: what stands in a PDF as plain words and numbers, whoever wrote it."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Name, Object

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def text_of(node: object) -> str:
    """A name, an operator or a string in words, whatever its bytes are.

    Names are UTF-8 (ISO 32000-1, 7.3.5); old Chinese programs write them in GBK, and damaged content in nothing at all.
    """
    try:
        return str(node)
    except UnicodeDecodeError:
        assert isinstance(node, Object | pikepdf.Operator)
        named = isinstance(node, Name)
        raw = (
            _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), node.unparse())
            if named
            else bytes(node)
        )
        return raw.decode("gbk", "replace")


def number_of(node: Object | None, usual: float = 0.0) -> float:
    """An entry that should be a number; ``usual`` where it is not there or is none."""
    try:
        return usual if node is None else float(node)
    except (TypeError, ValueError):
        return usual
