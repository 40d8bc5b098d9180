"""搜索用的文字: parted, so that a reader who does not search loads none of it.

In: the index as Material's search plugin writes it. Out: what Material asks for on every page, which holds
settings only, and the words, which our search worker fetches when the first query is typed.
"""

from __future__ import annotations

import json
from pathlib import Path

SETTINGS = "search/search_index.json"
WORDS = "search/words.json"


def part_index(index: str) -> tuple[str, str]:
    """(settings, words) of an index: both JSON, Han characters unescaped, which halves the bytes."""
    whole = json.loads(index)
    return _written({**whole, "docs": []}), _written(whole["docs"])


def part_index_of(site_dir: Path) -> None:
    """Part the index of a finished site; nothing to do where the search plugin is switched off."""
    settings = site_dir / SETTINGS
    if settings.is_file():
        kept, words = part_index(settings.read_text(encoding="utf-8"))
        (site_dir / WORDS).write_text(words, encoding="utf-8")
        settings.write_text(kept, encoding="utf-8")


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
