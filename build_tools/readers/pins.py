"""钉: what an art editor fixes on a page, one line a story: ``楼道里的小天地 = 右上，4栏，高150毫米，标题36点``.

In: the line. Out: a :class:`Pin`, or what in the line cannot be read. And back: a plan's text with other pins or another
template on a page, everything else in it as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from build_tools.model import CORNERS, Pin
from build_tools.readers.yaml_nodes import Mapping, Scalar, Sequence, YamlFault, read_yaml

SHOWN = "楼道里的小天地 = 右上，4栏，高150毫米，标题36点"
"""How it is written."""
_STANDING = "竖题"
_COLUMNS = re.compile(r"(\d{1,2})栏")
_HEIGHT = re.compile(r"高?(\d{1,3}(?:\.\d)?)毫米")
_SIZE = re.compile(r"标题(\d{1,2}(?:\.5)?)点")
_PICTURE = re.compile(rf"图(\d{{0,2}})({'|'.join(CORNERS)})")


def parse_pin(text: str) -> Pin | str:
    """The pin, or the part that cannot be read."""
    story, _, rest = (part.strip() for part in re.sub(r"[＝=]", "=", text, count=1).partition("="))
    parts = [part for part in re.split(r"[，,、；;\s]+", rest) if part]
    if not story or not parts:
        return text
    pin = Pin(story)
    for part in parts:
        if part in CORNERS:
            pin = replace(pin, corner=part)
            continue
        if part == _STANDING:
            pin = replace(pin, standing=True)
            continue
        if found := _COLUMNS.fullmatch(part):
            pin = replace(pin, columns=int(found[1]))
        elif found := _HEIGHT.fullmatch(part):
            pin = replace(pin, millimetres=float(found[1]))
        elif found := _SIZE.fullmatch(part):
            pin = replace(pin, size=float(found[1]))
        elif (found := _PICTURE.fullmatch(part)) and found[1] not in ("0", "00"):
            pin = replace(pin, pictures=(*pin.pictures, (int(found[1] or 1), found[2])))
        else:
            return part
    return pin


def format_pin(pin: Pin) -> str:
    """The line of a pin."""
    parts = [
        pin.corner,
        f"{pin.columns}栏" if pin.columns else "",
        f"高{pin.millimetres:g}毫米" if pin.millimetres else "",
        f"标题{pin.size:g}点" if pin.size else "",
        *(f"图{ordinal if ordinal > 1 else ''}{corner}" for ordinal, corner in pin.pictures),
        _STANDING if pin.standing else "",
    ]
    return f"{pin.story} = {'，'.join(part for part in parts if part)}"


def with_pins(text: str, page: int, pins: Iterable[Pin]) -> str | None:
    """The text of issue.yml with these pins, and no others, on a page (the first is 1); None where it is written in a
    way that cannot be changed without a person.
    """
    written = [f'"{_escaped(format_pin(pin))}"' for pin in pins]
    wanted = [_unescaped(each) for each in written]
    return _with_entry(text, page, "pins", written, wanted)


def with_template(text: str, page: int, template: str) -> str | None:
    """The same with this template (版式); "" takes it out."""
    return _with_entry(text, page, "template", template, template)


def with_filler(text: str, page: int, filler: str) -> str | None:
    """The same with this 补白 in what is left of the page; "" leaves it to the program."""
    return _with_entry(text, page, "filler", filler and f'"{_escaped(filler)}"', filler)


def _with_entry(
    text: str, page: int, key: str, written: str | list[str], wanted: str | list[str]
) -> str | None:
    node = _page_of(text, page)
    if node is None:
        return None
    rows = text.split("\n")
    if rows[node.line - 1][node.column - 1] == "{":
        changed = in_braces(rows, node, key, written)
    else:
        changed = _in_lines(rows, node, key, written)
    if changed is None or (others := _without(text, page, key)) is None:
        return None
    then = _page_of(changed, page)
    value = next((each.value for each in then.entries if each.key.text == key), None) if then else None
    found = _plain(value) or None
    return changed if others == _without(changed, page, key) and found == (wanted or None) else None


def _page_of(text: str, page: int) -> Mapping | None:
    try:
        plan = read_yaml(text)
    except YamlFault:
        return None
    pages = (
        next((each.value for each in plan.entries if each.key.text in ("pages", "版")), None)
        if isinstance(plan, Mapping)
        else None
    )
    item = pages.items[page - 1] if isinstance(pages, Sequence) and len(pages.items) >= page > 0 else None
    return item if isinstance(item, Mapping) and item.entries else None


def _without(text: str, page: int, key: str) -> object:
    """All that a plan says but one entry of one page, places left out; None where it cannot be read."""
    kept = _page_of(text, page)
    return None if kept is None else _plain(read_yaml(text), kept, key)


def _plain(node: object, kept: Mapping | None = None, key: str = "") -> object:
    if isinstance(node, Mapping):
        entries = [each for each in node.entries if not (node == kept and each.key.text == key)]
        return [(each.key.text, _plain(each.value, kept, key)) for each in entries]
    if isinstance(node, Sequence):
        return [_plain(item, kept, key) for item in node.items]
    return getattr(node, "text", None)


def _in_lines(rows: list[str], node: Mapping, key: str, written: str | list[str]) -> str | None:
    """A page as a block: the entry is its last lines, or stands where it stood."""
    indent = node.entries[0].key.column - 1
    old = next((each for each in node.entries if each.key.text == key), None)
    if old is not None:
        first = old.key.line - 1
        if first == node.line - 1 and rows[first][: old.key.column - 1].strip():
            return None  # behind the dash of its page
        rows = rows[:first] + rows[_end(rows, first, indent) :]
        place = first
    else:
        place = _end(rows, node.entries[-1].key.line - 1, indent)
    pad = " " * indent
    if isinstance(written, str):
        lines = [f"{pad}{key}: {written}"]
    else:
        lines = [f"{pad}{key}:", *(f"{pad}  - {each}" for each in written)]
    return "\n".join([*rows[:place], *(lines if written else ()), *rows[place:]])


def _end(rows: list[str], first: int, indent: int) -> int:
    """The row behind an entry that begins on row ``first``; blank rows and remarks after it are not its own."""
    end = first + 1
    for number in range(first + 1, len(rows)):
        bare = rows[number].strip()
        if not bare or bare.startswith("#"):
            continue
        deep = len(rows[number]) - len(rows[number].lstrip(" "))
        if deep < indent or (deep == indent and not bare.startswith("- ")):
            break
        end = number + 1
    return end


def in_braces(rows: list[str], node: Mapping, key: str, written: str | list[str]) -> str | None:
    """The text with an entry of a mapping that is written as ``{title: 美, sections: [美]}``; "" takes it out. None where that cannot be done."""
    text = "\n".join(rows)
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row) + 1)
    begin = starts[node.line - 1] + node.column - 1
    end = _closing(text, begin)
    if end is None:
        return None
    inside = text[begin + 1 : end]
    old = next((each for each in node.entries if each.key.text == key), None)
    if old is not None:
        at = starts[old.key.line - 1] + old.key.column - 1
        value = starts[old.value.line - 1] + old.value.column - 1
        close = _closing(text, value) if text[value] == "[" else _last(old.value, value)
        if close is None:
            return None
        before, after = text[begin + 1 : at].rstrip(), text[close + 1 : end].lstrip()
        before, after = before.removesuffix(","), after.removeprefix(",")
        inside = ",".join(part for part in (before, after) if part.strip()).lstrip(" ")
        if not after.strip() and "#" in inside.rpartition("\n")[2]:
            inside += "\n" + " " * node.column
    if not written:
        return text[: begin + 1] + inside + text[end:]
    entry = f"{key}: {written}" if isinstance(written, str) else f"{key}: [{', '.join(written)}]"
    if "\n" in inside or "#" in inside:
        # A remark may stand behind the last entry.
        return text[: begin + 1] + f"{entry}, {inside.lstrip()}" + text[end:]
    return text[: begin + 1] + f"{inside.rstrip().removesuffix(',')}, {entry}" + text[end:]


def _last(value: object, begin: int) -> int | None:
    """The last letter of a single value that begins at ``begin``; None where it is none."""
    return begin + len(value.text) + 2 * value.quoted - 1 if isinstance(value, Scalar) else None


def _closing(text: str, begin: int) -> int | None:
    """Where the bracket that opens at ``begin`` closes; quoted brackets and those in remarks do not count."""
    depth, quote, place = 0, "", begin
    while place < len(text):
        letter = text[place]
        if quote:
            if letter == "\\" and quote == '"':
                place += 1
            elif letter == quote:
                quote = ""
        elif letter in "\"'" and not text[place - 1].isalnum():
            quote = letter
        elif letter == "#" and text[place - 1] in " \t\n":
            place = text.find("\n", place)
            if place < 0:
                return None
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
            if not depth:
                return place
        place += 1
    return None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _unescaped(written: str) -> str:
    return written[1:-1].replace('\\"', '"').replace("\\\\", "\\")
