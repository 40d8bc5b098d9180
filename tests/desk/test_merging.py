"""Two versions of a text: what only one changed is taken, what both changed is shown, and no words are lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.desk.merging import merge, merged_text

TEXTS = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8).map(
    lambda rows: "".join(f"{row}段\n\n" for row in rows)
)


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_taken(base: str, other: str) -> None:
    assert merged_text(merge(base, other, base)) == other
    assert merged_text(merge(base, base, other)) == other
    assert merged_text(merge(base, other, other)) == other


@given(TEXTS, TEXTS, TEXTS)
def test_new_paragraphs_of_both_are_in_what_comes_out(base: str, mine: str, theirs: str) -> None:
    whole = "".join(
        piece.text if not piece.clash else piece.mine + piece.theirs for piece in merge(base, mine, theirs)
    )
    for text in (mine, theirs):
        for row in set(text.split()) - set(base.split()):
            assert row in whole


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_is_first(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert merged_text(one) == merged_text(other)
    assert [(piece.mine, piece.theirs) for piece in one if piece.clash] == [
        (piece.theirs, piece.mine) for piece in other if piece.clash
    ]


def test_neighbouring_paragraphs_are_merged() -> None:
    assert (
        merged_text(merge("一\n\n二\n\n三\n", "一改\n\n二\n\n三\n", "一\n\n二改\n\n三\n"))
        == "一改\n\n二改\n\n三\n"
    )


def test_the_same_paragraph_is_a_clash_with_all_three_versions() -> None:
    (piece, _) = merge("一\n\n二\n", "一甲\n\n二\n", "一乙\n\n二\n")
    assert (piece.clash, piece.base, piece.mine, piece.theirs) == (True, "一\n\n", "一甲\n\n", "一乙\n\n")


def test_a_paragraph_that_one_deletes_and_the_other_changes_is_a_clash() -> None:
    assert merged_text(merge("一\n\n二\n", "二\n", "一改\n\n二\n")) is None


def test_two_insertions_at_one_place_are_a_clash() -> None:
    assert merged_text(merge("一\n", "甲\n\n一\n", "乙\n\n一\n")) is None
