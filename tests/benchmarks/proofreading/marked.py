"""Copy with misprints marked in it → clean issues, misprinted issues and labels in the format of cases/proof/score.py.

A mark is ``{wrong=right:kind}``, or ``{wrong=right:kind@words}`` where the words stand at the other place that it
contradicts. Used by the benchmark and, as a command, to lay a folder out for score.py::

    python tests/benchmarks/proofreading/marked.py tests/benchmarks/proofreading/copy/open FOLDER
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

COPY = Path(__file__).parent / "copy"
_MARK = re.compile(r"\{(?P<wrong>[^={}]*)=(?P<right>[^:{}]*):(?P<kind>[^}@]*)(?:@(?P<also>[^}]*))?\}")
MONTH = "2025-11"


@dataclass(frozen=True, slots=True)
class Misprint:
    """One mark: where it begins in the misprinted text, what stands and what should."""

    start: int
    wrong: str
    right: str
    kind: str
    also: str


def read_marked(marked: str) -> tuple[str, str, tuple[Misprint, ...]]:
    """(clean text, misprinted text, misprints); a mark that changes nothing is plain text."""
    clean, planted, misprints, at = "", "", [], 0
    for hit in _MARK.finditer(marked):
        between = marked[at : hit.start()]
        clean, planted = clean + between + hit["right"], planted + between
        if hit["wrong"] != hit["right"]:
            misprints.append(
                Misprint(len(planted), hit["wrong"], hit["right"], hit["kind"], hit["also"] or "")
            )
        planted, at = planted + hit["wrong"], hit.end()
    return clean + marked[at:], planted + marked[at:], tuple(misprints)


def lay_out(source: Path, target: Path) -> int:
    """``target``/clean and ``target``/planted as sets of one issue, with labels; returns how many misprints."""
    labels: list[dict[str, object]] = []
    for folder in ("clean", "planted"):
        (target / folder / MONTH).mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.txt")):
        clean, planted, misprints = read_marked(path.read_text("utf-8"))
        name = f"{MONTH}/{path.stem}.md"
        (target / "clean" / name).write_text(clean, "utf-8")
        (target / "planted" / name).write_text(planted, "utf-8")
        for misprint in misprints:
            labels.append(_label(f"M{len(labels) + 1:03}", name, planted, misprint))
    lines = "".join(json.dumps(label, ensure_ascii=False) + "\n" for label in labels)
    (target / "planted" / "labels.jsonl").write_text(lines, "utf-8")
    return len(labels)


def _label(identity: str, name: str, text: str, misprint: Misprint) -> dict[str, object]:
    blocks = _blocks(text)
    paragraph, (first, last) = next((n, block) for n, block in enumerate(blocks) if misprint.start < block[1])
    start, end = misprint.start, misprint.start + len(misprint.wrong)
    while text.count(text[start:end], first, last) > 1:
        start, end = max(start - 1, first), min(end + 1, last)
    label: dict[str, object] = {
        "id": identity,
        "file": name,
        "paragraph": paragraph,
        "wrong": misprint.wrong,
        "right": misprint.right,
        "context": text[start:end],
        "kind": misprint.kind,
    }
    if text[start:end].count(misprint.wrong) > 1:
        raise ValueError(f"{name}: {misprint.wrong} stands twice in {text[start:end]}")
    if misprint.also:
        others = [n for n, (a, b) in enumerate(blocks) if text.count(misprint.also, a, b) == 1]
        if not others:
            raise ValueError(f"{name}: {misprint.also} stands nowhere alone")
        label["also"] = [{"file": name, "paragraph": others[0], "text": misprint.also}]
    return label


def _blocks(text: str) -> list[tuple[int, int]]:
    start = text.index("\n---\n", 3) + 5
    found = re.finditer(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", text[start:], re.DOTALL)
    return [(0, start), *((start + hit.start(), start + hit.end()) for hit in found)]


if __name__ == "__main__":
    sys.stdout.write(f"{lay_out(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
