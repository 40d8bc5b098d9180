"""繁→简: when a text counts as traditional, and that what the paper's own script keeps is no sign of it."""

from __future__ import annotations

import pytest

from build_tools.markup.traditional import simplified


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("樓道裡的燈壞了", "楼道里的灯坏了"),
        ("後來於是沒有來開會", "后来于是没有来开会"),
        ("楼道里的灯坏了", "楼道里的灯坏了"),
        ("“灯”写成了“燈”", "“灯”写成了“燈”"),
        ("乾坤於徵", "乾坤於徵"),
    ],
)
def test_a_text_in_traditional_characters_is_read_in_simplified_ones(written: str, read: str) -> None:
    assert simplified(written) == read
