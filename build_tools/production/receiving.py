"""收进期里: a sending is taken in and its articles and pictures are written into an issue; the slip goes beside.

In: the paper's folder, an issue, a section, the files of the sending. Out: :class:`Received`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.diagnostics import Diagnostic, Place, Severity, diagnose
from build_tools.gathering import gather
from build_tools.intake import Taken, open_sending, take_in
from build_tools.model import Issue, source_path
from build_tools.readers import ISSUES
from build_tools.store.files import write_whole
from build_tools.store.locks import exclusive

SLIP = "收稿单.txt"


_NOTHING = Taken((), ())


@dataclass(frozen=True, slots=True)
class Received:
    """收进的: ``written`` are the articles' files, ``pictures`` the others; ``slip`` the folder of the slip. ``refused`` says why nothing was."""

    taken: Taken = _NOTHING
    written: tuple[Path, ...] = ()
    pictures: tuple[Path, ...] = ()
    slip: Path = Path()
    refused: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def receive(root: Path, name: str, section: str, sending: Sequence[Path]) -> Received:
    """Take a sending into an issue; ``section`` "" is the paper's first. Raises OSError.

    Who takes in meanwhile, in a terminal or at the desk, waits: names are free from their choice until they are taken.
    """
    with exclusive(root / ISSUES / name):
        return _received(root, name, section, sending)


def _received(root: Path, name: str, section: str, sending: Sequence[Path]) -> Received:
    gathered = gather(root)
    issue = next((each.issue for each in gathered.issues if each.issue.name == name), None)
    folder = root / ISSUES / name
    if gathered.paper is None:
        return Received(diagnostics=gathered.diagnostics)
    if issue is None:
        return Received(refused=f"没有这一期：{ISSUES}/{name}/。新建用 ./chenbao new {name}。")
    if (folder / "signoff.yml").exists():
        return Received(refused=f"{name} 已经付印，不再收稿。要收进别的期，或用 --out 放在外面。")
    names = [each.name for each in gathered.paper.sections]
    section = section or names[0]
    if section not in names:
        return Received(refused=f"没有“{section}”这个栏目。本报的栏目：{'、'.join(names)}。")
    first = 1 + max(
        (article.order for article in issue.articles if article.section == section and article.order < 1000),
        default=0,
    )
    images = folder / "images"
    here = frozenset(path.name for path in images.iterdir()) if images.is_dir() else frozenset()
    taken = take_in(open_sending(list(sending)), first, "../images/", here, draw_svg)
    told = (*taken.remarks, *_twice(name, issue, taken))
    taken = replace(taken, remarks=tuple(sorted(told, key=lambda each: (each.place.path, each.code))))
    pictures = [*taken.pictures, *(each for article in taken.articles for each in article.pictures)]
    for picture in pictures:
        write_whole(images / picture.file, picture.content)
    written = [folder / section / article.file for article in taken.articles]
    for path, article in zip(written, taken.articles, strict=True):
        write_whole(path, article.text.encode())
    called = taken.articles[0].file[:-3] if taken.articles else sending[0].stem
    slip = root / "dist" / "intake" / name / called
    return Received(taken, tuple(written), tuple(images / picture.file for picture in pictures), slip)


def _twice(name: str, issue: Issue, taken: Taken) -> Iterator[Diagnostic]:
    """SQ134: what was sent again, or came by two ways, and now stands in the issue twice."""
    there = {article.headline: source_path(name, article) for article in issue.articles}
    for made in taken.articles:
        if made.headline in there:
            yield diagnose("SQ134", Place(made.sent_as), headline=made.headline, file=there[made.headline])


def write_slip(taken: Taken, slip: Path, articles: list[dict[str, object]], heads: Sequence[str]) -> None:
    """收稿单 as a file to read and as JSON. Raises OSError."""
    report = {"articles": articles, "slip": [found.as_json() for found in taken.remarks]}
    write_whole(slip / "report.json", (json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode())
    mark = {Severity.FAULT: "错", Severity.WARNING: "　"}
    rows = [
        f"{mark[found.severity]} {found.place.path}：{found.message}\n      {found.remedy}"
        for found in taken.remarks
    ]
    text = "收稿单\n\n" + "\n".join([*heads, "", *rows]) + "\n"
    write_whole(slip / SLIP, text.encode())


def draw_svg(content: bytes) -> bytes:
    """A drawing as a PDF."""
    from build_tools.typesetting.artwork import svg_as_pdf  # only now: few sendings hold a drawing

    return svg_as_pdf(content)
