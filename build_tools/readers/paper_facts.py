"""事项 of mkdocs.yml: its text with other facts under ``imprint:`` and ``press:``, everything else in it as it was written."""

from __future__ import annotations

from collections.abc import Mapping as Facts

from build_tools.readers.front_matter import as_scalar
from build_tools.readers.paper import our_section, value_of
from build_tools.readers.pins import in_braces
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlFault, YamlNode, read_yaml


def with_facts(text: str, facts: Facts[tuple[str, str], str]) -> str | None:
    """The text with these values by section and key; None where it is written in a way that needs a person."""
    changed, before = text, _said(text)
    for (section, key), value in facts.items():
        written = _with_fact(changed, section, key, value)
        if written is None:
            return None
        changed = written
    wanted = before | {f"{_OURS}{section}/{key}": value for (section, key), value in facts.items()}
    return changed if before and _said(changed) == wanted else None


_OURS = "chenbao/"


def _with_fact(text: str, section: str, key: str, value: str) -> str | None:
    """One of them: in the place of its value, or as the section's last line."""
    node = value_of(our_section(_read(text)), section)
    if not isinstance(node, Mapping) or not node.entries:
        return None
    rows = text.split("\n")
    old = value_of(node, key)
    if old is None and rows[node.line - 1][node.column - 1] == "{":
        return in_braces(rows, node, key, as_scalar(value))
    if old is None:
        last = node.entries[-1].value
        if not isinstance(last, Scalar):
            return None
        rows.insert(last.line, f"{' ' * (node.entries[0].key.column - 1)}{key}: {as_scalar(value)}")
        return "\n".join(rows)
    if not isinstance(old, Scalar):
        return None
    row, at = rows[old.line - 1], old.column - 1
    end = at + len(old.text) + 2 * old.quoted
    rows[old.line - 1] = row[:at] + as_scalar(value) + row[end:]
    return "\n".join(rows)


def _read(text: str) -> YamlNode | None:
    try:
        return read_yaml(text, environment=True)
    except YamlFault:
        return None


def _said(text: str) -> dict[str, str]:
    """All that the settings say, by place; what is said of the paper under a name of its own."""
    node = _read(text)
    ours = our_section(node)
    return {
        (_OURS if inside else "") + place: words
        for inside, part in ((False, node), (True, ours))
        for place, words in _leaves(part, "", None if inside else ours)
    }


def _leaves(node: YamlNode | None, place: str, but: YamlNode | None) -> list[tuple[str, str]]:
    if node is not None and node == but:
        return []
    if isinstance(node, Mapping):
        parts = [(f"{place}{each.key.text}/", each.value) for each in node.entries]
    elif isinstance(node, Sequence):
        parts = [(f"{place}{at}/", each) for at, each in enumerate(node.items)]
    else:
        return [(place.removesuffix("/"), node.text if node else "")]
    return [leaf for where, each in parts for leaf in _leaves(each, where, but)]
