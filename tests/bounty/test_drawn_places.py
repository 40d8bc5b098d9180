"""“第三版左下角倒数第一行”: told against a page that was really drawn, and checked by what the PDF shows there."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.bounty.layout import Box, Layout, line_of_article
from build_tools.bounty.opening import Room, open_room
from build_tools.gathering import gather
from build_tools.production.pressroom import open_pressroom
from build_tools.store.files import write_whole
from build_tools.typesetting import draw_issue, layout_document
from build_tools.typesetting.layout import LAYOUT, layout_bytes

REPOSITORY = Path(__file__).parents[2]
ISSUE = "2021-01"
CORNERS = ("左上角", "左下角", "右下角")
_DPI = 144


@dataclass(frozen=True)
class Drawn:
    """The January issue, set in type and drawn."""

    room: Room
    pdf: Path

    def box(self, page: int, corner: str) -> Box:
        """The stretch of text nearest to a corner."""
        layout = self.room.index.layout
        assert layout
        x, y = (0.0 if "左" in corner else layout.width), (0.0 if "上" in corner else layout.height)
        here = [box for box in layout.boxes if box.page == page and box.kind in ("text", "notice")]
        return min(
            here,
            key=lambda box: (
                max(box.x - x, 0, x - box.x - box.w) ** 2 + max(box.y - y, 0, y - box.y - box.h) ** 2
            ),
        )

    def lines(self, box: Box) -> list[str]:
        """The lines of characters that the PDF shows in a stretch of text, from the top."""
        x, y, w, h = (
            str(round(side * _DPI / 25.4)) for side in (box.x - 0.5, box.y + 0.5, box.w + 1, box.h - 1)
        )
        command = [
            "pdftotext",
            "-layout",
            "-r",
            str(_DPI),
            "-f",
            str(box.page),
            "-l",
            str(box.page),
            "-x",
            x,
            "-y",
            y,
            "-W",
            w,
            "-H",
            h,
            str(self.pdf),
            "-",
        ]
        shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        return [line for each in shown.splitlines() if (line := _plain(each))]


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060]", "", text)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    root = tmp_path_factory.mktemp("drawn")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(REPOSITORY / "content" / "notices", root / "content" / "notices")
    shutil.copytree(REPOSITORY / "issues" / ISSUE, root / "issues" / ISSUE)
    (root / "theme").symlink_to(REPOSITORY / "theme")
    gathered = gather(root, [ISSUE])
    pressroom = open_pressroom(gathered)
    composed, pdf = pressroom.compose(gathered.issues[0]), pressroom.pdf_path(ISSUE)
    write_whole(pdf, draw_issue(composed, pressroom.folder(ISSUE), pressroom.sheet).pdf)
    write_whole(pdf.with_name(LAYOUT), layout_bytes(layout_document(composed)))
    room, _ = open_room(root, ISSUE)
    assert room and room.index.layout
    return Drawn(room, pdf)


# In the lower right corner of page 4 stands a filler, which is nobody's article.
@pytest.mark.parametrize(
    ("page", "corner"),
    [(page, corner) for page in (1, 2, 3, 4) for corner in CORNERS if (page, corner) != (4, "右下角")],
)
@pytest.mark.parametrize(("said", "place"), [("倒数第一行", -1), ("第一行", 0)])
def test_a_line_in_a_corner_is_the_one_that_is_printed_there(
    drawn: Drawn, page: int, corner: str, said: str, place: int
) -> None:
    box = drawn.box(page, corner)
    claim = drawn.room.resolve(f"第{'一二三四'[page - 1]}版{corner}{said}“的”应为“地”").claims[0]
    assert claim.spot and str(claim.spot.number) == box.number
    piece = drawn.room.index.piece(claim.spot)
    # A notice or a 导语 has a frame, and columns of its own within it.
    framed = (
        next(each.kind for each in drawn.room.index.articles if str(each.printed.number) == box.number)
        != "article"
    )
    assert piece and (framed or drawn.lines(box)[place] in _plain(piece.text))


def test_in_a_corner_the_lines_of_its_column_are_counted_and_elsewhere_those_of_the_article() -> None:
    columns = tuple(
        Box(1, "2101010", "text", 20 + 40 * at, 200, 38, 80, lines) for at, lines in enumerate((20, 20, 15))
    )
    layout = Layout(275, 390, columns)
    assert line_of_article(layout, "2101010", -1) == (55, 55)
    assert line_of_article(layout, "2101010", -1, "左下", 1) == (20, 55)
    assert line_of_article(layout, "2101010", 2, "右下", 1) == (42, 55)
    assert line_of_article(layout, "2101010", -99, "右下", 1) == (41, 55)
    assert line_of_article(layout, "2101029", 1) == (0, 0)
