"""钉住: the shapes and places that an art editor's pins leave to a story, and what stands in a pin's way.

In: options and standings. Out: those that keep the pin; in the editor's words why none does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from build_tools.model import CORNERS, Pin, pictures_of
from build_tools.typesetting.grid import POINTS_A_MILLIMETRE, Grid
from build_tools.typesetting.makeup.boxes import BoxDesign
from build_tools.typesetting.makeup.framing import FramedDesign
from build_tools.typesetting.makeup.options import ArticleDesign, Option
from build_tools.typesetting.makeup.pieces import Standing

_NEAR = 1
"""Rows by which a block may be higher or lower than its pin says."""


def wanted_rows(pin: Pin, grid: Grid) -> int:
    """The height that a pin asks for in rows, 0 for none."""
    return round(pin.millimetres * POINTS_A_MILLIMETRE / grid.leading)


def pinned_options(widths: Mapping[int, list[Option]], pin: Pin, grid: Grid) -> dict[int, list[Option]]:
    """The options that keep the pin's measures; {} where there is none."""
    kept = {
        width: [option for option in options if keeps_measures(option, pin, grid)]
        for width, options in widths.items()
        if pin.columns in (0, width)
    }
    return kept if any(kept.values()) else {}


def at_foot(widths: Mapping[int, list[Option]], pin: Pin) -> dict[int, list[Option]]:
    """钉在下: the options with the boxes at the foot of the rows that they are given, whatever white there is over them."""
    if "下" not in pin.corner:
        return dict(widths)
    return {
        width: [
            replace(option, hangs=True) if isinstance(option.design, BoxDesign) else option
            for option in options
        ]
        for width, options in widths.items()
    }


def keeps_measures(option: Option, pin: Pin, grid: Grid) -> bool:
    """Whether a shape has the columns, the height, the headline's size and the pictures' places that the pin asks for; white at its foot is not its own."""
    rows = wanted_rows(pin, grid)
    if pin.columns not in (0, option.columns) or (rows and abs(option.rows - option.blank - rows) > _NEAR):
        return False
    if not keeps_pictures(option, pin):
        return False
    size = _headline_size(option)
    return not pin.size or (size > 0.0 and abs(size - pin.size) < 0.26)


def keeps_pictures(option: Option, pin: Pin) -> bool:
    """Every picture that the pin names stands in the story where it says: at the left means not from edge to edge."""
    return all(_keeps_side(_sides(option, ordinal), corner) for ordinal, corner in pin.pictures)


def _keeps_side(sides: str, corner: str) -> bool:
    across = sides if not {"左", "右"} <= {*sides} else sides.replace("左", "").replace("右", "")
    return all(side in across for side in corner)


def _sides(option: Option, ordinal: int) -> str:
    """At which edges of the story's text, or of its band of pictures, a picture of it stands: some of 左右上下."""
    design = option.design.inner if isinstance(option.design, FramedDesign) else option.design
    pictures = pictures_of(design.item.article.body) if isinstance(design, ArticleDesign) else ()
    if not isinstance(design, ArticleDesign) or len(pictures) < ordinal:
        return ""
    body, wanted = design.body, pictures[ordinal - 1]
    # In 左题右文 the heading has the left edge.
    edge = "" if design.side_columns and not design.tucked else "左"
    rows = [
        *(("上", [[slot] for slot in band]) for band in body.above),
        *(("下", [[slot] for slot in band]) for band in body.below),
        ("上", [[*group.top] for group in body.groups]),
        ("下", [[*group.bottom] for group in body.groups]),
    ]
    for side, places in rows:
        for at, slots in enumerate(places):
            if any(slot.figure.subject == wanted for slot in slots):
                left, right = edge if at == 0 else "", "右" if at == len(places) - 1 else ""
                return f"{left}{right}{side}"
    return ""


def _headline_size(option: Option) -> float:
    """Points of its headline, 0 where it has none."""
    design = option.design.inner if isinstance(option.design, FramedDesign) else option.design
    return design.heading.size if isinstance(design, ArticleDesign) else 0.0


def keeps_corner(standing: Standing, pin: Pin, columns: int, rows: int) -> bool:
    """The block stands at the edges that the pin names."""
    option = standing.option
    sides = {
        "左": standing.column == 0,
        "右": standing.column + option.columns == columns,
        "上": standing.row == 0,
        "下": standing.row + option.rows >= rows - 1,
    }
    return all(sides[side] for side in pin.corner)


def in_the_way(widths: Mapping[int, list[Option]], pin: Pin, grid: Grid) -> str:
    """Why no shape keeps the pin's measures, and by how much."""
    if pin.columns > grid.columns:
        return f"这一版只有{grid.columns}栏"
    options = [option for width, found in widths.items() if pin.columns in (0, width) for option in found]
    across = f"{pin.columns}栏" if pin.columns else ""
    if not options:
        fit = [width for width, found in widths.items() if found]
        if not fit:
            return "它在这一版排不下"
        wide = f"能排{fit[0]}到{fit[-1]}栏" if len(fit) > 1 else f"只能排{fit[0]}栏"
        return f"{across}排不下它，{wide}"
    stood = [option for option in options if keeps_pictures(option, pin)]
    if not stood:
        return _pictures_in_the_way(options, pin, across)
    options = stood
    if pin.size:
        sizes = sorted(filter(None, map(_headline_size, options)))
        if not any(abs(size - pin.size) < 0.26 for size in sizes):
            return (
                f"{across}{'的' * bool(across)}标题能用{sizes[0]:g}到{sizes[-1]:g}点"
                if sizes
                else "它没有标题"
            )
    high = sorted(option.rows * grid.leading / POINTS_A_MILLIMETRE for option in options)
    nearest = min(high, key=lambda each: abs(each - pin.millimetres))
    if f"{high[0]:.0f}" == f"{high[-1]:.0f}":
        return f"{across}只能高{nearest:.0f}毫米"
    return f"{across}能高{high[0]:.0f}到{high[-1]:.0f}毫米，最近的是{nearest:.0f}毫米"


def _pictures_in_the_way(options: list[Option], pin: Pin, across: str) -> str:
    for ordinal, corner in pin.pictures:
        name = f"第{ordinal}幅图" if ordinal > 1 else "图"
        found = [sides for option in options if (sides := _sides(option, ordinal))]
        if not found:
            return f"稿里没有{name}" if ordinal > 1 else "稿里没有图"
        fit = [each for each in CORNERS if any(_keeps_side(sides, each) for sides in found)]
        if corner not in fit:
            return (
                f"{across}时{name}放不到{corner}，放得到{'、'.join(fit)}"
                if across
                else f"{name}放不到{corner}，放得到{'、'.join(fit)}"
            )
    return f"{across}时这几幅图不能同时这样放"
