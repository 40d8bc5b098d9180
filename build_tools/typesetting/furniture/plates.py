"""画稿的毛病: what is wrong with what was drawn for the paper, seen where it stands on the page.

In: the page's furniture and its placed blocks. Out: diagnostics SQ540, SQ541, SQ581, SQ585–SQ587.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from build_tools.diagnostics import Diagnostic, Place, diagnose
from build_tools.model import PagePlan, Plate, source_path
from build_tools.model.limits import effective_dpi, least_dpi
from build_tools.typesetting.furniture.frame import HEAD_ROWS, Furnisher
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE
from build_tools.typesetting.makeup.filler import artwork_designs, artwork_room
from build_tools.typesetting.placed import Box, PlacedBlock

_LEAST_NAMEPLATE = 0.5
"""Share of its place below which a drawn name is called small."""
_PAPER = "mkdocs.yml"


def plate_troubles(
    furnisher: Furnisher, plan: PagePlan, blocks: Iterable[PlacedBlock]
) -> Iterator[Diagnostic]:
    """报头的图, 刊头, 图样: what a page shows of them, and on the first page what no page can use."""
    if plan.number == 1:
        yield from _nameplate(furnisher)
        yield from _fillers(furnisher)
    yield from _unknown_heads(furnisher, plan)
    yield from _across(furnisher, plan)
    drawn = {plate.file: plate for _, plate in furnisher.paper.heads}
    for block in blocks:
        if block.picture and (plate := drawn.get(block.picture.file.as_posix())):
            yield from _coarse(plate, block.picture.box, Place(_PAPER))


def _nameplate(furnisher: Furnisher) -> Iterator[Diagnostic]:
    """报头的图 that comes out small, or coarse."""
    plate, box = furnisher.nameplate, furnisher.nameplate_box
    if plate is None or box is None:
        return
    issue, place = furnisher.issue, Place(_PAPER)
    if issue.nameplate:
        place = Place(f"issues/{issue.name}/issue.yml", *issue.marks.get("masthead", (1, 1)))
    wide, high = furnisher.nameplate_room
    if box.w * box.h < _LEAST_NAMEPLATE * wide * high:
        width, height, *wanted = map(_millimetres, (box.w, box.h, wide, high))
        yield diagnose(
            "SQ581",
            place,
            file=_name(plate),
            width=width,
            height=height,
            wanted_width=wanted[0],
            wanted_height=wanted[1],
        )
    yield from _coarse(plate, box, place)


def _unknown_heads(furnisher: Furnisher, plan: PagePlan) -> Iterator[Diagnostic]:
    """刊头 that an article of the page asks for and the paper has not."""
    known = [name for name, _ in furnisher.paper.heads]
    for item in furnisher.numbered.on_page(plan.number):
        name = item.article.drawn_head
        if name and name not in known:
            path = source_path(furnisher.issue.name, item.article)
            place = Place(path, *item.article.marks.get("head", (1, 1)))
            yield diagnose("SQ585", place, name=name, known="、".join(known) or "（无）")


def _across(furnisher: Furnisher, plan: PagePlan) -> Iterator[Diagnostic]:
    """刊头 that is too high for its page."""
    plate, issue, grid = furnisher.paper.head(plan.head), furnisher.issue, furnisher.grid
    if plate and furnisher.head_rows(plate) > HEAD_ROWS + 0.5:
        yield diagnose(
            "SQ586",
            Place(f"issues/{issue.name}/issue.yml", *issue.marks.get(f"page {plan.number}", (1, 1))),
            page=plan.number,
            wanted=_millimetres(furnisher.head_rows(plate) * grid.leading),
            most=_millimetres(HEAD_ROWS * grid.leading),
            width=_millimetres(grid.width),
        )


def _fillers(furnisher: Furnisher) -> Iterator[Diagnostic]:
    """图样 of fillers that no room of a page is right for."""
    grid, sheet = furnisher.grid, furnisher.sheet
    for filler in furnisher.paper.fillers:
        for plate, size in filler.artwork:
            widths = range(2, grid.columns + 1)
            made = (artwork_designs(filler, plate, size, each, grid.rows, grid, sheet) for each in widths)
            if not any(made):
                place = Place(f"{furnisher.paper.standing}/fillers/{filler.name}.md")
                facts = {"headline": filler.headline, "file": _name(plate)}
                problem, remedy = _unfit(size, plate, artwork_room(filler, size, grid, sheet))
                yield diagnose("SQ587", place, problem=problem, remedy=remedy, **facts)


def _unfit(size: str, plate: Plate, room: tuple[float, float]) -> tuple[str, str]:
    """What is wrong with a 图样, and the way out."""
    coarse = "" if plate.drawing else "，或者太粗"
    if not size:
        return f"太扁、太高{coarse}", "用 SVG，或像素更多的图；长和宽不要差得太多。"
    wide, high = room
    if high <= 0:
        return (
            f"写的大小（{size}）放了字就放不下图",
            "字少写些，或把字画在图里；或不写大小，哪里合适就排在哪里。",
        )
    return (
        f"与写的大小（{size}）长宽不合{coarse}",
        f"照{_millimetres(wide)}×{_millimetres(high)}毫米做图；或不写大小，哪里合适就排在哪里。",
    )


def _coarse(plate: Plate, box: Box, place: Place) -> Iterator[Diagnostic]:
    """画稿 that has too few pixels for its place."""
    dots, least = effective_dpi(plate.size, box.w, box.h), least_dpi(line_art=plate.line_art)
    if not plate.drawing and dots < least:
        yield diagnose(
            "SQ541" if plate.line_art else "SQ540",
            place,
            file=_name(plate),
            dots=f"{dots:.0f}",
            least=f"{least:.0f}",
            millimetres=_millimetres(box.w),
            wide=math.ceil(plate.size[0] * least / dots / 50) * 50,
        )


def _name(plate: Plate) -> str:
    return PurePosixPath(plate.file).name


def _millimetres(points: float) -> str:
    return f"{points / POINTS_A_MILLIMETRE:.0f}"
