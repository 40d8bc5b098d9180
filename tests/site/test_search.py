"""The search index in two parts."""

from __future__ import annotations

import json
from pathlib import Path

from build_tools.site.search import SETTINGS, WORDS, part_index, part_index_of


def test_settings_go_without_the_words_and_nothing_is_lost() -> None:
    whole = {"config": {"separator": "x"}, "docs": [{"location": "a/", "title": "张庙", "text": "<p>街道</p>"}]}
    settings, words = part_index(json.dumps(whole))
    assert {**json.loads(settings), "docs": json.loads(words)} == whole
    assert json.loads(settings)["docs"] == []
    assert "张庙" in words


def test_site_without_search_is_left_alone(tmp_path: Path) -> None:
    part_index_of(tmp_path)
    assert not (tmp_path / WORDS).exists() and not (tmp_path / SETTINGS).exists()
