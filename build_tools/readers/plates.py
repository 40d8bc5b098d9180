"""画稿: what is drawn for the paper (its name, a 刊头, a filler's artwork), a picture or an SVG that a setting names.

In: the paper's root, a folder and what was written. Out: :class:`Plate` with its size, or None and what is wrong. Of SVG
only what every engine draws alike and what comes out in the press's inks is taken: filled and stroked outlines.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from xml.etree import ElementTree

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import Plate
from build_tools.readers.artwork import kind_of
from build_tools.readers.pictures import measure

_MOST_BYTES = 4_000_000
_DEEPEST = 60
"""Groups within groups; whatever draws them calls itself for each."""
_SVG = "{http://www.w3.org/2000/svg}"
_OUTLINES = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "metadata",
        "defs",
        "style",
        "clipPath",
    ]
)
_WORDS = {
    "text": "没有转成曲线的文字",
    "tspan": "没有转成曲线的文字",
    "image": "位图",
    "linearGradient": "渐变",
    "radialGradient": "渐变",
    "pattern": "花纹填充",
    "filter": "滤镜",
    "mask": "蒙版",
    "script": "脚本",
}
_CLEAR = re.compile(r"(?:^|[;{\s])(?:fill-|stroke-)?opacity\s*:\s*(?!1(?:\.0*)?\s*(?:[;}]|$))|rgba\(|hsla\(")
_ELSEWHERE = re.compile(r"@import|url\(\s*[\"']?(?!#)")
_NUMBER = re.compile(r"\s*([0-9.]{1,8})\s*(?:px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True, slots=True)
class Use:
    """用处: what a drawing is for, in the words of who wrote it; ``key`` is the setting that names it, ``instead`` what stands there without it."""

    what: str
    key: str
    instead: str


NAMEPLATE = Use("报头", "masthead", "铅字的报名")
HEAD = Use("刊头", "heads", "铅字的栏名")
FILLER = Use("补白", "artwork", "没有图的")


def read_plate(
    root: Path, folder: str, home: str, written: str, place: Place, use: Use = NAMEPLATE
) -> tuple[Plate | None, list[Diagnostic]]:
    """What is ``written`` in a setting: a file under ``home`` (``pictures``, ``images``) in ``folder``, both from the root."""
    inside = posixpath.normpath(written)
    if not inside.startswith(f"{home}/") or "\0" in inside:
        shown = f"{folder}/{home}"
        wanted = f"{use.key}: {home}/{posixpath.basename(inside)}"
        return None, [diagnose("SQ579", place, file=written, folder=shown, what=use.what, wanted=wanted)]
    path, found = root / folder / inside, list[Diagnostic]()
    # Issues lie two folders below the root; what is the paper's own is seen from there.
    file = inside if folder.startswith("issues/") else f"../../{folder}/{inside}"
    try:
        with path.open("rb") as stream:
            head = stream.read(_MOST_BYTES + 1)
    except OSError:
        remedy = f"把图放进 {folder}/{home}/，检查文件名的大小写和后缀。"
        return None, [diagnose("SQ501", place, file=f"{folder}/{inside}", suggestion=remedy)]
    kind = kind_of(head)
    if kind == "SVG":
        size, problem = _drawn_size(head)
        if problem:
            return None, [_unfit(place, inside, problem, use)]
        return Plate(file, size, drawing=True), []
    if kind in ("PDF", "EPS", "EMF", "WMF"):
        return None, [_unfit(place, inside, f"是 {kind}", use)]
    measured = measure(path, inside, place, found)
    return (Plate(file, measured[0], line_art=measured[1]) if measured else None), found


def _unfit(place: Place, file: str, problem: str, use: Use) -> Diagnostic:
    return diagnose("SQ580", place, what=use.what, file=file, problem=problem, instead=use.instead)


def _drawn_size(content: bytes) -> tuple[tuple[float, float], str]:
    """An SVG's width and height in its own units, and why it cannot be used, "" where it can."""
    nothing = (0.0, 0.0)
    if len(content) > _MOST_BYTES:
        return nothing, "超过4兆"
    if b"<!ENTITY" in content:
        return nothing, "带着自定义实体"
    try:
        drawing = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return nothing, "打不开，文件坏了"
    if problem := next(filter(None, starmap(_strange, _drawn(drawing))), ""):
        return nothing, f"带着{problem}"
    size = _size(drawing)
    return (size, "") if min(size) > 0 else (nothing, "没有大小（viewBox）")


def _drawn(drawing: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, int]]:
    """All that is of SVG, and how deep within others it stands: what a drawing program notes for itself is not drawn."""
    waiting = [(drawing, 0)]
    while waiting:
        element, depth = waiting.pop()
        if str(element.tag).startswith(_SVG):
            yield element, depth
            if element.tag != f"{_SVG}metadata":
                waiting += [(each, depth + 1) for each in element]


def _strange(element: ElementTree.Element, depth: int) -> str:
    if depth > _DEEPEST:
        return f"{_DEEPEST}层以上的编组"
    name = str(element.tag).removeprefix(_SVG)
    if name not in _OUTLINES:
        return _WORDS.get(name, f"“{name}”")
    styles = [element.get("style", ""), element.text or "" if name == "style" else ""]
    styles += [f"{key}:{value}" for key, value in element.attrib.items()]
    if any(_CLEAR.search(each) for each in styles):
        return "透明"
    return "引用的文件" if any(_ELSEWHERE.search(each) for each in styles) else ""


def _size(drawing: ElementTree.Element) -> tuple[float, float]:
    box = re.split(r"[\s,]+", drawing.get("viewBox", "").strip())
    sides = box[2:] if len(box) == 4 else [drawing.get("width", ""), drawing.get("height", "")]
    found = [_NUMBER.fullmatch(side) for side in sides]
    try:
        width, height = (float(each[1]) if each else 0.0 for each in found)
    except ValueError:
        return 0.0, 0.0
    return width, height
