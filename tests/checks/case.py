"""A case: one Markdown file that says why a rule is there, shows a paper that breaks it, and the whole diagnostics.

Its first line is ``# SQ104 稿件没有标题``, the code and what its file is named after; a doubt reads ``SQ503 （疑）…``.
A fenced block whose info string is a path is a file of that paper, laid over a small sound one; ``删去`` before
the path takes a file away, ``GBK`` behind it writes it in that encoding (``文件名GBK``: its name), ``300×200``
draws a picture of that size. The block ``诊断`` is what gathering the paper must say, word for word.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

CASES = Path(__file__).parent / "cases"
_BLOCK = re.compile(
    r"^(?P<fence>`{3,4})(?P<info>[^`\n]+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
_PIXELS = re.compile(r"([0-9]+)×([0-9]+)")
_ARTICLE = "---\nheadline: {0}\n---\n\n{0}说得很清楚。\n"

SOUND_PAPER = {
    "mkdocs.yml": "plugins:\n  - chenbao:\n      name: 试刊报\n      sections: [{name: 要闻}, {name: 美}]\n",
    "issues/2026-01/issue.yml": "number: 1\ndate: 2026-01-12\npages:\n  - {title: 要闻, sections: [要闻]}\n  - {title: 美, sections: [美]}\n",
    "issues/2026-01/要闻/01-路修平了.md": _ARTICLE.format("路修平了"),
    "issues/2026-01/美/01-花开了.md": _ARTICLE.format("花开了"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """Code, and the blocks as (info string, text)."""

    code: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def expected(self) -> str:
        """The diagnostics, as an editor reads them; "" for a page that has no block ``诊断`` yet."""
        return next((text for info, text in self.blocks if info == "诊断"), "")


def read_case(path: Path) -> Case:
    """The case in a file named ``SQ104-….md``."""
    blocks = tuple((hit["info"].strip(), hit["text"]) for hit in _BLOCK.finditer(path.read_text("utf-8")))
    return Case(path.name[:5], blocks)


def lay_out(case: Case, root: Path) -> None:
    """Write the case's paper into an empty folder."""
    files = dict(SOUND_PAPER)
    for info, text in case.blocks:
        path, _, manner = info.partition(" ")
        if path == "删去":
            del files[manner]
        elif info != "诊断":
            files[info] = text
    for info, text in files.items():
        path, _, manner = info.partition(" ")
        _write(root, path, manner, text)


def _write(root: Path, path: str, manner: str, text: str) -> None:
    place = root / path
    if manner == "文件名GBK":
        place = place.with_name(os.fsdecode(place.name.encode("gbk")))
    place.parent.mkdir(parents=True, exist_ok=True)
    if size := _PIXELS.fullmatch(manner):
        Image.new("1", (int(size[1]), int(size[2])), 1).save(place)
    else:
        place.write_bytes(text.encode("gbk" if manner == "GBK" else "utf-8"))
