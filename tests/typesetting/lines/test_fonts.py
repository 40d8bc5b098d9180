"""Faces, advances, ink and coverage."""

from __future__ import annotations

import pytest

from build_tools.typesetting.lines.fonts import advances, face_of, ink_edges, missing_characters
from build_tools.typesetting.lines.line import TextStyle


def test_the_simplified_face_of_a_collection_is_chosen() -> None:
    simplified, japanese = face_of("Noto Serif CJK SC", 400), face_of("Noto Serif CJK JP", 400)
    assert simplified.path == japanese.path
    assert simplified.index != japanese.index
    assert advances("Noto Serif CJK SC", 400, "“") == (("“", 1.0),)


def test_weights_have_files_of_their_own() -> None:
    assert face_of("Noto Serif CJK SC", 900).path != face_of("Noto Serif CJK SC", 400).path


def test_latin_is_kerned_and_han_is_not() -> None:
    kerned = sum(width for _, width in advances("Noto Serif CJK SC", 400, "AV"))
    apart = sum(width for letter in "AV" for _, width in advances("Noto Serif CJK SC", 400, letter))
    assert kerned < apart
    assert sum(width for _, width in advances("Noto Serif CJK SC", 400, "社区，“晨报”")) == pytest.approx(7.0)


def test_ink_of_an_opening_quote_stands_right_and_of_a_comma_left() -> None:
    assert ink_edges("Noto Serif CJK SC", 400, "“")[0] > 0.5
    assert ink_edges("Noto Serif CJK SC", 400, "，")[1] < 0.5


def test_missing_characters_are_named_once_in_their_order() -> None:
    style = TextStyle("Noto Serif CJK SC", 9.0)
    assert missing_characters("社ש区😀晨ש报", style) == ("ש", "😀")
    assert missing_characters("社区晨报，——2021年", style) == ()
