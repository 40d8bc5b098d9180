"""A page that keeps its arrangement while the copy changes: the same page where nothing changed, sound where it did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools.model import Filler, Paragraph, Text
from build_tools.typesetting import FinishedPage, compose_page, page_inputs
from build_tools.typesetting.makeup.drawn import Drawn, drawn_widths, without
from build_tools.typesetting.placed import BlockKind
from build_tools.typesetting.sheet import read_sheet
from tests.typesetting.generated_issues import Generated, generate


def composed(made: Generated, number: int, drawn: Drawn | None = None) -> FinishedPage:
    inputs = page_inputs(made.numbered, made.paper, read_sheet(made.paper.type_area.size), number)
    return compose_page(inputs, None, drawn)


FILLER = Filler(
    "征稿", "", "晨报征稿", (Paragraph((Text("写写你身边的事，一百字也好，寄到居委会。" * 3),), 1, 1),)
)


def with_filler(seed: int) -> Generated:
    made = generate(seed)
    return replace(made, paper=replace(made.paper, fillers=(FILLER,)))


def longer(made: Generated, number: int, times: int) -> Generated:
    """The first story of a page with its text so many times."""
    first = made.numbered.on_page(number)[0]
    told = replace(first, article=replace(first.article, body=first.article.body * times))
    items = tuple(told if item is first else item for item in made.numbered.articles)
    issue = replace(made.numbered.issue, articles=tuple(item.article for item in items))
    return replace(made, numbered=replace(made.numbered, issue=issue, articles=items))


def columns(finished: FinishedPage) -> dict[str, tuple[int, int]]:
    """Of each story, the left and right edge of what it takes."""
    found: dict[str, tuple[int, int]] = {}
    for block in finished.page.blocks:
        if block.number:
            left, right = found.get(str(block.number), (9999, 0))
            found[str(block.number)] = (
                min(left, round(block.box.x)),
                max(right, round(block.box.right)),
            )
    return found


def characters(finished: FinishedPage) -> int:
    return sum(
        len(line.line.text)
        for page in (finished.page, *finished.overset)
        for block in page.blocks
        if block.number and block.kind is BlockKind.TEXT
        for line in block.lines
    )


@pytest.mark.parametrize(("seed", "number", "filler"), [(5, 1, False), (2, 1, False), (0, 2, True)])
def test_a_page_that_keeps_its_arrangement_has_its_stories_where_they_stood(
    seed: int, number: int, filler: bool
) -> None:
    made = with_filler(seed)
    whole = composed(made, number)
    assert whole.drawn is not None
    assert (len(made.numbered.on_page(number)) in drawn_widths(whole.drawn)) is filler
    assert composed(made, number, whole.drawn).page.blocks == whole.page.blocks

    # More copy than there is room for, and where a filler stood; nothing is lost in the old arrangement either.
    more = longer(made, number, 4)
    kept = composed(more, number, whole.drawn)
    assert kept.page.overset_lines > 0 and kept.drawn is not None
    assert len(made.numbered.on_page(number)) not in drawn_widths(kept.drawn)
    assert characters(kept) == characters(composed(more, number))
    if not filler:
        assert columns(kept) == columns(whole)


def test_a_page_that_had_to_leave_pictures_out_has_no_arrangement_to_keep() -> None:
    whole = composed(with_filler(0), 3)
    assert [each.code for each in whole.diagnostics] == ["SQ571"] and whole.drawn is None


def test_a_letter_taken_out_of_a_drawing_gives_its_place_to_its_neighbours() -> None:
    beside = Drawn(4, 0.5, -1, (Drawn(2, 0.5, 1), Drawn(2, 0.5, 2)), False)
    page = Drawn(6, 1.0, -1, (Drawn(6, 0.5, 0), Drawn(6, 0.5, -1, (beside, Drawn(2, 0.5, 3)), False)), True)
    left = without(page, 3)
    assert left is not None and drawn_widths(left) == {0: (6,), 1: (2,), 2: (4,)}
    fewer = without(left, 0)
    assert fewer is not None and drawn_widths(fewer) == {1: (2,), 2: (4,)} and fewer.share == 1.0
    assert without(Drawn(6, 1.0, 0), 0) is None
