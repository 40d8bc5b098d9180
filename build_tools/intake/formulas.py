"""公式: a formula of Word's (OMML) → spans on one line that say the same: 1/2, x², √(2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_tools.intake.draft import Span

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = {"sup": "super", "sub": "sub"}


def spans_of(node: Any) -> Iterator[Span]:
    """The spans of a formula or a part of one."""
    match node.tag.removeprefix(MATH) if isinstance(node.tag, str) else "":
        case "t":
            yield Span(node.text or "")
        case "f":
            yield Span("/".join(_single(node, part) for part in ("num", "den")))
        case "rad":
            yield Span(f"{_words(node, 'deg')}√{_single(node, 'e')}")
        case "d":
            signs = node.find(f"{MATH}dPr")
            yield Span(_sign(signs, "begChr", "("))
            for part in node:
                yield from spans_of(part)
            yield Span(_sign(signs, "endChr", ")"))
        case "sup" | "sub" as place:
            yield Span("".join(span.text for part in node for span in spans_of(part)), raised=_RAISED[place])
        case _:
            for part in node:
                yield from spans_of(part)


def _words(node: Any, part: str) -> str:
    return "".join(span.text for each in node.iterfind(f"{MATH}{part}") for span in spans_of(each))


def _single(node: Any, part: str) -> str:
    """Words that stay together: in brackets, unless they are one number or letter."""
    words = _words(node, part)
    return words if words.isalnum() else f"({words})"


def _sign(properties: Any, name: str, usual: str) -> str:
    found = properties.find(f"{MATH}{name}") if properties is not None else None
    return usual if found is None else str(found.get(f"{MATH}val", ""))
