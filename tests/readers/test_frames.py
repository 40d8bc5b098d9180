"""围框: the handbook's line is read, and what is no frame is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.model import FRAMES, Kind
from build_tools.readers.article import parse_article

PAGES = (Path(__file__).parents[2] / "content" / "handbook" / "pages.md").read_text("utf-8")


def read(front: str) -> tuple[str, tuple[str, ...]]:
    article, found = parse_article(
        f"---\n{front}\n---\n\n正文。\n", "a.md", "a.md", "要闻", Kind.ARTICLE, "a"
    )
    return article.frame, tuple(each.code for each in found)


def test_the_handbooks_frame_is_read_and_every_kind_is_named() -> None:
    (shown,) = [each for each in re.findall(r"```yaml\n(.*?)\n```", PAGES, re.DOTALL) if "frame:" in each]
    assert read(shown) == ("线框", ())
    assert all(f"`{frame}`" in PAGES for frame in FRAMES)


@pytest.mark.parametrize(
    ("written", "frame", "codes"),
    [
        ("headline: 路修平了", "", ()),
        ("headline: 路修平了\nframe: 底纹", "底纹", ()),
        ("headline: 路修平了\nframe: 花边", "", ("SQ572",)),
        ("headline: 路修平了\nframe: true", "", ("SQ572",)),
        ("headline: 路修平了\n围框: 线框", "", ("SQ105",)),
    ],
)
def test_frames_of_every_make(written: str, frame: str, codes: tuple[str, ...]) -> None:
    assert read(written) == (frame, codes)
