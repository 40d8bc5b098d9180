"""A page as the typesetting floor gives it, set by hand: for what the press looks at on it."""

from __future__ import annotations

from build_tools.model import ArticleNumber
from build_tools.typesetting.lines.line import Line, Segment, TextStyle
from build_tools.typesetting.placed import (
    BlockKind,
    Box,
    ComposedIssue,
    ComposedPage,
    PlacedBlock,
    PlacedLine,
)

NUMBER = ArticleNumber("2021-01", 1)


def block(
    kind: BlockKind, *lines: str, size: float = 9.0, number: ArticleNumber | None = None, left: float = 50.0
) -> PlacedBlock:
    """A block of lines, ten points apart."""
    style = TextStyle("Noto Serif CJK SC", size)
    placed = tuple(
        PlacedLine(
            left,
            100.0 + 10 * index,
            Line((Segment(text, style, 0.0, size * len(text)),), size * len(text), True),
        )
        for index, text in enumerate(lines)
    )
    return PlacedBlock(kind, Box(left, 90.0, 100.0, 10.0 * len(lines)), number, placed)


FOLIO = block(BlockKind.FOLIO, "第1版", "要闻")
MASTHEAD = block(BlockKind.MASTHEAD, "社区晨报", "2021年1月11日", "总第1期", "本期4版", size=60)


def composed(*blocks: PlacedBlock) -> ComposedIssue:
    """An issue of one page."""
    return ComposedIssue(
        name="2021-01",
        title="社区晨报",
        date="2021-01-11",
        site_url="",
        page_width=275,
        page_height=390,
        pages=(ComposedPage(1, "要闻", blocks),),
    )
