"""Regions of articles: from blocks to polygons."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.site.replica.layout import PrintedBlock
from build_tools.site.replica.regions import find_regions
from tests.site.replica.shapes import holds

A, B = "2106014", "2106028"


def block(number: str, x: float, y: float, w: float, h: float) -> PrintedBlock:
    return PrintedBlock(number, x, y, x + w, y + h)


def test_columns_and_their_headline_are_one_polygon() -> None:
    (region,) = find_regions([block(A, 10, 10, 83, 20), block(A, 10, 30, 40, 60), block(A, 53, 30, 40, 60)])
    assert region.rings == (((8.8, 8.8), (94.2, 8.8), (94.2, 91.2), (8.8, 91.2)),)


def test_article_that_runs_round_another_has_corners() -> None:
    regions = find_regions([block(A, 10, 10, 83, 20), block(A, 10, 30, 40, 60), block(B, 53, 34, 40, 56)])
    assert [len(ring) for ring in regions[0].rings] == [6]
    assert not holds(regions[0], 73, 60) and holds(regions[1], 73, 60)


def test_box_in_the_middle_is_a_hole() -> None:
    around = [
        block(A, 10, 10, 100, 20),
        block(A, 10, 30, 20, 40),
        block(A, 90, 30, 20, 40),
        block(A, 10, 70, 100, 20),
    ]
    outer, inner = find_regions([*around, block(B, 36, 36, 48, 28)])
    assert len(outer.rings) == 2
    assert not holds(outer, 60, 50) and holds(inner, 60, 50) and holds(outer, 20, 50)


def test_parts_that_nothing_joins_stay_apart() -> None:
    (region, _) = find_regions([block(A, 10, 10, 40, 40), block(B, 10, 60, 90, 20), block(A, 60, 90, 40, 40)])
    assert len(region.rings) == 2


def test_what_belongs_to_no_article_has_no_region_and_is_in_none() -> None:
    (region,) = find_regions([block("", 10, 10, 90, 20), block(A, 10, 34, 40, 50), block("", 53, 34, 40, 50)])
    assert region.number == A
    assert not holds(region, 50, 20) and not holds(region, 70, 60)


def test_articles_come_in_the_order_of_their_first_blocks() -> None:
    assert [
        each.number
        for each in find_regions(
            [block(B, 10, 90, 40, 40), block(A, 10, 10, 40, 40), block(B, 60, 90, 40, 40)]
        )
    ] == [B, A]


def test_margins_stop_half_way_between_two_articles() -> None:
    left, right = find_regions([block(A, 10, 10, 40, 40), block(B, 52, 10, 40, 40)])
    assert left.box[2] <= right.box[0]


@st.composite
def made_up_page(draw: st.DrawFn) -> list[PrintedBlock]:
    """A page cut in two again and again, as make-up does; neighbours may belong to one article."""
    rooms = [(15.3, 26.7, 259.7, 370.7)]
    for _ in range(draw(st.integers(0, 14))):
        left, top, right, bottom = rooms.pop(draw(st.integers(0, len(rooms) - 1)))
        share, gap = draw(st.floats(0.25, 0.75)), draw(st.sampled_from([0, 3.175, 4.4]))
        if draw(st.booleans()):
            cut = left + (right - left) * share
            rooms += [(left, top, cut - gap / 2, bottom), (cut + gap / 2, top, right, bottom)]
        else:
            cut = top + (bottom - top) * share
            rooms += [(left, top, right, cut - gap / 2), (left, cut + gap / 2, right, bottom)]
    owners = st.sampled_from(["", "1", "2", "3", "4"])
    return [
        PrintedBlock(draw(owners), *room) for room in rooms if room[2] - room[0] > 1 and room[3] - room[1] > 1
    ]


@given(made_up_page())
def test_every_block_lies_in_its_own_region_and_in_no_other(blocks: list[PrintedBlock]) -> None:
    regions = {region.number: region for region in find_regions(blocks)}
    assert set(regions) == {each.number for each in blocks} - {""}
    for each in blocks:
        # A tenth of a millimetre is what edges are rounded to.
        inner = [
            (x, y)
            for x in (each.left + 0.11, (each.left + each.right) / 2, each.right - 0.11)
            for y in (each.top + 0.11, each.bottom - 0.11)
        ]
        for x, y in inner:
            assert {number for number, region in regions.items() if holds(region, x, y)} == {each.number} - {
                ""
            }


@given(made_up_page(), st.floats(0, 275), st.floats(0, 390))
def test_no_point_of_the_page_belongs_to_two_articles(blocks: list[PrintedBlock], x: float, y: float) -> None:
    assert sum(holds(region, x, y) for region in find_regions(blocks)) <= 1


@given(made_up_page())
def test_outlines_are_made_of_right_angles(blocks: list[PrintedBlock]) -> None:
    for region in find_regions(blocks):
        for ring in region.rings:
            assert all(
                (x1 == x2) != (y1 == y2)
                for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
            )
