"""更正簿: corrections.yml, one correction a line: read, checked against what was printed, and written.

In: the paper's folder and an issue. Out: its corrections; the text of the file. What was taken back keeps its line and
the day on which it was: the file is a history.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.markup.quoting import yaml_string
from build_tools.model import (
    Correction,
    PrintedPlace,
    paragraph_place,
    parse_number,
    parse_place,
)
from build_tools.readers.fields import PLAN, Fields
from build_tools.readers.issue import ISSUES
from build_tools.readers.signed import read_printed, read_record
from build_tools.readers.yaml_nodes import Scalar, Sequence

HEAD = "# 更正：付印以后发现的差错，由 ./chenbao correct 写入。收回的留着那一行，写明 undone: 日期。\n"


def format_corrections(corrections: Iterable[Correction]) -> str:
    """The text of corrections.yml."""
    return HEAD + "".join(map(format_correction, corrections))


def format_correction(correction: Correction) -> str:
    """One line of corrections.yml."""
    place = (
        f"paragraph: {correction.place.paragraph}"
        if correction.place.paragraph
        else f"place: {correction.place.chinese}"
    )
    parts = [f"number: {correction.number}", place]
    parts += [
        f"printed: {yaml_string(correction.printed)}",
        f"corrected: {yaml_string(correction.corrected)}",
    ]
    parts += [f"finder: {yaml_string(correction.finder)}"] if correction.finder else []
    parts += ["fact: true"] * correction.fact + ["rule: true"] * correction.rule
    parts.append(f"date: {correction.date}")
    parts += [f"undone: {correction.undone}"] if correction.undone else []
    return f"- {{{', '.join(parts)}}}\n"


def overlap(root: Path, one: Correction, other: Correction) -> bool:
    """Whether two corrections that stand speak of the same printed characters, so that only one of them can be shown."""
    if (one.number, one.place) != (other.number, other.place) or one.undone or other.undone:
        return False
    printed = read_printed(root, one.number)[0]
    text = dict(printed.pieces).get(one.place, "") if printed else ""
    if text.count(one.printed) != 1 or text.count(other.printed) != 1:
        return False  # SQ807 says that the words do not stand there just once, and then they are not shown
    first, second = text.index(one.printed), text.index(other.printed)
    return first < second + len(other.printed) and second < first + len(one.printed)


def read_corrections(root: Path, issue: str) -> tuple[tuple[Correction, ...], tuple[Diagnostic, ...]]:
    """The corrections of an issue that stand, oldest first; what was taken back is left out."""
    recorded, found = read_recorded_corrections(root, issue)
    return tuple(each for each in recorded if each.undone is None), found


def read_recorded_corrections(
    root: Path, issue: str
) -> tuple[tuple[Correction, ...], tuple[Diagnostic, ...]]:
    """Every correction ever recorded of an issue, oldest first, with what was taken back."""
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
            fields.report(
                "SQ807",
                fields.entries["printed"].value,
                printed=correction.printed,
                number=correction.number.printed,
                where=correction.place.chinese,
                path=path_printed,
            )
        clash = next((each for each in corrections if correction and overlap(root, each, correction)), None)
        if correction and clash:
            fields.report(
                "SQ880",
                fields.entries["printed"].value,
                printed=correction.printed,
                other=clash.printed,
                number=clash.number.printed,
            )
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
    undone = fields.date("undone")
    if number is None or number.issue != issue:
        fields.report(
            "SQ801",
            fields.entries["number"].value if "number" in fields.entries else None,
            number=fields.text("number"),
        )
        return None
    if date is None or place is None or not isinstance(printed, Scalar) or not isinstance(corrected, Scalar):
        return None
    return Correction(number, place, printed.text, corrected.text, date, finder, fact, rule, undone)


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
