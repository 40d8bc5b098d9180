"""The block tree: what counts as a paragraph, what is plain text."""

from __future__ import annotations

from build_tools.model import (
    Emphasis,
    FootnoteMark,
    Footnotes,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Picture,
    Quotation,
    Text,
    paragraphs_of,
    pictures_of,
    plain_text,
)


def paragraph(ordinal: int) -> Paragraph:
    return Paragraph((Text(f"第{ordinal}段"),), ordinal, ordinal)


def test_paragraphs_are_counted_through_lists_and_quotations_but_not_notes() -> None:
    body = (
        paragraph(1),
        ItemList(((paragraph(2),), (paragraph(3),)), False, 2),
        Quotation((paragraph(4),), 4),
        Footnotes(((paragraph(0),),), 9),
    )
    assert [each.ordinal for each in paragraphs_of(body)] == [1, 2, 3, 4]


def test_pictures_are_found_wherever_they_lie() -> None:
    picture = Picture("images/a.jpg", (), "", 1)
    assert pictures_of((Quotation((ItemList(((picture,),), False, 1),), 1),)) == (picture,)


def test_plain_text_is_the_words_without_their_dress() -> None:
    inlines = (
        Text("甲"),
        Emphasis((Text("乙"), Link("/", (Text("丙"),))), strong=True),
        LineBreak(),
        FootnoteMark(1),
        Text("丁"),
    )
    assert plain_text(inlines) == "甲乙丙\n丁"
